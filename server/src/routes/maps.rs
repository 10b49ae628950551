use geodata::model::AdminLevel;
use serde_json::Value as Json;
use styles::{MapDocument, MapRequest, MapUrls, Method};

use super::archives::BASEMAP_TILE;
use super::fonts::GLYPHS;
use super::parameters::{BY_UNIT_OF_MAP, INDICATOR_ID, KM, LANG, METHOD, PER_OF_MAP, ROUND, SERVICE, WITHIN, YEAR};
use crate::http::paths;
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use crate::served_data::MAX_ZOOM;

pub const MAP: Route = Route {
    method: Route::GET,
    path: "/maps/{indicator}",
    id: "getMap",
    tag: "Maps",
    summary: "All that is needed to draw a map: title, classes, legend, MapLibre style, tiles, sources, disclaimer",
    path_parameters: &[INDICATOR_ID],
    parameters: &[BY_UNIT_OF_MAP, ROUND, YEAR, PER_OF_MAP, METHOD, WITHIN, SERVICE, KM, LANG],
    formats: &[Format::Json, Format::Html, Format::Style],
    schema: "Map",
    statuses: &[(404, "No such indicator")],
    handler: Handler::Data(answer),
};

pub const STYLE: Route = Route {
    path: "/maps/{indicator}/style.json",
    id: "getStyle",
    summary: "The MapLibre style of a map alone, for `new Map({ style: url })`, Maputnik and QGIS; the same as `f=style` of the map",
    formats: &[Format::Style],
    schema: "Style",
    ..MAP
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let document = document(call, call.path(0))?;
    if call.format == Format::Style {
        return Ok(HandlerResponse::document(document.title, document.style));
    }
    let json = json(&document)?;
    Ok(HandlerResponse::document(document.title, json))
}

/// A map as JSON.
pub fn json(document: &MapDocument) -> Result<Json, Problem> {
    serde_json::to_value(document)
        .map_err(|error| Problem::new(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
}

/// The units of a map where no level is chosen.
pub const DEFAULT_LEVEL: AdminLevel = AdminLevel::Admin2;

/// The map of an indicator that the parameters of a call describe.
pub fn document(call: &RequestContext, indicator: &str) -> Result<MapDocument, Problem> {
    let request = request(call, indicator)?;
    Ok(styles::map(call.atlas(), &request, urls(call, &request))?)
}

/// What the parameters of a call ask a map to show.
fn request<'a>(call: &'a RequestContext, indicator: &str) -> Result<MapRequest<'a>, Problem> {
    let indicator = call.indicator(indicator)?;
    let (round, by) = call.round_and_unit(&indicator, DEFAULT_LEVEL)?;
    Ok(MapRequest {
        by,
        round,
        period: call.period_of(&indicator)?,
        per: call.chosen_per().unwrap_or_else(|| styles::default_per(&indicator)),
        indicator,
        method: call.query.text(METHOD.name).and_then(Method::from_id).unwrap_or_default(),
        within: call.within()?,
        language: call.language(),
    })
}

/// Where a client finds what the map is made of.
fn urls(call: &RequestContext, request: &MapRequest<'_>) -> MapUrls {
    // The address names every choice that is not in the API root, so that the same map always has the same tiles.
    let mut common = url::form_urlencoded::Serializer::new(String::new());
    if call.root.at().is_none() {
        common.append_pair("round", &request.round.id.0);
        if !request.indicator.is_stock() {
            common.append_pair("year", &request.period.to_string());
        }
    }
    common.append_pair("per", request.per.id());
    for name in ["service", "km"] {
        if let Some(value) = call.query.text(name) {
            common.append_pair(name, value);
        }
    }
    let common = common.finish();
    let within = call.query.text("within").map(|within| format!("&within={}", paths::encoded(within)));
    let within = within.unwrap_or_default();
    let (id, indicator) = (request.by.id(), request.indicator.id());
    let method =
        if request.method == Method::default() { String::new() } else { format!("&method={}", request.method.id()) };
    let choices = format!("by={id}&{common}{method}{within}&lang={}", request.language.code());
    MapUrls {
        map: call.link(&format!("/maps/{indicator}?{choices}")),
        style: call.link(&format!("/maps/{indicator}/style.json?{choices}")),
        glyphs: call.link(GLYPHS.path),
        tiles: call.link(&format!("/tiles/{id}/{{z}}/{{x}}/{{y}}.mvt?{common}&indicator={indicator}")),
        international_borders: call.link("/tiles/international_borders/{z}/{x}/{y}.mvt"),
        values: call.link(&format!("/indicators/{indicator}/values?by={id}&{common}{within}")),
        max_zoom: MAX_ZOOM,
        basemap: call
            .snapshot
            .basemap
            .as_ref()
            .map(|archive| archive.basemap(call.link(BASEMAP_TILE.path), call.snapshot.basemap_attribution())),
    }
}
