//! JSON: a list of records (`[{"place": "KG01", "people": 12}, …]`), alone, in an envelope as services send it
//! (`{"isSuccess": true, "result": [ … ]}`), or one record on each line.
//!
//! The file is read twice as a stream: first for the lists that it has and the fields of their records ([`lists`]), since a record leaves out
//! what it has no value for; then for the values ([`records`]). The fields are the header, with the number 0: records are counted from 1. Fields of
//! an object in a record are named by both: `origin.admin1`. A number keeps its digits as text where a spreadsheet would lose some.

mod lists;
mod records;
mod tokens;

use std::io::{Read, Seek};

use super::super::config::LocatedName;
use super::super::report::Findings;
use super::super::text::listed;
use super::builder::TableBuilder;
use super::error::TableError;
use super::raw::{RawCell, RawRow};
use super::source::TableSource;
use super::store::{CellKind, StringTable};
use lists::{List, Outline};

/// The content of a JSON file.
pub(super) struct JsonSource<R>(pub(super) R);

impl<R: Read + Seek> TableSource for JsonSource<R> {
    fn sheets(&mut self, _: &str) -> Result<Vec<(String, bool)>, Box<TableError>> {
        Ok(Vec::new())
    }

    fn read_rows(
        &mut self,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<StringTable, Box<TableError>> {
        let outline = Outline::of(&mut self.0, builder)?;
        let list = choose(&outline, builder, findings)?;
        let header = list.fields.names().map(|name| RawCell { kind: CellKind::Text, text: name, ..RawCell::default() });
        builder.row(RawRow { number: 0, ..RawRow::default() }, header.enumerate(), findings)?;
        let mut read = 0;
        let result = records::read(&mut self.0, list, &mut read, builder, findings);
        result.map_err(|stopped| stopped.into_error(builder, Some(read + 1)))?;
        Ok(StringTable::default())
    }
}

/// The list that `records` in `dataset.toml` names, or the only one that is least deep in the file.
fn choose<'o>(
    outline: &'o Outline,
    builder: &TableBuilder<'_>,
    findings: &mut Findings,
) -> Result<&'o List, Box<TableError>> {
    let error = |code, message| Err(TableError::new(code, builder.at(), message));
    let of_records = || outline.lists.iter().filter(|list| list.records > 0);
    if let Some(LocatedName { name, .. }) = &builder.layout.records {
        if let Some(list) = outline.lists.iter().find(|list| list.path == *name) {
            if list.records == 0 && list.others == 0 {
                return error("table_empty", format!("the list `{name}` has no records"));
            }
            return Ok(list);
        }
        let known = listed(outline.lists.iter().map(|list| &list.path));
        let known = if outline.lists.is_empty() { "none".to_owned() } else { known };
        return error("records_missing", format!("there is no list `{name}` in the file; its lists: {known}"));
    }
    let Some(depth) = of_records().map(List::depth).min() else {
        if !outline.lists.is_empty() && outline.lists.iter().all(|list| list.others == 0) {
            return error("table_empty", "the list of records is empty".to_owned());
        }
        let message = format!(
            "there is no list of records in the file: expected `[{{\"field\": value, …}}, …]`, or an object with such a list; it has {}",
            outline.shown()
        );
        return error("records_missing", message);
    };
    let nearest: Vec<&List> = of_records().filter(|list| list.depth() == depth).collect();
    let [list] = nearest[..] else {
        let paths = listed(nearest.iter().map(|list| &list.path));
        let message =
            format!("the file has several lists of records: {paths}; say which with `records` in dataset.toml");
        return error("records_ambiguous", message);
    };
    if !list.path.is_empty() {
        let message =
            format!("the records are those of the list `{}`; `records` in dataset.toml can say so", list.path);
        findings.note_once("records_found", builder.at(), message);
    }
    Ok(list)
}
