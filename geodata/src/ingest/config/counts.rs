//! The sections `[[counts]]` and `[[breakdowns]]`: tables with a row per place and, for each population group, a column per year (one for a
//! stock) or per category.

use std::collections::HashMap;

use serde_spanned::Spanned;

use super::super::text::listed;
use super::check::Checker;
use super::schema::{BreakdownSection, CountColumn, CountsSection};
use super::tables::FirstLines;
use super::{BreakdownConfig, ColumnName, CountTime, CountsConfig, GroupColumns};
use crate::model::{Dimension, GroupCoverage, PlaceLevel, PopulationGroup, Round};

impl Checker<'_> {
    pub(super) fn counts(
        &mut self,
        sections: &[Spanned<CountsSection>],
        rounds: &[Round],
        has_communities: bool,
    ) -> Vec<CountsConfig> {
        let mut first: FirstLines<(String, PopulationGroup, Option<PlaceLevel>)> = HashMap::new();
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            let (round, rows) = self.place_table(section.rows(), rounds, has_communities);
            let Some(round) = round else { continue };
            self.check_columns_unique(section.columns.get_ref().iter().map(|column| &column.column));
            let mut groups: Vec<GroupColumns<CountTime>> = Vec::new();
            for column in section.columns.get_ref() {
                let Some(coverage) = self.coverage_of(&column.group, round) else { continue };
                let Some(name) = self.located_name(&column.column) else { continue };
                let Some(year) = self.year_of(column, round, coverage) else { continue };
                if !add_column(&mut groups, &coverage.group, year, name) {
                    let of_year = year.year().map(|year| format!(" of {year}")).unwrap_or_default();
                    let message = format!("`{}`{of_year} has two columns in this table", coverage.group.id());
                    match &column.year {
                        Some(at) => self.error(at, "year_twice", message),
                        None => self.error(&column.column, "group_twice", message),
                    }
                }
            }
            let level = rows.as_ref().map(|rows| rows.level);
            for counted in &mut groups {
                let Some(coverage) = round.coverage(&counted.group) else { continue };
                self.check_unique(
                    &mut first,
                    (round.id.0.clone(), counted.group.clone(), level),
                    &section.columns,
                    || format!("counts of `{}` in the round `{}`", counted.group.id(), round.id),
                );
                self.order_by_year(counted, coverage, &section.columns);
            }
            self.report_no_columns(groups.is_empty() && section.columns.get_ref().is_empty(), &section.columns);
            all.extend(rows.map(|rows| CountsConfig { rows, groups }));
        }
        all
    }

    /// When a column counts: in a year, unless its group is a stock. Nothing if it has an error.
    fn year_of(&mut self, column: &CountColumn, round: &Round, coverage: &GroupCoverage) -> Option<CountTime> {
        let id = coverage.group.id();
        match (&column.year, &coverage.date) {
            (None, Some(_)) => Some(CountTime::Date),
            (Some(year), Some(date)) => {
                let message = format!("`{id}` is a stock: it is counted on {date} and has no `year`; remove the key");
                self.error(year, "stock_with_years", message);
                None
            }
            (Some(year), None) if coverage.years.contains(year.get_ref()) => Some(CountTime::Year(*year.get_ref())),
            (Some(year), None) => {
                let years = listed(coverage.years.iter().map(u16::to_string));
                let message =
                    format!("the round `{}` has no year {} for `{id}`; its years: {years}", round.id, year.get_ref());
                self.error(year, "year_not_in_round", message);
                None
            }
            (None, None) => {
                let message = format!("missing key `year`: `{id}` is a flow, which is counted by year");
                self.error(&column.column, "missing_key", message);
                None
            }
        }
    }

    /// Puts the columns of a group in the order of the round's years; each year needs one. A stock has one column.
    fn order_by_year<T>(&mut self, counted: &mut GroupColumns<CountTime>, coverage: &GroupCoverage, at: &Spanned<T>) {
        if coverage.date.is_some() {
            return;
        }
        let mut columns = Vec::with_capacity(coverage.years.len());
        for year in &coverage.years {
            if let Some(position) = counted.keys.iter().position(|known| *known == CountTime::Year(*year)) {
                columns.push(counted.columns[position].clone());
            } else {
                let message = format!("`{}` has no column for {year}, which the round counts", counted.group.id());
                self.error(at, "year_without_column", message);
            }
        }
        counted.keys = coverage.years.iter().copied().map(CountTime::Year).collect();
        counted.columns = columns;
    }

    pub(super) fn breakdowns(
        &mut self,
        sections: &[Spanned<BreakdownSection>],
        rounds: &[Round],
        has_communities: bool,
    ) -> Vec<BreakdownConfig> {
        let mut first: FirstLines<(String, PopulationGroup, Dimension, Option<PlaceLevel>)> = HashMap::new();
        let mut categories: HashMap<(String, PopulationGroup, Dimension), Categories> = HashMap::new();
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            let (round, rows) = self.place_table(section.rows(), rounds, has_communities);
            let dimension =
                self.one_of(&section.dimension, "unknown_dimension", "a dimension", &Dimension::ALL, Dimension::id);
            let Some(round) = round else { continue };
            self.check_columns_unique(section.columns.get_ref().iter().map(|column| &column.column));
            let mut groups: Vec<GroupColumns<String>> = Vec::new();
            for column in section.columns.get_ref() {
                let coverage = self.coverage_of(&column.group, round);
                let (name, category) = (self.located_name(&column.column), self.non_empty(&column.category));
                let (Some(coverage), Some(name), Some(category)) = (coverage, name, category) else { continue };
                if !add_column(&mut groups, &coverage.group, category.clone(), name) {
                    let message = format!("the category `{category}` of `{}` has two columns", coverage.group.id());
                    self.error(&column.category, "category_twice", message);
                }
            }
            self.report_no_columns(section.columns.get_ref().is_empty(), &section.columns);
            let Some(dimension) = dimension else { continue };
            let level = rows.as_ref().map(|rows| rows.level);
            for known in &groups {
                self.check_unique(
                    &mut first,
                    (round.id.0.clone(), known.group.clone(), dimension, level),
                    &section.columns,
                    || {
                        format!(
                            "the breakdown of `{}` by `{}` in the round `{}`",
                            known.group.id(),
                            dimension.id(),
                            round.id
                        )
                    },
                );
                let line = self.line(&section.columns);
                let of_first = categories
                    .entry((round.id.0.clone(), known.group.clone(), dimension))
                    .or_insert_with(|| Categories { names: known.keys.clone(), line });
                if !of_first.are_those_of(&known.keys) {
                    let message = format!(
                        "the categories of `{}` by `{}` are not those of the table on line {}: {}",
                        known.group.id(),
                        dimension.id(),
                        of_first.line,
                        listed(&of_first.names)
                    );
                    self.error(&section.columns, "categories_differ", message);
                }
            }
            all.extend(rows.map(|rows| BreakdownConfig { rows, dimension, groups }));
        }
        all
    }
}

/// The categories of the first table of a breakdown: those of larger places must be the same.
struct Categories {
    names: Vec<String>,
    line: usize,
}

impl Categories {
    fn are_those_of(&self, others: &[String]) -> bool {
        self.names.len() == others.len() && self.names.iter().all(|name| others.contains(name))
    }
}

/// Adds a column to its group. False if the group already has a column with this key.
fn add_column<K: PartialEq>(
    groups: &mut Vec<GroupColumns<K>>,
    group: &PopulationGroup,
    key: K,
    column: ColumnName,
) -> bool {
    let position = groups.iter().position(|known| known.group == *group).unwrap_or_else(|| {
        groups.push(GroupColumns { group: group.clone(), keys: Vec::new(), columns: Vec::new() });
        groups.len() - 1
    });
    let known = &mut groups[position];
    if known.keys.contains(&key) {
        return false;
    }
    known.keys.push(key);
    known.columns.push(column);
    true
}
