//! The units: each one path with its code, in the colour of its class or the pattern of its status.

use geo_types::{LineString, MultiPolygon};
use geodata::topology::BorderArc;

use super::composer::Composer;
use super::fills::{NO_DATA, SUPPRESSED};
use super::frame::Frame;
use crate::map_request::LegendKind;
use crate::palette::Colour;
use crate::scene::{Fill, Group, Node, Paint, Path, PathLine, Unit};
use crate::two_variables::{TwoVariables, UnitOfTwo};

/// A light line around all units, which parts them from their neighbours: along what has a unit on one side only.
pub fn halo(composer: &Composer<'_>, frame: &Frame<'_>) -> Group {
    let by = composer.level_position(composer.request.by).unwrap_or_default();
    let is_outer = |arc: &BorderArc<'_>| frame.shows(arc.left(by)) != frame.shows(arc.right(by));
    let outer = frame.borders().filter(|(arc, _)| is_outer(arc));
    let lines: Vec<PathLine> = outer.map(|(_, line)| PathLine { points: line.0.clone(), is_closed: false }).collect();
    let paint = Paint::line(&composer.theme().page.to_string(), composer.sizes.line(5.0)).round_ends();
    Group { class: "halo", paint, nodes: vec![Node::Path(Path { lines, ..Path::default() })], ..Group::default() }
}

/// The units.
pub fn fills(composer: &Composer<'_>, frame: &Frame<'_>) -> Group {
    let node = |(at, area): (usize, &MultiPolygon<f64>)| {
        let paint = Paint { fill: Some(fill(composer, at)), ..Paint::default() };
        Some(Node::Path(Path { lines: rings(area), paint, unit: Some(said(composer, at)?) }))
    };
    let nodes = frame.areas.iter().filter_map(|(at, area)| node((*at, area))).collect();
    Group { class: "units", nodes, ..Group::default() }
}

/// The outlines of highlighted units: first a light edge, so that they are seen on every colour.
pub fn highlights(composer: &Composer<'_>, frame: &Frame<'_>) -> Option<Group> {
    let areas = frame.areas.iter().filter(|(at, _)| composer.is_highlighted(*at));
    highlight(composer, areas.flat_map(|(_, area)| rings(area)).collect())
}

/// The outlines of highlighted units along some lines, if there are any.
pub fn highlight(composer: &Composer<'_>, lines: Vec<PathLine>) -> Option<Group> {
    if lines.is_empty() {
        return None;
    }
    let (theme, sizes) = (composer.theme(), composer.sizes);
    let outline = |lines, colour: Colour, width: f64| {
        Node::Path(Path { lines, paint: Paint::line(&colour.to_string(), sizes.line(width)), unit: None })
    };
    let nodes = vec![outline(lines.clone(), theme.halo, 4.4), outline(lines, theme.text, 2.2)];
    Some(Group { class: "highlight", nodes, ..Group::default() })
}

/// What is said of the unit at a position among those of the map.
pub fn said(composer: &Composer<'_>, at: usize) -> Option<Unit> {
    let unit = composer.values.units.get(at)?;
    let admin = composer.geometry.atlas.unit(composer.request.by, unit.position)?;
    let name = admin.names.get_or_main(composer.request.language);
    let title = if let Some((two, unit)) = of_two(composer, at) {
        composer.words.picture_unit_of_two(name, unit, &two.axes, composer.request.by.into())
    } else {
        let value = (unit.value, unit.undefined, composer.decimals());
        composer.words.picture_unit(name, value, composer.request)
    };
    Some(Unit { pcode: admin.pcode.as_str().to_owned(), title, is_in_inset: false })
}

/// What the unit at a position among those of the map is filled with.
pub fn fill(composer: &Composer<'_>, at: usize) -> Fill {
    let Some(unit) = composer.values.units.get(at) else { return Fill::None };
    let of_two = of_two(composer, at);
    let lacks = of_two.map_or_else(|| LegendKind::of(unit.value), |(_, unit)| unit.lacks());
    let colour = match lacks {
        Some(LegendKind::NoData) => return Fill::Pattern(NO_DATA),
        Some(LegendKind::Suppressed) => return Fill::Pattern(SUPPRESSED),
        Some(LegendKind::NotApplicable | LegendKind::Class) => Some(composer.theme().ground.to_string()),
        None => match of_two {
            Some((two, unit)) => two.colour(unit).map(|colour| colour.to_string()),
            None => unit.class.and_then(|class| composer.values.fills.get(class)).cloned(),
        },
    };
    colour.map_or(Fill::None, Fill::Colour)
}

/// What a unit has of two variables, where the map is of two.
fn of_two<'a>(composer: &'a Composer<'_>, at: usize) -> Option<(&'a TwoVariables, &'a UnitOfTwo)> {
    let two = composer.values.two.as_ref()?;
    Some((two, two.units.get(at)?))
}

/// The colour that names and borders of the unit at a position are seen on.
pub fn ground(composer: &Composer<'_>, at: usize) -> Colour {
    let theme = composer.theme();
    match fill(composer, at) {
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
