//! Checks whether the position of a layer is plausible.
//!
//! A misplaced layer has one cause, and everything that is compared with it looks wrong. So it is reported once, with the likely
//! cause, and nothing is compared with it. The evidence is the layer above, and the extent of the countries in `dataset.toml` and
//! in the P-codes.

mod countries;

use geo::Intersects;
use geo_types::{Coord, Point, Rect};

use super::report::{Findings, Location};
use super::text::listed;
use crate::index::geodesic_metres;
use crate::model::BBox;
use crate::model::{AdminLayer, AdminUnit};
pub(super) use countries::{name_of as country_name, names as country_names};

use countries::country;

/// The smallest plausible extent of a layer, in degrees (330 m at the equator).
const MIN_DEGREES: f64 = 0.003;

/// What is known about the position of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plausibility {
    /// There is no evidence.
    Unknown,
    /// It is where it is expected.
    Confirmed,
    /// It is elsewhere, which is reported; nothing can be compared with it.
    Misplaced,
}

/// Where a layer is expected.
struct Expected {
    /// For messages: `those of the layer admin1`, `Kyrgyzstan`.
    name: String,
    boxes: Vec<Rect<f64>>,
    /// How far it may exceed the boxes, in degrees.
    margin: f64,
}

/// How far a layer may exceed the boxes of its country, in degrees: they are in whole degrees, and claims may exceed them.
const MARGIN: f64 = 1.0;

/// The error for a layer with these bounding boxes, if together they are implausibly small.
pub(super) fn too_small(boxes: impl Iterator<Item = Rect<f64>> + Clone) -> Option<String> {
    let around = BBox::around(boxes)?;
    let size = around.width().max(around.north - around.south);
    if size <= 0.0 || size >= MIN_DEGREES {
        return None;
    }
    let corner = Point::new(around.west, around.south);
    let wide = geodesic_metres(corner, Point::new(around.east, around.south));
    let high = geodesic_metres(corner, Point::new(around.west, around.north));
    Some(format!(
        "all areas together are {wide:.0} m wide and {high:.0} m high, at {}: nothing that is counted by is so small. Degrees look like this under a reference system in metres; is the coordinate reference system right?",
        format_position(around.center().0),
    ))
}

/// Checks the position of the units of a layer, and reports it if it is implausible. `above` is the layer above, unless that is
/// misplaced itself; `countries` are the codes that the dataset names.
pub(super) fn check_layer(
    layer: &AdminLayer,
    above: Option<&AdminLayer>,
    countries: &[String],
    location: &Location,
    findings: &mut Findings,
) -> Plausibility {
    let Some(around) = BBox::around(layer.units.iter().flat_map(AdminUnit::boxes)) else {
        return Plausibility::Unknown;
    };
    let Some(expected) = expected(above, countries, layer) else { return Plausibility::Unknown };
    let reach: Vec<Rect<f64>> = expected.boxes.iter().map(|around| expanded(*around, expected.margin)).collect();
    let most_are_inside = |turn: fn(Rect<f64>) -> Rect<f64>| {
        let is_there =
            |unit: &&AdminUnit| unit.boxes().any(|part| reach.iter().any(|around| around.intersects(&turn(part))));
        layer.units.iter().filter(is_there).count() * 2 >= layer.units.len()
    };
    if most_are_inside(|part| part) {
        return Plausibility::Confirmed;
    }
    let there = BBox::around(expected.boxes.iter().copied()).map_or_else(String::new, |around| format_bounds(&around));
    let found = format!("the areas lie at {}, but {} at {there}", format_bounds(&around), expected.name);
    if most_are_inside(swapped) {
        let message = format!(
            "longitude and latitude of the areas look swapped: {found}. GIS files have the longitude first: swap the coordinates in the file"
        );
        findings.error("layer_axes_swapped", location.clone(), message);
        return Plausibility::Misplaced;
    }
    if above.is_some() {
        let message = format!("{found}: are both of the same country, and is the coordinate reference system right?");
        findings.warning("layer_elsewhere", location.clone(), message);
        return Plausibility::Misplaced;
    }
    let message = format!("{found}: is the country of the dataset right, and the coordinate reference system?");
    findings.warning("layer_elsewhere", location.clone(), message);
    Plausibility::Unknown
}

/// Where a layer is expected: where the layer above is, or where its country is.
fn expected(above: Option<&AdminLayer>, countries: &[String], layer: &AdminLayer) -> Option<Expected> {
    if let Some(above) = above {
        let boxes = above.units.iter().flat_map(AdminUnit::boxes).collect();
        return Some(Expected { name: format!("those of the layer `{}`", above.level.id()), boxes, margin: 0.0 });
    }
    // A layer can have several countries; a code that only looks like one of another country adds a harmless box.
    let codes = countries.iter().map(String::as_str).chain(layer.units.iter().map(|unit| unit.pcode.as_str()));
    let mut known: Vec<countries::Country> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for code in codes {
        let letters = code.get(..3).unwrap_or(code);
        if seen.insert(letters) {
            known.extend(country(code).filter(|country| !known.contains(country)).into_iter().collect::<Vec<_>>());
        }
    }
    // A country in `dataset.toml` must be known: P-codes alone prove nothing.
    countries.iter().any(|code| country(code).is_some()).then_some(())?;
    let name = listed(known.iter().map(|country| country.name)).replace('`', "");
    Some(Expected { name, boxes: known.into_iter().flat_map(|country| country.boxes).collect(), margin: MARGIN })
}

/// A box with a margin around it, in degrees.
pub(super) fn expanded(around: Rect<f64>, by: f64) -> Rect<f64> {
    Rect::new((around.min().x - by, around.min().y - by), (around.max().x + by, around.max().y + by))
}

fn swapped(part: Rect<f64>) -> Rect<f64> {
    let wrap_longitude = |at: Coord<f64>| Coord { x: at.y, y: at.x };
    Rect::new(wrap_longitude(part.min()), wrap_longitude(part.max()))
}

/// The message for coordinates that are not longitude and latitude in degrees; `of` is the number of all `things`.
pub(super) fn describe_out_of_range(
    coordinates: impl ExactSizeIterator<Item = (f64, f64)>,
    things: &str,
    of: usize,
) -> String {
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

/// A bounding box for messages.
pub(super) fn format_bounds(around: &BBox) -> String {
    let side = |low: f64, high: f64| format!("{} to {}", short(low), short(high));
    format!("longitude {}, latitude {}", side(around.west, around.east), side(around.south, around.north))
}

fn format_position(at: Coord<f64>) -> String {
    format!("{}, {}", short(at.x), short(at.y))
}

/// Rounds to two decimals.
fn short(degrees: f64) -> String {
    let rounded = (degrees * 100.0).round() / 100.0;
    // No negative zero.
    format!("{}", rounded + 0.0)
}
