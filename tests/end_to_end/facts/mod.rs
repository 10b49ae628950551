//! Every figure that Round 3 of the Baseline Mobility Assessment published, against what the server answers on the sample.

mod answers;
mod figures;
mod ledger;
mod places;
mod services;

use ledger::Ledger;
use serde_json::Value as Json;
use tests::{Server, project, sample};

#[test]
fn every_published_figure_is_served() {
    let text = std::fs::read_to_string(project().join("tests/facts.json")).expect("facts.json");
    let facts: Json = serde_json::from_str(&text).expect("JSON");
    let server = Server::start(&sample());
    let mut ledger = Ledger::new(&facts["KGZ_R3"]);

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
    services::availability(&server, &mut ledger);
    services::distance_table(&server, &mut ledger);
    services::distances_in_the_text(&server, &mut ledger);

    ledger.close();
}
