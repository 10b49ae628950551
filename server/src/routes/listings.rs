//! Lists of what the dataset has: rounds, services, sources.

use geodata::access;
use geodata::model::{AssessedLocation, Counts, DistanceDetail, GroupCoverage, Km, Language, Period, Round, Service};
use geodata::provenance::Note;
use serde_json::{Map, Value as Json, json};
use styles::words::say;

use super::parameters::LANG;
use super::rounds;
use crate::html::lists;
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

const LIST: Route = Route {
    method: Route::GET,
    path: "",
    id: "",
    tag: "What there is",
    summary: "",
    path_parameters: &[],
    parameters: &[LANG],
    formats: &[Format::Json, Format::Html],
    schema: "",
    statuses: &[],
    handler: Handler::Data(list_rounds),
};

pub const ROUNDS: Route = Route {
    path: "/rounds",
    id: "getRounds",
    summary: "The rounds of assessment: dates, groups and their definitions, years",
    schema: "Rounds",
    handler: Handler::Data(list_rounds),
    ..LIST
};

pub const SERVICES: Route = Route {
    path: "/services",
    id: "getServices",
    summary: "The services whose presence was asked for, and how precisely distances are known",
    schema: "Services",
    handler: Handler::Data(services),
    ..LIST
};

pub const SOURCES: Route = Route {
    path: "/sources",
    id: "getSources",
    summary: "Where everything comes from, and how it must be cited",
    parameters: &[LANG],
    schema: "Sources",
    handler: Handler::Data(sources),
    ..LIST
};

fn list_rounds(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let described: Vec<Json> = call.atlas().rounds.iter().map(|round| describe_round(call, round)).collect();
    let notes = call.words().notes(&[Note::RoundsDiffer]);
    let mut answer = json!({ "rounds": described, "notes": notes });
    let links = rounds::links(call);
    if let (Some(members), Some(edition)) = (answer.as_object_mut(), rounds::boundary_edition(call)) {
        members.insert("boundary_edition".into(), edition);
    }
    if let Some(members) = answer.as_object_mut().filter(|_| !links.is_empty()) {
        members.insert("links".into(), links.into());
    }
    if call.format == Format::Html {
        return Ok(lists::rounds(call, &answer));
    }
    Ok(HandlerResponse::document(say!(call.words(), "answer-rounds"), answer))
}

fn describe_round(call: &RequestContext, round: &Round) -> Json {
    let atlas = call.atlas();
    let groups: Vec<Json> = round
        .groups
        .iter()
        .map(|coverage| {
            let partial: Map<String, Json> = coverage
                .partial
                .iter()
                .map(|(year, part)| (year.to_string(), part.get(call.language()).into()))
                .collect();
            let mut group = match &coverage.date {
                Some(date) => json!({
                    "group": coverage.group.id(),
                    "label": call.words().group(&coverage.group),
                    "kind": coverage.group.kind().id(),
                    "definition": coverage.definition.get(call.language()),
                    "date": date,
                }),
                None => json!({
                    "group": coverage.group.id(),
                    "label": call.words().group(&coverage.group),
                    "definition": coverage.definition.get(call.language()),
                    "years": coverage.years,
                    "partial": partial,
                    "window": call.words().window(coverage),
                }),
            };
            let counts = atlas.counts_of(&round.id.0, &coverage.group).into_iter();
            let counts = counts.chain(atlas.stated_counts_of(&round.id.0, &coverage.group));
            let derived = counts.flat_map(|counts| derived_counts(counts, coverage, call.language()));
            put_if_any(&mut group, "derived", derived.collect());
            group
        })
        .collect();
    let breakdowns: Vec<Json> = atlas
        .breakdowns
        .iter()
        .filter(|table| table.round == round.id)
        .map(|table| {
            let mut breakdown = json!({
                "group": table.group.id(),
                "dimension": table.dimension.id(),
                "label": table.dimension.label(call.language()),
                "level": table.level.id(),
                "categories": table.categories,
            });
            if let Some(members) = breakdown.as_object_mut().filter(|_| table.dimension.has_category_labels()) {
                let label = |category: &String| table.dimension.category_label(category, call.language());
                let labels = table.categories.iter().map(|category| label(category).unwrap_or(category));
                members.insert("category_labels".into(), labels.collect());
            }
            let tables = std::iter::once(table).chain(atlas.stated_breakdowns_of(table));
            let derived = tables.flat_map(|table| {
                let category = |column: &usize| table.categories.get(*column);
                table.derived.iter().map(move |derivation| {
                    let categories: Vec<&String> = derivation.columns.iter().filter_map(category).collect();
                    json!({ "by": table.level.id(), "categories": categories, "how": derivation.how.get(call.language()) })
                })
            });
            put_if_any(&mut breakdown, "derived", derived.collect());
            breakdown
        })
        .collect();
    let services: Vec<&str> =
        atlas.services.iter().filter(|table| table.round == round.id).map(|table| table.service.id()).collect();
    let mut described = json!({
        "id": round.id,
        "title": round.title.get(call.language()),
        "country": round.country,
        "collected": round.collected,
        "method": round.method.get(call.language()),
        "key_informants": round.key_informants,
        "communities": (0..atlas.communities.len()).filter(|at| atlas.is_assessed(&round.id.0, *at)).count(),
        "illustrative": atlas.is_illustrative(&round.id.0),
        "default": round.id.0 == atlas.info.default_round,
        "groups": groups,
        "breakdowns": breakdowns,
        "services": services,
        "sources": round.sources.iter().filter_map(|id| atlas.source(id)).map(|source| source.in_language(call.language())).collect::<Vec<_>>(),
    });
    let locations = round.locations.iter().map(|AssessedLocation { name, within, unit }| {
        let found = unit.as_deref().and_then(|code| atlas.find_unit(code));
        let unit_name =
            found.and_then(|(level, unit)| atlas.unit(level, unit)).map(|unit| unit.names.get_or_main(call.language()));
        let level = found.map(|(level, _)| level.id());
        json!({ "name": name, "within": within, "pcode": unit, "unit": unit_name, "level": level })
    });
    put_if_any(&mut described, "locations", locations.collect());
    put_if_any(&mut described, "notes", round.notes.iter().map(|note| note.get(call.language()).into()).collect());
    described
}

/// Which counts of a table were calculated, and how: of which years, or over the window, or on the day of a stock.
fn derived_counts<'a>(
    counts: &'a Counts,
    coverage: &'a GroupCoverage,
    language: Language,
) -> impl Iterator<Item = Json> + 'a {
    counts.derived.iter().map(move |derivation| {
        let mut derived = json!({ "by": counts.level.id(), "how": derivation.how.get(language) });
        let years = derivation.columns.iter().filter_map(|column| counts.years.get(*column)).copied();
        let years: Vec<Json> = match &coverage.date {
            None if counts.years.is_empty() => vec![Period::Window.to_string().into()],
            None => years.map(Json::from).collect(),
            Some(_) => Vec::new(),
        };
        put_if_any(&mut derived, "years", years);
        derived
    })
}

fn put_if_any(document: &mut Json, name: &str, list: Vec<Json>) {
    if let Some(members) = document.as_object_mut().filter(|_| !list.is_empty()) {
        members.insert(name.into(), list.into());
    }
}

fn services(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let atlas = call.atlas();
    let bands = atlas.vocabulary.bands();
    let edges: Vec<Km> = bands.edges().collect();
    let is_asked = |service: &&Service| atlas.services.iter().any(|table| table.service == **service);
    let asked = || atlas.vocabulary.services().iter().filter(is_asked);
    let usual = atlas.vocabulary.usual_service().filter(is_asked).or(asked().next());
    let services: Vec<Json> = asked()
        .filter_map(|service| {
            let tables: Vec<_> = atlas.services.iter().filter(|table| table.service == *service).collect();
            let detail = tables.last()?.detail;
            let has_distances = detail != DistanceDetail::None;
            Some(json!({
                "id": service.id(),
                "label": call.words().service(service),
                "distances": detail.id(),
                "bands": if has_distances { bands.labels() } else { &[] },
                "edges": if has_distances { &edges[..] } else { &[] },
                "default": Some(service) == usual,
                "rounds": tables.iter().map(|table| &table.round).collect::<Vec<_>>(),
                "communities": call.link(&format!("/services/{}/communities", service.id())),
                "distance": (access::require_distances(tables.last()?).is_ok())
                    .then(|| call.link(&format!("/services/{}/distance", service.id()))),
            }))
        })
        .collect();
    let answer = json!({ "services": services });
    if call.format == Format::Html {
        return Ok(lists::services(call, &answer));
    }
    Ok(HandlerResponse::document(say!(call.words(), "answer-services"), answer))
}

fn sources(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    if call.format == Format::Html {
        return Ok(lists::sources(call));
    }
    Ok(HandlerResponse::document(
        say!(call.words(), "answer-sources"),
        json!({ "sources": call.atlas().sources.iter().map(|source| source.in_language(call.language())).collect::<Vec<_>>() }),
    ))
}
