//! Conditions on the rows of a table: `where = { reason = "Conflict" }`, and the column of the year in a long table.

use hashbrown::HashMap;

use super::super::config::{Expected, RowCondition};
use super::super::report::Findings;
use super::super::text::{comparable, listed};
use super::cell::{Cell, CellError};
use super::dates::{self, year};
use super::store::CellKind;
use super::table::{Column, Row, Table};

/// Conditions whose columns were found.
#[derive(Debug)]
pub(in crate::ingest) struct Conditions<'c>(Vec<(Column, &'c Expected)>);

impl<'c> Conditions<'c> {
    /// Finds the columns; one that is missing is reported.
    pub(in crate::ingest) fn find(
        conditions: &'c [RowCondition],
        table: &Table,
        findings: &mut Findings,
    ) -> Option<Self> {
        let found: Vec<_> = conditions
            .iter()
            .map(|condition| Some((table.column(&condition.column, findings)?, &condition.expected)))
            .collect();
        found.into_iter().collect::<Option<_>>().map(Self)
    }

    /// Whether a row meets all of them.
    pub(in crate::ingest) fn meets(&self, table: &Table, row: Row) -> bool {
        self.0.iter().all(|(column, expected)| is_met(&table.cell(row, column), column, expected))
    }

    /// The column of the year, if one of them is about it.
    pub(in crate::ingest) fn year_column(&self) -> Option<&Column> {
        self.0.iter().find(|(_, expected)| matches!(expected, Expected::Year(_))).map(|(column, _)| column)
    }

    /// The texts that a row has in the columns.
    pub(in crate::ingest) fn texts(&self, table: &Table, row: Row) -> Vec<String> {
        self.0.iter().filter_map(|(column, _)| compared(&table.cell(row, column)).ok().flatten()).collect()
    }

    /// What a row has in the columns, for a message.
    pub(in crate::ingest) fn shown(&self, table: &Table, row: Row) -> String {
        let shown = self.0.iter().map(|(column, _)| {
            let text = compared(&table.cell(row, column)).ok().flatten().unwrap_or_default();
            format!("`{}` is `{text}`", column.name)
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// Whether a cell has what is expected. A cell that cannot be read as text meets no condition, except that it is none of some texts.
fn is_met(cell: &Cell, column: &Column, expected: &Expected) -> bool {
    let text = match (compared(cell), expected) {
        (Ok(text), _) => text.unwrap_or_default(),
        (Err(_), Expected::Unless(_)) => return true,
        (Err(_), _) => return false,
    };
    match expected {
        Expected::Texts(texts) | Expected::Round { texts, .. } => is_any_of(column, &text, texts),
        Expected::Unless(texts) => !is_any_of(column, &text, texts),
        Expected::Year(expected) => year(cell) == Ok(Some(*expected)),
    }
}

/// The text of a cell that is compared; of a date as ISO 8601.
fn compared(cell: &Cell) -> Result<Option<String>, CellError> {
    match cell {
        Cell::Date(date) => Ok(date.map(dates::shown)),
        cell => cell.text(),
    }
}

/// Whether a text in a column is one of some, in any spelling of the choice that it is.
fn is_any_of(column: &Column, text: &str, texts: &[String]) -> bool {
    column.spellings(text).any(|text| is_one_of(text, texts))
}

/// Whether a text is one of some, also if it is a whole number that a program wrote with decimals (`12.0`).
fn is_one_of(text: &str, texts: &[String]) -> bool {
    let text = comparable(text);
    texts.contains(&text)
        || text.split_once('.').is_some_and(|(whole, decimals)| {
            !decimals.is_empty()
                && decimals.bytes().all(|digit| digit == b'0')
                && whole.bytes().all(|digit| digit.is_ascii_digit())
                && texts.iter().any(|wanted| wanted == whole)
        })
}

/// The different cells of a column. A column with a condition has few: a million rows are of some rounds, and each of these is compared once.
struct DifferentCells {
    /// The first row with each.
    first: Vec<Row>,
    /// Which of them each row has.
    of_rows: Vec<u32>,
}

impl DifferentCells {
    /// How many are found again. Behind them each cell counts as another, so that a column of a million texts takes little memory.
    const MAX_KNOWN: usize = 1 << 12;

    fn of(table: &Table, column: &Column) -> Self {
        let mut known: HashMap<(CellKind, &str), u32, std::hash::RandomState> = HashMap::default();
        let mut cells = Self { first: Vec::new(), of_rows: Vec::with_capacity(table.len()) };
        for row in table.rows() {
            let raw = table.raw(row, column);
            let of_row = known.get(&raw).copied().unwrap_or_else(|| {
                let next = u32::try_from(cells.first.len()).unwrap_or(u32::MAX);
                cells.first.push(row);
                if known.len() < Self::MAX_KNOWN {
                    known.insert(raw, next);
                }
                next
            });
            cells.of_rows.push(of_row);
        }
        cells
    }

    /// Of each row, whether its cell is what is expected.
    fn meet(&self, table: &Table, column: &Column, expected: &Expected) -> Vec<bool> {
        let met: Vec<bool> = self.first.iter().map(|row| is_met(&table.cell(*row, column), column, expected)).collect();
        self.of_rows.iter().map(|of_row| met.get(*of_row as usize).copied().unwrap_or_default()).collect()
    }
}

/// The table with the rows that meet conditions. What no row has is reported: it is probably a typing error.
pub(in crate::ingest) fn select(table: &Table, conditions: &[RowCondition], findings: &mut Findings) -> Option<Table> {
    let found = Conditions::find(conditions, table, findings)?;
    let rows = table.len();
    let (mut is_kept, mut is_of_round) = (vec![true; rows], vec![true; rows]);
    for (column, expected) in &found.0 {
        let cells = DifferentCells::of(table, column);
        report_texts(table, column, (expected, &cells.first), findings);
        for (row, is_met) in cells.meet(table, column, expected).into_iter().enumerate() {
            is_kept[row] &= is_met;
            // Rows of other rounds are no part of what is read.
            is_of_round[row] &= is_met || !matches!(expected, Expected::Round { .. });
        }
    }
    let kept = is_kept.iter().filter(|is_kept| **is_kept).count();
    if kept < rows {
        let mut keys: Vec<&str> = found.0.iter().map(|(_, expected)| expected.key()).collect();
        keys.sort_unstable_by_key(|key| std::cmp::Reverse(*key));
        keys.dedup();
        let keys: Vec<String> = keys.into_iter().map(|key| format!("`{key}`")).collect();
        let verb = if keys.len() == 1 { "says" } else { "say" };
        let message = format!("{kept} of {rows} rows are read, as {} in dataset.toml {verb}", keys.join(" and "));
        findings.note_once("rows_selected", table.at(), message);
    }
    let is_excluded: Vec<bool> = table
        .rows()
        .map(|row| !is_kept[row.position()] && is_of_round[row.position()] && table.withholds(row))
        .collect();
    Some(table.some(|row| is_kept[row], |row| is_excluded[row]))
}

impl Expected {
    /// The key of `dataset.toml` that expects it.
    fn key(&self) -> &'static str {
        match self {
            // Years are conditions of single columns, which have no report of their own.
            Self::Texts(_) | Self::Year(_) => "where",
            Self::Unless(_) => "unless",
            Self::Round { .. } => "rounds",
        }
    }
}

/// Reports texts that no row has, and rounds that are in the table and not in `dataset.toml`. `different` are the first rows with each cell.
fn report_texts(table: &Table, column: &Column, (expected, different): (&Expected, &[Row]), findings: &mut Findings) {
    let (texts, known) = match expected {
        Expected::Texts(texts) => (texts, texts),
        Expected::Round { texts, known } => (texts, known),
        Expected::Unless(_) | Expected::Year(_) => return,
    };
    let mut existing: Vec<String> = Vec::new();
    let mut is_found = vec![false; texts.len()];
    for row in different {
        let Ok(Some(text)) = compared(&table.cell(*row, column)) else { continue };
        match texts.iter().position(|wanted| is_any_of(column, &text, std::slice::from_ref(wanted))) {
            Some(position) => is_found[position] = true,
            // A message shows some.
            None if existing.len() < MAX_SHOWN && !existing.contains(&text) => existing.push(text),
            None => {}
        }
    }
    for (text, _) in texts.iter().zip(is_found).filter(|(_, is_found)| !is_found) {
        let key = expected.key();
        let message =
            format!("`{key}` asks for `{text}` in this column, which no row has; it has: {}", listed(&existing));
        findings.error("where_matches_none", table.at_column(column), message);
    }
    if let Expected::Round { .. } = expected {
        existing.retain(|text| !is_one_of(text, known));
        if !existing.is_empty() {
            let message = format!("the column also has rounds that `rounds` does not name: {}", listed(existing));
            findings.note_once("rounds_not_read", table.at_column(column), message);
        }
    }
}

/// Values of a column in a message.
const MAX_SHOWN: usize = 20;
