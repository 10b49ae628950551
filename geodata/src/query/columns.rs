use std::sync::Arc;

use crate::atlas::Atlas;
use crate::figures::{FigureError, Question, values};
use crate::model::{
    AdminLevel, DistanceDetail, GroupCoverage, Language, Names, Period, PlaceLevel, PopulationGroup, Round, RoundId,
    ServiceStatus, ServiceTable, Value,
};
use crate::query::Collection;

/// One value of one feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing known, or nothing that may be told.
    Null,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Int(u64),
    /// A number.
    Float(f64),
    /// Yes or no.
    Bool(bool),
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers.
    Float,
    /// Yes or no.
    Bool,
}

/// A column of a collection.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in every format.
    pub name: String,
    /// What it says, with its unit.
    pub description: String,
    /// What its cells are.
    pub kind: CellKind,
    source: CellSource,
}

#[derive(Clone, Copy, Debug)]
enum CellSource {
    Id,
    OfficialPcode,
    Name(Language),
    ParentId,
    ParentName,
    Population,
    AreaKm2,
    Communities,
    Households,
    Origin,
    UnitId(AdminLevel),
    UnitName(AdminLevel),
    Service,
    Round,
    Constant(Cell<'static>),
    Count(PopulationGroup),
    CountStatus(PopulationGroup),
    /// With the position of the table among the services of the atlas.
    Access(usize),
    AccessKm(usize),
    AccessBand(usize),
    IndicatorValue,
    IndicatorStatus,
}

/// The columns of a collection for one round and period, ready to be read row by row.
#[derive(Debug)]
pub struct Columns<'a> {
    atlas: &'a Atlas,
    chosen: ChosenColumns,
}

/// [`Columns`] without the atlas that they are read from, so that they can be kept: they own what was computed for them.
#[derive(Clone, Debug)]
pub struct ChosenColumns {
    collection: Collection,
    round: RoundId,
    period: Period,
    /// The values of the indicator by feature.
    indicator: Option<Arc<[Value<f64>]>>,
    list: Vec<Column>,
}

/// Why columns cannot be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ColumnsError {
    /// No such column.
    #[error("there is no property `{name}`; there are {}", known.join(", "))]
    UnknownColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The round does not count the group, or not for places of this kind.
    #[error("round `{round}` has no counts of `{name}` for {collection}; it has {}", listed(known))]
    UnknownGroup {
        /// What was asked for.
        name: String,
        /// The round.
        round: String,
        /// The collection.
        collection: &'static str,
        /// The groups that there are.
        known: Vec<&'static str>,
    },
    /// No group is counted in the year.
    #[error("round `{round}` counts nothing in {year}; its years are {}", years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "))]
    YearNotCounted {
        /// The round.
        round: String,
        /// The year asked for.
        year: u16,
        /// The years of the round.
        years: Vec<u16>,
    },
    /// The indicator has no values.
    #[error(transparent)]
    Figures(#[from] FigureError),
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// The column of the round.
const ROUND: &str = "round";
/// The column that says whether a year is partial.
pub(crate) const PARTIAL: &str = "partial";
/// What the column of the year says of all years of the round together.
const WINDOW: &str = "window";

/// Whether groups of people are counted only in a part of a year.
pub(crate) fn is_partial<'a>(mut groups: impl Iterator<Item = &'a GroupCoverage>, period: Period) -> bool {
    matches!(period, Period::Year(year) if groups.any(|group| group.is_partial(year)))
}

impl<'a> Columns<'a> {
    /// All columns of a collection.
    pub fn new(
        atlas: &'a Atlas,
        collection: Collection,
        round: &'a Round,
        period: Period,
    ) -> Result<Self, ColumnsError> {
        if let Period::Year(year) = period {
            let mut years: Vec<u16> = round.groups.iter().flat_map(|coverage| coverage.years.clone()).collect();
            years.sort_unstable();
            years.dedup();
            if !years.contains(&year) {
                return Err(ColumnsError::YearNotCounted { round: round.id.0.clone(), year, years });
            }
        }
        let chosen = ChosenColumns { collection, round: round.id.clone(), period, indicator: None, list: Vec::new() };
        let mut columns = Self { atlas, chosen };
        match collection {
            Collection::Admin(level) => columns.push_admin(level),
            Collection::Communities => columns.push_community(),
            Collection::Facilities => columns.push_facility(),
        }
        if let Some(level) = collection.place_level() {
            columns.push_round(round, period);
            columns.push_counts(round, level);
            if level == PlaceLevel::Community {
                columns.push_access(round);
            }
        }
        Ok(columns)
    }

    /// Adds the columns `value` and `status` of an indicator.
    pub fn with_indicator(mut self, question: &Question<'_>) -> Result<Self, ColumnsError> {
        let answer = values(self.atlas, question)?;
        self.chosen.indicator = Some(answer.rows.iter().map(|row| row.measured.value).collect());
        let [value, status] = indicator_descriptions(question);
        self.push("value", &value, CellKind::Float, CellSource::IndicatorValue);
        self.push("status", &status, CellKind::Text, CellSource::IndicatorStatus);
        Ok(self)
    }

    /// Only the counts of the named population groups; all other columns stay. Whether the year is partial is then said of
    /// these groups alone.
    pub fn with_groups(mut self, names: &[String]) -> Result<Self, ColumnsError> {
        let Self { atlas, chosen: ChosenColumns { collection, round, period, list, .. } } = &mut self;
        let counted = |column: &Column| match column.source {
            CellSource::Count(group) => Some(group),
            _ => None,
        };
        let known: Vec<PopulationGroup> = list.iter().filter_map(counted).collect();
        if let Some(name) = names.iter().find(|name| !known.iter().any(|group| group.id() == **name)) {
            let known = known.into_iter().map(PopulationGroup::id).collect();
            return Err(ColumnsError::UnknownGroup {
                name: name.clone(),
                round: round.0.clone(),
                collection: collection.id(),
                known,
            });
        }
        let wanted = |group: PopulationGroup| names.iter().any(|name| name == group.id());
        list.retain(|column| match column.source {
            CellSource::Count(group) | CellSource::CountStatus(group) => wanted(group),
            _ => true,
        });
        let groups = atlas.round(&round.0).map_or(&[][..], |round| &round.groups);
        let partial = is_partial(groups.iter().filter(|coverage| wanted(coverage.group)), *period);
        for column in list.iter_mut().filter(|column| column.name == PARTIAL) {
            column.source = CellSource::Constant(Cell::Bool(partial));
        }
        Ok(self)
    }

    /// Only the named columns, in the order of the collection.
    pub fn select(mut self, names: &[String]) -> Result<Self, ColumnsError> {
        let list = &mut self.chosen.list;
        if let Some(name) = names.iter().find(|name| !list.iter().any(|column| column.name == **name)) {
            let known = list.iter().map(|column| column.name.clone()).collect();
            return Err(ColumnsError::UnknownColumn { name: name.clone(), known });
        }
        list.retain(|column| names.contains(&column.name));
        Ok(self)
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.chosen.list
    }

    /// The columns alone.
    pub fn into_chosen(self) -> ChosenColumns {
        self.chosen
    }

    /// The position of a column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.chosen.list.iter().position(|column| column.name == name)
    }

    /// The cells of a feature, in the order of the columns.
    pub fn row(&self, feature: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.chosen.list.len()).map(move |column| self.cell(feature, column))
    }

    /// One cell.
    pub fn cell(&self, feature: usize, column: usize) -> Cell<'_> {
        self.chosen.cell(self.atlas, feature, column)
    }

    fn push(&mut self, name: &str, description: &str, kind: CellKind, source: CellSource) {
        self.chosen.list.push(Column { name: name.to_owned(), description: description.to_owned(), kind, source });
    }

    fn push_names(&mut self, names: impl Fn(Language) -> bool) {
        self.push("name", "Name in English", CellKind::Text, CellSource::Name(Language::En));
        for (language, in_language) in [(Language::Ru, "Russian"), (Language::Ky, "Kyrgyz"), (Language::Kk, "Kazakh")] {
            if names(language) {
                self.push(
                    &format!("name_{}", language.code()),
                    &format!("Name in {in_language}"),
                    CellKind::Text,
                    CellSource::Name(language),
                );
            }
        }
    }

    fn push_admin(&mut self, level: AdminLevel) {
        let atlas = self.atlas;
        let units = atlas.layer(level).map_or(&[][..], |layer| &layer.units);
        self.push("pcode", "P-code, or a provisional id that starts with x-", CellKind::Text, CellSource::Id);
        self.push("pcode_official", "False for a provisional id", CellKind::Bool, CellSource::OfficialPcode);
        self.push_names(|language| units.iter().any(|unit| unit.names.get(language).is_some()));
        if level.above().is_some_and(|above| atlas.layer(above).is_some()) {
            self.push("parent", "P-code of the unit above", CellKind::Text, CellSource::ParentId);
            self.push("parent_name", "Name of the unit above", CellKind::Text, CellSource::ParentName);
        }
        if units.iter().any(|unit| unit.population.is_some()) {
            self.push("population", "Inhabitants", CellKind::Int, CellSource::Population);
        }
        self.push("area_km2", "Area on the ellipsoid, square kilometres", CellKind::Float, CellSource::AreaKm2);
        let boundaries = atlas.layer(level).map_or("official", |layer| layer.boundaries.id());
        self.push(
            "boundaries",
            "How far the boundary may be trusted: official, generalised or schematic",
            CellKind::Text,
            CellSource::Constant(Cell::Text(boundaries)),
        );
        self.push("communities", "Assessed communities", CellKind::Int, CellSource::Communities);
        self.push("households", "Households of the assessed communities", CellKind::Int, CellSource::Households);
    }

    fn push_community(&mut self) {
        let atlas = self.atlas;
        self.push("id", "Key of the community in the dataset", CellKind::Text, CellSource::Id);
        self.push_names(|language| atlas.communities.iter().any(|c| c.names.get(language).is_some()));
        self.push("origin", "real, or generated for an illustrative sample", CellKind::Text, CellSource::Origin);
        for level in [AdminLevel::Admin2, AdminLevel::Admin1] {
            if atlas.layer(level).is_some() {
                let (id, label) = (level.id(), level.label());
                self.push(id, &format!("P-code of its {label}"), CellKind::Text, CellSource::UnitId(level));
                self.push(
                    &format!("{id}_name"),
                    &format!("Name of its {label}"),
                    CellKind::Text,
                    CellSource::UnitName(level),
                );
            }
        }
        self.push("households", "Households of the community", CellKind::Int, CellSource::Households);
    }

    fn push_facility(&mut self) {
        let atlas = self.atlas;
        self.push("id", "Key of the facility in the dataset", CellKind::Text, CellSource::Id);
        self.push_names(|language| atlas.facilities.iter().any(|f| f.names.get(language).is_some()));
        self.push("service", "The service that it offers", CellKind::Text, CellSource::Service);
    }

    fn push_round(&mut self, round: &Round, period: Period) {
        for (name, description, kind, cell) in round_columns(self.atlas, round, period) {
            let source = match cell {
                // Of texts only that of the window is the same in every atlas.
                Cell::Text(_) if name == ROUND => CellSource::Round,
                Cell::Text(_) => CellSource::Constant(Cell::Text(WINDOW)),
                Cell::Int(number) => CellSource::Constant(Cell::Int(number)),
                Cell::Float(number) => CellSource::Constant(Cell::Float(number)),
                Cell::Bool(yes) => CellSource::Constant(Cell::Bool(yes)),
                Cell::Null => CellSource::Constant(Cell::Null),
            };
            self.push(name, description, kind, source);
        }
    }

    fn push_counts(&mut self, round: &Round, level: PlaceLevel) {
        let atlas = self.atlas;
        for GroupCoverage { group, .. } in &round.groups {
            if atlas.sums_of(&round.id.0, *group, level).is_some() {
                let [count, status] = count_descriptions(*group);
                self.push(group.id(), &count, CellKind::Int, CellSource::Count(*group));
                self.push(&format!("{}_status", group.id()), &status, CellKind::Text, CellSource::CountStatus(*group));
            }
        }
    }

    fn push_access(&mut self, round: &Round) {
        let tables = self.atlas.services.iter().enumerate();
        for (position, table) in tables.filter(|(_, table)| table.round == round.id) {
            let (id, label) = (table.service.id(), table.service.label());
            self.push(
                id,
                &format!("{label} in the community: available, lacking or no_data"),
                CellKind::Text,
                CellSource::Access(position),
            );
            if table.detail == DistanceDetail::Kilometres {
                self.push(
                    &format!("{id}_km"),
                    &format!("Where lacking: kilometres to the nearest ({label})"),
                    CellKind::Float,
                    CellSource::AccessKm(position),
                );
            }
            if table.detail != DistanceDetail::None {
                self.push(
                    &format!("{id}_band"),
                    &format!("Where lacking: distance band to the nearest in kilometres ({label})"),
                    CellKind::Text,
                    CellSource::AccessBand(position),
                );
            }
        }
    }
}

impl ChosenColumns {
    /// The collection.
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// The columns.
    pub fn list(&self) -> &[Column] {
        &self.list
    }

    /// Bytes of memory that were computed for them, about.
    pub fn memory(&self) -> usize {
        self.indicator.as_ref().map_or(0, |values| size_of_val(&**values))
    }

    /// One cell, read from the atlas that the columns were made for.
    pub fn cell<'a>(&'a self, atlas: &'a Atlas, feature: usize, column: usize) -> Cell<'a> {
        self.list.get(column).and_then(|column| self.read(atlas, feature, column.source)).unwrap_or(Cell::Null)
    }

    fn names<'a>(&self, atlas: &'a Atlas, feature: usize) -> Option<&'a Names> {
        match self.collection {
            Collection::Admin(level) => atlas.unit(level, feature).map(|unit| &unit.names),
            Collection::Communities => atlas.communities.get(feature).map(|community| &community.names),
            Collection::Facilities => atlas.facilities.get(feature).map(|facility| &facility.names),
        }
    }

    fn read<'a>(&'a self, atlas: &'a Atlas, feature: usize, source: CellSource) -> Option<Cell<'a>> {
        let Self { collection, ref round, period, .. } = *self;
        let level = match collection {
            Collection::Admin(level) => level,
            Collection::Communities | Collection::Facilities => AdminLevel::Admin3,
        };
        let unit = || atlas.unit(level, feature);
        let community = || atlas.communities.get(feature);
        let parent = || atlas.unit(level.above()?, unit()?.parent?);
        let containing = |level| atlas.unit(level, atlas.unit_of_community(level, feature)?);
        let figure = |group| {
            let level = collection.place_level()?;
            Some(atlas.sums_of(&round.0, group, level)?.figure(level, feature, period).value)
        };
        let access = |table: &ServiceTable| table.status.get(feature).copied().and_then(ServiceStatus::distance);
        Some(match source {
            CellSource::Id => Cell::Text(collection.feature_id(atlas, feature)?),
            CellSource::OfficialPcode => Cell::Bool(unit()?.pcode.is_official()),
            CellSource::Name(language) => Cell::Text(self.names(atlas, feature)?.get(language)?),
            CellSource::ParentId => Cell::Text(parent()?.pcode.as_str()),
            CellSource::ParentName => Cell::Text(&parent()?.names.en),
            CellSource::Population => Cell::Int(unit()?.population?),
            CellSource::AreaKm2 => Cell::Float((unit()?.area_km2 * 10.0).round() / 10.0),
            CellSource::Communities => Cell::Int(atlas.assessed_at(&round.0, level.into(), feature).count() as u64),
            CellSource::Households => Cell::Int(atlas.households_at(&round.0, collection.place_level()?, feature)?.0),
            CellSource::Origin => Cell::Text(community()?.origin.id()),
            CellSource::UnitId(level) => Cell::Text(containing(level)?.pcode.as_str()),
            CellSource::UnitName(level) => Cell::Text(&containing(level)?.names.en),
            CellSource::Service => Cell::Text(atlas.facilities.get(feature)?.service.id()),
            CellSource::Round => Cell::Text(&round.0),
            CellSource::Constant(cell) => cell,
            CellSource::Count(group) => Cell::Int(figure(group)?.reported()?),
            CellSource::CountStatus(group) => Cell::Text(figure(group)?.status()),
            CellSource::Access(table) => Cell::Text(atlas.services.get(table)?.status.get(feature)?.id()),
            CellSource::AccessKm(table) => Cell::Float(access(atlas.services.get(table)?)?.km()?.get()),
            CellSource::AccessBand(table) => Cell::Text(access(atlas.services.get(table)?)?.band()?.label()),
            CellSource::IndicatorValue => Cell::Float(self.indicator.as_ref()?.get(feature)?.reported()?),
            CellSource::IndicatorStatus => Cell::Text(self.indicator.as_ref()?.get(feature)?.status()),
        })
    }
}

/// Name, description, kind and cell of the columns that say what the counts are of: the same for every feature.
pub(crate) fn round_columns<'a>(
    atlas: &Atlas,
    round: &'a Round,
    period: Period,
) -> [(&'static str, &'static str, CellKind, Cell<'a>); 4] {
    let (kind, year) = match period {
        Period::Window => (CellKind::Text, Cell::Text(WINDOW)),
        Period::Year(year) => (CellKind::Int, Cell::Int(year.into())),
    };
    let partial = is_partial(round.groups.iter(), period);
    [
        (ROUND, "Round of the counts", CellKind::Text, Cell::Text(&round.id.0)),
        ("year", "Year of the counts, or window: all years of the round", kind, year),
        (
            PARTIAL,
            "True where the counts cover only a part of the year: never compare it with a full one",
            CellKind::Bool,
            Cell::Bool(partial),
        ),
        (
            "illustrative",
            "True where numbers were generated for illustration",
            CellKind::Bool,
            Cell::Bool(atlas.info.illustrative),
        ),
    ]
}

/// What the columns of a group of people say: the count, and its status.
pub(crate) fn count_descriptions(group: PopulationGroup) -> [String; 2] {
    let (id, label) = (group.id(), group.label());
    [format!("{label}, people. Null unless reported"), format!("Status of {id}: reported, no_data or suppressed")]
}

/// What the columns `value` and `status` of an indicator say.
pub(crate) fn indicator_descriptions(question: &Question<'_>) -> [String; 2] {
    let unit = question.indicator.unit_per(question.per);
    [
        format!("{}: {unit}. Null unless reported", question.indicator.label()),
        "reported, no_data or suppressed".to_owned(),
    ]
}
