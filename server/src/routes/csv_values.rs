//! Values of an indicator as CSV: a record for each place and period, or category. Each says what it counts and whether it was invented; its
//! status tells a value that is not known, or may not be told, from an empty cell.

use geodata::atlas::Atlas;
use geodata::figures::{Indicator, IndicatorQuery, breakdown_of, places_within, values_of};
use geodata::model::{Dimension, Period};

use super::csv_table::{Row, Table};
use super::links::{self, CSV, JSON, link};
use super::streamed_values::{LongTable, MAX_ROWS, rows_per_place};
use super::value_document::{counted_column, unit};
use crate::http::problem::Problem;
use crate::http::reply::{Body, Format, HandlerResponse};
use crate::http::route::RequestContext;

/// Answers a question with a table. One of a great many rows is streamed.
pub fn reply(
    call: &RequestContext,
    question: &IndicatorQuery<'_>,
    dimension: Option<Dimension>,
) -> Result<HandlerResponse, Problem> {
    let atlas = call.atlas();
    let unit = unit(call.words(), question, dimension);
    let (mut table, mut out) = (Table::new(question, call.language(), unit), Vec::new());
    let body = if let Some(dimension) = dimension {
        table.header(Some(dimension.id()), &["communities"], &mut out);
        let partial = is_partial(atlas, question);
        breakdown_of(atlas, question, dimension, &[])?;
        let places = places_within(atlas, question.by, question.within)?;
        let one = breakdown_of(atlas, question, dimension, places.get(..1).unwrap_or_default())?.len();
        if places.len() * one > MAX_ROWS {
            let rows = LongTable::new(call, question, places);
            Body::Stream { format: Format::Csv, chunks: rows.into_csv_by_category(dimension, out, table, partial) }
        } else {
            for row in breakdown_of(atlas, question, dimension, &places)? {
                table.record(atlas, question, &Row::from(&row).of_window(partial), &mut out);
            }
            Body::Bytes { format: Format::Csv, bytes: out }
        }
    } else {
        let counted = counted_column(&question.indicator);
        table.header(None, &["communities", counted, "communities_without_data"], &mut out);
        let places = places_within(atlas, question.by, question.within)?;
        if places.len() * rows_per_place(atlas, question) > MAX_ROWS {
            let rows = LongTable::new(call, question, places);
            rows.check()?;
            Body::Stream { format: Format::Csv, chunks: rows.into_csv(out, table) }
        } else {
            for row in values_of(atlas, question, &places)?.rows {
                table.record(atlas, question, &Row::from(&row), &mut out);
            }
            Body::Bytes { format: Format::Csv, bytes: out }
        }
    };
    let links = [
        link("self", CSV, "These values", &call.link_with(&[])),
        link("alternate", JSON, "These values with notes and sources", &call.link_with(&[("f", Some("json"))])),
    ];
    Ok(HandlerResponse::new(body).header("Link", links::header(&links)))
}

/// Whether the window that categories are of holds a year that is counted only in part.
fn is_partial(atlas: &Atlas, question: &IndicatorQuery<'_>) -> bool {
    let Indicator::Group(group) = question.indicator else { return false };
    let coverage = atlas.round(question.round).and_then(|round| round.coverage(group));
    coverage.is_some_and(|coverage| coverage.is_partial_in(Period::Window))
}
