//! Rounds side by side, and the trend over rounds: what differs between rounds is said before their values.

mod across;
mod addresses;
mod chart;
mod compare;
mod differences;
mod page;
mod table;
mod trend;

pub use addresses::links;
pub use compare::COMPARE;
pub use trend::TREND;

use geodata::figures::{FigureError, Indicator, Normalisation, RoundsQuery, rounds_with};
use geodata::model::{Concordance, Period, Round};
use serde_json::{Map, Value as Json, json};

use super::parameters::{BY_PLACE, INDICATOR_ID};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::query::YearValue;
use crate::http::route::RequestContext;
use crate::routes::rows::when;

const INDICATOR: Parameter = Parameter {
    description: "What to show; the first group that the rounds count without it",
    required: false,
    ..INDICATOR_ID
};
const BY: Parameter = Parameter {
    description: "What a row is; admin1 without it, or the larger units that all of the rounds have numbers of",
    ..BY_PLACE
};
const YEAR: Parameter = Parameter::new(
    "year",
    ParamType::Year { all: false },
    "A year that the rounds count, or window: the whole time of each. Not for a stock, which is counted on one day of a round",
);

/// The indicator that was asked for, or the first group that one round counts, or that both do.
fn indicator(call: &RequestContext, rounds: &[&Round]) -> Result<Indicator, Problem> {
    if let Some(id) = call.query.text(INDICATOR.name) {
        return call.indicator(id);
    }
    let atlas = call.atlas();
    let groups = || atlas.vocabulary.groups().iter().map(|group| Indicator::Group(group.clone()));
    let is_counted = |indicator: &Indicator| {
        let known = rounds_with(atlas, indicator, Period::Window);
        !known.is_empty() && rounds.iter().all(|round| known.contains(round))
    };
    groups().find(is_counted).ok_or_else(|| {
        let ids = |round: &&Round| {
            let groups: Vec<&str> = round.groups.iter().map(|coverage| coverage.group.id()).collect();
            format!(
                "round `{}` counts {}",
                round.id,
                if groups.is_empty() { "none".to_owned() } else { groups.join(", ") }
            )
        };
        let counted: Vec<String> = rounds.iter().map(ids).collect();
        let detail = format!("there is no group to compare: {}; name an `indicator`", counted.join(", "));
        Problem::bad_request(detail).with_parameter(INDICATOR.name)
    })
}

/// The period of an indicator in several rounds. Fails for a year of a stock.
fn period(call: &RequestContext, indicator: &Indicator, round: &Round) -> Result<Period, Problem> {
    match call.arguments().year_in(round, indicator)? {
        YearValue::All => Ok(Period::Window),
        year => Ok(year.period()),
    }
}

/// A question by the level that the call names; if it names none, by the smallest units down to provinces that all rounds have numbers of.
fn by_level<'a>(call: &RequestContext, asked: RoundsQuery<'a>) -> RoundsQuery<'a> {
    if call.query.text(BY.name).is_some() {
        return asked;
    }
    let larger = std::iter::successors(asked.by.admin(), |level| level.above());
    let mut fitting = larger.map(|level| RoundsQuery { by: level.into(), ..asked.clone() });
    fitting.find(|question| question.totals(call.atlas(), &[]).is_ok()).unwrap_or(asked)
}

/// What every document about several rounds begins with. `by` is the id of the level.
fn head(
    indicator: &Indicator,
    by: &str,
    period: Period,
    per: Normalisation,
    unit: String,
    is_illustrative: bool,
) -> Map<String, Json> {
    let mut head = Map::new();
    head.insert("indicator".into(), indicator.id().into());
    head.insert("by".into(), by.into());
    if !indicator.is_stock() {
        let (name, when) = when(None, period);
        head.insert(name.into(), when);
    }
    head.insert("per".into(), per.id().into());
    head.insert("unit".into(), unit.into());
    head.insert("illustrative".into(), is_illustrative.into());
    head
}

/// A round as the answers describe it: what it counts of an indicator, when, how, and by which definition.
fn describe(call: &RequestContext, round: &Round, indicator: &Indicator) -> Map<String, Json> {
    let mut json = Map::new();
    json.insert("round".into(), json!(round.id));
    json.insert("title".into(), round.title.get(call.language()).into());
    json.insert("collected".into(), json!(round.collected));
    json.insert("method".into(), round.method.get(call.language()).into());
    if let Indicator::Group(group) = indicator
        && let Some(coverage) = round.coverage(group)
    {
        json.insert("definition".into(), coverage.definition.get(call.language()).into());
        match &coverage.date {
            Some(date) => json.insert("date".into(), date.as_str().into()),
            None => json.insert("window".into(), call.words().window(coverage).into()),
        };
    }
    json
}

/// What is wrong with one of the rounds of a question, blamed on the parameter that named it.
fn blame(error: FigureError, parameter: &str) -> Problem {
    let problem = Problem::from(error);
    if problem.parameter.as_deref() == Some("round") { problem.with_parameter(parameter) } else { problem }
}

/// Which edition of boundaries the dataset has, and with which datasets of other editions its rounds can be compared.
pub fn boundary_edition(call: &RequestContext) -> Option<Json> {
    let edition = call.atlas().info.boundary_edition.as_ref()?;
    let concordance = |known: &Concordance| json!({ "dataset": known.dataset, "level": known.level.id() });
    let mut json = json!({ "id": edition.id });
    let members = json.as_object_mut()?;
    members.extend(edition.valid_from.as_deref().map(|date| ("valid_from".to_owned(), date.into())));
    if !edition.concordances.is_empty() {
        members.insert("concordances".into(), edition.concordances.iter().map(concordance).collect());
    }
    Some(json)
}
