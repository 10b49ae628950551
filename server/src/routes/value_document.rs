//! What the documents of values have in common: head, rows, total, reasons, sources.

use geodata::atlas::Atlas;
use geodata::figures::{
    CategoryRow, Estimate, Indicator, IndicatorQuery, Normalisation, PeriodSelection, UndefinedReason, ValueRow,
    WithoutUnit,
};
use geodata::model::{Dimension, Language, PlaceLevel, Round};
use geodata::provenance::Provenance;
use serde_json::{Map, Value as Json};
use styles::words::Words;

use super::rows::{period, place_row, put_value};
use crate::http::chunks::Chunks;
use crate::http::reply::{Format, HandlerResponse};

/// The unit of the values; the shares of categories have their own.
pub fn unit(words: &Words, question: &IndicatorQuery<'_>, dimension: Option<Dimension>) -> String {
    match (dimension, question.per) {
        (Some(_), Normalisation::Share) => words.unit_of_category_share(),
        _ => words.unit(&question.indicator, question.per),
    }
}

/// What the number of communities is called on which a value rests.
pub fn counted_column(indicator: &Indicator) -> &'static str {
    if matches!(indicator, Indicator::Group(_)) { "communities_confirming" } else { "communities_counted" }
}

/// What was asked, as every document of values begins.
pub fn head(atlas: &Atlas, question: &IndicatorQuery<'_>, unit: String) -> Map<String, Json> {
    let mut document = Map::new();
    document.insert("indicator".into(), question.indicator.id().into());
    document.insert("round".into(), question.round.into());
    document.insert("by".into(), question.by.id().into());
    document.insert(
        "year".into(),
        match question.periods {
            PeriodSelection::EveryYear => "all".into(),
            PeriodSelection::One(one) => period(one),
        },
    );
    document.insert("per".into(), question.per.id().into());
    document.insert("unit".into(), unit.into());
    document.insert("illustrative".into(), atlas.info.illustrative.into());
    document
}

/// Adds what all places are together.
pub fn put_total(
    document: &mut Map<String, Json>,
    words: &Words,
    question: &IndicatorQuery<'_>,
    total: Option<Estimate>,
) {
    if let Some(total) = total {
        let mut json = Map::new();
        put_value(&mut json, total.value, question.per == Normalisation::None);
        put_reason(&mut json, words, total.undefined, question);
        document.insert("total".into(), json.into());
    }
}

/// A row of a table of values.
pub fn value_row(
    atlas: &Atlas,
    language: Language,
    question: &IndicatorQuery<'_>,
    row: &ValueRow,
) -> Map<String, Json> {
    let mut json = place_row(atlas, question.by, row.place, language);
    if question.periods == PeriodSelection::EveryYear {
        json.insert("year".into(), period(row.period));
    }
    put_value(&mut json, row.estimate.value, question.per == Normalisation::None);
    put_reason(&mut json, Words::of(language), row.estimate.undefined, question);
    json.insert("partial".into(), row.partial.into());
    if question.by != PlaceLevel::Community {
        json.insert("communities".into(), row.communities.into());
        json.insert(counted_column(&question.indicator).into(), row.estimate.confirming.into());
        json.insert("communities_without_data".into(), row.estimate.missing.into());
    }
    json
}

/// A document of JSON that is made while it is sent.
pub fn streamed(chunks: Chunks) -> HandlerResponse {
    HandlerResponse::stream(Format::Json, chunks)
}

/// Adds how many communities are in none of the units asked for, and says by how much the sums of larger units differ.
pub fn put_left_out(
    document: &mut Map<String, Json>,
    provenance: &mut Provenance,
    question: &IndicatorQuery<'_>,
    left_out: WithoutUnit,
) {
    if question.by != PlaceLevel::Community {
        document.insert("communities_without_unit".into(), left_out.communities.into());
        provenance.left_out(question.by, left_out);
    }
}

/// Adds why there is no value although the numbers are there, for programs and for people.
pub fn put_reason(
    json: &mut Map<String, Json>,
    words: &Words,
    undefined: Option<UndefinedReason>,
    question: &IndicatorQuery<'_>,
) {
    if let Some(reason) = undefined {
        json.insert("reason".into(), reason.id().into());
        json.insert("reason_label".into(), words.reason(reason, &question.indicator, question.by).into());
    }
}

/// A row of a table of values by place and category.
pub fn category_row(
    atlas: &Atlas,
    language: Language,
    question: &IndicatorQuery<'_>,
    row: &CategoryRow<'_>,
) -> Map<String, Json> {
    let mut json = place_row(atlas, question.by, row.place, language);
    json.insert("category".into(), row.category.into());
    put_value(&mut json, row.value, question.per == Normalisation::None);
    put_reason(&mut json, Words::of(language), row.undefined, question);
    if question.by != PlaceLevel::Community {
        json.insert("communities".into(), row.communities.into());
    }
    json
}

/// What a table of values rests on, also by category.
pub fn provenance(
    atlas: &Atlas,
    round: &Round,
    question: &IndicatorQuery<'_>,
    dimension: Option<Dimension>,
) -> Provenance {
    let mut provenance = Provenance::of(atlas);
    let period = match question.periods {
        PeriodSelection::One(period) => Some(period),
        PeriodSelection::EveryYear => None,
    };
    provenance.indicator(atlas, round, (question.indicator, question.per), period);
    if let (Some(dimension), Indicator::Group(group)) = (dimension, question.indicator)
        && let Some(table) = atlas.breakdown_of(question.round, group, dimension)
    {
        provenance.cite(atlas, &table.sources);
    }
    provenance
}
