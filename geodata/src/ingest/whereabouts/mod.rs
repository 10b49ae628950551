//! Whether a layer lies where it can.
//!
//! A whole layer in a wrong place has one cause, and all that is compared with it looks wrong: it is told once, at the layer, with the
//! cause that is likely, and nothing is compared with it. The evidence is the layer above, and where the country of the
//! dataset and of the P-codes is.

mod countries;

use geo::Intersects;
use geo_types::{Coord, Point, Rect};

use super::report::{Findings, Location};
use super::text::listed;
use crate::index::geodesic_metres;
use crate::model::BBox;
use crate::model::{AdminLayer, AdminUnit};
use countries::country;

/// No district is so small that all of a layer fits into so many degrees (330 m at the equator).
const LEAST_DEGREES: f64 = 0.003;

/// What is known of the place of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// Nothing speaks against it, and nothing for it.
    Unknown,
    /// It is where it should be.
    Confirmed,
    /// It is somewhere else, which is reported: nothing can be compared with it.
    Misplaced,
}

/// Where a layer should be.
struct Expected {
    /// In words: `those of the layer admin1`, `Kyrgyzstan`.
    name: String,
    boxes: Vec<Rect<f64>>,
    /// How far beyond the boxes it may be, in degrees.
    margin: f64,
}

/// Boxes of countries are in whole degrees; what a country claims may be a little beyond them. In degrees.
const MARGIN: f64 = 1.0;

/// What is wrong with a layer whose areas lie in some boxes, if together they are smaller than any district.
pub(super) fn too_small(boxes: impl Iterator<Item = Rect<f64>> + Clone) -> Option<String> {
    let around = BBox::around(boxes)?;
    let size = around.width().max(around.north - around.south);
    if size <= 0.0 || size >= LEAST_DEGREES {
        return None;
    }
    let corner = Point::new(around.west, around.south);
    let wide = geodesic_metres(corner, Point::new(around.east, around.south));
    let high = geodesic_metres(corner, Point::new(around.west, around.north));
    Some(format!(
        "all areas together are {wide:.0} m wide and {high:.0} m high, at {}: nothing that is counted by is so small. Degrees look like this under a reference system in metres; is the coordinate reference system right?",
        place(around.center().0),
    ))
}

/// Looks where the units of a layer are, and reports it if they cannot be there. `above` is the layer above, unless that is
/// misplaced itself; `countries` are the codes that the dataset names.
pub(super) fn of_layer(
    layer: &AdminLayer,
    above: Option<&AdminLayer>,
    countries: &[String],
    location: &Location,
    findings: &mut Findings,
) -> Whereabouts {
    let Some(around) = BBox::around(layer.units.iter().flat_map(AdminUnit::boxes)) else { return Whereabouts::Unknown };
    let Some(expected) = expected(above, countries, layer) else { return Whereabouts::Unknown };
    let reach: Vec<Rect<f64>> = expected.boxes.iter().map(|around| grown(*around, expected.margin)).collect();
    let most = |turn: fn(Rect<f64>) -> Rect<f64>| {
        let is_there =
            |unit: &&AdminUnit| unit.boxes().any(|part| reach.iter().any(|around| around.intersects(&turn(part))));
        layer.units.iter().filter(is_there).count() * 2 >= layer.units.len()
    };
    if most(|part| part) {
        return Whereabouts::Confirmed;
    }
    let there = BBox::around(expected.boxes.iter().copied()).map_or_else(String::new, |around| span(&around));
    let found = format!("the areas lie at {}, but {} at {there}", span(&around), expected.name);
    if most(swapped) {
        let message = format!(
            "longitude and latitude of the areas look swapped: {found}. GIS files have the longitude first: swap the coordinates in the file"
        );
        findings.error("layer_axes_swapped", location.clone(), message);
        return Whereabouts::Misplaced;
    }
    if above.is_some() {
        let message = format!("{found}: are both of the same country, and is the coordinate reference system right?");
        findings.warning("layer_elsewhere", location.clone(), message);
        return Whereabouts::Misplaced;
    }
    let message = format!("{found}: is the country of the dataset right, and the coordinate reference system?");
    findings.warning("layer_elsewhere", location.clone(), message);
    Whereabouts::Unknown
}

/// Where a layer should be: where that above is, or where its country is.
fn expected(above: Option<&AdminLayer>, countries: &[String], layer: &AdminLayer) -> Option<Expected> {
    if let Some(above) = above {
        let boxes = above.units.iter().flat_map(AdminUnit::boxes).collect();
        return Some(Expected { name: format!("those of the layer `{}`", above.level.id()), boxes, margin: 0.0 });
    }
    // A layer can have several countries; codes that only look like one of another country add nothing but a place more.
    let codes = countries.iter().map(String::as_str).chain(layer.units.iter().map(|unit| unit.pcode.as_str()));
    let mut known: Vec<countries::Country> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for code in codes {
        let letters = code.get(..3).unwrap_or(code);
        if seen.insert(letters) {
            known.extend(country(code).filter(|country| !known.contains(country)).into_iter().collect::<Vec<_>>());
        }
    }
    // What the dataset names must be known: a P-code alone proves nothing.
    countries.iter().any(|code| country(code).is_some()).then_some(())?;
    let name = listed(known.iter().map(|country| country.name)).replace('`', "");
    Some(Expected { name, boxes: known.into_iter().flat_map(|country| country.boxes).collect(), margin: MARGIN })
}

/// A box with a margin around it, in degrees.
pub(super) fn grown(around: Rect<f64>, by: f64) -> Rect<f64> {
    Rect::new((around.min().x - by, around.min().y - by), (around.max().x + by, around.max().y + by))
}

fn swapped(part: Rect<f64>) -> Rect<f64> {
    let turned = |at: Coord<f64>| Coord { x: at.y, y: at.x };
    Rect::new(turned(part.min()), turned(part.max()))
}

/// What coordinates look like that are no longitude and latitude in degrees, of so many `things` in all.
pub(super) fn off_the_globe(coordinates: impl ExactSizeIterator<Item = (f64, f64)>, things: &str, of: usize) -> String {
    let count = coordinates.len();
    let (mut first, mut are_turned, mut are_large) = (None, true, true);
    for (x, y) in coordinates {
        first.get_or_insert((x, y));
        are_turned &= x.abs() <= 90.0 && y.abs() <= 180.0;
        are_large &= x.abs().max(y.abs()) > 1000.0;
    }
    let (x, y) = first.unwrap_or_default();
    let cause = if are_turned {
        "longitude and latitude look swapped"
    } else if are_large {
        "these look like metres of a projection, not like degrees; is the coordinate reference system right?"
    } else {
        "is the coordinate reference system right?"
    };
    let some = if count == of { format!("all {of} {things} are") } else { format!("{count} of {of} {things} are") };
    format!(
        "{some} off the globe, the first at {x}, {y}; expected a longitude from -180 to 180 and a latitude from -90 to 90: {cause}"
    )
}

/// A box for people.
pub(super) fn span(around: &BBox) -> String {
    let side = |low: f64, high: f64| format!("{} to {}", short(low), short(high));
    format!("longitude {}, latitude {}", side(around.west, around.east), side(around.south, around.north))
}

fn place(at: Coord<f64>) -> String {
    format!("{}, {}", short(at.x), short(at.y))
}

/// Two decimals are enough to see where something is.
fn short(degrees: f64) -> String {
    let rounded = (degrees * 100.0).round() / 100.0;
    // No negative zero.
    format!("{}", rounded + 0.0)
}
