//! The columns of a table of values, for formats that have one value in a cell: as codes for programs, and in words for readers.

use std::borrow::Cow;

use geodata::figures::{UndefinedReason, rounded};
use geodata::model::{Dimension, Period, Value};
use geodata::query::{Cell, Collection};
use styles::words::{Words, say};

use super::table::{IndicatorTable, Row};
use crate::routes::rows::when;

/// What a record says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The key of the place.
    Key,
    Name,
    Round,
    /// The year, or the day of a stock.
    When,
    /// The category, in a breakdown.
    Category,
    Value,
    /// Whether there is a value, or why not.
    Status,
    /// Why there is none although its numbers are there.
    Reason,
    Unit,
    /// Whether the counts cover only a part of the period.
    Partial,
    /// Whether numbers were generated.
    Illustrative,
    /// Whether it was calculated from what was published; only in tables where any value was.
    Derived,
    /// Communities of the place that were assessed.
    Communities,
    /// Those of them that the value rests on.
    Counted,
    /// Those of which the source does not say what the value needs.
    WithoutData,
    /// The value of the counterpart at a position: an estimate beside a count, or the count beside it.
    Compared(usize),
    ComparedStatus(usize),
    ComparedDifference(usize),
    ComparedRatio(usize),
}

/// The columns of a table, in order.
pub struct Columns {
    pub list: Vec<Column>,
    collection: Collection,
    unit: String,
}

impl Columns {
    pub fn of(table: &IndicatorTable) -> Self {
        use Column as C;
        let category = table.breakdown.is_some().then_some(C::Category);
        let derived = table.has_derived().then_some(C::Derived);
        // None of a community itself or of units that were counted as a whole, and of a category only how many were assessed.
        let communities: &[C] = match (table.rests_on_communities(), &table.breakdown) {
            (false, _) => &[],
            (true, Some(_)) => &[C::Communities],
            (true, None) => &[C::Communities, C::Counted, C::WithoutData],
        };
        let compared = (0..table.counterparts().len())
            .flat_map(|at| [C::Compared(at), C::ComparedStatus(at), C::ComparedDifference(at), C::ComparedRatio(at)]);
        let place = [C::Key, C::Name, C::Round, C::When];
        let value = [C::Value, C::Status, C::Reason, C::Unit, C::Partial, C::Illustrative];
        let list = place.into_iter().chain(category).chain(value).chain(derived);
        let list = list.chain(communities.iter().copied()).chain(compared).collect();
        Self { list, collection: Collection::of_places(table.by), unit: table.unit() }
    }

    /// What a column is called for programs.
    pub fn key(&self, column: Column, table: &IndicatorTable) -> Cow<'static, str> {
        let of_group = |at: usize, ending: &str| {
            let group = table.counterparts().get(at).map_or("", |group| group.id());
            Cow::Owned(format!("{group}{ending}"))
        };
        let key = match column {
            Column::Key => self.collection.key_column(),
            Column::Name => "name",
            Column::Round => "round",
            Column::When => when(table.date(), Period::Window).0,
            Column::Category => {
                let id = table.breakdown.as_ref().map_or("", Dimension::id);
                return Cow::Owned(id.to_owned());
            }
            Column::Value => "value",
            Column::Status => "status",
            Column::Reason => "reason",
            Column::Unit => "unit",
            Column::Partial => "partial",
            Column::Illustrative => "illustrative",
            Column::Derived => "derived",
            Column::Communities => "communities",
            Column::Counted => table.counted_column(),
            Column::WithoutData => "communities_without_data",
            Column::Compared(at) => return of_group(at, ""),
            Column::ComparedStatus(at) => return of_group(at, "_status"),
            Column::ComparedDifference(at) => return of_group(at, "_difference"),
            Column::ComparedRatio(at) => return of_group(at, "_ratio"),
        };
        Cow::Borrowed(key)
    }

    /// The cell of a row for programs: numbers and codes.
    pub fn cell<'t>(&'t self, column: Column, table: &'t IndicatorTable, row: &'t Row) -> Cell<'t> {
        let estimate = row.estimate;
        let count = |count: usize| Cell::Int(count as u64);
        let compared = |at: usize| table.compared(row).nth(at);
        match column {
            Column::Key => text(table.key(row.place)),
            Column::Name => text(self.collection.name(&table.atlas, row.place, table.language)),
            Column::Round => Cell::Text(&table.round),
            Column::When => match (table.date(), row.period) {
                (Some(date), _) => Cell::Text(date),
                (None, Period::Window) => Cell::Text("window"),
                (None, Period::Year(year)) => Cell::Int(year.into()),
            },
            Column::Category => text(table.category(row)),
            Column::Value => number(estimate.value, table.is_whole()),
            Column::Status => Cell::Text(estimate.value.status()),
            Column::Reason => text(estimate.undefined.map(UndefinedReason::id)),
            Column::Unit => Cell::Text(&self.unit),
            Column::Partial => Cell::Bool(row.partial),
            Column::Illustrative => Cell::Bool(table.atlas.is_illustrative(&table.round)),
            Column::Derived => Cell::Bool(table.is_derived(row)),
            Column::Communities => count(row.communities),
            Column::Counted => count(estimate.confirming),
            Column::WithoutData => count(estimate.missing),
            Column::Compared(at) => compared(at).map_or(Cell::Null, |(_, value, _)| number(value, true)),
            Column::ComparedStatus(at) => compared(at).map_or(Cell::Null, |(_, value, _)| Cell::Text(value.status())),
            Column::ComparedDifference(at) => {
                let difference = compared(at).and_then(|(.., difference)| difference);
                difference.map_or(Cell::Null, |of| Cell::Float(of.difference))
            }
            Column::ComparedRatio(at) => {
                let ratio = compared(at).and_then(|(.., difference)| difference?.ratio);
                ratio.map_or(Cell::Null, |ratio| Cell::Float(rounded(ratio)))
            }
        }
    }

    /// What a cell is in words, where it is a code or a mark for programs.
    pub fn said(&self, column: Column, table: &IndicatorTable, row: &Row) -> Option<String> {
        let words = table.words();
        match column {
            Column::Round => table.atlas.round(&table.round).map(|round| round.title.get(table.language).to_owned()),
            Column::When => match (table.date(), row.period) {
                (None, Period::Window) => Some(table.window()),
                _ => None,
            },
            Column::Category => table.category_label(row).map(str::to_owned),
            Column::Status => Some(status(words, row.estimate.value)),
            Column::ComparedStatus(at) => table.compared(row).nth(at).map(|(_, value, _)| status(words, value)),
            Column::Reason => row.estimate.undefined.map(|reason| words.reason(reason, &table.indicator, table.by)),
            Column::Partial | Column::Illustrative | Column::Derived => {
                let is_so = self.cell(column, table, row) == Cell::Bool(true);
                Some(if is_so { say!(words, "document-yes") } else { say!(words, "document-no") })
            }
            _ => None,
        }
    }
}

impl Column {
    /// What it is called for readers.
    pub fn title(self, table: &IndicatorTable) -> String {
        let words = table.words();
        let group = |at: usize| table.counterparts().get(at).map(|group| words.group(group)).unwrap_or_default();
        match self {
            Self::Key => say!(words, "download-column-code"),
            Self::Name => say!(words, "download-column-name"),
            Self::Round => say!(words, "download-round"),
            Self::When if table.date().is_some() => say!(words, "download-column-date"),
            Self::When => say!(words, "download-column-year"),
            Self::Category => {
                table.breakdown.as_ref().map(|dimension| dimension.label(table.language).to_owned()).unwrap_or_default()
            }
            Self::Value => say!(words, "download-column-value"),
            Self::Status => say!(words, "download-column-status"),
            Self::Reason => say!(words, "download-column-reason"),
            Self::Unit => say!(words, "download-unit"),
            Self::Partial => say!(words, "download-column-partial"),
            Self::Illustrative => say!(words, "download-illustrative"),
            Self::Derived => say!(words, "download-column-derived"),
            Self::Communities => say!(words, "download-column-communities"),
            Self::Counted if table.counted_column() == "communities_confirming" => {
                say!(words, "download-column-communities-confirming")
            }
            Self::Counted => say!(words, "download-column-communities-counted"),
            Self::WithoutData => say!(words, "download-column-communities-without-data"),
            Self::Compared(at) => group(at),
            Self::ComparedStatus(at) => say!(words, "download-column-compared-status", group = group(at)),
            Self::ComparedDifference(at) => say!(words, "download-column-compared-difference", group = group(at)),
            Self::ComparedRatio(at) => say!(words, "download-column-compared-ratio", group = group(at)),
        }
    }

    /// Whether it is the same in all rows of a place.
    pub fn is_of_place(self) -> bool {
        matches!(self, Self::Key | Self::Name | Self::Round | Self::Unit | Self::Illustrative | Self::Communities)
    }

    /// Whether it says which of the rows of a place a row is.
    pub fn tells_rows_apart(self) -> bool {
        matches!(self, Self::When | Self::Category)
    }
}

/// A value as a number, or none. Counts are whole numbers; everything else keeps four decimals.
fn number(value: Value<f64>, is_whole: bool) -> Cell<'static> {
    match value.reported() {
        None => Cell::Null,
        Some(count) if is_whole => Cell::Int(count as u64),
        Some(number) => Cell::Float(rounded(number)),
    }
}

fn text(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Null, Cell::Text)
}

/// Whether there is a value, or why not, in words.
fn status(words: Words, value: Value<f64>) -> String {
    match value {
        Value::Reported(_) => say!(words, "download-status-reported"),
        Value::NoData => say!(words, "download-status-no_data"),
        Value::Suppressed => say!(words, "download-status-suppressed"),
        Value::NotApplicable => say!(words, "download-status-not_applicable"),
    }
}
