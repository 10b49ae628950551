//! The equations between the cells of tables: a stated sum is that of its parts, and the columns of all families add up to the same in a
//! place. A cell without data adds nothing, as in the sums that are published.
//!
//! They are made from the finest places to the largest. A stated sum takes the place of its parts in the equations of larger places, and what
//! has been compared in all places inside one is not compared again.
//!
//! A row without any data, of which another table shows that somebody is there, is *blank*: the breakdown of a village that was not asked for it.
//! Sums that are stated may leave it out or not ([`BlankRows`]). Nobody knows, so both give equations, each a system of its own.

use std::collections::{BTreeMap, HashSet};

use super::places::Places;
use super::{Limits, Reason, Table, TableCell};
use crate::model::{PlaceLevel, Value};

/// From the finest to the largest.
const LEVELS: [PlaceLevel; 5] =
    [PlaceLevel::Community, PlaceLevel::Admin3, PlaceLevel::Admin2, PlaceLevel::Admin1, PlaceLevel::Admin0];

/// Cells that add up to the same, by their numbers.
#[derive(Debug)]
pub(super) struct Equation {
    pub(super) left: Vec<u32>,
    pub(super) right: Vec<u32>,
    pub(super) reason: Reason,
}

impl Equation {
    /// All cells, and whether they are on the left.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, bool)> {
        let left = self.left.iter().map(|cell| (*cell, true));
        left.chain(self.right.iter().map(|cell| (*cell, false)))
    }
}

/// The cells of all tables, numbered.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    tables: &'a [Table<'a>],
    /// The number of the first cell of each table.
    starts: Vec<usize>,
}

impl<'a> Cells<'a> {
    /// None if there are too many.
    pub(super) fn new(tables: &'a [Table<'a>]) -> Option<Self> {
        let mut next = 0_usize;
        let mut starts = Vec::with_capacity(tables.len());
        for table in tables {
            starts.push(next);
            next = next.checked_add(table.values.len())?;
        }
        u32::try_from(next).ok()?;
        Some(Self { tables, starts })
    }

    /// The tables.
    pub(super) fn tables(&self) -> &'a [Table<'a>] {
        self.tables
    }

    fn number(&self, table: usize, cell: usize) -> u32 {
        (self.starts[table] + cell) as u32
    }

    /// Where the cell with a number is.
    pub(super) fn cell(&self, number: u32) -> TableCell {
        let number = number as usize;
        let table = self.starts.partition_point(|start| *start <= number).saturating_sub(1);
        // Tables without cells start where the next one does; the last of them is found, which has the cell.
        TableCell { table, cell: number - self.starts.get(table).copied().unwrap_or(0) }
    }

    /// The table that a cell is in.
    pub(super) fn table(&self, number: u32) -> &Table<'a> {
        &self.tables[self.cell(number).table]
    }

    /// What the source says in a cell.
    pub(super) fn value(&self, number: u32) -> Value {
        let TableCell { table, cell } = self.cell(number);
        self.tables[table].values[cell]
    }

    /// The row and the column of a cell.
    pub(super) fn position(&self, number: u32) -> (usize, usize) {
        let TableCell { table, cell } = self.cell(number);
        let columns = self.tables[table].columns.max(1);
        (cell / columns, cell % columns)
    }
}

/// A cell that is not yet part of a stated sum.
#[derive(Clone, Copy)]
struct Part {
    level: PlaceLevel,
    place: u32,
    column: u32,
    cell: u32,
    /// Whether all families have been compared in a place that has it.
    is_compared: bool,
}

/// What the blank rows of a table stand for in the sums that are stated of larger places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BlankRows {
    /// Sums leave them out, and they equal nothing that another table says of the same places.
    LeftOut,
    /// They have numbers that nobody knows, and that are parts of the sums.
    Unknown,
}

/// The tables with the same columns, and what larger places are made of.
struct Family {
    number: usize,
    finest: PlaceLevel,
    parts: Vec<Part>,
    /// The finest places whose rows are blank.
    blank: HashSet<u32>,
    /// Larger places with such places in them.
    with_blank: HashSet<(PlaceLevel, u32)>,
    /// Whether a table of the finest places was taken.
    has_begun: bool,
}

struct Builder<'a, 'c> {
    places: &'a Places,
    cells: &'c Cells<'a>,
    blank_rows: BlankRows,
    equations: Vec<Equation>,
    terms: usize,
    limit: usize,
}

/// All equations between the cells, as one system or as two; none if there are more terms than the limits allow.
pub(super) fn systems(places: &Places, cells: &Cells<'_>, limits: Limits) -> Option<Vec<Vec<Equation>>> {
    let families = families(places, cells);
    let has_blank = families.iter().any(|family| !family.blank.is_empty());
    let mut all = vec![equations(places, cells, families, BlankRows::LeftOut, limits)?];
    if has_blank {
        all.push(equations(places, cells, self::families(places, cells), BlankRows::Unknown, limits)?);
    }
    Some(all)
}

/// The families of the tables, by number.
fn families(places: &Places, cells: &Cells<'_>) -> Vec<Family> {
    let mut finest_of = BTreeMap::new();
    for table in cells.tables {
        let finest = finest_of.entry(table.family).or_insert(table.level);
        *finest = table.level.max(*finest);
    }
    let all = finest_of.into_iter().map(|(number, finest)| {
        let blank = blank_rows(places, cells, number, finest);
        let larger = LEVELS.into_iter().filter(|level| *level < finest);
        let with_blank = larger.flat_map(|level| {
            let of_level = move |place: &u32| places.place_at(finest, *place as usize, level);
            blank.iter().filter_map(of_level).map(move |place| (level, place as u32))
        });
        Family { number, finest, parts: Vec::new(), with_blank: with_blank.collect(), blank, has_begun: false }
    });
    all.collect()
}

/// The finest places of a family of which it has no data, but another one has people.
fn blank_rows(places: &Places, cells: &Cells<'_>, family: usize, finest: PlaceLevel) -> HashSet<u32> {
    let mut is_empty: Vec<bool> = Vec::new();
    for table in cells.tables.iter().filter(|table| (table.family, table.level) == (family, finest)) {
        let rows = table.values.chunks(table.columns.max(1));
        is_empty.resize(is_empty.len().max(rows.len()), true);
        for (is_empty, row) in is_empty.iter_mut().zip(rows) {
            *is_empty &= row.iter().all(|value| *value == Value::NoData);
        }
    }
    let mut blank = HashSet::new();
    if !is_empty.contains(&true) {
        return blank;
    }
    let has_people = |value: &Value| *value == Value::Suppressed || value.reported().is_some_and(|number| number > 0);
    for table in cells.tables.iter().filter(|table| table.family != family && table.level >= finest) {
        for (place, row) in table.values.chunks(table.columns.max(1)).enumerate() {
            let place = places.place_at(table.level, place, finest);
            let place = place.filter(|place| is_empty.get(*place) == Some(&true) && row.iter().any(has_people));
            blank.extend(place.map(|place| place as u32));
        }
    }
    blank
}

/// The equations of a system.
fn equations(
    places: &Places,
    cells: &Cells<'_>,
    mut families: Vec<Family>,
    blank_rows: BlankRows,
    limits: Limits,
) -> Option<Vec<Equation>> {
    let mut builder = Builder { places, cells, blank_rows, equations: Vec::new(), terms: 0, limit: limits.terms };
    for level in LEVELS {
        for family in families.iter_mut().filter(|family| family.finest >= level) {
            for table in 0..cells.tables.len() {
                let of = &cells.tables[table];
                if (of.family, of.level) == (family.number, level) {
                    builder.take(family, table)?;
                }
            }
        }
        builder.compare(&mut families, level)?;
    }
    // A stated sum is the plainest reason, where there are several.
    let mut equations = builder.equations;
    equations.sort_by_key(|equation| matches!(equation.reason, Reason::SameTotal(..)));
    Some(equations)
}

impl Builder<'_, '_> {
    fn push(&mut self, equation: Equation) -> Option<()> {
        self.terms += equation.left.len() + equation.right.len();
        self.equations.push(equation);
        (self.terms <= self.limit).then_some(())
    }

    /// Takes the cells of a table instead of the parts that they are sums of.
    fn take(&mut self, family: &mut Family, number: usize) -> Option<()> {
        let table = &self.cells.tables[number];
        let columns = table.columns.max(1);
        let sum_of = |part: &Part| {
            let place = self.places.place_at(part.level, part.place as usize, table.level)?;
            let cell = place * columns + part.column as usize;
            table.values.get(cell).filter(|value| **value != Value::NoData).map(|_| cell)
        };
        let mut parts_of: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
        let (open, inside): (Vec<Part>, Vec<Part>) =
            std::mem::take(&mut family.parts).into_iter().partition(|part| sum_of(part).is_none());
        family.parts = open;
        for part in inside {
            parts_of.entry(sum_of(&part)?).or_default().push(part);
        }
        let takes_blank = self.blank_rows == BlankRows::Unknown && !std::mem::replace(&mut family.has_begun, true);
        let is_blank = |cell: usize| takes_blank && family.blank.contains(&((cell / columns) as u32));
        let cells = table.values.iter().enumerate();
        let taken = cells.filter(|(cell, value)| **value != Value::NoData || is_blank(*cell));
        for cell in taken.map(|(cell, _)| cell).collect::<Vec<_>>() {
            let parts = parts_of.remove(&cell).unwrap_or_default();
            family.parts.push(Part {
                level: table.level,
                place: u32::try_from(cell / columns).ok()?,
                column: u32::try_from(cell % columns).ok()?,
                cell: self.cells.number(number, cell),
                is_compared: !parts.is_empty() && parts.iter().all(|part| part.is_compared),
            });
            if !parts.is_empty() {
                self.push(Equation {
                    left: vec![self.cells.number(number, cell)],
                    right: parts.iter().map(|part| part.cell).collect(),
                    reason: Reason::Stated(TableCell { table: number, cell }),
                })?;
            }
        }
        Some(())
    }

    /// Compares what the families add up to in the places of a level.
    fn compare(&mut self, families: &mut [Family], level: PlaceLevel) -> Option<()> {
        if families.iter().filter(|family| family.finest >= level).count() < 2 {
            return Some(());
        }
        let places = self.places;
        let by_place = |family: &Family| {
            let at = |(at, part): (usize, &Part)| Some((places.place_at(part.level, part.place as usize, level)?, at));
            let mut all: Vec<(usize, usize)> = family.parts.iter().enumerate().filter_map(at).collect();
            all.sort_unstable();
            all
        };
        let by_place: Vec<Vec<(usize, usize)>> =
            families.iter().map(|family| if family.finest >= level { by_place(family) } else { Vec::new() }).collect();
        let mut next = vec![0; families.len()];
        while let Some(place) =
            by_place.iter().zip(&next).filter_map(|(all, next)| all.get(*next)).map(|(at, _)| *at).min()
        {
            let mut taking_part: Vec<(usize, &[(usize, usize)])> = Vec::new();
            for (number, (all, next)) in by_place.iter().zip(&mut next).enumerate() {
                let count = all[*next..].iter().take_while(|(at, _)| *at == place).count();
                if count > 0 {
                    taking_part.push((number, &all[*next..*next + count]));
                }
                *next += count;
            }
            let is_compared = |(family, parts): &(usize, &[(usize, usize)])| {
                parts.iter().all(|(_, part)| families[*family].parts[*part].is_compared)
            };
            if taking_part.len() < 2 || taking_part.iter().all(is_compared) {
                continue;
            }
            let (first, others) = taking_part.split_first()?;
            let mut is_whole = taking_part.len() == families.len();
            for other in others {
                let parts = |(family, parts): &(usize, &[(usize, usize)])| {
                    parts.iter().map(|(_, part)| families[*family].parts[*part]).collect::<Vec<Part>>()
                };
                let (left, right) = (parts(first), parts(other));
                let sides = self.comparable((&families[first.0], &left), (&families[other.0], &right));
                let Some((left_side, right_side)) = sides else {
                    is_whole = false;
                    continue;
                };
                is_whole &= left_side.len() == left.len() && right_side.len() == right.len();
                if left_side.iter().chain(&right_side).all(|part| part.is_compared) {
                    continue;
                }
                let cells = |side: Vec<Part>| side.into_iter().map(|part| part.cell).collect();
                let reason = Reason::SameTotal(families[first.0].number, families[other.0].number);
                self.push(Equation { left: cells(left_side), right: cells(right_side), reason })?;
            }
            if is_whole {
                for (family, parts) in &taking_part {
                    for (_, part) in *parts {
                        families[*family].parts[*part].is_compared = true;
                    }
                }
            }
        }
        Some(())
    }

    /// What of the parts of two families in a place is about the same people: without those of which the other has a blank row. Nothing where a
    /// larger part has such a row in it, or where nothing is left.
    fn comparable(
        &self,
        (first, left): (&Family, &[Part]),
        (second, right): (&Family, &[Part]),
    ) -> Option<(Vec<Part>, Vec<Part>)> {
        if self.blank_rows == BlankRows::Unknown {
            return Some((left.to_vec(), right.to_vec()));
        }
        let side = |parts: &[Part], other: &Family| {
            let is_inside_blank = |part: &&Part| {
                let place = self.places.place_at(part.level, part.place as usize, other.finest);
                part.level >= other.finest && place.is_some_and(|place| other.blank.contains(&(place as u32)))
            };
            let has_blank_inside = |part: &Part| other.with_blank.contains(&(part.level, part.place));
            let kept: Vec<Part> = parts.iter().filter(|part| !is_inside_blank(part)).copied().collect();
            (!kept.is_empty() && !kept.iter().any(has_blank_inside)).then_some(kept)
        };
        Some((side(left, second)?, side(right, first)?))
    }
}
