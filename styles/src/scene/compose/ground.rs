//! What lies under and around the units: the page, the neighbours, water; and the patterns that areas are filled with.

use geo_types::{Coord, Rect};

use super::Composer;
use super::frame::Frame;
use crate::scene::{Circle, Group, Node, Paint, Path, Pattern};

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

/// Name of the pattern of no data.
pub const NO_DATA: &str = "no-data";
/// Name of the pattern of what is suppressed.
pub const SUPPRESSED: &str = "suppressed";

/// Hatches for no data, dots for what is suppressed.
pub fn patterns(factor: f64) -> Vec<Pattern> {
    let size = (6.0 * factor).clamp(4.0, 14.0);
    let square = Rect::new((0.0, 0.0), (size, size));
    let ground = || Node::Path(Path::rect(square, Paint::filled("#f0f0ee")));
    let line = Path::segment(Coord { x: 0.0, y: 0.0 }, Coord { x: 0.0, y: size }, Paint::line("#8c8c8c", size / 3.0));
    let dot =
        Circle { center: Coord { x: size / 2.0, y: size / 2.0 }, radius: size / 4.5, paint: Paint::filled("#737373") };
    vec![
        Pattern { name: NO_DATA, size, angle: 45.0, nodes: vec![ground(), Node::Path(line)] },
        Pattern { name: SUPPRESSED, size, angle: 0.0, nodes: vec![ground(), Node::Circle(dot)] },
    ]
}
