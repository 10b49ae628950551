//! Words for readers, in English.

use geodata::figures::{Indicator, Undefined};
use geodata::model::PlaceLevel;

/// Why a place has no value although its numbers are there: what legends, tables and readouts say in its place.
pub fn reason(undefined: Undefined, indicator: &Indicator, by: PlaceLevel) -> String {
    let service = indicator.service().map_or("the service", |service| service.in_sentence());
    match (undefined, by) {
        (Undefined::PartialYear, _) => "The year is counted only in part".to_owned(),
        (Undefined::NoYearBefore, _) => "The year before is not counted in full".to_owned(),
        (Undefined::NobodyLacks, PlaceLevel::Community) => format!("It does not lack {service}"),
        (Undefined::NobodyLacks, _) => format!("None of its communities lacks {service}"),
        (Undefined::NobodyCounted, _) => "Nobody was counted".to_owned(),
        (Undefined::NoHouseholds, _) => "There are no households".to_owned(),
        (Undefined::NoInhabitants, _) => "There are no inhabitants".to_owned(),
        (Undefined::NobodyBefore, _) => "There was nobody in the year before".to_owned(),
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
            let mut words: Vec<String> = Undefined::ALL.iter().map(|why| reason(*why, &indicator, by)).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), Undefined::ALL.len(), "{words:?}");
        }
        let words = reason(Undefined::NobodyLacks, &indicator, PlaceLevel::Admin2);
        assert_eq!(words, "None of its communities lacks safe drinking water");
    }
}
