//! Values of an indicator for joining in the browser to tiles that carry only the key: small, so that another year costs one
//! small request, and as honest as the full rows. Names, totals and the reasons why single values are missing are left to those.

use geodata::figures::{IndicatorQuery, Normalisation, ValueRow, places_within, values_of, without_unit};
use geodata::model::Value;
use geodata::provenance::Note;
use geodata::query::Collection;
use serde_json::{Map, Value as Json, json};

use super::rows::{number, period};
use super::streamed_values::{LongTable, MAX_ROWS, rows_per_place};
use super::value_document::{head, provenance, put_left_out, put_reason, streamed};
use crate::http::problem::Problem;
use crate::http::reply::HandlerResponse;
use crate::http::route::RequestContext;

/// Answers a question with a list of ids, and for each period a list of values beside it.
pub fn reply(call: &RequestContext, question: &IndicatorQuery<'_>) -> Result<HandlerResponse, Problem> {
    if let Some(name) = ["breakdown", "lang"].into_iter().find(|name| call.query.text(name).is_some()) {
        let detail = format!("`{name}` has no meaning in compact values: they have neither categories nor names");
        return Err(Problem::bad_request(detail).with_parameter(name));
    }
    let atlas = call.atlas();
    let places = places_within(atlas, question.by, question.within)?;
    if places.len() * rows_per_place(atlas, question) > MAX_ROWS {
        return stream(call, question, places);
    }
    let answer = values_of(atlas, question, &places)?;
    // Rows come place by place, each with the same periods.
    let periods =
        answer.rows.iter().take_while(|row| Some(row.place) == answer.rows.first().map(|row| row.place)).count();
    let of_places = || answer.rows.chunks(periods.max(1));
    let collection = Collection::of_places(question.by);
    let id = |row: &ValueRow| collection.feature_id(atlas, row.place).unwrap_or_default();

    let mut document = head(atlas, question, call.words().unit(&question.indicator, question.per));
    document.insert("key".into(), collection.key_column().into());
    document.insert("ids".into(), of_places().filter_map(|rows| rows.first()).map(id).collect());
    let of_period = |position: usize| {
        let rows: Vec<&ValueRow> = of_places().filter_map(|rows| rows.get(position)).collect();
        let with_status = |wanted: Value<f64>| -> Json {
            rows.iter().filter(|row| row.estimate.value == wanted).map(|row| id(row)).collect()
        };
        let whole = question.per == Normalisation::None;
        json!({
            "year": rows.first().map(|row| period(row.period)),
            "partial": rows.iter().any(|row| row.partial),
            "values": rows.iter().map(|row| number(row.estimate.value, whole)).collect::<Vec<Json>>(),
            "no_data": with_status(Value::NoData),
            "suppressed": with_status(Value::Suppressed),
            "not_applicable": with_status(Value::NotApplicable),
        })
    };
    document.insert("periods".into(), (0..periods).map(of_period).collect());
    // It is the same wherever there is nobody to measure.
    let nobody = answer.rows.iter().find(|row| row.estimate.value == Value::NotApplicable);
    put_reason(&mut document, call.words(), nobody.and_then(|row| row.estimate.undefined), question);
    end(&mut document, call, question, answer.rows.iter().any(|row| row.estimate.missing > 0))?;
    Ok(HandlerResponse::document(call.words().indicator(&question.indicator), document.into()))
}

/// What comes after the values.
fn end(
    document: &mut Map<String, Json>,
    call: &RequestContext,
    question: &IndicatorQuery<'_>,
    is_missing: bool,
) -> Result<(), Problem> {
    let atlas = call.atlas();
    let mut provenance = provenance(atlas, call.round()?, question, None);
    if is_missing {
        provenance.note(Note::Missing);
    }
    put_left_out(document, &mut provenance, question, without_unit(atlas, question));
    document.insert("disclaimer".into(), json!(provenance.disclaimer(atlas)));
    document.insert("notes".into(), json!(call.words().notes(&provenance.notes)));
    document.insert("sources".into(), provenance.sources.iter().map(|source| source.citation.as_str()).collect());
    Ok(())
}

/// The same document, part by part.
fn stream(
    call: &RequestContext,
    question: &IndicatorQuery<'_>,
    places: Vec<usize>,
) -> Result<HandlerResponse, Problem> {
    let mut before = head(call.atlas(), question, call.words().unit(&question.indicator, question.per));
    before.insert("key".into(), Collection::of_places(question.by).key_column().into());
    let table = LongTable::new(call, question, places);
    let checked = table.check()?;
    let mut after = Map::new();
    put_reason(&mut after, call.words(), checked.nobody, question);
    end(&mut after, call, question, checked.is_missing)?;
    Ok(streamed(table.into_compact_chunks(&before, &after)))
}
