//! Titles in words.

use geodata::atlas::Atlas;
use geodata::figures::Normalisation;
use geodata::model::{AdminLevel, GroupCoverage, Language, Period};

use crate::map::MapQuestion;

/// `Return migrants per 1,000 households by district, Osh, 2024 (January to April only)`.
pub fn title(atlas: &Atlas, question: &MapQuestion<'_>, coverage: Option<&GroupCoverage>) -> String {
    let label = question.indicator.label();
    let what = match question.per {
        Normalisation::None => label,
        Normalisation::Share | Normalisation::ShareOfAll => match question.indicator.whole(question.per) {
            // The comma ends what the share is of.
            Some(whole) => format!("{label}, share of {whole},"),
            None => format!("{label}, share,"),
        },
        Normalisation::Per1000Households => format!("{label} per 1,000 households"),
        Normalisation::Per1000Population => format!("{label} per 1,000 inhabitants"),
        Normalisation::Change => format!("{label}, change from the year before,"),
    };
    let mut title = format!("{what} by {}", question.by.label());
    if let Some(place) = question.within.and_then(|(level, unit)| name(atlas, level, unit, question.language)) {
        title = format!("{title}, {place}");
    }
    if let Some(when) = when(question.period, coverage) {
        title = format!("{title}, {when}");
    }
    title
}

/// `Kyrgyzstan. Baseline Mobility Assessment, Round 3`.
pub fn subtitle(atlas: &Atlas, question: &MapQuestion<'_>) -> String {
    let country = atlas.find_unit(&question.round.country);
    match country.and_then(|(level, unit)| name(atlas, level, unit, question.language)) {
        Some(name) => format!("{name}. {}", question.round.title),
        None => question.round.title.clone(),
    }
}

fn name(atlas: &Atlas, level: AdminLevel, unit: usize, language: Language) -> Option<&str> {
    atlas.unit(level, unit).map(|unit| unit.names.in_or_english(language))
}

/// The period in words; nothing where the indicator has no years.
pub fn when(period: Period, coverage: Option<&GroupCoverage>) -> Option<String> {
    let coverage = coverage?;
    Some(match period {
        Period::Window => coverage.window_label(),
        Period::Year(year) => match coverage.partial.get(&year) {
            Some(part) => format!("{year} ({part} only)"),
            None => year.to_string(),
        },
    })
}
