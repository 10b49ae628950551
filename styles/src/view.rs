//! What a map in a browser opens on: the zoom of its style.

use geo_types::Coord;
use geodata::grid::project;
use geodata::model::BBox;
use geodata::tiles::DEEPEST_ZOOM;

/// The window that the zoom of a style is for, in pixels: that of a small map on a page.
pub const WINDOW: (f64, f64) = (720.0, 480.0);

/// The zoom at which a box fills the window, with two decimals.
pub fn opening_zoom(bounds: BBox) -> f64 {
    let [west, south, east, north] = bounds.unrolled();
    let [high, low] = [north, south].map(|latitude| project(Coord { x: 0.0, y: latitude }).y);
    // Of the tile of zoom 0, which has 512 pixels.
    let fits = |pixels: f64, part: f64| (pixels / 512.0 / part.max(f64::MIN_POSITIVE)).log2();
    let zoom = fits(WINDOW.0, (east - west) / 360.0).min(fits(WINDOW.1, low - high));
    (zoom.clamp(0.0, f64::from(DEEPEST_ZOOM)) * 100.0).floor() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_opens_on_its_bbox() {
        let zoom = |west, south, east, north| opening_zoom(BBox { west, south, east, north });
        assert!((zoom(-180.0, -85.0, 180.0, 85.0) - 0.0).abs() < f64::EPSILON, "the earth is wider than the window");
        // 11 degrees of 360 in 720 of 512 pixels: log2(46).
        assert!((zoom(69.2, 39.1, 80.3, 43.3) - 5.51).abs() < 0.02, "{}", zoom(69.2, 39.1, 80.3, 43.3));
        assert!((zoom(174.0, -20.0, -175.0, -15.0) - 5.52).abs() < 0.02, "across the antimeridian");
        assert!((zoom(74.0, 42.0, 74.0, 42.0) - 14.0).abs() < f64::EPSILON);
    }
}
