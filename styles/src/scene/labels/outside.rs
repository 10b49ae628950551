//! Places for a name on the ground outside of all areas, with a line to its own.
//!
//! From a few places deep in the area rays go in all directions. Where one leaves the area with nothing but ground behind the border,
//! names can hang on it, from near to far, until another area or something that must stay free ends it.

use std::collections::HashSet;
use std::f64::consts::TAU;

use geo_types::{Coord, MultiPolygon, Rect};

use super::borders::Borders;
use super::candidate::{Candidate, LEAST_PADDING};
use super::inside;
use super::request::Obstacles;
use super::settings::Setting;
use super::shapes::{
    Segment, boxes_meet, cross, distance, distance_to_box, grown, holds, segments_meet, stretch_in_box,
};

/// In how many directions rays go.
const DIRECTIONS: u32 = 48;
/// How far outside the border a line ends, in pixels.
const STOPS: [f64; 11] = [4.0, 7.0, 11.0, 16.0, 22.0, 29.0, 37.0, 47.0, 59.0, 73.0, 90.0];
/// The room between the end of a line and its name, in pixels.
const LEADER_GAP: f64 = 2.0;
/// The room between a name and any border, in pixels: on the ground outside there is more of it.
const PADDING: f64 = 2.5;
/// Of places as near to each other as this, in pixels, the best competes.
const SPOT: f64 = 8.0;
/// How many of the best places of each area compete.
const MOST_CANDIDATES: usize = 192;
/// Where along its side a name hangs, by its width.
const HANGS_AT: [f64; 3] = [0.5, 0.12, 0.88];

/// What it costs not to be inside, beside what follows.
const LENGTH_COST: f64 = 1.0 / 60.0;
/// What a line that is neither upright, level nor halfway between costs.
const SKEW_COST: f64 = 0.1;
/// What it costs to hang on a corner.
const CORNER_COST: f64 = 0.12;
/// What it costs to end at the second best place of the area, and again at the third.
const ANCHOR_COST: f64 = 0.08;

/// The ground outside.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) borders: &'a Borders,
    pub(super) frame: Rect<f64>,
    pub(super) obstacles: Obstacles<'a>,
}

/// A ray from a place in an area.
#[derive(Clone, Copy)]
struct Ray {
    area: usize,
    /// Where it begins to be seen: at the place, or at the rim of a circle around it.
    from: Coord<f64>,
    /// Of length 1.
    direction: Coord<f64>,
    cost: f64,
}

impl Ray {
    fn at(&self, along: f64) -> Coord<f64> {
        self.from + self.direction * along
    }
}

impl Ground<'_> {
    /// The best places for the name of an area, the best first.
    pub(super) fn candidates(
        &self,
        area: usize,
        shape: &MultiPolygon<f64>,
        settings: &[Setting],
        longest: f64,
    ) -> Vec<Candidate> {
        let own = self.obstacles.circles.iter().find(|circle| circle.area == Some(area));
        let anchors: Vec<(Coord<f64>, f64)> = match own {
            Some(circle) => vec![(circle.center, circle.radius)],
            None => inside::anchors(shape, self.frame, self.obstacles).into_iter().map(|at| (at, 0.0)).collect(),
        };
        let mut found = Vec::new();
        for (rank, (anchor, radius)) in anchors.into_iter().enumerate() {
            for turn in 0..DIRECTIONS {
                let angle = TAU * f64::from(turn) / f64::from(DIRECTIONS);
                let direction = Coord { x: angle.cos(), y: angle.sin() };
                let cost = ANCHOR_COST * rank as f64 + SKEW_COST * (4.0 * angle).sin().abs();
                let ray = Ray { area, from: anchor + direction * radius, direction, cost };
                if let Some([start, end]) = self.free_stretch(&ray, anchor, radius, longest) {
                    self.hang(&ray, [start, end.min(start + longest)], settings, &mut found);
                }
            }
        }
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let mut known = HashSet::new();
        let spot = |length: f64| (length / SPOT).round() as i32;
        found.retain(|place| {
            let center = place.bounds.center();
            known.insert((spot(center.x), spot(center.y), settings[place.setting].is_one_line()))
        });
        found.truncate(MOST_CANDIDATES);
        found
    }

    /// From where to where a ray runs over free ground.
    fn free_stretch(&self, ray: &Ray, anchor: Coord<f64>, radius: f64, longest: f64) -> Option<[f64; 2]> {
        let whole = [anchor, ray.at(2.0 * longest)];
        // The frame ends it.
        let [_, leaves] = stretch_in_box(whole, self.frame)?;
        let end = distance(whole[0], whole[1]) * leaves;
        if end <= radius {
            return None;
        }
        let [start, mut end] = self.borders.outside(ray.area, [anchor, anchor + ray.direction * end], radius)?;
        let seen = [ray.from, anchor + ray.direction * end];
        let length = distance(seen[0], seen[1]);
        let mut stops_at = |along: f64| end = end.min(radius + along - LEAST_PADDING);
        for rect in self.obstacles.boxes {
            if let Some([enters, _]) = stretch_in_box(seen, *rect) {
                stops_at(enters * length);
            }
        }
        for circle in self.obstacles.circles.iter().filter(|circle| circle.area != Some(ray.area)) {
            if let Some(enters) = enters_circle(ray, circle.center, circle.radius + LEAST_PADDING) {
                stops_at(enters);
            }
        }
        for line in self.obstacles.lines {
            if segments_meet(seen, *line) {
                stops_at(crossing(ray, *line));
            }
        }
        (end > start).then_some([start - radius, end - radius])
    }

    /// Hangs the name on all stops of a ray.
    fn hang(&self, ray: &Ray, [start, end]: [f64; 2], settings: &[Setting], found: &mut Vec<Candidate>) {
        for stop in STOPS.into_iter().map(|stop| start + stop).take_while(|stop| *stop <= end) {
            let hook = ray.at(stop);
            let above_or_below = HANGS_AT.into_iter().filter(|_| ray.direction.y.abs() > 0.38).map(Hang::OnLevelSide);
            let beside = (ray.direction.x.abs() > 0.38).then_some(Hang::OnUprightSide);
            for hang in above_or_below.chain(beside) {
                // The best in one line and the best in more: which of them neighbours leave room for is not known yet.
                for is_one_line in [true, false] {
                    let alike = settings.iter().enumerate().filter(|(_, setting)| setting.is_one_line() == is_one_line);
                    let mut boxes = alike.map(|(number, setting)| (number, hang.bounds(ray, hook, setting)));
                    let free = boxes.find(|(_, bounds)| self.is_free(*bounds));
                    found.extend(free.map(|(setting, bounds)| Candidate {
                        setting,
                        bounds,
                        leader: Some([hook, ray.from]),
                        cost: ray.cost + hang.cost() + settings[setting].cost + LENGTH_COST * (stop + start) / 2.0,
                    }));
                }
            }
        }
    }

    fn is_free(&self, bounds: Rect<f64>) -> bool {
        let padded = grown(bounds, PADDING);
        let covers = |at: Coord<f64>, radius: f64| distance_to_box(at, bounds) < radius + LEAST_PADDING;
        holds(self.frame, padded)
            && !self.obstacles.boxes.iter().any(|rect| boxes_meet(*rect, padded))
            && !self.obstacles.circles.iter().any(|circle| covers(circle.center, circle.radius))
            && !self.obstacles.lines.iter().any(|line| stretch_in_box(*line, padded).is_some())
            && self.borders.is_free(padded)
    }
}

/// With what a name hangs on the end of a line.
#[derive(Clone, Copy)]
enum Hang {
    /// Its bottom or its top, so far from the left.
    OnLevelSide(f64),
    /// The middle of its left or its right.
    OnUprightSide,
}

impl Hang {
    fn bounds(self, ray: &Ray, hook: Coord<f64>, setting: &Setting) -> Rect<f64> {
        let Setting { width, height, .. } = *setting;
        let side = |towards: f64, half: f64| towards.signum() * (half + LEADER_GAP);
        setting.around(match self {
            Self::OnLevelSide(share) => {
                Coord { x: hook.x + width * (0.5 - share), y: hook.y + side(ray.direction.y, height / 2.0) }
            }
            Self::OnUprightSide => Coord { x: hook.x + side(ray.direction.x, width / 2.0), y: hook.y },
        })
    }

    fn cost(self) -> f64 {
        match self {
            Self::OnLevelSide(share) if (share - 0.5).abs() > 0.1 => CORNER_COST,
            _ => 0.0,
        }
    }
}

/// How far along a ray it enters a circle.
fn enters_circle(ray: &Ray, center: Coord<f64>, radius: f64) -> Option<f64> {
    let way = center - ray.from;
    let along = way.x * ray.direction.x + way.y * ray.direction.y;
    let off = way.x * way.x + way.y * way.y - along * along;
    let half = (radius * radius - off).max(0.0).sqrt();
    (off < radius * radius && along + half > 0.0).then(|| (along - half).max(0.0))
}

/// How far along a ray it crosses a line.
fn crossing(ray: &Ray, [a, b]: Segment) -> f64 {
    let [side_a, side_b] = [a, b].map(|end| cross(ray.direction, end - ray.from));
    let share = side_a / (side_a - side_b);
    let at = a + (b - a) * share - ray.from;
    // Not a number where both run the same way: then it is in the way at once.
    if share.is_finite() { at.x * ray.direction.x + at.y * ray.direction.y } else { 0.0 }
}
