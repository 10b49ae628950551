//! Glyphs for the labels of styles, for clients that draw none of their own.

use styles::{FONT, GLYPH_RANGE, glyph_range, has_font};

use crate::http::parameter::{ParamType, Parameter, parse_uint};
use crate::http::problem::{Problem, truncated};
use crate::http::response::{CachePolicy, Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

const FONTSTACK: Parameter = Parameter::new(
    "fontstack",
    ParamType::Enum(&[FONT]),
    "A font; of several, with commas between them, the first that there is",
)
.required();
const RANGE: Parameter =
    Parameter::new("range", ParamType::Text { max: 16 }, "256 characters by their numbers: 0-255, 256-511 …")
        .required();

pub const GLYPHS: Route = Route {
    method: Route::GET,
    path: "/fonts/{fontstack}/{range}.pbf",
    id: "getGlyphs",
    tag: "Maps",
    summary: "Glyphs of a font as signed distance fields, for the labels of styles; those that the font lacks are left out",
    path_parameters: &[FONTSTACK, RANGE],
    parameters: &[],
    formats: &[Format::Glyphs],
    schema: "",
    statuses: &[(404, "No such font or range")],
    handler: Handler::Data(glyphs),
};

fn glyphs(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (stack, range) = (call.path(0), call.path(1));
    if !stack.split(',').any(|font| has_font(font.trim())) {
        return Err(Problem::not_found(format!("there is no font `{}`; there is {FONT}", truncated(stack))));
    }
    let bytes = start(range).and_then(glyph_range).ok_or_else(|| {
        let last = GLYPH_RANGE - 1;
        Problem::not_found(format!(
            "there is no range `{}`; ranges are 0-{last}, {GLYPH_RANGE}-511 …",
            truncated(range)
        ))
    })?;
    Ok(HandlerResponse::bytes(Format::Glyphs, bytes).caching(CachePolicy::Month))
}

/// The first character of a range.
fn start(range: &str) -> Option<u32> {
    let (start, end) = range.split_once('-')?;
    let (start, end) = (u32::try_from(parse_uint(start)?).ok()?, u32::try_from(parse_uint(end)?).ok()?);
    (start.checked_add(GLYPH_RANGE - 1) == Some(end)).then_some(start)
}
