use crate::atlas::Atlas;
use crate::figures::{Answer, FigureError, Question, values};
use crate::model::{
    AdminLevel, DistanceDetail, GroupCoverage, Language, Names, Period, PlaceLevel, PopulationGroup, Round,
    ServiceStatus, ServiceTable,
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
pub struct Column<'a> {
    /// Its name in every format.
    pub name: String,
    /// What it says, with its unit.
    pub description: String,
    /// What its cells are.
    pub kind: CellKind,
    source: CellSource<'a>,
}

#[derive(Clone, Copy, Debug)]
enum CellSource<'a> {
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
    Constant(Cell<'a>),
    Count(PopulationGroup),
    CountStatus(PopulationGroup),
    Access(&'a ServiceTable),
    AccessKm(&'a ServiceTable),
    AccessBand(&'a ServiceTable),
    IndicatorValue,
    IndicatorStatus,
}

/// The columns of a collection for one round and period, ready to be read row by row.
#[derive(Debug)]
pub struct Columns<'a> {
    atlas: &'a Atlas,
    collection: Collection,
    round: &'a Round,
    period: Period,
    indicator: Option<Answer>,
    list: Vec<Column<'a>>,
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
        let mut columns = Self { atlas, collection, round, period, indicator: None, list: Vec::new() };
        match collection {
            Collection::Admin(level) => columns.push_admin(level),
            Collection::Communities => columns.push_community(),
            Collection::Facilities => columns.push_facility(),
        }
        if let Some(level) = collection.place_level() {
            columns.push_round();
            columns.push_counts(level);
            if level == PlaceLevel::Community {
                columns.push_access();
            }
        }
        Ok(columns)
    }

    /// Adds the columns `value` and `status` of an indicator.
    pub fn with_indicator(mut self, question: &Question<'_>) -> Result<Self, ColumnsError> {
        self.indicator = Some(values(self.atlas, question)?);
        let [value, status] = indicator_descriptions(question);
        self.push("value", &value, CellKind::Float, CellSource::IndicatorValue);
        self.push("status", &status, CellKind::Text, CellSource::IndicatorStatus);
        Ok(self)
    }

    /// Only the named columns, in the order of the collection.
    pub fn select(mut self, names: &[String]) -> Result<Self, ColumnsError> {
        if let Some(name) = names.iter().find(|name| !self.list.iter().any(|column| column.name == **name)) {
            let known = self.list.iter().map(|column| column.name.clone()).collect();
            return Err(ColumnsError::UnknownColumn { name: name.clone(), known });
        }
        self.list.retain(|column| names.contains(&column.name));
        Ok(self)
    }

    /// The columns.
    pub fn columns(&self) -> &[Column<'a>] {
        &self.list
    }

    /// The position of a column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.list.iter().position(|column| column.name == name)
    }

    /// The cells of a feature, in the order of the columns.
    pub fn row(&self, feature: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.list.len()).map(move |column| self.cell(feature, column))
    }

    /// One cell.
    pub fn cell(&self, feature: usize, column: usize) -> Cell<'_> {
        self.list.get(column).and_then(|column| self.read(feature, column.source)).unwrap_or(Cell::Null)
    }

    fn push(&mut self, name: &str, description: &str, kind: CellKind, source: CellSource<'a>) {
        self.list.push(Column { name: name.to_owned(), description: description.to_owned(), kind, source });
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

    fn push_round(&mut self) {
        for (name, description, kind, cell) in round_columns(self.atlas, self.round, self.period) {
            self.push(name, description, kind, CellSource::Constant(cell));
        }
    }

    fn push_counts(&mut self, level: PlaceLevel) {
        let (atlas, round) = (self.atlas, self.round);
        for GroupCoverage { group, .. } in &round.groups {
            if atlas.sums_of(&round.id.0, *group, level).is_some() {
                let [count, status] = count_descriptions(*group);
                self.push(group.id(), &count, CellKind::Int, CellSource::Count(*group));
                self.push(&format!("{}_status", group.id()), &status, CellKind::Text, CellSource::CountStatus(*group));
            }
        }
    }

    fn push_access(&mut self) {
        let (atlas, round) = (self.atlas, self.round);
        for table in atlas.services.iter().filter(|table| table.round == round.id) {
            let (id, label) = (table.service.id(), table.service.label());
            self.push(
                id,
                &format!("{label} in the community: available, lacking or no_data"),
                CellKind::Text,
                CellSource::Access(table),
            );
            if table.detail == DistanceDetail::Kilometres {
                self.push(
                    &format!("{id}_km"),
                    &format!("Where lacking: kilometres to the nearest ({label})"),
                    CellKind::Float,
                    CellSource::AccessKm(table),
                );
            }
            if table.detail != DistanceDetail::None {
                self.push(
                    &format!("{id}_band"),
                    &format!("Where lacking: distance band to the nearest in kilometres ({label})"),
                    CellKind::Text,
                    CellSource::AccessBand(table),
                );
            }
        }
    }

    fn names(&self, feature: usize) -> Option<&Names> {
        match self.collection {
            Collection::Admin(level) => self.atlas.unit(level, feature).map(|unit| &unit.names),
            Collection::Communities => self.atlas.communities.get(feature).map(|community| &community.names),
            Collection::Facilities => self.atlas.facilities.get(feature).map(|facility| &facility.names),
        }
    }

    fn read(&self, feature: usize, source: CellSource<'a>) -> Option<Cell<'_>> {
        let Self { atlas, collection, round, period, .. } = *self;
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
            Some(atlas.sums_of(&round.id.0, group, level)?.figure(level, feature, period).value)
        };
        let access = |table: &ServiceTable| table.status.get(feature).copied().and_then(ServiceStatus::distance);
        Some(match source {
            CellSource::Id => Cell::Text(collection.feature_id(atlas, feature)?),
            CellSource::OfficialPcode => Cell::Bool(unit()?.pcode.is_official()),
            CellSource::Name(language) => Cell::Text(self.names(feature)?.get(language)?),
            CellSource::ParentId => Cell::Text(parent()?.pcode.as_str()),
            CellSource::ParentName => Cell::Text(&parent()?.names.en),
            CellSource::Population => Cell::Int(unit()?.population?),
            CellSource::AreaKm2 => Cell::Float((unit()?.area_km2 * 10.0).round() / 10.0),
            CellSource::Communities => Cell::Int(atlas.assessed_at(&round.id.0, level.into(), feature).count() as u64),
            CellSource::Households => {
                Cell::Int(atlas.households_at(&round.id.0, collection.place_level()?, feature)?.0)
            }
            CellSource::Origin => Cell::Text(community()?.origin.id()),
            CellSource::UnitId(level) => Cell::Text(containing(level)?.pcode.as_str()),
            CellSource::UnitName(level) => Cell::Text(&containing(level)?.names.en),
            CellSource::Service => Cell::Text(atlas.facilities.get(feature)?.service.id()),
            CellSource::Constant(cell) => cell,
            CellSource::Count(group) => Cell::Int(figure(group)?.reported()?),
            CellSource::CountStatus(group) => Cell::Text(figure(group)?.status()),
            CellSource::Access(table) => Cell::Text(table.status.get(feature)?.id()),
            CellSource::AccessKm(table) => Cell::Float(access(table)?.km()?.get()),
            CellSource::AccessBand(table) => Cell::Text(access(table)?.band()?.label()),
            CellSource::IndicatorValue => {
                Cell::Float(self.indicator.as_ref()?.rows.get(feature)?.measured.value.reported()?)
            }
            CellSource::IndicatorStatus => {
                Cell::Text(self.indicator.as_ref()?.rows.get(feature)?.measured.value.status())
            }
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
        Period::Window => (CellKind::Text, Cell::Text("window")),
        Period::Year(year) => (CellKind::Int, Cell::Int(year.into())),
    };
    let partial = matches!(period, Period::Year(year) if round.groups.iter().any(|group| group.is_partial(year)));
    [
        ("round", "Round of the counts", CellKind::Text, Cell::Text(&round.id.0)),
        ("year", "Year of the counts, or window: all years of the round", kind, year),
        (
            "partial",
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
