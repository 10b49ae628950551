//! Reads an XLSForm into a [`Form`]: its sheets `survey` and `choices`.

use std::collections::HashMap;
use std::io::{Read, Seek};
use std::sync::Arc;

use super::super::config::{FormFile, HeaderRows, LocatedName, TableEnd, TableLayout};
use super::super::fingerprint::Fingerprint;
use super::super::report::{Findings, Location};
use super::super::text::collapsed;
use super::cell::Cell;
use super::content;
use super::form::{Choice, Choices, Form, Question, Step};
use super::table::{Column, Row, Table};

/// More questions than a form has that anybody answers.
const MAX_QUESTIONS: usize = 20_000;
/// More choices than all lists of a form have: settlements of a country.
const MAX_CHOICES: usize = 200_000;
/// More groups inside of each other than a form has.
const MAX_DEPTH: usize = 12;
/// More languages than a form has.
const MAX_LANGUAGES: usize = 12;

/// Reads a form. None if it cannot be read, which is reported.
pub(super) fn read(file: &FormFile, fingerprint: &mut Fingerprint, findings: &mut Findings) -> Option<Form> {
    let name = &file.file.display_name;
    let opened = file.file.open(content::max_bytes(file.format)).and_then(|mut content| {
        fingerprint.add_stream(name, &mut content)?;
        Ok(content)
    });
    let mut opened = match opened {
        Ok(opened) => opened,
        Err(error) => {
            findings.error(error.code(), Location::file(name), error.to_string());
            return None;
        }
    };
    let survey = Sheet::read(&mut opened, file, "survey", &["type", "name"], findings)?;
    // Only a form with questions of choices has the other sheet.
    let asks = survey.rows().any(|row| survey.text(row, 0).is_some_and(|kind| list_of(&kind).is_some()));
    let lists = if asks { read_choices(&mut opened, file, findings)? } else { HashMap::new() };
    let mut form = Form::default();
    let mut open: Vec<Step> = Vec::new();
    for row in survey.rows() {
        let kind = survey.text(row, 0).unwrap_or_default().to_lowercase().replace('_', " ");
        let step = Step { name: survey.text(row, 1).unwrap_or_default(), labels: survey.labels(row) };
        if kind.starts_with("begin ") {
            open.push(step);
        } else if kind.starts_with("end ") {
            open.pop();
        } else if !step.name.is_empty() {
            let kind = survey.text(row, 0).unwrap_or_default();
            let choices = list_of(&kind).and_then(|list| lists.get(list)).cloned();
            let has_several = kind.to_lowercase().replace('_', " ").starts_with("select multiple");
            form.add(Question { choices, has_several }, &open, &step);
        }
        if open.len() > MAX_DEPTH || form.len() > MAX_QUESTIONS {
            let message = format!(
                "the form has more than {MAX_QUESTIONS} questions, or more than {MAX_DEPTH} groups inside of each other"
            );
            findings.error("form_too_large", survey.table.at_row(row), message);
            return None;
        }
    }
    Some(form)
}

/// The list of a question with choices: `select_one districts`.
fn list_of(kind: &str) -> Option<&str> {
    let rest =
        ["select_one ", "select_multiple ", "select one ", "select multiple ", "rank "].iter().find_map(|start| {
            let (begin, rest) = kind.split_at_checked(start.len())?;
            begin.eq_ignore_ascii_case(start).then_some(rest)
        })?;
    rest.split_whitespace().next()
}

/// The lists of choices by name.
fn read_choices(
    opened: &mut (impl Read + Seek),
    file: &FormFile,
    findings: &mut Findings,
) -> Option<HashMap<String, Arc<Choices>>> {
    let sheet = Sheet::read(opened, file, "choices", &["list_name", "name"], findings)?;
    let mut lists: HashMap<String, Choices> = HashMap::new();
    if sheet.table.len() > MAX_CHOICES {
        let message = format!("the form has more than {MAX_CHOICES} choices");
        findings.error("form_too_large", sheet.table.at(), message);
        return None;
    }
    for row in sheet.rows() {
        let (Some(list), Some(name)) = (sheet.text(row, 0), sheet.text(row, 1)) else { continue };
        let choices = lists.entry(list).or_default();
        let labels = sheet.languages.iter().zip(sheet.labels(row));
        let labels = labels.filter_map(|(language, label)| Some((language.clone(), label?))).collect();
        choices.add(Choice { name, labels });
    }
    Some(lists.into_iter().map(|(name, choices)| (name, Arc::new(choices))).collect())
}

/// A sheet of a form.
struct Sheet {
    table: Table,
    columns: Vec<Column>,
    labels: Vec<Column>,
    /// The languages of the labels: `en` of `label::English (en)`.
    languages: Vec<Option<String>>,
}

impl Sheet {
    fn read(
        opened: &mut (impl Read + Seek),
        file: &FormFile,
        sheet: &str,
        columns: &[&str],
        findings: &mut Findings,
    ) -> Option<Self> {
        let named = |name: &str| LocatedName { name: name.to_owned(), written: name.to_owned(), line: file.line };
        let layout = TableLayout {
            sheet: Some(named(sheet)),
            records: None,
            header: HeaderRows::Found,
            delimiter: None,
            encoding: None,
            country: None,
            decimal_mark: None,
            end: TableEnd::default(),
            place: None,
            fill_down: Vec::new(),
            keys: Vec::new(),
            watched: None,
        };
        let name = &file.file.display_name;
        let columns: Vec<LocatedName> = columns.iter().map(|name| named(name)).collect();
        let wanted: Vec<&LocatedName> = columns.iter().collect();
        // First only for the names of the columns with labels.
        let first = content::read_content(&mut *opened, name, (file.format, &layout), &wanted, findings)?;
        let is_label = |name: &&str| {
            let lower = name.to_lowercase();
            lower == "label" || lower.starts_with("label:")
        };
        let labels: Vec<LocatedName> = first.headers.names().filter(is_label).take(MAX_LANGUAGES).map(named).collect();
        drop(first);
        let wanted: Vec<&LocatedName> = columns.iter().chain(&labels).collect();
        let table = content::read_content(opened, name, (file.format, &layout), &wanted, &mut Findings::default())?;
        let found: Vec<Option<Column>> = columns.iter().map(|name| table.column(name, findings)).collect();
        let labels: Vec<Column> = labels.iter().filter_map(|name| table.column(name, findings)).collect();
        let language = |column: &Column| {
            let (_, code) = column.name.rsplit_once('(')?;
            Some(code.strip_suffix(')')?.trim().to_lowercase())
        };
        let languages = labels.iter().map(language).collect();
        Some(Self { table, columns: found.into_iter().collect::<Option<_>>()?, labels, languages })
    }

    fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        self.table.rows()
    }

    /// The text of one of the columns.
    fn text(&self, row: Row, column: usize) -> Option<String> {
        text(&self.table.cell(row, self.columns.get(column)?))
    }

    /// The label in each language.
    fn labels(&self, row: Row) -> Vec<Option<String>> {
        self.labels.iter().map(|column| text(&self.table.cell(row, column))).collect()
    }
}

fn text(cell: &Cell) -> Option<String> {
    cell.text().ok().flatten().map(|text| collapsed(&text))
}
