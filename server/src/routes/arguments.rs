//! From checked parameters to the nouns of the model.

use geodata::access::AccessError;
use geodata::atlas::Atlas;
use geodata::figures::{FigureError, Indicator, Normalisation, ServiceQuestion, rounds_with};
use geodata::model::BBox;
use geodata::model::{AdminLevel, Km, Language, Period, PlaceLevel, Round, Service};
use geodata::query::{Collection, ColumnsError};
use styles::words::Words;

use super::parameters::{KM, SERVICE, SERVICE_ID};
use crate::archive::Archive;
use crate::http::api_root::RoundAndYear;
use crate::http::parameter::Parameter;
use crate::http::problem::{Problem, truncated};
use crate::http::query::{Query, YearValue};
use crate::http::route::RequestContext;
use crate::served_data::ServedData;
use crate::snapshot::Snapshot;
use crate::vocabulary;

/// Checked parameters, and the dataset that they are about.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a> {
    pub atlas: &'a Atlas,
    pub query: &'a Query,
    /// The round and year of the API root, where it has them.
    pub at: Option<&'a RoundAndYear>,
}

impl<'a> Arguments<'a> {
    /// The round asked for, or that of the API root, or the dataset's default.
    pub fn round(&self) -> Result<&'a Round, Problem> {
        let atlas = self.atlas;
        let of_root = || self.at.map(|at| at.round.as_str());
        let id = self.query.text("round").or_else(of_root).unwrap_or(&atlas.info.default_round);
        atlas.round(id).ok_or_else(|| {
            let known: Vec<&str> = atlas.rounds.iter().map(|round| round.id.0.as_str()).collect();
            Problem::parameter("round", format!("there is no round `{id}`"), known.join(", "))
        })
    }

    /// The round of an indicator: where none is named, and the dataset's default does not know it, the last that does.
    pub fn round_of(&self, indicator: &Indicator) -> Result<&'a Round, Problem> {
        let usual = self.round()?;
        if self.query.text("round").is_some() || self.at.is_some() {
            return Ok(usual);
        }
        let known = rounds_with(self.atlas, indicator, Period::Window);
        Ok(if known.iter().any(|round| round.id == usual.id) { usual } else { known.last().copied().unwrap_or(usual) })
    }

    /// The round and the level of units that an indicator is shown for; without `by` the default, or the nearest that it is known by.
    pub fn round_and_unit(
        &self,
        indicator: &Indicator,
        default: AdminLevel,
    ) -> Result<(&'a Round, AdminLevel), Problem> {
        let round = self.round_of(indicator)?;
        let Indicator::Group(group) = indicator else { return Ok((round, self.by_unit(default)?)) };
        let is_known = |level: &AdminLevel| self.atlas.rollup_of(&round.id.0, group, (*level).into()).is_some();
        let levels = || self.atlas.layers.iter().map(|layer| layer.level).filter(is_known);
        let known = levels().filter(|level| *level <= default).max().or_else(|| levels().min());
        match known.filter(|_| self.query.text("by").is_none()) {
            Some(level) => Ok((round, level)),
            None => Ok((round, self.by_unit(default)?)),
        }
    }

    /// The year asked for, or that of the API root, or the window.
    pub fn year(&self) -> YearValue {
        match self.at {
            Some(at) if self.query.text("year").is_none() => at.period.into(),
            _ => self.query.year("year"),
        }
    }

    /// The single period of [`Self::year`].
    pub fn period(&self) -> Period {
        self.year().period()
    }

    /// The year of an indicator, as [`Self::year`]. Of a service, which has no years, that of the API root does not matter; of a stock none
    /// may be asked for.
    pub fn year_of(&self, indicator: &Indicator) -> Result<YearValue, Problem> {
        match indicator {
            Indicator::Group(_) => self.year_in(self.round_of(indicator)?, indicator),
            _ => Ok(self.query.year("year")),
        }
    }

    /// The same in a round that is named otherwise.
    pub fn year_in(&self, round: &Round, indicator: &Indicator) -> Result<YearValue, Problem> {
        let Indicator::Group(group) = indicator else { return Ok(self.query.year("year")) };
        if let Some(date) = round.coverage(group).and_then(|coverage| coverage.date.clone())
            && let Some(asked) = self.query.text("year")
        {
            let (round, group, asked) = (round.id.0.clone(), group.clone(), asked.to_owned());
            return Err(FigureError::StockHasNoYears { round, group, date, asked }.into());
        }
        Ok(self.year())
    }

    /// The single period of [`Self::year_of`].
    pub fn period_of(&self, indicator: &Indicator) -> Result<Period, Problem> {
        Ok(self.year_of(indicator)?.period())
    }

    /// The unit of `within`.
    pub fn within(&self) -> Result<Option<(AdminLevel, usize)>, Problem> {
        let Some(code) = self.query.text("within") else { return Ok(None) };
        self.atlas.find_unit(code).map(Some).ok_or_else(|| {
            let elsewhere = other_edition(self.atlas, code).unwrap_or_default();
            Problem::parameter(
                "within",
                format!("there is no unit `{code}`{elsewhere}"),
                "the code of a unit of any level, as in `pcode`",
            )
        })
    }

    /// The level of `by` among admin levels; without it the default, or the nearest that the dataset has.
    pub fn by_unit(&self, default: AdminLevel) -> Result<AdminLevel, Problem> {
        let levels = || self.atlas.layers.iter().map(|layer| layer.level);
        let nearest = || levels().filter(|level| *level <= default).max().or_else(|| levels().min());
        let chosen = self.query.text("by").and_then(AdminLevel::from_id);
        let level = chosen.or_else(nearest).unwrap_or(default);
        if self.atlas.layer(level).is_some() {
            return Ok(level);
        }
        let known: Vec<&str> = levels().map(AdminLevel::id).collect();
        Err(Problem::parameter("by", format!("the dataset has no {} layer", level.id()), known.join(", ")))
    }

    /// The language asked for, or the main one of the dataset.
    pub fn language(&self) -> Language {
        self.query.text("lang").and_then(Language::from_code).unwrap_or_else(|| self.atlas.info.main_language())
    }

    /// The normalisation that was chosen, if one was.
    pub fn chosen_per(&self) -> Option<Normalisation> {
        self.query.text("per").and_then(Normalisation::from_id)
    }

    /// The names of a list in order, each once: equal choices are equal, however they were written.
    pub fn sorted_names(&self, parameter: &str) -> Option<Vec<String>> {
        let mut names = self.query.names(parameter)?;
        names.sort_unstable();
        names.dedup();
        Some(names)
    }

    /// The indicator with this name; service indicators take `service` and `km` from the query.
    pub fn indicator(&self, id: &str) -> Result<Indicator, Problem> {
        self.indicator_in(id, (SERVICE, KM))
    }

    /// The same with other names of the parameters for the service and the distance.
    pub fn indicator_in(&self, id: &str, (of_service, of_km): (Parameter, Parameter)) -> Result<Indicator, Problem> {
        if let Some(group) = self.atlas.vocabulary.group(id) {
            if let Some(name) = [of_service.name, of_km.name].into_iter().find(|name| self.query.text(name).is_some()) {
                return Err(Problem::bad_request(format!("`{name}` belongs to service indicators, not to {id}"))
                    .with_parameter(name));
            }
            return Ok(Indicator::Group(group.clone()));
        }
        let missing = |name: &str, accepted: String| Problem::parameter(name, format!("{id} needs `{name}`"), accepted);
        let service = || {
            let service = self.query.text(of_service.name).and_then(|id| self.atlas.vocabulary.service(id));
            let missing = || missing(of_service.name, of_service.accepted());
            service.cloned().ok_or_else(|| vocabulary::offer(missing(), [of_service].iter(), Some(self.atlas)))
        };
        match id {
            Indicator::HOUSEHOLDS_BEYOND => {
                let km = self
                    .query
                    .number(of_km.name)
                    .and_then(Km::new)
                    .ok_or_else(|| missing(of_km.name, "kilometres".to_owned()))?;
                Ok(Indicator::HouseholdsBeyond(ServiceQuestion { service: service()?, km }))
            }
            Indicator::COMMUNITIES_LACKING => {
                if self.query.text(of_km.name).is_some() {
                    return Err(Problem::bad_request(format!("`{}` does not belong to {id}", of_km.name))
                        .with_parameter(of_km.name));
                }
                Ok(Indicator::CommunitiesLacking(service()?))
            }
            _ => Err(Problem::not_found(format!("there is no indicator `{}`; see /indicators", truncated(id)))),
        }
    }
}

/// Of a code that only another edition of boundaries has: in which dataset it is, and which units its area is here, as the end of a sentence.
pub fn other_edition(atlas: &Atlas, code: &str) -> Option<String> {
    let concordances = &atlas.info.boundary_edition.as_ref()?.concordances;
    concordances.iter().find_map(|concordance| {
        let units = concordance.pairs.iter().filter(|[there, _]| there == code).map(|[_, here]| here.as_str());
        let units: Vec<&str> = units.collect();
        let units = (!units.is_empty()).then(|| units.join(", "))?;
        Some(format!(
            ": it is a unit of the dataset `{}`, which has other boundaries; here its area lies in {units}",
            concordance.dataset
        ))
    })
}

/// What answers are made from.
pub trait HasLanguage {
    /// The language of answers where none is asked for.
    fn main_language(&self) -> Language;
}

impl HasLanguage for ServedData {
    fn main_language(&self) -> Language {
        self.atlas.info.main_language()
    }
}

impl HasLanguage for Archive {
    fn main_language(&self) -> Language {
        Language::ENGLISH
    }
}

impl HasLanguage for Snapshot {
    fn main_language(&self) -> Language {
        self.data().map_or(Language::ENGLISH, |data| data.main_language())
    }
}

impl<S: HasLanguage> RequestContext<S> {
    /// The words for readers, in the language asked for.
    pub fn words(&self) -> Words {
        Words::of(self.language())
    }

    /// The language asked for, or the main one of the dataset.
    pub fn language(&self) -> Language {
        self.query.text("lang").and_then(Language::from_code).unwrap_or_else(|| self.snapshot.main_language())
    }
}

impl RequestContext {
    pub fn atlas(&self) -> &Atlas {
        &self.snapshot.atlas
    }

    /// The parameters of the query.
    pub fn arguments(&self) -> Arguments<'_> {
        Arguments { atlas: self.atlas(), query: &self.query, at: self.root.at() }
    }

    /// As [`Arguments::round`].
    pub fn round(&self) -> Result<&Round, Problem> {
        self.arguments().round()
    }

    /// As [`Arguments::within`].
    pub fn within(&self) -> Result<Option<(AdminLevel, usize)>, Problem> {
        self.arguments().within()
    }

    /// As [`Arguments::by_unit`].
    pub fn by_unit(&self, default: AdminLevel) -> Result<AdminLevel, Problem> {
        self.arguments().by_unit(default)
    }

    /// As [`Arguments::round_and_unit`].
    pub fn round_and_unit(&self, indicator: &Indicator, default: AdminLevel) -> Result<(&Round, AdminLevel), Problem> {
        self.arguments().round_and_unit(indicator, default)
    }

    /// As [`Arguments::round_and_unit`], communities included.
    pub fn round_and_place(&self, indicator: &Indicator) -> Result<(&Round, PlaceLevel), Problem> {
        match self.query.text("by") {
            Some("community") => Ok((self.arguments().round_of(indicator)?, PlaceLevel::Community)),
            _ => self.round_and_unit(indicator, AdminLevel::Admin1).map(|(round, level)| (round, level.into())),
        }
    }

    /// The level of `by`, communities included.
    pub fn by_place(&self) -> Result<PlaceLevel, Problem> {
        match self.query.text("by") {
            Some("community") => Ok(PlaceLevel::Community),
            _ => self.by_unit(AdminLevel::Admin1).map(PlaceLevel::from),
        }
    }

    /// As [`Arguments::period`].
    pub fn period(&self) -> Period {
        self.arguments().period()
    }

    /// As [`Arguments::year_of`].
    pub fn year_of(&self, indicator: &Indicator) -> Result<YearValue, Problem> {
        self.arguments().year_of(indicator)
    }

    pub fn per(&self) -> Normalisation {
        self.chosen_per().unwrap_or_default()
    }

    /// As [`Arguments::chosen_per`].
    pub fn chosen_per(&self) -> Option<Normalisation> {
        self.arguments().chosen_per()
    }

    pub fn bbox(&self) -> Option<BBox> {
        let [west, south, east, north] = self.query.bbox("bbox")?;
        Some(BBox { west, south, east, north })
    }

    /// The distance of a parameter.
    pub fn km(&self, name: &str) -> Option<Km> {
        self.query.number(name).and_then(Km::new)
    }

    /// The service of the path.
    pub fn service(&self) -> Result<&Service, Problem> {
        let id = self.path(0);
        self.atlas().vocabulary.service(id).ok_or_else(|| {
            let problem = Problem::not_found(format!("there is no service `{}`; see /services", truncated(id)));
            let problem = Problem { accepted: Some(SERVICE_ID.accepted()), ..problem.with_parameter(SERVICE_ID.name) };
            vocabulary::offer(problem, [SERVICE_ID].iter(), Some(self.atlas()))
        })
    }

    /// The collection of the path.
    pub fn collection(&self) -> Result<Collection, Problem> {
        let id = self.path(0);
        Collection::find(self.atlas(), id)
            .ok_or_else(|| Problem::not_found(format!("there is no collection `{}`; see /collections", truncated(id))))
    }

    /// As [`Arguments::sorted_names`].
    pub fn sorted_names(&self, parameter: &str) -> Option<Vec<String>> {
        self.arguments().sorted_names(parameter)
    }

    /// As [`Arguments::indicator`].
    pub fn indicator(&self, id: &str) -> Result<Indicator, Problem> {
        self.arguments().indicator(id)
    }
}

impl From<FigureError> for Problem {
    fn from(error: FigureError) -> Self {
        let parameter = match &error {
            FigureError::UnknownRound(_) | FigureError::GroupNotCounted { .. } => "round",
            FigureError::SameRound(_) => "b",
            FigureError::YearNotCounted { .. }
            | FigureError::PartBesideOtherPart { .. }
            | FigureError::SinglePeriodOnly
            | FigureError::ChangeNeedsYear
            | FigureError::ChangeOfPartialYear { .. }
            | FigureError::ChangeWithoutYearBefore { .. }
            | FigureError::ServiceHasNoYears
            | FigureError::StockHasNoYears { .. }
            | FigureError::BreakdownHasNoYears => "year",
            FigureError::TooFine { .. }
            | FigureError::NoLayer(_)
            | FigureError::NoConcordance { .. }
            | FigureError::ConcordanceUnitUnknown { .. }
            | FigureError::ConcordanceLacksUnit { .. } => "by",
            FigureError::WithinTooSmall { .. } => "within",
            FigureError::NoPopulation { .. }
            | FigureError::NormalisationNotPossible { .. }
            | FigureError::ChangeOfStock { .. }
            | FigureError::NormalisationNeedsUnits(_)
            | FigureError::BreakdownPer(_) => "per",
            FigureError::InsideBand { .. } => "km",
            FigureError::NoBreakdown { .. } | FigureError::BreakdownOfService => "breakdown",
            FigureError::Access(_) => "service",
        };
        Self::bad_request(error.to_string()).with_parameter(parameter)
    }
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        Self::bad_request(error.to_string()).with_parameter("service")
    }
}

impl From<ColumnsError> for Problem {
    fn from(error: ColumnsError) -> Self {
        match error {
            ColumnsError::UnknownColumn { name, known } => {
                Self::parameter("properties", format!("there is no property `{}`", truncated(&name)), known.join(", "))
            }
            ColumnsError::UnknownGroup { name, round, collection, known, elsewhere } => {
                let accepted = known.join(", ");
                let name = truncated(&name);
                let error = ColumnsError::UnknownGroup { name, round, collection, known, elsewhere };
                if accepted.is_empty() {
                    return Self::bad_request(error.to_string()).with_parameter("groups");
                }
                Self::parameter("groups", error.to_string(), accepted)
            }
            ColumnsError::YearNotCounted { .. } | ColumnsError::StockHasNoYears { .. } => {
                Self::bad_request(error.to_string()).with_parameter("year")
            }
            ColumnsError::Figures(error) => error.into(),
        }
    }
}
