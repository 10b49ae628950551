//! Sprites: the patterns of areas without a number, for the clients of styles.

use actix_web::http::StatusCode;
use serde_json::Value as Json;
use styles::palette::{Sprite, Theme};

use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::{Problem, truncated};
use crate::http::response::{CachePolicy, Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

/// Themes as clients name them: for screens with two pixels for each pixel of a style they append `@2x`.
const NAMES: [&str; 8] = ["light", "light@2x", "dark", "dark@2x", "plain", "plain@2x", "print", "print@2x"];

const SPRITE: Parameter =
    Parameter::new("sprite", ParamType::Enum(&NAMES), "A theme, with `@2x` for twice as many pixels").required();

/// What the addresses of a theme's sprite begin with; clients append the rest.
pub fn base(theme: Theme) -> String {
    format!("/sprites/{}", theme.id())
}

pub const INDEX: Route = Route {
    method: Route::GET,
    path: "/sprites/{sprite}.json",
    id: "getSpriteIndex",
    tag: "Maps",
    summary: "Where the patterns lie in the picture of a sprite",
    path_parameters: &[SPRITE],
    parameters: &[],
    formats: &[Format::Json],
    schema: "Sprite",
    statuses: &[(404, "No such sprite")],
    handler: Handler::Data(index),
};

pub const PICTURE: Route = Route {
    path: "/sprites/{sprite}.png",
    id: "getSprite",
    summary: "The patterns of areas without data and of suppressed ones, which styles draw with `fill-pattern`",
    formats: &[Format::Png],
    schema: "",
    handler: Handler::Data(picture),
    ..INDEX
};

fn index(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    // As bytes: of a document clients would take every member for a pattern.
    let index = Json::Object(sprite(call)?.index).to_string();
    Ok(HandlerResponse::bytes(Format::Json, index.into_bytes()).caching(CachePolicy::Month))
}

fn picture(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    Ok(HandlerResponse::bytes(Format::Png, sprite(call)?.png).caching(CachePolicy::Month))
}

fn sprite(call: &RequestContext) -> Result<Sprite, Problem> {
    let name = call.path(0);
    let (theme, pixels) = name.strip_suffix("@2x").map_or((name, 1), |theme| (theme, 2));
    let theme = Theme::from_id(theme).ok_or_else(|| {
        Problem::not_found(format!("there is no sprite `{}`; there are {}", truncated(name), NAMES.join(", ")))
    })?;
    let failed = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the sprite cannot be drawn");
    Sprite::new(theme, pixels).ok_or_else(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_a_sprite_of_each_density() {
        let names: Vec<String> =
            Theme::ALL.iter().flat_map(|theme| ["", "@2x"].map(|density| format!("{}{density}", theme.id()))).collect();
        assert_eq!(NAMES.to_vec(), names);
    }
}
