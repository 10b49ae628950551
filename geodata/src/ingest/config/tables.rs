//! The tables: communities, facilities, counts, breakdowns, services.

use std::collections::HashMap;

use serde_spanned::Spanned;

use super::super::text::listed;
use super::check::Checker;
use super::shape::{
    BreakdownSection, CommunitiesSection, CountsSection, FacilitiesSection, ServiceColumn, ServicesSection, Text,
};
use super::{
    BreakdownConfig, BrokenDownGroup, CommunitiesConfig, CountedGroup, CountsConfig, FacilitiesConfig, PlaceTable,
    ServiceColumns, ServicesConfig, TableFile,
};
use crate::ingest::text::trimmed;
use crate::model::{AdminLevel, Dimension, DistanceDetail, GroupCoverage, PlaceLevel, PopulationGroup, Round, Service};

/// Where each key of a kind was first given, by line.
type FirstLines<K> = HashMap<K, usize>;

impl Checker<'_> {
    pub(super) fn communities(&mut self, section: &Spanned<CommunitiesSection>) -> Option<CommunitiesConfig> {
        if !self.levels.contains(&AdminLevel::Admin2) {
            let message = "communities belong to districts, but there is no layer `admin2`; add it to `[[layers]]`";
            self.error(section, "admin2_missing", message);
        }
        let section = section.get_ref();
        let table = self.table_file(
            &section.file,
            section.sheet.as_ref(),
            section.header_row.as_ref(),
            section.delimiter.as_ref(),
        );
        let sources = self.cited(&section.sources);
        let columns = &section.columns;
        let [id, lon, lat, admin2] =
            [&columns.id, &columns.lon, &columns.lat, &columns.admin2].map(|column| self.named(column));
        let names = self
            .name_columns(&columns.name_en, [&columns.name_ru, &columns.name_ky, &columns.name_kk, &columns.aliases]);
        let [households, origin] =
            [&columns.households, &columns.origin].map(|column| column.as_ref().and_then(|column| self.named(column)));
        Some(CommunitiesConfig {
            table: table?,
            sources: sources?,
            id: id?,
            names: names?,
            lon: lon?,
            lat: lat?,
            admin2: admin2?,
            households,
            origin,
        })
    }

    pub(super) fn facilities(&mut self, section: &FacilitiesSection) -> Option<FacilitiesConfig> {
        let vector = self.vector_file(section.vector());
        let sources = self.cited(&section.sources);
        let columns = &section.columns;
        let (id, service) = (self.named(&columns.id), self.named(&columns.service));
        let names = self.name_columns(&columns.name_en, [&columns.name_ru, &columns.name_ky, &columns.name_kk, &None]);
        Some(FacilitiesConfig { vector: vector?, sources: sources?, id: id?, names: names?, service: service? })
    }

    pub(super) fn counts(
        &mut self,
        sections: &[Spanned<CountsSection>],
        rounds: &[Round],
        has_communities: bool,
    ) -> Vec<CountsConfig> {
        let mut first: FirstLines<(String, PopulationGroup)> = HashMap::new();
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            let table = self.table_file(
                &section.file,
                section.sheet.as_ref(),
                section.header_row.as_ref(),
                section.delimiter.as_ref(),
            );
            let round = self.round_of(&section.round, rounds);
            let level = self.place_level(&section.level, has_communities);
            let rows = self.place_table(table, round, level, &section.place, &section.sources);
            let Some(round) = round else { continue };
            self.used_once(section.columns.get_ref().iter().map(|column| &column.column));
            let mut groups: Vec<CountedGroup> = Vec::new();
            for column in section.columns.get_ref() {
                let Some(coverage) = self.coverage_of(&column.group, round) else { continue };
                let Some(name) = self.named(&column.column) else { continue };
                let year = *column.year.get_ref();
                if !coverage.years.contains(&year) {
                    let message = format!(
                        "the round `{}` has no year {year} for `{}`; its years: {}",
                        round.id,
                        coverage.group.id(),
                        listed(coverage.years.iter().map(u16::to_string))
                    );
                    self.error(&column.year, "year_not_in_round", message);
                    continue;
                }
                let position = groups.iter().position(|counted| counted.group == coverage.group).unwrap_or_else(|| {
                    groups.push(CountedGroup { group: coverage.group, years: Vec::new(), columns: Vec::new() });
                    groups.len() - 1
                });
                if groups[position].years.contains(&year) {
                    let message = format!("`{}` of {year} has two columns in this table", coverage.group.id());
                    self.error(&column.year, "year_twice", message);
                    continue;
                }
                groups[position].years.push(year);
                groups[position].columns.push(name);
            }
            for counted in &mut groups {
                let Some(coverage) = round.coverage(counted.group) else { continue };
                self.once(&mut first, (round.id.0.clone(), counted.group), &section.columns, || {
                    format!("counts of `{}` in the round `{}`", counted.group.id(), round.id)
                });
                self.order_by_year(counted, coverage, &section.columns);
            }
            self.no_columns(groups.is_empty() && section.columns.get_ref().is_empty(), &section.columns);
            all.extend(rows.map(|rows| CountsConfig { rows, groups }));
        }
        all
    }

    /// Puts the columns of a group in the order of the round's years; each year needs one.
    fn order_by_year<T>(&mut self, counted: &mut CountedGroup, coverage: &GroupCoverage, at: &Spanned<T>) {
        let mut columns = Vec::with_capacity(coverage.years.len());
        for year in &coverage.years {
            if let Some(position) = counted.years.iter().position(|known| known == year) {
                columns.push(counted.columns[position].clone());
            } else {
                let message = format!("`{}` has no column for {year}, which the round counts", counted.group.id());
                self.error(at, "year_without_column", message);
            }
        }
        counted.years.clone_from(&coverage.years);
        counted.columns = columns;
    }

    pub(super) fn breakdowns(
        &mut self,
        sections: &[Spanned<BreakdownSection>],
        rounds: &[Round],
        has_communities: bool,
    ) -> Vec<BreakdownConfig> {
        let mut first: FirstLines<(String, PopulationGroup, Dimension)> = HashMap::new();
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            let table = self.table_file(
                &section.file,
                section.sheet.as_ref(),
                section.header_row.as_ref(),
                section.delimiter.as_ref(),
            );
            let round = self.round_of(&section.round, rounds);
            let level = self.place_level(&section.level, has_communities);
            let rows = self.place_table(table, round, level, &section.place, &section.sources);
            let dimension =
                self.choice(&section.dimension, "unknown_dimension", "a dimension", &Dimension::ALL, Dimension::id);
            let Some(round) = round else { continue };
            self.used_once(section.columns.get_ref().iter().map(|column| &column.column));
            let mut groups: Vec<BrokenDownGroup> = Vec::new();
            for column in section.columns.get_ref() {
                let coverage = self.coverage_of(&column.group, round);
                let (name, category) = (self.named(&column.column), self.filled(&column.category));
                let (Some(coverage), Some(name), Some(category)) = (coverage, name, category) else { continue };
                let position = groups.iter().position(|known| known.group == coverage.group).unwrap_or_else(|| {
                    groups.push(BrokenDownGroup { group: coverage.group, categories: Vec::new(), columns: Vec::new() });
                    groups.len() - 1
                });
                if groups[position].categories.contains(&category) {
                    let message = format!("the category `{category}` of `{}` has two columns", coverage.group.id());
                    self.error(&column.category, "category_twice", message);
                    continue;
                }
                groups[position].categories.push(category);
                groups[position].columns.push(name);
            }
            self.no_columns(section.columns.get_ref().is_empty(), &section.columns);
            let Some(dimension) = dimension else { continue };
            for known in &groups {
                self.once(&mut first, (round.id.0.clone(), known.group, dimension), &section.columns, || {
                    format!(
                        "the breakdown of `{}` by `{}` in the round `{}`",
                        known.group.id(),
                        dimension.id(),
                        round.id
                    )
                });
            }
            all.extend(rows.map(|rows| BreakdownConfig { rows, dimension, groups }));
        }
        all
    }

    pub(super) fn services(
        &mut self,
        sections: &[Spanned<ServicesSection>],
        rounds: &[Round],
        has_communities: bool,
    ) -> Vec<ServicesConfig> {
        let mut first: FirstLines<(String, Service)> = HashMap::new();
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            let table = self.table_file(
                &section.file,
                section.sheet.as_ref(),
                section.header_row.as_ref(),
                section.delimiter.as_ref(),
            );
            let round = self.round_of(&section.round, rounds);
            if !has_communities {
                self.error(
                    &section.place,
                    "level_not_loaded",
                    "services are a matter of communities, but the dataset has no `[communities]`",
                );
            }
            let level = has_communities.then_some(PlaceLevel::Community);
            let rows = self.place_table(table, round, level, &section.place, &section.sources);
            let columns = section.columns.get_ref().iter();
            self.used_once(columns.flat_map(|column| {
                [Some(&column.available), column.km.as_ref(), column.band.as_ref()].into_iter().flatten()
            }));
            let mut services = Vec::new();
            for column in section.columns.get_ref() {
                let Some(columns) = self.service_columns(column) else { continue };
                if let Some(round) = round {
                    self.once(&mut first, (round.id.0.clone(), columns.service), &column.service, || {
                        format!("the service `{}` in the round `{}`", columns.service.id(), round.id)
                    });
                }
                services.push(columns);
            }
            self.no_columns(section.columns.get_ref().is_empty(), &section.columns);
            all.extend(rows.map(|rows| ServicesConfig { rows, services }));
        }
        all
    }

    fn service_columns(&mut self, column: &ServiceColumn) -> Option<ServiceColumns> {
        let service = self.choice(&column.service, "unknown_service", "a service", &Service::ALL, Service::id);
        let available = self.named(&column.available);
        let (distance, detail) = match (&column.km, &column.band) {
            (Some(_), Some(band)) => {
                self.error(band, "km_and_band", "give the distance either in `km` or as a `band`, not both");
                return None;
            }
            (Some(km), None) => (self.named(km), DistanceDetail::Kilometres),
            (None, Some(band)) => (self.named(band), DistanceDetail::Bands),
            (None, None) => (None, DistanceDetail::None),
        };
        Some(ServiceColumns { service: service?, available: available?, distance, detail })
    }

    fn place_level(&mut self, text: &Text, has_communities: bool) -> Option<PlaceLevel> {
        let all =
            [PlaceLevel::Community, PlaceLevel::Admin3, PlaceLevel::Admin2, PlaceLevel::Admin1, PlaceLevel::Admin0];
        let level = self.choice(text, "unknown_level", "a level of places", &all, PlaceLevel::id)?;
        let loaded = level.admin().map_or(has_communities, |admin| self.levels.contains(&admin));
        if !loaded {
            let message = format!("the dataset has no places of the level `{}`", level.id());
            self.error(text, "level_not_loaded", message);
            return None;
        }
        Some(level)
    }

    fn place_table(
        &mut self,
        table: Option<TableFile>,
        round: Option<&Round>,
        level: Option<PlaceLevel>,
        place: &Text,
        sources: &Spanned<Vec<Text>>,
    ) -> Option<PlaceTable> {
        let (place, sources) = (self.named(place), self.cited(sources));
        Some(PlaceTable { table: table?, round: round?.id.clone(), level: level?, place: place?, sources: sources? })
    }

    /// Reports a key that was given before.
    fn once<K: std::hash::Hash + Eq, T>(
        &mut self,
        first: &mut FirstLines<K>,
        key: K,
        at: &Spanned<T>,
        what: impl FnOnce() -> String,
    ) {
        let line = self.line(at);
        if let Some(before) = first.get(&key) {
            self.error(at, "given_twice", format!("{} is already given on line {before}", what()));
        } else {
            first.insert(key, line);
        }
    }

    /// A column of a table has one meaning: one used twice is a slip of copying.
    fn used_once<'c>(&mut self, columns: impl Iterator<Item = &'c Text>) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for column in columns {
            let (name, line) = (trimmed(column.get_ref()), self.line(column));
            if let Some(before) = first.get(name) {
                let message = format!("the column `{name}` is already used on line {before}; a column has one meaning");
                self.error(column, "column_used_twice", message);
            } else {
                first.insert(name, line);
            }
        }
    }

    fn no_columns<T>(&mut self, none: bool, at: &Spanned<T>) {
        if none {
            self.error(at, "no_columns", "`columns` names no column to read");
        }
    }
}
