//! Words for readers, in English.

use geodata::figures::{Indicator, UndefinedReason};
use geodata::model::PlaceLevel;

/// Why a place has no value although its numbers are there: what legends, tables and readouts say in its place.
pub fn reason(undefined: UndefinedReason, indicator: &Indicator, by: PlaceLevel) -> String {
    let service = indicator.service().map_or("the service", |service| service.in_sentence());
    match (undefined, by) {
        (UndefinedReason::PartialYear, _) => "The year is counted only in part".to_owned(),
        (UndefinedReason::NoYearBefore, _) => "The year before is not counted in full".to_owned(),
        (UndefinedReason::NobodyLacks, PlaceLevel::Community) => format!("It does not lack {service}"),
        (UndefinedReason::NobodyLacks, _) => format!("None of its communities lacks {service}"),
        (UndefinedReason::NobodyCounted, _) => "Nobody was counted".to_owned(),
        (UndefinedReason::NoHouseholds, _) => "There are no households".to_owned(),
        (UndefinedReason::NoInhabitants, _) => "There are no inhabitants".to_owned(),
        (UndefinedReason::NobodyBefore, _) => "There was nobody in the year before".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use geodata::model::Service;

    use super::*;

    #[test]
    fn each_reason_has_words_of_its_own() {
        let indicator = Indicator::CommunitiesLacking(Service::DrinkingWater);
        for by in [PlaceLevel::Admin2, PlaceLevel::Community] {
            let mut words: Vec<String> = UndefinedReason::ALL.iter().map(|why| reason(*why, &indicator, by)).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), UndefinedReason::ALL.len(), "{words:?}");
        }
        let words = reason(UndefinedReason::NobodyLacks, &indicator, PlaceLevel::Admin2);
        assert_eq!(words, "None of its communities lacks safe drinking water");
    }
}
