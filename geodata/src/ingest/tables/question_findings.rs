//! What is said of columns that are questions of a form: how they were found, and choices that nobody chose.

use super::super::config::ColumnName;
use super::super::report::{Findings, Location};
use super::super::text::listed;
use super::exports::{ColumnPart, FoundPart};
use super::form::Form;
use super::header::Headers;
use super::kept_columns::KeptColumns;
use super::not_found::NotFound;
use super::store::CellStore;

/// Choices in a message.
const MAX_SHOWN: usize = 20;

/// The columns of a table, and the form that it is an export of.
pub(super) struct Questions<'a> {
    pub(super) headers: &'a Headers,
    pub(super) kept: &'a KeptColumns,
    pub(super) wanted: &'a [&'a ColumnName],
    pub(super) form: Option<&'a Form>,
    /// The table.
    pub(super) at: Location,
    pub(super) header_row: u64,
}

impl Questions<'_> {
    fn at_column(&self, position: usize) -> Location {
        Location { column: Some(self.headers.name(position).to_owned()), ..self.at.clone() }
    }

    fn found(&self) -> impl Iterator<Item = (&FoundPart, &ColumnName)> {
        self.kept.found.iter().zip(self.wanted).filter_map(|(found, wanted)| Some((found.as_ref().ok()?, *wanted)))
    }

    /// Notes which columns were found by the names of questions, without the groups before them, and how positions are read.
    pub(super) fn report_found(&self, findings: &mut Findings) {
        let mut questions: Vec<String> = Vec::new();
        for (FoundPart { position, part }, wanted) in self.found() {
            match part {
                ColumnPart::Whole if self.headers.find(wanted) == Err(NotFound::Missing) => {
                    let question = format!("`{}` is `{}`", wanted.name, self.headers.name(*position));
                    if !questions.contains(&question) {
                        questions.push(question);
                    }
                }
                ColumnPart::Whole | ColumnPart::Choice(_) => {}
                ColumnPart::Latitude | ColumnPart::Longitude => {
                    let message = "positions are read as forms write them: the latitude first, then longitude, altitude and accuracy";
                    findings.note_once("positions_read", self.at_column(*position), message);
                }
            }
        }
        if !questions.is_empty() {
            let message = format!("columns are found by the names of their questions: {}", questions.join(", "));
            let at = Location { row: Some(self.header_row), ..self.at.clone() };
            findings.note_once("questions_found", at, message);
        }
    }

    /// Reports choices that nobody chose: where only the choices of each row are listed, a name with a typing error looks the same.
    pub(super) fn report_unchosen(&self, store: &CellStore, findings: &mut Findings) {
        for (FoundPart { position, part }, wanted) in self.found() {
            let ColumnPart::Choice(choice) = part else { continue };
            let Some(slot) = self.kept.slot(*position) else { continue };
            if let Some(choices) = self.form.and_then(|form| form.choices(self.headers.name(*position))) {
                if choices.choice(choice).is_none() {
                    let message = format!(
                        "line {} of dataset.toml asks for the choice `{choice}`, which the form does not have; it has: {}",
                        wanted.line,
                        listed(choices.names())
                    );
                    findings.error("choice_unknown", self.at_column(*position), message);
                }
                continue;
            }
            let texts = (0..store.rows()).map(|row| store.raw(row, slot).1);
            let mut chosen: Vec<&str> = Vec::new();
            let mut is_found = false;
            for one in texts.flat_map(str::split_whitespace) {
                is_found |= one == choice;
                if chosen.len() < MAX_SHOWN && !chosen.contains(&one) {
                    chosen.push(one);
                }
            }
            if !is_found {
                let message = format!(
                    "line {} of dataset.toml asks for the choice `{choice}` in this column, which no row has; it has: {}",
                    wanted.line,
                    listed(chosen)
                );
                findings.error("choice_unknown", self.at_column(*position), message);
            }
        }
    }
}
