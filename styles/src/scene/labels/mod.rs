//! Names of areas: each wholly inside its own, or on the ground outside of all areas with a line that leads to its own.
//!
//! ```text
//! names ─► settings ─► inside, on_circle ─► placer ─► labels
//!             ├──────► outside ─► choice ────┤
//!             └──────► upright ──────────────┘
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
mod placer;
mod request;
mod settings;
mod upright;

use geo_types::{Coord, Rect};

pub(super) use self::aside::make_room;
use self::candidate::Candidate;
pub use self::common_word::without_common_word;
pub use self::label::{Label, Labels, TextLine};
pub(super) use self::placer::Placer;
pub use self::request::{Circle, Lettering, NamedArea, Obstacles};
use self::settings::Setting;

/// Places names in a frame.
pub fn place(areas: &[NamedArea<'_>], frame: Rect<f64>, obstacles: Obstacles<'_>, lettering: Lettering) -> Labels {
    Placer::new(areas, frame, lettering).place(&[], obstacles, lettering.most)
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
