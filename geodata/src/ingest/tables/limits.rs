//! The limits on tables.
//!
//! They bound memory and time in bytes, since cells have any size: thirty kilobytes of workbook can unpack to gigabytes, and a
//! CSV can be one line. `docs/tables.md` documents the same numbers.

/// Bytes of a CSV or JSON file. Reading so many takes minutes; the memory for them does not depend on it.
pub(super) const MAX_TEXT_BYTES: u64 = 4 << 30;
/// Bytes of a workbook as it lies on the disk. One of a million communities has less; larger ones carry pictures.
pub(super) const MAX_WORKBOOK_BYTES: u64 = 128 << 20;
/// Bytes of a sheet, unpacked: thirty million cells. They are read as a stream, so this bounds time, not memory.
pub(super) const MAX_SHEET_BYTES: u64 = 1 << 30;
/// Bytes of the texts that the sheets of a workbook share, unpacked. They are kept while a sheet is read.
pub(super) const MAX_SHARED_BYTES: u64 = 256 << 20;
/// Bytes of any other part of a workbook that is read (list of sheets, formats), unpacked. Excel writes some kilobytes.
pub(super) const MAX_PART_BYTES: u64 = 16 << 20;
/// Members of a workbook's zip. One with a thousand sheets and a picture on each has fewer.
pub(super) const MAX_PARTS: usize = 10_000;
/// Bytes of one tag or one run of text in a workbook. The longest text of a cell has less.
pub(super) const MAX_ITEM_BYTES: usize = 256 << 10;
/// Elements of a workbook inside of each other. Real ones have ten.
pub(super) const MAX_DEPTH: usize = 100;
/// Columns of a table: as many as a spreadsheet has.
pub(super) const MAX_COLUMNS: usize = 16_384;
/// Rows of a sheet: as many as a spreadsheet has.
pub(super) const MAX_SHEET_ROWS: u64 = 1_048_576;
/// Cells of a sheet whose format repeats cells by a number: as many as a sheet of the largest size has written out.
pub(super) const MAX_CELLS: u64 = 30_000_000;
/// Bytes of an XLS or XLSB workbook as it lies on the disk: they are read whole. One of 100,000 communities has less.
pub(super) const MAX_BINARY_BYTES: u64 = 32 << 20;
/// Bytes of all parts of an XLSB, unpacked.
pub(super) const MAX_BINARY_UNPACKED: u64 = 256 << 20;
/// Cells that the sheets of an XLS span together: 256 MiB of memory.
pub(super) const MAX_BINARY_CELLS: u64 = 8 << 20;
/// Merged ranges of a sheet that are compared with its columns.
pub(super) const MAX_MERGED: usize = 100_000;
/// Bytes of a cell that is used: the 32,767 characters that a spreadsheet allows, of four bytes each.
pub(super) const MAX_CELL_BYTES: usize = 128 << 10;
/// Bytes of a row, with columns that are not requested, which may hold geometries as text.
pub(super) const MAX_ROW_BYTES: usize = 16 << 20;
/// Bytes of all cells that are used: a million places with fifty columns of numbers.
pub(super) const MAX_TABLE_BYTES: usize = 512 << 20;
