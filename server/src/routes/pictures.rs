//! Maps as pictures: `/maps/{indicator}.svg`, `.png`, `.pdf`, drawn by `styles` from the same values as the map on the pages.

use actix_web::http::StatusCode;
use geodata::figures::{Indicator, Normalisation};
use styles::pictures::{self, Metadata, PictureError};
use styles::scene::{Geometry, Paper, PictureSize, Scene, compose, compose_years};
use styles::{MapRequest, MapValues, Marks};

use super::arguments::Arguments;
use super::parameters::{
    AGAINST, AGAINST_KM, AGAINST_PER, AGAINST_SERVICE, AGAINST_YEAR, HEIGHT, INDICATOR_ID, LANG, MULTIPLES, OF_MAP,
    PAPER, SCALE, WIDTH, joined,
};
use super::{against, maps, years};
use crate::http::parameter::Parameter;
use crate::http::problem::Problem;
use crate::http::query::Query;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use crate::served_data::ServedData;

/// The parameters of pictures of any format.
const OF_PICTURE: [Parameter; 28] = joined(&[
    &OF_MAP,
    &[AGAINST, AGAINST_PER, AGAINST_YEAR, AGAINST_SERVICE, AGAINST_KM, MULTIPLES, LANG, WIDTH, HEIGHT, PAPER],
]);

pub const SVG: Route = Route {
    method: Route::GET,
    path: "/maps/{indicator}.svg",
    id: "getMapAsSvg",
    tag: "Maps",
    summary: "A map as SVG: text is text, and each unit is one path with its code in data-pcode",
    path_parameters: &[INDICATOR_ID],
    parameters: &OF_PICTURE,
    formats: &[Format::Svg],
    schema: "",
    statuses: &[(404, "No such indicator")],
    handler: Handler::Data(answer),
};

pub const PNG: Route = Route {
    path: "/maps/{indicator}.png",
    id: "getMapAsPng",
    summary: "A map as PNG, with title, description, sources and disclaimer as its metadata",
    parameters: &joined::<29>(&[&OF_PICTURE, &[SCALE]]),
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
    let url = call.link_with(&[]);
    let Picture { name, bytes } = picture(&call.snapshot, call.arguments(), call.path(0), call.format, Some(url))?;
    let disposition = format!("inline; filename=\"{name}.{}\"", call.format.word());
    Ok(HandlerResponse::bytes(call.format, bytes).header("content-disposition", disposition))
}

/// A picture of a map.
#[derive(Debug)]
pub struct Picture {
    /// What it shows, as the name of a file without its extension: `return_migrants-kgz-r3-2023-admin2-en`.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The picture of an indicator that arguments describe. The command line has the same arguments.
pub fn picture(
    data: &ServedData,
    arguments: Arguments<'_>,
    indicator: &str,
    format: Format,
    url: Option<String>,
) -> Result<Picture, Problem> {
    let request = maps::request(arguments, indicator)?;
    let geometry = Geometry { atlas: arguments.atlas, layers: &data.tiles.layers, context: &arguments.atlas.context };
    let size = size(arguments.query)?;
    let (values, scene, name) = if years::is_asked(arguments) {
        let (maps, request) = years::of_years(data, arguments, &request)?;
        let maps = maps.presented(arguments.atlas, &request);
        let scene = compose_years(&maps, &request, geometry, size);
        (maps.whole, scene, file_name(&request, "years", None))
    } else {
        let values = MapValues::new(arguments.atlas, &data.scales, &request, false)?;
        let (values, second) = against::crossed(data, arguments, values, &request)?;
        let values = values.presented(arguments.atlas, &request);
        let period = if request.indicator.is_stock() { String::new() } else { request.period.to_string() };
        let scene = compose(&values, &request, geometry, size);
        (values, scene, file_name(&request, &period, second.as_ref()))
    };
    fits(&scene, size, arguments.query)?;
    let metadata = Metadata {
        sources: values.sources.iter().map(|source| source.citation.clone()).collect(),
        notes: values.notes.iter().chain(&values.disclaimer).cloned().collect(),
        url,
    };
    let bytes = match format {
        Format::Png => pictures::png(&scene, arguments.query.number(SCALE.name).unwrap_or(1.0), &metadata),
        Format::Pdf => pictures::pdf(&scene, &metadata),
        _ => Ok(pictures::svg(&scene, "map").into_bytes()),
    };
    Ok(Picture { name, bytes: bytes.map_err(|error| problem(&error))? })
}

/// Refuses a height, or a sheet, in which the map has no room.
fn fits(scene: &Scene, size: PictureSize, query: &Query) -> Result<(), Problem> {
    let Some(asked) = size.height.filter(|asked| scene.height > asked + 1.0) else { return Ok(()) };
    let detail = format!("{asked:.0} pixels are too few for the map and what must be said beside it");
    if query.text(PAPER.name).is_some() {
        return Err(Problem::parameter(PAPER.name, detail, "a larger sheet, or `width` without `height`"));
    }
    let accepted = format!("at least {:.0} for this width, or none", scene.height.ceil());
    Err(Problem::parameter(HEIGHT.name, detail, accepted))
}

/// A size of paper, or width and height.
fn size(query: &Query) -> Result<PictureSize, Problem> {
    let (width, height) = (query.number(WIDTH.name), query.number(HEIGHT.name));
    match query.text(PAPER.name).and_then(Paper::from_id) {
        Some(_) if width.is_some() || height.is_some() => {
            let detail = "a sheet has a width and a height already";
            Err(Problem::parameter(PAPER.name, detail, "`paper`, or `width` and `height`"))
        }
        Some(paper) => Ok(paper.size()),
        None => Ok(PictureSize { width: width.unwrap_or(PictureSize::DEFAULT_WIDTH), height }),
    }
}

/// `return_migrants-kgz-r3-2023-admin2-en`.
fn file_name(request: &MapRequest<'_>, period: &str, second: Option<&MapRequest<'_>>) -> String {
    let measure = |request: &MapRequest<'_>| {
        let indicator = match &request.indicator {
            Indicator::HouseholdsBeyond(asked) => {
                format!("{}-{}-{}km", request.indicator.id(), asked.service.id(), asked.km)
            }
            Indicator::CommunitiesLacking(service) => format!("{}-{}", request.indicator.id(), service.id()),
            Indicator::Group(_) => request.indicator.id().to_owned(),
        };
        if request.per == Normalisation::None { indicator } else { format!("{indicator}-{}", request.per.id()) }
    };
    let first = measure(request);
    let other_period = second.filter(|second| {
        !second.indicator.is_stock()
            && second.period != request.period
            && matches!(second.indicator, Indicator::Group(_))
    });
    let against = second.map(|second| format!("against-{}", measure(second))).unwrap_or_default();
    let other_period = other_period.map(|second| second.period.to_string()).unwrap_or_default();
    let marks = if request.marks == Marks::usual(request.per) { "" } else { request.marks.id() };
    let parts =
        [&first, &against, &other_period, marks, &request.round.id.0, period, request.by.id(), request.language.code()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let plain = |part: &str| part.replace(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_', "-");
    parts.map(plain).collect::<Vec<_>>().join("-")
}

fn problem(error: &PictureError) -> Problem {
    match error {
        PictureError::TooLarge { .. } => {
            Problem::parameter(SCALE.name, error.to_string(), "a smaller scale, width or height")
        }
        PictureError::Unwritable(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
}
