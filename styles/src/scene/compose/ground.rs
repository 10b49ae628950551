//! What lies under and around the units: the page, the neighbours, water.

use geo_types::Rect;

use super::composer::Composer;
use super::frame::Frame;
use crate::scene::{Group, Node, Paint, Path};

const PAGE: &str = "#ffffff";
const LAND: &str = "#ecebe6";

/// The page under everything.
pub fn page(width: f64, height: f64) -> Node {
    Node::Path(Path::rect(Rect::new((0.0, 0.0), (width, height)), Paint::filled(PAGE)))
}

/// What lies around the units.
pub fn around(_composer: &Composer<'_>, frame: &Frame<'_>) -> Group {
    let land = Node::Path(Path::rect(frame.map, Paint::filled(LAND)));
    Group { class: "neighbours", clip: Some(frame.map), nodes: vec![land], ..Group::default() }
}

/// Lakes and rivers, which cover units.
pub fn water(_composer: &Composer<'_>, frame: &Frame<'_>) -> Group {
    Group { class: "water", clip: Some(frame.map), ..Group::default() }
}
