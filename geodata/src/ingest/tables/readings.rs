//! What the cells of a table say: counts, answers, and what their source withholds.

use std::ops::RangeInclusive;

use super::super::config::{Answer, SuppressedTexts};
use super::super::report::{Findings, Reported};
use super::super::text::yes_or_no;
use super::cell::{Cell, CellError};
use super::dates;
use super::exports::ColumnPart;
use super::table::{Column, Row, Table};
use crate::model::Value;

impl Table {
    /// Whether the source withholds anything in the requested columns of a row.
    pub(super) fn withholds(&self, row: Row) -> bool {
        !self.words.suppressed.is_empty()
            && self.columns.iter().flat_map(|asked| &asked.found).any(|column| self.is_suppressed(row, column))
    }

    /// What is read of a cell.
    pub(in crate::ingest) fn cell(&self, row: Row, column: &Column) -> Cell {
        let cell = self.in_plain_words(self.store.cell(row.position(), column.slot), column);
        match (&column.part, &cell) {
            (ColumnPart::Whole, _) => cell,
            (_, Cell::Text(text)) if self.words.suppressed.contains(text) => cell,
            (part, _) => part.of(cell, column.choices.as_deref()),
        }
    }

    /// A cell after replacing words that stand for no data or for another value.
    fn in_plain_words(&self, cell: Cell, column: &Column) -> Cell {
        if self.words.are_plain() {
            return cell;
        }
        let number;
        let text = match &cell {
            Cell::Text(text) | Cell::FormulaError(text) => text,
            Cell::Number(value) | Cell::Decimal(value) => {
                number = value.to_string();
                &number
            }
            _ => return cell,
        };
        if column.spellings(text).any(|text| self.words.is_no_data(text)) {
            return Cell::Empty;
        }
        let value = column.spellings(text).find_map(|text| self.words.value(text)).map(Cell::from_text);
        value.unwrap_or(cell)
    }

    /// The answer in a cell, yes or no; none in an empty cell. An error is reported at the cell.
    pub(in crate::ingest) fn answer(
        &self,
        row: Row,
        column: &Column,
        findings: &mut Findings,
    ) -> Result<Option<bool>, Reported> {
        let answer = self.value(row, column, findings, |cell| {
            let text = match cell {
                Cell::Text(_) | Cell::Number(_) | Cell::Decimal(_) => cell.text()?,
                _ => None,
            };
            let text = text.unwrap_or_default();
            match column.spellings(&text).find_map(|text| self.words.answer(text)) {
                Some(Answer::Yes) => Ok(Some(true)),
                Some(Answer::No) => Ok(Some(false)),
                Some(Answer::NoData) => Ok(None),
                None => match column.spellings(&text).find_map(yes_or_no) {
                    Some(answer) if !text.is_empty() => Ok(Some(answer)),
                    _ => cell.yes_or_no(),
                },
            }
        });
        answer.ok_or(Reported)
    }

    /// Whether the source withholds the value of a cell.
    pub(in crate::ingest) fn is_suppressed(&self, row: Row, column: &Column) -> bool {
        !self.words.suppressed.is_empty()
            && matches!(self.cell(row, column), Cell::Text(text) if self.words.suppressed.contains(&text))
    }

    /// What a withheld number can be, where the text in its place says it.
    pub(in crate::ingest) fn withheld_range(&self, row: Row, column: &Column) -> Option<RangeInclusive<u64>> {
        let Cell::Text(text) = self.cell(row, column) else { return None };
        SuppressedTexts::range(&text)
    }

    /// The count in a cell with its status; an error is reported at the cell. An empty cell is no data; a zero is a count.
    pub(in crate::ingest) fn counted(
        &self,
        row: Row,
        column: &Column,
        findings: &mut Findings,
    ) -> Result<Value, Reported> {
        if self.is_suppressed(row, column) {
            return Ok(Value::Suppressed);
        }
        Ok(self.count(row, column, findings)?.map_or(Value::NoData, Value::Reported))
    }

    /// The count in a cell; an error is reported at the cell.
    pub(in crate::ingest) fn count(
        &self,
        row: Row,
        column: &Column,
        findings: &mut Findings,
    ) -> Result<Option<u64>, Reported> {
        self.value(row, column, findings, |cell| cell.count(column.marks)).ok_or(Reported)
    }

    /// The number in a cell, of either sign and with decimals; an error is reported at the cell.
    pub(in crate::ingest) fn decimal(
        &self,
        row: Row,
        column: &Column,
        findings: &mut Findings,
    ) -> Result<Option<f64>, Reported> {
        self.value(row, column, findings, |cell| cell.decimal(column.marks)).ok_or(Reported)
    }

    /// Reads a cell with `read`; an error is reported at the cell.
    pub(in crate::ingest) fn value<T>(
        &self,
        row: Row,
        column: &Column,
        findings: &mut Findings,
        read: impl FnOnce(&Cell) -> Result<T, CellError>,
    ) -> Option<T> {
        match read(&self.cell(row, column)) {
            Ok(value) => Some(value),
            Err(error) => {
                findings.error(error.code(), self.at_cell(row, column), error.to_string());
                None
            }
        }
    }

    /// The text in a column beside the place; an error where a cell holds something else.
    pub(in crate::ingest) fn text_beside(&self, row: Row, column: &Column) -> Result<Option<String>, Reported> {
        match self.cell(row, column) {
            // What stands above says nothing of this row.
            _ if self.store.is_filled(row.position(), column.slot) => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            Cell::Empty => Ok(None),
            _ => Err(Reported),
        }
    }

    /// Of two rows that were counted at different dates, the column that says it, and both dates: among `columns`, and those beside the place.
    pub(in crate::ingest) fn dates_apart<'c>(
        &'c self,
        one: Row,
        other: Row,
        columns: &[&'c Column],
    ) -> Option<(&'c Column, [String; 2])> {
        let columns = columns.iter().copied().chain(self.neighbours());
        columns.map(|column| (column, [one, other].map(|row| self.date(row, column)))).find_map(|(column, dates)| {
            let [Some(one), Some(other)] = dates else { return None };
            (one != other).then_some((column, [one, other]))
        })
    }

    /// The date in a cell as text, or the year in a column of years.
    fn date(&self, row: Row, column: &Column) -> Option<String> {
        let cell = self.cell(row, column);
        let year = dates::year(&cell).ok()??;
        let name = column.name.to_lowercase();
        let is_of_years = ["year", "год", "жыл"].iter().any(|word| name.contains(word));
        dates::shown_of(&cell).or_else(|| is_of_years.then(|| year.to_string()))
    }
}
