//! Places that a round assessed and of which a source says no more than their names. They are listed as the source writes them, with the smallest unit
//! that the names of the units around them name for certain.

use super::config::{LayerCodes, LocationsConfig};
use super::matching::{About, Citation, Cited, UnitFinder};
use super::report::{Findings, Location};
use super::rows::RowReader;
use super::tables::{Cell, Column, Row, Table};
use super::text::{excerpt, listed};
use crate::model::{AssessedLocation, Round};

/// So many places are named in the report.
const MAX_SHOWN: usize = 5;

/// Reads the locations of all rounds into them.
pub(super) fn read(
    configs: &[LocationsConfig],
    finder: &UnitFinder,
    rounds: &mut [Round],
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) {
    for config in configs {
        let Some(round) = rounds.iter_mut().find(|round| round.id == config.round) else { continue };
        for file in &config.tables {
            let wanted: Vec<_> =
                std::iter::once(&config.name).chain(config.within.iter().map(|(_, column)| column)).collect();
            let Some(table) = rows.read(file, &wanted, findings) else { continue };
            let name = table.column(&config.name, findings);
            let within: Option<Vec<Column>> =
                config.within.iter().map(|(_, column)| table.column(column, findings)).collect();
            let (Some(name), Some(within)) = (name, within) else { continue };
            let codes: Vec<LayerCodes> = config.within.iter().map(|(codes, _)| *codes).collect();
            let reader = Reader { table: &table, finder, name, within, codes };
            let (mut read, mut unmatched) = (0, Vec::new());
            for row in table.rows() {
                let Some((location, is_matched)) = reader.location(row, findings) else { continue };
                read += 1;
                if !is_matched {
                    unmatched.push(excerpt(&location.name));
                }
                round.locations.push(location);
            }
            report(read, &unmatched, table.at(), findings);
        }
    }
}

fn report(read: usize, unmatched: &[String], at: Location, findings: &mut Findings) {
    let message = match unmatched.len() {
        0 => format!("{read} locations, each in a unit of the smallest level that is named"),
        count => format!(
            "{read} locations; of {count} the names of units do not name one of the smallest level for certain, such as {}: they are listed with the next larger one",
            listed(unmatched.iter().take(MAX_SHOWN))
        ),
    };
    findings.note("locations_listed", at, message);
}

struct Reader<'a> {
    table: &'a Table,
    finder: &'a UnitFinder,
    name: Column,
    /// The columns with the units around it, largest first.
    within: Vec<Column>,
    /// What is in each of them.
    codes: Vec<LayerCodes>,
}

impl Reader<'_> {
    /// The location of a row, and whether it is known in which unit of the smallest level it lies.
    fn location(&self, row: Row, findings: &mut Findings) -> Option<(AssessedLocation, bool)> {
        let Some(name) = self.table.value(row, &self.name, findings, Cell::text)? else {
            findings.error("location_name_missing", self.table.at_cell(row, &self.name), "the location has no name");
            return None;
        };
        let mut within: Vec<String> = Vec::with_capacity(self.within.len());
        for column in &self.within {
            within.extend(self.table.value(row, column, findings, Cell::text)?);
        }
        let found = (0..self.within.len()).rev().find_map(|at| Some((at, self.unit(row, at)?)));
        let is_matched = found.as_ref().is_some_and(|(at, _)| at + 1 == self.within.len());
        Some((AssessedLocation { name, within, unit: found.map(|(_, code)| code) }, is_matched))
    }

    /// The code of the unit that a column names for certain, within those that the columns before it name.
    fn unit(&self, row: Row, at: usize) -> Option<String> {
        let (column, codes) = (self.within.get(at)?, *self.codes.get(at)?);
        let (within, about) = (self.within.get(..at)?, About::Part);
        let citation = Citation { table: self.table, row, column, within, within_sheet: false, codes, about };
        let names = &self.finder.names;
        let unit = match self.finder.find(citation) {
            Cited::Unit(unit, _) | Cited::OneOfSeveral(unit, _) => unit,
            Cited::Code => names.with_code(&self.table.cell(row, column).key().ok()??)?,
            Cited::LeftOut | Cited::Unknown(_) => return None,
        };
        Some(names.code(unit).to_owned())
    }
}
