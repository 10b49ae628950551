//! Which sheet of a workbook is read, and what of it is hidden, whatever the format.

use super::super::report::{Findings, Location};
use super::super::text::{collapsed, listed};
use super::builder::TableBuilder;
use super::column_letter::column_letter;
use super::error::TableError;
use super::raw::RowCount;

/// A sheet as a workbook lists it, with what its format reads it by.
#[derive(Debug)]
pub(super) struct SheetEntry<P> {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    pub(super) part: P,
}

/// The names of sheets, each with whether it is hidden.
pub(super) fn names<P>(sheets: Vec<SheetEntry<P>>) -> Vec<(String, bool)> {
    sheets.into_iter().map(|sheet| (sheet.name, sheet.is_hidden)).collect()
}

/// The sheets that match a name: the one with exactly this name, or all that differ in white space only.
fn find<P>(sheets: &[SheetEntry<P>], wanted: &str) -> Vec<usize> {
    if let Some(exact) = sheets.iter().position(|sheet| sheet.name == wanted) {
        return vec![exact];
    }
    let wanted = collapsed(wanted);
    (0..sheets.len()).filter(|at| collapsed(&sheets[*at].name) == wanted).collect()
}

/// The sheet that `dataset.toml` names, or the only visible one, which becomes that of the builder. Hidden sheets are reported.
pub(super) fn choose<'s, P>(
    sheets: &'s [SheetEntry<P>],
    builder: &mut TableBuilder<'_>,
    findings: &mut Findings,
) -> Result<&'s SheetEntry<P>, Box<TableError>> {
    let chosen = &sheets[position(sheets, builder, findings)?];
    builder.sheet = Some(chosen.name.clone());
    Ok(chosen)
}

fn position<P>(
    sheets: &[SheetEntry<P>],
    builder: &TableBuilder<'_>,
    findings: &mut Findings,
) -> Result<usize, Box<TableError>> {
    let at = |sheet: Option<usize>| Location { sheet: sheet.map(|at| sheets[at].name.clone()), ..builder.at() };
    let names = |hidden: bool| -> Vec<&str> {
        sheets.iter().filter(|sheet| sheet.is_hidden == hidden).map(|sheet| sheet.name.as_str()).collect()
    };
    let Some(wanted) = &builder.layout.sheet else {
        let visible: Vec<usize> = (0..sheets.len()).filter(|at| !sheets[*at].is_hidden).collect();
        let hidden = names(true);
        return match visible[..] {
            [only] => {
                if !hidden.is_empty() {
                    let message = format!("this is the only visible sheet, so it is read; hidden: {}", listed(hidden));
                    findings.note_once("visible_sheet_read", at(Some(only)), message);
                }
                Ok(only)
            }
            [] if hidden.is_empty() => {
                Err(TableError::new("table_unreadable", at(None), "the workbook has no sheets".to_owned()))
            }
            [] => {
                let message = format!(
                    "all sheets of the workbook are hidden: {}; say which with `sheet` in dataset.toml",
                    listed(hidden)
                );
                Err(TableError::new("sheet_ambiguous", at(None), message))
            }
            _ => {
                let message = format!(
                    "the workbook has several sheets: {}; say which with `sheet` in dataset.toml",
                    listed(names(false))
                );
                Err(TableError::new("sheet_ambiguous", at(None), message))
            }
        };
    };
    let found = match find(sheets, &wanted.written)[..] {
        [found] => found,
        [] => {
            let existing = listed(sheets.iter().map(|sheet| sheet.name.as_str()));
            let message = format!("the workbook has no sheet `{}`; it has: {existing}", wanted.name);
            return Err(TableError::new("sheet_missing", at(None), message));
        }
        ref several => {
            let message = format!(
                "several sheets have the name `{}` up to white space: {}; write it exactly as it stands there",
                wanted.name,
                listed(several.iter().map(|at| sheets[*at].name.as_str()))
            );
            return Err(TableError::new("sheet_ambiguous", at(None), message));
        }
    };
    if sheets[found].is_hidden {
        let message = "the sheet is hidden in the workbook; it is read, since dataset.toml names it";
        findings.note_once("hidden_sheet_read", at(Some(found)), message);
    }
    Ok(found)
}

/// Reports that hidden rows and columns were read like the others.
pub(super) fn report_hidden(hidden_columns: &[(usize, usize)], builder: &TableBuilder<'_>, findings: &mut Findings) {
    let RowCount { count, first } = builder.hidden_rows;
    if count > 0 {
        let message = format!(
            "{} hidden in the sheet, from this one on, and read like the others",
            match count {
                1 => "1 row is".to_owned(),
                count => format!("{count} rows are"),
            }
        );
        findings.note_once("hidden_rows_read", builder.at_row(first), message);
    }
    for position in builder.requested_columns() {
        if hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(position)) {
            let location = Location {
                column: Some(builder.name(*position).to_owned()),
                column_letter: Some(column_letter(*position)),
                ..builder.at()
            };
            findings.note_once(
                "hidden_column_read",
                location,
                "the column is hidden in the sheet, and read like the others",
            );
        }
    }
}
