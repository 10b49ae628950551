//! The sections `[[rounds]]`: what was counted, when, and by which definition.

use std::collections::{BTreeMap, HashMap};

use serde_spanned::Spanned;

use super::super::text::{listed, trimmed};
use super::LocationsConfig;
use super::check::Checker;
use super::schema::{GroupSection, RoundSection, Text};
use crate::model::{AdminLevel, GroupCoverage, PopulationGroup, Round, RoundId};

/// The years that are accepted; any other is a typing error.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

impl Checker<'_> {
    /// The rounds, and the lines that give their countries.
    pub(super) fn rounds(&mut self, sections: &[RoundSection]) -> (Vec<Round>, Vec<usize>) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let (mut rounds, mut lines) = (Vec::new(), Vec::new());
        for section in sections {
            let before = self.findings.errors();
            let round = self.round(section, &mut seen);
            if self.findings.errors() > before {
                self.faulty_rounds.insert(trimmed(section.id.get_ref()).to_owned());
            }
            if let Some(round) = round {
                rounds.push(round);
                lines.push(self.line(&section.country));
            }
        }
        (rounds, lines)
    }

    /// The tables of the places that rounds assessed.
    pub(super) fn locations(&mut self, sections: &[RoundSection]) -> Vec<LocationsConfig> {
        let mut all = Vec::new();
        for section in sections {
            let Some(at) = &section.locations else { continue };
            let locations = at.get_ref();
            let words = self.cell_words(locations.table(), false);
            let tables = self.table_files(locations.table(), words);
            let columns = locations.columns.get_ref();
            let name = self.located_name(&columns.name);
            let levels = [
                (AdminLevel::Admin1, &columns.admin1),
                (AdminLevel::Admin2, &columns.admin2),
                (AdminLevel::Admin3, &columns.admin3),
            ];
            let mut within = Vec::new();
            for (level, column) in levels.into_iter().filter_map(|(level, column)| Some((level, column.as_ref()?))) {
                let codes = self.codes_of(level);
                within.extend(self.located_name(column).map(|column| (codes, column)));
            }
            if within.is_empty() {
                let message = "`columns` does not say where the locations are: name `admin1`, `admin2` or `admin3`";
                self.error(&locations.columns, "location_unit_missing", message);
            }
            let round = RoundId(trimmed(section.id.get_ref()).to_owned());
            if let (Some(tables), Some(name)) = (tables, name) {
                all.push(LocationsConfig { round, tables, name, within });
            }
        }
        all
    }

    fn round(&mut self, section: &RoundSection, seen: &mut HashMap<String, usize>) -> Option<Round> {
        let id = self.id(&section.id);
        if let Some(id) = &id {
            if let Some(first) = seen.get(id) {
                let message = format!("the round `{id}` is already given on line {first}");
                self.error(&section.id, "duplicate_round", message);
            } else {
                seen.insert(id.clone(), self.line(&section.id));
            }
        }
        let country = self.country(&section.country);
        let (title, method) = (self.said(&section.title), self.said(&section.method));
        let collected = self.collected(section);
        let sources = self.sources_of(&section.sources);
        let notes = self.all_said(&section.notes);
        let mut lines: HashMap<PopulationGroup, usize> = HashMap::new();
        let mut groups = Vec::new();
        for group in &section.groups {
            if let Some(coverage) = self.group(group, collected.as_ref()) {
                self.within_collection(group, &coverage, collected.as_ref());
                let line = self.line(&group.group);
                if let Some(first) = lines.insert(coverage.group.clone(), line) {
                    let message =
                        format!("the group `{}` is already given for this round on line {first}", coverage.group.id());
                    self.error(&group.group, "duplicate_group", message);
                }
                groups.push(coverage);
            }
        }
        if section.groups.is_empty() {
            self.error(&section.id, "no_groups", "the round counts no group; add `[[rounds.groups]]`");
        }
        Some(Round {
            id: RoundId(id?),
            country: country?,
            title: title?,
            collected: collected?,
            method: method?,
            illustrative: section.illustrative,
            key_informants: section.key_informants,
            sources: sources?,
            notes,
            // They are read when the units are known.
            locations: Vec::new(),
            groups,
        })
    }

    fn collected(&mut self, section: &RoundSection) -> Option<[String; 2]> {
        let [first, last] = section.collected.get_ref().as_slice() else {
            let message =
                "expected the first and the last day of collection: `collected = [\"2024-02-01\", \"2024-04-30\"]`";
            self.error(&section.collected, "bad_collected", message);
            return None;
        };
        let (from, to) = (self.date(first, &[3])?, self.date(last, &[3])?);
        if from > to {
            self.error(last, "collected_backwards", format!("the last day `{to}` is before the first `{from}`"));
        }
        Some([from, to])
    }

    /// Reports years that were not over when collection ended: the round must say which part of them was counted.
    fn within_collection(&mut self, section: &GroupSection, coverage: &GroupCoverage, collected: Option<&[String; 2]>) {
        let Some([_, last_day]) = collected else { return };
        let Ok(last_year) = last_day.chars().take(4).collect::<String>().parse::<u16>() else { return };
        let over = last_day.ends_with("-12-31");
        // A partial year with an error is already reported.
        let all_read = section.partial.len() == coverage.partial.len();
        for year in section.years.iter().flat_map(Spanned::get_ref) {
            let value = *year.get_ref();
            if value > last_year {
                let message = format!("{value} had not begun when collection ended on {last_day}");
                self.error(year, "year_after_collection", message);
            } else if value == last_year && !over && all_read && !coverage.is_partial(value) {
                let message = format!(
                    "collection ended on {last_day}, before {value} was over, but {value} is not under `partial`: it is shown \
                     and compared as a full year; say `partial = {{ {value} = \"...\" }}` if it is not"
                );
                self.warning(year, "partial_year_not_stated", message);
            }
        }
    }

    fn group(&mut self, section: &GroupSection, collected: Option<&[String; 2]>) -> Option<GroupCoverage> {
        let group = self.population_group(&section.group);
        let definition = self.said(&section.definition);
        let group = group?;
        if group.is_stock() {
            self.refuse_years(section, &group);
            let [_, date] = collected?;
            let (years, partial) = (Vec::new(), BTreeMap::new());
            return Some(GroupCoverage { group, definition: definition?, years, partial, date: Some(date.clone()) });
        }
        let Some(section_years) = &section.years else {
            let message = format!("missing key `years`: `{}` is a flow, which is counted by year", group.id());
            self.error(&section.group, "missing_key", message);
            return None;
        };
        let mut years: Vec<u16> = Vec::new();
        for year in section_years.get_ref() {
            let (value, last) = (*year.get_ref(), years.last().copied());
            if !YEARS.contains(&value) {
                let message =
                    format!("{value} is no year of an assessment; expected {} to {}", YEARS.start(), YEARS.end());
                self.error(year, "bad_year", message);
            } else if let Some(last) = last.filter(|last| *last >= value) {
                let message = format!("{value} comes after {last}; list each year once, in ascending order");
                self.error(year, "years_not_ascending", message);
            }
            years.push(value);
        }
        if years.is_empty() {
            self.error(section_years, "no_years", "the group has no years; list those that the round asks about");
        }
        let mut partial = BTreeMap::new();
        for (year, part) in &section.partial {
            let part = self.said(part);
            let number = trimmed(year.get_ref()).parse::<u16>().ok().filter(|year| years.contains(year));
            if let Some(number) = number {
                partial.extend(part.map(|part| (number, part)));
            } else {
                let known = listed(years.iter().map(u16::to_string));
                let message =
                    format!("the partial year `{}` is not among the years of the group: {known}", year.get_ref());
                self.error(year, "unknown_partial_year", message);
            }
        }
        Some(GroupCoverage { group, definition: definition?, years, partial, date: None })
    }

    /// Reports years of a stock.
    fn refuse_years(&mut self, section: &GroupSection, group: &PopulationGroup) {
        let message = |key: &str| {
            let id = group.id();
            format!("`{id}` is a stock: it is counted on the last day of collection and has no `{key}`; remove the key")
        };
        if let Some(years) = &section.years {
            self.error(years, "stock_with_years", message("years"));
        }
        if let Some((year, _)) = section.partial.first_key_value() {
            self.error(year, "stock_with_years", message("partial"));
        }
    }

    pub(super) fn population_group(&mut self, text: &Text) -> Option<PopulationGroup> {
        let found = self.vocabulary.group(trimmed(text.get_ref())).cloned();
        if found.is_none() {
            let accepted = listed(self.vocabulary.groups().iter().map(PopulationGroup::id));
            self.not_one_of(text, "unknown_group", "a population group", &accepted);
        }
        found
    }

    /// The round that a table belongs to.
    pub(super) fn round_of<'r>(&mut self, id: &Text, rounds: &'r [Round]) -> Option<&'r Round> {
        let wanted = trimmed(id.get_ref());
        let found = rounds.iter().find(|round| round.id.0 == wanted);
        if found.is_none() && !self.faulty_rounds.contains(wanted) {
            let known = listed(rounds.iter().map(|round| &round.id.0));
            self.error(id, "unknown_round", format!("the round `{wanted}` does not exist; rounds: {known}"));
        }
        found
    }

    /// The coverage of a group in a round.
    pub(super) fn coverage_of<'r>(&mut self, group: &Text, round: &'r Round) -> Option<&'r GroupCoverage> {
        let known = self.population_group(group)?;
        let coverage = round.coverage(&known);
        if coverage.is_none() && !self.faulty_rounds.contains(&round.id.0) {
            let counted = listed(round.groups.iter().map(|coverage| coverage.group.id()));
            let message = format!("the round `{}` does not count `{}`; its groups: {counted}", round.id, known.id());
            self.error(group, "group_not_in_round", message);
        }
        coverage
    }
}
