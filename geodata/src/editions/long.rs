//! Long tables: a row per place and year, category or service. Their rows come table after table, place after place, in the
//! order of the atlas, so that reading needs no look-ups: it only makes sure that every row is the one that belongs there.

use std::ops::Range;

use parquet::data_type::ByteArray;

use super::EditionError;
use super::table::{Cells, RowGroup, TableReader};
use crate::model::DatasetParts;
use crate::model::{AdminLayer, Community, PlaceLevel, Value};

/// A row group has about so many rows: the keys of its places fit into a dictionary.
const ROW_GROUP: usize = 1 << 18;

/// The places that tables are about, as they are known when a table is read or written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'a> {
    pub(super) layers: &'a [AdminLayer],
    pub(super) communities: &'a [Community],
}

impl<'a> Places<'a> {
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
pub(super) fn value_cells(values: &[Value]) -> [Cells; 2] {
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
pub(super) fn read_values(group: &RowGroup<'_>) -> Result<Vec<Value>, EditionError> {
    let mut values = group.optional_whole("value")?.into_iter();
    group.map_bytes("status", |status| match (values.next().flatten(), status) {
        (Some(value), b"reported") => Ok(Value::Reported(value)),
        (None, b"no_data") => Ok(Value::NoData),
        (None, b"suppressed") => Ok(Value::Suppressed),
        (value, status) => {
            let status = String::from_utf8_lossy(status);
            let and = if value.is_some() { "with a value" } else { "without a value" };
            Err(group.faulty("status", &format!("`{status}` {and}")))
        }
    })
}

/// Which part of which table a row group is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) table: usize,
    pub(super) places: Range<usize>,
}

/// The parts that the row groups of a file are, given the places and rows per place of every table in it.
pub(super) fn parts(reader: &TableReader, tables: &[(usize, usize)]) -> Result<Vec<Part>, EditionError> {
    let expected = tables.iter().enumerate().flat_map(|(table, (places, width))| {
        row_groups(*places, *width).map(move |places| (places.len().saturating_mul(*width), Part { table, places }))
    });
    // The manifest may claim anything: no more is looked at than there are row groups.
    let expected: Vec<(usize, Part)> = expected.take(reader.row_groups().len() + 1).collect();
    let is_expected = expected.iter().map(|(rows, _)| rows).eq(reader.row_groups());
    if is_expected {
        Ok(expected.into_iter().map(|(_, part)| part).collect())
    } else {
        Err(reader.faulty("the tables have other places, years or categories than the manifest says"))
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
        Err(group.faulty(column, &format!("`{found}` where `{expected}` belongs")))
    });
    same.map(|_: Vec<()>| ())
}

/// Gathers what was read of each table.
pub(super) fn gather<T>(tables: usize, parts: &[Part], read: Vec<Vec<T>>) -> Vec<Vec<T>> {
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
