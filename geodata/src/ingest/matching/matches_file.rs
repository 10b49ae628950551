//! `matches.csv`: the names that name no unit, with what they may mean, and a column in which a person says what they mean.
//!
//! `kerben check` writes it, people fill it, usually in a spreadsheet, which may save it with another delimiter or in another encoding. What a
//! person wrote is never lost: neither a choice nor a column of their own.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251};

use super::super::folder::{FileError, Folder};
use super::super::report::{NameCell, UnresolvedName};
use super::super::text::{comparable, trimmed};
use super::beside;

/// The file in the folder of a dataset.
pub const MATCHES: &str = "matches.csv";

/// The columns that say which name a row is about, and what it means.
const KEYS: [&str; 7] = ["file", "column", "level", "parent", "name", "rows", "match"];
/// Further columns, of files in which a row is about one row of a table.
const OF_A_ROW: [&str; 3] = ["sheet", "row", "beside"];
/// The columns of each candidate.
const CANDIDATE: [&str; 4] = ["code", "name", "score", "why"];
const CANDIDATES: usize = 3;
/// The position of `match` among [`KEYS`].
const CHOICE: usize = 6;

/// How a spreadsheet takes a cell for a formula.
const FORMULA_SIGNS: [char; 4] = ['=', '+', '-', '@'];

/// Why a file is not a `matches.csv`.
#[derive(Debug, thiserror::Error)]
pub enum MatchesError {
    /// It is a table of something else.
    #[error("the file has other columns than those of matches.csv")]
    Other,
    /// A row is broken.
    #[error("{0}")]
    Syntax(String),
    /// It cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// It cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The content of a `matches.csv`.
#[derive(Debug)]
pub(super) struct MatchesFile {
    delimiter: u8,
    header: Vec<String>,
    /// The column of each of [`KEYS`].
    keys: [usize; KEYS.len()],
    /// The column of each of [`OF_A_ROW`], if there is one.
    of_a_row: [Option<usize>; OF_A_ROW.len()],
    rows: Vec<Vec<String>>,
}

/// A row of it.
#[derive(Clone, Copy)]
pub(super) struct MatchRow<'a> {
    file: &'a MatchesFile,
    cells: &'a [String],
    /// Its number, from 1, with the header.
    pub(super) number: u64,
}

impl MatchesFile {
    pub(super) const MAX_BYTES: u64 = 64 << 20;

    /// An empty one.
    fn new() -> Self {
        let candidates = (1..=CANDIDATES).flat_map(|n| CANDIDATE.map(|column| format!("{column}_{n}")));
        let header = KEYS.map(str::to_owned).into_iter().chain(candidates).collect();
        let keys = std::array::from_fn(|key| key);
        Self { delimiter: b',', header, keys, of_a_row: [None; OF_A_ROW.len()], rows: Vec::new() }
    }

    pub(super) fn parse(content: &[u8]) -> Result<Self, MatchesError> {
        let text = decoded(content);
        let delimiter = delimiter(&text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut records = reader.records().map(|record| {
            let record = record.map_err(|error| MatchesError::Syntax(error.to_string()))?;
            Ok::<Vec<String>, MatchesError>(record.iter().map(|cell| trimmed(cell).to_owned()).collect())
        });
        let header = records.next().ok_or(MatchesError::Other)??;
        let column = |key: &str| header.iter().position(|column| comparable(column) == key);
        let mut keys = [0; KEYS.len()];
        for (position, key) in keys.iter_mut().zip(KEYS) {
            *position = match column(key) {
                Some(found) => found,
                // Nobody needs the count of rows.
                None if key == "rows" => usize::MAX,
                None => return Err(MatchesError::Other),
            };
        }
        let of_a_row = OF_A_ROW.map(column);
        let rows = records.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { delimiter, header, keys, of_a_row, rows })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = MatchRow<'_>> {
        let all = self.rows.iter().enumerate();
        all.map(|(position, cells)| MatchRow { file: self, cells, number: position as u64 + 2 })
    }

    /// Adds the columns of [`OF_A_ROW`] that are missing, before that of the choice.
    fn add_columns_of_a_row(&mut self) {
        for (of_a_row, name) in OF_A_ROW.into_iter().enumerate() {
            if self.of_a_row[of_a_row].is_some() {
                continue;
            }
            let at = self.keys[CHOICE];
            for cells in std::iter::once(&mut self.header).chain(&mut self.rows).filter(|cells| cells.len() > at) {
                cells.insert(at, String::new());
            }
            if let Some(cell) = self.header.get_mut(at) {
                name.clone_into(cell);
            }
            let known = self.keys.iter_mut().chain(self.of_a_row.iter_mut().flatten());
            known.filter(|position| **position >= at && **position != usize::MAX).for_each(|position| *position += 1);
            self.of_a_row[of_a_row] = Some(at);
        }
    }

    /// Replaces the suggestions, and keeps all rows in which a person wrote something.
    fn merge(&mut self, unresolved: &[UnresolvedName]) {
        if unresolved.iter().any(|name| name.cell.is_some()) {
            self.add_columns_of_a_row();
        }
        let candidates: Vec<[Option<usize>; CANDIDATE.len()]> = (1..=CANDIDATES)
            .map(|n| CANDIDATE.map(|column| self.header.iter().position(|known| *known == format!("{column}_{n}"))))
            .collect();
        let own = |position: usize| {
            let is_candidate = candidates.iter().flatten().any(|known| *known == Some(position));
            !is_candidate && !self.keys.contains(&position) && !self.of_a_row.contains(&Some(position))
        };
        let key_of = |name: &UnresolvedName| {
            let names = [&name.file, &name.column, &name.parent, &name.name].map(|text| comparable(text));
            let cell = name.cell.as_ref();
            let sheet = cell.and_then(|cell| cell.sheet.as_ref()).map_or_else(String::new, |sheet| comparable(sheet));
            (names, sheet, cell.map_or_else(String::new, |cell| cell.row.to_string()))
        };
        let mut missing: HashMap<([String; 4], String, String), &UnresolvedName> =
            unresolved.iter().map(|name| (key_of(name), name)).collect();
        let mut merged: Vec<Vec<String>> = Vec::new();
        for row in self.rows() {
            let is_edited = !row.chosen().is_empty()
                || row.cells.iter().enumerate().any(|(position, cell)| own(position) && !cell.is_empty());
            let key = (row.key(), comparable(row.sheet()), comparable(row.row()));
            if let Some(name) = missing.remove(&key) {
                merged.push(self.row(row.cells.to_vec(), name, &candidates));
            } else if is_edited {
                merged.push(row.cells.to_vec());
            }
        }
        let new = unresolved.iter().filter(|name| missing.remove(&key_of(name)).is_some());
        merged.extend(new.map(|name| self.row(Vec::new(), name, &candidates)).collect::<Vec<_>>());
        self.rows = merged;
    }

    /// A row about a name, with what else stood in it.
    fn row(
        &self,
        mut cells: Vec<String>,
        name: &UnresolvedName,
        candidates: &[[Option<usize>; CANDIDATE.len()]],
    ) -> Vec<String> {
        cells.resize(self.header.len(), String::new());
        let rows = name.rows.to_string();
        let texts = [&name.file, &name.column, name.level.id(), &name.parent, &name.name, &rows];
        for (position, text) in self.keys.iter().zip(texts) {
            if let Some(cell) = cells.get_mut(*position) {
                text.clone_into(cell);
            }
        }
        if let Some(NameCell { sheet, row, beside }) = &name.cell {
            let texts = [sheet.clone().unwrap_or_default(), row.to_string(), beside.clone()];
            let [.., known] = self.of_a_row.map(|column| column.and_then(|column| cells.get(column)).cloned());
            // What was chosen for a row in which something else stood was chosen for another one.
            if known.is_some_and(|known| beside::differ(&known, beside))
                && let Some(choice) = cells.get_mut(self.keys[CHOICE])
            {
                choice.clear();
            }
            for (column, text) in self.of_a_row.iter().zip(texts) {
                if let Some(cell) = column.and_then(|column| cells.get_mut(column)) {
                    *cell = text;
                }
            }
        }
        for (position, columns) in candidates.iter().enumerate() {
            let texts = match name.candidates.get(position) {
                Some(candidate) => [
                    candidate.code.clone(),
                    candidate.name.clone(),
                    format!("{:.2}", candidate.score),
                    candidate.why.clone(),
                ],
                None => Default::default(),
            };
            for (column, text) in columns.iter().zip(texts) {
                if let Some(cell) = column.and_then(|column| cells.get_mut(column)) {
                    *cell = text;
                }
            }
        }
        cells
    }

    /// As bytes: UTF-8, with the mark without which Excel reads it in another encoding.
    fn to_bytes(&self) -> Result<Vec<u8>, MatchesError> {
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(self.delimiter).from_writer(&mut bytes);
        let failed = |error: csv::Error| MatchesError::Syntax(error.to_string());
        writer.write_record(&self.header).map_err(failed)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| guarded(cell))).map_err(failed)?;
        }
        writer.flush()?;
        drop(writer);
        Ok(bytes)
    }
}

impl MatchRow<'_> {
    fn cell(&self, key: usize) -> &str {
        unguarded(self.cells.get(self.file.keys[key]).map_or("", String::as_str))
    }

    /// File, column, parent and name, as they are compared.
    pub(super) fn key(&self) -> [String; 4] {
        [0, 1, 3, 4].map(|key| comparable(self.cell(key)))
    }

    /// The level of the units.
    pub(super) fn level(&self) -> &str {
        self.cell(2)
    }

    /// What a person chose.
    pub(super) fn chosen(&self) -> &str {
        self.cell(CHOICE)
    }

    fn cell_of_a_row(&self, position: usize) -> &str {
        let column = self.file.of_a_row[position];
        unguarded(column.and_then(|column| self.cells.get(column)).map_or("", String::as_str))
    }

    /// The sheet that it is about; empty, if about any.
    pub(super) fn sheet(&self) -> &str {
        self.cell_of_a_row(0)
    }

    /// The row of the table that it is about; empty, if about all.
    pub(super) fn row(&self) -> &str {
        self.cell_of_a_row(1)
    }

    /// What stands beside the name in that row.
    pub(super) fn beside(&self) -> &str {
        self.cell_of_a_row(2)
    }

    /// The file that it is about; empty, if about any.
    pub(super) fn file(&self) -> &str {
        self.cell(0)
    }
}

/// Writes the names that name no unit into a file, and keeps what a person wrote there. Returns how many of them wait for a choice.
pub fn write_matches(path: &Path, unresolved: &[UnresolvedName]) -> Result<usize, MatchesError> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or(MATCHES);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let before = match Folder::open(parent)?.read(name, MatchesFile::MAX_BYTES) {
        Ok(content) => Some(content),
        Err(FileError::Missing) => None,
        Err(error) => return Err(error.into()),
    };
    let mut file = match &before {
        Some(content) => match MatchesFile::parse(content) {
            // A table of something else is left alone.
            Err(_) if unresolved.is_empty() => return Ok(0),
            parsed => parsed?,
        },
        None if unresolved.is_empty() => return Ok(0),
        None => MatchesFile::new(),
    };
    file.merge(unresolved);
    let content = file.to_bytes()?;
    if before.as_ref() != Some(&content) {
        // Complete or not at all: what a person wrote is in it.
        let temporary = parent.join(format!(".{name}.{}", std::process::id()));
        let written = fs::write(&temporary, &content).and_then(|()| fs::rename(&temporary, path));
        if let Err(error) = written {
            let _ = fs::remove_file(&temporary);
            return Err(error.into());
        }
    }
    Ok(file.rows().filter(|row| row.chosen().is_empty()).count())
}

/// The text in the encoding that it was probably saved in.
fn decoded(content: &[u8]) -> String {
    let encoding = match Encoding::for_bom(content) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(content).is_ok() => UTF_8,
        None => WINDOWS_1251,
    };
    encoding.decode(content).0.into_owned()
}

/// What separates the cells of the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| (count(*delimiter), *delimiter == b',')).unwrap_or(b',')
}

/// A cell that no spreadsheet takes for a formula. A sign alone is none.
fn guarded(cell: &str) -> String {
    if cell.len() > 1 && cell.starts_with(FORMULA_SIGNS) { format!("'{cell}") } else { cell.to_owned() }
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_SIGNS)).unwrap_or(cell)
}
