//! Maps as pictures: `/maps/{indicator}.svg`, `.png`, `.pdf`, drawn by `styles` from the same values as the map on the pages.

use actix_web::http::StatusCode;
use geodata::model::Context;
use styles::pictures::{self, Metadata, PictureError};
use styles::scene::{Geometry, Paper, PictureSize, Scene, compose};
use styles::{MapRequest, MapValues};

use super::maps;
use super::parameters::{
    BY_UNIT_OF_MAP, HEIGHT, INDICATOR_ID, KM, LANG, MARKS, METHOD, PAPER, PER_OF_MAP, ROUND, SCALE, SERVICE, WIDTH,
    WITHIN, YEAR,
};
use crate::http::problem::Problem;
use crate::http::query::not_accepted;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

pub const SVG: Route = Route {
    method: Route::GET,
    path: "/maps/{indicator}.svg",
    id: "getMapAsSvg",
    tag: "Maps",
    summary: "A map as SVG: text is text, and each unit is one path with its code in data-pcode",
    path_parameters: &[INDICATOR_ID],
    parameters: &[
        BY_UNIT_OF_MAP,
        ROUND,
        YEAR,
        PER_OF_MAP,
        METHOD,
        MARKS,
        WITHIN,
        SERVICE,
        KM,
        LANG,
        WIDTH,
        HEIGHT,
        PAPER,
    ],
    formats: &[Format::Svg],
    schema: "",
    statuses: &[(404, "No such indicator")],
    handler: Handler::Data(answer),
};

pub const PNG: Route = Route {
    path: "/maps/{indicator}.png",
    id: "getMapAsPng",
    summary: "A map as PNG, with title, description, sources and disclaimer as its metadata",
    parameters: &[
        BY_UNIT_OF_MAP,
        ROUND,
        YEAR,
        PER_OF_MAP,
        METHOD,
        MARKS,
        WITHIN,
        SERVICE,
        KM,
        LANG,
        WIDTH,
        HEIGHT,
        PAPER,
        SCALE,
    ],
    formats: &[Format::Png],
    ..SVG
};

pub const PDF: Route = Route {
    path: "/maps/{indicator}.pdf",
    id: "getMapAsPdf",
    summary: "A map as PDF: vectors, and tags that screen readers read",
    formats: &[Format::Pdf],
    ..SVG
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let request = maps::request(call, call.path(0))?;
    let values = MapValues::new(call.atlas(), &request, false)?;
    let scene = scene(call, &request, &values)?;
    let metadata = metadata(call, &values);
    let bytes = match call.format {
        Format::Png => pictures::png(&scene, call.query.number(SCALE.name).unwrap_or(1.0), &metadata),
        Format::Pdf => pictures::pdf(&scene, &metadata),
        _ => Ok(pictures::svg(&scene, "map").into_bytes()),
    };
    let bytes = bytes.map_err(problem)?;
    let name = format!("{}.{}", file_name(&request), call.format.word());
    let disposition = format!("inline; filename=\"{name}\"");
    Ok(HandlerResponse::bytes(call.format, bytes).header("content-disposition", disposition))
}

/// The scene of a map, in the size that the call asks for.
fn scene(call: &RequestContext, request: &MapRequest<'_>, values: &MapValues) -> Result<Scene, Problem> {
    let geometry = Geometry { atlas: call.atlas(), layers: &call.snapshot.tiles.layers, context: &Context::default() };
    let scene = compose(values, request, geometry, size(call)?);
    let asked = call.query.number(HEIGHT.name);
    if let Some(asked) = asked.filter(|asked| scene.height > asked + 1.0) {
        let detail = format!("{asked:.0} pixels are too few for the map and what must be said beside it");
        let accepted = format!("at least {:.0} for this width, or none", scene.height.ceil());
        return Err(Problem::parameter(HEIGHT.name, detail, accepted));
    }
    Ok(scene)
}

/// A size of paper, or width and height.
fn size(call: &RequestContext) -> Result<PictureSize, Problem> {
    let (width, height) = (call.query.number(WIDTH.name), call.query.number(HEIGHT.name));
    match call.query.text(PAPER.name).and_then(Paper::from_id) {
        Some(_) if width.is_some() || height.is_some() => Err(not_accepted(&PAPER, "together with width or height")),
        Some(paper) => Ok(paper.size()),
        None => Ok(PictureSize { width: width.unwrap_or(PictureSize::DEFAULT_WIDTH), height }),
    }
}

fn metadata(call: &RequestContext, values: &MapValues) -> Metadata {
    Metadata {
        sources: values.sources.iter().map(|source| source.citation.clone()).collect(),
        notes: values.notes.iter().chain(&values.disclaimer).cloned().collect(),
        url: Some(call.link_with(&[])),
    }
}

/// `return_migrants-kgz-r3-2023-admin2`.
fn file_name(request: &MapRequest<'_>) -> String {
    let parts = [request.indicator.id(), &request.round.id.0, &request.period.to_string(), request.by.id()];
    let plain = |part: &str| part.replace(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_', "-");
    parts.map(plain).join("-")
}

fn problem(error: PictureError) -> Problem {
    match error {
        PictureError::TooLarge { .. } => {
            Problem::parameter(SCALE.name, error.to_string(), "a smaller scale, width or height")
        }
        PictureError::Unwritable(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
}
