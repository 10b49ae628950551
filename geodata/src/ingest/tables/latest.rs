//! Keeps the latest rows of each place: a submission of a form that was corrected and sent again.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::super::config::LatestRows;
use super::super::report::Findings;
use super::super::text::excerpt;
use super::cell::Cell;
use super::dates;
use super::table::Table;

/// The table with the latest rows of each place. Rows of the same moment are all kept: those of one submission.
pub(in crate::ingest) fn select(table: &Table, latest: &LatestRows, findings: &mut Findings) -> Option<Table> {
    let (of, time) = (table.column(&latest.of, findings), table.column(&latest.time, findings));
    let (of, time) = (of?, time?);
    let mut last: HashMap<String, NaiveDateTime> = HashMap::new();
    let mut moments: Vec<Option<(String, NaiveDateTime)>> = Vec::with_capacity(table.len());
    for row in table.rows() {
        // A row without a readable key is reported by whoever joins it.
        let key = table.cell(row, &of).key().ok().flatten();
        let cell = table.cell(row, &time);
        let found = key.zip(moment(&cell));
        if found.is_none() && table.cell(row, &of) != Cell::Empty {
            let shown = cell
                .text()
                .ok()
                .flatten()
                .map_or_else(|| "the cell".to_owned(), |text| format!("`{}`", excerpt(&text)));
            let message = format!(
                "{shown} is no time; `latest` compares times as forms write them, `2024-05-01T08:12:33`, or cells with the format of a date"
            );
            findings.error("time_unreadable", table.at_cell(row, &time), message);
        }
        if let Some((key, moment)) = &found {
            last.entry(key.clone()).and_modify(|known| *known = (*known).max(*moment)).or_insert(*moment);
        }
        moments.push(found);
    }
    let is_left_out: Vec<bool> = moments
        .iter()
        .map(|found| found.as_ref().is_some_and(|(key, moment)| last.get(key).is_some_and(|last| last > moment)))
        .collect();
    let count = is_left_out.iter().filter(|is_left_out| **is_left_out).count();
    if let Some(first) = table.rows().zip(&is_left_out).find(|(_, is_left_out)| **is_left_out).map(|(row, _)| row) {
        let key = table.cell(first, &of).text().ok().flatten().unwrap_or_default();
        let others = if count > 1 { format!(", as are {} other rows", count - 1) } else { String::new() };
        let message = format!(
            "the row is left out{others}: `{}` has a later one, and `latest` in dataset.toml keeps that",
            excerpt(&key)
        );
        findings.note("earlier_left_out", table.at_row(first), message);
    }
    Some(table.some(|row| !is_left_out[row], |_| false))
}

/// The time that a cell says.
pub(in crate::ingest) fn moment(cell: &Cell) -> Option<NaiveDateTime> {
    match cell {
        Cell::Date(date) => *date,
        Cell::Text(text) => dates::moment(text),
        _ => None,
    }
}
