use geodata::figures::{
    Indicator, IndicatorQuery, PeriodSelection, ValueTable, WithoutUnit, breakdown_of, places_within, values_of,
    without_unit,
};
use geodata::model::Dimension;
use geodata::provenance::{Note, Provenance};
use serde_json::{Map, Value as Json};

use super::links::{self, CSV, link};
use super::parameters::{BY_PLACE, INDICATOR_ID, KM, LANG, PER, ROUND, SERVICE, WITHIN, YEAR_OR_ALL};
use super::rows::put_provenance;
use super::streamed_values::{LongTable, MAX_PAGE_ROWS, MAX_ROWS, first_rows, rows_per_place};
use super::value_document::{category_row, head, provenance, put_left_out, put_total, streamed, unit, value_row};
use super::{compact_values, csv_values};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::query::YearValue;
use crate::http::reply::{Format, HandlerResponse};
use crate::http::route::{RequestContext, Route};

const BREAKDOWN: Parameter = Parameter::new(
    "breakdown",
    ParamType::Enum(&["country", "sex", "length_of_stay", "reason", "movement"]),
    "A row per place and category instead of one per place; over the whole window",
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
    handler: answer,
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, round, per, by) = (call.atlas(), call.round()?, call.per(), call.by_place()?);
    let indicator = call.indicator(call.path(0))?;
    let dimension = call.query.text(BREAKDOWN.name).and_then(Dimension::from_id);
    let has_years = matches!(indicator, Indicator::Group(_)) && dimension.is_none();
    // That of the API root does not matter where there are none.
    let periods = match if has_years { call.year() } else { call.query.year("year") } {
        YearValue::All => PeriodSelection::EveryYear,
        year => PeriodSelection::One(year.period()),
    };
    let question = IndicatorQuery { indicator, by, round: &round.id.0, periods, per, within: call.within()? };
    if call.format == Format::Compact {
        return compact_values::reply(call, &question);
    }
    if call.format == Format::Csv {
        return csv_values::reply(call, &question, dimension);
    }
    let mut document = head(atlas, &question, unit(call.words(), &question, dimension));
    let mut provenance = provenance(atlas, round, &question, dimension);
    if let Some(dimension) = dimension {
        document.insert("breakdown".into(), dimension.id().into());
        breakdown_of(atlas, &question, dimension, &[])?;
        let mut places = places_within(atlas, question.by, question.within)?;
        let one = breakdown_of(atlas, &question, dimension, places.get(..1).unwrap_or_default())?.len();
        let rows = places.len() * one;
        if rows > MAX_ROWS && call.format == Format::Json {
            let mut after = Map::new();
            let left_out = WithoutUnit { measured: None, ..without_unit(atlas, &question) };
            put_left_out(&mut after, &mut provenance, &question, left_out);
            put_provenance(&mut after, call, &provenance);
            let table = LongTable::new(call, &question, places);
            return Ok(streamed(table.into_chunks_by_category(dimension, &document, &after)));
        }
        if rows > MAX_ROWS {
            provenance.note(Note::FirstRows { rows });
            places.truncate((MAX_PAGE_ROWS / one).max(1));
        }
        let rows = breakdown_of(atlas, &question, dimension, &places)?;
        let rows = rows.iter().map(|row| Json::Object(category_row(atlas, call.language(), &question, row)));
        document.insert("rows".into(), rows.collect());
    } else {
        let places = places_within(atlas, question.by, question.within)?;
        let rows = places.len() * rows_per_place(atlas, &question);
        if rows > MAX_ROWS && call.format == Format::Json {
            return stream(call, &question, places, &document, provenance);
        }
        let answer = if rows > MAX_ROWS {
            provenance.note(Note::FirstRows { rows });
            first_rows(atlas, &question, &places)?
        } else {
            values_of(atlas, &question, &places)?
        };
        put_rows(&mut document, call, &question, &answer);
        if answer.rows.iter().any(|row| row.estimate.missing > 0) {
            provenance.note(Note::MissingCounted);
        }
    }
    let left_out = without_unit(atlas, &question);
    // Categories have sums of their own.
    let left_out = WithoutUnit { measured: left_out.measured.filter(|_| dimension.is_none()), ..left_out };
    put_left_out(&mut document, &mut provenance, &question, left_out);
    put_provenance(&mut document, call, &provenance);
    let reply = HandlerResponse::document(call.words().indicator(&indicator), Json::Object(document));
    let csv = link("alternate", CSV, "These values as CSV", &call.link_with(&[("f", Some("csv"))]));
    Ok(reply.header("Link", links::header(&[csv])))
}

fn put_rows(
    document: &mut Map<String, Json>,
    call: &RequestContext,
    question: &IndicatorQuery<'_>,
    answer: &ValueTable,
) {
    let rows = answer.rows.iter().map(|row| Json::Object(value_row(call.atlas(), call.language(), question, row)));
    document.insert("rows".into(), rows.collect());
    put_total(document, call.words(), question, answer.total);
}

/// The same document, row by row.
fn stream(
    call: &RequestContext,
    question: &IndicatorQuery<'_>,
    places: Vec<usize>,
    head: &Map<String, Json>,
    mut provenance: Provenance,
) -> Result<HandlerResponse, Problem> {
    let table = LongTable::new(call, question, places);
    let checked = table.check()?;
    if checked.is_missing {
        provenance.note(Note::MissingCounted);
    }
    let mut after = Map::new();
    put_total(&mut after, call.words(), question, checked.total);
    put_left_out(&mut after, &mut provenance, question, without_unit(call.atlas(), question));
    put_provenance(&mut after, call, &provenance);
    Ok(streamed(table.into_chunks(head, &after)))
}
