//! Columns of categories without a group, beside the total that they add up to: women, men, girls and boys beside the displaced.

use super::column::Column;
use super::counted::{CategoryColumn, CountColumn, Dimension, Group, category, dimension_of};
use super::lexicon;
use super::reading::Reading;
use super::table::Table;
use super::words::{words_of, year};

/// The share of the rows in which the parts must add up to the total.
const MIN_SUMS: f64 = 0.8;

/// The columns that are parts of a count; they are taken out of those that nothing is known of.
pub(super) fn of_totals(table: &Table, unknown: &mut Vec<&Column>, counts: &[CountColumn]) -> Vec<CategoryColumn> {
    let mut found = Vec::new();
    let parts: Vec<(&Column, Vec<String>, Dimension)> = unknown
        .iter()
        .filter_map(|column| {
            let mut words = words_of(&column.title);
            words.retain(|word| !lexicon::FILLERS.contains(&word.as_str()) && year(word).is_none());
            let dimension = dimension_of(&words)?;
            Some((*column, words, dimension))
        })
        .collect();
    let mut dimensions: Vec<Dimension> = parts.iter().map(|(.., dimension)| *dimension).collect();
    dimensions.sort_unstable();
    dimensions.dedup();
    for dimension in dimensions {
        let of_dimension: Vec<&(&Column, Vec<String>, Dimension)> =
            parts.iter().filter(|(.., other)| *other == dimension).collect();
        let columns: Vec<&Column> = of_dimension.iter().map(|(column, ..)| *column).collect();
        let is_only_year = |count: &&CountColumn| {
            counts.iter().all(|other| other.group != count.group || other.column == count.column)
        };
        let totals = counts.iter().filter(|count| count.group != Group::Open).filter(is_only_year);
        let mut fitting =
            totals.filter(|count| table.column(&count.column).is_some_and(|total| are_sums(&columns, total)));
        let Some(total) = fitting.next().cloned() else { continue };
        found.extend(of_dimension.iter().map(|(column, words, _)| CategoryColumn {
            column: column.name.clone(),
            group: total.group.clone(),
            dimension,
            category: category(words, dimension),
            year: total.year,
            why: format!("likely: with the others it adds up to `{}`", total.column),
        }));
        unknown.retain(|column| columns.iter().all(|part| part.name != column.name));
    }
    found
}

/// Leaves out what is the only category of its group: what the others are, nothing says.
pub(super) fn leave_single(categories: &mut Vec<CategoryColumn>, readings: &mut Vec<Reading>) {
    let all = categories.clone();
    let is_single = |one: &CategoryColumn| {
        all.iter().filter(|other| (&other.group, other.dimension) == (&one.group, one.dimension)).count() == 1
    };
    let single = all.iter().filter(|category| is_single(category));
    readings.extend(
        single.map(|one| Reading::new(&one.column, "not used", "it counts one category, and no column another")),
    );
    categories.retain(|category| !is_single(category));
}

/// Whether columns add up to a total in most rows that have all of them.
fn are_sums(parts: &[&Column], total: &Column) -> bool {
    let (mut rows, mut sums) = (0_u32, 0_u32);
    for row in 0..total.cells.len() {
        let sum: Option<u64> = parts.iter().map(|part| part.count(row)).sum();
        if let (Some(sum), Some(total)) = (sum, total.count(row)) {
            rows += 1;
            sums += u32::from(sum == total);
        }
    }
    parts.len() > 1 && rows > 0 && f64::from(sums) >= f64::from(rows) * MIN_SUMS
}
