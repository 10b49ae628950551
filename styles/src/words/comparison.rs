//! Rounds side by side: what differs between them, and how far apart two values are.

use std::cmp::Ordering;

use geodata::figures::{Caveat, RoundDifference, rounded};
use geodata::model::{DistanceDetail, PlaceLevel, Value};
use geodata::query::Collection;

use super::Words;
use super::catalogue::{say, say_of};

impl Words {
    /// What must be acknowledged, within a sentence: `definition`.
    pub fn caveat(&self, caveat: Caveat) -> String {
        say_of!(self, "caveat-", caveat.id())
    }

    /// What differs between two rounds, which have these names, as a sentence.
    pub fn round_difference(&self, difference: &RoundDifference, [a, b]: [&str; 2]) -> String {
        match difference {
            RoundDifference::Definition([of_a, of_b]) => {
                say!(
                    self,
                    "differs-definition",
                    a = a,
                    b = b,
                    of_a = of_a.get(self.language),
                    of_b = of_b.get(self.language)
                )
            }
            RoundDifference::Method([of_a, of_b]) => {
                say!(
                    self,
                    "differs-method",
                    a = a,
                    b = b,
                    of_a = of_a.get(self.language),
                    of_b = of_b.get(self.language)
                )
            }
            RoundDifference::Distances(details) => {
                let [of_a, of_b] = details.map(|detail| self.distance_detail(detail));
                say!(self, "differs-distances", a = a, b = b, of_a = of_a, of_b = of_b)
            }
            RoundDifference::Window(coverages) => {
                let [of_a, of_b] = &**coverages;
                let [of_a, of_b] = [of_a, of_b].map(|coverage| self.window(coverage));
                say!(self, "differs-window", a = a, b = b, of_a = of_a, of_b = of_b)
            }
            RoundDifference::PartOfYear { year, parts } => {
                let [of_a, of_b] = parts.each_ref().map(|part| match part {
                    Some(part) => part.get(self.language).to_owned(),
                    None => say!(self, "differs-part-whole"),
                });
                say!(self, "differs-part", year = year.to_string(), a = a, b = b, of_a = of_a, of_b = of_b)
            }
            RoundDifference::Level(levels) => {
                let [of_a, of_b] = levels.map(|level| self.by_level(level));
                say!(self, "differs-level", a = a, b = b, of_a = of_a, of_b = of_b)
            }
            RoundDifference::Coverage { level, places, both } => {
                let [of_a, of_b] = places.map(|places| self.count(places));
                let (places, both) = (self.places(*level), self.count(*both));
                say!(self, "differs-coverage", places = places, a = a, b = b, of_a = of_a, of_b = of_b, both = both)
            }
        }
    }

    /// How much more or less the second of two values is, which are counts or anything else.
    pub fn value_difference(&self, [a, b]: [f64; 2], is_count: bool) -> String {
        let (a, b) = if is_count { (a, b) } else { (rounded(a), rounded(b)) };
        let amount = self.number((b - a).abs(), if is_count { 0 } else { 4 });
        let words = match (b.total_cmp(&a), is_count) {
            (Ordering::Equal, _) => return say!(self, "difference-none"),
            (Ordering::Greater, true) => say!(self, "difference-more", amount = amount),
            (Ordering::Less, true) => say!(self, "difference-fewer", amount = amount),
            (Ordering::Greater, false) => say!(self, "difference-higher", amount = amount),
            (Ordering::Less, false) => say!(self, "difference-lower", amount = amount),
        };
        if !is_count || a <= 0.0 {
            return words;
        }
        let percent = self.number(100.0 * (b - a) / a, 1);
        let percent = if b > a { format!("+{percent}") } else { percent };
        say!(self, "difference-per-cent", difference = words, percent = percent)
    }

    /// A value for readers, in tables: counts as whole numbers, everything else with up to four decimals.
    pub fn value(&self, value: f64, is_count: bool) -> String {
        self.number(value, if is_count { 0 } else { 4 })
    }

    /// What stands in the place of a number that there is not; nothing where there is one.
    pub fn status(&self, value: Value<f64>) -> String {
        if value.reported().is_some() { String::new() } else { say_of!(self, "legend-", value.status()) }
    }

    /// The same of values that are not of the same thing: with what differs.
    pub fn qualified_difference(&self, difference: &str, caveats: &[Caveat]) -> String {
        if caveats.is_empty() {
            return difference.to_owned();
        }
        say!(self, "difference-qualified", difference = difference, caveats = self.caveats(caveats))
    }

    /// Caveats within a sentence: `definition, window`.
    pub fn caveats(&self, caveats: &[Caveat]) -> String {
        caveats.iter().map(|caveat| self.caveat(*caveat)).collect::<Vec<_>>().join(", ")
    }

    fn distance_detail(&self, detail: DistanceDetail) -> String {
        say_of!(self, "distances-", detail.id())
    }

    /// Places of a level within a sentence: `assessed communities`.
    fn places(&self, level: PlaceLevel) -> String {
        self.collection(Collection::of_places(level)).to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use geodata::model::Language;

    use super::*;

    #[test]
    fn a_difference_says_how_much_and_in_which_direction() {
        let words = Words::of(Language::ENGLISH);
        let of = |a, b, is_count| words.value_difference([a, b], is_count);
        assert_eq!(of(10_000.0, 12_500.0, true), "2,500 more (+25 %)");
        assert_eq!(of(300.0, 200.0, true), "100 fewer (\u{2212}33.3 %)");
        assert_eq!(of(0.0, 7.0, true), "7 more");
        assert_eq!(of(7.0, 7.0, true), "the same");
        assert_eq!(of(12.5, 10.25, false), "lower by 2.25");
        assert_eq!(of(0.1 + 0.2, 0.3, false), "the same");
        let caveats = [Caveat::Definition, Caveat::Window];
        assert_eq!(words.qualified_difference("7 more", &caveats), "7 more; the rounds differ in definition, window");
        assert_eq!(words.qualified_difference("7 more", &[]), "7 more");
    }

    #[test]
    fn a_difference_of_rounds_names_both() {
        let words = Words::of(Language::ENGLISH);
        let coverage = RoundDifference::Coverage { level: PlaceLevel::Community, places: [69, 1999], both: 60 };
        assert_eq!(
            words.round_difference(&coverage, ["r1", "r3"]),
            "Population: r1 says something of 69 assessed communities, r3 of 1,999; 60 are in both."
        );
        let definition = RoundDifference::Definition(["Back home.".into(), "Back after three months.".into()]);
        assert_eq!(
            words.round_difference(&definition, ["r1", "r3"]),
            "Definition: r1 counts \u{201c}Back home.\u{201d}, r3 counts \u{201c}Back after three months.\u{201d}"
        );
    }
}
