//! What areas and circles are filled with beside the colours of classes.

use geo_types::{Coord, Rect};

use crate::scene::{Circle, Node, Paint, Path, Pattern};

/// The colour of circles.
pub const CIRCLE: &str = "#c4501b";
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
