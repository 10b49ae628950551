use geodata::model::PopulationGroup;
use serde_json::json;

use super::links::{HTML, JSON, link};
use super::maps;
use super::parameters::{BY_UNIT_OF_MAP, KM, LANG, PER, ROUND, SERVICE, WITHIN, YEAR};
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::reply::{Format, Reply};
use crate::http::route::{Call, Route};
use crate::{openapi, pages};

pub const LANDING: Route = Route {
    path: "/",
    id: "getLanding",
    tag: "Start",
    summary: "The start page; as JSON, the landing page of the OGC API",
    path_parameters: &[],
    parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "Landing",
    statuses: &[],
    handler: landing,
};

pub const CONFORMANCE: Route = Route {
    path: "/conformance",
    id: "getConformance",
    summary: "The standards that the server follows",
    schema: "Conformance",
    handler: conformance,
    ..LANDING
};

pub const API: Route = Route {
    path: "/api",
    id: "getApi",
    summary: "This document",
    formats: &[Format::OpenApi, Format::Html],
    schema: "OpenApi",
    handler: api,
    ..LANDING
};

const CONTROLS: Parameter = Parameter::new("controls", Kind::Flag, "true: with a chooser of group, year and level");
const INDICATOR: Parameter = Parameter {
    name: "indicator",
    description: "What the map shows; return_migrants without it",
    required: false,
    ..super::parameters::INDICATOR_ID
};

pub const EMBED: Route = Route {
    path: "/embed",
    id: "getEmbed",
    tag: "Maps",
    summary: "One map as a page for an iframe",
    path_parameters: &[],
    parameters: &[INDICATOR, BY_UNIT_OF_MAP, ROUND, YEAR, PER, WITHIN, SERVICE, KM, LANG, CONTROLS],
    formats: &[Format::Html],
    schema: "",
    statuses: &[],
    handler: embed,
};

/// The classes of the standards whose requirements hold here.
const CONFORMS_TO: [&str; 6] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
];

fn landing(call: &Call) -> Result<Reply, Problem> {
    if call.format == Format::Html {
        return Ok(pages::page("index.html"));
    }
    let atlas = call.atlas();
    let api = Format::OpenApi.media_type();
    let link = |rel: &str, path: &str, media_type: &str, title: &str| link(rel, media_type, title, &call.link(path));
    let document = json!({
        "title": atlas.info.title,
        "description": "Maps and answers from mobility tracking: counts by district and community, distances to services.",
        "illustrative": atlas.info.illustrative,
        "links": [
            link("self", "/?f=json", JSON, "This document"),
            link("alternate", "/?f=html", HTML, "The start page"),
            link("service-desc", "/api", api, "The API, as OpenAPI"),
            link("service-doc", "/api?f=html", HTML, "The API, for people"),
            link("conformance", "/conformance", JSON, "The standards that are followed"),
            link("data", "/collections", JSON, "The collections"),
            link("http://www.opengis.net/def/rel/ogc/1.0/data", "/collections", JSON, "The collections"),
            link("related", "/rounds", JSON, "Rounds of assessment"),
            link("related", "/indicators", JSON, "Indicators"),
            link("related", "/services", JSON, "Services and the distances to them"),
            link("related", "/sources", JSON, "Sources and citations"),
        ],
        "disclaimer": atlas.info.disclaimer,
    });
    Ok(Reply::document(atlas.info.title.clone(), document))
}

/// What the map behind the page would refuse is refused here, so that an editor sees it at once.
fn embed(call: &Call) -> Result<Reply, Problem> {
    maps::document(call, call.query.text("indicator").unwrap_or(PopulationGroup::ReturnMigrants.id()))?;
    Ok(pages::page("embed.html"))
}

fn conformance(call: &Call) -> Result<Reply, Problem> {
    let links = [
        link("self", JSON, "This document", &call.link("/conformance")),
        link("alternate", HTML, "This document as a page", &call.link("/conformance?f=html")),
    ];
    Ok(Reply::document("Conformance", json!({ "conformsTo": CONFORMS_TO, "links": links })))
}

fn api(call: &Call) -> Result<Reply, Problem> {
    Ok(openapi::reply(super::ROUTES, call))
}
