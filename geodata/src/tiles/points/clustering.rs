//! At which zooms points are clustered.

use super::ZOrderPoints;

/// The most points that a tile shows one by one, unless the request disables clusters. With up to 40 attributes they stay under 100 KB
/// compressed with gzip.
pub const MOST_SINGLE_POINTS: usize = 1000;

/// The most attributes of single points in a tile, where points have more than 40.
const MOST_SINGLE_ATTRIBUTES: usize = MOST_SINGLE_POINTS * 40;

/// The most points that a tile shows one by one where each has `attributes` attributes.
pub fn most_single_points(attributes: usize) -> usize {
    MOST_SINGLE_POINTS.min(MOST_SINGLE_ATTRIBUTES / attributes.max(1))
}

/// Whether points are clustered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ClusterMode {
    /// At the zooms where any tile has more than [`most_single_points`]; at all tiles of the zoom, so that neighbouring tiles look alike.
    #[default]
    Auto,
    /// At every zoom.
    Always,
    /// At none.
    Never,
}

/// The clustered zooms of a layer: from 0 to `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClusterZooms {
    /// The deepest clustered zoom.
    pub last: u8,
    /// The deepest zoom that has tiles.
    pub deepest: u8,
}

impl ClusterMode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// The name used in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "true",
            Self::Never => "false",
        }
    }

    /// The one with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|clustering| clustering.id() == id)
    }

    /// The zooms at which a layer is clustered, if any, where each point has `attributes` attributes and tiles end at zoom `deepest`.
    pub fn zooms(self, points: &ZOrderPoints, attributes: usize, deepest: u8) -> Option<ClusterZooms> {
        let most = most_single_points(attributes);
        let last = match self {
            Self::Never => None,
            Self::Always => Some(deepest),
            Self::Auto => (0..=deepest).rev().find(|zoom| points.most_in_a_tile(*zoom) > most),
        };
        last.map(|last| ClusterZooms { last, deepest })
    }
}

#[cfg(test)]
mod tests {
    use geo_types::Point;

    use super::*;

    fn last_zoom(points: impl IntoIterator<Item = Point<f64>>) -> Option<u8> {
        ClusterMode::Auto.zooms(&ZOrderPoints::new(points), 40, 14).map(|zooms| zooms.last)
    }

    #[test]
    fn clusters_end_at_the_zoom_without_crowded_tiles() {
        let place = |x: f64| move |at: i32| Point::new(x + f64::from(at) * 1e-7, 42.5);
        assert_eq!(last_zoom((0..1000).map(place(74.5))), None);
        assert_eq!(last_zoom((0..1001).map(place(74.5))), Some(14), "a crowd that no zoom parts");
        // Two halves, on either side of 90° E, which is the edge of a tile from zoom 2 on.
        let half_edges = (0..1000).map(place(74.5)).chain((0..1000).map(place(95.0)));
        assert_eq!(last_zoom(half_edges), Some(1));
    }

    #[test]
    fn the_limit_of_single_points_falls_with_their_attributes() {
        assert_eq!([0, 1, 40, 80, 100_000].map(most_single_points), [1000, 1000, 1000, 500, 0]);
        let points = ZOrderPoints::new((0..501).map(|at| Point::new(f64::from(at) * 1e-7, 0.0)));
        let last = |attributes: usize| ClusterMode::Auto.zooms(&points, attributes, 14).map(|zooms| zooms.last);
        assert_eq!((last(79), last(80)), (None, Some(14)));
    }

    #[test]
    fn clustering_can_be_forced_on_and_off() {
        let points = ZOrderPoints::new((0..5000).map(|at| Point::new(f64::from(at) * 0.03, 0.0)));
        assert_eq!(ClusterMode::Never.zooms(&points, 40, 14), None);
        assert_eq!(ClusterMode::Always.zooms(&points, 40, 14), Some(ClusterZooms { last: 14, deepest: 14 }));
        let words = ClusterMode::ALL.map(ClusterMode::id);
        assert_eq!((words, ClusterMode::from_id("yes")), (["auto", "true", "false"], None));
        assert_eq!(words.map(ClusterMode::from_id), ClusterMode::ALL.map(Some));
    }
}
