//! Glyphs for the labels of styles, for clients that draw none of their own.

use styles::{FONT, GLYPH_RANGE, glyph_range, has_font};

use crate::http::parameter::{Kind, Parameter, whole};
use crate::http::problem::{Problem, shown};
use crate::http::reply::{Caching, Format, Reply};
use crate::http::route::{Call, Route};

const FONTSTACK: Parameter = Parameter::new(
    "fontstack",
    Kind::Choice(&[FONT]),
    "A font; of several, with commas between them, the first that there is",
)
.required();
const RANGE: Parameter =
    Parameter::new("range", Kind::Text { max: 16 }, "256 characters by their numbers: 0-255, 256-511 …").required();

pub const GLYPHS: Route = Route {
    path: "/fonts/{fontstack}/{range}.pbf",
    id: "getGlyphs",
    tag: "Maps",
    summary: "Glyphs of a font as signed distance fields, for the labels of styles; those that the font lacks are left out",
    path_parameters: &[FONTSTACK, RANGE],
    parameters: &[],
    formats: &[Format::Glyphs],
    schema: "",
    statuses: &[(404, "No such font or range")],
    handler: glyphs,
};

fn glyphs(call: &Call) -> Result<Reply, Problem> {
    let (stack, range) = (call.path(0), call.path(1));
    if !stack.split(',').any(|font| has_font(font.trim())) {
        return Err(Problem::not_found(format!("there is no font `{}`; there is {FONT}", shown(stack))));
    }
    let bytes = start(range).and_then(glyph_range).ok_or_else(|| {
        let last = GLYPH_RANGE - 1;
        Problem::not_found(format!("there is no range `{}`; ranges are 0-{last}, {GLYPH_RANGE}-511 …", shown(range)))
    })?;
    Ok(Reply::bytes(Format::Glyphs, bytes).caching(Caching::Month))
}

/// The first character of a range.
fn start(range: &str) -> Option<u32> {
    let (start, end) = range.split_once('-')?;
    let (start, end) = (u32::try_from(whole(start)?).ok()?, u32::try_from(whole(end)?).ok()?);
    (start.checked_add(GLYPH_RANGE - 1) == Some(end)).then_some(start)
}
