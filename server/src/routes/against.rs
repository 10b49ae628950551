//! The second variable of a map, in parameters of its own: each is that of the first with `against_` before it.
//!
//! ```text
//! /maps/return_migrants.svg?year=2023&against=households_beyond&against_service=employment_center&against_km=10
//! ```

use geodata::figures::{Indicator, Normalisation};
use geodata::model::Period;
use styles::palette::Bivariate;
use styles::{Breaks, Classification, MapRequest, MapValues, Marks, Method};

use super::arguments::Arguments;
use super::parameters::{
    AGAINST, AGAINST_KM, AGAINST_PER, AGAINST_SERVICE, AGAINST_YEAR, BREAKS, CLASSES, MARKS, METHOD, PALETTE, PER,
    ROUND,
};
use crate::http::parameter::Parameter;
use crate::http::problem::{Problem, truncated};
use crate::served_data::ServedData;

/// The parameters that say more of the second variable.
const DETAILS: [Parameter; 4] = [AGAINST_PER, AGAINST_YEAR, AGAINST_SERVICE, AGAINST_KM];
/// Ways to divide a variable that never make more than three classes.
const METHODS: [Method; 5] =
    [Method::Quantile, Method::NaturalBreaks, Method::EqualInterval, Method::HeadTail, Method::StandardDeviation];

/// Whether a map is of two variables.
pub fn is_asked(arguments: Arguments<'_>) -> bool {
    arguments.query.text(AGAINST.name).is_some()
}

/// The values of a map together with those of a second variable, if there is one in the parameters; and what it shows of that.
pub fn crossed<'a>(
    data: &ServedData,
    arguments: Arguments<'a>,
    values: MapValues,
    request: &MapRequest<'a>,
) -> Result<(MapValues, Option<MapRequest<'a>>), Problem> {
    let Some(second) = second(arguments, request)? else { return Ok((values, None)) };
    let of_second = |problem: Problem| {
        let parameter = problem.parameter.clone().unwrap_or_default();
        if parameter == ROUND.name {
            // The round is that of the first, which has it.
            return problem.with_parameter(AGAINST.name);
        }
        match DETAILS.iter().find(|detail| detail.name.strip_prefix("against_") == Some(parameter.as_str())) {
            Some(detail) => problem.with_parameter(detail.name),
            None => problem,
        }
    };
    let other = MapValues::new(arguments.atlas, &data.scales, &second, false);
    let other = other.map_err(|error| of_second(error.into()))?;
    let first = MapRequest { classification: second.classification.clone(), ..request.clone() };
    let crossed = values.crossed(&other, [&first, &second], arguments.atlas, palette(arguments)?);
    Ok((crossed, Some(second)))
}

/// The nine colours that are asked for.
fn palette(arguments: Arguments<'_>) -> Result<Bivariate, Problem> {
    let Some(asked) = arguments.query.text(PALETTE.name) else { return Ok(Bivariate::USUAL) };
    Bivariate::from_id(asked).ok_or_else(|| {
        let names: Vec<&str> = Bivariate::ALL.iter().map(|palette| palette.id).collect();
        let detail = format!("`{}` is no palette for two variables", truncated(asked));
        Problem::parameter(PALETTE.name, detail, PALETTE.accepted_words(&names))
    })
}

/// What the second variable of a map is.
fn second<'a>(arguments: Arguments<'a>, request: &MapRequest<'a>) -> Result<Option<MapRequest<'a>>, Problem> {
    let query = arguments.query;
    let Some(id) = query.text(AGAINST.name) else {
        let alone = DETAILS.iter().find(|detail| query.text(detail.name).is_some());
        return alone.map_or(Ok(None), |detail| {
            let why = format!("`{}` says more of the second variable, which is `against`", detail.name);
            Err(Problem::parameter(detail.name, why, "this parameter together with `against`, or none"))
        });
    };
    let indicator = arguments
        .indicator_in(id, (AGAINST_SERVICE, AGAINST_KM))
        .map_err(|problem| if problem.parameter.is_none() { problem.with_parameter(AGAINST.name) } else { problem })?;
    let chosen = query.text(AGAINST_PER.name).and_then(Normalisation::from_id);
    let per = chosen.unwrap_or_else(|| styles::usual_rate(&indicator));
    for (parameter, per) in [(PER, request.per), (AGAINST_PER, per)] {
        if per == Normalisation::None {
            let why = "two variables are drawn as areas, which mislead where they stand for counts";
            let rates = Normalisation::ALL.map(Normalisation::id);
            let rates: Vec<&str> = rates.into_iter().filter(|id| *id != Normalisation::None.id()).collect();
            return Err(Problem::parameter(parameter.name, why, parameter.accepted_words(&rates)));
        }
    }
    if request.marks != Marks::Fill {
        let why =
            format!("`marks={}` and `against` are not drawn on one map: two variables are areas", request.marks.id());
        return Err(Problem::parameter(MARKS.name, why, "fill, or none; or no `against`"));
    }
    if let Some(parameter) = [CLASSES, BREAKS].into_iter().find(|parameter| query.text(parameter.name).is_some()) {
        let why = "each of two variables has three classes between breaks of its own";
        return Err(Problem::parameter(parameter.name, why, format!("no `{}` beside `against`", parameter.name)));
    }
    let method = query.text(METHOD.name).and_then(Method::from_id).unwrap_or(Method::Quantile);
    if !METHODS.contains(&method) {
        let why = format!("`{}` does not make three classes", method.id());
        return Err(Problem::parameter(METHOD.name, why, METHOD.accepted_words(&METHODS.map(Method::id))));
    }
    let period = period(arguments, request, &indicator)?;
    if (&indicator, per, period) == (&request.indicator, request.per, request.period) {
        let why = "the second variable is the first";
        return Err(Problem::parameter(
            AGAINST.name,
            why,
            "another indicator, or the same with another `against_per` or `against_year`",
        ));
    }
    let classification = Classification::new((Some(method), None, None), per, Breaks::Own);
    let classification =
        classification.map_err(|error| Problem::bad_request(error.to_string()).with_parameter(error.parameter()))?;
    Ok(Some(MapRequest { indicator, per, period, classification, ..request.clone() }))
}

/// The period of the second variable: the one that is asked for, or that of the first, where it has any.
fn period(arguments: Arguments<'_>, request: &MapRequest<'_>, indicator: &Indicator) -> Result<Period, Problem> {
    let has_years = |indicator: &Indicator| match indicator {
        Indicator::Group(group) => request.round.coverage(group).is_none_or(|coverage| coverage.date.is_none()),
        Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => false,
    };
    let asked = arguments.query.text(AGAINST_YEAR.name).map(|_| arguments.query.year(AGAINST_YEAR.name).period());
    match asked {
        Some(_) if !has_years(indicator) => {
            let why = format!("{} has no years", indicator.id());
            Err(Problem::parameter(AGAINST_YEAR.name, why, "no `against_year`"))
        }
        Some(asked) => Ok(asked),
        None if has_years(indicator) && has_years(&request.indicator) => Ok(request.period),
        None => Ok(Period::Window),
    }
}
