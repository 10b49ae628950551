//! A negotiated, compressed and tagged response, as it is sent and cached.

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
use crate::http::response::{Body, CachePolicy, Format, HandlerResponse};
use crate::http::route::{RequestContext, Route};
use crate::snapshot::Snapshot;

/// Content security policy of pages of data and of problems, which carry their icon inline.
const POLICY_OF_DATA: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/// A response as it goes over the wire.
#[derive(Clone, Debug)]
pub struct RenderedResponse {
    status: StatusCode,
    encoding: Encoding,
    /// How to compress it; `None` if it has the same bytes in every encoding.
    class: Option<ContentClass>,
    /// Length of the uncompressed body.
    length: usize,
    tag: Option<Tag>,
    body: SharedBody,
    /// Headers of the response and of a 304.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Headers that describe the body, omitted from a 304.
    describing: Vec<(HeaderName, HeaderValue)>,
}

/// The negotiated format and encoding.
#[derive(Clone, Copy, Debug)]
pub struct Representation {
    pub format: Format,
    pub encoding: Encoding,
    /// Whether the Accept header chose the format.
    pub by_accept: bool,
}

impl Representation {
    pub fn of(route: &Route, call: &RequestContext<Snapshot>, encoding: Encoding) -> Self {
        // Accept only matters if `f` does not decide.
        let by_accept = route.formats.len() > 1 && call.query.text("f").is_none();
        Self { format: call.format, encoding, by_accept }
    }
}

impl RenderedResponse {
    /// Renders a handler response; `links` returns the links of a page.
    pub fn new(response: HandlerResponse, representation: Representation, links: impl Fn() -> PageLinks) -> Self {
        let HandlerResponse { status, body, caching, headers } = response;
        let (format, body) = match body {
            Body::Document { title, json } if representation.format == Format::Html => {
                (Format::Html, html::document(&title, &json, &links()).into_bytes())
            }
            Body::Document { json, .. } => {
                let format = if representation.format == Format::Html { Format::Json } else { representation.format };
                (format, serde_json::to_vec(&json).unwrap_or_default())
            }
            Body::Features { title, geojson } if representation.format == Format::Html => {
                (Format::Html, html::features(&title, &geojson, &links()).into_bytes())
            }
            Body::Features { geojson, .. } => (Format::GeoJson, geojson),
            Body::Bytes { format, bytes } => (format, bytes),
            Body::Compressed { format, bytes, encoding } => {
                let media_type = Some(format.media_type());
                let stored = Self::plain(status, media_type, bytes.to_vec(), caching, false, &headers);
                return stored.precompressed_in(encoding);
            }
            // The body of a stream is sent by [`respond_with`](Self::respond_with).
            Body::Stream { format, .. } => return Self::head_of_stream((status, format), representation, &headers),
            Body::Empty => return Self::plain(status, None, Vec::new(), caching, false, &headers),
        };
        let mut rendered =
            Self::plain(status, Some(format.media_type()), body, caching, representation.by_accept, &headers);
        rendered.class = format.content_class(rendered.body.bytes());
        rendered.tag = (caching != CachePolicy::Never).then(|| Tag::of(rendered.body.bytes()));
        rendered.compressed(representation.encoding)
    }

    /// The head of a streamed response.
    pub fn head_of_stream(
        (status, format): (StatusCode, Format),
        representation: Representation,
        headers: &[(&'static str, String)],
    ) -> Self {
        let mut head = Self::plain(
            status,
            Some(format.media_type()),
            Vec::new(),
            CachePolicy::Never,
            representation.by_accept,
            headers,
        );
        if representation.encoding != Encoding::Identity {
            let token = HeaderValue::from_static(representation.encoding.token());
            head.describing.push((header::CONTENT_ENCODING, token));
        }
        head
    }

    /// A problem document, or a page if the client is a browser. The parameter `f` takes precedence over the Accept
    /// header.
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

    /// An uncompressed response without entity tag.
    fn plain(
        status: StatusCode,
        media_type: Option<&'static str>,
        body: Vec<u8>,
        caching: CachePolicy,
        by_accept: bool,
        further: &[(&'static str, String)],
    ) -> Self {
        let vary = match (by_accept, media_type == Some(Format::Html.media_type())) {
            (true, true) => "Accept, Accept-Encoding, Accept-Language",
            (true, false) => "Accept, Accept-Encoding",
            (false, true) => "Accept-Encoding, Accept-Language",
            (false, false) => "Accept-Encoding",
        };
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
        }
        // Scripts, pictures, tiles and fonts are for pages anywhere, also for those that are isolated from other origins; and so are frames.
        let resource_policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.push((resource_policy, HeaderValue::from_static("cross-origin")));
        let policy = (media_type == Some(Format::Html.media_type())).then(|| {
            let is_policy = |name: &str| name.eq_ignore_ascii_case(header::CONTENT_SECURITY_POLICY.as_str());
            let own = further.iter().find(|(name, _)| is_policy(name)).map_or(POLICY_OF_DATA, |(_, policy)| policy);
            // Who may frame a page is told by the page that is made for it.
            if own.contains("frame-ancestors") { own.to_owned() } else { format!("{own}; frame-ancestors 'self'") }
        });
        let policy = policy.and_then(|policy| HeaderValue::from_str(&policy).ok());
        headers.extend(policy.map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
        let further =
            further.iter().filter(|(name, _)| !name.eq_ignore_ascii_case(header::CONTENT_SECURITY_POLICY.as_str()));
        // A value that is not a valid header is omitted; the body contains it too.
        headers.extend(further.filter_map(|(name, value)| {
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

    /// Compresses the response and adds its entity tag.
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

    /// A response whose body is stored compressed and sent as it is.
    fn precompressed_in(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self.describing.push((header::CONTENT_ENCODING, HeaderValue::from_static(encoding.token())));
        let tag = HeaderValue::from_str(&Tag::of(self.body.bytes()).in_encoding(encoding)).ok();
        self.headers.extend(tag.map(|tag| (header::ETAG, tag)));
        self
    }

    /// Decompresses and recompresses the response without rendering it again; `None` if it cannot be decompressed.
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

    /// Whether the body is not empty.
    pub fn has_body(&self) -> bool {
        !self.body.bytes().is_empty()
    }

    /// Approximate size in memory, in bytes.
    pub fn size(&self) -> usize {
        self.body.bytes().len() + 1024
    }

    /// Whether the body is sent in chunks and counted in the byte budget.
    pub fn is_large(&self) -> bool {
        self.body.bytes().len() > SMALL_CHUNK
    }

    /// Builds the actix response; sends 304 if `If-None-Match` has the entity tag.
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

    /// Builds the actix response of a stream.
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

    fn rendered(encoding: Encoding, bytes: usize) -> RenderedResponse {
        let body = (0..bytes).map(|at| b"households"[at % 10]).collect();
        let representation = Representation { format: Format::GeoJson, encoding, by_accept: true };
        RenderedResponse::new(
            HandlerResponse::bytes(Format::GeoJson, body).header("Link", "<x>".to_owned()),
            representation,
            PageLinks::default,
        )
    }

    #[test]
    fn a_transcoded_response_equals_one_compressed_directly() {
        for from in Encoding::ALL {
            for to in Encoding::ALL {
                let (at_once, transcode) =
                    (rendered(to, 5000), rendered(from, 5000).transcode(to).expect("a response"));
                assert_eq!(transcode.body.bytes(), at_once.body.bytes(), "{from:?} to {to:?}");
                assert_eq!(transcode.headers, at_once.headers, "{from:?} to {to:?}");
                assert_eq!(transcode.describing, at_once.describing, "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn what_is_small_is_the_same_in_every_encoding() {
        for encoding in Encoding::ALL {
            let response = rendered(encoding, 100);
            assert_eq!((response.encoding, response.body.bytes().len()), (Encoding::Identity, 100));
            assert_eq!(response.transcode(Encoding::Gzip).expect("a response").body.bytes(), response.body.bytes());
        }
    }
}
