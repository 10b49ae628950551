//! The units: each one path with its code, in the colour of its class or the pattern of its status.

use geo_types::{LineString, MultiPolygon};
use geodata::model::Value;

use super::composer::Composer;
use super::fills::{NO_DATA, SUPPRESSED};
use super::frame::Frame;
use crate::map_values::MapUnit;
use crate::palette::Colour;
use crate::scene::{Fill, Group, Node, Paint, Path, PathLine, Unit};

/// A light line around all units, which parts them from their neighbours.
pub fn halo(composer: &Composer<'_>, frame: &Frame<'_>) -> Group {
    let colour = composer.theme().page.to_string();
    let paint = Paint::filled(&colour).outlined(&colour, composer.sizes.line(5.0));
    let nodes = frame.areas.iter().map(|(_, area)| Node::Path(Path { lines: rings(area), ..Path::default() }));
    Group { class: "halo", paint, clip: Some(frame.map), nodes: nodes.collect() }
}

/// The units.
pub fn fills(composer: &Composer<'_>, frame: &Frame<'_>) -> Group {
    let node = |(at, area): (usize, &MultiPolygon<f64>)| {
        let unit = composer.values.units.get(at)?;
        let admin = composer.geometry.atlas.unit(composer.request.by, unit.position)?;
        let title = composer.words.picture_unit(
            admin.names.get_or_main(composer.request.language),
            (unit.value, unit.undefined, composer.decimals()),
            composer.request,
        );
        Some(Node::Path(Path {
            lines: rings(area),
            paint: Paint { fill: Some(fill(composer, unit)), ..Paint::default() },
            unit: Some(Unit { pcode: admin.pcode.as_str().to_owned(), title }),
        }))
    };
    let nodes = frame.areas.iter().filter_map(|(at, area)| node((*at, area))).collect();
    Group { class: "units", clip: Some(frame.map), nodes, ..Group::default() }
}

/// What a unit is filled with.
pub fn fill(composer: &Composer<'_>, unit: &MapUnit) -> Fill {
    let colour = |colour: &str| Fill::Colour(colour.to_owned());
    match unit.value {
        Value::NoData => Fill::Pattern(NO_DATA),
        Value::Suppressed => Fill::Pattern(SUPPRESSED),
        Value::NotApplicable => colour(&composer.theme().ground.to_string()),
        Value::Reported(_) => {
            let of_class = unit.class.and_then(|class| composer.values.fills.get(class));
            of_class.map_or(Fill::None, |of_class| colour(of_class))
        }
    }
}

/// The colour that names and borders of a unit are seen on.
pub fn ground(composer: &Composer<'_>, unit: &MapUnit) -> Colour {
    let theme = composer.theme();
    match fill(composer, unit) {
        Fill::Colour(colour) => Colour::from_hex(&colour).unwrap_or(theme.ground),
        Fill::Pattern(SUPPRESSED) => theme.suppressed,
        Fill::Pattern(_) => theme.no_data,
        Fill::None => theme.ground,
    }
}

/// The rings of an area.
pub fn rings(area: &MultiPolygon<f64>) -> Vec<PathLine> {
    let ring = |line: &LineString<f64>| {
        let mut points = line.0.clone();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        PathLine { points, is_closed: true }
    };
    area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors())).map(ring).collect()
}
