//! Columns of units that are written once, in the first row of a block, as people do for readers:
//!
//! ```text
//! province  district  returnees
//! West      Dunes            10
//!           Oasis            20
//! East      Shore            30
//! ```
//!
//! Their empty cells are looked at as if the unit stood in them, and the description says `fill_down`.

use super::layer::Layer;
use super::places;
use super::table::Table;
use super::toml_text::{TomlText, behind, list, quoted};
use crate::ingest::tables::Cell;

/// Fills the columns of a table that are so.
pub(super) fn fill(table: &mut Table, layers: &[Layer]) {
    let blocks: Vec<usize> = (0..table.columns.len()).filter(|at| has_blocks(table, *at, layers)).collect();
    for at in blocks {
        let column = &mut table.columns[at];
        let mut above = Cell::Empty;
        let mut cells = std::mem::take(&mut column.cells);
        for cell in &mut cells {
            if *cell == Cell::Empty {
                *cell = above.clone();
            } else {
                above = cell.clone();
            }
        }
        column.set_cells(cells);
        table.filled_down.push(column.name.clone());
    }
}

/// Whether a column names units, each in the first row of several that have something else to say.
fn has_blocks(table: &Table, at: usize, layers: &[Layer]) -> bool {
    let column = &table.columns[at];
    let begins_blocks = column.filled > 0
        && column.filled * 2 <= table.rows
        && column.distinct == column.filled
        && column.cells.first().is_some_and(|cell| *cell != Cell::Empty)
        && column.texts().all(|text| is_unit(&text, layers));
    // Every row is about something, and none adds up those above it.
    let others = || table.columns.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, column)| column);
    let is_total = |row: usize| {
        let is_empty = column.text(row).is_none();
        is_empty && others().filter_map(|other| other.text(row)).any(|text| places::is_total(&text))
    };
    begins_blocks && others().any(|other| other.filled == table.rows) && !(0..table.rows).any(is_total)
}

fn is_unit(text: &str, layers: &[Layer]) -> bool {
    layers.iter().any(|layer| layer.has_code(text) || layer.has_name(text))
}

impl Table {
    /// Writes which of the columns that a section reads are filled.
    pub(super) fn write_filled_down<'n>(&self, read: impl Iterator<Item = &'n String>, out: &mut TomlText) {
        let filled: Vec<&String> = read.filter(|name| self.filled_down.contains(name)).collect();
        let names = match &filled[..] {
            [] => return,
            [name] => quoted(name),
            several => list(several),
        };
        out.line(&format!("fill_down = {names}{}", behind("likely: units stand in the first of several rows only")));
    }
}
