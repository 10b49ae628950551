//! `counts.parquet`: a row per round, group, place and year; of a stock a row per round and place, which has a date and no year; of a flow that
//! is counted over its whole window one that has neither.

use parquet::data_type::ByteArray;

use super::EditionError;
use super::long_tables::{PlaceKeys, ValueRows, read_values};
use super::manifest::CountsEntry;
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, Schema};
use super::writer::EditionWriter;
use crate::model::{Counts, DatasetParts, width_of_years};

pub(super) const COUNTS: &str = "counts.parquet";

/// The schema, with the columns of the time that a count is of.
macro_rules! schema {
    ($time:literal) => {
        Schema {
            message: concat!(
                "message counts {
                REQUIRED BYTE_ARRAY round (STRING);
                REQUIRED BYTE_ARRAY group (STRING);
                REQUIRED BYTE_ARRAY level (STRING);
                REQUIRED BYTE_ARRAY place (STRING);",
                $time,
                "
                REQUIRED BOOLEAN partial;
                OPTIONAL INT64 value;
                REQUIRED BYTE_ARRAY status (STRING);
                REQUIRED BOOLEAN illustrative;
              }"
            ),
            repeating: &["round", "group", "level", "place", "year", "date", "status"],
            without_statistics: &[],
        }
    };
}

const SCHEMA: Schema = schema!(
    "
                REQUIRED INT32 year;"
);
const SCHEMA_WITHOUT_YEARS: Schema = schema!(
    "
                OPTIONAL INT32 year;
                OPTIONAL BYTE_ARRAY date (STRING);"
);

/// The schema of a file with these tables: only where one of them is not by year do rows have a date or no year.
fn schema(entries: &[CountsEntry]) -> &'static Schema {
    if lack_years(entries) { &SCHEMA_WITHOUT_YEARS } else { &SCHEMA }
}

fn lack_years(entries: &[CountsEntry]) -> bool {
    entries.iter().any(|entry| entry.years.is_empty())
}

/// Writes all counts; those that are stated of larger places come last.
pub(super) fn write(parts: &DatasetParts, writer: &mut EditionWriter<'_>) -> Result<Vec<CountsEntry>, EditionError> {
    let all = || parts.counts.iter().chain(&parts.stated_counts);
    let rows = all().map(|counts| counts.values.len()).sum();
    let entries: Vec<CountsEntry> = all().map(|counts| entry(counts, parts)).collect();
    let lack_years = lack_years(&entries);
    let mut table = writer.begin(COUNTS, schema(&entries), rows)?;
    for (counts, entry) in all().zip(&entries) {
        let coverage = parts.round(&counts.round.0).and_then(|round| round.coverage(&counts.group));
        let is_partial = |year: u16| coverage.is_some_and(|coverage| coverage.is_partial(year));
        rows_of(entry).write(writer, &mut table, &counts.values, |places| {
            let years = || (0..places).flat_map(|_| counts.years.iter().copied());
            match counts.years.as_slice() {
                [] => {
                    let date = entry.date.as_ref().map(|date| ByteArray::from(date.as_bytes().to_vec()));
                    vec![
                        Cells::optional_small(std::iter::repeat_n(None, places)),
                        Cells::optional_shared(std::iter::repeat_n(date, places)),
                        Cells::bool(std::iter::repeat_n(false, places)),
                    ]
                }
                _ if lack_years => vec![
                    Cells::optional_small(years().map(|year| Some(year.into()))),
                    Cells::optional_shared(years().map(|_| None)),
                    Cells::bool(years().map(is_partial)),
                ],
                _ => vec![Cells::small(years().map(i32::from)), Cells::bool(years().map(is_partial))],
            }
        })?;
    }
    writer.finish(table, all().map(|counts| counts.sources.as_slice()))?;
    Ok(entries)
}

fn entry(counts: &Counts, parts: &DatasetParts) -> CountsEntry {
    let Counts { round, group, level, sources, years, values: _, derived } = counts;
    CountsEntry {
        round: round.clone(),
        group: group.id().to_owned(),
        level: *level,
        years: years.clone(),
        date: parts.round(&round.0).filter(|_| group.is_stock()).map(|round| round.date().to_owned()),
        sources: sources.clone(),
        derived: derived.clone(),
    }
}

fn rows_of(entry: &CountsEntry) -> ValueRows<'_> {
    let constants = vec![("round", &*entry.round.0), ("group", &*entry.group), ("level", entry.level.id())];
    ValueRows { constants, level: entry.level, width: width_of_years(&entry.years) }
}

/// Reads all counts back.
pub(super) fn read(
    entries: &[CountsEntry],
    places: PlaceKeys<'_>,
    reader: &EditionReader<'_>,
) -> Result<Vec<Counts>, EditionError> {
    let file = reader.open(COUNTS, schema(entries))?;
    let lack_years = lack_years(entries);
    let tables: Vec<_> = entries.iter().map(rows_of).collect();
    let values = read_values(reader, &file, places, &tables, |table, group| {
        let entry = &entries[table];
        if lack_years { expect_times(group, entry) } else { expect_years(group, &entry.years) }
    })?;
    let counts = entries.iter().cloned().zip(values).map(|(entry, values)| {
        let CountsEntry { round, group, level, years, date: _, sources, derived } = entry;
        Ok(Counts { round, group: reader.group(&group)?, level, sources, years, values, derived })
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

/// Makes sure that rows have the years of their table, or its date.
fn expect_times(group: &RowGroup<'_>, entry: &CountsEntry) -> Result<(), EditionError> {
    let mut years = entry.years.iter().map(|year| i32::from(*year)).cycle();
    for found in group.optional_small("year")? {
        let expected = years.next();
        if found != expected {
            let shown = |year: Option<i32>| year.map_or_else(|| "no year".to_owned(), |year| year.to_string());
            return Err(group.invalid("year", &format!("{} where {} belongs", shown(found), shown(expected))));
        }
    }
    let expected = entry.date.as_deref();
    let dates = group.map_optional_bytes("date", |found| {
        if found == expected.map(str::as_bytes) {
            return Ok(());
        }
        let found = found.map_or("no date".into(), String::from_utf8_lossy);
        Err(group.invalid("date", &format!("{found} where {} belongs", expected.unwrap_or("no date"))))
    });
    dates.map(|_: Vec<()>| ())
}
