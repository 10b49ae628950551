//! The sections `[communities]` and `[[services]]`, and what all sections with tables share.

use std::collections::HashMap;

use serde_spanned::Spanned;

use super::super::text::{comparable, excerpt, listed, trimmed, yes_or_no};
use super::check::Checker;
use super::larger_units::{Larger, LargerKeys};
use super::place_section::{PlaceSection, RoundKeys};
use super::schema::{CommunitiesSection, CommunityColumns, ServiceColumn, ServicesSection, Text};
use super::{
    CellWords, ColumnName, CommunitiesConfig, Expected, GeometryUse, LayerCodes, PlaceTableConfig, Positions,
    RowCondition, ServiceColumns, ServicesConfig, TableContent, TableFile,
};
use crate::model::{AdminLevel, DistanceDetail, PlaceLevel, Round, Service};

/// What areas stand for: a point that surely lies in them.
const POINT_INSIDE: &str = "point_inside";

/// The line on which each key was first given.
pub(super) type FirstLines<K> = HashMap<K, usize>;

impl Checker<'_> {
    pub(super) fn communities(&mut self, section: &Spanned<CommunitiesSection>) -> Option<CommunitiesConfig> {
        let at = section;
        let section = section.get_ref();
        let columns = &section.columns.get_ref().others;
        let own = [&columns.lon, &columns.lat, &columns.point, &columns.households, &columns.origin];
        self.refuse_filled(section.table(), own.into_iter().flatten().chain([&columns.id]));
        let unit = self.unit_column(at, columns);
        let words = self.cell_words(section.table(), false);
        let mut tables = self.table_files(section.table(), words);
        let sources = self.sources_of(&section.sources);
        let id = self.located_name(&columns.id);
        self.latest(section.table(), id.as_ref(), tables.as_deref_mut().unwrap_or_default());
        let positions = match tables.as_deref() {
            Some([TableFile { content: TableContent::Features(_), .. }, ..]) => self.positions_of_features(section),
            _ => self.position_columns(section),
        };
        let names = self.name_columns(&section.columns, columns.aliases.as_ref());
        let [households, origin] = [&columns.households, &columns.origin]
            .map(|column| column.as_ref().and_then(|column| self.located_name(column)));
        let tables = tables?;
        let keys = LargerKeys { columns: None, sheet: section.within_sheet.as_ref() };
        let is_sheet = self.larger_units(keys, None, &tables).is_sheet;
        let (unit, columns, codes) = unit?;
        let mut tables = tables;
        for table in &mut tables {
            table.layout.keys.extend(columns.iter().chain([&unit]).cloned());
        }
        Some(CommunitiesConfig {
            tables,
            sources: sources?,
            id: id?,
            names: names?,
            positions: positions?,
            unit,
            larger: Larger { columns, is_sheet },
            codes,
            households,
            origin,
        })
    }

    /// Features have geometries, which say where they are.
    fn positions_of_features(&mut self, section: &CommunitiesSection) -> Option<Positions<ColumnName>> {
        let columns = &section.columns.get_ref().others;
        for (column, key) in [(&columns.lon, "lon"), (&columns.lat, "lat")] {
            if let Some(column) = column {
                let message = format!("`{key}` is not read: the geometries of a vector file say where communities are");
                self.note(column, "coordinates_of_geometry", message);
            }
        }
        let Some(areas) = &section.areas else { return Some(Positions::Geometry(GeometryUse::Points)) };
        let is_known = trimmed(areas.get_ref()) == POINT_INSIDE;
        if !is_known {
            self.not_one_of(areas, "unknown_position", "a position of areas", &format!("`{POINT_INSIDE}`"));
        }
        is_known.then_some(Positions::Geometry(GeometryUse::PointsInside))
    }

    /// The columns with the coordinates of each community, if there are any.
    fn position_columns(&mut self, section: &CommunitiesSection) -> Option<Positions<ColumnName>> {
        if let Some(areas) = &section.areas {
            self.error(areas, "key_of_a_vector_file", "`areas` is about vector files; remove it for a table");
        }
        let columns = &section.columns.get_ref().others;
        if let Some(point) = &columns.point {
            if columns.lon.is_some() || columns.lat.is_some() {
                let message = "`point` says where communities are; remove `lon` and `lat`, or `point`";
                self.error(point, "position_twice", message);
            }
            let question = self.located_name(point)?;
            // As KoBo names the columns of the two coordinates; positions that are texts are found by these names too.
            let of_question = |coordinate: &str| {
                let name = format!("_{}_{coordinate}", question.name);
                ColumnName { written: name.clone(), name, line: question.line }
            };
            return Some(Positions::Columns { lon: of_question("longitude"), lat: of_question("latitude") });
        }
        let (given, missing, other) = match (&columns.lon, &columns.lat) {
            (None, None) => return Some(Positions::None),
            (Some(lon), Some(lat)) => {
                let [lon, lat] = [lon, lat].map(|column| self.located_name(column));
                return Some(Positions::Columns { lon: lon?, lat: lat? });
            }
            (Some(lon), None) => ("lon", "lat", lon),
            (None, Some(lat)) => ("lat", "lon", lat),
        };
        let message = format!(
            "`columns` names `{given}`, but not `{missing}`; name both, or neither where communities have no coordinates"
        );
        self.error(other, "coordinate_column_missing", message);
        None
    }

    /// The column with the unit of each community, those with larger units, and what is in the first: the smallest unit that is named, of a
    /// level that the dataset has.
    fn unit_column(
        &mut self,
        at: &Spanned<CommunitiesSection>,
        columns: &CommunityColumns,
    ) -> Option<(ColumnName, Vec<ColumnName>, LayerCodes)> {
        let named = [
            (AdminLevel::Admin3, &columns.admin3),
            (AdminLevel::Admin2, &columns.admin2),
            (AdminLevel::Admin1, &columns.admin1),
        ];
        let mut named = named.into_iter().filter_map(|(level, column)| Some((level, column.as_ref()?)));
        let Some((level, column)) = named.next() else {
            let message = "`columns` does not say which unit a community belongs to: name one column in `admin1`, `admin2` or `admin3`";
            self.error(at, "community_unit_missing", message);
            return None;
        };
        let larger: Vec<&Text> = named.map(|(_, column)| column).collect();
        if let Some(twice) = larger.iter().find(|larger| larger.get_ref() == column.get_ref()) {
            let message = format!(
                "`{}` is named as the column of two levels; name it as that of the smallest unit, and for a larger one another column",
                excerpt(column.get_ref())
            );
            self.error(*twice, "community_unit_twice", message);
            return None;
        }
        if !self.levels.contains(&level) {
            let (code, units) = match level {
                AdminLevel::Admin3 => ("admin3_missing", "subdistricts"),
                AdminLevel::Admin2 => ("admin2_missing", "districts"),
                AdminLevel::Admin1 | AdminLevel::Admin0 => ("admin1_missing", "provinces"),
            };
            let message = format!(
                "communities belong to {units}, but there is no layer `{}`; add it to `[[layers]]`",
                level.id()
            );
            self.error(at, code, message);
        }
        let within = larger.into_iter().filter_map(|column| self.located_name(column)).collect();
        Some((self.located_name(column)?, within, self.codes_of(level)))
    }

    pub(super) fn services(
        &mut self,
        sections: &[Spanned<ServicesSection>],
        rounds: &[Round],
        has_communities: bool,
    ) -> Vec<ServicesConfig> {
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            let mut words = self.cell_words(section.table(), true);
            self.answer_words(&mut words, section.yes.as_ref(), section.no.as_ref());
            let tables = self.place_tables(section.rows(), words, rounds, has_communities);
            let bands = self.vocabulary.bands().clone();
            self.refuse_answers(section.suppressed.as_ref(), |text| {
                yes_or_no(text).is_some() || bands.from_label(text).is_some()
            });
            let columns = section.columns.get_ref().iter().flat_map(|column| {
                [Some(&column.available), column.km.as_ref(), column.band.as_ref()].into_iter().flatten()
            });
            self.refuse_filled(section.table(), columns.clone());
            self.check_columns_unique(columns);
            let mut first: FirstLines<Service> = HashMap::new();
            let mut services = Vec::new();
            for column in section.columns.get_ref() {
                let Some(columns) = self.service_columns(column) else { continue };
                self.check_unique(&mut first, columns.service.clone(), &column.service, || {
                    format!("the service `{}` in this table", columns.service.id())
                });
                services.push(columns);
            }
            self.report_no_columns(section.columns.get_ref().is_empty(), &section.columns);
            let of_round = |(_, rows): (_, Option<PlaceTableConfig>)| {
                Some(ServicesConfig { rows: rows?, services: services.clone() })
            };
            all.extend(tables.into_iter().filter_map(of_round));
        }
        all
    }

    fn service_columns(&mut self, column: &ServiceColumn) -> Option<ServiceColumns> {
        let service = self.service(&column.service);
        let available = self.located_name(&column.available);
        let (distance, detail) = match (&column.km, &column.band) {
            (Some(_), Some(band)) => {
                self.error(band, "km_and_band", "give the distance either in `km` or as a `band`, not both");
                return None;
            }
            (Some(km), None) => (self.located_name(km), DistanceDetail::Kilometres),
            (None, Some(band)) => (self.located_name(band), DistanceDetail::Bands),
            (None, None) => (None, DistanceDetail::None),
        };
        Some(ServiceColumns { service: service?, available: available?, distance, detail })
    }

    pub(super) fn service(&mut self, text: &Text) -> Option<Service> {
        let found = self.vocabulary.service(trimmed(text.get_ref())).cloned();
        if found.is_none() {
            let accepted = listed(self.vocabulary.services().iter().map(Service::id));
            self.not_one_of(text, "unknown_service", "a service", &accepted);
        }
        found
    }

    fn place_level(&mut self, text: &Text, has_communities: bool) -> Option<PlaceLevel> {
        let all =
            [PlaceLevel::Community, PlaceLevel::Admin3, PlaceLevel::Admin2, PlaceLevel::Admin1, PlaceLevel::Admin0];
        let level = self.one_of(text, "unknown_level", "a level of places", &all, PlaceLevel::id)?;
        let loaded = level.admin().map_or(has_communities, |admin| self.levels.contains(&admin));
        if !loaded {
            let message = format!("the dataset has no places of the level `{}`", level.id());
            self.error(text, "level_not_loaded", message);
            return None;
        }
        Some(level)
    }

    /// The level of services, which are always those of communities.
    fn community_level(&mut self, place: &Text, has_communities: bool) -> Option<PlaceLevel> {
        if !has_communities {
            let message = "services are a matter of communities, but the dataset has no `[communities]`";
            self.error(place, "level_not_loaded", message);
        }
        has_communities.then_some(PlaceLevel::Community)
    }

    /// The rounds that a section with a row per place is about, each with its tables; they are none if they have an error.
    pub(super) fn place_tables<'r>(
        &mut self,
        section: PlaceSection<'_>,
        words: CellWords,
        rounds: &'r [Round],
        has_communities: bool,
    ) -> Vec<(&'r Round, Option<PlaceTableConfig>)> {
        let mut tables = self.table_files(section.table, words);
        let of_rounds = self.rounds_of_table(section, rounds);
        let level = match section.level {
            Some(level) => self.place_level(level, has_communities),
            None => self.community_level(section.place, has_communities),
        };
        let (place, sources) = (self.located_name(section.place), self.sources_of(section.sources));
        let larger = self.larger_units(section.larger, level, tables.as_deref().unwrap_or_default());
        self.latest(section.table, place.as_ref(), tables.as_deref_mut().unwrap_or_default());
        let all = of_rounds.into_iter().map(|(round, condition)| {
            let rows = (|| {
                let mut tables = tables.clone()?;
                for table in &mut tables {
                    table.conditions.extend(condition.clone());
                    table.layout.place.clone_from(&place);
                    let keys = place.iter().chain(&larger.columns).chain(condition.iter().map(|one| &one.column));
                    table.layout.keys.extend(keys.cloned());
                }
                let (round, larger) = (round.id.clone(), larger.clone());
                let (place, sources) = (place.clone()?, sources.clone()?);
                Some(PlaceTableConfig { tables, round, level: level?, place, larger, sources })
            })();
            (round, rows)
        });
        all.collect()
    }

    /// The rounds of a table: one, or those whose texts `rounds` lists, each with the condition on its rows.
    fn rounds_of_table<'r>(
        &mut self,
        section: PlaceSection<'_>,
        rounds: &'r [Round],
    ) -> Vec<(&'r Round, Option<RowCondition>)> {
        let RoundKeys { round, column, rounds: texts } = section.rounds;
        let column = match (round, column) {
            (Some(round), None) => {
                if let Some((text, _)) = texts.first_key_value() {
                    let message =
                        "`rounds` says what stands in the column of the round, but the table has no `round_column`";
                    self.error(text, "rounds_without_column", message);
                }
                return self.round_of(round, rounds).map(|round| (round, None)).into_iter().collect();
            }
            (Some(round), Some(_)) => {
                let message = "give `round`, if the table is about one, or `round_column` and `rounds`";
                self.error(round, "round_twice", message);
                return Vec::new();
            }
            (None, None) => {
                let message = "missing key `round`: which round the table is about; if a column says it, `round_column` and `rounds`";
                self.error(section.table.file, "missing_key", message);
                return Vec::new();
            }
            (None, Some(column)) => column,
        };
        if texts.is_empty() {
            let message =
                "missing key `rounds`: which round each text of the column is, as `rounds = { \"12\" = \"xyz-r12\" }`";
            self.error(column, "missing_key", message);
        }
        let mut found: Vec<(&Round, Vec<String>)> = Vec::new();
        for (text, round) in texts {
            let Some(text) = self.non_empty(text) else { continue };
            let Some(round) = self.round_of(round, rounds) else { continue };
            match found.iter_mut().find(|(known, _)| known.id == round.id) {
                Some((_, texts)) => texts.push(comparable(&text)),
                None => found.push((round, vec![comparable(&text)])),
            }
        }
        let Some(column) = self.located_name(column) else { return Vec::new() };
        let known: Vec<String> = found.iter().flat_map(|(_, texts)| texts.iter().cloned()).collect();
        let with_condition = |(round, texts)| {
            let expected = Expected::Round { texts, known: known.clone() };
            (round, Some(RowCondition { column: column.clone(), expected }))
        };
        found.into_iter().map(with_condition).collect()
    }

    /// Reports a key that was given before.
    pub(super) fn check_unique<K: std::hash::Hash + Eq, T>(
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

    /// Reports columns that are used twice: a column has one meaning.
    pub(super) fn check_columns_unique<'c>(&mut self, columns: impl Iterator<Item = &'c Text>) {
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

    pub(super) fn report_no_columns<T>(&mut self, none: bool, at: &Spanned<T>) {
        if none {
            self.error(at, "no_columns", "`columns` names no column to read");
        }
    }
}
