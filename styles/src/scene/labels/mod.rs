//! Names of areas: each wholly inside its own, or on the ground outside of all areas with a line that leads to its own.
//!
//! ```text
//! names ─► settings ─► inside, on_circle ─► labels
//!             ├──────► outside ─► choice ───┤
//!             └──────► upright ─────────────┘
//! ```
//!
//! **Inside.** A name fits where a band as high as its text has room between the borders of its unit. Such names are in nobody's
//! way: what others have outside is outside of every unit.
//!
//! **On its circle.** Where circles show values, a name that has no room beside the circle of its own unit may stand on it, whole.
//!
//! **Outside.** Other names hang on straight lines that leave a place in the unit, cross its own border once where no other unit
//! is behind it, and stay on the ground outside. They compete for it: `choice` gives as many as it can a place that covers no
//! other name, no other line, no border and nothing that must stay free.
//!
//! **Upright.** What still has no place reads upwards within its area, if it has room like that: slowly read, but read.
//!
//! The same input gives the same output. Names on curves are not tried. 45 districts take 3 to 10 ms, 500 about 50 ms.

mod aside;
mod borders;
mod candidate;
mod choice;
mod common_word;
mod inside;
mod label;
mod on_circle;
mod outside;
mod request;
mod settings;
mod upright;

use geo_types::{Coord, Rect};

pub(super) use self::aside::make_room;
use self::borders::Borders;
use self::candidate::Candidate;
pub use self::common_word::without_common_word;
pub use self::label::{Label, Labels, TextLine};
pub use self::request::{Circle, Lettering, NamedArea, Obstacles};
use self::settings::Setting;
use super::covered::Covered;

/// Places names in a frame.
pub fn place(areas: &[NamedArea<'_>], frame: Rect<f64>, obstacles: Obstacles<'_>, lettering: Lettering) -> Labels {
    let borders = Borders::new(areas.iter().map(|named| named.area), frame);
    let mut order: Vec<usize> = (0..areas.len()).filter(|area| !areas[*area].name.trim().is_empty()).collect();
    order.sort_by_key(|area| (areas[*area].rank, *area));
    let settings: Vec<Vec<Setting>> = areas.iter().map(|named| settings::settings(named, lettering)).collect();

    let most = lettering.most.unwrap_or(usize::MAX);
    let mut labels: Vec<Option<Label>> = vec![None; areas.len()];
    let mut outside = Vec::new();
    let mut count = 0;
    for area in order.iter().copied() {
        if count == most {
            break;
        }
        let free = inside::best(areas[area].area, &settings[area], frame, obstacles).map(|place| (place, false));
        let on_circle = || Some((on_circle::best(area, &settings[area], obstacles)?, true));
        match free.or_else(on_circle) {
            Some((place, is_on_circle)) => {
                labels[area] = Some(Label { is_on_circle, ..label(area, &settings[area], &place) });
                count += 1;
            }
            None => outside.push(area),
        }
    }
    let covered = Covered::new(areas.iter().map(|named| named.area), frame);
    let ground = outside::Ground { borders: &borders, covered: &covered, frame, obstacles };
    let wanted: Vec<(usize, Vec<Candidate>)> = if count == most {
        Vec::new()
    } else {
        let of = |area: usize| ground.candidates(area, areas, &settings[area], lettering.longest_leader);
        let with_places = outside.iter().map(|area| (*area, of(*area))).filter(|(_, places)| !places.is_empty());
        // More than can be chosen from, where few are wanted.
        with_places.take((most - count).saturating_mul(3)).collect()
    };
    let candidates: Vec<&[Candidate]> = wanted.iter().map(|(_, candidates)| candidates.as_slice()).collect();
    let chosen = choice::choose(&candidates, most - count);
    for ((area, candidates), chosen) in wanted.iter().zip(chosen) {
        labels[*area] = chosen.map(|chosen| label(*area, &settings[*area], &candidates[chosen]));
    }
    let mut count = labels.iter().flatten().count();
    for area in outside {
        if count < most && labels[area].is_none() {
            let found = upright::best(areas[area].area, &settings[area], frame, obstacles);
            labels[area] =
                found.map(|(place, lines)| Label { lines, is_upright: true, ..label(area, &settings[area], &place) });
            count += usize::from(labels[area].is_some());
        }
    }
    let mut unplaced: Vec<usize> = order.into_iter().filter(|area| labels[*area].is_none()).collect();
    unplaced.sort_unstable();
    Labels { placed: labels.into_iter().flatten().collect(), unplaced }
}

/// The name of an area as it stands alone, in one line at its best. None without a name.
pub(super) fn caption(named: &NamedArea<'_>, lettering: Lettering) -> Option<Label> {
    let settings = settings::settings(named, lettering);
    let bounds = settings.first()?.around(Coord { x: 0.0, y: 0.0 });
    Some(label(0, &settings, &Candidate { setting: 0, bounds, leader: None, cost: 0.0 }))
}

fn label(area: usize, settings: &[Setting], candidate: &Candidate) -> Label {
    let setting = &settings[candidate.setting];
    Label {
        area,
        lines: setting.lines_in(candidate.bounds),
        size: setting.size,
        bounds: candidate.bounds,
        leader: candidate.leader,
        is_upright: false,
        is_on_circle: false,
    }
}

#[cfg(test)]
mod tests;
