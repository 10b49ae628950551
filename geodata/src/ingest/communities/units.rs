//! The unit that a community states by code or name, and whether the community lies in it.

use geo_types::Point;

use super::super::config::Positions;
use super::super::matching::{About, Citation, Cited, How, MATCHES};
use super::super::placement::COORDINATES_SWAPPED;
use super::super::report::{Outlying, Severity};
use super::super::tables::{Cell, Row};
use super::{LeftOut, Reader};
use crate::model::{AdminLevel, UnitCodeError};

impl Reader<'_> {
    /// What a row has as its unit. Of a choice of a form its name may be the code, and its label, or the other way round.
    fn unit_cell(&self, row: Row) -> Cell {
        let column = &self.columns.unit;
        let cell = self.table.cell(row, column);
        let (Cell::Text(text), Some(layer)) = (&cell, self.layer) else { return cell };
        let code = column.spellings(text).find(|code| layer.layer.position(code).is_some()).map(Cell::from_text);
        code.unwrap_or(cell)
    }

    /// The position of the unit that the row states, after comparing it with that of the point. The error is that the row is left out.
    pub(super) fn unit(&mut self, row: Row, point: Option<Point<f64>>) -> Result<Option<usize>, LeftOut> {
        let column = &self.columns.unit;
        let (within, within_sheet) = (&self.columns.larger.columns, self.columns.larger.is_sheet);
        let (table, codes, about) = (self.table, self.codes, About::Part);
        let citation = Citation { table, row, column, within, within_sheet, codes, about };
        let code = self.unit_cell(row).key().ok().flatten();
        let by_code = self.layer.zip(code).filter(|(layer, code)| layer.layer.position(code).is_some());
        let position = if let Some((_, code)) = by_code {
            if !within.is_empty() || within_sheet {
                self.finder.compare_parents(citation, &code, self.findings);
            }
            self.unit_by_code(row)
        } else {
            let cited = self.finder.find(citation);
            cited.count_in(&mut self.joined);
            self.respelled.add(&cited, citation, self.finder);
            match cited {
                Cited::Unit(unit, How::Code) => {
                    if !within.is_empty() || within_sheet {
                        self.finder.compare_parents(citation, self.finder.names.code(unit), self.findings);
                    }
                    Some(unit.unit)
                }
                Cited::Unit(unit, _) => Some(unit.unit),
                Cited::OneOfSeveral(unit, _) => {
                    self.finder.remember(citation, self.findings);
                    self.one_of_several.push((row, point, unit.unit));
                    Some(unit.unit)
                }
                Cited::LeftOut => return Err(LeftOut),
                Cited::Unknown(uncited) => {
                    self.finder.report(&uncited, citation, self.findings);
                    None
                }
                Cited::Code => self.unit_by_code(row),
            }
        };
        if let (Some(point), Some(position)) = (point, position) {
            self.compare_with_unit(row, point, position);
        }
        Ok(position)
    }

    /// The position of the unit whose code the row states.
    fn unit_by_code(&mut self, row: Row) -> Option<usize> {
        let column = &self.columns.unit;
        let at = self.table.at_cell(row, column);
        let cell = self.unit_cell(row);
        let read = self.codes.of_cell(&cell);
        let code = match read.and_then(|code| Ok(code.ok_or(UnitCodeError::Empty(self.codes.kind))?)) {
            Ok(code) => code,
            Err(error) => {
                let hint = cell
                    .text()
                    .ok()
                    .flatten()
                    .map_or_else(String::new, |text| self.finder.names.code_hint(self.codes.level, &text));
                self.findings.error(error.code(), at, error.to_string() + &hint);
                return None;
            }
        };
        let layer = self.layer?;
        let Some(position) = layer.layer.position(code.as_str()) else {
            if let Some(message) = layer.unknown(&code) {
                let is_district = self.codes.level == AdminLevel::Admin2;
                let elsewhere = self.finder.elsewhere.hint(self.codes.level, code.as_str());
                let finding = if is_district { "unknown_district" } else { "unknown_unit" };
                self.findings.error(finding, at, message + &elsewhere);
            }
            return None;
        };
        self.joined.by_code += 1;
        Some(position)
    }

    /// Refuses one decision about all rows with a name that may mean several units, for the communities whose position does not confirm it.
    pub(super) fn refuse_one_decisions(&mut self) {
        for (row, point, unit) in std::mem::take(&mut self.one_of_several) {
            let unit = self.layer.and_then(|layer| layer.layer.units.get(unit));
            let is_confirmed =
                point.zip(self.placement.as_ref()).zip(unit).is_some_and(|((point, placement), unit)| {
                    placement
                        .check_point(point, Some(unit))
                        .is_none_or(|misplaced| misplaced.severity == Severity::Note)
                });
            if !is_confirmed {
                let at = self.table.at_cell(row, &self.columns.unit);
                self.findings.refuse_decision_of_several(&self.table.at_row(row), at);
            }
        }
    }

    /// Says which communities are left out.
    pub(super) fn report_left_out(&mut self) {
        let Some((first, _)) = self.left_out.first() else { return };
        let communities = match self.left_out.len() {
            1 => "one community is".to_owned(),
            count => format!("{count} communities are"),
        };
        let message = format!("{communities} left out with all figures, as {MATCHES} says");
        self.findings.note("rows_left_out", self.table.at_cell(*first, &self.columns.unit), message);
    }

    /// Reports a point that does not lie in the unit stated for it.
    fn compare_with_unit(&mut self, row: Row, point: Point<f64>, position: usize) {
        let (Some(stated), Some(placement)) = (self.layer, &self.placement) else { return };
        let stated = stated.layer.units.get(position);
        if let Some(misplaced) = placement.check_point(point, stated) {
            let column = match &self.columns.positions {
                Positions::Columns { lon, .. } if misplaced.code == COORDINATES_SWAPPED => lon,
                _ => &self.columns.unit,
            };
            let at = self.table.at_cell(row, column);
            if let Some((metres, unit)) = misplaced.metres.zip(stated) {
                let outlying = Outlying { location: at.clone(), unit: unit.pcode.to_string(), metres };
                self.findings.tallies.outside.add(outlying, misplaced.severity == Severity::Note);
            }
            misplaced.report(at, self.findings);
        }
    }
}
