use geodata::figures::Indicator;
use geodata::model::{AdminLevel, Language, Period, Round, RoundId, Vocabulary};

use super::*;
use crate::classes::{Classification, Method};
use crate::map_request::{LegendKind, Marks};
use crate::palette::Theme;

fn round() -> Round {
    Round {
        id: RoundId("r1".into()),
        country: "KG".into(),
        title: "Round 1".into(),
        collected: ["2024-02-01".into(), "2024-04-30".into()],
        method: "Interviews".into(),
        illustrative: None,
        key_informants: None,
        sources: Vec::new(),
        notes: Vec::new(),
        locations: Vec::new(),
        groups: Vec::new(),
    }
}

/// What is said of places of a map, in a language, with some without a number.
struct Told {
    language: &'static str,
    per: Normalisation,
    unit: &'static str,
    without: Vec<(LegendKind, usize)>,
    is_illustrative: bool,
}

impl Default for Told {
    fn default() -> Self {
        Self { language: "en", per: Normalisation::None, unit: "people", without: Vec::new(), is_illustrative: false }
    }
}

fn ranking<'a>(named: &[Named<'a>], without: usize, unit: &'a str) -> Ranking<'a> {
    Ranking { named: named.to_vec(), places: named.len() + without, unit, decimals: 1 }
}

impl Told {
    fn of(&self, named: &[Named<'_>]) -> String {
        let language = Language::from_code(self.language).expect("a language");
        let (words, round) = (Words::of(language), round());
        let request = request(&round, self.per, language);
        let labels: Vec<(String, usize)> =
            self.without.iter().map(|(kind, units)| (words.without_number(*kind), *units)).collect();
        let entries: Vec<(&str, usize)> = labels.iter().map(|(label, units)| (label.as_str(), *units)).collect();
        let around = Circumstances { is_illustrative: self.is_illustrative, total: None, without: &entries };
        let without = self.without.iter().map(|(_, units)| units).sum();
        words.map_summary(&ranking(named, without, self.unit), None, (&request, around))
    }
}

fn request(round: &Round, per: Normalisation, language: Language) -> MapRequest<'_> {
    MapRequest {
        indicator: Indicator::Group(Vocabulary::default().groups().first().expect("a group").clone()),
        by: AdminLevel::Admin1,
        round,
        period: Period::Year(2023),
        per,
        classification: Classification::own(Method::default()),
        marks: Marks::Fill,
        palette: None,
        theme: Theme::default(),
        within: None,
        language,
        names_round: true,
        presentation: crate::presentation::Presentation::default(),
    }
}

const PLACES: [Named<'static>; 4] = [("Talas", 1_204.0), ("Osh", 29_592.0), ("Batken", 8_900.0), ("Naryn", 5_000.0)];

#[test]
fn the_highest_and_the_lowest_are_named_with_the_number_of_places() {
    assert_eq!(Told::default().of(&PLACES), "Osh: 29,592 people, the highest of 4 provinces. Lowest: Talas, 1,204.");
    let told = |language| Told { language, ..Told::default() }.of(&PLACES);
    assert_eq!(
        told("ru"),
        "Наибольшее значение (4 области): Osh, 29\u{202f}592 человека. Наименьшее: Talas, 1\u{202f}204."
    );
    assert_eq!(told("ky"), "Эң жогорку маани (4 облус): Osh, 29\u{202f}592 адам. Эң төмөнкүсү: Talas, 1\u{202f}204.");
    assert_eq!(told("kk"), "Ең жоғары мән (4 облыс): Osh, 29\u{202f}592 адам. Ең төменгісі: Talas, 1\u{202f}204.");
}

#[test]
fn places_without_a_number_are_counted_by_why_and_never_compared() {
    let without = vec![(LegendKind::NoData, 3), (LegendKind::Suppressed, 1)];
    let told = Told { without: without.clone(), is_illustrative: true, ..Told::default() };
    assert_eq!(
        told.of(&PLACES),
        "Illustrative numbers. Osh: 29,592 people, the highest of 4 provinces with a value. Lowest: Talas, 1,204. \
         No data: 3 provinces. Suppressed to protect people: 1 province."
    );
    assert_eq!(
        Told { without, ..Told::default() }.of(&[]),
        "No place has a value. No data: 3 provinces. Suppressed to protect people: 1 province."
    );
    assert_eq!(
        Told { without: vec![(LegendKind::NoData, 21)], language: "ru", ..Told::default() }.of(&PLACES[..1]),
        "Talas: 1\u{202f}204 человека. Нет данных: 21 область."
    );
}

#[test]
fn places_with_the_same_value_are_said_to_share_it() {
    let told = Told::default();
    let of = |values: &[f64]| {
        let names = ["Batken", "Chuy", "Naryn", "Osh", "Talas", "Issyk-Kul"];
        told.of(&names.into_iter().zip(values.iter().copied()).collect::<Vec<_>>())
    };
    assert_eq!(
        of(&[12.0, 3.0, 3.0, 12.0]),
        "Batken and Osh: 12 people each, the highest of 4 provinces. Lowest: Chuy and Naryn, 3 each."
    );
    assert_eq!(
        of(&[9.0, 9.0, 9.0, 1.0]),
        "Batken, Chuy and Naryn: 9 people each, the highest of 4 provinces. Lowest: Osh, 1."
    );
    assert_eq!(
        of(&[9.0, 2.0, 2.0, 2.0, 2.0, 9.0]),
        "Batken and Issyk-Kul: 9 people each, the highest of 6 provinces. Lowest: 4 provinces, 2 each."
    );
    assert_eq!(of(&[1.0, 1.0]), "The same everywhere (2 provinces): 1 person.");
    assert_eq!(of(&[7.0]), "Batken: 7 people.");
}

#[test]
fn zero_is_said_as_such() {
    let told = Told::default();
    let places = [("Osh", 5.0), ("Talas", 0.0), ("Batken", 0.0)];
    assert_eq!(told.of(&places), "Osh: 5 people, the highest of 3 provinces. Zero: Batken and Talas.");
    assert_eq!(told.of(&places[1..]), "The same everywhere (2 provinces): 0 people.");
}

#[test]
fn rates_have_their_unit_and_values_that_are_written_alike_are_tied() {
    let unit = "people per 1,000 households";
    let told = Told { per: Normalisation::Per1000Households, unit, ..Told::default() };
    assert_eq!(
        told.of(&[("Osh", 12.34), ("Talas", 0.04), ("Batken", 12.31)]),
        "Batken and Osh: 12.3 people per 1,000 households each, the highest of 3 provinces. Lowest: Talas, 0.04."
    );
}

#[test]
fn changes_are_told_by_their_direction() {
    let told = Told { per: Normalisation::Change, unit: "per cent change from the year before", ..Told::default() };
    assert_eq!(
        told.of(&[("Osh", 120.5), ("Talas", -30.0), ("Batken", 0.0), ("Naryn", 4.0)]),
        "Up in 2 provinces. Down in 1 province. Unchanged in 1 province. Largest increase: Osh, +120.5\u{a0}%. \
         Largest decrease: Talas, \u{2212}30\u{a0}%."
    );
    assert_eq!(told.of(&[("Osh", -1.0)]), "Down in 1 province. Largest decrease: Osh, \u{2212}1\u{a0}%.");
    assert_eq!(told.of(&[("Osh", 0.0), ("Talas", 0.0)]), "Unchanged in 2 provinces.");
    assert_eq!(told.of(&[]), "No place has a value.");
}

#[test]
fn circles_on_colours_two_variables_and_years_are_told_too() {
    let (words, round) = (Words::of(Language::ENGLISH), round());
    let around = Circumstances { is_illustrative: true, total: Some("Whole country: 44,696 people."), without: &[] };
    let rates = request(&round, Normalisation::Per1000Households, Language::ENGLISH);
    let [counts, of_rates] = [ranking(&PLACES, 0, "people"), ranking(&[("Osh", 1.5), ("Talas", 7.0)], 1, "in 1,000")];
    assert_eq!(
        words.map_summary(&of_rates, Some(&counts), (&rates, around)),
        "Illustrative numbers. Whole country: 44,696 people. Talas: 7 in 1,000, the highest of 2 provinces with a value. Lowest: Osh, 1.5. \
         Largest circle: Osh, 29,592 people."
    );
    let measures = [("Returns", &counts), ("Far from a school", &of_rates)];
    let plain = request(&round, Normalisation::None, Language::ENGLISH);
    assert_eq!(
        words.summary_of_two(measures, (&["Osh"], 2), ([&plain, &rates], around)),
        "Illustrative numbers. Returns, highest: Osh, 29,592 people. Far from a school, highest: Talas, 7 in 1,000. \
         Highest in both (1 of 2 provinces with a value): Osh."
    );
    assert!(
        words
            .summary_of_two(measures, (&[], 2), ([&plain, &rates], around))
            .ends_with("none of 2 provinces with a value.")
    );
    let years = [("2022", ranking(&[], 3, "people")), ("2023", counts), ("2024 (to April only)", of_rates)];
    assert_eq!(
        words.summary_of_years(&years, (&plain, false)),
        "Highest of each year: 2023: Osh, 29,592; 2024 (to April only): Talas, 7."
    );
    assert_eq!(words.summary_of_years(&years[..1], (&plain, false)), "No place has a value.");
    assert_eq!(words.title_and_summary("Returns, 2023", "Osh: 5."), "Returns, 2023. Osh: 5.");
}
