use geodata::atlas::Atlas;
use geodata::figures::{
    CategoryRow, Estimate, Indicator, IndicatorQuery, Normalisation, PeriodSelection, UndefinedReason, ValueRow,
    ValueTable, WithoutUnit, breakdown_of, places_within, values_of, without_unit,
};
use geodata::model::{Dimension, Language, PlaceLevel, Round};
use geodata::provenance::{Note, Provenance};
use serde_json::{Map, Value as Json};
use styles::words::Words;

use super::links::{self, CSV, link};
use super::parameters::{BY_PLACE, INDICATOR_ID, KM, LANG, PER, ROUND, SERVICE, WITHIN, YEAR_OR_ALL};
use super::rows::{period, place_row, put_provenance, put_value};
use super::streamed_values::{LongTable, MAX_PAGE_ROWS, MAX_ROWS, first_rows, rows_per_place};
use super::{compact_values, csv_values};
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::query::YearValue;
use crate::http::reply::{Content, Format, Reply};
use crate::http::route::{Call, Route};
use crate::http::stream::Chunks;

const BREAKDOWN: Parameter = Parameter::new(
    "breakdown",
    Kind::Choice(&["country", "sex", "length_of_stay", "reason", "movement"]),
    "A row per place and category instead of one per place; over the whole window",
);

pub const VALUES: Route = Route {
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

fn answer(call: &Call) -> Result<Reply, Problem> {
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
    let unit = match (dimension, per) {
        (Some(_), Normalisation::Share) => call.words().unit_of_category_share(),
        _ => call.words().unit(&indicator, per),
    };
    let mut document = head(atlas, &question, unit);
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
    let reply = Reply::document(call.words().indicator(&indicator), Json::Object(document));
    let csv = link("alternate", CSV, "These values as CSV", &call.link_with(&[("f", Some("csv"))]));
    Ok(reply.header("Link", links::header(&[csv])))
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

fn put_rows(document: &mut Map<String, Json>, call: &Call, question: &IndicatorQuery<'_>, answer: &ValueTable) {
    let rows = answer.rows.iter().map(|row| Json::Object(value_row(call.atlas(), call.language(), question, row)));
    document.insert("rows".into(), rows.collect());
    put_total(document, call.words(), question, answer.total);
}

fn put_total(document: &mut Map<String, Json>, words: &Words, question: &IndicatorQuery<'_>, total: Option<Estimate>) {
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
        let is_service = !matches!(question.indicator, Indicator::Group(_));
        let counted = if is_service { "communities_counted" } else { "communities_confirming" };
        json.insert(counted.into(), row.estimate.confirming.into());
        json.insert("communities_without_data".into(), row.estimate.missing.into());
    }
    json
}

/// The same document, row by row.
fn stream(
    call: &Call,
    question: &IndicatorQuery<'_>,
    places: Vec<usize>,
    head: &Map<String, Json>,
    mut provenance: Provenance,
) -> Result<Reply, Problem> {
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

/// A document of JSON that is made while it is sent.
pub fn streamed(chunks: Chunks) -> Reply {
    Reply::content(Content::Stream { format: Format::Json, chunks })
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
