//! Every figure that the reports published, against what the server answers on the samples.

mod answers;
mod figures;
mod kazakhstan;
mod ledger;
mod national;
mod places;
mod services;

use ledger::Ledger;
use serde_json::Value as Json;
use tests::{Server, project};

/// The published figures, copied from the reports.
fn facts() -> Json {
    let text = std::fs::read_to_string(project().join("tests/facts.json")).expect("facts.json");
    serde_json::from_str(&text).expect("JSON")
}

/// Whoever copied them keeps a list beside the project; where that is at hand, ours must be the same.
#[test]
fn the_figures_are_those_that_were_handed_over() {
    let handed_over = project().join("../shared/reports/facts.json");
    let Ok(text) = std::fs::read_to_string(&handed_over) else {
        eprintln!("SKIPPED: {} is not here; tests/facts.json is NOT compared with it", handed_over.display());
        return;
    };
    assert_eq!(serde_json::from_str::<Json>(&text).expect("JSON"), facts());
}

#[test]
fn every_published_figure_is_served() {
    let facts = facts();
    let server = Server::of_sample();
    let not_served = [
        ("/source_file", "the name of the report's text, not a figure"),
        ("/admin/note", "explains the number of districts, which is compared"),
        ("/notes", "remarks of those who copied the figures"),
    ];
    let mut ledger = Ledger::new(&facts["KGZ_R3"], &not_served);

    places::round(&server, &mut ledger);
    places::admin_units(&server, &mut ledger);
    places::citation_and_disclaimer(&server, &facts, &mut ledger);
    figures::totals(&server, &mut ledger);
    figures::windows(&server, &mut ledger);
    figures::presence(&server, &mut ledger);
    figures::annual_changes(&server, &mut ledger);
    figures::province_shares(&server, &mut ledger);
    figures::district_shares(&server, &mut ledger);
    figures::breakdowns(&server, &mut ledger);
    figures::ranks(&server, &mut ledger);
    services::availability(&server, &mut ledger);
    services::distance_table(&server, &mut ledger);
    services::distances_in_the_text(&server, &mut ledger);

    ledger.close();
}
