//! Several maps in one picture: one for each year of an indicator.

use geodata::figures::FigureError;
use geodata::model::Period;
use styles::{Breaks, MapOfYears, MapRequest, MapValues, PANELS};

use super::against;
use super::arguments::Arguments;
use super::maps::classification;
use super::parameters::{AGAINST, BREAKS, MULTIPLES, YEAR};
use crate::http::problem::Problem;
use crate::served_data::ServedData;

/// Whether a picture has a map for each year.
pub fn is_asked(arguments: Arguments<'_>) -> bool {
    arguments.query.text(MULTIPLES.name).is_some()
}

/// The maps of all years that a round counts, or of the last of them where there are more than fit; and what all of them show.
pub fn of_years<'a>(
    data: &ServedData,
    arguments: Arguments<'a>,
    request: &MapRequest<'a>,
) -> Result<(MapOfYears, MapRequest<'a>), Problem> {
    let refused =
        |name: &str, why: &str| Problem::parameter(name, why, format!("no `{name}` beside `{}`", MULTIPLES.name));
    if against::is_asked(arguments) {
        return Err(refused(AGAINST.name, "maps of years are of one variable"));
    }
    if arguments.query.text(YEAR.name).is_some() {
        return Err(refused(YEAR.name, "there is a map for each year"));
    }
    if arguments.query.text(BREAKS.name) == Some(Breaks::Own.id()) {
        let why = "maps side by side have the same classes";
        return Err(Problem::parameter(BREAKS.name, why, "shared, or numbers"));
    }
    let years = years(request);
    let classification = classification(arguments.query, request.per, Breaks::Shared)?;
    let request = MapRequest { classification, ..request.clone() };
    let mut maps = Vec::new();
    for year in years {
        let of_year = MapRequest { period: Period::Year(year), ..request.clone() };
        match MapValues::new(arguments.atlas, &data.scales, &of_year, false) {
            Ok(values) => maps.push((year, values)),
            // No change is known of a year that is counted in part, or that has none before it.
            Err(FigureError::ChangeOfPartialYear { .. } | FigureError::ChangeWithoutYearBefore { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let too_many = maps.len().saturating_sub(*PANELS.end());
    let maps = maps.split_off(too_many);
    let count = maps.len();
    let too_few = || {
        let (id, round, per) = (request.indicator.id(), &request.round.id.0, request.per.id());
        let detail = format!(
            "round `{round}` has {count} years of {id} with per={per}: at least {} are compared",
            PANELS.start()
        );
        Problem::parameter(MULTIPLES.name, detail, "another indicator, round or `per`; or no `multiples`")
    };
    if !PANELS.contains(&count) {
        return Err(too_few());
    }
    let maps = MapOfYears::new(arguments.atlas, maps, &request).ok_or_else(too_few)?;
    Ok((maps, request))
}

/// The years that a round counts of an indicator; none of a stock or a service.
fn years(request: &MapRequest<'_>) -> Vec<u16> {
    let coverage = request.indicator.coverage(request.round).filter(|coverage| coverage.date.is_none());
    coverage.map(|coverage| coverage.years.clone()).unwrap_or_default()
}
