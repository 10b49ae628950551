//! Titles in words.

use geodata::atlas::Atlas;
use geodata::figures::{Indicator, Per};
use geodata::model::{AdminLevel, GroupCoverage, Period, Round};

/// `Return migrants per 1,000 households by district, 2024 (January to April only)`.
pub fn title(
    indicator: &Indicator,
    per: Per,
    by: AdminLevel,
    period: Period,
    coverage: Option<&GroupCoverage>,
) -> String {
    let label = indicator.label();
    let what = match per {
        Per::None => label,
        Per::Share => format!("{label}, share of the country's total"),
        Per::Per1000Households => format!("{label} per 1,000 households"),
        Per::Per1000Population => format!("{label} per 1,000 inhabitants"),
        Per::Change => format!("{label}, change from the year before"),
    };
    let mut title = format!("{what} by {}", by.label());
    if let Some(when) = when(period, coverage) {
        title = format!("{title}, {when}");
    }
    title
}

/// `Kyrgyzstan. Baseline Mobility Assessment, Round 3`.
pub fn subtitle(atlas: &Atlas, round: &Round) -> String {
    let country = atlas.find_unit(&round.country).and_then(|(level, unit)| atlas.unit(level, unit));
    match country {
        Some(unit) => format!("{}. {}", unit.names.en, round.title),
        None => round.title.clone(),
    }
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
