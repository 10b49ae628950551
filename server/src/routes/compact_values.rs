//! Values of an indicator for joining in the browser to tiles that carry only the key: small, so that another year costs one
//! small request, and as honest as the full rows. Names, totals and the reasons why single values are missing are left to those.

use geodata::figures::{IndicatorQuery, Normalisation, ValueRow, values, without_unit};
use geodata::model::Value;
use geodata::provenance::Note;
use geodata::query::Collection;
use serde_json::{Value as Json, json};

use super::rows::{number, period};
use super::values::{head, provenance, put_left_out, put_reason};
use crate::http::problem::Problem;
use crate::http::reply::Reply;
use crate::http::route::Call;

/// Answers a question with a list of ids, and for each period a list of values beside it.
pub fn reply(call: &Call, question: &IndicatorQuery<'_>) -> Result<Reply, Problem> {
    if let Some(name) = ["breakdown", "lang"].into_iter().find(|name| call.query.text(name).is_some()) {
        let detail = format!("`{name}` has no meaning in compact values: they have neither categories nor names");
        return Err(Problem::bad_request(detail).blame(name));
    }
    let atlas = call.atlas();
    let answer = values(atlas, question)?;
    // Rows come place by place, each with the same periods.
    let periods =
        answer.rows.iter().take_while(|row| Some(row.place) == answer.rows.first().map(|row| row.place)).count();
    let of_places = || answer.rows.chunks(periods.max(1));
    let collection = match question.by.admin() {
        Some(level) => Collection::Admin(level),
        None => Collection::Communities,
    };
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
    let mut provenance = provenance(atlas, call, question)?;
    if answer.rows.iter().any(|row| row.estimate.missing > 0) {
        provenance.note(Note::Missing);
    }
    put_left_out(&mut document, &mut provenance, question, without_unit(atlas, question));
    document.insert("disclaimer".into(), json!(provenance.disclaimer(atlas)));
    document.insert("notes".into(), json!(call.words().notes(&provenance.notes)));
    document.insert("sources".into(), provenance.sources.iter().map(|source| source.citation.as_str()).collect());
    Ok(Reply::document(call.words().indicator(&question.indicator), document.into()))
}
