//! Findings: what building a topology detected and repaired.

use std::fmt;

use geo_types::Coord;

use super::hierarchy::UnitPosition;

/// A finding about the source. Coordinates are longitude and latitude in degrees (CRS84).
#[derive(Clone, Debug, PartialEq)]
pub enum TopologyFinding {
    /// A ring was dropped: it has a coordinate that is not finite, or no area.
    RingLeftOut {
        /// The unit it belongs to.
        unit: UnitPosition,
    },
    /// Vertices were moved to vertices of other units within the tolerance.
    VerticesMoved {
        /// How many.
        count: usize,
        /// The longest move, in metres on the ground.
        furthest_metres: f64,
        /// Where that was.
        at: Coord<f64>,
    },
    /// Borders were routed through vertices of other units that lay on them or within the tolerance.
    JunctionsNoded {
        /// Over how many.
        count: usize,
    },
    /// Gaps and overlaps no wider than the tolerance were closed.
    SliversClosed {
        /// How many.
        count: usize,
        /// The size of the largest, in square metres.
        largest_square_metres: f64,
    },
    /// No unit covers an area that units surround: a gap, a lake or a foreign enclave. It was kept.
    Gap {
        /// Its size in square metres.
        square_metres: f64,
        /// Its mean width in metres.
        width_metres: f64,
        /// A place on its border.
        at: Coord<f64>,
        /// The units around it.
        around: Vec<UnitPosition>,
    },
    /// Several units cover an area. It was kept.
    Overlap {
        /// Its size in square metres.
        square_metres: f64,
        /// Its mean width in metres.
        width_metres: f64,
        /// A place on its border.
        at: Coord<f64>,
        /// The units that cover it.
        between: Vec<UnitPosition>,
    },
    /// The source boundary of a unit differs from the union of its children by more than the tolerance. The union is
    /// used.
    LevelDiffers {
        /// The unit.
        unit: UnitPosition,
        /// The largest distance between a vertex of one border and the other, in metres.
        metres: f64,
        /// Where that is.
        at: Coord<f64>,
    },
}

impl fmt::Display for TopologyFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |at: &Coord<f64>| format!("{:.6}, {:.6}", at.x, at.y);
        let list = |units: &[UnitPosition]| units.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match self {
            Self::RingLeftOut { unit } => {
                write!(f, "{unit}: a ring without area, or with a coordinate that is not finite, was left out")
            }
            Self::VerticesMoved { count, furthest_metres, at: place } => write!(
                f,
                "{count} vertices were moved to vertices of neighbours, at most by {furthest_metres:.2} m (at {})",
                at(place)
            ),
            Self::JunctionsNoded { count } => {
                write!(f, "borders were led over {count} vertices of neighbours that they ran past")
            }
            Self::SliversClosed { count, largest_square_metres } => write!(
                f,
                "{count} gaps and overlaps narrower than the tolerance were closed, the largest {largest_square_metres:.1} m²"
            ),
            Self::Gap { square_metres, width_metres, at: place, around } => write!(
                f,
                "a gap of {square_metres:.0} m², on average {width_metres:.1} m wide, at {}, between {}",
                at(place),
                list(around)
            ),
            Self::Overlap { square_metres, width_metres, at: place, between } => write!(
                f,
                "an overlap of {square_metres:.0} m², on average {width_metres:.1} m wide, at {}, of {}",
                at(place),
                list(between)
            ),
            Self::LevelDiffers { unit, metres, at: place } => {
                write!(f, "{unit}: its border is up to {metres:.1} m away from that of its parts, at {}", at(place))
            }
        }
    }
}
