//! The equations between the cells of tables: a stated sum is that of its parts, and the columns of all families add up to the same in a
//! place. A cell without data adds nothing, as in the sums that are published.
//!
//! They are made from the finest places to the largest. A stated sum takes the place of its parts in the equations of larger places, and what
//! has been compared in all places inside one is not compared again.

use std::collections::BTreeMap;

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

/// The tables with the same columns, and what larger places are made of.
struct Family {
    number: usize,
    finest: PlaceLevel,
    parts: Vec<Part>,
}

struct Builder<'a, 'c> {
    places: &'a Places,
    cells: &'c Cells<'a>,
    equations: Vec<Equation>,
    terms: usize,
    limit: usize,
}

/// All equations between the cells; none if there are more terms than the limits allow.
pub(super) fn equations(places: &Places, cells: &Cells<'_>, limits: Limits) -> Option<Vec<Equation>> {
    let mut families = BTreeMap::new();
    for table in cells.tables {
        let finest = families.entry(table.family).or_insert(table.level);
        *finest = table.level.max(*finest);
    }
    let mut families: Vec<Family> =
        families.into_iter().map(|(number, finest)| Family { number, finest, parts: Vec::new() }).collect();
    let mut builder = Builder { places, cells, equations: Vec::new(), terms: 0, limit: limits.terms };
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
        if family.finest > table.level {
            let (open, inside): (Vec<Part>, Vec<Part>) =
                std::mem::take(&mut family.parts).into_iter().partition(|part| sum_of(part).is_none());
            family.parts = open;
            for part in inside {
                parts_of.entry(sum_of(&part)?).or_default().push(part);
            }
        }
        for (cell, _) in table.values.iter().enumerate().filter(|(_, value)| **value != Value::NoData) {
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
            let cells = |(family, parts): &(usize, &[(usize, usize)])| {
                parts.iter().map(|(_, part)| families[*family].parts[*part].cell).collect::<Vec<u32>>()
            };
            let (first, others) = taking_part.split_first()?;
            for other in others {
                let reason = Reason::SameTotal(families[first.0].number, families[other.0].number);
                self.push(Equation { left: cells(first), right: cells(other), reason })?;
            }
            if taking_part.len() == families.len() {
                for (family, parts) in &taking_part {
                    for (_, part) in *parts {
                        families[*family].parts[*part].is_compared = true;
                    }
                }
            }
        }
        Some(())
    }
}
