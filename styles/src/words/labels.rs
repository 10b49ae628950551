//! Names of what the model knows by a code: groups, services, levels, indicators and their units.

use geodata::context::natural_earth;
use geodata::figures::{Indicator, Normalisation, ServiceQuestion, UndefinedReason, Whole};
use geodata::model::{
    BoundaryStatus, CodeKind, GroupCoverage, Labels, Language, Period, PlaceLevel, PopulationGroup, Service,
};
use geodata::query::Collection;

use super::Words;
use super::catalogue::{say, say_of};

impl Words {
    /// `Displaced people`.
    pub fn group(&self, group: &PopulationGroup) -> String {
        group.label(self.language).to_owned()
    }

    /// The same within a sentence: `displaced people`. Where the dataset does not say it, the label begins with a small letter, unless that would be
    /// wrong: of abbreviations and names, and in languages that write nouns with capitals.
    pub(crate) fn group_in_sentence(&self, group: &PopulationGroup) -> String {
        match group.in_sentence(self.language) {
            Some(said) => said.to_owned(),
            None => in_sentence(group.label(self.language), self.language),
        }
    }

    /// `Hospital`.
    pub fn service(&self, service: &Service) -> String {
        service.label(self.language).to_owned()
    }

    /// A service within a sentence: `without a hospital`.
    pub fn service_in_sentence(&self, service: &Service) -> String {
        service.in_sentence(self.language).to_owned()
    }

    /// One place of a level: `district`.
    pub fn level(&self, level: PlaceLevel) -> String {
        say_of!(self, "level-", level.id())
    }

    /// How a map is divided: `by district`.
    pub(crate) fn by_level(&self, level: PlaceLevel) -> String {
        say_of!(self, "level-", format!("{}.by", level.id()))
    }

    /// What a place lies in that lies in none of a level: `no district`.
    pub(crate) fn no_level(&self, level: PlaceLevel) -> String {
        say_of!(self, "level-", format!("{}.none", level.id()))
    }

    /// The one of a level that a place lies in, as in "the name of its district": `its district`.
    pub(crate) fn own_level(&self, level: PlaceLevel) -> String {
        say_of!(self, "level-", format!("{}.of", level.id()))
    }

    /// A code of a kind, at the beginning of a sentence: `Official number`.
    pub fn code(&self, kind: CodeKind) -> String {
        say_of!(self, "code-", kind.id())
    }

    /// `French`: as the catalogue calls the language, or ISO 639 does.
    pub fn name_of_language(&self, language: Language) -> String {
        if self.has(&format!("language-{language}")) {
            return say_of!(self, "language-", language.code());
        }
        language.english_name().to_owned()
    }

    /// `Districts`.
    pub fn collection(&self, collection: Collection) -> String {
        say_of!(self, "collection-", collection.id())
    }

    /// What the features of a collection are, how far their boundaries may be trusted, and whether numbers are illustrative.
    pub fn collection_description(
        &self,
        collection: Collection,
        boundaries: BoundaryStatus,
        is_illustrative: bool,
    ) -> String {
        let mut description = say_of!(self, "collection-description-", collection.id());
        if let Collection::Admin(_) = collection {
            description = say!(self, "collection-description-units", units = description);
            if let Some(warning) = self.boundaries(boundaries) {
                description = say!(self, "collection-description-warned", description = description, warning = warning);
            }
        }
        if is_illustrative && !matches!(collection, Collection::Facilities | Collection::InternationalBorders) {
            description = say!(self, "collection-description-illustrative", description = description);
        }
        description
    }

    /// What must be written beside boundaries; nothing for official ones.
    pub fn boundaries(&self, status: BoundaryStatus) -> Option<String> {
        match status {
            BoundaryStatus::Official => None,
            BoundaryStatus::Generalised => Some(say!(self, "boundaries-generalised")),
            BoundaryStatus::Schematic => Some(say!(self, "boundaries-schematic")),
        }
    }

    /// `Households more than 25 km from a hospital`.
    pub fn indicator(&self, indicator: &Indicator) -> String {
        match indicator {
            Indicator::Group(group) => self.group(group),
            Indicator::HouseholdsBeyond(ServiceQuestion { service, km }) => {
                let service = self.service_in_sentence(service);
                say!(self, "indicator-households_beyond", km = self.number(km.get(), 3), service = service)
            }
            Indicator::CommunitiesLacking(service) => self.communities_lacking(service),
        }
    }

    /// The same within a sentence: `households more than 25 km from a hospital`.
    pub(crate) fn indicator_in_sentence(&self, indicator: &Indicator) -> String {
        match indicator {
            Indicator::Group(group) => self.group_in_sentence(group),
            Indicator::HouseholdsBeyond(ServiceQuestion { service, km }) => {
                let service = self.service_in_sentence(service);
                say!(self, "indicator-households_beyond.in-sentence", km = self.number(km.get(), 3), service = service)
            }
            Indicator::CommunitiesLacking(service) => {
                say!(self, "indicator-communities_lacking.in-sentence", service = self.service_in_sentence(service))
            }
        }
    }

    /// `Communities without a hospital`.
    pub fn communities_lacking(&self, service: &Service) -> String {
        say!(self, "indicator-communities_lacking", service = self.service_in_sentence(service))
    }

    /// Name and definition of [`Indicator::HouseholdsBeyond`] for any service and distance.
    pub fn households_beyond_any(&self) -> [String; 2] {
        [say!(self, "indicator-any-households_beyond"), say!(self, "indicator-any-households_beyond.definition")]
    }

    /// Name and definition of [`Indicator::CommunitiesLacking`] for any service.
    pub fn communities_lacking_any(&self) -> [String; 2] {
        [say!(self, "indicator-any-communities_lacking"), say!(self, "indicator-any-communities_lacking.definition")]
    }

    /// What is counted: `people`. The code is that of [`Indicator::unit`].
    pub fn counted(&self, unit: &str) -> String {
        say_of!(self, "unit-", unit)
    }

    /// The unit of the values of an indicator, normalised.
    pub fn unit(&self, indicator: &Indicator, per: Normalisation) -> String {
        let counted = || self.counted(indicator.unit());
        match per {
            Normalisation::None => counted(),
            Normalisation::Share | Normalisation::ShareOfAll => match indicator.whole(per) {
                Some(whole) => say!(self, "unit-share", whole = self.whole(whole)),
                None => say!(self, "unit-share-alone"),
            },
            Normalisation::Per1000Households => say!(self, "unit-per-1000-households", counted = counted()),
            Normalisation::Per1000Population => say!(self, "unit-per-1000-population", counted = counted()),
            Normalisation::Change => say!(self, "unit-change"),
        }
    }

    /// The unit of the share of a category in a breakdown.
    pub fn unit_of_category_share(&self) -> String {
        say!(self, "unit-share-of-category")
    }

    /// What a share is of.
    pub(super) fn whole(&self, whole: Whole) -> String {
        match whole {
            Whole::Country => say!(self, "whole-country"),
            Whole::HouseholdsLacking(service) => {
                say!(self, "whole-lacking", service = self.service_in_sentence(&service))
            }
            Whole::AllHouseholds => say!(self, "whole-households"),
            Whole::AllCommunities => say!(self, "whole-communities"),
        }
    }

    /// Why a place has no value although its numbers are there: what legends, tables and tooltips say in its place.
    pub fn reason(&self, reason: UndefinedReason, indicator: &Indicator, by: PlaceLevel) -> String {
        match (reason, indicator.service()) {
            (UndefinedReason::NobodyLacks, Some(service)) if by == PlaceLevel::Community => {
                say!(self, "reason-nobody_lacks.of-community", service = self.service_in_sentence(service))
            }
            (UndefinedReason::NobodyLacks, Some(service)) => {
                say!(self, "reason-nobody_lacks", service = self.service_in_sentence(service))
            }
            _ => say_of!(self, "reason-", reason.id()),
        }
    }

    /// All that a round counts of a group in words: the window of a flow, `2020 to 2024 (2024: January to April)`, or the day of a stock.
    pub fn window(&self, coverage: &GroupCoverage) -> String {
        if let Some(date) = &coverage.date {
            return self.date(date);
        }
        let (first, last) = (coverage.years.first().copied(), coverage.years.last().copied());
        let (first, last) = (first.unwrap_or_default().to_string(), last.unwrap_or_default().to_string());
        let window = if first == last { first } else { say!(self, "window", first = first, last = last) };
        match self.partial(coverage, Period::Window) {
            Some(part) => say!(self, "period-partial", period = window, part = part),
            None => window,
        }
    }

    /// From one day to another, `1 February 2024 to 30 April 2024`; the day, where they are one.
    pub fn days(&self, [first, last]: [&str; 2]) -> String {
        let (from, to) = (self.date(first), self.date(last));
        if first == last { to } else { say!(self, "window", first = from, last = to) }
    }

    /// A day, from `YYYY-MM-DD`: `30 April 2024`.
    pub fn date(&self, date: &str) -> String {
        let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
        match (parts.next(), parts.next(), parts.next()) {
            (Some(year), Some(month), Some(day)) => {
                let month = say_of!(self, "month-", month);
                say!(self, "date", day = day, month = month, year = year)
            }
            _ => date.to_owned(),
        }
    }

    /// Which part of a period the counts cover, where it is not the whole: `January to April`, of the window `2024: January to April`.
    pub fn partial(&self, coverage: &GroupCoverage, period: Period) -> Option<String> {
        match period {
            Period::Year(year) => coverage.partial.get(&year).map(|part| part.get(self.language).to_owned()),
            Period::Window if coverage.partial.is_empty() => None,
            Period::Window => {
                let part = |(year, part): (&u16, &Labels)| {
                    say!(self, "period-part-of-year", year = year.to_string(), part = part.get(self.language))
                };
                Some(coverage.partial.iter().map(part).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A label within a sentence of its language.
fn in_sentence(label: &str, language: Language) -> String {
    let word = label.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let mut letters = word.chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else { return label.to_owned() };
    let writes_nouns_with_capitals = matches!(language.code(), "de" | "lb");
    let is_name = !second.is_lowercase() || letters.any(|letter| !letter.is_lowercase()) || is_of_a_country(word);
    if writes_nouns_with_capitals || is_name {
        return label.to_owned();
    }
    first.to_lowercase().chain(label.chars().skip(1)).collect()
}

/// Whether a word may be made of the name of a country: `Syrian`, `Kyrgyz`. Few others begin with the same four letters, and keep their capital.
fn is_of_a_country(word: &str) -> bool {
    let beginning = |name: &str| name.chars().take(4).flat_map(char::to_lowercase).collect::<String>();
    let wanted = beginning(word);
    let names = natural_earth().countries.iter().filter_map(|country| country.names.get(Language::ENGLISH));
    names.flat_map(str::split_whitespace).any(|name| name.chars().count() >= 4 && beginning(name) == wanted)
}

#[cfg(test)]
mod tests {
    use geodata::model::Vocabulary;

    use super::*;

    #[test]
    fn labels_begin_with_a_small_letter_within_sentences() {
        let said = |label: &str| in_sentence(label, Language::ENGLISH);
        assert_eq!(said("Return migrants"), "return migrants");
        assert_eq!(said("People in camps (UNHCR)"), "people in camps (UNHCR)");
        assert_eq!(said("Third-country nationals"), "third-country nationals");
        for name in ["IDPs", "COVID-19 returnees", "Kyrgyz migrants abroad", "Syrian refugees", "Ukrainians", "65+"] {
            assert_eq!(said(name), name);
        }
        let [de, ru] = ["de", "ru"].map(|code| Language::from_code(code).expect("a language"));
        assert_eq!(in_sentence("Rückkehrer", de), "Rückkehrer");
        assert_eq!(in_sentence("Вернувшиеся мигранты", ru), "вернувшиеся мигранты");
    }

    #[test]
    fn every_reason_has_its_own_message() {
        let indicator =
            Indicator::CommunitiesLacking(Vocabulary::default().service("drinking_water").expect("a service").clone());
        let words = Words::of(Language::ENGLISH);
        for by in [PlaceLevel::Admin2, PlaceLevel::Community] {
            let mut reasons: Vec<String> =
                UndefinedReason::ALL.iter().map(|why| words.reason(*why, &indicator, by)).collect();
            reasons.sort_unstable();
            reasons.dedup();
            assert_eq!(reasons.len(), UndefinedReason::ALL.len(), "{reasons:?}");
        }
        let reason = words.reason(UndefinedReason::NobodyLacks, &indicator, PlaceLevel::Admin2);
        assert_eq!(reason, "None of its communities lacks safe drinking water");
    }
}
