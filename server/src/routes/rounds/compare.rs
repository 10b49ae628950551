//! Two rounds side by side.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::figures::{
    Caveat, Estimate, IndicatorQuery, PeriodSelection, PlaceRow, RoundOf, RoundsQuery, compared, without_unit,
};
use geodata::formats::CsvRecords;
use geodata::model::Language;
use geodata::query::{Cell, Collection};
use serde_json::{Map, Value as Json, json};
use styles::words::Words;

use super::across::{self, Side};
use super::addresses::COMPARE_PATH;
use super::differences::{ACKNOWLEDGE, Differences};
use super::table::{RoundsTable, both, change, reason_cell};
use super::{BY, INDICATOR, YEAR, blame, by_level, describe, indicator, page, period};
use crate::http::parameter::Parameter;
use crate::http::problem::{Problem, truncated};
use crate::http::response::{Body, Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use crate::routes::json_pieces::{close, element, open};
use crate::routes::links::{self, CSV, link};
use crate::routes::parameters::{KM, LANG, PER, ROUND, SERVICE, WITHIN};
use crate::routes::rows::place_row;

const A: Parameter = Parameter {
    name: "a",
    description: "The first round, as /rounds lists them; dataset/round for one of another dataset, with other boundaries",
    required: true,
    ..ROUND
};
const B: Parameter = Parameter { name: "b", description: "The round beside it", ..A };

pub const COMPARE: Route = Route {
    method: Route::GET,
    path: COMPARE_PATH,
    id: "compareRounds",
    tag: "Figures",
    summary: "The values of an indicator in two rounds side by side; what differs between the rounds must be acknowledged",
    path_parameters: &[],
    parameters: &[A, B, ACKNOWLEDGE, INDICATOR, BY, YEAR, PER, WITHIN, SERVICE, KM, LANG],
    formats: &[Format::Json, Format::Html, Format::Csv],
    schema: "RoundComparison",
    statuses: &[],
    handler: Handler::Data(answer),
};

/// The round that a parameter names: of the dataset, or of another one as `dataset/round`.
fn side(call: &RequestContext, parameter: &Parameter) -> Result<Side, Problem> {
    let (atlas, id) = (&call.snapshot.atlas, call.query.text(parameter.name).unwrap_or_default());
    let unknown = |detail: String, known: Vec<&str>| Problem::parameter(parameter.name, detail, known.join(", "));
    let of_dataset = |atlas: &Arc<Atlas>, round: &str, name: &str| {
        let known = || atlas.rounds.iter().map(|round| round.id.0.as_str()).collect();
        let missing = || unknown(format!("there is no round `{}`", truncated(name)), known());
        atlas.round(round).ok_or_else(missing)?;
        Ok(Side { atlas: Arc::clone(atlas), round: round.to_owned(), name: name.to_owned() })
    };
    match id.split_once('/') {
        Some((dataset, round)) if atlas.round(id).is_none() => {
            if dataset == atlas.info.id {
                return of_dataset(atlas, round, round);
            }
            let all = call.datasets.iter().flat_map(|list| &list.all);
            let known = all.clone().map(|data| data.atlas.info.id.as_str()).collect();
            let found = all.clone().find(|data| data.atlas.info.id == dataset);
            let missing = || unknown(format!("this server has no dataset `{}`", truncated(dataset)), known);
            of_dataset(&found.ok_or_else(missing)?.atlas, round, id)
        }
        _ => of_dataset(atlas, id, id),
    }
}

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let sides = [side(call, &A)?, side(call, &B)?];
    if sides.iter().any(|side| !Arc::ptr_eq(&side.atlas, &call.snapshot.atlas)) {
        return across::answer(call, &sides);
    }
    let [Some(round_a), Some(round_b)] = sides.each_ref().map(|side| call.atlas().round(&side.round)) else {
        return Err(Problem::bad_request("there are no such rounds"));
    };
    let rounds = [round_a, round_b];
    let indicator = indicator(call, &rounds)?;
    let period = period(call, &indicator, rounds[0])?;
    let of = |round| RoundOf { atlas: call.atlas(), round, indicator: &indicator };
    let found = compared(period, rounds.map(of))?;
    let ids = rounds.map(|round| round.id.0.as_str());
    let question = RoundsQuery {
        indicator,
        by: call.by_place()?,
        rounds: ids.into(),
        period,
        per: call.per(),
        within: call.within()?,
    };
    let question = by_level(call, question);
    // What has no answer in one of the rounds has none however much is acknowledged.
    for (parameter, id) in [A, B].iter().zip(ids) {
        let of_one = RoundsQuery { rounds: vec![id], ..question.clone() };
        of_one.totals(call.atlas(), &[]).map_err(|error| blame(error, parameter.name))?;
    }
    let differences = Differences::new(&found, ids);
    if !differences.are_acknowledged(&call.query) {
        if call.format == Format::Html {
            return Ok(page::refused(call, rounds, &question.indicator, &differences));
        }
        return Err(differences.problem(Words::of(Language::ENGLISH)));
    }
    let mut table = RoundsTable::new(Arc::clone(&call.snapshot.atlas), &question, call.language())?;
    if call.format == Format::Html {
        table.shorten();
        return Ok(page::comparison(call, rounds, &Arc::new(table), &differences));
    }
    let (table, caveats) = (Arc::new(table), differences.caveats());
    let body = if call.format == Format::Csv {
        csv(table, caveats)
    } else {
        let mut head = Map::new();
        for (side, round) in [A, B].iter().zip(rounds) {
            head.insert(side.name.into(), describe(call, round, &table.indicator).into());
        }
        head.extend(table.head());
        head.insert("differences".into(), differences.json(call.words()).into());
        json(table, &head, caveats)
    };
    let csv = link("alternate", CSV, String::new(), &call.link_with(&[("f", Some("csv"))]));
    Ok(HandlerResponse::new(body).header("Link", links::header(&[csv])))
}

fn json(table: Arc<RoundsTable>, head: &Map<String, Json>, caveats: Vec<Caveat>) -> Body {
    let (mut begin, mut end, mut trailer) = (Vec::new(), Vec::new(), Map::new());
    open(&mut begin, head, "rows");
    let totals: Vec<Estimate> = table.totals.clone();
    let mut total = Map::new();
    put_sides(&mut total, &table, &totals, |_, _| {});
    put_difference(&mut total, &table, &totals, &caveats);
    trailer.insert("total".into(), total.into());
    if table.by.admin().is_some() {
        trailer.insert("communities_without_unit".into(), communities_without_unit(&table).into());
    }
    table.put_provenance(&mut trailer);
    close(&mut end, &trailer);
    table.body(Format::Json, [begin, end], move |table, row, is_first, out| {
        element(out, &json_row(table, row, &caveats), is_first);
    })
}

/// For each round, how many communities are in none of the units.
fn communities_without_unit(table: &RoundsTable) -> Map<String, Json> {
    let of = |round: &String| {
        let question = IndicatorQuery {
            indicator: table.indicator.clone(),
            by: table.by,
            round,
            periods: PeriodSelection::One(table.period),
            per: table.per,
            within: table.within,
        };
        without_unit(&table.atlas, &question).communities
    };
    [A, B].iter().zip(&table.rounds).map(|(side, round)| (side.name.to_owned(), json!(of(round)))).collect()
}

fn json_row(table: &RoundsTable, row: &PlaceRow, caveats: &[Caveat]) -> Map<String, Json> {
    let mut json = place_row(&table.atlas, table.by, row.place, table.language);
    let estimates: Vec<Estimate> = row.values.iter().map(|value| value.estimate).collect();
    put_sides(&mut json, table, &estimates, |side, at| {
        let Some(value) = row.values.get(at) else { return };
        side.insert("partial".into(), value.partial.into());
        if table.rounds.get(at).is_some_and(|round| table.rests_on_communities(round)) {
            side.insert("communities".into(), value.communities.into());
            side.insert("communities_without_data".into(), value.estimate.missing.into());
        }
    });
    put_difference(&mut json, table, &estimates, caveats);
    json
}

/// Adds the value of each round.
fn put_sides(
    json: &mut Map<String, Json>,
    table: &RoundsTable,
    estimates: &[Estimate],
    more: impl Fn(&mut Map<String, Json>, usize),
) {
    for (at, (side, estimate)) in [A, B].iter().zip(estimates).enumerate() {
        let mut value = Map::new();
        table.put_estimate(&mut value, *estimate);
        more(&mut value, at);
        json.insert(side.name.into(), value.into());
    }
}

/// Adds how far apart the values are: in words, and as a number where they are of the same thing.
fn put_difference(json: &mut Map<String, Json>, table: &RoundsTable, estimates: &[Estimate], caveats: &[Caveat]) {
    let Some([a, b]) = both(estimates) else { return };
    if caveats.is_empty() {
        json.insert("change".into(), change([a, b], table.is_whole()));
    }
    json.insert("difference".into(), table.difference([a, b], caveats).into());
}

fn csv(table: Arc<RoundsTable>, caveats: Vec<Caveat>) -> Body {
    let (mut records, mut begin) = (CsvRecords::default(), Vec::new());
    let sides = ["a", "b"];
    let columns = ["round", "when", "value", "status", "reason", "partial", "communities", "communities_without_data"];
    let of_sides = sides.iter().flat_map(|side| columns.iter().map(move |column| format!("{column}_{side}")));
    let names: Vec<String> = of_sides.collect();
    let key = Collection::of_places(table.by).key_column();
    let trailer = ["difference", "differs", "per", "unit", "illustrative"];
    let header = [key, "name"].into_iter().chain(names.iter().map(String::as_str)).chain(trailer);
    records.write(&mut begin, header.map(Cell::Text));
    let whens: Vec<String> = table.rounds.iter().map(|round| table.when(round)).collect();
    let (unit, differs) = (table.unit(), caveats.iter().map(|caveat| caveat.id()).collect::<Vec<_>>().join(" "));
    table.body(Format::Csv, [begin, Vec::new()], move |table, row, _, out| {
        let estimates: Vec<Estimate> = row.values.iter().map(|value| value.estimate).collect();
        let words = both(&estimates).map(|values| table.difference(values, &caveats));
        let count = |count: usize, round: &str| {
            if table.rests_on_communities(round) { Cell::Int(count as u64) } else { Cell::Null }
        };
        let sides = row.values.iter().zip(table.rounds.iter().zip(&whens)).flat_map(|(value, (round, when))| {
            [
                Cell::Text(round),
                Cell::Text(when),
                table.cell(value.estimate.value),
                Cell::Text(value.estimate.value.status()),
                reason_cell(value.estimate.undefined),
                Cell::Bool(value.partial),
                count(value.communities, round),
                count(value.estimate.missing, round),
            ]
        });
        let trailer = [
            words.as_deref().map_or(Cell::Null, Cell::Text),
            Cell::Text(&differs),
            Cell::Text(table.per.id()),
            Cell::Text(&unit),
            Cell::Bool(table.is_illustrative()),
        ];
        records.write(out, table.place_cells(row.place).into_iter().chain(sides).chain(trailer));
    })
}
