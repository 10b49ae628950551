//! Who gets which place outside: as many names as can be, each as good as can be.
//!
//! First come the areas with the lowest rank, each with its best place that is still free. Then, for each name that found none:
//! where its place would be free but for one or two other names, and these have another place or can make one, they move. At last every name
//! looks for a better place among those that are free, until none finds one. Each step is bounded, and nothing is random.

use geo_types::Rect;

use super::candidate::Candidate;
use crate::scene::geometry::{around, box_of, boxes_meet, grown, segments_apart, stretch_in_box};

/// The room between two names, and between a name and the line of another, in pixels.
const BETWEEN: f64 = 2.5;
/// How far two lines are apart at least, in pixels: closer ones read as one.
const BETWEEN_LINES: f64 = 2.0;
/// How many names one may move.
const MOST_MOVED: usize = 2;
/// How far the moving goes on: one moves another, which moves a third.
const DEPTH: usize = 3;
/// How many places a name tries to push into, with all that follows.
const BUDGET: usize = 400;
/// How often the names that have no place ask again.
const ROUNDS: usize = 4;
/// How often names look for better places.
const POLISHING: usize = 6;

/// For each area the position of the place it gets, of its candidates, which are sorted by cost; areas by rank. At most so many.
pub(super) fn choose(candidates: &[&[Candidate]], most: usize) -> Vec<Option<usize>> {
    let mut choice = Choice {
        reaches: candidates.iter().map(|places| places.iter().map(reach).collect()).collect(),
        candidates,
        chosen: vec![None; candidates.len()],
        pinned: Vec::new(),
    };
    let mut count = 0;
    for area in 0..candidates.len() {
        if count < most && choice.take_free(area) {
            count += 1;
        }
    }
    for _ in 0..ROUNDS {
        let before = count;
        for area in 0..candidates.len() {
            if count < most && choice.chosen[area].is_none() && choice.push_in(area, DEPTH, &mut { BUDGET }) {
                count += 1;
            }
        }
        if count == before {
            break;
        }
    }
    for _ in 0..POLISHING {
        let moved = (0..candidates.len()).filter(|area| choice.improve(*area)).count();
        if moved == 0 {
            break;
        }
    }
    choice.chosen
}

/// The box around a name and its line.
fn reach(candidate: &Candidate) -> Rect<f64> {
    let name = grown(candidate.bounds, BETWEEN);
    candidate.leader.map_or(name, |leader| around(name, grown(box_of(leader), BETWEEN_LINES)))
}

struct Choice<'a> {
    candidates: &'a [&'a [Candidate]],
    reaches: Vec<Vec<Rect<f64>>>,
    chosen: Vec<Option<usize>>,
    /// Those that are making room for themselves: nobody moves them.
    pinned: Vec<usize>,
}

impl Choice<'_> {
    /// The areas whose places are in the way of a place, up to a number; none if more are.
    fn in_the_way(&self, area: usize, place: usize, most: usize) -> Option<Vec<usize>> {
        let mut found = Vec::new();
        for (other, chosen) in self.chosen.iter().enumerate() {
            let Some(chosen) = chosen.filter(|_| other != area) else { continue };
            if boxes_meet(self.reaches[area][place], self.reaches[other][chosen])
                && collide(&self.candidates[area][place], &self.candidates[other][chosen])
            {
                if found.len() == most || self.pinned.contains(&other) {
                    return None;
                }
                found.push(other);
            }
        }
        Some(found)
    }

    /// Takes the best place that is free.
    fn take_free(&mut self, area: usize) -> bool {
        let free = (0..self.candidates[area].len()).find(|place| self.in_the_way(area, *place, 0).is_some());
        if free.is_some() {
            self.chosen[area] = free;
        }
        free.is_some()
    }

    /// Takes a place from which others can be moved: to free places, or to such as they can push into themselves.
    fn push_in(&mut self, area: usize, depth: usize, budget: &mut usize) -> bool {
        for place in 0..self.candidates[area].len() {
            if *budget == 0 {
                return false;
            }
            *budget -= 1;
            let Some(others) = self.in_the_way(area, place, MOST_MOVED) else { continue };
            let before = self.chosen.clone();
            for other in &others {
                self.chosen[*other] = None;
            }
            self.chosen[area] = Some(place);
            self.pinned.push(area);
            let moved = others
                .iter()
                .all(|other| self.take_free(*other) || (depth > 1 && self.push_in(*other, depth - 1, budget)));
            self.pinned.pop();
            if moved {
                return true;
            }
            self.chosen = before;
        }
        false
    }

    /// Moves a name to a better place: a free one, or one from which a single other name can move so that both together are better.
    fn improve(&mut self, area: usize) -> bool {
        let Some(now) = self.chosen[area] else { return false };
        let cost = |area: usize, place: usize| self.candidates[area][place].cost;
        let before = cost(area, now);
        for place in 0..now {
            let gain = before - cost(area, place);
            let Some(others) = self.in_the_way(area, place, 1) else { continue };
            let Some(other) = others.first().copied() else {
                self.chosen[area] = Some(place);
                return true;
            };
            let Some(moved) = self.chosen[other] else { continue };
            self.chosen[area] = Some(place);
            self.chosen[other] = None;
            let is_better = self.take_free(other)
                && self.chosen[other].is_some_and(|taken| {
                    self.candidates[other][taken].cost - self.candidates[other][moved].cost < gain - 1e-9
                });
            if is_better {
                return true;
            }
            self.chosen[area] = Some(now);
            self.chosen[other] = Some(moved);
        }
        false
    }
}

/// Whether two places cannot both be taken.
fn collide(a: &Candidate, b: &Candidate) -> bool {
    let crosses = |leader: Option<_>, name: Rect<f64>| {
        leader.is_some_and(|leader| stretch_in_box(leader, grown(name, BETWEEN)).is_some())
    };
    boxes_meet(grown(a.bounds, BETWEEN), b.bounds)
        || crosses(a.leader, b.bounds)
        || crosses(b.leader, a.bounds)
        || a.leader.zip(b.leader).is_some_and(|(a, b)| segments_apart(a, b) < BETWEEN_LINES)
}
