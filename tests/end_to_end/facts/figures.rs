//! Counts of people: totals, presence, shares, changes, breakdowns.

use serde_json::{Value as Json, json};
use tests::Server;

use crate::facts::answers::{country, number, rows, value_of};
use crate::facts::ledger::Ledger;
use crate::facts::national::round;

pub fn totals(server: &Server, ledger: &mut Ledger) {
    for group in ledger.names("/totals") {
        let answer = server.json(&format!("/indicators/{group}/values?by=admin0"));
        ledger.equal(&format!("/totals/{group}/n"), &answer["total"]["value"]);
        let row = country(server, &format!("/indicators/{group}/values?by=admin0"));
        ledger.holds(&format!("{group}: the country's row is the total"), row["value"] == answer["total"]["value"]);
        for by in ["admin1", "admin2", "community"] {
            let parts = rows(server, &format!("/indicators/{group}/values?by={by}"));
            let sum: f64 = parts.iter().map(|row| number(row, "value")).sum();
            ledger.holds(&format!("{group}: the rows of {by} add up to {}", row["value"]), row["value"] == sum as u64);
        }
    }
}

/// `2020..2024-04`: the years that are counted, the last one only up to that month.
pub fn windows(server: &Server, ledger: &mut Ledger) {
    let round = round(server, "kgz-r3");
    for group in ledger.names("/totals") {
        let groups = round["groups"].as_array().expect("groups").clone();
        let served = groups.into_iter().find(|served| served["group"] == group.as_str()).expect("the group");
        let (years, partial) = (served["years"].as_array().expect("years"), &served["partial"]);
        let (first, last) = (&years[0], &years[years.len() - 1]);
        let window = match partial[last.to_string()].as_str() {
            None if first == last => format!("{first}"),
            None => format!("{first}..{last}"),
            Some("January to April") => format!("{first}..{last}-04"),
            Some(other) => format!("{first}..{last} ({other})"),
        };
        ledger.equal(&format!("/totals/{group}/window"), &json!(window));
    }
}

pub fn presence(server: &Server, ledger: &mut Ledger) {
    for group in ledger.names("/presence") {
        let row = country(server, &format!("/indicators/{group}/values?by=admin0"));
        // For two groups only the per cent is published.
        ledger.counted_if_published(&format!("/presence/{group}/0"), &row["communities_confirming"]);
        let per_cent = 100.0 * number(&row, "communities_confirming") / number(&row, "communities");
        ledger.rounds_to(&format!("/presence/{group}/1"), per_cent);
    }
}

/// A full year against the full year before. The last year is partial: it must not be compared with anything.
pub fn annual_changes(server: &Server, ledger: &mut Ledger) {
    for group in ledger.names("/annual_change_pct") {
        let rows = rows(server, &format!("/indicators/{group}/values?by=admin0&per=change&year=all"));
        let (full, partial): (Vec<&Json>, Vec<&Json>) = rows.iter().partition(|row| row["partial"] == false);
        let years: Vec<&Json> = full.iter().map(|row| &row["year"]).collect();
        ledger.holds(&format!("{group}: the full years are 2020 to 2023"), years == [2020, 2021, 2022, 2023]);
        ledger.holds(&format!("{group}: 2020 has no year before"), full[0]["value"].is_null());
        for (position, row) in full[1..].iter().enumerate() {
            ledger.rounds_to(&format!("/annual_change_pct/{group}/{position}"), number(row, "value"));
        }
        ledger.holds(
            &format!("{group}: 2024 is partial and not compared"),
            partial.len() == 1 && partial[0]["year"] == 2024 && partial[0]["value"].is_null(),
        );
        let answer = server.get(&format!("/indicators/{group}/values?by=admin0&per=change&year=2024"));
        ledger.holds(&format!("{group}: asking for the change of 2024 is refused"), answer.status == 400);
    }
}

pub fn province_shares(server: &Server, ledger: &mut Ledger) {
    for group in ledger.names("/province_share_pct") {
        let rows = rows(server, &format!("/indicators/{group}/values?by=admin1&per=share"));
        for province in ledger.names(&format!("/province_share_pct/{group}")) {
            // A joint figure is published under both names: Talas+Bishkek.
            let share = province.split('+').map(|name| value_of(&rows, "name", name)).sum();
            ledger.rounds_to(&format!("/province_share_pct/{group}/{province}"), share);
        }
        let all: f64 = rows.iter().map(|row| number(row, "value")).sum();
        ledger.holds(&format!("{group}: the provinces' shares add up to {all}"), (all - 100.0).abs() < 0.001);
    }
}

/// The report names districts with their province: `Sokuluk (Chui)`.
pub fn district_shares(server: &Server, ledger: &mut Ledger) {
    let districts = server.json("/collections/admin2/items?limit=10000&properties=pcode,name,parent_name");
    let districts = districts["features"].as_array().expect("features").clone();
    for group in ledger.names("/districts_pct") {
        let rows = rows(server, &format!("/indicators/{group}/values?by=admin2&per=share"));
        for published in ledger.names(&format!("/districts_pct/{group}")) {
            let (name, province) = published.trim_end_matches(')').split_once(" (").expect("a province");
            // The city is a unit of both levels: as a province Osh City, as a district Osh.
            let name = if province == "Osh City" { province } else { name };
            let found: Vec<&Json> = districts
                .iter()
                .map(|district| &district["properties"])
                .filter(|district| district["name"] == name && district["parent_name"] == province)
                .collect();
            assert_eq!(found.len(), 1, "one district is {published}");
            let pcode = found[0]["pcode"].as_str().expect("a P-code");
            ledger.rounds_to(&format!("/districts_pct/{group}/{published}"), value_of(&rows, "pcode", pcode));
        }
    }
}

/// Averages of ranks are no counts: they are said beside the round.
pub fn ranks(server: &Server, ledger: &mut Ledger) {
    let round = round(server, "kgz-r3");
    for group in ledger.names("/reasons_rank_0_to_5") {
        for reason in ledger.names(&format!("/reasons_rank_0_to_5/{group}")) {
            ledger.is_said(&format!("/reasons_rank_0_to_5/{group}/{reason}"), &round["notes"]);
        }
    }
}

/// Shares of one category over the whole country.
pub fn breakdowns(server: &Server, ledger: &mut Ledger) {
    for (published, dimension) in
        [("/origins_pct", "country"), ("/length_of_stay_pct", "length_of_stay"), ("/reasons_pct", "reason")]
    {
        for group in ledger.names(published) {
            let address = format!("/indicators/{group}/values?breakdown={dimension}&by=admin0");
            let shares = rows(server, &format!("{address}&per=share"));
            for category in ledger.names(&format!("{published}/{group}")) {
                let served =
                    if dimension == "country" { category.replace("unknown", "Unknown") } else { category.clone() };
                let share = value_of(&shares, "category", &served);
                ledger.rounds_to(&format!("{published}/{group}/{category}"), share);
            }
            let counts: f64 = rows(server, &address).iter().map(|row| number(row, "value")).sum();
            let total = country(server, &format!("/indicators/{group}/values?by=admin0"));
            ledger
                .holds(&format!("{group}: its {dimension} categories add up to it"), number(&total, "value") == counts);
        }
    }
    let to = rows(server, "/indicators/emigrants/values?breakdown=country&by=admin0");
    ledger.equal("/emigrants_to_russia", &json!(value_of(&to, "category", "Russian Federation") as u64));
    for group in ledger.names("/within_same_district_pct") {
        let rows = rows(server, &format!("/indicators/{group}/values?breakdown=movement&by=admin0&per=share"));
        let share = value_of(&rows, "category", "within_district");
        ledger.rounds_to(&format!("/within_same_district_pct/{group}"), share);
    }
}
