//! Places for a name on the ground outside of all areas, with a line to its own.
//!
//! From a few places deep in the area rays go in all directions. Where one leaves the area with nothing but ground behind the border,
//! names can hang on it, from near to far, until another area or something that must stay free ends it.

use std::f64::consts::TAU;

use geo::Contains;
use geo_types::{Coord, Point, Rect};

use super::borders::Borders;
use super::candidate::{Candidate, LEAST_PADDING};
use super::inside;
use super::request::{NamedArea, Obstacles};
use super::settings::Setting;
use crate::scene::covered::Covered;
use crate::scene::geometry::{
    Segment, boxes_meet, cross, distance, distance_to_box, grown, holds, segments_meet, square_pixels, stretch_in_box,
};

/// In how many directions rays go.
const DIRECTIONS: u32 = 48;
/// How far apart places on a ray are at which it is asked whether the ground is free, in pixels.
const RAY_STEP: f64 = 5.0;
/// How far outside the border a line ends, in pixels.
const STOPS: [f64; 11] = [4.0, 7.0, 11.0, 16.0, 22.0, 29.0, 37.0, 47.0, 59.0, 73.0, 90.0];
/// The room between the end of a line and its name, in pixels.
const LEADER_GAP: f64 = 2.0;
/// The room between a name and any border, in pixels, beside up to a cell of [`Covered`]: on the ground outside there is more of it.
const PADDING: f64 = 1.5;
/// Of places as near to each other as this, in pixels, the best competes.
const SPOT: f64 = 8.0;
/// The room between a name and the frame, in pixels.
const EDGE: f64 = 4.0;
/// How many of the best places of each area compete.
const MOST_CANDIDATES: usize = 192;
/// Where along its side a name hangs, by its width.
const HANGS_AT: [f64; 3] = [0.5, 0.12, 0.88];

/// What a pixel of the line costs outside of the area; inside it is half.
const LENGTH_COST: f64 = 1.0 / 60.0;
/// What a line that is neither upright, level nor halfway between costs.
const SKEW_COST: f64 = 0.1;
/// What it costs to hang on a corner.
const CORNER_COST: f64 = 0.12;
/// What it costs to end a square root of the area away from the middle of its places.
const ANCHOR_COST: f64 = 0.25;

/// The ground outside.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) borders: &'a Borders,
    pub(super) covered: &'a Covered,
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

/// A ray, and where it runs over the ground.
pub(super) struct FreeRay {
    ray: Ray,
    /// The place in the area.
    anchor: Coord<f64>,
    /// The radius of the circle around it.
    radius: f64,
    /// From where to where, from the place.
    ground: [f64; 2],
}

/// Places that were found, and what the best at each spot costs.
struct Found<'a> {
    settings: &'a [Setting],
    /// Those in the size asked for, in more lines and in one: outside there is room enough.
    asked: [Vec<usize>; 2],
    places: Vec<Candidate>,
    best: Spots,
}

/// What the best place costs in each square of [`SPOT`] pixels that the middle of a name may be in, in one line and in more.
struct Spots {
    origin: Coord<f64>,
    columns: usize,
    costs: Vec<f64>,
}

impl Spots {
    fn new(frame: Rect<f64>) -> Self {
        let count = |side: f64| (side / SPOT) as usize + 1;
        let (columns, rows) = (count(frame.width()), count(frame.height()));
        Self { origin: frame.min(), columns, costs: vec![f64::INFINITY; 2 * columns * rows] }
    }

    fn at(&mut self, bounds: Rect<f64>, is_one_line: bool) -> &mut f64 {
        let at = (bounds.center() - self.origin) / SPOT;
        let spot = (at.y.max(0.0) as usize * self.columns + at.x.max(0.0) as usize) * 2 + usize::from(is_one_line);
        // What is outside of the frame is not free anyway.
        let last = self.costs.len() - 1;
        &mut self.costs[spot.min(last)]
    }
}

impl Ground<'_> {
    /// The rays for the name of an area that reach the ground outside.
    pub(super) fn rays(&self, area: usize, areas: &[NamedArea<'_>], longest: f64) -> Vec<FreeRay> {
        let shape = areas[area].area;
        let own = self.obstacles.circles.iter().find(|circle| circle.area == Some(area));
        let anchors: Vec<(Coord<f64>, f64)> = match own {
            Some(circle) => vec![(circle.center, circle.radius)],
            None => inside::anchors(shape, self.frame, self.obstacles).into_iter().map(|at| (at, 0.0)).collect(),
        };
        let middle = anchors.first().map(|(at, _)| *at).unwrap_or_default();
        let size = square_pixels(shape).sqrt().max(1.0);
        let mut rays = Vec::new();
        for (anchor, radius) in anchors {
            // A circle may have left its area.
            let around = |other: &usize| areas[*other].area.contains(&Point::from(anchor));
            let within: Vec<usize> = if own.is_some() { (0..areas.len()).filter(around).collect() } else { vec![area] };
            for turn in 0..DIRECTIONS {
                let angle = TAU * f64::from(turn) / f64::from(DIRECTIONS);
                let direction = Coord { x: angle.cos(), y: angle.sin() };
                let cost = ANCHOR_COST * distance(anchor, middle) / size + SKEW_COST * (4.0 * angle).sin().abs();
                let ray = Ray { area, from: anchor + direction * radius, direction, cost };
                rays.extend(self.over_ground(ray, &within, (anchor, radius), longest));
            }
        }
        rays
    }

    /// The best places for a name that hangs on one of some rays, the best first.
    pub(super) fn candidates(&self, rays: &[FreeRay], settings: &[Setting], longest: f64) -> Vec<Candidate> {
        let asked = |is_one_line: bool| {
            let fit = |(_, setting): &(usize, &Setting)| setting.is_as_asked && setting.is_one_line() == is_one_line;
            settings.iter().enumerate().filter(fit).map(|(number, _)| number).collect()
        };
        let asked = [asked(false), asked(true)];
        let mut found = Found { settings, asked, places: Vec::new(), best: Spots::new(self.frame) };
        for free in rays {
            if let Some([start, end]) = self.free_stretch(free) {
                self.hang(&free.ray, [start, end.min(start + longest)], &mut found);
            }
        }
        let Found { mut places, mut best, .. } = found;
        // Only the best of each spot.
        places.retain(|place| *best.at(place.bounds, settings[place.setting].is_one_line()) >= place.cost);
        places.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        places.truncate(MOST_CANDIDATES);
        places
    }

    /// A ray as far as it runs over the ground, if it does.
    fn over_ground(
        &self,
        ray: Ray,
        within: &[usize],
        (anchor, radius): (Coord<f64>, f64),
        longest: f64,
    ) -> Option<FreeRay> {
        let whole = [anchor, ray.at(2.0 * longest)];
        // The frame ends it.
        let [_, leaves] = stretch_in_box(whole, self.frame)?;
        let end = distance(whole[0], whole[1]) * leaves;
        // Most rays only run over areas.
        let mut steps = (0..).map(|step| radius + RAY_STEP * f64::from(step)).take_while(|along| *along < end);
        if !steps.any(|along| self.covered.is_free_at(anchor + ray.direction * along)) {
            return None;
        }
        let ground = self.borders.outside((ray.area, within), [anchor, anchor + ray.direction * end], radius)?;
        Some(FreeRay { ray, anchor, radius, ground })
    }

    /// From where to where a ray runs over ground that is free of obstacles.
    fn free_stretch(&self, free: &FreeRay) -> Option<[f64; 2]> {
        let FreeRay { ref ray, anchor, radius, ground: [start, mut end] } = *free;
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
    fn hang(&self, ray: &Ray, [start, end]: [f64; 2], found: &mut Found<'_>) {
        for stop in STOPS.into_iter().map(|stop| start + stop).take_while(|stop| *stop <= end) {
            let hook = ray.at(stop);
            let above_or_below = HANGS_AT.into_iter().filter(|_| ray.direction.y.abs() > 0.38).map(Hang::OnLevelSide);
            let beside = (ray.direction.x.abs() > 0.38).then_some(Hang::OnUprightSide);
            for hang in above_or_below.chain(beside) {
                let cost = ray.cost + hang.cost() + LENGTH_COST * (stop - start / 2.0);
                // The best in one line and the best in more: which of them neighbours leave room for is not known yet.
                for is_one_line in [true, false] {
                    for number in found.asked[usize::from(is_one_line)].iter().copied() {
                        let setting = &found.settings[number];
                        let bounds = hang.bounds(ray, hook, setting);
                        let cost = cost + setting.cost;
                        let best = found.best.at(bounds, is_one_line);
                        if *best <= cost {
                            break;
                        }
                        if self.is_free(bounds) {
                            *best = cost;
                            let leader = Some([hook, ray.from]);
                            found.places.push(Candidate { setting: number, bounds, leader, cost });
                            break;
                        }
                    }
                }
            }
        }
    }

    fn is_free(&self, bounds: Rect<f64>) -> bool {
        let padded = grown(bounds, PADDING);
        let covers = |at: Coord<f64>, radius: f64| distance_to_box(at, bounds) < radius + LEAST_PADDING;
        holds(self.frame, grown(bounds, EDGE))
            && self.covered.is_free(padded)
            && !self.obstacles.boxes.iter().any(|rect| boxes_meet(*rect, padded))
            && !self.obstacles.circles.iter().any(|circle| covers(circle.center, circle.radius))
            && !self.obstacles.lines.iter().any(|line| stretch_in_box(*line, padded).is_some())
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
