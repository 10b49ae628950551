//! Coordinate reference systems (OGC API Features Part 2): the parameters `crs` and `bbox-crs`, and boxes in any system.

use geo_types::Coord;
use geodata::crs::{Crs, CrsError, Projection};
use geodata::model::BBox;
use geodata::query::{Collection, QueryBox};

use crate::http::parameter::{ParamType, Parameter, bbox, bbox_numbers};
use crate::http::problem::{Problem, truncated};
use crate::http::route::RequestContext;

/// The longest name of a system.
const NAME: ParamType = ParamType::Text { max: 128 };
pub const CRS: Parameter = Parameter::new(
    "crs",
    NAME,
    "Coordinate reference system of the answer, as URI or in short (EPSG:3857): one that the collection lists, or any of EPSG whose \
     area covers the data. Axes come in the order of the system: latitude first in EPSG:4326. Longitude, latitude (CRS84) without it",
);
pub const BBOX_CRS: Parameter = Parameter::new(
    "bbox-crs",
    NAME,
    "Coordinate reference system of `bbox`, whose numbers follow the order of its axes; CRS84 without it",
);
pub const BBOX: Parameter = Parameter::new(
    "bbox",
    ParamType::BBox { any_crs: true },
    "Only what meets this box: west,south,east,north in degrees (CRS84), west above east crosses the antimeridian; or the lower and \
     then the upper bounds of both axes of `bbox-crs`",
);

/// The system that a parameter names; CRS84 without it.
pub fn crs(call: &RequestContext, parameter: &Parameter) -> Result<Crs, Problem> {
    let Some(text) = call.query.text(parameter.name) else { return Ok(Crs::Crs84) };
    let refused = |why: String| {
        let detail = format!("`{}` does not accept `{}`{why}", parameter.name, truncated(text));
        Problem::parameter(parameter.name, detail, accepted())
    };
    let crs = Crs::parse(text).ok_or_else(|| refused(String::new()))?;
    let data = Collection::of(call.atlas()).first().and_then(|collection| collection.bounds(call.atlas()));
    crs.check(data).map_err(|error| refused(format!(": {error}")))?;
    Ok(crs)
}

/// What both parameters accept.
fn accepted() -> String {
    let listed = Crs::LISTED.map(Crs::uri).join(", ");
    format!("{listed}, or http://www.opengis.net/def/crs/EPSG/0/CODE of a system whose area covers the data")
}

/// The URIs of the systems that each collection lists.
pub fn listed() -> Vec<String> {
    Crs::LISTED.map(Crs::uri).to_vec()
}

/// The header that names the system of an answer.
pub fn content_crs(crs: Crs) -> String {
    format!("<{}>", crs.uri())
}

/// The box of `bbox` in the system of `bbox-crs`.
pub fn query_box(call: &RequestContext) -> Result<Option<QueryBox>, Problem> {
    let crs = crs(call, &BBOX_CRS)?;
    let Some(text) = call.query.text(BBOX.name) else { return Ok(None) };
    let refused = |accepted: String| {
        Problem::parameter(BBOX.name, format!("`{}` does not accept `{}`", BBOX.name, truncated(text)), accepted)
    };
    let [a, b, c, d] = bbox_numbers(text).ok_or_else(|| refused(BBOX.accepted()))?;
    let degrees = |edges: [f64; 4], accepted: &str| match bbox(edges) {
        Some([west, south, east, north]) => Ok(Some(QueryBox::Degrees(BBox { west, south, east, north }))),
        None => Err(refused(accepted.to_owned())),
    };
    match crs {
        Crs::Crs84 => degrees([a, b, c, d], &BBOX.accepted()),
        Crs::WGS84 => degrees(
            [b, a, d, c],
            "south,west,north,east in degrees, as EPSG:4326 orders its axes; latitudes from -90 to 90, longitudes from -180 to 180, \
             south not above north; west may exceed east across the antimeridian",
        ),
        Crs::Epsg(_) => {
            let projection = Projection::to(crs)?;
            let boxes = projection.boxes(Coord { x: a, y: b }, Coord { x: c, y: d }).ok_or_else(|| {
                refused(format!(
                    "the lower bounds of both axes of {crs}, then the upper ones; no lower bound above its upper one, but of longitudes \
                     across the antimeridian"
                ))
            })?;
            Ok(Some(QueryBox::Projected(projection, boxes)))
        }
    }
}

impl From<CrsError> for Problem {
    fn from(error: CrsError) -> Self {
        Self::parameter(CRS.name, error.to_string(), accepted())
    }
}
