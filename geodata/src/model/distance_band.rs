//! Distance bands: the steps in which a round asks how far the nearest place with a service is.
//!
//! A vocabulary declares their upper edges. Bands of 5 and 10 are `[0,5], (5,10], (10,∞)` kilometres. In data they are called as in the
//! reports: `0-5`, `6-10`, `>10`, where a band begins a kilometre after the one before. Where that would name a distance that is not in the
//! band, or leave one out that people would look for, since edges are no whole kilometres or one kilometre apart, a band begins where the
//! one before ends: `0-0.5`, `0.5-2`, `>2`.

use std::num::NonZeroU32;

use super::Km;

/// One of the distance bands of a dataset. It knows its edges, so that distances are compared without the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DistanceBand {
    position: u8,
    low_m: u32,
    /// None of the last band, which is open above.
    high_m: Option<NonZeroU32>,
}

const METRES_PER_KM: f64 = 1000.0;

impl DistanceBand {
    /// Position among the bands of the dataset, nearest first.
    pub fn position(self) -> usize {
        usize::from(self.position)
    }

    /// Lower and upper edge in kilometres; the last band is open above.
    pub fn edges(self) -> (f64, Option<f64>) {
        (kilometres(self.low_m), self.high_m.map(|high| kilometres(high.get())))
    }

    /// Whether its edges are whole kilometres, more than one apart.
    fn counts_kilometres(self) -> bool {
        let high_m = self.high_m.map_or(0, NonZeroU32::get);
        high_m.is_multiple_of(1000) && (self.low_m == 0 || self.high_m.is_none() || high_m - self.low_m > 1000)
    }

    /// `6-10`, or `5-10` unless the bands count kilometres; the last after the word for more.
    fn name(self, over: &str, counts_kilometres: bool) -> String {
        match self.edges() {
            (low, None) => format!("{over}{low}"),
            (low, Some(high)) => {
                let first = if counts_kilometres && self.position > 0 { low + 1.0 } else { low };
                format!("{first}-{high}")
            }
        }
    }
}

/// The distance bands of a dataset, made by its vocabulary.
#[derive(Clone, Debug, PartialEq)]
pub struct DistanceBands {
    /// The upper edges of all bands but the last, in metres.
    edges_m: Vec<NonZeroU32>,
    labels: Vec<String>,
    keys: Vec<String>,
}

impl DistanceBands {
    /// The bands with these upper edges in kilometres: checked, in whole metres, ascending.
    pub(super) fn new(edges: &[f64]) -> Self {
        let edges_m = edges.iter().filter_map(|edge| NonZeroU32::new(metres(*edge))).collect();
        let mut bands = Self { edges_m, labels: Vec::new(), keys: Vec::new() };
        let counts_kilometres = bands.all().all(DistanceBand::counts_kilometres);
        bands.labels = bands.all().map(|band| band.name(">", counts_kilometres)).collect();
        bands.keys = bands.all().map(|band| band.name("over_", counts_kilometres)).collect();
        bands
    }

    /// How many bands there are.
    pub fn count(&self) -> usize {
        self.edges_m.len() + 1
    }

    /// All bands, nearest first.
    pub fn all(&self) -> impl Iterator<Item = DistanceBand> {
        (0..self.count()).map(|position| self.band(position))
    }

    /// The upper edges, nearest first: of all bands but the last.
    pub fn edges(&self) -> impl Iterator<Item = Km> {
        self.edges_m.iter().filter_map(|edge| Km::new(kilometres(edge.get())))
    }

    /// The largest edge in kilometres, beyond which distances are all in one band.
    pub fn last_edge(&self) -> f64 {
        self.edges_m.last().map_or(0.0, |edge| kilometres(edge.get()))
    }

    /// The labels, nearest first: `6-10`, `>25`.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The label of a band.
    pub fn label(&self, band: DistanceBand) -> &str {
        self.labels.get(band.position()).map_or("", String::as_str)
    }

    /// The names as keys of JSON, nearest first: the labels, but `over_25` for the last band.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The band that a distance falls in.
    pub fn of(&self, distance: Km) -> DistanceBand {
        self.band(self.edges_m.partition_point(|edge| kilometres(edge.get()) < distance.get()))
    }

    fn band(&self, position: usize) -> DistanceBand {
        let low_m = position.checked_sub(1).and_then(|below| self.edges_m.get(below)).map_or(0, |low| low.get());
        // A vocabulary has at most a few dozen.
        let number = u8::try_from(position).unwrap_or(u8::MAX);
        DistanceBand { position: number, low_m, high_m: self.edges_m.get(position).copied() }
    }

    /// The band with a label as people write it: spaces, other kinds of dashes, `km`, `over`, a decimal comma and zeros at the end of a
    /// number are accepted.
    pub fn from_label(&self, label: &str) -> Option<DistanceBand> {
        let read = Written::read(label)?;
        let position = self.labels.iter().position(|known| Written::read(known) == Some(read))?;
        Some(self.band(position))
    }
}

/// A label of a band, in metres.
#[derive(Clone, Copy, PartialEq)]
enum Written {
    Between(u32, u32),
    Over(u32),
}

impl Written {
    fn read(label: &str) -> Option<Self> {
        let plain: String = label
            .trim()
            .to_lowercase()
            .replace(['–', '—', '−'], "-")
            .replace("km", "")
            .replace("over", ">")
            .replace('_', "")
            .replace(',', ".")
            .split_whitespace()
            .collect();
        if let Some(low) = plain.strip_prefix('>') {
            return Some(Self::Over(written_metres(low)?));
        }
        let (low, high) = plain.split_once('-')?;
        Some(Self::Between(written_metres(low)?, written_metres(high)?))
    }
}

/// A number of kilometres that is a whole number of metres.
fn written_metres(text: &str) -> Option<u32> {
    let is_plain = text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let kilometres = text.parse().ok().filter(|_| is_plain)?;
    let metres = metres(kilometres);
    ((f64::from(metres) - kilometres * METRES_PER_KM).abs() < 1e-6).then_some(metres)
}

fn metres(kilometres: f64) -> u32 {
    (kilometres * METRES_PER_KM).round() as u32
}

fn kilometres(metres: u32) -> f64 {
    f64::from(metres) / METRES_PER_KM
}

#[cfg(test)]
mod tests {
    use super::*;

    fn km(kilometres: f64) -> Km {
        Km::new(kilometres).expect("a distance")
    }

    fn usual() -> DistanceBands {
        DistanceBands::new(&[5.0, 10.0, 15.0, 20.0, 25.0])
    }

    #[test]
    fn bands_are_closed_above_and_open_below() {
        let bands = usual();
        let of = |distance: f64| bands.label(bands.of(km(distance))).to_owned();
        assert_eq!([0.0, 5.0, 5.01, 25.0, 25.1, 9e9].map(of), ["0-5", "0-5", "6-10", "21-25", ">25", ">25"]);
        let bands = DistanceBands::new(&[0.3]);
        assert_eq!(bands.of(km(0.3)).edges(), (0.0, Some(0.3)));
        assert_eq!(bands.of(km(0.300_001)).edges(), (0.3, None));
    }

    #[test]
    fn labels_and_keys_come_from_the_edges() {
        for (edges, labels) in [
            (&[5.0, 10.0, 15.0, 20.0, 25.0][..], &["0-5", "6-10", "11-15", "16-20", "21-25", ">25"][..]),
            (&[1.0, 3.0], &["0-1", "2-3", ">3"]),
            (&[0.5, 2.0], &["0-0.5", "0.5-2", ">2"]),
            (&[0.5, 2.0, 5.0], &["0-0.5", "0.5-2", "2-5", ">5"]),
            (&[1.0, 2.0, 5.0], &["0-1", "1-2", "2-5", ">5"]),
            (&[2.0], &["0-2", ">2"]),
            (&[0.001, 20_000.0], &["0-0.001", "0.001-20000", ">20000"]),
        ] {
            let bands = DistanceBands::new(edges);
            assert_eq!(bands.labels(), labels, "{edges:?}");
            assert_eq!(bands.edges().map(Km::get).collect::<Vec<_>>(), edges);
            assert_eq!(bands.keys().last().map(String::as_str), Some(&*format!("over_{}", bands.last_edge())));
        }
    }

    #[test]
    fn labels_are_read_as_people_write_them() {
        let read = |bands: &DistanceBands, text: &str| {
            bands.from_label(text).map(|band| bands.label(band).to_owned()).unwrap_or_default()
        };
        for (text, label) in [("6–10 km", "6-10"), ("Over 25 KM", ">25"), (" > 25", ">25"), ("over_25", ">25")] {
            assert_eq!(read(&usual(), text), label, "{text}");
        }
        let own = DistanceBands::new(&[0.5, 2.0]);
        for (text, label) in [
            ("0.5 – 2 km", "0.5-2"),
            ("0,5-2,0", "0.5-2"),
            ("Over 2 KM", ">2"),
            ("over_2", ">2"),
            ("0 — 0.50km", "0-0.5"),
        ] {
            assert_eq!(read(&own, text), label, "{text}");
        }
        assert_eq!(
            read(&DistanceBands::new(&[1.001]), "0-1.001"),
            "0-1.001",
            "which is no whole number in floating point"
        );
        for text in ["5-10", "", "6", "-", "6-", ">", "10-6", ">10", "6-10-15", "6e0-10", "6.0001-10", "99999999999-1"]
        {
            assert_eq!(usual().from_label(text), None, "{text}");
        }
    }

    #[test]
    fn a_band_is_as_small_as_a_distance() {
        assert_eq!(std::mem::size_of::<crate::model::ServiceStatus>(), 16);
    }
}
