use geodata::figures::Normalisation;
use geodata::model::AdminLevel;
use serde_json::Value as Json;
use styles::palette::{Palette, Theme};
use styles::{Breaks, Classification, MapDocument, MapRequest, MapUrls, MapValues, Marks, Method};

use super::against;
use super::archives::BASEMAP_TILE;
use super::arguments::Arguments;
use super::fonts::GLYPHS;
use super::parameters::{BREAKS, CLASSES, INDICATOR_ID, LANG, MARKS, METHOD, OF_MAP, PALETTE, ROUND, THEME, joined};
use super::{presentation, sprites};
use crate::http::paths;
use crate::http::problem::{Problem, truncated};
use crate::http::query::Query;
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
    parameters: &joined::<19>(&[&OF_MAP, &[LANG]]),
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
    let request = request(call.arguments(), indicator)?;
    Ok(document_of(call, &request, values(call, &request)?))
}

/// The values of a map.
pub fn values(call: &RequestContext, request: &MapRequest<'_>) -> Result<MapValues, Problem> {
    let data = &call.snapshot;
    let values = MapValues::new(&data.atlas, &data.scales, request, data.basemap.is_some())?;
    Ok(values.presented(&data.atlas, request))
}

/// The map of values that were computed before.
pub fn document_of(call: &RequestContext, request: &MapRequest<'_>, values: MapValues) -> MapDocument {
    MapDocument::of(call.atlas(), request, values, urls(call, request))
}

/// What the parameters of a call ask a map to show.
pub fn request<'a>(arguments: Arguments<'a>, indicator: &str) -> Result<MapRequest<'a>, Problem> {
    let indicator = arguments.indicator(indicator)?;
    let (round, by) = arguments.round_and_unit(&indicator, DEFAULT_LEVEL)?;
    let usual = if against::is_asked(arguments) { styles::usual_rate } else { styles::default_per };
    let per = arguments.chosen_per().unwrap_or_else(|| usual(&indicator));
    let marks = marks(arguments, per)?;
    let period = arguments.period_of(&indicator)?;
    let usual = styles::usual_breaks(round, &indicator, period);
    let classification = classification(arguments.query, per, usual)?;
    Ok(MapRequest {
        by,
        round,
        period,
        per,
        palette: palette(arguments, per)?,
        theme: arguments.query.text(THEME.name).and_then(Theme::from_id).unwrap_or_default(),
        marks,
        indicator,
        classification,
        within: arguments.within()?,
        language: arguments.language(),
        presentation: presentation::of(arguments, by)?,
        names_round: arguments.query.text(ROUND.name).is_some() || arguments.at.is_some(),
    })
}

/// How values are to be divided into classes.
pub fn classification(query: &Query, per: Normalisation, usual: Breaks) -> Result<Classification, Problem> {
    let method = query.text(METHOD.name).and_then(Method::from_id);
    let classes = query.integer(CLASSES.name).and_then(|classes| u8::try_from(classes).ok());
    let breaks = query.text(BREAKS.name).map(|text| match text {
        "shared" => Breaks::Shared,
        "own" => Breaks::Own,
        _ => Breaks::Given(query.numbers(BREAKS.name).unwrap_or_default()),
    });
    let chosen = Classification::new((method, classes, breaks), per, usual);
    chosen.map_err(|error| Problem::bad_request(error.to_string()).with_parameter(error.parameter()))
}

/// The parameters that make the same classes again, each after `&`.
fn classes_in_address(request: &MapRequest<'_>) -> String {
    let (of, usual) =
        (&request.classification, styles::usual_breaks(request.round, &request.indicator, request.period));
    let method = Some(of.method()).filter(|method| *method != Method::default());
    let method = method.map(|method| (METHOD.name, method.id().to_owned()));
    let classes = of.chosen_classes().map(|classes| (CLASSES.name, classes.to_string()));
    let breaks = match of.breaks() {
        chosen if *chosen == usual => None,
        Breaks::Shared | Breaks::Own => Some(of.breaks().id().to_owned()),
        Breaks::Given(breaks) => Some(breaks.iter().map(f64::to_string).collect::<Vec<_>>().join(",")),
    };
    let breaks = breaks.map(|breaks| (BREAKS.name, breaks));
    let chosen = method.into_iter().chain(classes).chain(breaks);
    chosen.flat_map(|(name, value)| ["&".to_owned(), name.to_owned(), "=".to_owned(), value]).collect()
}

/// What values are drawn as.
fn marks(arguments: Arguments<'_>, per: Normalisation) -> Result<Marks, Problem> {
    let asked = arguments.query.text(MARKS.name).and_then(Marks::from_id);
    if asked == Some(Marks::Circles) && per == Normalisation::Change {
        let detail = "a change can be negative, and no circle is smaller than nothing";
        return Err(Problem::parameter(MARKS.name, detail, "for changes: fill, or both"));
    }
    Ok(asked.unwrap_or_else(|| Marks::usual(per)))
}

/// The palette that is asked for.
fn palette(arguments: Arguments<'_>, per: Normalisation) -> Result<Option<Palette>, Problem> {
    let Some(asked) = arguments.query.text(PALETTE.name).filter(|_| !against::is_asked(arguments)) else {
        return Ok(None);
    };
    Palette::from_id(asked, per).map(Some).ok_or_else(|| {
        let what = if per == Normalisation::Change { "changes" } else { "amounts" };
        let detail = format!("`{}` is no palette for {what}", truncated(asked));
        Problem::parameter(PALETTE.name, detail, PALETTE.accepted_words(&Palette::names(per)))
    })
}

/// Where a client finds what the map is made of.
fn urls(call: &RequestContext, request: &MapRequest<'_>) -> MapUrls {
    // The address names every choice that is not in the API root, so that the same map always has the same tiles.
    let counted = |per: Normalisation| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if call.root.at().is_none() {
            query.append_pair("round", &request.round.id.0);
            if !request.indicator.is_stock() {
                query.append_pair("year", &request.period.to_string());
            }
        }
        query.append_pair("per", per.id());
        for name in ["service", "km"] {
            if let Some(value) = call.query.text(name) {
                query.append_pair(name, value);
            }
        }
        query.finish()
    };
    let common = counted(request.per);
    // What circles stand for: beside areas in colours, the counts.
    let points = counted(if request.marks == Marks::Both { Normalisation::None } else { request.per });
    let within = call.query.text("within").map(|within| format!("&within={}", paths::encoded(within)));
    let within = within.unwrap_or_default();
    let (id, indicator) = (request.by.id(), request.indicator.id());
    let classes = classes_in_address(request);
    let marks = if request.marks == Marks::usual(request.per) {
        String::new()
    } else {
        format!("&marks={}", request.marks.id())
    };
    let palette = request.palette.map(|palette| format!("&palette={}", palette.id())).unwrap_or_default();
    let theme =
        if request.theme == Theme::default() { String::new() } else { format!("&theme={}", request.theme.id()) };
    let presented = presentation::in_address(call.arguments());
    let lang = request.language.code();
    let choices = format!("by={id}&{common}{classes}{marks}{palette}{theme}{within}{presented}&lang={lang}");
    MapUrls {
        map: call.link(&format!("/maps/{indicator}?{choices}")),
        style: call.link(&format!("/maps/{indicator}/style.json?{choices}")),
        picture: call.link(&format!("/maps/{indicator}.png?{choices}")),
        glyphs: call.link(GLYPHS.path),
        sprite: call.link(&sprites::base(request.theme)),
        tiles: call.link(&format!("/tiles/{id}/{{z}}/{{x}}/{{y}}.mvt?{common}&indicator={indicator}")),
        points: call.link(&format!(
            "/tiles/{id}/{{z}}/{{x}}/{{y}}.mvt?{points}&indicator={indicator}&layers=points&properties=pcode,value,status"
        )),
        international_borders: call.link("/tiles/international_borders/{z}/{x}/{y}.mvt"),
        context: call.link("/tiles/context/{z}/{x}/{y}.mvt"),
        values: call.link(&format!("/indicators/{indicator}/values?by={id}&{common}{within}")),
        max_zoom: MAX_ZOOM,
        basemap: call
            .snapshot
            .basemap
            .as_ref()
            .map(|archive| archive.basemap(call.link(BASEMAP_TILE.path), call.snapshot.basemap_attribution())),
    }
}
