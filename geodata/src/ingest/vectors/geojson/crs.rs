//! The member `crs` of GeoJSON as it was before RFC 7946: a name, or a link, which nobody follows.

use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::super::crs;
use super::super::error::VectorError;
use super::super::inspect::check_definition;

/// What a member `crs` says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum StatedCrs {
    /// Nothing: objects may have members `crs` with any meaning.
    None,
    /// The name of a system that is known.
    Known(String),
    /// A link, or something else that cannot be resolved.
    Unreadable(String),
}

impl StatedCrs {
    /// Reads the member `crs` of the whole document, or of something in it.
    pub(super) fn of(text: &RawValue, is_of_the_whole: bool) -> Result<Self, VectorError> {
        let crs: Json = serde_json::from_str(text.get()).unwrap_or_default();
        // Without escaped letters.
        check_definition(crs.to_string().as_bytes())?;
        let kind = word(&crs, "type").unwrap_or_default().to_ascii_lowercase();
        let properties = member(&crs, "properties").unwrap_or(&Json::Null);
        if kind.starts_with("link") || kind.starts_with("url") {
            let address = word(properties, "href").or_else(|| word(properties, "url")).unwrap_or("link");
            return Ok(Self::Unreadable(address.to_owned()));
        }
        let name = if kind.starts_with("name") {
            word(properties, "name").map(str::to_owned)
        } else if kind.starts_with("epsg") {
            number(properties, "code").map(|code| format!("EPSG:{code}"))
        } else if kind.starts_with("ogc") {
            word(properties, "urn").map(str::to_owned)
        } else {
            None
        };
        Ok(match name {
            Some(name) if crs::read(&name).is_ok() => Self::Known(name),
            Some(name) => Self::Unreadable(name),
            None if is_of_the_whole && !crs.is_null() => Self::Unreadable(text.get().to_owned()),
            None => Self::None,
        })
    }
}

/// A member of an object, by its name in any case: it was never said which one it is.
fn member<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    json.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn word<'j>(json: &'j Json, name: &str) -> Option<&'j str> {
    member(json, name)?.as_str()
}

/// A whole number, which may be written as a text.
fn number(json: &Json, name: &str) -> Option<u64> {
    let number = member(json, name)?;
    number.as_u64().or_else(|| number.as_str()?.parse().ok())
}
