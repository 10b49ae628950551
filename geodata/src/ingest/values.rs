//! Reads tables of whole numbers with columns per population group: counts and breakdowns. A row is about a place, and in a long table also
//! about a year or a category.

use std::ops::RangeInclusive;

use super::config::{ColumnName, Combine, GroupColumns, PlaceTableConfig, TableFile, ValueColumn};
use super::inner_totals::AddedRows;
use super::parts::{CellRows, LostRow, Part, Parts, TableKey, WithheldRanges};
use super::places::{Matching, PlaceRows, PlaceTable, match_by_key};
use super::report::Findings;
use super::rows::RowReader;
use super::tables::{self, Column, Conditions, Row, Table};
use super::text::comparable;
use super::total_words;
use super::totals;
use crate::model::{Dimension, LeftOut, PlaceLevel, PopulationGroup, Value};
use crate::progress::Progress;

/// What the tables of a section are about.
pub(super) struct Section<'a, K> {
    pub(super) rows: &'a PlaceTableConfig,
    pub(super) dimension: Option<&'a Dimension>,
    pub(super) combine: Combine,
    pub(super) groups: &'a [GroupColumns<K>],
}

impl<K> Clone for Section<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Section<'_, K> {}

/// A requested column that the table has, and the rows in which it has a value.
struct FoundColumn<'c> {
    column: Column,
    conditions: Conditions<'c>,
}

/// The values of one group in a table.
struct GroupValues {
    /// By place and then by column. A place without a row has no data.
    values: Vec<Value>,
    /// The row of each value, from 1; 0 if it has none.
    rows: Vec<u32>,
    ranges: WithheldRanges,
}

/// Reads the columns of all groups in the tables of all sections.
pub(super) fn read<'s, 'p, K: Clone + 's>(
    sections: impl Iterator<Item = Section<'s, K>> + Clone,
    places: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Parts<K> {
    for section in sections.clone() {
        let wanted = section.columns();
        for table in &section.rows.tables {
            rows.expect(table, &wanted);
        }
    }
    let mut parts = Parts::default();
    for section in sections {
        let places = places(section.rows.level);
        for table in &section.rows.tables {
            match read_table(section, table, places, &mut parts.unplaced, rows, findings) {
                Some(read) => parts.read.extend(read),
                None => parts.unread.extend(section.groups.iter().map(|group| section.key(group))),
            }
        }
    }
    parts
}

impl<'a, K> Section<'a, K> {
    /// The columns that are read of its tables.
    fn columns(&self) -> Vec<&'a ColumnName> {
        let columns = || self.groups.iter().flat_map(|group| &group.columns);
        let conditions = columns().flat_map(|column| column.conditions.iter().map(|condition| &condition.column));
        self.rows.keys().chain(columns().map(|column| &column.name)).chain(conditions).collect()
    }

    fn key(&self, group: &GroupColumns<K>) -> TableKey {
        let Self { rows, dimension, .. } = *self;
        TableKey {
            round: rows.round.clone(),
            level: rows.level,
            group: group.group.clone(),
            dimension: dimension.cloned(),
            of_window: group.of_window,
        }
    }
}

/// Reads one table; `unplaced` gets what it is about if it has rows about unknown places.
fn read_table<K: Clone>(
    section: Section<'_, K>,
    file: &TableFile,
    places: Option<&PlaceTable>,
    unplaced: &mut Vec<TableKey>,
    reader: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Option<Vec<Part<K>>> {
    let Section { rows: config, combine, groups, .. } = section;
    let columns = || groups.iter().flat_map(|group| &group.columns);
    let progress = reader.progress;
    findings.reads_rows(Some(LeftOut {
        round: Some(config.round.clone()),
        groups: groups.iter().map(|group| group.group.id().to_owned()).collect(),
        ..LeftOut::default()
    }));
    let table = reader.read(file, &section.columns(), findings)?;
    let has_conditions = columns().any(|column| !column.conditions.is_empty());
    let repeats = has_conditions || combine == Combine::Sum;
    let matching = Matching { place: &config.place, larger: &config.larger, totals: &file.totals, repeats };
    let matched = match_by_key(&table, matching, places, findings);
    let found: Vec<Vec<Option<FoundColumn<'_>>>> = groups
        .iter()
        .map(|group| group.columns.iter().map(|column| find(column, &table, findings)).collect())
        .collect();
    let mut matched = matched?;
    progress.stage(file.display_name(), Some(matched.rows.len() as u64));
    if let Some(column) = found.iter().flatten().flatten().find_map(|found| found.conditions.year_column()) {
        tables::check_years(&table, column, matched.rows.iter().map(|(_, row)| *row), findings);
    }
    let ReadRows { values, unreadable, unread } =
        read_rows(&table, &matched, (&found, section), places, progress, findings);
    matched.refuse(unreadable);
    table.report_notation(found.iter().flatten().flatten().map(|found| &found.column), findings);
    let suppressed = values.iter().flat_map(|group| &group.values).filter(|value| **value == Value::Suppressed).count();
    table.report_suppressed(suppressed, findings);
    let columns: Vec<Vec<Option<&Column>>> = found
        .iter()
        .map(|group| group.iter().map(|found| found.as_ref().map(|found| &found.column)).collect())
        .collect();
    if combine == Combine::Sum {
        let added = AddedRows { table: &table, rows: &matched.rows, places };
        for (group, found) in groups.iter().zip(&found) {
            check_added(&added, &group.group, found, findings);
        }
    }
    let of_groups: Vec<&[Value]> = values.iter().map(|group| group.values.as_slice()).collect();
    totals::check(&table, &mut matched, &columns, &of_groups, matching.repeats, findings);
    matched.report_unknown(&table, places, findings);
    if !matched.unknown.is_empty() {
        unplaced.extend(groups.iter().map(|group| section.key(group)));
    }
    let lost = lost_rows(&table, (&matched, &unread), &found, places, file, section);
    // The values of places that could not be read are of no use.
    places?;
    let parts = groups.iter().zip(values).zip(columns).zip(lost).map(|(((group, values), columns), lost)| Part {
        key: section.key(group),
        sources: config.sources.clone(),
        keys: group.keys.clone(),
        derived: group.columns.iter().map(|column| column.derived.clone()).collect(),
        values: values.values,
        ranges: values.ranges,
        lost,
        cells: CellRows {
            table: table.at(),
            rows: values.rows,
            columns: columns
                .iter()
                .map(|column| column.map_or_else(|| table.at(), |column| table.at_column(column)))
                .collect(),
        },
    });
    Some(parts.collect())
}

fn find<'c>(wanted: &'c ValueColumn, table: &Table, findings: &mut Findings) -> Option<FoundColumn<'c>> {
    let column = table.column(&wanted.name, findings);
    let conditions = Conditions::find(&wanted.conditions, table, findings);
    Some(FoundColumn { column: column?, conditions: conditions? })
}

/// The rows that are left out and withhold a value of a group, by group.
fn lost_rows<K>(
    table: &Table,
    (matched, unread): (&PlaceRows, &[(usize, Row)]),
    groups: &[Vec<Option<FoundColumn<'_>>>],
    places: Option<&PlaceTable>,
    file: &TableFile,
    section: Section<'_, K>,
) -> Vec<Vec<LostRow>> {
    let Section { combine, dimension, .. } = section;
    let is_total = |key: &str| file.totals.contains(&comparable(key)) || total_words::looks_like_total(key);
    let mut lost: Vec<Vec<LostRow>> = vec![Vec::new(); groups.len()];
    let unread = unread.iter().map(|(place, row)| (*row, Some(*place)));
    // Whoever knows the count of a place and its other categories knows what a column withholds that nothing reads.
    let watched = matched.rows.iter().filter(|_| dimension.is_some());
    for (place, at) in watched.filter_map(|(place, row)| Some((*place, table.withheld_unread(*row)?))) {
        let row = LostRow { place: Some(place), at, is_part: true, is_unread_column: true };
        for group in &mut lost {
            group.push(row.clone());
        }
    }
    for (row, place) in matched.lost(table, places, is_total).chain(unread) {
        for (group, columns) in lost.iter_mut().zip(groups) {
            let withholds =
                |found: &FoundColumn<'_>| found.conditions.meets(table, row) && table.is_suppressed(row, &found.column);
            if columns.iter().flatten().any(withholds) {
                group.push(LostRow {
                    place,
                    at: table.at_row(row),
                    is_part: combine == Combine::Sum,
                    is_unread_column: false,
                });
            } else if dimension.is_some() && is_withheld_category(table, row, columns) {
                group.push(LostRow { place, at: table.at_row(row), is_part: true, is_unread_column: false });
            }
        }
    }
    lost
}

/// Looks for totals among rows that are added up, and for dates at which a stock was counted.
fn check_added(
    added: &AddedRows<'_>,
    group: &PopulationGroup,
    found: &[Option<FoundColumn<'_>>],
    findings: &mut Findings,
) {
    let found: Vec<&FoundColumn<'_>> = found.iter().flatten().collect();
    let columns: Vec<&Column> = found.iter().map(|found| &found.column).collect();
    let value = |row: Row, column: usize| {
        let FoundColumn { column, conditions } = found.get(column)?;
        let is_read = conditions.meets(added.table, row);
        // What cannot be read is reported already.
        is_read.then(|| added.table.counted(row, column, &mut Findings::default()).unwrap_or_default())
    };
    added.check_totals(group, &columns, value, findings);
    added.check_dates(group, findings);
}

/// Whether a row is of a category that no column reads and withholds something: whoever knows the count of a place and its other categories knows it.
fn is_withheld_category(table: &Table, row: Row, found: &[Option<FoundColumn<'_>>]) -> bool {
    let is_total = |found: &FoundColumn<'_>| {
        found.conditions.texts(table, row).iter().any(|text| total_words::is_total_word(text))
    };
    let is_read = found.iter().flatten().any(|found| found.conditions.meets(table, row));
    let withholds = |found: &FoundColumn<'_>| table.is_suppressed(row, &found.column) && !is_total(found);
    !is_read && found.iter().flatten().any(withholds)
}

/// What was read of the rows of known places.
struct ReadRows {
    values: Vec<GroupValues>,
    /// Rows of which a number cannot be read.
    unreadable: Vec<Row>,
    /// Rows that no column reads, with their places.
    unread: Vec<(usize, Row)>,
}

/// Reads the values of all rows, and says in which some cannot be read.
fn read_rows<K>(
    table: &Table,
    matched: &PlaceRows,
    (groups, section): (&[Vec<Option<FoundColumn<'_>>>], Section<'_, K>),
    places: Option<&PlaceTable>,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> ReadRows {
    let combine = section.combine;
    let cells = |columns: &Vec<_>| matched.places * columns.len();
    let mut all: Vec<GroupValues> = groups
        .iter()
        .map(|columns| GroupValues {
            values: vec![Value::NoData; cells(columns)],
            rows: vec![0; cells(columns)],
            ranges: WithheldRanges::new(),
        })
        .collect();
    let mut unread: Vec<(usize, Row)> = Vec::new();
    let mut unreadable: Vec<Row> = Vec::new();
    for (place, row) in matched.rows.iter().copied() {
        let (listed, errors) = (findings.listed(), findings.errors());
        let mut is_read = false;
        for ((group, columns), asked) in all.iter_mut().zip(groups).zip(section.groups) {
            for (cell, found) in (place * columns.len()..).zip(columns) {
                let Some(FoundColumn { column, conditions }) = found else {
                    is_read = true;
                    continue;
                };
                if !conditions.meets(table, row) {
                    continue;
                }
                is_read = true;
                let first = group.rows[cell];
                if first > 0 && combine == Combine::Refuse {
                    let key = places.map_or("the place", |places| places.key(place));
                    let before = matched.rows.iter().find(|(_, row)| table.number(*row) == u64::from(first));
                    let remedy = before.map_or_else(String::new, |(_, before)| {
                        remedy_of_two(table, (*before, row), conditions, &asked.group)
                    });
                    let message = format!("`{key}` already has a value for this in row {first}; {remedy}");
                    findings.error("duplicate_place", table.at_cell(row, column), message);
                    continue;
                }
                if first > 0 && is_of_one_decision(table, &matched.column, (first, row), findings) {
                    continue;
                }
                let counted = table.counted(row, column, findings).unwrap_or_default();
                let range = if counted == Value::Suppressed { table.withheld_range(row, column) } else { None };
                if first == 0 {
                    group.rows[cell] = u32::try_from(table.number(row)).unwrap_or(u32::MAX);
                    group.values[cell] = counted;
                    group.ranges.extend(range.map(|range| (cell, range)));
                } else {
                    group.add(cell, counted, range);
                }
            }
        }
        if !is_read {
            unread.push((place, row));
        }
        if findings.errors() > errors {
            unreadable.push(row);
        }
        if let Some(places) = places {
            findings.are_about(listed, || places.found(place));
        }
        progress.advance(1);
    }
    report_unread(table, &unread, groups, findings);
    ReadRows { values: all, unreadable, unread }
}

/// What to do about two rows with the same number of a place.
fn remedy_of_two(
    table: &Table,
    (one, other): (Row, Row),
    conditions: &Conditions<'_>,
    group: &PopulationGroup,
) -> String {
    let of_year = conditions.year_column();
    if let Some((column, [one, other])) = table.dates_apart(one, other, of_year.as_slice()) {
        return format!(
            "they are of {one} and {other}: say with `where = {{ \"{}\" = \"{other}\" }}` which is read; added up, whoever was counted at both counts twice",
            column.name
        );
    }
    if group.is_stock() {
        return format!(
            "`{}` is a stock: if the rows are of several dates, say with `where` which one is read; `combine = \"sum\"` is right only if each row counts other people",
            group.id()
        );
    }
    "say with `where` which rows count, or `combine = \"sum\"` if they belong together".to_owned()
}

/// Whether two rows that would be added up follow from one decision about a name that may mean two places, which is reported for each row once.
fn is_of_one_decision(table: &Table, place: &Column, (first, row): (u32, Row), findings: &mut Findings) -> bool {
    let first = table.row_locations().of(first.into());
    findings.refuse_one_decision(&first, &table.at_row(row), table.at_cell(row, place))
}

impl GroupValues {
    /// Adds another value of a place. What is withheld makes the sum suppressed, what is missing makes it no data.
    fn add(&mut self, cell: usize, value: Value, range: Option<RangeInclusive<u64>>) {
        let one = range_of(self.values[cell], self.ranges.remove(&cell));
        self.values[cell] = match (self.values[cell], value) {
            (Value::Reported(one), Value::Reported(other)) => Value::Reported(one.saturating_add(other)),
            (Value::Suppressed, _) | (_, Value::Suppressed) => {
                if let (Some(one), Some(other)) = (one, range_of(value, range)) {
                    let least = one.start().saturating_add(*other.start());
                    self.ranges.insert(cell, least..=one.end().saturating_add(*other.end()));
                }
                Value::Suppressed
            }
            _ => Value::NoData,
        };
    }
}

/// What a value can be, as far as that is known.
fn range_of(value: Value, withheld: Option<RangeInclusive<u64>>) -> Option<RangeInclusive<u64>> {
    value.reported().map(|number| number..=number).or(withheld)
}

/// Warns of rows that no column reads: they are about a year or a category that `dataset.toml` does not mention.
fn report_unread(
    table: &Table,
    unread: &[(usize, Row)],
    groups: &[Vec<Option<FoundColumn<'_>>>],
    findings: &mut Findings,
) {
    /// Examples in a message.
    const MAX_SHOWN: usize = 3;
    let (Some((_, first)), Some(column)) = (unread.first(), groups.iter().flatten().flatten().next()) else { return };
    let mut examples: Vec<String> = Vec::new();
    for shown in unread.iter().map(|(_, row)| column.conditions.shown(table, *row)) {
        if !examples.contains(&shown) && examples.len() < MAX_SHOWN {
            examples.push(shown);
        }
    }
    let message = format!(
        "{} of {} rows are read by no column of dataset.toml: those where {}; if they are left out on purpose, say with `where` which are read",
        unread.len(),
        table.len(),
        examples.join(", or ")
    );
    findings.warning("rows_not_read", table.at_row(*first), message);
}

/// The sum, if every value is reported.
pub(super) fn sum_of_reported(values: &[Value]) -> Option<u64> {
    values.iter().map(|value| value.reported()).try_fold(0_u64, |sum, value| Some(sum.saturating_add(value?)))
}
