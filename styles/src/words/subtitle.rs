//! What stands below the title of a map: which round, who was asked, what is counted, and what rates are of.

use geodata::figures::{Indicator, Normalisation};
use geodata::model::{Period, Round};

use super::Words;
use super::catalogue::{say, say_of};
use crate::map_request::MapRequest;

/// The sentences below the title of a map. All of them are `full`; where there is less room, a picture has the first of `shortened` that fits.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Subtitle {
    /// `Kyrgyzstan. Baseline Mobility Assessment, Round 3 (collected February to April 2024).`
    round: String,
    /// `Key informant interviews at community level (1,159 key informants).`
    asked: String,
    /// What the source counts.
    definition: String,
    /// `Households: those of the 999 assessed communities.`
    pub(crate) denominator: String,
    /// What stands before all of them: our title, where an editor has another one.
    pub(crate) lead: String,
    /// What an editor has in place of all of them.
    pub(crate) own: Option<String>,
}

impl Subtitle {
    /// All sentences.
    pub fn full(&self) -> String {
        let [full, ..] = self.shortened();
        full
    }

    /// For pages: what fits into two lines of 800 pixels.
    pub fn short(&self) -> String {
        const MOST_CHARS: usize = 220;
        let shortened = self.shortened();
        let [.., shortest] = &shortened;
        let fits = |text: &&String| text.chars().count() <= MOST_CHARS;
        shortened.iter().find(fits).unwrap_or(shortest).clone()
    }

    /// All sentences, then fewer and fewer: what the rates are of is the last to go.
    pub fn shortened(&self) -> [String; 5] {
        let Self { round, asked, definition, denominator, lead, own } = self;
        if let Some(own) = own {
            return std::array::from_fn(|_| own.clone());
        }
        [
            joined([lead, round, asked, definition, denominator]),
            joined([lead, round, definition, denominator]),
            joined([lead, round, asked, denominator]),
            joined([lead, round, denominator]),
            joined([lead, round]),
        ]
    }

    /// Of a map of two variables: each sentence of both, once.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let both = |one: &String, two: &String| if one == two { one.clone() } else { joined([one, two]) };
        Self {
            round: both(&self.round, &other.round),
            asked: both(&self.asked, &other.asked),
            definition: both(&self.definition, &other.definition),
            denominator: both(&self.denominator, &other.denominator),
            lead: self.lead.clone(),
            own: self.own.clone(),
        }
    }
}

fn joined<const N: usize>(sentences: [&String; N]) -> String {
    let said: Vec<&str> = sentences.into_iter().map(String::as_str).filter(|sentence| !sentence.is_empty()).collect();
    said.join(" ")
}

impl Words {
    /// What stands below the title of a map of a country, of a round that assessed so many communities.
    pub(crate) fn map_subtitle(
        &self,
        request: &MapRequest<'_>,
        country: Option<&str>,
        communities: Option<usize>,
    ) -> Subtitle {
        let round = self.sentence(&self.round_and_time(request.round));
        let round = match country {
            Some(country) => say!(self, "subtitle", country = country, round = round),
            None => round,
        };
        let definition = match &request.indicator {
            Indicator::Group(group) => {
                request.round.coverage(group).map(|of| self.sentence(of.definition.get(self.language)))
            }
            Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => None,
        };
        Subtitle {
            round,
            asked: self.asked(request.round),
            definition: definition.unwrap_or_default(),
            denominator: self.denominator(request, communities).unwrap_or_default(),
            ..Subtitle::default()
        }
    }

    /// `Baseline Mobility Assessment, Round 3 (collected February to April 2024)`; without the time where the title has it.
    fn round_and_time(&self, round: &Round) -> String {
        let [first, last] = &round.collected;
        let title = round.title.get(self.language);
        let year = |day: &str| day.get(..4).unwrap_or_default().to_owned();
        if title.contains(&year(first)) && title.contains(&year(last)) {
            return title.to_owned();
        }
        if first == last {
            return say!(self, "subtitle-as-of", round = title, date = self.date(last));
        }
        say!(self, "subtitle-collected", round = title, time = self.months([first, last]))
    }

    /// From the month of one day to that of another: `February to April 2024`.
    fn months(&self, days: [&str; 2]) -> String {
        let parts = days.map(|day| {
            let mut parts = day.split('-');
            let year = parts.next().unwrap_or_default().to_owned();
            (year, parts.next().unwrap_or_default().trim_start_matches('0').to_owned())
        });
        let [(first_year, first), (last_year, last)] = &parts;
        let [from, to] = [first, last].map(|month| say_of!(self, "month-alone-", month));
        let in_year = |month: String, year: &str| say!(self, "month-of-year", month = month, year = year);
        if first_year != last_year {
            let (from, to) = (in_year(from, first_year), in_year(to, last_year));
            return say!(self, "months-of-years", first = from, last = to);
        }
        if first == last {
            return in_year(to, last_year);
        }
        say!(self, "months-of-year", first = from, last = to, year = last_year.as_str())
    }

    /// `Key informant interviews at community level (1,159 key informants).`
    fn asked(&self, round: &Round) -> String {
        let method = round.method.get(self.language).trim().trim_end_matches('.');
        match round.key_informants {
            _ if method.is_empty() => String::new(),
            None => self.sentence(method),
            Some(count) => {
                let number = self.number(count as f64, 0);
                say!(self, "subtitle-asked", method = method, count = count, number = number)
            }
        }
    }

    /// What rates and shares are of.
    fn denominator(&self, request: &MapRequest<'_>, communities: Option<usize>) -> Option<String> {
        let counted = communities.map(|count| (count, self.count(count)));
        match (&request.indicator, request.per) {
            (_, Normalisation::Change) => {
                let Period::Year(year) = request.period else { return None };
                let (year, before) = (year.to_string(), year.saturating_sub(1).to_string());
                Some(say!(self, "subtitle-change", year = year, before = before))
            }
            (_, Normalisation::Per1000Population) => Some(say!(self, "subtitle-inhabitants")),
            (Indicator::CommunitiesLacking(_), _) => {
                counted.map(|(count, number)| say!(self, "subtitle-communities", count = count, number = number))
            }
            (Indicator::HouseholdsBeyond(_), _) | (_, Normalisation::Per1000Households) => {
                counted.map(|(count, number)| say!(self, "subtitle-households", count = count, number = number))
            }
            (Indicator::Group(_), _) => {
                counted.map(|(count, number)| say!(self, "subtitle-counted", count = count, number = number))
            }
        }
    }

    /// A text of the dataset as a sentence: with the point that it lacks.
    pub(crate) fn sentence(&self, text: &str) -> String {
        let text = text.trim();
        match text.chars().last() {
            None => String::new(),
            Some('.' | '!' | '?' | '…' | '。' | '؟' | '۔' | '।') => text.to_owned(),
            Some(_) => say!(self, "sentence", text = text),
        }
    }
}

#[cfg(test)]
mod tests {
    use geodata::model::Language;

    use super::*;

    #[test]
    fn months_are_named_with_their_years() {
        let words = Words::of(Language::ENGLISH);
        assert_eq!(words.months(["2024-02-01", "2024-04-30"]), "February to April 2024");
        assert_eq!(words.months(["2022-12-01", "2023-02-28"]), "December 2022 to February 2023");
        assert_eq!(words.months(["2024-10-01", "2024-10-31"]), "October 2024");
    }

    #[test]
    fn a_sentence_ends_with_one_point() {
        let words = Words::of(Language::ENGLISH);
        assert_eq!(
            ["Who came back", "Who came back.", " ", "Who?"].map(|text| words.sentence(text)),
            ["Who came back.", "Who came back.", "", "Who?"]
        );
    }

    #[test]
    fn less_room_has_fewer_sentences() {
        let of = |texts: [&str; 4]| {
            let [round, asked, definition, denominator] = texts.map(str::to_owned);
            Subtitle { round, asked, definition, denominator, ..Subtitle::default() }
        };
        let one = of(["Round 1.", "Interviews.", "Who came back.", "Households."]);
        assert_eq!(
            one.shortened(),
            [
                "Round 1. Interviews. Who came back. Households.",
                "Round 1. Who came back. Households.",
                "Round 1. Interviews. Households.",
                "Round 1. Households.",
                "Round 1."
            ]
        );
        let two = one.and(&of(["Round 1.", "Interviews.", "Who left.", "Households."]));
        assert_eq!(two.full(), "Round 1. Interviews. Who came back. Who left. Households.");
    }
}
