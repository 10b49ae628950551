//! `counts.parquet`: a row per round, group, place and year.

use super::EditionError;
use super::long::{
    Places, expect_constant, expect_places, gather, parts, place_cells, read_values, row_groups, value_cells,
};
use super::manifest::CountsEntry;
use super::reading::Reading;
use super::table::{Cells, RowGroup, Schema};
use super::writing::Writing;
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

/// Writes all counts.
pub(super) fn write(atlas: &DatasetParts, writing: &mut Writing<'_>) -> Result<Vec<CountsEntry>, EditionError> {
    let rows = atlas.counts.iter().map(|counts| counts.values.len()).sum();
    let mut table = writing.begin(COUNTS, &SCHEMA, rows)?;
    let places = Places::of(atlas);
    for counts in &atlas.counts {
        let width = counts.years.len();
        let coverage = atlas.rounds.iter().find(|round| round.id == counts.round);
        let coverage = coverage.and_then(|round| round.coverage(counts.group));
        let partial: Vec<bool> =
            counts.years.iter().map(|year| coverage.is_some_and(|coverage| coverage.is_partial(*year))).collect();
        for range in row_groups(places.count(counts.level), width) {
            let keys = places.keys(counts.level, range.clone());
            let rows = keys.len() * width;
            let values = &counts.values[range.start * width..range.end * width];
            let mut columns = vec![
                Cells::constant(&counts.round.0, rows),
                Cells::constant(counts.group.id(), rows),
                Cells::constant(counts.level.id(), rows),
                place_cells(&keys, width),
                Cells::small(keys.iter().flat_map(|_| counts.years.iter().map(|year| i32::from(*year)))),
                Cells::bool(keys.iter().flat_map(|_| partial.iter().copied())),
            ];
            columns.extend(value_cells(values));
            columns.push(Cells::bool(std::iter::repeat_n(atlas.info.illustrative, rows)));
            writing.row_group(&mut table, rows, columns)?;
        }
    }
    writing.finish(table, atlas.counts.iter().map(|counts| counts.sources.as_slice()))?;
    Ok(atlas.counts.iter().map(entry).collect())
}

fn entry(counts: &Counts) -> CountsEntry {
    let Counts { round, group, level, sources, years, values: _ } = counts;
    CountsEntry { round: round.clone(), group: *group, level: *level, years: years.clone(), sources: sources.clone() }
}

/// Reads all counts back.
pub(super) fn read(
    entries: &[CountsEntry],
    places: Places<'_>,
    reading: &Reading<'_>,
) -> Result<Vec<Counts>, EditionError> {
    let table = reading.open(COUNTS, &SCHEMA)?;
    let sizes: Vec<_> = entries.iter().map(|entry| (places.count(entry.level), entry.years.len())).collect();
    let parts = parts(&table, &sizes)?;
    let read = table.read_all(reading.progress, |number, group| {
        let part = &parts[number];
        let entry = &entries[part.table];
        expect_constant(group, "round", &entry.round.0)?;
        expect_constant(group, "group", entry.group.id())?;
        expect_constant(group, "level", entry.level.id())?;
        expect_places(group, &places.keys(entry.level, part.places.clone()), entry.years.len())?;
        expect_years(group, &entry.years)?;
        read_values(group)
    })?;
    let tables = entries.iter().zip(gather(entries.len(), &parts, read));
    Ok(tables
        .map(|(entry, values)| {
            let CountsEntry { round, group, level, years, sources } = entry.clone();
            Counts { round, group, level, sources, years, values }
        })
        .collect())
}

fn expect_years(group: &RowGroup<'_>, expected: &[u16]) -> Result<(), EditionError> {
    for rows in group.small("year")?.chunks(expected.len().max(1)) {
        if let Some((other, year)) = rows.iter().zip(expected).find(|(found, year)| **found != i32::from(**year)) {
            return Err(group.faulty("year", &format!("{other} where {year} belongs")));
        }
    }
    Ok(())
}
