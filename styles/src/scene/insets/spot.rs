//! Where an inset has room on free ground.

use geo_types::{Coord, Rect};

use crate::scene::covered::Covered;
use crate::scene::geometry::{
    between, boxes_meet, distance, distance_to_segment, grown, segments_meet, stretch_in_box,
};
use crate::scene::labels::{Circle, Label, Obstacles};

/// The room between an inset and the edge of the map, and other things, in pixels.
const PADDING: f64 = 4.0;
/// How far apart the tried positions are, in pixels.
const APART: f64 = 10.0;
/// What it costs to be away from the edges of the map, by the distance, where a pixel of the line to the place costs 1.
const OFF_EDGE: f64 = 0.4;
/// What it costs to be where a name would stand otherwise.
const IN_THE_WAY: f64 = 150.0;
/// What a pixel of the line over areas costs more.
const OVER_AREAS: f64 = 1.5;
/// What a pixel of the side of a square inset costs.
const LARGE: f64 = 0.5;

/// A place for an inset.
pub(super) struct Spot {
    pub(super) frame: Rect<f64>,
    /// From the inset to the place that it shows.
    pub(super) leader: [Coord<f64>; 2],
    /// How far it is from ideal.
    pub(super) cost: f64,
}

/// The map that an inset stands on.
pub(super) struct Ground<'a> {
    pub(super) covered: &'a Covered,
    pub(super) map: Rect<f64>,
    /// What it must not meet.
    pub(super) obstacles: Obstacles<'a>,
    /// Names that would have to move.
    pub(super) names: &'a [Label],
}

impl Ground<'_> {
    /// The best free spot for a box with a line to a place.
    pub(super) fn best_spot(&self, [width, height]: [f64; 2], place: Rect<f64>) -> Option<Spot> {
        let inner = grown(self.map, -PADDING);
        let room = Coord { x: inner.width() - width, y: inner.height() - height };
        if room.x < 0.0 || room.y < 0.0 {
            return None;
        }
        let tries = |length: f64| {
            let count = (length / APART).floor() as usize;
            (0..=count).map(move |step| step as f64 * APART).chain(std::iter::once(length))
        };
        let mut best: Option<Spot> = None;
        for y in tries(room.y) {
            for x in tries(room.x) {
                let corner = inner.min() + Coord { x, y };
                let frame = Rect::new(corner, corner + Coord { x: width, y: height });
                let leader = between(frame, place);
                let off_edge = x.min(room.x - x) + y.min(room.y - y);
                let least = distance(leader[0], leader[1]) + OFF_EDGE * off_edge + LARGE * (width * height).sqrt();
                let known = best.as_ref().map_or(f64::INFINITY, |best| best.cost);
                if least < known
                    && self.covered.is_free(grown(frame, PADDING))
                    && is_clear(frame, leader, place, self.obstacles)
                {
                    let cost = least
                        + OVER_AREAS * self.covered.length_over(leader)
                        + IN_THE_WAY * self.names_in_the_way(frame, leader) as f64
                        + IN_THE_WAY * self.circles_in_the_way(leader) as f64;
                    if cost < known {
                        best = Some(Spot { frame, leader, cost });
                    }
                }
            }
        }
        best
    }

    /// How many circles its line would run over.
    fn circles_in_the_way(&self, line: [Coord<f64>; 2]) -> usize {
        let crosses = |circle: &&Circle| distance_to_segment(circle.center, line) < circle.radius;
        self.obstacles.circles.iter().filter(crosses).count()
    }

    /// How many names an inset or its line would cover.
    fn names_in_the_way(&self, frame: Rect<f64>, line: [Coord<f64>; 2]) -> usize {
        let padded = grown(frame, PADDING);
        let meets = |name: &&Label| {
            boxes_meet(padded, name.bounds)
                || stretch_in_box(line, name.bounds).is_some()
                || name
                    .leader
                    .is_some_and(|leader| stretch_in_box(leader, padded).is_some() || segments_meet(leader, line))
        };
        self.names.iter().filter(meets).count()
    }
}

/// Whether a box and its line are in nothing's way.
fn is_clear(frame: Rect<f64>, leader: [Coord<f64>; 2], place: Rect<f64>, others: Obstacles<'_>) -> bool {
    let padded = grown(frame, PADDING);
    let meets = |rect: &Rect<f64>| boxes_meet(padded, *rect);
    let around = |circle: &Circle| grown(Rect::new(circle.center, circle.center), circle.radius);
    !others.boxes.iter().any(|rect| {
        // Another place may be next to this one.
        meets(rect) || (stretch_in_box(leader, *rect).is_some() && !boxes_meet(*rect, place))
    }) && !others.circles.iter().any(|circle| meets(&around(circle)))
        && !others.lines.iter().any(|line| stretch_in_box(*line, padded).is_some() || segments_meet(*line, leader))
}
