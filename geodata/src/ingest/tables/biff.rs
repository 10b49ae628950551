//! The records of an XLS workbook (BIFF): what the library that reads the cells does not say, and what would exhaust its memory.
//!
//! The library keeps all sheets, each as a full rectangle from its first to its last cell, so that two cells in far corners of a small file take
//! gigabytes. So the records are first read here, for the size of these rectangles, and for what is hidden.

use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Seek};

use super::limits::{MAX_BINARY_BYTES, MAX_BINARY_CELLS};

/// What a sheet has besides its cells.
#[derive(Debug, Default)]
pub(super) struct BiffSheet {
    pub(super) hidden_rows: HashSet<u32>,
    /// From and to, inclusive, from 0.
    pub(super) hidden_columns: Vec<(usize, usize)>,
    /// The cells with formulas: row and column.
    pub(super) formulas: HashSet<(u32, u32)>,
    /// The last row and column with a cell, from 0.
    last: Option<(u64, u64)>,
}

/// Why a workbook is not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum BiffError {
    #[error("cannot be read as an XLS workbook: {0}")]
    Unreadable(String),
    #[error("the workbook has a password; remove it")]
    Protected,
    #[error(
        "the workbook is too large for this format: its sheets span more than {MAX_BINARY_CELLS} cells; save it as .xlsx"
    )]
    TooLarge,
}

/// The types of records that are looked at.
mod record {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const BOUND_SHEET: u16 = 0x85;
    pub(super) const FILE_PASS: u16 = 0x2f;
    pub(super) const COLUMN_INFO: u16 = 0x7d;
    pub(super) const MULTIPLE_RK: u16 = 0xbd;
    pub(super) const RICH_STRING: u16 = 0xd6;
    pub(super) const LABEL_SHARED: u16 = 0xfd;
    pub(super) const DIMENSIONS: u16 = 0x200;
    pub(super) const NUMBER: u16 = 0x203;
    pub(super) const LABEL: u16 = 0x204;
    pub(super) const LOGICAL: u16 = 0x205;
    pub(super) const ROW: u16 = 0x208;
    pub(super) const RK: u16 = 0x27e;
}

/// The sheets of a workbook by their order.
pub(super) fn read(content: impl Read + Seek) -> Result<Vec<BiffSheet>, BiffError> {
    let unreadable = |error: std::io::Error| BiffError::Unreadable(error.to_string());
    let mut file = cfb::CompoundFile::open(content).map_err(unreadable)?;
    if file.exists("/EncryptedPackage") {
        return Err(BiffError::Protected);
    }
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    file.open_stream(name).map_err(unreadable)?.take(MAX_BINARY_BYTES).read_to_end(&mut stream).map_err(unreadable)?;
    // The sheets by the position at which their records begin.
    let mut sheets: BTreeMap<usize, (usize, BiffSheet)> = BTreeMap::new();
    let mut rest = stream.as_slice();
    while let [kind_low, kind_high, length_low, length_high, behind @ ..] = rest {
        let position = stream.len() - rest.len();
        let (kind, length) =
            (u16::from_le_bytes([*kind_low, *kind_high]), u16::from_le_bytes([*length_low, *length_high]));
        let Some((data, behind)) = behind.split_at_checked(usize::from(length)) else { break };
        rest = behind;
        let number = |at: usize| data.get(at..at + 2).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
        if kind == record::FILE_PASS {
            return Err(BiffError::Protected);
        }
        if kind == record::BOUND_SHEET {
            let offset = usize::from(number(0)) | usize::from(number(2)) << 16;
            let order = sheets.len();
            sheets.entry(offset).or_insert((order, BiffSheet::default()));
            continue;
        }
        let Some((_, (_, sheet))) = sheets.range_mut(..=position).next_back() else { continue };
        let (row, column) = (u64::from(number(0)), u64::from(number(2)));
        match kind {
            record::DIMENSIONS => {
                // The library reserves memory for what is stated, whether it is there or not.
                let stated = |at: usize| u64::from(number(at)) | u64::from(number(at + 2)) << 16;
                let (rows, columns) = if data.len() >= 14 {
                    (stated(4).saturating_sub(stated(0)), u64::from(number(10)).saturating_sub(u64::from(number(8))))
                } else {
                    (u64::from(number(2)), u64::from(number(6)))
                };
                sheet.widen(rows, columns);
            }
            record::FORMULA => {
                sheet.widen(row, column);
                sheet.formulas.insert((u32::from(number(0)), u32::from(number(2))));
            }
            record::NUMBER
            | record::LABEL
            | record::LABEL_SHARED
            | record::LOGICAL
            | record::RK
            | record::RICH_STRING => {
                sheet.widen(row, column);
            }
            record::MULTIPLE_RK => sheet.widen(row, u64::from(number(data.len().saturating_sub(2)))),
            record::ROW if number(12) & 0x20 != 0 => {
                sheet.hidden_rows.insert(u32::from(number(0)));
            }
            record::COLUMN_INFO if number(8) & 1 != 0 => {
                sheet.hidden_columns.push((usize::from(number(0)), usize::from(number(2))));
            }
            _ => {}
        }
    }
    let mut sheets: Vec<(usize, BiffSheet)> = sheets.into_values().collect();
    sheets.sort_by_key(|(order, _)| *order);
    let cells = sheets.iter().filter_map(|(_, sheet)| sheet.last).map(|(row, column)| (row + 1) * (column + 1));
    if cells.sum::<u64>() > MAX_BINARY_CELLS {
        return Err(BiffError::TooLarge);
    }
    Ok(sheets.into_iter().map(|(_, sheet)| sheet).collect())
}

impl BiffSheet {
    fn widen(&mut self, row: u64, column: u64) {
        let (last_row, last_column) = self.last.unwrap_or_default();
        self.last = Some((last_row.max(row), last_column.max(column)));
    }
}
