//! Borders, each drawn once, in an order by weight and tone: districts below provinces below the country.

use std::collections::HashMap;

use geo_types::LineString;
use geodata::model::AdminLevel;
use geodata::topology::BorderArc;

use super::composer::Composer;
use super::frame::Frame;
use super::units;
use crate::palette::{Colour, ThemeColours};
use crate::scene::{Fill, Group, Node, Paint, Path, PathLine, Stroke};

/// How wide the light edge of borders of provinces is on each side, in a picture of 800 pixels.
const EDGE: f64 = 0.7;

/// How the borders of a level are drawn: colour, and width in a picture of 800 pixels.
fn stroke(level: AdminLevel, is_finest: bool, theme: &ThemeColours) -> (Colour, f64) {
    match level {
        AdminLevel::Admin0 => (theme.country, 1.4),
        AdminLevel::Admin1 if is_finest => (theme.district, 0.8),
        AdminLevel::Admin1 => (theme.province, 0.9),
        AdminLevel::Admin2 | AdminLevel::Admin3 => (theme.district, 0.6),
    }
}

/// The borders of the units and of all larger ones.
pub fn borders(composer: &Composer<'_>, frame: &Frame<'_>) -> Group {
    let layers = &composer.geometry.atlas.layers;
    let mut levels: Vec<Group> = Vec::new();
    let grounds = grounds(composer);
    let by = composer.level_position(composer.request.by).unwrap_or(layers.len());
    for (position, layer) in layers.iter().enumerate().rev().filter(|(_, layer)| layer.level <= composer.request.by) {
        let (colour, width) = stroke(layer.level, layer.level == composer.request.by, composer.theme());
        let mut draw = |class: &'static str, (colour, width): (Colour, f64), lines: Vec<PathLine>| {
            let paint = Paint {
                fill: Some(Fill::None),
                stroke: Some(Stroke::new(&colour.to_string(), composer.sizes.line(width))),
                opacity: None,
            };
            if !lines.is_empty() {
                let nodes = vec![Node::Path(Path { lines, ..Path::default() })];
                levels.push(Group { class, paint, clip: None, nodes });
            }
        };
        // What separates the units themselves is seen on their colours.
        let pale = composer.theme().district_between_pale;
        let is_pale = |arc: &BorderArc<'_>| {
            let ground = |unit: &u32| grounds.get(unit).copied();
            let of = |units: &[u32]| units.first().and_then(ground);
            let (left, right) = (of(arc.left(by)), of(arc.right(by)));
            let sides = left.or(right).zip(right.or(left)).map(|(left, right)| [left, right]);
            sides.is_some_and(|sides| composer.request.theme.border_between(sides) == pale)
        };
        let is_between_units = colour == composer.theme().district;
        let (on_pale, others): (Vec<_>, Vec<_>) =
            arcs(frame, position).partition(|(arc, _)| is_between_units && is_pale(arc));
        let drawn = |borders: Vec<(BorderArc<'_>, &LineString<f64>)>| -> Vec<PathLine> {
            let line = |(_, line): (_, &LineString<f64>)| PathLine { points: line.0.clone(), is_closed: false };
            borders.into_iter().map(line).collect()
        };
        let others = drawn(others);
        if layer.level == AdminLevel::Admin1 && !is_between_units {
            // Grey alone is lost on strong colours, where the thinner white of districts would seem to be more.
            draw("edge", (composer.theme().district, width + 2.0 * EDGE), others.clone());
        }
        draw(layer.level.id(), (colour, width), others);
        draw("between-pale", (pale, width), drawn(on_pale));
    }
    let mut nodes: Vec<Node> = levels.into_iter().map(Node::Group).collect();
    nodes.extend(unsettled(composer, frame));
    Group { class: "borders", nodes, ..Group::default() }
}

/// The colours of the units that are shown, by their positions in their level.
fn grounds(composer: &Composer<'_>) -> HashMap<u32, Colour> {
    let units = composer.values.units.iter().enumerate();
    units.filter_map(|(at, unit)| Some((u32::try_from(unit.position).ok()?, units::ground(composer, at)))).collect()
}

/// The lines that separate units of a level, and of no larger one, beside at least one unit that is shown.
fn arcs<'a>(frame: &'a Frame<'_>, position: usize) -> impl Iterator<Item = (BorderArc<'a>, &'a LineString<f64>)> {
    frame.borders().filter(move |(arc, _)| arc.level == position)
}

/// Borders between countries that are not agreed: a line of the ground hides the outline below, then dashes and dots.
fn unsettled(composer: &Composer<'_>, frame: &Frame<'_>) -> Vec<Node> {
    let sizes = composer.sizes;
    let [page, country] = [composer.theme().page, composer.theme().country].map(|colour| colour.to_string());
    let unsettled = composer.geometry.atlas.unsettled_borders().filter(|_| composer.request.within.is_none());
    let lines = unsettled.flat_map(|border| {
        let lines = border.lines.iter().map(|line| PathLine {
            points: line.coords().map(|place| frame.fit.pixel(*place)).collect(),
            is_closed: false,
        });
        let lines: Vec<PathLine> = lines.collect();
        let width = sizes.line(1.4);
        let dashes: Vec<f64> = crate::maplibre::dashes(border.status).iter().map(|dash| dash * width).collect();
        [
            Node::Path(Path { lines: lines.clone(), paint: Paint::line(&page, width * 2.0), unit: None }),
            Node::Path(Path { lines, paint: Paint::line(&country, width).dashed(&dashes), unit: None }),
        ]
    });
    lines.collect()
}
