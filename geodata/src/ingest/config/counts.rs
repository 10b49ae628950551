//! The sections `[[counts]]` and `[[breakdowns]]`: tables with a row per place and, for each population group, a column per year (one for a
//! stock) or per category.

use std::collections::HashMap;
use std::ops::Range;

use serde_spanned::Spanned;

use super::super::text::{comparable, listed, trimmed};
use super::check::Checker;
use super::count_year::CountYear;
use super::schema::{BreakdownColumn, BreakdownSection, CountColumn, CountsSection, Text};
use super::{BreakdownConfig, ColumnName, CountTime, CountsConfig, Expected, GroupColumns, RowCondition, ValueColumn};
use crate::model::{Dimension, GroupCoverage, PlaceLevel, PopulationGroup, Round, RoundId};

impl Checker<'_> {
    pub(super) fn counts(
        &mut self,
        sections: &[Spanned<CountsSection>],
        rounds: &[Round],
        has_communities: bool,
    ) -> Vec<CountsConfig> {
        let mut given: HashMap<(RoundId, PopulationGroup, Option<PlaceLevel>), GivenYears> = HashMap::new();
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            let words = self.cell_words(section.table(), false);
            let tables = self.place_tables(section.rows(), words, rounds, has_communities);
            let combine = self.combine(section.combine.as_ref());
            let year_column = section.year_column.as_ref().and_then(|column| self.located_name(column));
            let is_wide = |column: &&CountColumn| year_column.is_none() && column.conditions.is_empty();
            self.check_columns_unique(section.columns.get_ref().iter().filter(is_wide).map(|column| &column.column));
            self.refuse_filled(section.table(), section.columns.get_ref().iter().map(|column| &column.column));
            for (round, mut rows) in tables {
                if let Some(rows) = &mut rows {
                    rows.add_key(year_column.as_ref());
                }
                let before = self.findings.errors();
                let mut groups = self.count_groups(section, year_column.as_ref(), round);
                let level = rows.as_ref().map(|rows| rows.level);
                for counted in &mut groups {
                    counted.sort();
                    let given = given
                        .entry((round.id.clone(), counted.group.clone(), level))
                        .or_insert_with(|| GivenYears { years: Vec::new(), at: section.columns.span() });
                    given.years.extend(&counted.keys);
                }
                all.extend(rows.map(|rows| CountsConfig { rows, combine, groups }));
                // What is wrong for one round is probably wrong for the others.
                if self.findings.errors() > before {
                    break;
                }
            }
            self.report_no_columns(section.columns.get_ref().is_empty(), &section.columns);
        }
        let mut given: Vec<_> = given.into_iter().collect();
        given.sort_by_key(|(_, given)| given.at.start);
        for ((round, group, _), GivenYears { years, at }) in given {
            // Where the whole window is counted, its years may be unknown.
            if years.iter().all(|time| *time == CountTime::Window) {
                continue;
            }
            let coverage = rounds.iter().find(|known| known.id == round).and_then(|round| round.coverage(&group));
            let is_missing = |year: &&u16| !years.contains(&CountTime::Year(**year));
            for year in coverage.iter().flat_map(|coverage| &coverage.years).filter(is_missing) {
                let message = format!("`{}` has no column for {year}, which the round counts", group.id());
                self.error(&Spanned::new(at.clone(), ()), "year_without_column", message);
            }
        }
        all
    }

    /// The columns of a table about a round, by group.
    fn count_groups(
        &mut self,
        section: &CountsSection,
        year_column: Option<&ColumnName>,
        round: &Round,
    ) -> Vec<GroupColumns<CountTime>> {
        let of_section = self.optional_said(section.derived.as_ref());
        let mut groups: Vec<GroupColumns<CountTime>> = Vec::new();
        for column in section.columns.get_ref() {
            let Some(coverage) = self.coverage_of(&column.group, round) else { continue };
            let Some(name) = self.located_name(&column.column) else { continue };
            let conditions = self.conditions(&column.conditions);
            let derived = self.optional_said(column.derived.as_ref()).or_else(|| of_section.clone());
            for time in self.times_of(column, year_column.is_some(), coverage, round) {
                let of_year = time.year().and_then(|year| {
                    Some(RowCondition { column: year_column.cloned()?, expected: Expected::Year(year) })
                });
                let conditions = conditions.iter().cloned().chain(of_year).collect();
                let values = ValueColumn { name: name.clone(), conditions, derived: derived.clone() };
                if add_column(&mut groups, (&coverage.group, time == CountTime::Window), time, values) {
                    continue;
                }
                let of_year = match time {
                    CountTime::Year(year) => format!(" of {year}"),
                    CountTime::Window => " of the window".to_owned(),
                    CountTime::Date => String::new(),
                };
                let message = format!("`{}`{of_year} has two columns in this table", coverage.group.id());
                match &column.year {
                    Some(at) => self.error(at, "year_twice", message),
                    None => self.error(&column.column, "group_twice", message),
                }
            }
        }
        groups
    }

    /// When a column counts: in the year or window that it states, in all years of the round if the table has a column of the year, or on the day of
    /// a stock. Nothing if it has an error.
    fn times_of(
        &mut self,
        column: &CountColumn,
        has_year_column: bool,
        coverage: &GroupCoverage,
        round: &Round,
    ) -> Vec<CountTime> {
        let id = coverage.group.id();
        match (&column.year, &coverage.date) {
            (None, Some(date)) if has_year_column => {
                let message = format!(
                    "`{id}` is a stock: it is counted on {date} and not by year; give it a section without `year_column`, and say which rows are \
                     meant (`where`)"
                );
                self.error(&column.column, "stock_with_years", message);
            }
            (None, Some(_)) => return vec![CountTime::Date],
            (Some(year), Some(date)) => {
                let message = format!("`{id}` is a stock: it is counted on {date} and has no `year`; remove the key");
                self.error(year, "stock_with_years", message);
            }
            (Some(at), None) => match *at.get_ref() {
                CountYear::Window => return vec![CountTime::Window],
                CountYear::One(year) if coverage.years.contains(&year) => return vec![CountTime::Year(year)],
                CountYear::One(year) => {
                    let years = listed(coverage.years.iter().map(u16::to_string));
                    let message = format!("the round `{}` has no year {year} for `{id}`; its years: {years}", round.id);
                    self.error(at, "year_not_in_round", message);
                }
            },
            (None, None) if has_year_column => {
                return coverage.years.iter().copied().map(CountTime::Year).collect();
            }
            (None, None) => {
                let message = format!(
                    "missing key `year`: `{id}` is a flow, which is counted by year; say `year = \"window\"` if the column counts all years together"
                );
                self.error(&column.column, "missing_key", message);
            }
        }
        Vec::new()
    }

    /// The dimension with this name.
    fn dimension(&mut self, text: &Text) -> Option<Dimension> {
        let found = self.vocabulary.dimension(trimmed(text.get_ref())).cloned();
        if found.is_none() {
            let accepted = match self.vocabulary.dimensions() {
                [] => "none, since the vocabulary declares no dimension".to_owned(),
                dimensions => listed(dimensions.iter().map(Dimension::id)),
            };
            self.not_one_of(text, "unknown_dimension", "a dimension", &accepted);
        }
        found
    }

    pub(super) fn breakdowns(
        &mut self,
        sections: &[Spanned<BreakdownSection>],
        rounds: &[Round],
        has_communities: bool,
    ) -> Vec<BreakdownConfig> {
        let mut given: HashMap<(RoundId, PopulationGroup, Dimension), Vec<GivenCategories>> = HashMap::new();
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            let words = self.cell_words(section.table(), false);
            let tables = self.place_tables(section.rows(), words, rounds, has_communities);
            let combine = self.combine(section.combine.as_ref());
            let dimension = self.dimension(&section.dimension);
            let category_column = section.category_column.as_ref().and_then(|column| self.located_name(column));
            let is_wide = |column: &&BreakdownColumn| category_column.is_none() && column.conditions.is_empty();
            self.check_columns_unique(section.columns.get_ref().iter().filter(is_wide).map(|column| &column.column));
            self.refuse_filled(section.table(), section.columns.get_ref().iter().map(|column| &column.column));
            for (round, mut rows) in tables {
                if let Some(rows) = &mut rows {
                    rows.add_key(category_column.as_ref());
                }
                let before = self.findings.errors();
                let groups = self.breakdown_groups(section, category_column.as_ref(), round);
                let Some(dimension) = &dimension else { break };
                let level = rows.as_ref().map(|rows| rows.level);
                for known in &groups {
                    let given = given.entry((round.id.clone(), known.group.clone(), dimension.clone())).or_default();
                    match given.iter_mut().find(|given| given.level == level) {
                        Some(given) => given.names.extend(known.keys.iter().cloned()),
                        None => {
                            given.push(GivenCategories {
                                level,
                                names: known.keys.clone(),
                                at: section.columns.span(),
                            });
                        }
                    }
                }
                all.extend(rows.map(|rows| BreakdownConfig { rows, dimension: dimension.clone(), combine, groups }));
                if self.findings.errors() > before {
                    break;
                }
            }
            self.report_no_columns(section.columns.get_ref().is_empty(), &section.columns);
        }
        self.compare_categories(given);
        all
    }

    /// The columns of a breakdown in a round, by group.
    fn breakdown_groups(
        &mut self,
        section: &BreakdownSection,
        category_column: Option<&ColumnName>,
        round: &Round,
    ) -> Vec<GroupColumns<String>> {
        let of_section = self.optional_said(section.derived.as_ref());
        let mut groups: Vec<GroupColumns<String>> = Vec::new();
        for column in section.columns.get_ref() {
            let coverage = self.coverage_of(&column.group, round);
            let (name, category) = (self.located_name(&column.column), self.non_empty(&column.category));
            let (Some(coverage), Some(name), Some(category)) = (coverage, name, category) else { continue };
            let mut conditions = self.conditions(&column.conditions);
            conditions.extend(self.of_category(column, category_column, &category));
            let derived = self.optional_said(column.derived.as_ref()).or_else(|| of_section.clone());
            let values = ValueColumn { name, conditions, derived };
            if !add_column(&mut groups, (&coverage.group, false), category.clone(), values) {
                let message = format!("the category `{category}` of `{}` has two columns", coverage.group.id());
                self.error(&column.category, "category_twice", message);
            }
        }
        groups
    }

    /// The condition that a row is about a category, where the table has a column of the category.
    fn of_category(
        &mut self,
        column: &BreakdownColumn,
        category_column: Option<&ColumnName>,
        category: &str,
    ) -> Option<RowCondition> {
        let Some(name) = category_column else {
            if let Some(value) = &column.value {
                let message =
                    "`value` is what stands in the column of the category, but the table has no `category_column`";
                self.error(value, "value_without_column", message);
            }
            return None;
        };
        let texts = match &column.value {
            None => vec![comparable(category)],
            Some(value) => self.words(Some(value), "value").into_iter().map(|(text, _)| text).collect(),
        };
        Some(RowCondition { column: name.clone(), expected: Expected::Texts(texts) })
    }

    /// Reports categories of one level that are not those of another.
    fn compare_categories(&mut self, given: HashMap<(RoundId, PopulationGroup, Dimension), Vec<GivenCategories>>) {
        let mut given: Vec<_> = given.into_iter().collect();
        given.sort_by_key(|(_, levels)| levels.first().map_or(0, |given| given.at.start));
        for ((_, group, dimension), levels) in given {
            let Some((first, others)) = levels.split_first() else { continue };
            for other in others.iter().filter(|other| !first.are_those_of(other)) {
                let message = format!(
                    "the categories of `{}` by `{}` are not those of the table on line {}: {}",
                    group.id(),
                    dimension.id(),
                    self.line(&Spanned::new(first.at.clone(), ())),
                    listed(&first.names)
                );
                self.error(&Spanned::new(other.at.clone(), ()), "categories_differ", message);
            }
        }
    }
}

/// The years that the tables of a group by one level have.
struct GivenYears {
    years: Vec<CountTime>,
    /// Where the first of these tables names its columns.
    at: Range<usize>,
}

/// The categories that the tables of a breakdown by one level have: those of other levels must be the same.
struct GivenCategories {
    level: Option<PlaceLevel>,
    names: Vec<String>,
    /// Where the first of these tables names its columns.
    at: Range<usize>,
}

impl GivenCategories {
    fn are_those_of(&self, other: &Self) -> bool {
        let all_in = |some: &Self, all: &Self| some.names.iter().all(|name| all.names.contains(name));
        all_in(self, other) && all_in(other, self)
    }
}

impl<K: Ord + Clone> GroupColumns<K> {
    /// Puts the columns in the order of their keys.
    fn sort(&mut self) {
        let mut all: Vec<(K, ValueColumn)> = self.keys.drain(..).zip(self.columns.drain(..)).collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        (self.keys, self.columns) = all.into_iter().unzip();
    }
}

/// Adds a column to its group; those of the whole window are apart. False if the group already has a column with this key.
fn add_column<K: PartialEq>(
    groups: &mut Vec<GroupColumns<K>>,
    (group, of_window): (&PopulationGroup, bool),
    key: K,
    column: ValueColumn,
) -> bool {
    let is_same = |known: &GroupColumns<K>| (&known.group, known.of_window) == (group, of_window);
    let position = groups.iter().position(is_same).unwrap_or_else(|| {
        groups.push(GroupColumns { group: group.clone(), of_window, keys: Vec::new(), columns: Vec::new() });
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
