//! Suppressed values that the sources give away: by a sum that they state, or by another table that adds up to the same.
//!
//! ```text
//! stated sum      district 50 = c1 suppressed + c2 20 + c3 7              c1 is 23
//! another table   2022 12 + 2023 suppressed = women 8 + men 6              2023 is 2
//! nothing left    district 27 = c1 suppressed + c2 suppressed + c3 27      both are 0
//! ```
//!
//! What is published is made of numbers that the sources show and of sums of them, and a sum with a suppressed part is shown only where a
//! source states it. So a value can be calculated from what is published if and only if it can be calculated from the sources, which is
//! looked at here, equation by equation: one with a single unknown gives it away, and what is given away helps with the next.

use super::report::{Findings, Location};
use super::values::{CellLocations, Located};
use crate::index::SpatialIndex;
use crate::model::{AdminLayer, AdminLevel, Breakdown, Community, Counts, PlaceLevel, Value};

/// The places of a dataset.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub(super) layers: &'a [&'a AdminLayer],
    pub(super) communities: &'a [Community],
}

/// A table of the values of one group.
struct Table<'a> {
    level: PlaceLevel,
    columns: usize,
    values: &'a [Value],
    cells: &'a CellLocations,
    /// The number of its first cell among those of all tables.
    offset: usize,
}

/// Tables of the same columns by several levels, finest first.
struct Family<'a> {
    name: String,
    tables: Vec<Table<'a>>,
}

/// Cells that add up to a known number.
struct Equation {
    /// The suppressed ones, and whether they are on the left.
    unknown: Vec<(usize, bool)>,
    /// Right less left, of what is known.
    rest: i128,
    why: Why,
}

enum Why {
    /// The sum in this cell.
    Stated(usize),
    /// Two families that add up to the same.
    Both(String),
}

/// Warns of suppressed values that can be calculated from what the sources state.
pub(super) fn report(
    places: Places<'_>,
    counts: &[Located<Counts>],
    breakdowns: &[Located<Breakdown>],
    findings: &mut Findings,
) {
    let mut reported = Vec::new();
    let keys = counts.iter().map(|of| (&of.values.round, &of.values.group));
    for key in keys.chain(breakdowns.iter().map(|of| (&of.values.round, &of.values.group))) {
        if !reported.contains(&key) {
            reported.push(key);
            let counts = counts.iter().filter(|of| (&of.values.round, &of.values.group) == key);
            let breakdowns = breakdowns.iter().filter(|of| (&of.values.round, &of.values.group) == key);
            let families = families(counts, breakdowns);
            let is_suppressed = |table: &Table<'_>| table.values.contains(&Value::Suppressed);
            if families.iter().flat_map(|family| &family.tables).any(is_suppressed) {
                report_group(places, &families, findings);
            }
        }
    }
}

fn families<'a>(
    counts: impl Iterator<Item = &'a Located<Counts>>,
    breakdowns: impl Iterator<Item = &'a Located<Breakdown>>,
) -> Vec<Family<'a>> {
    let mut offset = 0;
    let mut families: Vec<Family<'a>> = Vec::new();
    let by_year = counts.map(|of| {
        ("the counts by year".to_owned(), of.values.level, of.values.years.len(), &of.values.values, &of.cells)
    });
    let by_category = breakdowns.map(|of| {
        let name = format!("the breakdown by {}", of.values.dimension.id());
        (name, of.values.level, of.values.categories.len(), &of.values.values, &of.cells)
    });
    for (name, level, columns, values, cells) in by_year.chain(by_category) {
        let table = Table { level, columns, values, cells, offset };
        offset += values.len();
        match families.iter_mut().find(|family| family.name == name) {
            Some(family) => family.tables.push(table),
            None => families.push(Family { name, tables: vec![table] }),
        }
    }
    for family in &mut families {
        family.tables.sort_by_key(|table| std::cmp::Reverse(table.level));
    }
    families
}

/// The places of a finer table inside each place of a level.
struct Inside<'a, 't> {
    table: &'t Table<'a>,
    of_place: Vec<Vec<usize>>,
}

impl<'a> Family<'a> {
    fn table(&self, level: PlaceLevel) -> Option<&Table<'a>> {
        self.tables.iter().find(|table| table.level == level)
    }

    /// The places of the next finer table inside those of a level.
    fn inside(&self, places: Places<'_>, level: PlaceLevel) -> Option<Inside<'a, '_>> {
        let table = self.tables.iter().rev().find(|table| table.level > level)?;
        let mut of_place = vec![Vec::new(); places.count(level)];
        for (place, parent) in places.parents(table.level, level.admin()?).into_iter().enumerate() {
            if let Some(inside) = parent.and_then(|parent| of_place.get_mut(parent)) {
                inside.push(place);
            }
        }
        Some(Inside { table, of_place })
    }
}

/// A family as it is seen from one level up: what a sum of a place is made of.
struct View<'a, 'f> {
    own: Option<&'f Table<'a>>,
    /// The next finer table, then the one below it, and so on.
    below: Vec<Inside<'a, 'f>>,
}

impl<'a, 'f> View<'a, 'f> {
    fn new(family: &'f Family<'a>, places: Places<'_>, level: PlaceLevel) -> Self {
        let mut below: Vec<Inside<'a, 'f>> = Vec::new();
        let mut from = level;
        while let Some(inside) = family.inside(places, from) {
            from = inside.table.level;
            below.push(inside);
        }
        Self { own: family.table(level), below }
    }

    /// Adds the cells that the places inside a place add up to in a column; those without data are left out. False if there are any.
    fn parts(&self, depth: usize, place: usize, column: usize, cells: &mut Vec<(usize, Value)>) -> bool {
        let Some(inside) = self.below.get(depth) else { return false };
        let mut is_complete = true;
        for part in inside.of_place.get(place).into_iter().flatten() {
            match inside.table.cell(*part, column) {
                (_, Value::NoData) => is_complete &= self.parts(depth + 1, *part, column, cells),
                cell => cells.push(cell),
            }
        }
        is_complete
    }

    /// The cells that all columns of a place add up to; none if any are without data.
    fn whole(&self, place: usize) -> Option<Vec<(usize, Value)>> {
        let columns = self.own.or(self.below.first().map(|inside| inside.table))?.columns;
        let mut cells = Vec::new();
        for column in 0..columns {
            match self.own.map(|table| table.cell(place, column)) {
                Some(cell) if cell.1 != Value::NoData => cells.push(cell),
                _ if !self.parts(0, place, column, &mut cells) => return None,
                _ => {}
            }
        }
        Some(cells)
    }
}

impl Table<'_> {
    fn cell(&self, place: usize, column: usize) -> (usize, Value) {
        let at = place * self.columns + column;
        (self.offset + at, self.values.get(at).copied().unwrap_or_default())
    }
}

impl Places<'_> {
    fn layer(&self, level: AdminLevel) -> Option<&AdminLayer> {
        self.layers.iter().find(|layer| layer.level == level).copied()
    }

    fn count(&self, level: PlaceLevel) -> usize {
        level.admin().map_or(self.communities.len(), |level| self.layer(level).map_or(0, |layer| layer.units.len()))
    }

    /// The unit of a larger level that each place of a level is in.
    fn parents(&self, from: PlaceLevel, to: AdminLevel) -> Vec<Option<usize>> {
        let climb = |mut level: AdminLevel, mut unit: usize| {
            while level > to {
                unit = self.layer(level)?.units.get(unit)?.parent?;
                level = level.above()?;
            }
            (level == to).then_some(unit)
        };
        match (from.admin(), self.layer(to)) {
            (Some(level), _) => (0..self.count(from)).map(|unit| climb(level, unit)).collect(),
            (None, Some(layer)) if to > AdminLevel::Admin2 => {
                let index = SpatialIndex::new(std::slice::from_ref(layer), &[], &[]);
                let unit = |community: &Community| index.part_at(layer, community.admin2, community.point);
                self.communities.iter().map(unit).collect()
            }
            (None, _) => self.communities.iter().map(|community| climb(AdminLevel::Admin2, community.admin2)).collect(),
        }
    }
}

fn report_group(places: Places<'_>, families: &[Family<'_>], findings: &mut Findings) {
    let mut equations = equations(places, families);
    let mut of_cell: std::collections::HashMap<usize, Vec<usize>> = std::collections::HashMap::new();
    for (number, equation) in equations.iter().enumerate() {
        for (cell, _) in &equation.unknown {
            of_cell.entry(*cell).or_default().push(number);
        }
    }
    let mut open: Vec<usize> = (0..equations.len()).rev().collect();
    while let Some(number) = open.pop() {
        let Some(solved) = equations.get(number).and_then(Equation::solved) else { continue };
        let Some(why) = equations.get(number).map(|equation| &equation.why) else { continue };
        for (cell, _) in &solved {
            warn(families, *cell, why, findings);
        }
        for (cell, value) in solved {
            for number in of_cell.remove(&cell).into_iter().flatten() {
                if let Some(equation) = equations.get_mut(number) {
                    equation.insert(cell, value);
                    open.push(number);
                }
            }
        }
    }
}

impl Equation {
    /// None where nothing of it is unknown.
    fn new(left: &[(usize, Value)], right: &[(usize, Value)], why: Why) -> Option<Self> {
        let sides = [(left, true), (right, false)];
        let cells = || sides.iter().flat_map(|(cells, is_left)| cells.iter().map(move |cell| (*cell, *is_left)));
        let unknown = cells().filter(|((_, value), _)| *value == Value::Suppressed);
        let unknown: Vec<_> = unknown.map(|((cell, _), is_left)| (cell, is_left)).collect();
        let signed = |((_, value), is_left): ((usize, Value), bool)| {
            let number = i128::from(value.reported().unwrap_or(0));
            if is_left { -number } else { number }
        };
        let rest = cells().map(signed).sum();
        (!unknown.is_empty()).then_some(Self { unknown, rest, why })
    }

    /// The unknown values that it gives away: a single one, or all where nothing is left for them, since no count is negative.
    fn solved(&self) -> Option<Vec<(usize, i128)>> {
        let (_, is_left) = *self.unknown.first()?;
        let are_on_one_side = self.unknown.iter().all(|(_, left)| *left == is_left);
        let rest = if is_left { self.rest } else { -self.rest };
        match self.unknown.as_slice() {
            [(cell, _)] => Some(vec![(*cell, rest)]),
            all if are_on_one_side && rest == 0 => Some(all.iter().map(|(cell, _)| (*cell, 0)).collect()),
            _ => None,
        }
    }

    fn insert(&mut self, cell: usize, value: i128) {
        for (_, is_left) in self.unknown.iter().filter(|(unknown, _)| *unknown == cell) {
            self.rest += if *is_left { -value } else { value };
        }
        self.unknown.retain(|(unknown, _)| *unknown != cell);
    }
}

fn equations(places: Places<'_>, families: &[Family<'_>]) -> Vec<Equation> {
    let mut levels: Vec<PlaceLevel> =
        families.iter().flat_map(|family| &family.tables).map(|table| table.level).collect();
    levels.sort_unstable();
    levels.dedup();
    let mut equations = Vec::new();
    for level in levels {
        let views: Vec<View<'_, '_>> = families.iter().map(|family| View::new(family, places, level)).collect();
        for place in 0..places.count(level) {
            for view in &views {
                let Some(own) = view.own.filter(|_| !view.below.is_empty()) else { continue };
                for column in 0..own.columns {
                    let (cell, value) = own.cell(place, column);
                    let mut parts = Vec::new();
                    view.parts(0, place, column, &mut parts);
                    if value != Value::NoData && !parts.is_empty() {
                        equations.extend(Equation::new(&[(cell, value)], &parts, Why::Stated(cell)));
                    }
                }
            }
            if views.len() > 1 {
                let wholes: Vec<_> = views.iter().map(|view| view.whole(place)).collect();
                for (at, (left, family)) in wholes.iter().zip(families).enumerate() {
                    for (right, other) in wholes.iter().zip(families).skip(at + 1) {
                        if let (Some(left), Some(right)) = (left, right) {
                            let why = Why::Both(format!("{} and {}", family.name, other.name));
                            equations.extend(Equation::new(left, right, why));
                        }
                    }
                }
            }
        }
    }
    equations
}

fn warn(families: &[Family<'_>], cell: usize, why: &Why, findings: &mut Findings) {
    let why = match why {
        Why::Stated(sum) if *sum == cell => "it is the sum of numbers that are stated".to_owned(),
        Why::Stated(sum) => {
            format!("the sum in {} and its other parts leave one number for it", location(families, *sum))
        }
        Why::Both(names) => format!("{names} add up to the same, and leave one number for it"),
    };
    let message = format!("the suppressed value can be calculated: {why}; suppress another part, or the sum");
    findings.warning("suppressed_value_revealed", location(families, cell), message);
}

fn location(families: &[Family<'_>], cell: usize) -> Location {
    let tables = || families.iter().flat_map(|family| &family.tables);
    let table = tables().find(|table| (table.offset..table.offset + table.values.len()).contains(&cell));
    table.map_or_else(Location::default, |table| {
        let at = cell - table.offset;
        table.cells.of(at / table.columns.max(1), at % table.columns.max(1))
    })
}
