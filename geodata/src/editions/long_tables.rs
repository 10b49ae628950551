//! Reads and writes long tables: a row per place and year, category or service. Rows are in the order of the atlas
//! (table by table, place by place), so that reading needs no look-ups and only checks the keys of each row.

use std::ops::Range;

use parquet::data_type::ByteArray;

use super::EditionError;
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, TableReader, TableWriter};
use super::writer::EditionWriter;
use crate::model::DatasetParts;
use crate::model::{AdminLayer, Community, PlaceLevel, Value};

/// A row group has about so many rows: the keys of its places fit into a dictionary.
const ROW_GROUP: usize = 1 << 18;

/// The places that tables are about, as they are known when a table is read or written.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlaceKeys<'a> {
    pub(super) layers: &'a [AdminLayer],
    pub(super) communities: &'a [Community],
}

impl<'a> PlaceKeys<'a> {
    pub(super) fn of(parts: &'a DatasetParts) -> Self {
        Self { layers: &parts.layers, communities: &parts.communities }
    }

    /// How many places a level has.
    pub(super) fn count(self, level: PlaceLevel) -> usize {
        match level.admin() {
            Some(_) => self.layer(level).map_or(0, |layer| layer.units.len()),
            None => self.communities.len(),
        }
    }

    /// P-codes or ids of some places of a level.
    pub(super) fn keys(self, level: PlaceLevel, range: Range<usize>) -> Vec<&'a str> {
        match level.admin() {
            Some(_) => {
                let units = self.layer(level).and_then(|layer| layer.units.get(range)).unwrap_or_default();
                units.iter().map(|unit| unit.pcode.as_str()).collect()
            }
            None => self.communities.get(range).unwrap_or_default().iter().map(|community| &*community.id).collect(),
        }
    }

    fn layer(self, level: PlaceLevel) -> Option<&'a AdminLayer> {
        self.layers.iter().find(|layer| Some(layer.level) == level.admin())
    }
}

/// The places of each row group of a table with `width` rows for every place.
pub(super) fn row_groups(places: usize, width: usize) -> impl Iterator<Item = Range<usize>> {
    let step = ROW_GROUP.div_ceil(width.max(1));
    let places = if width == 0 { 0 } else { places };
    (0..places).step_by(step).map(move |start| start..places.min(start + step))
}

/// The column `place`: every key `width` times.
pub(super) fn place_cells(keys: &[&str], width: usize) -> Cells {
    let shared = keys.iter().map(|key| ByteArray::from(key.as_bytes().to_vec()));
    Cells::shared(shared.flat_map(|key| std::iter::repeat_n(key, width)))
}

/// The columns `value` and `status`.
fn value_cells(values: &[Value]) -> [Cells; 2] {
    let statuses = [Value::Reported(0), Value::NoData, Value::Suppressed]
        .map(|value| (value.status(), ByteArray::from(value.status().as_bytes().to_vec())));
    let status = |value: &Value| {
        let known = statuses.iter().find(|(status, _)| *status == value.status());
        known.map(|(_, shared)| shared.clone())
    };
    [
        Cells::optional_whole(values.iter().map(|value| value.reported())),
        Cells::shared(values.iter().filter_map(status)),
    ]
}

/// The columns `value` and `status`, read back.
fn values_of(group: &RowGroup<'_>) -> Result<Vec<Value>, EditionError> {
    let mut values = group.optional_whole("value")?.into_iter();
    group.map_bytes("status", |status| match (values.next().flatten(), status) {
        (Some(value), b"reported") => Ok(Value::Reported(value)),
        (None, b"no_data") => Ok(Value::NoData),
        (None, b"suppressed") => Ok(Value::Suppressed),
        (value, status) => {
            let status = String::from_utf8_lossy(status);
            let and = if value.is_some() { "with a value" } else { "without a value" };
            Err(group.invalid("status", &format!("`{status}` {and}")))
        }
    })
}

/// One table of values within a long table: what every row of it says, and how many rows there are to a place.
pub(super) struct ValueRows<'a> {
    /// The first columns with their constant text: `round`, `group`, `level` …
    pub(super) constants: Vec<(&'static str, &'a str)>,
    pub(super) level: PlaceLevel,
    /// Rows to a place: a row per year, or per category.
    pub(super) width: usize,
}

impl ValueRows<'_> {
    /// Writes the rows of a table. `inner` gives the columns that tell the rows of a place apart, for so many places.
    pub(super) fn write(
        &self,
        writer: &EditionWriter<'_>,
        table: &mut TableWriter,
        values: &[Value],
        inner: impl Fn(usize) -> Vec<Cells>,
    ) -> Result<(), EditionError> {
        let (places, width) = (PlaceKeys::of(writer.parts()), self.width);
        let round = self.constants.iter().find(|(name, _)| *name == "round").map_or("", |(_, round)| round);
        let is_illustrative = writer.parts().is_illustrative(round);
        for range in row_groups(places.count(self.level), width) {
            let keys = places.keys(self.level, range.clone());
            let rows = keys.len() * width;
            let mut columns: Vec<Cells> = self.constants.iter().map(|(_, text)| Cells::constant(text, rows)).collect();
            columns.push(place_cells(&keys, width));
            columns.extend(inner(keys.len()));
            columns.extend(value_cells(&values[range.start * width..range.end * width]));
            columns.push(Cells::bool(std::iter::repeat_n(is_illustrative, rows)));
            writer.row_group(table, rows, columns)?;
        }
        Ok(())
    }
}

/// Reads the values of all tables of a file. `inner` makes sure that the rows of a place are those of the table with this index.
pub(super) fn read_values(
    reader: &EditionReader<'_>,
    file: &TableReader,
    places: PlaceKeys<'_>,
    tables: &[ValueRows<'_>],
    inner: impl Fn(usize, &RowGroup<'_>) -> Result<(), EditionError> + Sync,
) -> Result<Vec<Vec<Value>>, EditionError> {
    let sizes: Vec<_> = tables.iter().map(|table| (places.count(table.level), table.width)).collect();
    let parts = parts(file, &sizes)?;
    let read = file.read_all(reader.progress, |number, group| {
        let part = &parts[number];
        let table = &tables[part.table];
        for (column, text) in &table.constants {
            expect_constant(group, column, text)?;
        }
        expect_places(group, &places.keys(table.level, part.places.clone()), table.width)?;
        inner(part.table, group)?;
        values_of(group)
    })?;
    Ok(gather(tables.len(), &parts, read))
}

/// Which part of which table a row group is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowGroupPart {
    pub(super) table: usize,
    pub(super) places: Range<usize>,
}

/// The parts that the row groups of a file are, given the places and rows per place of every table in it.
pub(super) fn parts(reader: &TableReader, tables: &[(usize, usize)]) -> Result<Vec<RowGroupPart>, EditionError> {
    let expected = tables.iter().enumerate().flat_map(|(table, (places, width))| {
        row_groups(*places, *width)
            .map(move |places| (places.len().saturating_mul(*width), RowGroupPart { table, places }))
    });
    // The manifest may claim anything: no more is looked at than there are row groups.
    let expected: Vec<(usize, RowGroupPart)> = expected.take(reader.row_groups().len() + 1).collect();
    let is_expected = expected.iter().map(|(rows, _)| rows).eq(reader.row_groups());
    if is_expected {
        Ok(expected.into_iter().map(|(_, part)| part).collect())
    } else {
        Err(reader.invalid("the tables have other places, years or categories than the manifest says"))
    }
}

/// Makes sure that a column says the same in every row: by its statistics where they tell, since this is asked of millions of
/// rows.
pub(super) fn expect_constant(group: &RowGroup<'_>, column: &str, expected: &str) -> Result<(), EditionError> {
    if group.is_constant(column, expected) {
        return Ok(());
    }
    expect(group, column, std::iter::repeat(expected))
}

/// Makes sure that the column `place` has every key `width` times.
pub(super) fn expect_places(group: &RowGroup<'_>, keys: &[&str], width: usize) -> Result<(), EditionError> {
    expect(group, "place", keys.iter().flat_map(|key| std::iter::repeat_n(*key, width)))
}

/// Makes sure that a column repeats the same texts for every place.
pub(super) fn expect_texts(group: &RowGroup<'_>, column: &str, expected: &[String]) -> Result<(), EditionError> {
    expect(group, column, expected.iter().map(String::as_str).cycle())
}

/// Makes sure that a column has certain texts.
pub(super) fn expect<'a>(
    group: &RowGroup<'_>,
    column: &str,
    mut expected: impl Iterator<Item = &'a str>,
) -> Result<(), EditionError> {
    let same = group.map_bytes(column, |found| {
        let expected = expected.next().unwrap_or_default();
        if found == expected.as_bytes() {
            return Ok(());
        }
        let found = String::from_utf8_lossy(found);
        Err(group.invalid(column, &format!("`{found}` where `{expected}` belongs")))
    });
    same.map(|_: Vec<()>| ())
}

/// Gathers what was read of each table.
pub(super) fn gather<T>(tables: usize, parts: &[RowGroupPart], read: Vec<Vec<T>>) -> Vec<Vec<T>> {
    let mut gathered: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(tables).collect();
    for (part, mut rows) in parts.iter().zip(read) {
        let whole = &mut gathered[part.table];
        if whole.is_empty() {
            *whole = rows;
        } else {
            whole.append(&mut rows);
        }
    }
    gathered
}
