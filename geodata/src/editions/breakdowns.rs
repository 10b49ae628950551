//! `breakdowns.parquet`: a row per round, group, dimension, place and category.

use parquet::data_type::ByteArray;

use super::EditionError;
use super::long_tables::{PlaceKeys, ValueRows, expect_texts, read_values};
use super::manifest::BreakdownEntry;
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, Schema};
use super::writer::EditionWriter;
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

/// Writes all breakdowns; those that are stated of larger places come last.
pub(super) fn write(parts: &DatasetParts, writer: &mut EditionWriter<'_>) -> Result<Vec<BreakdownEntry>, EditionError> {
    let all = || parts.breakdowns.iter().chain(&parts.stated_breakdowns);
    let rows = all().map(|breakdown| breakdown.values.len()).sum();
    let mut table = writer.begin(BREAKDOWNS, &SCHEMA, rows)?;
    let entries: Vec<BreakdownEntry> = all().map(entry).collect();
    for (breakdown, entry) in all().zip(&entries) {
        let categories = breakdown.categories.iter().map(|category| ByteArray::from(category.as_bytes().to_vec()));
        let categories: Vec<ByteArray> = categories.collect();
        rows_of(entry).write(writer, &mut table, &breakdown.values, |places| {
            vec![Cells::shared((0..places).flat_map(|_| categories.iter().cloned()))]
        })?;
    }
    writer.finish(table, all().map(|breakdown| breakdown.sources.as_slice()))?;
    Ok(entries)
}

fn entry(breakdown: &Breakdown) -> BreakdownEntry {
    let Breakdown { round, group, dimension, level, sources, categories, values: _, derived } = breakdown;
    BreakdownEntry {
        round: round.clone(),
        group: group.id().to_owned(),
        dimension: dimension.id().to_owned(),
        level: *level,
        categories: categories.clone(),
        sources: sources.clone(),
        derived: derived.clone(),
    }
}

fn rows_of(entry: &BreakdownEntry) -> ValueRows<'_> {
    let constants = vec![
        ("round", &*entry.round.0),
        ("group", &*entry.group),
        ("dimension", &*entry.dimension),
        ("level", entry.level.id()),
    ];
    ValueRows { constants, level: entry.level, width: entry.categories.len() }
}

/// Reads all breakdowns back.
pub(super) fn read(
    entries: &[BreakdownEntry],
    places: PlaceKeys<'_>,
    reader: &EditionReader<'_>,
) -> Result<Vec<Breakdown>, EditionError> {
    let file = reader.open(BREAKDOWNS, &SCHEMA)?;
    let tables: Vec<_> = entries.iter().map(rows_of).collect();
    let categories = |table: usize, group: &RowGroup<'_>| expect_texts(group, "category", &entries[table].categories);
    let values = read_values(reader, &file, places, &tables, categories)?;
    let breakdowns = entries.iter().cloned().zip(values).map(|(entry, values)| {
        let BreakdownEntry { round, group, dimension, level, categories, sources, derived } = entry;
        let (group, dimension) = (reader.group(&group)?, reader.dimension(&dimension)?);
        Ok(Breakdown { round, group, dimension, level, sources, categories, values, derived })
    });
    breakdowns.collect()
}
