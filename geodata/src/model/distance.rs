//! Distances, as precise as their source: kilometres, or a band.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::Serialize;

use super::{DistanceBand, DistanceBands};

/// A distance in kilometres: finite, not negative.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Km(f64);

impl Km {
    /// A distance, unless it is negative or not a number.
    pub fn new(kilometres: f64) -> Option<Self> {
        // Adding zero turns −0.0 into 0.0, so that equal distances have equal bits.
        (kilometres.is_finite() && kilometres >= 0.0).then_some(Self(kilometres + 0.0))
    }

    /// The number of kilometres.
    pub fn get(self) -> f64 {
        self.0
    }
}

// Never NaN.
impl Eq for Km {}

impl Hash for Km {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl fmt::Display for Km {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The distance to the nearest place with a service, as precise as the source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distance {
    /// In kilometres.
    Km(Km),
    /// Within a band.
    Band(DistanceBand),
    /// The service is lacking, and the distance is not known.
    Unknown,
}

/// Whether a distance exceeds a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exceeds {
    /// It does not.
    No,
    /// The source is not precise enough.
    Uncertain,
    /// It does.
    Yes,
}

impl Distance {
    /// Is this distance greater than `km` (or, if `inclusive`, at least `km`)?
    pub fn exceeds(self, km: Km, inclusive: bool) -> Exceeds {
        let threshold = km.0;
        let passes = |distance: f64| if inclusive { distance >= threshold } else { distance > threshold };
        match self {
            Self::Unknown => Exceeds::Uncertain,
            Self::Km(distance) if passes(distance.0) => Exceeds::Yes,
            Self::Km(_) => Exceeds::No,
            Self::Band(band) => {
                let (low, high) = band.edges();
                // Every band but the first is open below: all its distances exceed its lower edge.
                let all_pass = if band.position() == 0 { passes(low) } else { low >= threshold };
                let none_passes = high.is_some_and(|high| !passes(high));
                match (all_pass, none_passes) {
                    (true, _) => Exceeds::Yes,
                    (_, true) => Exceeds::No,
                    _ => Exceeds::Uncertain,
                }
            }
        }
    }

    /// The band, among those of the dataset, if the distance is known.
    pub fn band(self, bands: &DistanceBands) -> Option<DistanceBand> {
        match self {
            Self::Km(km) => Some(bands.of(km)),
            Self::Band(band) => Some(band),
            Self::Unknown => None,
        }
    }

    /// The kilometres, if they are known.
    pub fn km(self) -> Option<Km> {
        match self {
            Self::Km(km) => Some(km),
            Self::Band(_) | Self::Unknown => None,
        }
    }

    /// The lower bound of the distance, for sorting farthest first; −1 for unknown distances, which come last.
    pub fn at_least(self) -> f64 {
        match self {
            Self::Km(km) => km.0,
            Self::Band(band) => band.edges().0,
            Self::Unknown => -1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Vocabulary;

    fn km(kilometres: f64) -> Km {
        Km::new(kilometres).expect("a distance")
    }

    #[test]
    fn a_threshold_inside_a_band_is_uncertain() {
        let usual = Vocabulary::default();
        let of = |position: usize| Distance::Band(usual.bands().all().nth(position).expect("a band"));
        let band = of(3);
        assert_eq!(band.exceeds(km(15.0), false), Exceeds::Yes);
        assert_eq!(band.exceeds(km(18.0), false), Exceeds::Uncertain);
        assert_eq!(band.exceeds(km(20.0), false), Exceeds::No);
        assert_eq!(band.exceeds(km(20.0), true), Exceeds::Uncertain);
        assert_eq!(of(0).exceeds(km(0.0), false), Exceeds::Uncertain);
        assert_eq!(of(0).exceeds(km(0.0), true), Exceeds::Yes);
        assert_eq!(of(5).exceeds(km(40.0), false), Exceeds::Uncertain);
    }

    #[test]
    fn kilometres_always_have_a_certain_answer() {
        assert_eq!(Distance::Km(km(3.0)).exceeds(km(3.0), false), Exceeds::No);
        assert_eq!(Distance::Km(km(3.0)).exceeds(km(3.0), true), Exceeds::Yes);
        assert_eq!(Distance::Unknown.exceeds(km(3.0), true), Exceeds::Uncertain);
    }

    #[test]
    fn a_distance_is_finite_and_not_negative() {
        assert!(Km::new(-0.1).is_none() && Km::new(f64::NAN).is_none() && Km::new(f64::INFINITY).is_none());
    }
}
