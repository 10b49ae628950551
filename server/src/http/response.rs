//! The response of a handler, before negotiation and compression; formats and cache policies.

use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use serde_json::Value as Json;

use super::chunks::Chunks;
use super::problem::Problem;
use crate::encoding::{ContentClass, Encoding, MIN_COMPRESSED_BYTES};

/// The formats of responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    /// JSON with as few bytes as possible.
    Compact,
    GeoJson,
    Csv,
    /// A workbook for spreadsheets.
    Xlsx,
    /// Several files in one.
    Zip,
    Html,
    Mvt,
    /// A tile of an archive, compressed as it is stored.
    Precompressed,
    Mlt,
    /// A MapLibre style.
    Style,
    /// Glyphs for the labels of a map.
    Glyphs,
    Svg,
    Png,
    Pdf,
    OpenApi,
    JsonSchema,
    Css,
    Javascript,
    Text,
    /// A static file, with the media type of its extension.
    File(&'static str),
}

impl Format {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json | Self::Compact => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Zip => "application/zip",
            Self::Html => "text/html; charset=utf-8",
            Self::Mvt => "application/vnd.mapbox-vector-tile",
            Self::Precompressed => "application/octet-stream",
            Self::Mlt => "application/vnd.maplibre-tile",
            // From OGC API Styles (OGC 20-009, requirements class "Mapbox Style"); MapLibre has no media type.
            Self::Style => "application/vnd.mapbox.style+json",
            Self::Glyphs => "application/x-protobuf",
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::OpenApi => "application/vnd.oai.openapi+json;version=3.0",
            Self::JsonSchema => "application/schema+json",
            Self::Css => "text/css; charset=utf-8",
            Self::Javascript => "text/javascript; charset=utf-8",
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::File(media_type) => media_type,
        }
    }

    /// The value of the parameter `f`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Zip => "zip",
            Self::Html => "html",
            Self::Mvt => "mvt",
            Self::Mlt => "mlt",
            Self::Compact => "compact",
            Self::Style => "style",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            _ => "json",
        }
    }

    /// Whether a value of the parameter `f` means this format; `geojson` is an alias of `json`.
    pub fn answers_to(self, word: &str) -> bool {
        self.word() == word || (word == "geojson" && self.word() == "json")
    }

    /// The format among those that are offered which a value of the parameter `f` means. Where GeoJSON is offered beside other JSON, `geojson`
    /// is that alone.
    pub fn named(word: &str, offered: &[Self]) -> Option<Self> {
        let is_geojson = |format: &Self| word == "geojson" && *format == Self::GeoJson;
        let mut offered_formats = offered.iter().copied();
        offered_formats.clone().find(is_geojson).or_else(|| offered_formats.find(|format| format.answers_to(word)))
    }

    /// The extension of a file in this format.
    pub fn extension(self) -> &'static str {
        if self == Self::GeoJson { "geojson" } else { self.word() }
    }

    /// Whether the format also satisfies another media type: all JSON formats are `application/json`, and MapLibre
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

    /// How to compress a body in this format; `None` if compression does not pay.
    pub fn content_class(self, body: &[u8]) -> Option<ContentClass> {
        let pays = self.is_compressible() && body.len() >= MIN_COMPRESSED_BYTES;
        pays.then_some(if self.is_tile() { ContentClass::Tile } else { ContentClass::Text })
    }

    /// Whether it is a vector tile.
    pub fn is_tile(self) -> bool {
        matches!(self, Self::Mvt | Self::Mlt)
    }

    /// Whether compression makes it smaller.
    pub fn is_compressible(self) -> bool {
        match self {
            // All are compressed in themselves.
            Self::Png | Self::Pdf | Self::Xlsx | Self::Zip => false,
            Self::File(media_type) => {
                media_type.starts_with("text/") || media_type.ends_with("json") || media_type.ends_with("+xml")
            }
            _ => true,
        }
    }
}

/// How long clients and proxies may cache a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// Data: a minute, then revalidation by entity tag.
    Data,
    /// Rarely changes, and only with the version of the server.
    Month,
    /// A file with a content hash in its name.
    Forever,
    /// The current state.
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

/// The response of a handler.
#[derive(Debug)]
pub struct HandlerResponse {
    pub status: StatusCode,
    pub body: Body,
    pub caching: CachePolicy,
    /// Additional headers.
    pub headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub enum Body {
    /// A document, rendered as JSON or as a page.
    Document { title: String, json: Json },
    /// Features, rendered as GeoJSON or as a page.
    Features { title: String, geojson: Vec<u8> },
    /// Bytes in a fixed format.
    Bytes { format: Format, bytes: Vec<u8> },
    /// Bytes that are stored compressed.
    Compressed { format: Format, bytes: Bytes, encoding: Encoding },
    /// A stream of bytes in a fixed format, for long responses.
    Stream { format: Format, chunks: Chunks },
    /// No body.
    Empty,
}

impl HandlerResponse {
    /// A 200 response.
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

    /// Decompresses a precompressed body unless its encoding is the negotiated one.
    pub fn decompress_unless_accepted(mut self, wanted: Encoding) -> Result<Self, Problem> {
        if let Body::Compressed { format, bytes, encoding } = &self.body
            && *encoding != wanted
        {
            let damaged = || Problem::new(StatusCode::BAD_GATEWAY, "the stored tile cannot be decompressed");
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

    /// A page that these sources may frame: an addition to its Content-Security-Policy.
    pub fn framed_by(mut self, sources: &str) -> Self {
        let policies = self.headers.iter_mut().filter(|(name, _)| name.eq_ignore_ascii_case("Content-Security-Policy"));
        for (_, policy) in policies {
            policy.push_str("; frame-ancestors ");
            policy.push_str(sources);
        }
        self
    }

    pub fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}
