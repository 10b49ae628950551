//! What must be said beside an answer.

use geodata::provenance::Note;

use super::Words;
use super::catalogue::{say, say_of};

impl Words {
    /// Notes as sentences, each once.
    pub fn notes(&self, notes: &[Note]) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::with_capacity(notes.len());
        for note in notes {
            let sentence = self.note(note);
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
        sentences
    }

    /// A note as a sentence.
    pub fn note(&self, note: &Note) -> String {
        match note {
            Note::Illustrative(Some(note)) => {
                let (word, note) = (say!(self, "illustrative"), note.get(self.language));
                if note.to_lowercase().starts_with(&word.to_lowercase()) {
                    return note.to_owned();
                }
                say!(self, "note-illustrative", note = note)
            }
            Note::Illustrative(None) => say!(self, "note-illustrative-alone"),
            Note::Boundaries(status, note) => {
                let warning = self.boundaries(*status).unwrap_or_default();
                match note.as_ref().map(|note| note.get(self.language)) {
                    Some(note) if note.to_lowercase().starts_with(&warning.to_lowercase()) => note.to_owned(),
                    Some(note) => say!(self, "note-boundaries", warning = warning, note = note),
                    None => warning,
                }
            }
            Note::PartialYear { year, part } => {
                say!(self, "note-partial-year", year = year.to_string(), part = part.get(self.language))
            }
            Note::Derived(how) => say!(self, "note-derived", how = how.get(self.language)),
            Note::Missing => say!(self, "note-missing"),
            Note::MissingUnits => say!(self, "note-missing-units"),
            Note::MissingCounted => say!(self, "note-missing-counted"),
            Note::HouseholdsOfLacking => say!(self, "note-households-of-lacking"),
            Note::SharesOfLacking => say!(self, "note-shares-of-lacking"),
            Note::SharesOfAllHouseholds => say!(self, "note-shares-of-households"),
            Note::SharesOfAllCommunities => say!(self, "note-shares-of-communities"),
            Note::WithoutUnit { level, communities, sum } => {
                let (level, number) = (self.no_level((*level).into()), self.count(*communities));
                match sum {
                    Some(sum) => say!(
                        self,
                        "note-without-unit-sum",
                        communities = *communities,
                        number = number,
                        level = level,
                        sum = self.number(*sum, 0),
                    ),
                    None => say!(self, "note-without-unit", communities = *communities, number = number, level = level),
                }
            }
            Note::WithoutCoordinates { communities } => {
                say!(self, "note-without-coordinates", communities = *communities, number = self.count(*communities))
            }
            Note::InternationalBorders { as_of, unsettled } if unsettled.is_empty() => {
                say!(self, "note-international-borders", date = self.date(as_of))
            }
            Note::InternationalBorders { as_of, unsettled } => {
                let marks: Vec<String> =
                    unsettled.iter().map(|status| say_of!(self, "border-mark-", status.id())).collect();
                let (date, marks) = (self.date(as_of), marks.join(", "));
                say!(self, "note-international-borders-unsettled", date = date, marks = marks)
            }
            Note::BordersOfNeighbours => say!(self, "note-borders-of-neighbours"),
            Note::UnitedNationsBoundaries => say!(self, "note-boundaries-un"),
            Note::BoundariesAsGiven => say!(self, "note-boundaries-as-given"),
            Note::OnBoundaries(text) => text.get(self.language).to_owned(),
            Note::DistancesIncomplete => say!(self, "note-distances-incomplete"),
            Note::BeyondIncomplete => say!(self, "note-beyond-incomplete"),
            Note::DistancesInBands => say!(self, "note-distances-in-bands"),
            Note::AsTheCrowFlies => say!(self, "note-as-the-crow-flies"),
            Note::DistancesUnknown => say!(self, "note-distances-unknown"),
            Note::FirstRows { rows } => say!(self, "note-first-rows", rows = self.count(*rows)),
            Note::ComparableAreas([a, b]) => {
                say!(self, "note-comparable-areas", a = a.as_str(), b = b.as_str())
            }
            Note::EstimatesOf(group) => say!(self, "note-estimates-of", group = self.group(group)),
            Note::EstimatesBeside(group) => say!(self, "note-estimates-beside", group = self.group(group)),
            Note::OtherRound { shown, usual } => {
                say!(self, "note-other-round", shown = shown.get(self.language), usual = usual.get(self.language))
            }
            Note::RoundsDiffer => say!(self, "note-rounds"),
            Note::LeftOut { file, rows } => {
                say!(self, "note-left-out", file = file.as_str(), rows = *rows, number = self.count(*rows))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use geodata::model::{AdminLevel, BoundaryStatus, Language};

    use super::*;

    fn note(note: &Note) -> String {
        Words::of(Language::ENGLISH).note(note)
    }

    #[test]
    fn one_community_has_its_own_plural_form() {
        let of = |communities, sum| note(&Note::WithoutUnit { level: AdminLevel::Admin2, communities, sum });
        assert_eq!(
            [of(1, None), of(1200, None)],
            [
                "1 community belongs to no district and is in the figures of larger units alone.",
                "1,200 communities belong to no district and are in the figures of larger units alone.",
            ]
        );
        assert_eq!(
            [of(1, Some(1e6)), of(2, Some(0.0))],
            [
                "1 community belongs to no district: what it counts, 1,000,000, is in the sums of larger units and in none of these.",
                "2 communities belong to no district: what they count, 0, is in the sums of larger units and in none of these.",
            ]
        );
    }

    #[test]
    fn communities_without_coordinates_are_counted_in_words() {
        let of = |communities| note(&Note::WithoutCoordinates { communities });
        assert_eq!(
            [of(1), of(69)],
            [
                "1 community has no coordinates: it is counted, but on no map and found by no place.",
                "69 communities have no coordinates: they are counted, but on no map and found by no place.",
            ]
        );
    }

    #[test]
    fn a_warning_stated_by_the_dataset_is_not_repeated() {
        let of = |note: &str| Note::Boundaries(BoundaryStatus::Schematic, Some(note.into()));
        assert_eq!(note(&of("Schematic boundaries, drawn by hand")), "Schematic boundaries, drawn by hand");
        assert_eq!(note(&of("drawn by hand")), "Schematic boundaries: drawn by hand");
        let twice = [Note::Boundaries(BoundaryStatus::Schematic, None), of("Schematic boundaries")];
        assert_eq!(Words::of(Language::ENGLISH).notes(&twice), ["Schematic boundaries"]);
    }

    #[test]
    fn text_of_a_dataset_is_not_fluent_syntax() {
        let said = Note::Illustrative(Some("{ $year } -> <b>".into()));
        assert_eq!(note(&said), "Illustrative: { $year } -> <b>");
    }
}
