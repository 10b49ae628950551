//! `breakdowns.parquet`: a row per round, group, dimension, place and category.

use parquet::data_type::ByteArray;

use super::EditionError;
use super::long::{
    Places, expect_constant, expect_places, expect_texts, gather, parts, place_cells, read_values, row_groups,
    value_cells,
};
use super::manifest::BreakdownEntry;
use super::reading::Reading;
use super::table::{Cells, Schema};
use super::writing::Writing;
use crate::model::Breakdown;
use crate::model::DatasetParts;

pub(super) const BREAKDOWNS: &str = "breakdowns.parquet";

const SCHEMA: Schema = Schema {
    message: "message breakdowns {
                REQUIRED BYTE_ARRAY round (STRING);
                REQUIRED BYTE_ARRAY group (STRING);
                REQUIRED BYTE_ARRAY dimension (STRING);
                REQUIRED BYTE_ARRAY level (STRING);
                REQUIRED BYTE_ARRAY place (STRING);
                REQUIRED BYTE_ARRAY category (STRING);
                OPTIONAL INT64 value;
                REQUIRED BYTE_ARRAY status (STRING);
                REQUIRED BOOLEAN illustrative;
              }",
    repeating: &["round", "group", "dimension", "level", "place", "category", "status"],
    without_statistics: &[],
};

/// Writes all breakdowns.
pub(super) fn write(atlas: &DatasetParts, writing: &mut Writing<'_>) -> Result<Vec<BreakdownEntry>, EditionError> {
    let rows = atlas.breakdowns.iter().map(|breakdown| breakdown.values.len()).sum();
    let mut table = writing.begin(BREAKDOWNS, &SCHEMA, rows)?;
    let places = Places::of(atlas);
    for breakdown in &atlas.breakdowns {
        let width = breakdown.categories.len();
        let categories: Vec<_> =
            breakdown.categories.iter().map(|category| ByteArray::from(category.as_bytes().to_vec())).collect();
        for range in row_groups(places.count(breakdown.level), width) {
            let keys = places.keys(breakdown.level, range.clone());
            let rows = keys.len() * width;
            let values = &breakdown.values[range.start * width..range.end * width];
            let mut columns = vec![
                Cells::constant(&breakdown.round.0, rows),
                Cells::constant(breakdown.group.id(), rows),
                Cells::constant(breakdown.dimension.id(), rows),
                Cells::constant(breakdown.level.id(), rows),
                place_cells(&keys, width),
                Cells::shared(keys.iter().flat_map(|_| categories.iter().cloned())),
            ];
            columns.extend(value_cells(values));
            columns.push(Cells::bool(std::iter::repeat_n(atlas.info.illustrative, rows)));
            writing.row_group(&mut table, rows, columns)?;
        }
    }
    writing.finish(table, atlas.breakdowns.iter().map(|breakdown| breakdown.sources.as_slice()))?;
    Ok(atlas.breakdowns.iter().map(entry).collect())
}

fn entry(breakdown: &Breakdown) -> BreakdownEntry {
    let Breakdown { round, group, dimension, level, sources, categories, values: _ } = breakdown;
    BreakdownEntry {
        round: round.clone(),
        group: *group,
        dimension: *dimension,
        level: *level,
        categories: categories.clone(),
        sources: sources.clone(),
    }
}

/// Reads all breakdowns back.
pub(super) fn read(
    entries: &[BreakdownEntry],
    places: Places<'_>,
    reading: &Reading<'_>,
) -> Result<Vec<Breakdown>, EditionError> {
    let table = reading.open(BREAKDOWNS, &SCHEMA)?;
    let sizes: Vec<_> = entries.iter().map(|entry| (places.count(entry.level), entry.categories.len())).collect();
    let parts = parts(&table, &sizes)?;
    let read = table.read_all(reading.progress, |number, group| {
        let part = &parts[number];
        let entry = &entries[part.table];
        expect_constant(group, "round", &entry.round.0)?;
        expect_constant(group, "group", entry.group.id())?;
        expect_constant(group, "dimension", entry.dimension.id())?;
        expect_constant(group, "level", entry.level.id())?;
        expect_places(group, &places.keys(entry.level, part.places.clone()), entry.categories.len())?;
        expect_texts(group, "category", &entry.categories)?;
        read_values(group)
    })?;
    let tables = entries.iter().zip(gather(entries.len(), &parts, read));
    Ok(tables
        .map(|(entry, values)| {
            let BreakdownEntry { round, group, dimension, level, categories, sources } = entry.clone();
            Breakdown { round, group, dimension, level, sources, categories, values }
        })
        .collect())
}
