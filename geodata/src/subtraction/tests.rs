//! The closure against attackers who know nothing of its equations: who take each published number as a sum of cells of the finest
//! places, and find by the rank of dense matrices which sums follow from others. One believes that stated sums leave blank rows out, the other
//! that they do not.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use proptest::prelude::*;

use super::{Closure, Limits, Places, Reason, Table, TableCell, close};
use crate::model::{PlaceLevel, Value};
use PlaceLevel::{Admin0, Admin1, Admin2, Community};

const PROVINCE_OF: [u32; 3] = [0, 0, 1];

/// A table that owns its values.
#[derive(Clone, Debug)]
struct Owned {
    family: usize,
    level: PlaceLevel,
    columns: usize,
    values: Vec<Value>,
    ranges: HashMap<usize, RangeInclusive<u64>>,
}

/// The tables of a group, and the districts of its communities.
#[derive(Clone, Debug)]
struct Country {
    district_of: Vec<u32>,
    tables: Vec<Owned>,
}

impl Country {
    fn places(&self) -> Places {
        Places::of_tree(&self.district_of, &PROVINCE_OF)
    }

    fn close_within(&self, limits: Limits) -> Closure {
        let tables = self.tables.iter().map(|owned| Table {
            family: owned.family,
            level: owned.level,
            columns: owned.columns,
            values: &owned.values,
            ranges: &owned.ranges,
        });
        close(&self.places(), &tables.collect::<Vec<_>>(), limits)
    }

    fn close(&self) -> Closure {
        self.close_within(Limits::default())
    }

    /// What is published after a closure.
    fn without(&self, closure: &Closure) -> Self {
        let mut published = self.clone();
        for (TableCell { table, cell }, _) in &closure.hidden {
            assert!(published.tables[*table].values[*cell].reported().is_some(), "only what is shown is suppressed");
            published.tables[*table].values[*cell] = Value::Suppressed;
        }
        for table in &closure.hidden_tables {
            for value in &mut published.tables[*table].values {
                *value = if *value == Value::NoData { Value::NoData } else { Value::Suppressed };
            }
        }
        published
    }

    fn finest(&self, family: usize) -> &Owned {
        let of_family = self.tables.iter().filter(|table| table.family == family);
        of_family.max_by_key(|table| table.level).expect("a table")
    }

    /// Whether the row of a cell of the finest places is blank, though the other family has people there.
    fn is_blank(&self, family: usize, leaf: usize) -> bool {
        let (finest, other) = (self.finest(family), self.finest(1 - family));
        let place = leaf / finest.columns;
        let row = &finest.values[place * finest.columns..(place + 1) * finest.columns];
        row.iter().all(|value| *value == Value::NoData)
            && other.level >= finest.level
            && (0..other.values.len()).any(|cell| {
                other.values[cell] != Value::NoData
                    && self.place_at(other.level, cell / other.columns, finest.level) == place
            })
    }

    /// A cell as a sum of the cells of the finest places of its family; families one after the other.
    fn functional(&self, table: &Owned, cell: usize, belief: Belief) -> Vec<i64> {
        let mut functional = Vec::new();
        for family in 0..2 {
            let finest = self.finest(family);
            for leaf in 0..finest.values.len() {
                let (place, column) = (leaf / finest.columns, leaf % finest.columns);
                let is_part = table.family == family
                    && column == cell % table.columns
                    && self.place_at(finest.level, place, table.level) == cell / table.columns
                    && self.counts(family, leaf, belief);
                functional.push(i64::from(is_part));
            }
        }
        functional
    }

    fn place_at(&self, from: PlaceLevel, place: usize, to: PlaceLevel) -> usize {
        self.places().place_at(from, place, to).expect("a place")
    }

    /// Whether an attacker believes that sums have a cell of the finest places in them.
    fn counts(&self, family: usize, leaf: usize, belief: Belief) -> bool {
        let is_blank = belief == Belief::BlankIsUnknown && self.is_blank(family, leaf);
        self.finest(family).values[leaf] != Value::NoData || is_blank
    }

    /// What everybody knows: the published numbers, and that families add up to the same.
    fn known(&self, belief: Belief) -> Vec<Vec<i64>> {
        let mut known = Vec::new();
        for table in &self.tables {
            let shown = (0..table.values.len()).filter(|cell| table.values[*cell].reported().is_some());
            known.extend(shown.map(|cell| self.functional(table, cell, belief)));
        }
        let (first, second) = (self.finest(0), self.finest(1));
        for place in 0..second.values.len() / second.columns {
            if belief == Belief::BlankIsLeftOut && self.is_blank(1, place * second.columns) {
                continue;
            }
            let mut equal = Vec::new();
            for leaf in 0..first.values.len() {
                let is_inside = self.place_at(first.level, leaf / first.columns, second.level) == place;
                equal.push(i64::from(is_inside && first.values[leaf] != Value::NoData));
            }
            for leaf in 0..second.values.len() {
                equal.push(-i64::from(leaf / second.columns == place && self.counts(1, leaf, belief)));
            }
            known.push(equal);
        }
        known
    }

    /// The withheld cells of `self` that follow from what `published` shows, for one of the attackers.
    fn given_away_by(&self, published: &Self) -> Vec<TableCell> {
        let mut given_away = Vec::new();
        for belief in [Belief::BlankIsLeftOut, Belief::BlankIsUnknown] {
            let known = published.known(belief);
            let rank_of_known = rank(known.clone());
            for (number, table) in self.tables.iter().enumerate() {
                for cell in (0..table.values.len()).filter(|cell| table.values[*cell] == Value::Suppressed) {
                    let with_it = [known.clone(), vec![self.functional(table, cell, belief)]].concat();
                    if rank(with_it) == rank_of_known {
                        given_away.push(TableCell { table: number, cell });
                    }
                }
            }
        }
        given_away.sort_unstable();
        given_away.dedup();
        given_away
    }
}

/// What an attacker believes of rows without data where there are people.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belief {
    BlankIsLeftOut,
    BlankIsUnknown,
}

/// The rank of a matrix, without fractions (Bareiss 1968).
fn rank(rows: Vec<Vec<i64>>) -> usize {
    let mut rows: Vec<Vec<i128>> = rows.into_iter().map(|row| row.into_iter().map(i128::from).collect()).collect();
    let (mut rank, mut before) = (0, 1);
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let (above, below) = rows.split_at_mut(rank + 1);
        let pivot = &above[rank];
        for row in below {
            let factor = row[column];
            for (number, of_pivot) in row.iter_mut().zip(pivot) {
                *number = (*number * pivot[column] - factor * of_pivot) / before;
            }
        }
        before = pivot[column];
        rank += 1;
    }
    rank
}

/// What is done with a cell: 0 shows it, 1 withholds it, 2 leaves it empty.
fn choices(empty: u32) -> impl Strategy<Value = u8> {
    prop_oneof![4 => Just(0_u8), 2 => Just(1), empty => Just(2)]
}

prop_compose! {
    /// Years by community, categories by community or district, and sums of both that are stated here and there. All numbers are what they are
    /// sums of, and above zero.
    fn country()(
        district_of in prop::collection::vec(0..3_u32, 1..6),
        is_fine in any::<bool>(),
    )(
        years in prop::collection::vec((5..100_u64, 5..100_u64), district_of.len()),
        shares in prop::collection::vec(0.1..0.9_f64, district_of.len()),
        unassessed in prop::collection::vec(prop::bool::weighted(0.1), district_of.len()),
        blank in prop::collection::vec(prop::bool::weighted(0.2), 6),
        choices in prop::collection::vec((choices(0), choices(4)), 8 * 12),
        is_fine in Just(is_fine),
        district_of in Just(district_of),
    ) -> Country {
        let mut choice = choices.into_iter();
        let mut tables = Vec::new();
        for family in 0..2 {
            let leaf = |community: usize| {
                let (first, second) = years[community];
                if family == 0 {
                    return [first, second];
                }
                let women = ((first + second) as f64 * shares[community]) as u64;
                [women, first + second - women]
            };
            let finest = if family == 1 && !is_fine { Admin2 } else { Community };
            for level in [Community, Admin2, Admin1, Admin0].into_iter().filter(|level| *level <= finest) {
                let places = Places::of_tree(&district_of, &PROVINCE_OF);
                let count = match level { Community => district_of.len(), Admin2 => 3, Admin1 => 2, _ => 1 };
                let mut values = vec![Value::NoData; count * 2];
                for community in (0..district_of.len()).filter(|community| !unassessed[*community]) {
                    let place = places.place_at(Community, community, level).expect("a place");
                    for column in 0..2 {
                        values[place * 2 + column] = values[place * 2 + column].plus(Value::Reported(leaf(community)[column]));
                    }
                }
                for (cell, value) in values.iter_mut().enumerate() {
                    let (of_finest, of_sums) = choice.next().expect("a choice");
                    // Nothing is stated of larger places that have blank rows alone; there is a test of its own for that.
                    let has_row = |community: &usize| {
                        let of_finest = places.place_at(Community, *community, finest).expect("a place");
                        !unassessed[*community] && !blank[of_finest]
                    };
                    let is_inside =
                        |community: &usize| places.place_at(Community, *community, level) == Some(cell / 2);
                    if family == 1 && !(0..district_of.len()).filter(is_inside).any(|community| has_row(&community)) {
                        *value = Value::NoData;
                        continue;
                    }
                    match if level == finest { of_finest } else { of_sums } {
                        1 if *value != Value::NoData => *value = Value::Suppressed,
                        2 => *value = Value::NoData,
                        _ => {}
                    }
                }
                tables.push(Owned { family, level, columns: 2, values, ranges: HashMap::new() });
            }
        }
        Country { district_of, tables }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 4000 }))]

    #[test]
    fn what_is_given_away_is_found_and_nothing_of_it_stays(country in country()) {
        // Attackers calculate with equations alone.
        let closure = country.close_within(Limits { rounds: 0, ..Limits::default() });
        let revealed: Vec<TableCell> = closure.revealed.iter().map(|revealed| revealed.cell).collect();
        prop_assert_eq!(&revealed, &country.given_away_by(&country));
        prop_assert!(closure.hidden_tables.is_empty());
        prop_assert_eq!(country.given_away_by(&country.without(&closure)), []);
        prop_assert!(!revealed.is_empty() || closure.hidden.is_empty(), "nothing is suppressed without need");
    }

    #[test]
    fn bounds_find_all_that_equations_do_and_nothing_of_it_stays(country in country()) {
        let closure = country.close();
        let revealed: Vec<TableCell> = closure.revealed.iter().map(|revealed| revealed.cell).collect();
        prop_assert!(country.given_away_by(&country).iter().all(|cell| revealed.contains(cell)));
        prop_assert_eq!(country.given_away_by(&country.without(&closure)), []);
        prop_assert!(!revealed.is_empty() || closure.hidden.is_empty(), "nothing is suppressed without need");
    }

    #[test]
    fn nothing_is_given_away_where_the_equations_are_too_many(country in country(), terms in 0..200_usize, work in 0..200_usize) {
        let closure = country.close_within(Limits { terms, work, ..Limits::default() });
        prop_assert_eq!(country.given_away_by(&country.without(&closure)), []);
    }
}

/// A count is withheld in a village without a breakdown; the villages beside it have one.
#[test]
fn a_row_without_a_breakdown_gives_no_equation_and_the_rest_of_the_breakdown_stays() {
    let reported = |values: &[u64]| values.iter().copied().map(Value::Reported).collect::<Vec<_>>();
    let counts = Owned {
        family: 0,
        level: Community,
        columns: 1,
        values: [vec![Value::Suppressed], reported(&[12, 30])].concat(),
        ranges: HashMap::new(),
    };
    let sexes = Owned {
        family: 1,
        level: Community,
        columns: 2,
        values: [vec![Value::NoData; 2], reported(&[8, 4, 10, 20])].concat(),
        ranges: HashMap::new(),
    };
    let country = Country { district_of: vec![0, 0, 1], tables: vec![counts, sexes] };
    assert_eq!(country.close(), Closure::default());
    // If a source states the breakdown of the district, it tells how many are missing: 5.
    let mut stated = country.clone();
    let values = [reported(&[11, 6]), vec![Value::NoData; 4]].concat();
    stated.tables.push(Owned { family: 1, level: Admin2, columns: 2, values, ranges: HashMap::new() });
    let closure = stated.close();
    let hidden: Vec<TableCell> = closure.hidden.iter().map(|(hidden, _)| *hidden).collect();
    let (of_other_village, of_sums) = (TableCell { table: 1, cell: 3 }, TableCell { table: 2, cell: 1 });
    assert_eq!((hidden, closure.hidden_tables), (vec![of_other_village, of_sums], vec![]));
    // So does one of a district with this village alone.
    let mut alone = country.clone();
    alone.district_of = vec![0, 1, 1];
    let values = [reported(&[2, 3]), vec![Value::NoData; 4]].concat();
    alone.tables.push(Owned { family: 1, level: Admin2, columns: 2, values, ranges: HashMap::new() });
    let hidden: Vec<usize> = alone.close().hidden.iter().map(|(hidden, _)| hidden.table).collect();
    assert_eq!(hidden, [2]);
}

/// Three communities of one district, by one year: withheld `None`.
fn district(communities: &[Option<u64>], stated: u64, range: Option<&RangeInclusive<u64>>) -> Country {
    let values: Vec<Value> = communities.iter().map(|count| count.map_or(Value::Suppressed, Value::Reported)).collect();
    let ranges = (0..values.len()).filter_map(|cell| Some((cell, range?.clone()))).collect();
    let sum = Owned {
        family: 0,
        level: Admin2,
        columns: 1,
        values: vec![Value::Reported(stated), Value::NoData, Value::NoData],
        ranges: HashMap::new(),
    };
    let counts = Owned { family: 0, level: Community, columns: 1, values, ranges };
    Country { district_of: vec![0; communities.len()], tables: vec![counts, sum] }
}

#[test]
fn bounds_may_leave_one_number() {
    let district_is_hidden = |country: &Country| {
        let closure = country.close();
        let hidden: Vec<TableCell> = closure.hidden.iter().map(|(hidden, _)| *hidden).collect();
        assert!(hidden.is_empty() || hidden == [TableCell { table: 1, cell: 0 }], "{closure:?}");
        !hidden.is_empty()
    };
    let (below_5, from_1) = (Some(&(0..=4)), Some(&(1..=4)));
    for (communities, stated, range, expected) in [
        (&[None, Some(20)][..], 23, None, true),
        (&[None, None, Some(20)], 23, None, false),
        (&[None, None, Some(20)], 20, None, true),
        (&[None, None, Some(20)], 28, below_5, true),
        (&[None, None, Some(20)], 27, below_5, false),
        (&[None, None, Some(20)], 28, None, false),
        (&[None, None], 2, from_1, true),
        (&[None, None], 3, from_1, false),
        // More than can be: the source contradicts itself, and gives nothing away.
        (&[None, None], 9, below_5, false),
    ] {
        assert_eq!(district_is_hidden(&district(communities, stated, range)), expected, "{communities:?} {stated}");
    }
}

#[test]
fn what_is_suppressed_says_for_what() {
    let closure = district(&[None, Some(20)], 23, None).close();
    let (community, district) = (TableCell { table: 0, cell: 0 }, TableCell { table: 1, cell: 0 });
    assert_eq!(closure.hidden, [(district, community)]);
    let [revealed] = closure.revealed.as_slice() else { panic!("{closure:?}") };
    assert_eq!((revealed.cell, revealed.reasons.as_slice()), (community, &[Reason::Stated(district)][..]));
}
