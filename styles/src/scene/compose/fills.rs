//! What areas and circles are filled with beside the colours of classes.

use geo_types::{Coord, Rect};

use crate::palette::{State, Theme};
use crate::scene::{Circle, Node, Paint, Path, Pattern};

/// Name of the pattern of no data.
pub const NO_DATA: &str = "no-data";
/// Name of the pattern of what is suppressed.
pub const SUPPRESSED: &str = "suppressed";

/// The patterns of places without a number.
pub fn patterns(theme: Theme, factor: f64) -> Vec<Pattern> {
    let scale = factor.clamp(0.7, 2.5);
    let pattern = |(state, name): (State, &'static str)| {
        let look = state.pattern(theme);
        let tile = look.tile()?;
        let side = f64::from(tile.side) * scale;
        let at = |(x, y): (f64, f64)| Coord { x: x * scale, y: y * scale };
        let [ground, ink] = [look.ground, look.ink].map(|colour| colour.to_string());
        let mut nodes = vec![Node::Path(Path::rect(Rect::new((0.0, 0.0), (side, side)), Paint::filled(&ground)))];
        let lines = tile
            .lines
            .iter()
            .map(|[from, to]| Path::segment(at(*from), at(*to), Paint::line(&ink, tile.width * scale)));
        nodes.extend(lines.map(Node::Path));
        let dots = tile.dots.iter().map(|dot| Circle {
            center: at(*dot),
            radius: tile.radius * scale,
            paint: Paint::filled(&ink),
            unit: None,
        });
        nodes.extend(dots.map(Node::Circle));
        Some(Pattern { name, size: side, nodes })
    };
    [(State::NoData, NO_DATA), (State::Suppressed, SUPPRESSED)].into_iter().filter_map(pattern).collect()
}
