//! Services: where they are, and how far households are from them.

use serde_json::json;
use tests::Server;

use crate::facts::answers::{country, number};
use crate::facts::ledger::Ledger;

pub fn availability(server: &Server, ledger: &mut Ledger) {
    for service in ledger.names("/availability_yes_pct") {
        let row = country(server, &format!("/indicators/communities_lacking/values?by=admin0&service={service}"));
        let (all, lacking) = (number(&row, "communities"), number(&row, "value"));
        ledger.holds(
            &format!("{service}: every community says whether it is there"),
            row["communities_without_data"] == 0,
        );
        ledger.rounds_to(&format!("/availability_yes_pct/{service}"), 100.0 * (all - lacking) / all);
    }
}

/// Households of the communities that lack a service, by distance to the nearest: every cell of the report's table.
pub fn distance_table(server: &Server, ledger: &mut Ledger) {
    for service in ledger.names("/distance_households") {
        let row = country(server, &format!("/services/{service}/distance?by=admin0"));
        for band in ledger.names(&format!("/distance_households/{service}")) {
            let answered = match band.as_str() {
                "total" => &row["households_lacking"],
                ">25" => &row["bands"]["over_25"],
                band => &row["bands"][band],
            };
            ledger.equal(&format!("/distance_households/{service}/{band}"), answered);
        }
        ledger.holds(&format!("{service}: every distance is known"), row["distance_unknown"] == 0);
        for by in ["admin1", "admin2"] {
            let answer = server.json(&format!("/services/{service}/distance?by={by}"));
            let rows = answer["rows"].as_array().expect("rows");
            let sum: f64 = rows.iter().map(|row| number(row, "households_lacking")).sum();
            ledger.holds(&format!("{service}: the rows of {by} add up"), sum == number(&row, "households_lacking"));
        }
    }
}

/// The distances that the report's text names: `>5` is farther than 5 km, `>=3` is 3 km and farther.
pub fn distances_in_the_text(server: &Server, ledger: &mut Ledger) {
    for service in ledger.names("/distance_text") {
        let path = format!("/distance_text/{service}");
        let question = ledger.published(&format!("{path}/0"));
        let question = question.as_str().expect("a comparison");
        let (inclusive, km) = match question.strip_prefix(">=") {
            Some(km) => (true, km),
            None => (false, question.trim_start_matches('>')),
        };
        let address = format!("/services/{service}/beyond?km={km}&inclusive={inclusive}&by=admin0");
        let row = country(server, &address);
        ledger.holds(&format!("{address} is exact"), row["households"]["exact"] == json!(true));
        ledger.equal(&format!("{path}/1"), &row["households"]["low"]);
        ledger.rounds_to(&format!("{path}/2"), number(&row["share_of_households_lacking"], "low"));
    }
}
