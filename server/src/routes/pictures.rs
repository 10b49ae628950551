//! Maps as pictures: `/maps/{indicator}.svg`, `.png`, `.pdf`, drawn by `styles` from the same values as the map on the pages.

use actix_web::http::StatusCode;
use geodata::figures::Indicator;
use styles::pictures::{self, Metadata, PictureError};
use styles::scene::{Geometry, Paper, PictureSize, Scene, compose, compose_years};
use styles::{MapRequest, MapValues, Marks};

use super::arguments::Arguments;
use super::parameters::{
    AGAINST, AGAINST_KM, AGAINST_PER, AGAINST_SERVICE, AGAINST_YEAR, HEIGHT, INDICATOR_ID, LANG, MULTIPLES, OF_MAP,
    PAPER, SCALE, WIDTH, joined,
};
use super::{against, file_names, maps, years};
use crate::http::parameter::Parameter;
use crate::http::problem::Problem;
use crate::http::query::Query;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use crate::served_data::ServedData;

/// The parameters of pictures of any format.
pub const OF_PICTURE: [Parameter; 28] = joined(&[
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
    parameters: &joined::<{ OF_PICTURE.len() + 1 }>(&[&OF_PICTURE, &[SCALE]]),
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
    let drawn = Drawn::new(data, arguments, indicator, url)?;
    let bytes = drawn.bytes(format, arguments.query.number(SCALE.name).unwrap_or(1.0))?;
    Ok(Picture { name: drawn.name, bytes })
}

/// A map that is drawn, and can be written in any format.
#[derive(Debug)]
pub struct Drawn<'a> {
    /// As [`Picture::name`].
    pub name: String,
    /// What it shows: one variable, or two.
    pub shown: Vec<MapRequest<'a>>,
    /// Whether it has a map for each year.
    pub is_of_years: bool,
    pub values: MapValues,
    scene: Scene,
    size: PictureSize,
    metadata: Metadata,
}

impl<'a> Drawn<'a> {
    /// Draws the map of an indicator that arguments describe; it lies at an address.
    pub fn new(
        data: &ServedData,
        arguments: Arguments<'a>,
        indicator: &str,
        url: Option<String>,
    ) -> Result<Self, Problem> {
        let request = maps::request(arguments, indicator)?;
        let geometry =
            Geometry { atlas: arguments.atlas, layers: &data.tiles.layers, context: &arguments.atlas.context };
        let size = size(arguments.query)?;
        let is_of_years = years::is_asked(arguments);
        let (values, (scene, size), name, shown) = if is_of_years {
            let (maps, request) = years::of_years(data, arguments, &request)?;
            let maps = maps.presented(arguments.atlas, &request);
            let drawn = fitted(size, arguments.query, |size| compose_years(&maps, &request, geometry, size));
            (maps.whole, drawn, file_name(&request, "years", None), vec![request])
        } else {
            let values = MapValues::new(arguments.atlas, &data.scales, &request, false)?;
            let (values, second) = against::crossed(data, arguments, values, &request)?;
            let values = values.presented(arguments.atlas, &request);
            let period = if request.indicator.is_stock() { String::new() } else { request.period.to_string() };
            let drawn = fitted(size, arguments.query, |size| compose(&values, &request, geometry, size));
            let name = file_name(&request, &period, second.as_ref());
            (values, drawn, name, std::iter::once(request).chain(second).collect())
        };
        fits(&scene, size, arguments.query)?;
        let metadata = Metadata {
            sources: values.sources.iter().map(|source| source.citation.clone()).collect(),
            notes: values.notes.iter().chain(&values.disclaimer).cloned().collect(),
            url,
        };
        Ok(Self { name, shown, is_of_years, values, scene, size, metadata })
    }

    /// The map in a format; of pixels so many times as many as it is wide.
    pub fn bytes(&self, format: Format, scale: f64) -> Result<Vec<u8>, Problem> {
        let bytes = match format {
            // A sheet with more room has as many pixels.
            Format::Png => pictures::png(&self.scene, scale / self.size.room, &self.metadata),
            Format::Pdf => pictures::pdf(&self.scene, &self.metadata),
            _ => Ok(pictures::svg(&self.scene, "map").into_bytes()),
        };
        bytes.map_err(|error| problem(&error))
    }
}

/// How often a preview gets more room.
const MOST_ROOM: usize = 12;

/// A scene, and the size that it has. A preview has a size that nobody can choose, so that it gets as much room as it needs.
fn fitted(size: PictureSize, query: &Query, compose: impl Fn(PictureSize) -> Scene) -> (Scene, PictureSize) {
    let (mut scene, mut size) = (compose(size), size);
    let is_preview = query.text(PAPER.name) == Some(Paper::Preview.id());
    for _ in 0..if is_preview { MOST_ROOM } else { 0 } {
        if size.height.is_none_or(|asked| scene.height <= asked + 1.0) {
            break;
        }
        size = size.roomier();
        scene = compose(size);
    }
    (scene, size)
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
        None => Ok(PictureSize::new(width.unwrap_or(PictureSize::DEFAULT_WIDTH), height)),
    }
}

/// `return_migrants-kgz-r3-2023-admin2-en`.
fn file_name(request: &MapRequest<'_>, period: &str, second: Option<&MapRequest<'_>>) -> String {
    let measure = |request: &MapRequest<'_>| file_names::measure(&request.indicator, request.per);
    let first = measure(request);
    let other_period = second.filter(|second| {
        !second.indicator.is_stock()
            && second.period != request.period
            && matches!(second.indicator, Indicator::Group(_))
    });
    let against = second.map(|second| format!("against-{}", measure(second))).unwrap_or_default();
    let other_period = other_period.map(|second| second.period.to_string()).unwrap_or_default();
    let marks = if request.marks == Marks::usual(request.per) { "" } else { request.marks.id() };
    let (round, by, language) = (&request.round.id.0, request.by.id(), request.language.code());
    file_names::joined([&first, &against, &other_period, marks, round, period, by, language])
}

fn problem(error: &PictureError) -> Problem {
    match error {
        PictureError::TooLarge { .. } => {
            Problem::parameter(SCALE.name, error.to_string(), "a smaller scale, width or height")
        }
        PictureError::Unwritable(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
}
