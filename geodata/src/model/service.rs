use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::RoundId;

/// The services that a round asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Clinic.
    Clinic,
    /// Hospital.
    Hospital,
    /// Mobile internet.
    Internet,
    /// Market.
    Market,
    /// Safe drinking water.
    DrinkingWater,
    /// School.
    School,
    /// Employment centre.
    EmploymentCenter,
    /// Bank, cash machine or post office.
    BankAtmPost,
    /// Public service centre.
    PublicServiceCenter,
}

impl Service {
    /// All services, in the order of the reports.
    pub const ALL: [Self; 9] = [
        Self::Clinic,
        Self::Hospital,
        Self::Internet,
        Self::Market,
        Self::DrinkingWater,
        Self::School,
        Self::EmploymentCenter,
        Self::BankAtmPost,
        Self::PublicServiceCenter,
    ];

    /// The name used in data and URLs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Clinic => "clinic",
            Self::Hospital => "hospital",
            Self::Internet => "internet",
            Self::Market => "market",
            Self::DrinkingWater => "drinking_water",
            Self::School => "school",
            Self::EmploymentCenter => "employment_center",
            Self::BankAtmPost => "bank_atm_post",
            Self::PublicServiceCenter => "public_service_center",
        }
    }

    /// The service with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.id() == id)
    }
}

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

/// The upper edges of the distance bands in kilometres; the last band has none.
pub const BAND_EDGES: [u32; 5] = [5, 10, 15, 20, 25];

/// One of the reports' distance bands: `[0,5], (5,10], (10,15], (15,20], (20,25], (25,∞)` kilometres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DistanceBand(u8);

impl DistanceBand {
    /// All bands, nearest first.
    pub const ALL: [Self; 6] = [Self(0), Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The label in reports: `6-10`, `>25`.
    pub fn label(self) -> &'static str {
        ["0-5", "6-10", "11-15", "16-20", "21-25", ">25"][self.position()]
    }

    /// The name as a JSON key or column: the label, but `over_25` for the last band.
    pub fn key(self) -> &'static str {
        ["0-5", "6-10", "11-15", "16-20", "21-25", "over_25"][self.position()]
    }

    /// Position in [`DistanceBand::ALL`].
    pub fn position(self) -> usize {
        usize::from(self.0)
    }

    /// Parses a label; spaces, other kinds of dashes, `km` and `over` are accepted.
    pub fn from_label(label: &str) -> Option<Self> {
        let plain: String = label
            .trim()
            .to_lowercase()
            .replace(['–', '—', '−'], "-")
            .replace("km", "")
            .replace("over", ">")
            .replace('_', "")
            .split_whitespace()
            .collect();
        Self::ALL.into_iter().find(|band| band.label() == plain)
    }

    /// The band that a distance falls in.
    pub fn of(distance: Km) -> Self {
        let position = BAND_EDGES.iter().position(|edge| distance.0 <= f64::from(*edge)).unwrap_or(BAND_EDGES.len());
        Self::ALL[position]
    }

    /// Lower and upper edge in kilometres; the last band is open above.
    pub fn edges(self) -> (f64, Option<f64>) {
        let position = self.position();
        let low = if position == 0 { 0.0 } else { f64::from(BAND_EDGES[position - 1]) };
        (low, BAND_EDGES.get(position).map(|edge| f64::from(*edge)))
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
                let all_pass = if band.0 == 0 { passes(low) } else { low >= threshold };
                let none_passes = high.is_some_and(|high| !passes(high));
                match (all_pass, none_passes) {
                    (true, _) => Exceeds::Yes,
                    (_, true) => Exceeds::No,
                    _ => Exceeds::Uncertain,
                }
            }
        }
    }

    /// The band, if the distance is known.
    pub fn band(self) -> Option<DistanceBand> {
        match self {
            Self::Km(km) => Some(DistanceBand::of(km)),
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

/// The status of one service in one community.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum ServiceStatus {
    /// The community has it.
    Available,
    /// The community lacks it; the nearest is this far.
    Lacking(Distance),
    /// The source has no value.
    #[default]
    NoData,
    /// The source withholds whether the community has it, or how far the nearest is.
    Suppressed,
}

impl ServiceStatus {
    /// The names used in data; `suppressed` only where a source withholds something.
    pub const IDS: [&str; 3] = ["available", "lacking", "no_data"];

    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Lacking(_) => "lacking",
            Self::NoData => "no_data",
            Self::Suppressed => "suppressed",
        }
    }

    /// The distance, if the service is lacking.
    pub fn distance(self) -> Option<Distance> {
        match self {
            Self::Lacking(distance) => Some(distance),
            Self::Available | Self::NoData | Self::Suppressed => None,
        }
    }
}

/// The precision of the distances to a service in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DistanceDetail {
    /// Kilometres.
    Kilometres,
    /// Bands only.
    Bands,
    /// Only whether the community has the service.
    None,
}

impl DistanceDetail {
    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Kilometres => "kilometres",
            Self::Bands => "bands",
            Self::None => "none",
        }
    }
}

/// The status of one service in one round, by community.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceTable {
    /// The round.
    pub round: RoundId,
    /// The service.
    pub service: Service,
    /// How precise the distances are.
    pub detail: DistanceDetail,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// A status per community, in the order of the communities.
    pub status: Vec<ServiceStatus>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn km(kilometres: f64) -> Km {
        Km::new(kilometres).expect("a distance")
    }

    #[test]
    fn bands_are_closed_above_and_open_below() {
        assert_eq!(DistanceBand::of(km(0.0)).label(), "0-5");
        assert_eq!(DistanceBand::of(km(5.0)).label(), "0-5");
        assert_eq!(DistanceBand::of(km(5.01)).label(), "6-10");
        assert_eq!(DistanceBand::of(km(25.0)).label(), "21-25");
        assert_eq!(DistanceBand::of(km(25.1)).label(), ">25");
    }

    #[test]
    fn a_threshold_inside_a_band_is_uncertain() {
        let band = Distance::Band(DistanceBand::ALL[3]);
        assert_eq!(band.exceeds(km(15.0), false), Exceeds::Yes);
        assert_eq!(band.exceeds(km(18.0), false), Exceeds::Uncertain);
        assert_eq!(band.exceeds(km(20.0), false), Exceeds::No);
        assert_eq!(band.exceeds(km(20.0), true), Exceeds::Uncertain);
        assert_eq!(Distance::Band(DistanceBand::ALL[0]).exceeds(km(0.0), false), Exceeds::Uncertain);
        assert_eq!(Distance::Band(DistanceBand::ALL[0]).exceeds(km(0.0), true), Exceeds::Yes);
        assert_eq!(Distance::Band(DistanceBand::ALL[5]).exceeds(km(40.0), false), Exceeds::Uncertain);
    }

    #[test]
    fn kilometres_always_have_a_certain_answer() {
        assert_eq!(Distance::Km(km(3.0)).exceeds(km(3.0), false), Exceeds::No);
        assert_eq!(Distance::Km(km(3.0)).exceeds(km(3.0), true), Exceeds::Yes);
        assert_eq!(Distance::Unknown.exceeds(km(3.0), true), Exceeds::Uncertain);
    }

    #[test]
    fn labels_are_read_as_people_write_them() {
        for (text, label) in [("6–10 km", "6-10"), ("Over 25 KM", ">25"), (" > 25", ">25"), ("over_25", ">25")] {
            assert_eq!(DistanceBand::from_label(text).map(DistanceBand::label), Some(label), "{text}");
        }
        assert_eq!(DistanceBand::from_label("5-10"), None);
    }

    #[test]
    fn a_distance_is_finite_and_not_negative() {
        assert!(Km::new(-0.1).is_none() && Km::new(f64::NAN).is_none() && Km::new(f64::INFINITY).is_none());
    }
}
