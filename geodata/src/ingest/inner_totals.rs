//! Totals among numbers that are added up: rows for `Total` beside those for `Female` and `Male`, a category `All` beside the others, a stock at
//! several dates. Whoever adds them up counts people twice.
//!
//! A total is known by its number: it is the sum of the others, and not by chance in all of several places.

use std::collections::{BTreeMap, HashMap};

use super::parts::CellLocations;
use super::places::PlaceTable;
use super::report::{Findings, Location, Severity};
use super::tables::{Column, Row, Table};
use super::text::comparable;
use super::total_words::is_total_word;
use crate::model::{Breakdown, PopulationGroup, Value};

/// In so many places a number is not the sum of others by chance.
const SURE_PLACES: usize = 3;

/// More texts than a column has that tells rows of a place apart.
const MAX_TEXTS: usize = 20;

/// How often a number is the sum of the others.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// Where that can be told.
    places: usize,
    /// Where it is.
    sums: usize,
    /// Where it is, of two numbers at least.
    of_several: usize,
}

impl Evidence {
    fn add(&mut self, is_sum: bool, others_above_zero: usize) {
        self.places += 1;
        self.sums += usize::from(is_sum);
        self.of_several += usize::from(is_sum && others_above_zero > 1);
    }

    /// How bad it is; nothing where it is no total. `says_so` is whether it is also called a total.
    fn severity(self, says_so: bool) -> Option<Severity> {
        let Self { places, sums, of_several } = self;
        if places == 0 {
            return None;
        }
        if sums == places && (of_several >= SURE_PLACES || says_so) {
            return Some(Severity::Error);
        }
        let is_likely =
            if sums == places { of_several > 0 } else { of_several >= SURE_PLACES && sums * 5 >= places * 4 };
        (says_so || is_likely).then_some(Severity::Warning)
    }

    /// What it is, and where, for a message.
    fn shown(self, called: &str, are_sums: &str) -> String {
        match self {
            Self { places: 1, sums: 1, .. } => format!("{are_sums} in the only place that has several"),
            Self { places, sums, .. } if places == sums => format!("{are_sums} in all {places} cases"),
            Self { places, sums, of_several } if of_several < SURE_PLACES || sums * 5 < places * 4 => {
                format!("{called}, and {are_sums} in {sums} of {places} cases")
            }
            Self { places, sums, .. } => format!("{are_sums} in {sums} of {places} cases"),
        }
    }
}

fn report(severity: Severity, code: &'static str, at: Location, message: String, findings: &mut Findings) {
    match severity {
        Severity::Error => findings.error(code, at, message),
        Severity::Warning => findings.warning(code, at, message),
        Severity::Note => findings.note(code, at, message),
    }
}

/// Reports a category that is the sum of the others.
pub(super) fn check_categories(
    breakdown: &Breakdown,
    cells: &CellLocations,
    places: Option<&PlaceTable>,
    findings: &mut Findings,
) {
    for (position, category) in breakdown.categories.iter().enumerate() {
        let (mut evidence, mut example) = (Evidence::default(), None);
        for place in 0..breakdown.values.len() / breakdown.categories.len().max(1) {
            let numbers: Option<Vec<u64>> = breakdown.of_place(place).iter().map(|value| value.reported()).collect();
            let Some(numbers) = numbers.filter(|numbers| numbers.iter().any(|number| *number > 0)) else { continue };
            let own = numbers.get(position).copied().unwrap_or(0);
            let others = || numbers.iter().enumerate().filter(|(at, _)| *at != position).map(|(_, number)| *number);
            let sum = others().fold(0_u64, u64::saturating_add);
            evidence.add(own == sum, others().filter(|number| *number > 0).count());
            if own == sum {
                example.get_or_insert((place, own));
            }
        }
        let Some(severity) = evidence.severity(breakdown.categories.len() > 1 && is_total_word(category)) else {
            continue;
        };
        let (group, dimension) = (breakdown.group.id(), breakdown.dimension.id());
        let example = example.and_then(|(place, own)| Some(format!(", as {own} in `{}`", places?.key(place))));
        let as_in = example.unwrap_or_default();
        let message = format!(
            "`{group}` by `{dimension}`: the category `{category}` {}{as_in}; categories are added up, so that it counts everybody twice",
            evidence.shown("is called a total", "is the sum of the others")
        );
        let at = Location { row: None, ..cells.of(0, position) };
        report(severity, "total_among_categories", at, message, findings);
    }
}

/// What a row adds: nothing where it is not read, and an unknown number where it has none.
type Number = Option<Option<u64>>;

/// Rows that are added up.
pub(super) struct AddedRows<'a> {
    pub(super) table: &'a Table,
    /// The rows with the positions of their places.
    pub(super) rows: &'a [(usize, Row)],
    pub(super) places: Option<&'a PlaceTable>,
}

/// A column beside the place that tells rows apart.
struct Telling<'a> {
    column: &'a Column,
    /// Its texts, as they are compared, with the first spelling of each.
    texts: Vec<(String, String)>,
    /// The position of the text of each row, one more for an empty cell.
    of_rows: Vec<usize>,
}

impl AddedRows<'_> {
    /// Reports rows that are the sums of others to which they are added. `value` is what a row has in a column of a group, if it is read.
    pub(super) fn check_totals(
        &self,
        group: &PopulationGroup,
        columns: &[&Column],
        value: impl Fn(Row, usize) -> Option<Value>,
        findings: &mut Findings,
    ) {
        if !self.has_several_rows() {
            return;
        }
        let telling: Vec<Telling<'_>> =
            self.table.neighbours().iter().filter_map(|column| self.telling(column)).collect();
        for (position, column) in columns.iter().enumerate() {
            let numbers: Vec<Number> =
                self.rows.iter().map(|(_, row)| value(*row, position).map(Value::reported)).collect();
            let mut is_found = false;
            for asked in 0..telling.len() {
                is_found |= self.report_text(group, &telling, asked, &numbers, findings);
            }
            is_found = is_found || self.report_row(group, column, &numbers, findings);
            // The other columns have the same rows.
            if is_found {
                return;
            }
        }
    }

    fn has_several_rows(&self) -> bool {
        let mut places: Vec<usize> = self.rows.iter().map(|(place, _)| *place).collect();
        places.sort_unstable();
        places.windows(2).any(|two| two[0] == two[1])
    }

    /// A column with few texts.
    fn telling<'c>(&self, column: &'c Column) -> Option<Telling<'c>> {
        let (mut texts, mut of_rows): (Vec<(String, String)>, Vec<usize>) = (Vec::new(), Vec::new());
        for (_, row) in self.rows {
            let Some(text) = self.table.text_beside(*row, column).ok()? else {
                of_rows.push(MAX_TEXTS);
                continue;
            };
            let known = comparable(&text);
            let position = texts.iter().position(|(other, _)| *other == known).unwrap_or_else(|| {
                texts.push((known, text));
                texts.len() - 1
            });
            of_rows.push(position);
            if texts.len() > MAX_TEXTS {
                return None;
            }
        }
        (texts.len() > 1).then_some(Telling { column, texts, of_rows })
    }

    /// Whether the rows with some text in a column are the sums of those with other texts, and all else the same.
    fn report_text(
        &self,
        group: &PopulationGroup,
        telling: &[Telling<'_>],
        asked: usize,
        numbers: &[Number],
        findings: &mut Findings,
    ) -> bool {
        let Some(Telling { column, texts, of_rows }) = telling.get(asked) else { return false };
        let others: Vec<&Telling<'_>> =
            telling.iter().enumerate().filter(|(at, _)| *at != asked).map(|(_, other)| other).collect();
        // By place and the texts in the other columns: what each text has.
        let mut sets: HashMap<(usize, Vec<usize>), BTreeMap<usize, Option<u64>>> = HashMap::new();
        for (at, (place, _)) in self.rows.iter().enumerate().filter(|(at, _)| of_rows[*at] < texts.len()) {
            let Some(number) = numbers[at] else { continue };
            let key = (*place, others.iter().map(|other| other.of_rows[at]).collect());
            let of_text = sets.entry(key).or_default().entry(of_rows[at]).or_insert(Some(0));
            *of_text = of_text.zip(number).map(|(sum, number)| sum.saturating_add(number));
        }
        let mut is_found = false;
        for (position, (text, written)) in texts.iter().enumerate() {
            let mut evidence = Evidence::default();
            for set in sets.values() {
                let Some(Some(own)) = set.get(&position) else { continue };
                let others: Option<Vec<u64>> =
                    set.iter().filter(|(text, _)| **text != position).map(|(_, number)| *number).collect();
                let Some(others) = others.filter(|others| !others.is_empty()) else { continue };
                let sum = others.iter().copied().fold(0_u64, u64::saturating_add);
                if sum > 0 || *own > 0 {
                    evidence.add(sum == *own, others.iter().filter(|number| **number > 0).count());
                }
            }
            let Some(severity) = evidence.severity(is_total_word(text)) else { continue };
            let message = format!(
                "`{}`: the rows with `{written}` {}; `combine = \"sum\"` adds them to those, which counts everybody twice: say `unless = {{ \"{}\" = [\"{written}\"] }}`",
                group.id(),
                evidence.shown("are called totals", "are the sums of other rows"),
                column.name,
            );
            report(severity, "total_among_rows", self.table.at_column(column), message, findings);
            is_found = true;
        }
        is_found
    }

    /// Whether a row of each place is the sum of all others, whatever tells it apart.
    fn report_row(
        &self,
        group: &PopulationGroup,
        column: &Column,
        numbers: &[Number],
        findings: &mut Findings,
    ) -> bool {
        /// The rows of a place.
        #[derive(Default)]
        struct OfPlace {
            rows: usize,
            above_zero: usize,
            sum: Option<u64>,
            greatest: Option<(u64, Row)>,
        }
        let mut of_places: BTreeMap<usize, OfPlace> = BTreeMap::new();
        for ((place, row), number) in self.rows.iter().zip(numbers) {
            let Some(number) = number else { continue };
            let of_place = of_places.entry(*place).or_insert_with(|| OfPlace { sum: Some(0), ..OfPlace::default() });
            of_place.rows += 1;
            of_place.sum = of_place.sum.zip(*number).map(|(sum, number)| sum.saturating_add(number));
            let Some(number) = *number else { continue };
            of_place.above_zero += usize::from(number > 0);
            if of_place.greatest.is_none_or(|(greatest, _)| number > greatest) {
                of_place.greatest = Some((number, *row));
            }
        }
        let (mut evidence, mut example) = (Evidence::default(), None);
        for (place, OfPlace { rows, above_zero, sum, greatest }) in of_places {
            let (Some(sum), Some((greatest, row))) = (sum.filter(|sum| *sum > 0), greatest) else { continue };
            if rows < 2 {
                continue;
            }
            let is_sum = sum == greatest.saturating_mul(2);
            evidence.add(is_sum, above_zero.saturating_sub(1));
            if is_sum {
                example.get_or_insert((place, row, greatest));
            }
        }
        let (Some(severity), Some((place, row, greatest))) = (evidence.severity(false), example) else { return false };
        let message = format!(
            "`{}`: one row {}, as {greatest} in row {} of `{}`; `combine = \"sum\"` adds it to those, which counts everybody twice",
            group.id(),
            evidence.shown("is a total", "is the sum of the others"),
            self.table.number(row),
            self.places.map_or("", |places| places.key(place)),
        );
        report(severity, "total_among_rows", self.table.at_column(column), message, findings);
        true
    }

    /// Warns where a stock is added up that was counted at several dates.
    pub(super) fn check_dates(&self, group: &PopulationGroup, findings: &mut Findings) {
        if !group.is_stock() {
            return;
        }
        let mut first: HashMap<usize, Row> = HashMap::new();
        for (place, row) in self.rows {
            let Some(before) = first.get(place) else {
                first.insert(*place, *row);
                continue;
            };
            if let Some((column, [one, other])) = self.table.dates_apart(*before, *row, &[]) {
                let message = format!(
                    "`{}` is a stock, and rows of several dates are added up: {one} in row {}, {other} in this row; people who were there at both are counted twice",
                    group.id(),
                    self.table.number(*before)
                );
                findings.warning("dates_added_up", self.table.at_cell(*row, column), message);
                return;
            }
        }
    }
}
