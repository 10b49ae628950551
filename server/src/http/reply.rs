//! What handlers answer with.

use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use serde_json::Value as Json;

use super::chunks::Chunks;
use super::problem::Problem;
use crate::encoding::{ContentClass, Encoding, MIN_COMPRESSED_BYTES};

/// The formats that answers come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    /// JSON with as few bytes as say all that must be said.
    Compact,
    GeoJson,
    Csv,
    Html,
    Mvt,
    /// What an archive has, compressed as it has it.
    Precompressed,
    Mlt,
    /// A MapLibre style.
    Style,
    /// Glyphs for the labels of a map.
    Glyphs,
    OpenApi,
    JsonSchema,
    Css,
    Javascript,
    Text,
    /// A file whose type follows from its name.
    File(&'static str),
}

impl Format {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json | Self::Compact => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Mvt => "application/vnd.mapbox-vector-tile",
            Self::Precompressed => "application/octet-stream",
            Self::Mlt => "application/vnd.maplibre-tile",
            // Of OGC API Styles (OGC 20-009, requirements class "Mapbox Style"); MapLibre has none of its own.
            Self::Style => "application/vnd.mapbox.style+json",
            Self::Glyphs => "application/x-protobuf",
            Self::OpenApi => "application/vnd.oai.openapi+json;version=3.0",
            Self::JsonSchema => "application/schema+json",
            Self::Css => "text/css; charset=utf-8",
            Self::Javascript => "text/javascript; charset=utf-8",
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::File(media_type) => media_type,
        }
    }

    /// The word of the parameter `f`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Mvt => "mvt",
            Self::Mlt => "mlt",
            Self::Compact => "compact",
            Self::Style => "style",
            _ => "json",
        }
    }

    /// Whether a word of the parameter `f` means it: GeoJSON is also called by its name.
    pub fn answers_to(self, word: &str) -> bool {
        self.word() == word || (word == "geojson" && self.word() == "json")
    }

    /// Whether the format also satisfies a client that asks for another media type: everything in JSON is JSON, and MapLibre
    /// tiles had a longer name.
    pub fn is_also(self, media_type: &str) -> bool {
        match self {
            Self::GeoJson | Self::OpenApi | Self::JsonSchema | Self::Style => {
                media_type.eq_ignore_ascii_case("application/json")
            }
            Self::Mlt => media_type.eq_ignore_ascii_case("application/vnd.maplibre-vector-tile"),
            _ => false,
        }
    }

    /// What a body in this format is to the compressors; none where compressing does not pay.
    pub fn content_class(self, body: &[u8]) -> Option<ContentClass> {
        let pays = self.is_compressible() && body.len() >= MIN_COMPRESSED_BYTES;
        pays.then_some(if self.is_tile() { ContentClass::Tile } else { ContentClass::Text })
    }

    /// Whether it is a vector tile.
    pub fn is_tile(self) -> bool {
        matches!(self, Self::Mvt | Self::Mlt)
    }

    /// Whether compressing makes its bytes smaller.
    pub fn is_compressible(self) -> bool {
        match self {
            Self::File(media_type) => {
                media_type.starts_with("text/") || media_type.ends_with("json") || media_type.ends_with("+xml")
            }
            _ => true,
        }
    }
}

/// For how long a reply may be kept by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// Data: a minute without asking, then by entity tag.
    Data,
    /// What changes with the server's version, and hardly then.
    Month,
    /// A file whose name changes with its content.
    Forever,
    /// The state of the moment.
    Never,
}

impl CachePolicy {
    pub fn header(self) -> &'static str {
        match self {
            Self::Data => "public, max-age=60",
            Self::Month => "public, max-age=2592000",
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Never => "no-store",
        }
    }
}

/// An answer, before it is negotiated, compressed and tagged.
#[derive(Debug)]
pub struct HandlerResponse {
    pub status: StatusCode,
    pub body: Body,
    pub caching: CachePolicy,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub enum Body {
    /// A document, written as JSON or as a page, whichever the client prefers.
    Document { title: String, json: Json },
    /// GeoJSON, or a page made from it.
    Features { title: String, geojson: Vec<u8> },
    /// Bytes in one format.
    Bytes { format: Format, bytes: Vec<u8> },
    /// Bytes that are compressed already: for a client that takes them so.
    Compressed { format: Format, bytes: Bytes, encoding: Encoding },
    /// Bytes in one format that are made while they are sent: for answers that may be very long.
    Stream { format: Format, chunks: Chunks },
    /// Nothing.
    Empty,
}

impl HandlerResponse {
    /// A good answer with a body.
    pub fn new(body: Body) -> Self {
        Self { status: StatusCode::OK, body, caching: CachePolicy::Data, headers: Vec::new() }
    }

    pub fn document(title: impl Into<String>, json: Json) -> Self {
        Self::new(Body::Document { title: title.into(), json })
    }

    pub fn features(title: impl Into<String>, geojson: Vec<u8>) -> Self {
        Self::new(Body::Features { title: title.into(), geojson })
    }

    pub fn bytes(format: Format, bytes: Vec<u8>) -> Self {
        Self::new(Body::Bytes { format, bytes })
    }

    pub fn stream(format: Format, chunks: Chunks) -> Self {
        Self::new(Body::Stream { format, chunks })
    }

    /// The same for a client that wants this encoding: bytes in another one are decompressed.
    pub fn decompress_unless_accepted(mut self, wanted: Encoding) -> Result<Self, Problem> {
        if let Body::Compressed { format, bytes, encoding } = &self.body
            && *encoding != wanted
        {
            let damaged = || Problem::new(StatusCode::BAD_GATEWAY, "the stored bytes cannot be unpacked");
            self.body = Body::Bytes {
                format: *format,
                bytes: encoding.decompress_precompressed(bytes).ok_or_else(damaged)?.into(),
            };
        }
        Ok(self)
    }

    pub fn empty(status: StatusCode) -> Self {
        Self { status, ..Self::new(Body::Empty) }
    }

    pub fn caching(mut self, caching: CachePolicy) -> Self {
        self.caching = caching;
        self
    }

    pub fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}
