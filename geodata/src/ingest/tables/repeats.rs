//! Rows of a repeated group, which forms export as a sheet or file of their own: each is joined to the row of its submission, and has its columns too.
//!
//! ODK links them by `PARENT_KEY` and `KEY`, KoBoToolbox by `_submission__id` and `_id`, or by the number of the row, `_parent_index` and `_index`.

use std::collections::HashMap;

use super::super::config::{ColumnName, DataFile, ParentTable, TableFormat, TableLayout};
use super::super::fingerprint::Fingerprint;
use super::super::report::Findings;
use super::super::text::{excerpt, listed};
use super::cell::Cell;
use super::content;
use super::form::Form;
use super::table::{Row, Table};

/// The columns that link the rows of a repeated group to those of submissions.
pub(in crate::ingest) const LINKS: [[&str; 2]; 4] =
    [["PARENT_KEY", "KEY"], ["_submission__id", "_id"], ["_submission__uuid", "_uuid"], [PARENT_INDEX, "_index"]];

/// The number of the row above, in a sheet that `_parent_table_name` names.
const PARENT_INDEX: &str = "_parent_index";
const PARENT_TABLE: &str = "_parent_table_name";

/// Reads the rows of a repeated group with the `wanted` columns, of which those that it does not have are those of the submissions.
pub(super) fn read(
    table: (&DataFile, TableFormat, &TableLayout),
    parent: &ParentTable,
    wanted: &[&ColumnName],
    form: Option<&Form>,
    fingerprint: &mut Fingerprint,
    findings: &mut Findings,
) -> Option<Table> {
    let named = |name: &str| ColumnName { name: name.to_owned(), written: name.to_owned(), line: parent.line };
    let links: Vec<[ColumnName; 2]> = match &parent.key {
        Some(key) => vec![key.clone()],
        None => LINKS.iter().map(|link| link.map(named)).collect(),
    };
    let table_name = named(PARENT_TABLE);
    let own_links = links.iter().map(|[own, _]| own).chain([&table_name]);
    let own_wanted: Vec<&ColumnName> = wanted.iter().copied().chain(own_links).collect();
    let own = content::read_file(table, &own_wanted, form, fingerprint, findings)?;
    let of_parent =
        wanted.iter().copied().filter(|name| own.is_missing(name)).chain(links.iter().map(|[_, above]| above));
    let of_parent: Vec<&ColumnName> = of_parent.collect();
    let above =
        content::read_file((&parent.file, parent.format, &parent.layout), &of_parent, form, fingerprint, findings)?;
    let is_there = |[one, other]: &&[ColumnName; 2]| !own.is_missing(one) && !above.is_missing(other);
    let Some([own_key, parent_key]) = links.iter().find(is_there) else {
        let pairs = links
            .iter()
            .map(|[own, above]| format!("`{}` and `{}`", own.name, above.name))
            .collect::<Vec<_>>()
            .join("; ");
        let message = format!(
            "nothing links these rows to those of {}: expected columns with the key of the row above, here and there, as {pairs}; say which with `key = [\"…\", \"…\"]`",
            above.at()
        );
        findings.error("parent_link_missing", own.at(), message);
        return None;
    };
    let (link, key) = (own.column(own_key, findings)?, above.column(parent_key, findings)?);
    let mut rows: HashMap<String, Row> = HashMap::new();
    for row in above.rows() {
        let Some(Some(text)) = above.value(row, &key, findings, Cell::key) else { continue };
        if let Some(before) = rows.insert(text.clone(), row) {
            let message = format!("`{}` is also the key of row {}", excerpt(&text), above.number(before));
            findings.error("parent_key_twice", above.at_cell(row, &key), message);
        }
    }
    let sheet = parent.layout.sheet.as_ref().map(|sheet| sheet.name.as_str()).filter(|_| own_key.name == PARENT_INDEX);
    let stated = if sheet.is_some() && !own.is_missing(&table_name) { own.column(&table_name, findings) } else { None };
    let mut joined: Vec<(Row, Row)> = Vec::with_capacity(own.len());
    for row in own.rows() {
        let Some(text) = own.value(row, &link, findings, Cell::key) else { continue };
        let other = stated.as_ref().and_then(|column| own.cell(row, column).text().ok().flatten());
        if let (Some(other), Some(sheet)) = (other.filter(|other| Some(other.as_str()) != sheet), sheet) {
            let message = format!(
                "the row belongs to one of `{}`, and `parent` in dataset.toml names the sheet `{sheet}`",
                excerpt(&other)
            );
            findings.error("parent_row_missing", own.at_cell(row, &link), message);
            continue;
        }
        let text = text.unwrap_or_default();
        // A group inside of a group has the whole way as its key: `uuid:…/visit[1]`.
        let submission = text.split_once('/').map(|(submission, _)| submission);
        if let Some(found) = rows.get(&text).or_else(|| rows.get(submission?)) {
            joined.push((row, *found));
        } else {
            let message = format!("no row of {} has {} in {}", above.at(), listed([&text]), listed([&key.name]));
            findings.error("parent_row_missing", own.at_cell(row, &link), message);
        }
    }
    Some(own.joined(above, &joined, wanted))
}
