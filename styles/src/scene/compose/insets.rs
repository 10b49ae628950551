//! What is too small to see, drawn larger beside the map in the same colours.

use geo_types::MultiPolygon;

use super::composer::Composer;
use super::frame::Frame;
use super::units::{self, fill, rings, said};
use super::{circles, names};
use crate::scene::insets::Inset;
use crate::scene::{Group, Node, Paint, Path, Unit};

/// The insets, each with the line to its place.
pub fn draw(composer: &Composer<'_>, frame: &Frame<'_>, insets: &[Inset]) -> Option<Group> {
    let nodes: Vec<Node> = insets.iter().map(|inset| Node::Group(one(composer, frame, inset))).collect();
    (!nodes.is_empty()).then_some(Group { class: "insets", nodes, ..Group::default() })
}

fn one(composer: &Composer<'_>, frame: &Frame<'_>, inset: &Inset) -> Group {
    let (theme, sizes) = (composer.theme(), composer.sizes);
    let [line, ground] = [theme.quiet_text, theme.neighbours].map(|colour| colour.to_string());
    let grounds =
        inset.areas.iter().filter_map(|area| frame.areas.get(*area)).map(|(at, _)| units::ground(composer, *at));
    let is_pale =
        grounds.map(|ground| composer.request.theme.border_between([ground; 2])).any(|border| border != theme.district);
    let border = if is_pale { theme.district_between_pale } else { theme.district }.to_string();
    let outline = || Paint::line(&line, sizes.line(0.5));
    let edge = || Paint::line(&theme.halo.to_string(), sizes.line(1.5));
    let [from, to] = inset.leader;
    let highlighted = inset.areas.iter().filter_map(|area| frame.areas.get(*area));
    let highlighted = highlighted.filter(|(at, _)| composer.is_highlighted(*at));
    let highlight = units::highlight(composer, highlighted.flat_map(|(_, area)| rings(&inset.area(area))).collect());
    let shapes = inset.areas.iter().filter_map(|area| frame.areas.get(*area)).map(|(at, area)| {
        let area: MultiPolygon<f64> = inset.area(area);
        let paint = Paint { fill: Some(fill(composer, *at)), ..Paint::default() };
        let unit = said(composer, *at).map(|unit| Unit { is_in_inset: true, ..unit });
        Node::Path(Path { lines: rings(&area), paint, unit })
    });
    let units = Group {
        class: "",
        paint: Paint::line(&border, sizes.line(0.8)),
        clip: Some(inset.frame),
        nodes: shapes.collect(),
    };
    let nodes = vec![
        // With a light edge, so that they are seen on dark units.
        Node::Path(Path::rect(inset.place, edge())),
        Node::Path(Path::segment(from, to, edge())),
        Node::Path(Path::rect(inset.place, outline())),
        Node::Path(Path::segment(from, to, outline())),
        Node::Path(Path::rect(inset.frame, Paint::filled(&ground))),
        Node::Group(units),
        Node::Path(Path::rect(inset.frame, outline())),
    ];
    let highlight = highlight.map(|group| Node::Group(Group { class: "", clip: Some(inset.frame), ..group }));
    let circles = circles::draw(composer, &inset.circles, &[]);
    let circles = circles.map(|group| Node::Group(Group { clip: Some(inset.frame), ..group }));
    let names = Node::Group(names::on_ground(composer, &inset.labels));
    let nodes = nodes.into_iter().chain(highlight).chain(circles).chain([names]).collect();
    Group { class: "inset", nodes, ..Group::default() }
}
