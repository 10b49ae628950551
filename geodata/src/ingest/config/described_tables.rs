//! What `dataset.toml` says of a table: its format, its file, its rows, and where it begins and ends.

use encoding_rs::Encoding;

use super::super::tables::number::Mark;
use super::{CellWords, ColumnName, DataFile, LocatedName, SuppressedTexts, VectorFile};

/// The formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum TableFormat {
    Csv,
    Xlsx,
    Xls,
    Xlsb,
    Ods,
    Json,
}

impl TableFormat {
    pub(in crate::ingest) const ALL: [Self; 6] = [Self::Csv, Self::Xlsx, Self::Xls, Self::Xlsb, Self::Ods, Self::Json];

    /// The extension of its files.
    pub(in crate::ingest) fn extension(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Xlsx => ".xlsx",
            Self::Xls => ".xls",
            Self::Xlsb => ".xlsb",
            Self::Ods => ".ods",
            Self::Json => ".json",
        }
    }

    /// The format of files with an extension, in lower case and without its point.
    pub(in crate::ingest) fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            // With macros, which nobody runs.
            "xlsm" => Some(Self::Xlsx),
            // A record on each line.
            "jsonl" | "ndjson" => Some(Self::Json),
            _ => Self::ALL.into_iter().find(|format| format.extension()[1..] == *extension),
        }
    }
}

/// What has the rows of a table.
#[derive(Clone, Debug)]
pub(in crate::ingest) enum TableContent {
    /// A table in a file.
    Table { file: DataFile, format: TableFormat },
    /// A layer of a vector file: its features are the rows.
    Features(VectorFile),
}

/// What the geometries of a layer say where its features are rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum GeometryUse {
    /// Nothing: the rows are about places that are known.
    Ignored,
    /// The position of each row: a point, or nothing.
    Points,
    /// The same, where an area stands for a point inside of it.
    PointsInside,
}

/// A table in a file.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct TableFile {
    pub(in crate::ingest) content: TableContent,
    pub(in crate::ingest) layout: TableLayout,
    pub(in crate::ingest) words: CellWords,
    /// The rows that are read; all if none.
    pub(in crate::ingest) conditions: Vec<RowCondition>,
    /// What stands in the column of the key in rows that have totals, as [`comparable`](super::super::text::comparable).
    pub(in crate::ingest) totals: Vec<String>,
    /// The form that it is an export of.
    pub(in crate::ingest) form: Option<FormFile>,
    /// The table of submissions, if its rows are those of a repeated group.
    pub(in crate::ingest) parent: Option<ParentTable>,
    /// Which rows of a place are read, if it has several.
    pub(in crate::ingest) latest: Option<LatestRows>,
}

/// A workbook with a form (XLSForm).
#[derive(Clone, Debug)]
pub(in crate::ingest) struct FormFile {
    pub(in crate::ingest) file: DataFile,
    pub(in crate::ingest) format: TableFormat,
    pub(in crate::ingest) line: usize,
}

/// The table that the rows of a repeated group belong to.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct ParentTable {
    pub(in crate::ingest) file: DataFile,
    pub(in crate::ingest) format: TableFormat,
    pub(in crate::ingest) layout: TableLayout,
    /// The column with the key of the row above, here and there; found if none.
    pub(in crate::ingest) key: Option<[ColumnName; 2]>,
    pub(in crate::ingest) line: usize,
}

/// The latest rows of each place are read.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct LatestRows {
    /// The column of the place.
    pub(in crate::ingest) of: ColumnName,
    /// The column of the time.
    pub(in crate::ingest) time: ColumnName,
}

impl TableFile {
    /// Whether its rows are the features of a vector file.
    pub(in crate::ingest) fn is_features(&self) -> bool {
        matches!(self.content, TableContent::Features(_))
    }

    /// The name of its file in the report.
    pub(in crate::ingest) fn display_name(&self) -> &str {
        match &self.content {
            TableContent::Table { file, .. } => &file.display_name,
            TableContent::Features(file) => file.display_name(),
        }
    }
}

/// What a column says in rows that are read.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct RowCondition {
    pub(in crate::ingest) column: ColumnName,
    pub(in crate::ingest) expected: Expected,
}

/// What is expected in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Expected {
    /// One of these texts, as [`comparable`](super::super::text::comparable).
    Texts(Vec<String>),
    /// None of these, of which an empty one stands for an empty cell.
    Unless(Vec<String>),
    /// One of these texts in the column of the round.
    Round {
        texts: Vec<String>,
        /// The texts of all rounds that are read.
        known: Vec<String>,
    },
    /// A year, alone or at the beginning of a date.
    Year(u16),
}

/// Where in its file a table is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct TableLayout {
    /// The sheet of a workbook; the only visible one if none.
    pub(in crate::ingest) sheet: Option<LocatedName>,
    /// The names that lead to the list of records in JSON, as `result.records`; found if none.
    pub(in crate::ingest) records: Option<LocatedName>,
    pub(in crate::ingest) header: HeaderRows,
    /// The delimiter of a CSV; detected if none.
    pub(in crate::ingest) delimiter: Option<u8>,
    /// The text encoding of a CSV; detected if none.
    pub(in crate::ingest) encoding: Option<&'static Encoding>,
    /// The country code in lower case (`kg`), which makes some encodings more likely than others.
    pub(in crate::ingest) country: Option<String>,
    /// What separates decimals in numbers that are texts; found out by column if none.
    pub(in crate::ingest) decimal_mark: Option<Mark>,
    pub(in crate::ingest) end: TableEnd,
    /// The column of the place, where what stands beside it tells what a row is.
    pub(in crate::ingest) place: Option<LocatedName>,
    /// Columns whose empty cells have what stands above them, as `dataset.toml` says.
    pub(in crate::ingest) fill_down: Vec<LocatedName>,
    /// Columns that say what a row is about: what stands in merged cells of them holds for all of their rows.
    pub(in crate::ingest) keys: Vec<LocatedName>,
    /// Of a table of categories: which columns are read, so that it is seen what the others withhold.
    pub(in crate::ingest) watched: Option<WatchedColumns>,
}

/// The columns of a table that some section reads. A category that none reads follows from the count of its place and the other categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct WatchedColumns {
    pub(in crate::ingest) read: Vec<LocatedName>,
    pub(in crate::ingest) suppressed: SuppressedTexts,
}

impl TableLayout {
    /// The same without the lines of `dataset.toml` that say so.
    pub(in crate::ingest) fn wherever_described(&self) -> Self {
        let name = |name: &LocatedName| LocatedName { line: 0, ..name.clone() };
        let one = |named: &Option<LocatedName>| named.as_ref().map(name);
        Self {
            sheet: one(&self.sheet),
            records: one(&self.records),
            place: one(&self.place),
            fill_down: self.fill_down.iter().map(name).collect(),
            keys: self.keys.iter().map(name).collect(),
            watched: self.watched.as_ref().map(|watched| WatchedColumns {
                read: watched.read.iter().map(name).collect(),
                suppressed: watched.suppressed.clone(),
            }),
            ..self.clone()
        }
    }
}

/// The rows with the names of the columns, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum HeaderRows {
    /// The first rows with all names that are asked for.
    Found,
    /// From one row to another, inclusive.
    Given { first: u64, last: u64 },
}

/// Where a table ends before its file does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct TableEnd {
    /// How the first cell of the row behind the table begins, as [`comparable`](super::super::text::comparable).
    pub(in crate::ingest) texts: Vec<String>,
    pub(in crate::ingest) last_row: Option<u64>,
}
