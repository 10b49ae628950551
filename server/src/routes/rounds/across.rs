//! Two rounds of different editions of boundaries, which are two datasets: side by side by the areas that both have in common.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::figures::{
    Caveat, ComparableArea, Estimate, FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection, RoundOf,
    comparable_areas, compared, concordance, rounded, total_of_parts,
};
use geodata::formats::CsvRecords;
use geodata::model::{AdminLevel, Language, Period, PlaceLevel, Round};
use geodata::provenance::{Note, Provenance};
use geodata::query::Cell;
use serde_json::{Map, Value as Json, json};
use styles::words::{Words, say};

use super::differences::Differences;
use super::table::{both, change, reason_cell};
use super::{INDICATOR, blame, describe, page};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::RequestContext;
use crate::routes::arguments::Arguments;
use crate::routes::parameters::{BY_PLACE, WITHIN};
use crate::routes::rows::{put_provenance_in, put_reason, put_value};

/// A round, and the dataset that it is of.
#[derive(Clone, Debug)]
pub struct Side {
    pub atlas: Arc<Atlas>,
    /// The id of the round.
    pub round: String,
    /// The round as the request may name it: with its dataset where that is another one.
    pub name: String,
}

/// The question, as it is put to both datasets.
struct Question<'a> {
    atlases: [&'a Atlas; 2],
    rounds: [&'a Round; 2],
    names: [&'a str; 2],
    indicators: [Indicator; 2],
    level: AdminLevel,
    period: Period,
    per: Normalisation,
    language: Language,
}

/// One area with its values.
struct Row<'a> {
    area: &'a ComparableArea,
    estimates: [Estimate; 2],
}

pub fn answer(call: &RequestContext, sides: &[Side; 2]) -> Result<HandlerResponse, Problem> {
    let question = question(call, sides)?;
    let [a, b] = [0, 1].map(|at| question.side(at));
    let found = compared(question.period, [a, b])?;
    for (at, parameter) in ["a", "b"].into_iter().enumerate() {
        // What has no answer in one of the rounds has none however much is acknowledged.
        question.total(at, &[]).map_err(|error| blame(error, parameter))?;
    }
    let differences = Differences::new(&found, question.names);
    if !differences.are_acknowledged(&call.query) {
        if call.format == Format::Html {
            return Ok(page::refused(call, question.rounds, &question.indicators[0], &differences));
        }
        return Err(differences.problem(Words::of(Language::ENGLISH)));
    }
    let areas = comparable_areas(question.atlases, question.level)?;
    let mut rows = Vec::with_capacity(areas.len());
    for area in &areas {
        let [units_a, units_b] = &area.units;
        rows.push(Row { area, estimates: [question.total(0, units_a)?, question.total(1, units_b)?] });
    }
    let caveats = differences.caveats();
    if call.format == Format::Csv {
        return Ok(HandlerResponse::bytes(Format::Csv, question.csv(&rows, &caveats)));
    }
    let mut document = Map::new();
    for (at, side) in ["a", "b"].into_iter().enumerate() {
        document.insert(side.into(), question.described(call, at).into());
    }
    document.extend(question.head());
    document.insert("differences".into(), differences.json(call.words()).into());
    document.insert("rows".into(), rows.iter().map(|row| Json::Object(question.json_row(row, &caveats))).collect());
    let [all_a, all_b] =
        question.atlases.map(|atlas| (0..atlas.place_count(question.level.into())).collect::<Vec<_>>());
    let mut total = Map::new();
    question.put_values(&mut total, [question.total(0, &all_a)?, question.total(1, &all_b)?], &caveats);
    document.insert("total".into(), total.into());
    let words = call.words();
    let provenance = question.provenance();
    put_provenance_in(&mut document, words, question.atlases[0], &provenance);
    let [name_a, name_b] = question.names;
    let indicator = words.indicator(&question.indicators[0]);
    let title = say!(words, "answer-comparison", indicator = indicator, a = name_a, b = name_b);
    Ok(HandlerResponse::document(title, document.into()))
}

fn question<'a>(call: &'a RequestContext, sides: &'a [Side; 2]) -> Result<Question<'a>, Problem> {
    if call.query.text(WITHIN.name).is_some() {
        let detail =
            "`within` is not possible for rounds of different datasets: areas of both may reach over its border";
        return Err(Problem::bad_request(detail).with_parameter(WITHIN.name));
    }
    if call.by_place()? == PlaceLevel::Community {
        let detail = "rounds of different datasets are compared by areas that both have in common, not by community";
        return Err(Problem::parameter(BY_PLACE.name, detail, "admin0, admin1, admin2, admin3"));
    }
    let level = call.by_unit(AdminLevel::Admin1)?;
    let [a, b] = sides;
    let missing = |side: &Side| Problem::bad_request(format!("there is no round `{}`", side.name));
    let rounds =
        [a.atlas.round(&a.round).ok_or_else(|| missing(a))?, b.atlas.round(&b.round).ok_or_else(|| missing(b))?];
    let arguments = [a, b].map(|side| Arguments { atlas: &side.atlas, query: &call.query, at: None });
    let id = match call.query.text(INDICATOR.name) {
        Some(id) => id.to_owned(),
        None => common_group(rounds).ok_or_else(|| {
            Problem::bad_request("these rounds count no group with the same id").with_parameter(INDICATOR.name)
        })?,
    };
    let [of_a, of_b] = arguments;
    let indicators = [of_a.indicator(&id)?, of_b.indicator(&id)?];
    if indicators[0].is_stock() != indicators[1].is_stock() {
        let detail = format!("`{id}` is a stock in one of the datasets and a flow in the other");
        return Err(Problem::bad_request(detail).with_parameter(INDICATOR.name));
    }
    let periods = [of_a.year_in(rounds[0], &indicators[0])?, of_b.year_in(rounds[1], &indicators[1])?];
    Ok(Question {
        atlases: [&a.atlas, &b.atlas],
        rounds,
        names: [&a.name, &b.name],
        indicators,
        level,
        period: periods[0].period(),
        per: call.per(),
        language: call.language(),
    })
}

/// The first group that both rounds count, by its id.
fn common_group([a, b]: [&Round; 2]) -> Option<String> {
    let ids = a.groups.iter().map(|coverage| coverage.group.id());
    let is_counted = |id: &&str| b.groups.iter().any(|coverage| coverage.group.id() == *id);
    ids.into_iter().find(is_counted).map(str::to_owned)
}

impl Question<'_> {
    fn side(&self, at: usize) -> RoundOf<'_> {
        let at = at.min(1);
        RoundOf { atlas: self.atlases[at], round: self.rounds[at], indicator: &self.indicators[at] }
    }

    /// The value of some units together in one of the rounds.
    fn total(&self, at: usize, units: &[usize]) -> Result<Estimate, FigureError> {
        let RoundOf { atlas, round, indicator } = self.side(at);
        let question = IndicatorQuery {
            indicator: indicator.clone(),
            by: self.level.into(),
            round: &round.id.0,
            periods: PeriodSelection::One(self.period),
            per: self.per,
            within: None,
        };
        total_of_parts(atlas, &question, units)
    }

    fn words(&self) -> Words {
        Words::of(self.language)
    }

    fn is_whole(&self) -> bool {
        self.per == Normalisation::None
    }

    fn unit(&self) -> String {
        self.words().unit(&self.indicators[0], self.per)
    }

    /// Whether numbers of one of the rounds are made up.
    fn is_illustrative(&self) -> bool {
        self.atlases.iter().zip(self.rounds).any(|(atlas, round)| atlas.is_illustrative(&round.id.0))
    }

    fn described(&self, call: &RequestContext, at: usize) -> Map<String, Json> {
        let RoundOf { atlas, round, indicator } = self.side(at);
        let mut json = describe(call, round, indicator);
        json.insert("dataset".into(), atlas.info.id.as_str().into());
        if let Some(edition) = &atlas.info.boundary_edition {
            json.insert("boundary_edition".into(), edition.id.as_str().into());
        }
        json
    }

    fn head(&self) -> Map<String, Json> {
        super::head(&self.indicators[0], self.level.id(), self.period, self.per, self.unit(), self.is_illustrative())
    }

    /// The units of an area on one side: codes and names.
    fn units(&self, row: &Row<'_>, at: usize) -> Vec<(&str, &str)> {
        let (atlas, units) = (self.atlases[at.min(1)], &row.area.units[at.min(1)]);
        let unit = |unit: &usize| {
            let unit = atlas.unit(self.level, *unit)?;
            Some((unit.pcode.as_str(), unit.names.get_or_main(self.language)))
        };
        units.iter().filter_map(unit).collect()
    }

    /// What an area is called: by the units of both sides, unless they are called the same.
    fn name(&self, row: &Row<'_>) -> String {
        let [a, b] = [0, 1].map(|at| {
            let names: Vec<&str> = self.units(row, at).into_iter().map(|(_, name)| name).collect();
            names.join(" + ")
        });
        if a == b { a } else { say!(self.words(), "comparable-area", a = a, b = b) }
    }

    fn difference(&self, values: [f64; 2], caveats: &[Caveat]) -> String {
        let words = self.words();
        words.qualified_difference(&words.value_difference(values, self.is_whole()), caveats)
    }

    fn json_row(&self, row: &Row<'_>, caveats: &[Caveat]) -> Map<String, Json> {
        let units = |at| {
            let units = self.units(row, at).into_iter();
            units.map(|(pcode, name)| json!({ "pcode": pcode, "name": name })).collect::<Vec<Json>>()
        };
        let mut json = Map::new();
        json.insert("name".into(), self.name(row).into());
        self.put_values(&mut json, row.estimates, caveats);
        for (at, side) in ["a", "b"].into_iter().enumerate() {
            if let Some(value) = json.get_mut(side).and_then(Json::as_object_mut) {
                value.insert("units".into(), units(at).into());
            }
        }
        json
    }

    /// Adds the value of each round, and how far apart they are.
    fn put_values(&self, json: &mut Map<String, Json>, estimates: [Estimate; 2], caveats: &[Caveat]) {
        for (at, (side, estimate)) in ["a", "b"].into_iter().zip(estimates).enumerate() {
            let mut value = Map::new();
            put_value(&mut value, estimate.value, self.is_whole());
            put_reason(&mut value, self.words(), (&self.indicators[0], self.level.into()), estimate.undefined);
            if self.indicators[at].rests_on_communities(self.atlases[at], &self.rounds[at].id.0) {
                value.insert("communities_without_data".into(), estimate.missing.into());
            }
            json.insert(side.into(), value.into());
        }
        let Some([a, b]) = both(&estimates) else { return };
        if caveats.is_empty() {
            json.insert("change".into(), change([a, b], self.is_whole()));
        }
        json.insert("difference".into(), self.difference([a, b], caveats).into());
    }

    fn csv(&self, rows: &[Row<'_>], caveats: &[Caveat]) -> Vec<u8> {
        let (mut records, mut out) = (CsvRecords::default(), Vec::new());
        let columns = ["dataset", "round", "units", "value", "status", "reason"];
        let of_sides = ["a", "b"].iter().flat_map(|side| columns.iter().map(move |column| format!("{column}_{side}")));
        let names: Vec<String> = of_sides.collect();
        let header = ["name"].into_iter().chain(names.iter().map(String::as_str));
        records.write(&mut out, header.chain(["difference", "differs", "per", "unit", "illustrative"]).map(Cell::Text));
        let differs = caveats.iter().map(|caveat| caveat.id()).collect::<Vec<_>>().join(" ");
        let (unit, is_illustrative) = (self.unit(), self.is_illustrative());
        for row in rows {
            let name = self.name(row);
            let units = [0, 1].map(|at| {
                let codes: Vec<&str> = self.units(row, at).into_iter().map(|(code, _)| code).collect();
                codes.join(" ")
            });
            let difference = both(&row.estimates).map(|values| self.difference(values, caveats));
            let mut cells = vec![Cell::Text(&name)];
            for ((atlas, round), (units, estimate)) in
                self.atlases.iter().zip(self.rounds).zip(units.iter().zip(row.estimates))
            {
                let number = match estimate.value.reported() {
                    None => Cell::Null,
                    Some(count) if self.is_whole() => Cell::Int(count as u64),
                    Some(number) => Cell::Float(rounded(number)),
                };
                let status = Cell::Text(estimate.value.status());
                let reason = reason_cell(estimate.undefined);
                cells.extend([
                    Cell::Text(&atlas.info.id),
                    Cell::Text(&round.id.0),
                    Cell::Text(units),
                    number,
                    status,
                    reason,
                ]);
            }
            cells.extend([
                difference.as_deref().map_or(Cell::Null, Cell::Text),
                Cell::Text(&differs),
                Cell::Text(self.per.id()),
                Cell::Text(&unit),
                Cell::Bool(is_illustrative),
            ]);
            records.write(&mut out, cells);
        }
        out
    }

    fn provenance(&self) -> Provenance {
        let [a, b] = self.atlases;
        let mut provenance = Provenance::default();
        let edition = |atlas: &Atlas| {
            atlas.info.boundary_edition.as_ref().map_or_else(|| atlas.info.id.clone(), |edition| edition.id.clone())
        };
        provenance.note(Note::RoundsDiffer);
        provenance.note(Note::ComparableAreas([a, b].map(edition)));
        for at in [0, 1] {
            let RoundOf { atlas, round, indicator } = self.side(at);
            let mut own = Provenance::of_round(atlas, &round.id.0);
            own.indicator(atlas, round, (indicator, self.per), self.level.into(), Some(self.period));
            provenance.add(own);
        }
        for (of, with) in [(a, b), (b, a)] {
            if let Some(found) = concordance(of, with, self.level) {
                provenance.cite(of, &found.sources);
            }
        }
        provenance
    }
}
