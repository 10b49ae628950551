//! `counts.parquet`: a row per round, group, place and year.

use super::EditionError;
use super::long_tables::{PlaceKeys, ValueRows, read_values};
use super::manifest::CountsEntry;
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, Schema};
use super::writer::EditionWriter;
use crate::model::Counts;
use crate::model::DatasetParts;

pub(super) const COUNTS: &str = "counts.parquet";

const SCHEMA: Schema = Schema {
    message: "message counts {
                REQUIRED BYTE_ARRAY round (STRING);
                REQUIRED BYTE_ARRAY group (STRING);
                REQUIRED BYTE_ARRAY level (STRING);
                REQUIRED BYTE_ARRAY place (STRING);
                REQUIRED INT32 year;
                REQUIRED BOOLEAN partial;
                OPTIONAL INT64 value;
                REQUIRED BYTE_ARRAY status (STRING);
                REQUIRED BOOLEAN illustrative;
              }",
    repeating: &["round", "group", "level", "place", "year", "status"],
    without_statistics: &[],
};

/// Writes all counts; those that are stated of larger places come last.
pub(super) fn write(parts: &DatasetParts, writer: &mut EditionWriter<'_>) -> Result<Vec<CountsEntry>, EditionError> {
    let all = || parts.counts.iter().chain(&parts.stated_counts);
    let rows = all().map(|counts| counts.values.len()).sum();
    let mut table = writer.begin(COUNTS, &SCHEMA, rows)?;
    let entries: Vec<CountsEntry> = all().map(entry).collect();
    for (counts, entry) in all().zip(&entries) {
        let coverage = parts.round(&counts.round.0).and_then(|round| round.coverage(&counts.group));
        let is_partial = |year: u16| coverage.is_some_and(|coverage| coverage.is_partial(year));
        rows_of(entry).write(writer, &mut table, &counts.values, |places| {
            let years = || (0..places).flat_map(|_| counts.years.iter().copied());
            vec![Cells::small(years().map(i32::from)), Cells::bool(years().map(is_partial))]
        })?;
    }
    writer.finish(table, all().map(|counts| counts.sources.as_slice()))?;
    Ok(entries)
}

fn entry(counts: &Counts) -> CountsEntry {
    let Counts { round, group, level, sources, years, values: _ } = counts;
    CountsEntry {
        round: round.clone(),
        group: group.id().to_owned(),
        level: *level,
        years: years.clone(),
        sources: sources.clone(),
    }
}

fn rows_of(entry: &CountsEntry) -> ValueRows<'_> {
    let constants = vec![("round", &*entry.round.0), ("group", &*entry.group), ("level", entry.level.id())];
    ValueRows { constants, level: entry.level, width: entry.years.len() }
}

/// Reads all counts back.
pub(super) fn read(
    entries: &[CountsEntry],
    places: PlaceKeys<'_>,
    reader: &EditionReader<'_>,
) -> Result<Vec<Counts>, EditionError> {
    let file = reader.open(COUNTS, &SCHEMA)?;
    let tables: Vec<_> = entries.iter().map(rows_of).collect();
    let values =
        read_values(reader, &file, places, &tables, |table, group| expect_years(group, &entries[table].years))?;
    let counts = entries.iter().cloned().zip(values).map(|(entry, values)| {
        let CountsEntry { round, group, level, years, sources } = entry;
        Ok(Counts { round, group: reader.group(&group)?, level, sources, years, values })
    });
    counts.collect()
}

fn expect_years(group: &RowGroup<'_>, expected: &[u16]) -> Result<(), EditionError> {
    for rows in group.small("year")?.chunks(expected.len().max(1)) {
        if let Some((other, year)) = rows.iter().zip(expected).find(|(found, year)| **found != i32::from(**year)) {
            return Err(group.invalid("year", &format!("{other} where {year} belongs")));
        }
    }
    Ok(())
}
