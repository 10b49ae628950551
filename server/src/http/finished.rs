//! A reply, negotiated, packed and tagged: what goes over the wire, and what is kept for the next who asks.

use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};

use super::conditional;
use super::encoding::{Encoding, WORTH_PACKING};
use super::negotiation;
use super::problem::{PROBLEM_JSON, Problem};
use super::reply::{Caching, Content, Format, Reply};
use crate::html;

/// The methods that are answered.
pub const ALLOWED: &str = "GET, HEAD, OPTIONS";

/// A reply as it goes over the wire.
#[derive(Debug)]
pub struct Finished {
    pub status: StatusCode,
    media_type: &'static str,
    encoding: Encoding,
    etag: Option<String>,
    pub caching: Caching,
    /// Whether the Accept header chose the format.
    pub by_accept: bool,
    body: Bytes,
    pub headers: Vec<(&'static str, String)>,
}

impl Finished {
    /// `data` gives the address of the same answer for programs.
    pub fn new(reply: Reply, format: Format, preferred: Encoding, data: impl Fn() -> String) -> Self {
        let Reply { status, content, caching, headers } = reply;
        let (format, body) = match content {
            Content::Document { title, json } if format == Format::Html => {
                (Format::Html, html::document(&title, &json, &data()).into_bytes())
            }
            Content::Document { json, .. } => {
                let format = if format == Format::Html { Format::Json } else { format };
                (format, serde_json::to_vec(&json).unwrap_or_default())
            }
            Content::Features { title, geojson } if format == Format::Html => {
                (Format::Html, html::features(&title, &geojson, &data()).into_bytes())
            }
            Content::Features { geojson, .. } => (Format::GeoJson, geojson),
            Content::Bytes { format, bytes } => (format, bytes),
            Content::Packed { format, bytes, encoding } => {
                return Self {
                    status,
                    media_type: format.media_type(),
                    encoding,
                    etag: (caching != Caching::Never).then(|| conditional::etag(&bytes, encoding)),
                    caching,
                    by_accept: false,
                    body: bytes,
                    headers,
                };
            }
            Content::Empty => {
                return Self {
                    status,
                    media_type: "",
                    encoding: Encoding::Identity,
                    etag: None,
                    caching,
                    by_accept: false,
                    body: Bytes::new(),
                    headers,
                };
            }
        };
        let wanted = if format.packs() && body.len() >= WORTH_PACKING { preferred } else { Encoding::Identity };
        let (encoding, packed) = match wanted.pack(&body) {
            Some(packed) => (wanted, Some(packed)),
            None => (Encoding::Identity, None),
        };
        let etag = (caching != Caching::Never).then(|| conditional::etag(&body, encoding));
        let body = Bytes::from(packed.unwrap_or(body));
        Self { status, media_type: format.media_type(), encoding, etag, caching, by_accept: false, body, headers }
    }

    /// A problem document; for people, whose browsers ask for pages, a page.
    pub fn problem(problem: &Problem, request: &HttpRequest) -> Self {
        let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let (media_type, body) = match negotiation::format(accept, &[Format::Json, Format::Html]) {
            Some(Format::Html) => (Format::Html.media_type(), html::problem(problem).into_bytes()),
            _ => (PROBLEM_JSON, problem.to_json()),
        };
        let headers = match problem.status {
            StatusCode::METHOD_NOT_ALLOWED => vec![("Allow", ALLOWED.to_owned())],
            StatusCode::SERVICE_UNAVAILABLE => vec![("Retry-After", "1".to_owned())],
            _ => Vec::new(),
        };
        Self {
            status: problem.status,
            media_type,
            encoding: Encoding::Identity,
            etag: None,
            caching: Caching::Never,
            by_accept: true,
            body: body.into(),
            headers,
        }
    }

    /// How many bytes it holds, about.
    pub fn size(&self) -> usize {
        self.body.len() + 512
    }

    /// The response to a request, and how many bytes of body it sends.
    pub fn respond(&self, request: &HttpRequest) -> (HttpResponse, usize) {
        let if_none_match = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let unchanged = self.status == StatusCode::OK
            && self.etag.as_ref().is_some_and(|etag| conditional::none_match(if_none_match, etag));
        let mut response = HttpResponse::build(if unchanged { StatusCode::NOT_MODIFIED } else { self.status });
        response
            .insert_header((header::CACHE_CONTROL, self.caching.header()))
            .insert_header((header::VARY, if self.by_accept { "Accept, Accept-Encoding" } else { "Accept-Encoding" }))
            .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
            .insert_header((header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, Content-Encoding"))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
        for (name, value) in &self.headers {
            response.insert_header((*name, value.as_str()));
        }
        if let Some(etag) = &self.etag {
            response.insert_header((header::ETAG, etag.as_str()));
        }
        if unchanged || self.body.is_empty() {
            return (response.finish(), 0);
        }
        response.insert_header((header::CONTENT_TYPE, self.media_type));
        if self.encoding != Encoding::Identity {
            response.insert_header((header::CONTENT_ENCODING, self.encoding.token()));
        }
        (response.body(self.body.clone()), self.body.len())
    }
}
