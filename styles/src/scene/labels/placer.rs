//! Places the names of the same areas several times, with other things that they must keep off: what that does not change is found once.

use std::collections::HashMap;

use geo_types::Rect;

use super::borders::Borders;
use super::candidate::Candidate;
use super::label::{Label, Labels};
use super::outside::{FreeRay, Ground};
use super::request::{Circle, Lettering, NamedArea, Obstacles};
use super::settings::{self, Setting};
use super::{choice, inside, label, on_circle, upright};
use crate::scene::covered::Covered;
use crate::scene::geometry::{Segment, bounds, box_of, boxes_meet, grown};

/// Areas whose names are to be placed.
pub(in crate::scene) struct Placer<'a> {
    pub(in crate::scene) areas: &'a [NamedArea<'a>],
    pub(in crate::scene) frame: Rect<f64>,
    pub(in crate::scene) lettering: Lettering,
    pub(in crate::scene) covered: Covered,
    settings: Vec<Vec<Setting>>,
    borders: Borders,
    /// The best place inside of an area, if there is one.
    inside: HashMap<usize, Known<Option<Candidate>>>,
    /// The rays from an area.
    rays: HashMap<usize, Known<Vec<FreeRay>>>,
}

/// What was found where the same lay in an area.
type Known<T> = (Near, T);

/// The obstacles in an area, and its own circle.
#[derive(PartialEq)]
struct Near {
    boxes: Vec<Rect<f64>>,
    circles: Vec<Circle>,
    lines: Vec<Segment>,
}

impl<'a> Placer<'a> {
    pub(in crate::scene) fn new(areas: &'a [NamedArea<'a>], frame: Rect<f64>, lettering: Lettering) -> Self {
        Self {
            areas,
            frame,
            lettering,
            covered: Covered::new(areas.iter().map(|named| named.area), frame),
            settings: areas.iter().map(|named| settings::settings(named, lettering)).collect(),
            borders: Borders::new(areas.iter().map(|named| named.area), frame),
            inside: HashMap::new(),
            rays: HashMap::new(),
        }
    }

    /// Places at most so many names, none of some areas. The lakes are the same each time.
    pub(in crate::scene) fn place(
        &mut self,
        nameless: &[usize],
        obstacles: Obstacles<'_>,
        most: Option<usize>,
    ) -> Labels {
        let areas = self.areas;
        let is_named = |area: &usize| !areas[*area].name.trim().is_empty() && !nameless.contains(area);
        let mut order: Vec<usize> = (0..areas.len()).filter(is_named).collect();
        order.sort_by_key(|area| (areas[*area].rank, *area));

        let most = most.unwrap_or(usize::MAX);
        let mut labels: Vec<Option<Label>> = vec![None; areas.len()];
        let mut outside = Vec::new();
        let mut count = 0;
        for area in order.iter().copied() {
            if count == most {
                break;
            }
            let free = self.inside(area, obstacles).map(|place| (place, false));
            let settings = &self.settings[area];
            let on_circle = || Some((on_circle::best(area, settings, obstacles)?, true));
            match free.or_else(on_circle) {
                Some((place, is_on_circle)) => {
                    labels[area] = Some(Label { is_on_circle, ..label(area, settings, &place) });
                    count += 1;
                }
                None => outside.push(area),
            }
        }
        // More than can be chosen from, where few are wanted.
        let enough = (most - count).saturating_mul(3);
        let mut wanted: Vec<(usize, Vec<Candidate>)> = Vec::new();
        for area in outside.iter().copied() {
            if wanted.len() == enough {
                break;
            }
            let places = self.outside(area, obstacles);
            if !places.is_empty() {
                wanted.push((area, places));
            }
        }
        let candidates: Vec<&[Candidate]> = wanted.iter().map(|(_, candidates)| candidates.as_slice()).collect();
        let chosen = choice::choose(&candidates, most - count);
        for ((area, candidates), chosen) in wanted.iter().zip(chosen) {
            labels[*area] = chosen.map(|chosen| label(*area, &self.settings[*area], &candidates[chosen]));
        }
        let mut count = labels.iter().flatten().count();
        for area in outside {
            if count < most && labels[area].is_none() {
                let settings = &self.settings[area];
                let found = upright::best(areas[area].area, settings, self.frame, obstacles);
                labels[area] =
                    found.map(|(place, lines)| Label { lines, is_upright: true, ..label(area, settings, &place) });
                count += usize::from(labels[area].is_some());
            }
        }
        let mut unplaced: Vec<usize> = order.into_iter().filter(|area| labels[*area].is_none()).collect();
        unplaced.sort_unstable();
        Labels { placed: labels.into_iter().flatten().collect(), unplaced }
    }

    /// The best place for a name within its area.
    fn inside(&mut self, area: usize, obstacles: Obstacles<'_>) -> Option<Candidate> {
        let near = self.near(area, obstacles);
        if let Some((_, known)) = self.inside.get(&area).filter(|(of, _)| *of == near) {
            return known.clone();
        }
        let found = inside::best(self.areas[area].area, &self.settings[area], self.frame, obstacles);
        self.inside.insert(area, (near, found.clone()));
        found
    }

    /// Places for a name on the ground outside.
    fn outside(&mut self, area: usize, obstacles: Obstacles<'_>) -> Vec<Candidate> {
        let near = self.near(area, obstacles);
        let ground = Ground { borders: &self.borders, covered: &self.covered, frame: self.frame, obstacles };
        let longest = self.lettering.longest_leader;
        let known = self.rays.remove(&area).filter(|(of, _)| *of == near);
        let (near, rays) = known.unwrap_or_else(|| (near, ground.rays(area, self.areas, longest)));
        let found = ground.candidates(&rays, &self.settings[area], longest);
        self.rays.insert(area, (near, rays));
        found
    }

    fn near(&self, area: usize, obstacles: Obstacles<'_>) -> Near {
        let around = bounds(self.areas[area].area).map(|bounds| grown(bounds, 1.0));
        let is_near = |rect: Rect<f64>| around.is_some_and(|around| boxes_meet(around, grown(rect, 1.0)));
        let of_circle = |circle: &Circle| grown(Rect::new(circle.center, circle.center), circle.radius);
        Near {
            boxes: obstacles.boxes.iter().copied().filter(|rect| is_near(*rect)).collect(),
            circles: obstacles
                .circles
                .iter()
                .copied()
                .filter(|circle| circle.area == Some(area) || is_near(of_circle(circle)))
                .collect(),
            lines: obstacles.lines.iter().copied().filter(|line| is_near(box_of(*line))).collect(),
        }
    }
}
