//! An indicator over all rounds that count it, cut where they do not count the same thing.

use std::sync::Arc;

use geodata::figures::{Indicator, PlaceRow, RoundsQuery, Segment, rounds_with, segments};
use geodata::formats::CsvRecords;
use geodata::model::{Period, Round};
use geodata::query::{Cell, Collection};
use serde_json::{Map, Value as Json, json};

use super::addresses::TREND_PATH;
use super::differences::Differences;
use super::table::{RoundsTable, reason_cell};
use super::{BY, INDICATOR, YEAR, by_level, describe, indicator, page, period};
use crate::http::problem::Problem;
use crate::http::response::{Body, Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use crate::routes::json_pieces::{close, element, open};
use crate::routes::links::{self, CSV, link};
use crate::routes::parameters::{KM, LANG, PER, SERVICE, WITHIN};
use crate::routes::rows::place_row;

pub const TREND: Route = Route {
    method: Route::GET,
    path: TREND_PATH,
    id: "getTrend",
    tag: "Figures",
    summary: "The values of an indicator in all rounds that count it, in segments of rounds that count the same thing",
    path_parameters: &[],
    parameters: &[INDICATOR, BY, YEAR, PER, WITHIN, SERVICE, KM, LANG],
    formats: &[Format::Json, Format::Html, Format::Csv],
    schema: "Trend",
    statuses: &[],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let indicator = usual_indicator(call)?;
    let last = *rounds_with(call.atlas(), &indicator, Period::Window).last().ok_or_else(|| nothing(&indicator))?;
    let period = period(call, &indicator, last)?;
    let rounds = rounds_with(call.atlas(), &indicator, period);
    let counted = rounds.iter().map(|round| round.id.0.as_str()).collect::<Vec<_>>();
    if counted.is_empty() {
        let detail = format!("no round counts {} in {period}", indicator.id());
        return Err(Problem::bad_request(detail).with_parameter(YEAR.name));
    }
    let question = RoundsQuery {
        indicator,
        by: call.by_place()?,
        rounds: counted,
        period,
        per: call.per(),
        within: call.within()?,
    };
    let question = by_level(call, question);
    let segments = segments(call.atlas(), &question.indicator, period, &rounds);
    let mut table = RoundsTable::new(Arc::clone(&call.snapshot.atlas), &question, call.language())?;
    let body = match call.format {
        Format::Html => {
            table.shorten();
            return Ok(page::trend(call, &segments, &Arc::new(table)));
        }
        Format::Csv => csv(Arc::new(table), positions(&segments)),
        _ => {
            let described = described(call, &segments, &table.indicator);
            json(Arc::new(table), described, positions(&segments))
        }
    };
    let csv = link("alternate", CSV, String::new(), &call.link_with(&[("f", Some("csv"))]));
    Ok(HandlerResponse::new(body).header("Link", links::header(&[csv])))
}

/// The indicator that was asked for, or the first group that several rounds count, or that any does.
fn usual_indicator(call: &RequestContext) -> Result<Indicator, Problem> {
    let atlas = call.atlas();
    let groups = || atlas.vocabulary.groups().iter().map(|group| Indicator::Group(group.clone()));
    let is_repeated = |indicator: &Indicator| rounds_with(atlas, indicator, Period::Window).len() > 1;
    match groups().find(is_repeated) {
        Some(repeated) if call.query.text(INDICATOR.name).is_none() => Ok(repeated),
        _ => indicator(call, &[]),
    }
}

fn nothing(indicator: &Indicator) -> Problem {
    Problem::bad_request(format!("no round counts {}", indicator.id())).with_parameter(INDICATOR.name)
}

/// For each round, in which segment it is.
fn positions(segments: &[Segment<'_>]) -> Vec<usize> {
    segments.iter().enumerate().flat_map(|(at, segment)| segment.rounds.iter().map(move |_| at)).collect()
}

/// The rounds with what they count, and the segments with why there is a break before each.
fn described(call: &RequestContext, segments: &[Segment<'_>], indicator: &Indicator) -> [Vec<Json>; 2] {
    let (words, mut rounds, mut parts) = (call.words(), Vec::new(), Vec::new());
    let mut before: Option<&Round> = None;
    for (at, segment) in segments.iter().enumerate() {
        for (position, round) in segment.rounds.iter().enumerate() {
            let mut json = describe(call, round, indicator);
            json.insert("segment".into(), at.into());
            let remarks = position.checked_sub(1).and_then(|at| segment.remarks.get(at));
            if let (Some(before), Some(remarks)) = (before, remarks)
                && !remarks.is_empty()
            {
                let differences = Differences::new(remarks, [&before.id.0, &round.id.0]);
                json.insert("differences".into(), differences.json(words).into());
            }
            rounds.push(json.into());
            if position == 0 {
                let names = [before.map_or("", |before| before.id.0.as_str()), &round.id.0];
                let ids: Vec<&str> = segment.rounds.iter().map(|round| round.id.0.as_str()).collect();
                parts.push(json!({ "rounds": ids, "breaks": Differences::new(&segment.breaks, names).json(words) }));
            }
            before = Some(round);
        }
    }
    [rounds, parts]
}

fn json(table: Arc<RoundsTable>, [rounds, segments]: [Vec<Json>; 2], positions: Vec<usize>) -> Body {
    let mut head = table.head();
    head.insert("rounds".into(), rounds.into());
    head.insert("segments".into(), segments.into());
    let (mut begin, mut end, mut trailer) = (Vec::new(), Vec::new(), Map::new());
    open(&mut begin, &head, "rows");
    let totals = table.totals.iter().zip(table.rounds.iter().zip(&positions));
    let total = totals.map(|(estimate, (round, segment))| {
        let mut value = value(round, *segment);
        table.put_estimate(&mut value, *estimate);
        Json::Object(value)
    });
    trailer.insert("total".into(), total.collect());
    table.put_provenance(&mut trailer);
    close(&mut end, &trailer);
    table.body(Format::Json, [begin, end], move |table, row, is_first, out| {
        element(out, &json_row(table, row, &positions), is_first);
    })
}

fn json_row(table: &RoundsTable, row: &PlaceRow, positions: &[usize]) -> Map<String, Json> {
    let mut json = place_row(&table.atlas, table.by, row.place, table.language);
    let values = row.values.iter().zip(table.rounds.iter().zip(positions)).map(|(of_round, (round, segment))| {
        let mut value = value(round, *segment);
        table.put_estimate(&mut value, of_round.estimate);
        value.insert("partial".into(), of_round.partial.into());
        if table.rests_on_communities(round) {
            value.insert("communities".into(), of_round.communities.into());
            value.insert("communities_without_data".into(), of_round.estimate.missing.into());
        }
        Json::Object(value)
    });
    json.insert("values".into(), values.collect());
    json
}

fn value(round: &str, segment: usize) -> Map<String, Json> {
    let mut value = Map::new();
    value.insert("round".into(), round.into());
    value.insert("segment".into(), segment.into());
    value
}

/// A record per place and round.
fn csv(table: Arc<RoundsTable>, positions: Vec<usize>) -> Body {
    let (mut records, mut begin) = (CsvRecords::default(), Vec::new());
    let key = Collection::of_places(table.by).key_column();
    let columns = [
        key,
        "name",
        "round",
        "when",
        "segment",
        "value",
        "status",
        "reason",
        "partial",
        "per",
        "unit",
        "illustrative",
    ];
    records.write(&mut begin, columns.into_iter().map(Cell::Text));
    let whens: Vec<String> = table.rounds.iter().map(|round| table.when(round)).collect();
    let unit = table.unit();
    table.body(Format::Csv, [begin, Vec::new()], move |table, row, _, out| {
        for (at, value) in row.values.iter().enumerate() {
            let round = table.rounds.get(at).map_or(Cell::Null, |round| Cell::Text(round));
            let when = whens.get(at).map_or(Cell::Null, |when| Cell::Text(when));
            let segment = positions.get(at).map_or(Cell::Null, |segment| Cell::Int(*segment as u64));
            let cells = [
                round,
                when,
                segment,
                table.cell(value.estimate.value),
                Cell::Text(value.estimate.value.status()),
                reason_cell(value.estimate.undefined),
                Cell::Bool(value.partial),
                Cell::Text(table.per.id()),
                Cell::Text(&unit),
                Cell::Bool(table.rounds.get(at).is_some_and(|round| table.atlas.is_illustrative(round))),
            ];
            records.write(out, table.place_cells(row.place).into_iter().chain(cells));
        }
    })
}
