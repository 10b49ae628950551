//! What an attacker learns of withheld values, who collects all numbers that the server gives and solves for them.

mod collected;
mod country;
mod same_answers;
mod shown;
mod system;

use std::process::Command;

use collected::Attacker;
use country::{Country, Withheld};
use serde_json::Value as Json;
use tests::{Server, binary};

/// The findings of `kerben check` with a code.
fn findings(folder: &std::path::Path, code: &str) -> Vec<Json> {
    let output =
        Command::new(binary()).arg("check").arg(folder).args(["--format", "json"]).output().expect("an answer");
    let report: Json = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let all = report["findings"].as_array().unwrap_or_else(|| panic!("{report}"));
    assert!(all.iter().all(|finding| finding["severity"] != "error"), "{report}");
    all.iter().filter(|finding| finding["code"] == code).cloned().collect()
}

fn attack(withheld: Withheld, seed: u64) -> (usize, usize) {
    let country = Country::generate(withheld, seed);
    let folder = country.dataset.write();
    let revealed = findings(folder.path(), "suppressed_value_revealed").len();
    let server = Server::start(folder.path());
    let mut attacker = Attacker::new(&country, &server);
    attacker.collect();
    let found = attacker.found();
    assert!(found.is_empty(), "seed {seed}, of {} equations: {found:#?}", attacker.system.equations());
    assert!(!country.secrets.is_empty(), "there is something to find");
    // With the sums that are suppressed, the same attacker finds what they would give away.
    for (terms, sum) in country.stated.iter().cloned().chain(country.sums_of_places()) {
        attacker.system.learn(&terms, i128::from(sum));
    }
    (revealed, attacker.found().len())
}

#[test]
fn no_withheld_count_can_be_calculated_from_all_answers() {
    let mut given_away_by_sources = 0;
    for seed in 1..=4 {
        let (revealed, found) = attack(Withheld::Counts, seed);
        assert!(found > 0 || revealed == 0, "seed {seed}: the attacker does not find what the report warns of");
        given_away_by_sources += found;
    }
    assert!(given_away_by_sources > 5, "the sources themselves give values away: {given_away_by_sources}");
}

#[test]
fn no_withheld_household_and_no_withheld_service_can_be_calculated_from_all_answers() {
    for seed in 1..=3 {
        let (revealed, found) = attack(Withheld::HouseholdsAndServices, seed);
        assert!(revealed == 0 && found > 0, "seed {seed}: {revealed} {found}");
    }
}
