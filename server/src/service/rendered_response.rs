//! A response, negotiated, compressed and tagged: what goes over the wire, and what the cache keeps for the next client.

use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};

use super::chunked_body::{SMALL_CHUNK, SharedBody};
use super::connection::{ConnectionState, Exchange, Limits};
use super::stream::StreamBody;
use crate::encoding::{ContentClass, Encoding};
use crate::html::{self, PageHeader, PageLinks};
use crate::http::conditional::{self, Tag};
use crate::http::headers;
use crate::http::negotiation;
use crate::http::problem::{PROBLEM_JSON, Problem};
use crate::http::reply::{Body, CachePolicy, Format, HandlerResponse};
use crate::http::route::{RequestContext, Route};
use crate::snapshot::Snapshot;

/// What a page of data or of a problem may do: show itself, which carries its style and its icon.
const POLICY_OF_DATA: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// A reply as it goes over the wire.
#[derive(Clone, Debug)]
pub struct RenderedResponse {
    status: StatusCode,
    encoding: Encoding,
    /// What it is to the compressors; none where it has the same bytes in every encoding.
    class: Option<ContentClass>,
    /// Length of the body before it was compressed.
    length: usize,
    tag: Option<Tag>,
    body: SharedBody,
    /// Headers of the reply and of a 304 in its place.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Headers that describe the body.
    describing: Vec<(HeaderName, HeaderValue)>,
}

/// In what form a client wants a reply.
#[derive(Clone, Copy, Debug)]
pub struct Representation {
    pub format: Format,
    pub encoding: Encoding,
    /// Whether the Accept header chose the format.
    pub by_accept: bool,
}

impl Representation {
    pub fn of(route: &Route, call: &RequestContext<Snapshot>, encoding: Encoding) -> Self {
        // Only where the client's preference decided did it matter.
        let by_accept = route.formats.len() > 1 && call.query.text("f").is_none();
        Self { format: call.format, encoding, by_accept }
    }
}

impl RenderedResponse {
    /// `links` gives the addresses that a page leads to.
    pub fn new(reply: HandlerResponse, wanted: Representation, links: impl Fn() -> PageLinks) -> Self {
        let HandlerResponse { status, body, caching, headers } = reply;
        let (format, body) = match body {
            Body::Document { title, json } if wanted.format == Format::Html => {
                (Format::Html, html::document(&title, &json, &links()).into_bytes())
            }
            Body::Document { json, .. } => {
                let format = if wanted.format == Format::Html { Format::Json } else { wanted.format };
                (format, serde_json::to_vec(&json).unwrap_or_default())
            }
            Body::Features { title, geojson } if wanted.format == Format::Html => {
                (Format::Html, html::features(&title, &geojson, &links()).into_bytes())
            }
            Body::Features { geojson, .. } => (Format::GeoJson, geojson),
            Body::Bytes { format, bytes } => (format, bytes),
            Body::Compressed { format, bytes, encoding } => {
                let media_type = Some(format.media_type());
                let stored = Self::plain(status, media_type, bytes.to_vec(), caching, false, &headers);
                return stored.precompressed_in(encoding);
            }
            // It has no body of known length: see `Answer`.
            Body::Stream { format, .. } => return Self::head_of_stream((status, format), wanted, &headers),
            Body::Empty => return Self::plain(status, None, Vec::new(), caching, false, &headers),
        };
        let mut finished = Self::plain(status, Some(format.media_type()), body, caching, wanted.by_accept, &headers);
        finished.class = format.content_class(finished.body.bytes());
        finished.tag = (caching != CachePolicy::Never).then(|| Tag::of(finished.body.bytes()));
        finished.compressed(wanted.encoding)
    }

    /// The head of a reply whose body is made while it is sent, in an encoding.
    pub fn head_of_stream(
        (status, format): (StatusCode, Format),
        wanted: Representation,
        headers: &[(&'static str, String)],
    ) -> Self {
        let mut head =
            Self::plain(status, Some(format.media_type()), Vec::new(), CachePolicy::Never, wanted.by_accept, headers);
        if wanted.encoding != Encoding::Identity {
            let token = HeaderValue::from_static(wanted.encoding.token());
            head.describing.push((header::CONTENT_ENCODING, token));
        }
        head
    }

    /// A problem document; for people, whose browsers ask for pages, a page. `f` of the request decides before its Accept header.
    pub fn problem(problem: &Problem, request: &HttpRequest, header: &PageHeader) -> Self {
        let accept = headers::text(request.headers(), &header::ACCEPT);
        let asked = negotiation::word_of_query(request.query_string());
        let is_page = match asked {
            Some(format) => format == Format::Html,
            None => negotiation::format(accept.as_deref(), &[Format::Json, Format::Html]) == Some(Format::Html),
        };
        let (media_type, body) = if is_page {
            (Format::Html.media_type(), html::problem(problem, header).into_bytes())
        } else {
            (PROBLEM_JSON, problem.to_json())
        };
        let headers = match problem.status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => vec![("Retry-After", "1".to_owned())],
            _ => Vec::new(),
        };
        Self::plain(problem.status, Some(media_type), body, CachePolicy::Never, asked.is_none(), &headers)
    }

    /// A reply as it is, without a tag.
    fn plain(
        status: StatusCode,
        media_type: Option<&'static str>,
        body: Vec<u8>,
        caching: CachePolicy,
        by_accept: bool,
        further: &[(&'static str, String)],
    ) -> Self {
        let vary = if by_accept { "Accept, Accept-Encoding" } else { "Accept-Encoding" };
        let mut headers = vec![
            (header::CACHE_CONTROL, HeaderValue::from_static(caching.header())),
            (header::VARY, HeaderValue::from_static(vary)),
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
            (
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static("ETag, Link, Content-Encoding, Content-Crs"),
            ),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        ];
        if media_type == Some(Format::Html.media_type()) {
            headers.push((header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")));
            if further.iter().all(|(name, _)| !name.eq_ignore_ascii_case(header::CONTENT_SECURITY_POLICY.as_str())) {
                headers.push((header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY_OF_DATA)));
            }
        }
        // A value that no header can hold is left out: the body says it too.
        headers.extend(further.iter().filter_map(|(name, value)| {
            Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
        }));
        let describing = media_type.map(|media_type| (header::CONTENT_TYPE, HeaderValue::from_static(media_type)));
        Self {
            status,
            encoding: Encoding::Identity,
            class: None,
            length: body.len(),
            tag: None,
            body: SharedBody::new(body),
            headers,
            describing: describing.into_iter().collect(),
        }
    }

    /// The plain reply in an encoding, with the tag that belongs to it.
    fn compressed(mut self, encoding: Encoding) -> Self {
        if let Some(compressed) = self.class.and_then(|class| encoding.compress(self.body.bytes(), class)) {
            self.body = SharedBody::new(compressed);
            self.encoding = encoding;
            self.describing.push((header::CONTENT_ENCODING, HeaderValue::from_static(encoding.token())));
        }
        let tag = self.tag.as_ref().and_then(|tag| HeaderValue::from_str(&tag.in_encoding(self.encoding)).ok());
        self.headers.extend(tag.map(|tag| (header::ETAG, tag)));
        self
    }

    /// The reply whose bytes are compressed already, and are sent as they are.
    fn precompressed_in(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self.describing.push((header::CONTENT_ENCODING, HeaderValue::from_static(encoding.token())));
        let tag = HeaderValue::from_str(&Tag::of(self.body.bytes()).in_encoding(encoding)).ok();
        self.headers.extend(tag.map(|tag| (header::ETAG, tag)));
        self
    }

    /// The same reply in another encoding, without computing it again; none where it cannot be decompressed.
    pub fn transcode(&self, encoding: Encoding) -> Option<Self> {
        if self.class.is_none() || self.encoding == encoding {
            return Some(self.clone());
        }
        let mut plain = self.clone();
        if self.encoding != Encoding::Identity {
            plain.body = SharedBody::new(self.encoding.decompress(self.body.bytes(), self.length)?);
        }
        plain.encoding = Encoding::Identity;
        plain.headers.retain(|(name, _)| *name != header::ETAG);
        plain.describing.retain(|(name, _)| *name != header::CONTENT_ENCODING);
        Some(plain.compressed(encoding))
    }

    /// Adds a header.
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Whether there is something in it.
    pub fn has_body(&self) -> bool {
        !self.body.bytes().is_empty()
    }

    /// How many bytes it holds, about.
    pub fn size(&self) -> usize {
        self.body.bytes().len() + 1024
    }

    /// Whether it is sent chunk by chunk, and held until the client has read it.
    pub fn is_large(&self) -> bool {
        self.body.bytes().len() > SMALL_CHUNK
    }

    /// The response to a request on a connection.
    pub fn respond(
        &self,
        if_none_match: Option<&str>,
        connection: Option<&Rc<ConnectionState>>,
        limits: &Limits,
    ) -> HttpResponse {
        let body = self.body.bytes();
        let unchanged = self.status == StatusCode::OK
            && if_none_match.is_some_and(|tags| {
                let tag = self.headers.iter().find(|(name, _)| *name == header::ETAG);
                tag.is_some_and(|(_, tag)| conditional::none_match(tags, tag.to_str().unwrap_or("")))
            });
        let mut response = if unchanged {
            HttpResponse::new(StatusCode::NOT_MODIFIED)
        } else if body.is_empty() {
            HttpResponse::new(self.status)
        } else if self.is_large() {
            let chunks = self.body.read(&limits.unread, connection.map(Exchange::begin));
            HttpResponse::with_body(self.status, BoxBody::new(chunks))
        } else {
            HttpResponse::with_body(self.status, BoxBody::new(body.clone()))
        };
        self.put_headers(&mut response, !unchanged && !body.is_empty());
        response
    }

    /// The response whose body is made while it is sent.
    pub fn respond_with(&self, body: StreamBody) -> HttpResponse {
        let mut response = HttpResponse::with_body(self.status, BoxBody::new(body));
        self.put_headers(&mut response, true);
        response
    }

    fn put_headers(&self, response: &mut HttpResponse, has_body: bool) {
        let describing: &[_] = if has_body { &self.describing } else { &[] };
        let headers = response.headers_mut();
        for (name, value) in self.headers.iter().chain(describing) {
            headers.insert(name.clone(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(encoding: Encoding, bytes: usize) -> RenderedResponse {
        let body = (0..bytes).map(|at| b"households"[at % 10]).collect();
        let wanted = Representation { format: Format::GeoJson, encoding, by_accept: true };
        RenderedResponse::new(
            HandlerResponse::bytes(Format::GeoJson, body).header("Link", "<x>".to_owned()),
            wanted,
            PageLinks::default,
        )
    }

    #[test]
    fn a_reply_transcoded_from_another_encoding_is_the_one_compressed_at_once() {
        for from in Encoding::ALL {
            for to in Encoding::ALL {
                let (at_once, transcode) = (finished(to, 5000), finished(from, 5000).transcode(to).expect("a reply"));
                assert_eq!(transcode.body.bytes(), at_once.body.bytes(), "{from:?} to {to:?}");
                assert_eq!(transcode.headers, at_once.headers, "{from:?} to {to:?}");
                assert_eq!(transcode.describing, at_once.describing, "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn what_is_small_is_the_same_in_every_encoding() {
        for encoding in Encoding::ALL {
            let reply = finished(encoding, 100);
            assert_eq!((reply.encoding, reply.body.bytes().len()), (Encoding::Identity, 100));
            assert_eq!(reply.transcode(Encoding::Gzip).expect("a reply").body.bytes(), reply.body.bytes());
        }
    }
}
