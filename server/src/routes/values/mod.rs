//! The values of an indicator by place: one table, written as JSON, compact JSON, CSV, or a page.

mod compact;
mod csv;
mod json;
mod table;

use std::sync::Arc;

use geodata::figures::{IndicatorQuery, PeriodSelection};

use super::links::{self, CSV, JSON, link};
use super::parameters::{BY_PLACE, INDICATOR_ID, KM, LANG, PER, ROUND, SERVICE, WITHIN, YEAR_OR_ALL};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::query::YearValue;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use csv::CsvRows;
use json::JsonRows;
use table::IndicatorTable;

const BREAKDOWN: Parameter = Parameter::new(
    "breakdown",
    ParamType::Word,
    "A row per place and category of this dimension instead of one per place; over the whole window",
);

pub const VALUES: Route = Route {
    method: Route::GET,
    path: "/indicators/{indicator}/values",
    id: "getValues",
    tag: "Figures",
    summary: "The values of an indicator by place: value, status, whether the year is partial",
    path_parameters: &[INDICATOR_ID],
    parameters: &[BY_PLACE, ROUND, YEAR_OR_ALL, PER, WITHIN, BREAKDOWN, SERVICE, KM, LANG],
    formats: &[Format::Json, Format::Html, Format::Compact, Format::Csv],
    schema: "Values",
    statuses: &[(404, "No such indicator")],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (indicator, per) = (call.indicator(call.path(0))?, call.per());
    let (round, by) = call.round_and_place(&indicator)?;
    let breakdown = call.query.text(BREAKDOWN.name).and_then(|id| call.atlas().vocabulary.dimension(id)).cloned();
    let year = call.year_of(&indicator)?;
    let is_of_window = breakdown.is_some() && !indicator.is_stock();
    // That of the API root does not matter to the breakdown of a window.
    let periods = match if is_of_window { call.query.year("year") } else { year } {
        YearValue::All => PeriodSelection::EveryYear,
        year => PeriodSelection::One(year.period()),
    };
    let question = IndicatorQuery { indicator, by, round: &round.id.0, periods, per, within: call.within()? };
    if call.format == Format::Compact
        && let Some(name) = [BREAKDOWN.name, LANG.name].into_iter().find(|name| call.query.text(name).is_some())
    {
        let detail = format!("`{name}` has no meaning in compact values: they have neither categories nor names");
        return Err(Problem::bad_request(detail).with_parameter(name));
    }
    let atlas = Arc::clone(&call.snapshot.atlas);
    let mut table = IndicatorTable::new(atlas, &question, breakdown, call.language())?;
    let reply = match call.format {
        Format::Compact => {
            let table = Arc::new(table);
            return Ok(HandlerResponse::new(table.body_of(Format::Compact, compact::pieces(&table))));
        }
        Format::Csv => {
            let rows = CsvRows::new(&table);
            let links = [
                link("self", CSV, String::new(), &call.link_with(&[])),
                link("alternate", JSON, String::new(), &call.link_with(&[("f", Some("json"))])),
            ];
            let reply = HandlerResponse::new(Arc::new(table).body(Format::Csv, rows));
            return Ok(reply.header("Link", links::header(&links)));
        }
        Format::Html => {
            let title = call.words().indicator(&table.indicator);
            table.shorten();
            HandlerResponse::document(title, json::document(&Arc::new(table)))
        }
        _ => HandlerResponse::new(Arc::new(table).body(Format::Json, JsonRows::default())),
    };
    let csv = link("alternate", CSV, String::new(), &call.link_with(&[("f", Some("csv"))]));
    Ok(reply.header("Link", links::header(&[csv])))
}
