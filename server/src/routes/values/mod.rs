//! The values of an indicator by place: one table, written as JSON, compact JSON, CSV, GeoJSON, a workbook, or a page.

mod about;
mod columns;
mod compact;
mod csv;
mod geojson;
mod json;
mod table;
mod xlsx;

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::figures::{IndicatorQuery, PeriodSelection};
use styles::MapRequest;
use styles::words::say;

use super::file_names;
use super::links::{self, CSV, GEOJSON, HTML, JSON, XLSX, link};
use super::parameters::{BY_PLACE, INDICATOR_ID, KM, LANG, PER, ROUND, SERVICE, WITHIN, YEAR_OR_ALL};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::query::YearValue;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use csv::CsvRows;
use geojson::GeoJsonValues;
use json::JsonRows;

pub use about::About;
pub use table::IndicatorTable;
pub use xlsx::workbook;

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
    formats: &[Format::Json, Format::Html, Format::Compact, Format::Csv, Format::Xlsx, Format::GeoJson],
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
        Format::Csv | Format::Xlsx | Format::GeoJson => return download(call, table),
        Format::Html => {
            let title = call.words().indicator(&table.indicator);
            table.shorten();
            HandlerResponse::document(title, json::document(&Arc::new(table)))
        }
        _ => HandlerResponse::new(Arc::new(table).body(Format::Json, JsonRows::default())),
    };
    let others = [(CSV, "csv"), (XLSX, "xlsx"), (GEOJSON, "geojson")];
    let others =
        others.map(|(kind, format)| link("alternate", kind, String::new(), &call.link_with(&[("f", Some(format))])));
    Ok(reply.header("Link", links::header(&others)))
}

/// A table as a file of its own.
fn download(call: &RequestContext, table: IndicatorTable) -> Result<HandlerResponse, Problem> {
    let (kind, address) = (call.format.media_type().split(';').next().unwrap_or_default(), call.link_with(&[]));
    let (name, table) = (file_name(&table), Arc::new(table));
    let links = [
        link("self", kind, String::new(), &address),
        link("alternate", JSON, String::new(), &call.link_with(&[("f", Some("json"))])),
    ];
    let link_header = links::header(&links);
    let reply = match call.format {
        Format::Xlsx => {
            let about = About::of(&table, vec![address]);
            HandlerResponse::bytes(Format::Xlsx, xlsx::workbook(&table, &about)?)
        }
        Format::GeoJson => {
            let words = call.words();
            let own = link("self", kind, say!(words, "link-document"), &address);
            let page = call.link_with(&[("f", Some("html"))]);
            let page = link("alternate", HTML, say!(words, "link-document-as-page"), &page);
            let writer = GeoJsonValues::new(&table, vec![own, page]);
            HandlerResponse::new(table.body(Format::GeoJson, writer))
        }
        _ => {
            let rows = CsvRows::new(&table);
            HandlerResponse::new(table.body(Format::Csv, rows))
        }
    };
    let (disposition, name) = file_names::saved_as(&name, call.format.extension());
    Ok(reply.header("Link", link_header).header(disposition, name))
}

/// `return_migrants-kgz-r3-2023-admin1-en`, as pictures are called.
fn file_name(table: &IndicatorTable) -> String {
    let period = match table.periods {
        PeriodSelection::EveryYear => "years".to_owned(),
        PeriodSelection::One(_) if table.indicator.is_stock() => String::new(),
        PeriodSelection::One(period) => period.to_string(),
    };
    let measure = file_names::measure(&table.indicator, table.per);
    let breakdown = table.breakdown.as_ref().map_or("", |dimension| dimension.id());
    let within = table.within().and_then(|(level, unit)| table.atlas.unit(level, unit));
    let within = within.map_or("", |unit| unit.pcode.as_str());
    file_names::joined([&measure, breakdown, &*table.round, &*period, table.by.id(), within, table.language.code()])
}

/// The tables of a map: of each variable that it shows, of its period or of every year, and what is said of each.
pub fn of_map(
    atlas: &Arc<Atlas>,
    request: &MapRequest<'_>,
    is_of_years: bool,
    addresses: Vec<String>,
) -> Result<(Arc<IndicatorTable>, About), Problem> {
    let periods = if is_of_years { PeriodSelection::EveryYear } else { PeriodSelection::One(request.period) };
    let question = IndicatorQuery {
        indicator: request.indicator.clone(),
        by: request.by.into(),
        round: &request.round.id.0,
        periods,
        per: request.per,
        within: request.within,
    };
    let table = Arc::new(IndicatorTable::new(Arc::clone(atlas), &question, None, request.language)?);
    let about = About::of(&table, addresses);
    Ok((table, about))
}

/// A table of a map in the formats of tables, piece by piece.
pub fn csv_pieces(table: &Arc<IndicatorTable>) -> impl Iterator<Item = Vec<u8>> + use<> {
    table.pieces(CsvRows::new(table))
}

/// The same as GeoJSON.
pub fn geojson_pieces(table: &Arc<IndicatorTable>) -> impl Iterator<Item = Vec<u8>> + use<> {
    table.pieces(GeoJsonValues::new(table, Vec::new()))
}
