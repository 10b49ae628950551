//! A GeoJSON text taken apart into the texts of its features, before any of them is parsed.

use std::borrow::Cow;
use std::fmt;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::super::super::text::{excerpt, line_number};
use super::super::error::VectorError;
use super::super::format::Format;
use super::super::record::MAX_FEATURES;

const RECORD_SEPARATOR: u8 = 0x1e;
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Numbers that JSON does not have. Python writes them all the same.
const NOT_JSON: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];

/// The texts in a file.
pub(super) struct Texts<'t> {
    /// Those of the features, at most one more than are read.
    pub(super) features: Vec<&'t RawValue>,
    /// The member `crs` of the collection.
    pub(super) crs: Option<&'t RawValue>,
    /// The member `name` of the collection.
    pub(super) name: Option<String>,
}

/// The outermost object.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Document<'t> {
    #[serde(rename = "type", borrow, default)]
    kind: Cow<'t, str>,
    #[serde(borrow, default)]
    features: Option<FeatureTexts<'t>>,
    #[serde(borrow, default, alias = "CRS")]
    crs: Option<&'t RawValue>,
    #[serde(default)]
    name: Json,
}

/// What must be known of a feature before the first one is parsed.
#[derive(Deserialize)]
pub(super) struct Outline<'t> {
    #[serde(default)]
    pub(super) id: Json,
    #[serde(default)]
    pub(super) properties: Names,
    #[serde(borrow, default, alias = "CRS")]
    pub(super) crs: Option<&'t RawValue>,
    #[serde(borrow, default)]
    pub(super) geometry: Option<GeometryOutline<'t>>,
}

/// The same of a geometry.
#[derive(Deserialize)]
pub(super) struct GeometryOutline<'t> {
    #[serde(borrow, default, alias = "CRS")]
    pub(super) crs: Option<&'t RawValue>,
}

/// The names of the members of an object.
#[derive(Default)]
pub(super) struct Names(pub(super) Vec<String>);

struct FeatureTexts<'t>(Vec<&'t RawValue>);

/// Makes a text of the content of a file that a JSON parser accepts.
pub(super) fn prepare(format: Format, content: &mut Vec<u8>) -> Result<&str, VectorError> {
    if format == Format::GeoJsonSequence {
        // White space for the parser; a text of JSON cannot have one in it.
        content.iter_mut().filter(|byte| **byte == RECORD_SEPARATOR).for_each(|byte| *byte = b' ');
    }
    if NOT_JSON.iter().any(|word| memchr::memmem::find(content, word).is_some()) {
        *content = with_quoted_words(content);
    }
    let text = std::str::from_utf8(content).map_err(|error| {
        let line = line_number(&content[..error.valid_up_to()]);
        VectorError::new("not_utf8", format!("the text in line {line} is not UTF-8; save the file as UTF-8"))
    })?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if text.trim_start().starts_with('{') {
        return Ok(text);
    }
    let message = format!("this is not {}, as which its ending makes it read", format.name());
    Err(VectorError::new("vector_unreadable", message))
}

/// Puts quotation marks around the words of [`NOT_JSON`]: as texts they are an error where a number is wanted, and nowhere else.
fn with_quoted_words(content: &[u8]) -> Vec<u8> {
    let mut quoted = Vec::with_capacity(content.len() + content.len() / 16);
    let (mut rest, mut is_in_text) = (content, false);
    while let Some((byte, after)) = rest.split_first() {
        let word = NOT_JSON.into_iter().find(|word| !is_in_text && rest.starts_with(word));
        let length = match (byte, word) {
            (_, Some(word)) => {
                quoted.push(b'"');
                quoted.extend_from_slice(word);
                quoted.push(b'"');
                rest = &rest[word.len()..];
                continue;
            }
            (b'\\', None) if is_in_text && !after.is_empty() => 2,
            (b'"', None) => {
                is_in_text = !is_in_text;
                1
            }
            _ => 1,
        };
        quoted.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
    }
    quoted
}

impl<'t> Texts<'t> {
    /// The texts of a collection of features, or of a single one.
    pub(super) fn of_document(text: &'t str) -> Result<Self, VectorError> {
        let Document { kind, features, crs, name } = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        let features = match (&*kind, features) {
            ("FeatureCollection", Some(FeatureTexts(features))) => features,
            ("FeatureCollection", None) => return Err(refused("the collection has no member `features`")),
            ("Feature", _) => vec![serde_json::from_str(text).map_err(|error| unreadable(&error))?],
            ("", _) => return Err(refused("it has no member `type`; expected a FeatureCollection, or a Feature")),
            (other, _) => {
                let found = excerpt(other);
                return Err(refused(&format!("expected a FeatureCollection, or a Feature, found `{found}`")));
            }
        };
        let name = name.as_str().map(str::to_owned).filter(|name| !name.is_empty() && kind == "FeatureCollection");
        // That of a single feature is looked at with the feature.
        Ok(Self { features, crs: crs.filter(|_| kind == "FeatureCollection"), name })
    }

    /// The texts of features that follow each other.
    pub(super) fn of_sequence(text: &'t str) -> Result<Self, VectorError> {
        let texts = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>().take(MAX_FEATURES + 1);
        let features = texts.collect::<Result<_, _>>().map_err(|error| unreadable(&error))?;
        Ok(Self { features, crs: None, name: None })
    }
}

fn unreadable(error: &serde_json::Error) -> VectorError {
    let reason = error.to_string();
    let (line, column) = (error.line(), error.column());
    refused(&format!("{} in line {line}, column {column}", without_place(&reason)))
}

fn refused(reason: &str) -> VectorError {
    VectorError::new("vector_unreadable", format!("this cannot be read as GeoJSON: {reason}"))
}

/// The message of an error of JSON without its line and column.
pub(super) fn without_place(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(reason, _)| reason)
}

impl<'de: 't, 't> Deserialize<'de> for FeatureTexts<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;

        impl<'de> Visitor<'de> for Elements {
            type Value = FeatureTexts<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list of features")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = elements.next_element::<&RawValue>()? {
                    // One more than are read shows that there are too many.
                    if texts.len() <= MAX_FEATURES {
                        texts.push(text);
                    }
                }
                Ok(FeatureTexts(texts))
            }
        }

        deserializer.deserialize_seq(Elements)
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Names;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object, or null")
            }

            fn visit_unit<E>(self) -> Result<Names, E> {
                Ok(Names::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = members.next_entry()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }

        deserializer.deserialize_any(Members)
    }
}
