//! What a client prefers, read once for each way of writing it: a browser sends the same headers with every request.

use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderName};

use crate::encoding::Encoding;
use crate::http::headers;
use crate::http::negotiation;
use crate::http::reply::Format;
use crate::http::route::Route;

/// How many ways of writing a header are cached; further ones are read each time.
const MAX_ENTRIES: usize = 32;
/// The longest header that is cached, in bytes.
const MAX_KEY_BYTES: usize = 256;

/// In place of a position: none of the formats is accepted.
const NONE: u64 = 15;

/// What a client prefers: its encoding, and its choice among the formats of each route that offers several. Clients that
/// want the same have equal preferences, however they write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Preferences {
    pub encoding: Encoding,
    /// Positions of the chosen formats, four bits for each list of formats that a route offers.
    pub formats: u64,
}

/// Reads preferences, and caches what it has read.
#[derive(Debug)]
pub struct AcceptCache {
    /// The different lists of formats that routes offer, where there is a choice.
    offered: Vec<&'static [Format]>,
    formats: Vec<(HeaderKey, u64)>,
    encodings: Vec<(HeaderKey, Encoding)>,
}

/// A header as a client wrote it, or that it wrote none.
type HeaderKey = Option<Box<[u8]>>;

impl AcceptCache {
    pub fn new(routes: &[&Route]) -> Self {
        let mut offered: Vec<&'static [Format]> = Vec::new();
        for route in routes {
            if route.formats.len() > 1 && !offered.contains(&route.formats) {
                offered.push(route.formats);
            }
        }
        Self { offered, formats: Vec::new(), encodings: Vec::new() }
    }

    pub fn read(&mut self, headers: &HeaderMap) -> Preferences {
        let offered = &self.offered;
        let chosen = |accept: Option<&str>| {
            offered.iter().fold(0, |all: u64, offered| {
                let chosen = negotiation::format(accept, offered);
                let position = offered.iter().position(|format| Some(*format) == chosen);
                all << 4 | position.map_or(NONE, |position| position as u64 & NONE)
            })
        };
        Preferences {
            encoding: get_or_read(&mut self.encodings, headers, &ACCEPT_ENCODING, |header| {
                negotiation::encoding(header, &Encoding::ALL)
            }),
            formats: get_or_read(&mut self.formats, headers, &ACCEPT, chosen),
        }
    }
}

/// The meaning of a header: cached, or read now.
fn get_or_read<T: Copy>(
    known: &mut Vec<(HeaderKey, T)>,
    lines: &HeaderMap,
    name: &HeaderName,
    read: impl Fn(Option<&str>) -> T,
) -> T {
    let list = headers::list(lines, name);
    let written = list.as_deref();
    if let Some((_, meaning)) = known.iter().find(|(known, _)| known.as_deref() == written) {
        return *meaning;
    }
    let meaning = read(written.and_then(|bytes| std::str::from_utf8(bytes).ok()));
    if known.len() < MAX_ENTRIES && written.is_none_or(|bytes| bytes.len() <= MAX_KEY_BYTES) {
        known.push((written.map(Box::from), meaning));
    }
    meaning
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;
    use crate::routes::ROUTES;

    fn headers(accept: Option<&str>, encoding: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in [(ACCEPT, accept), (ACCEPT_ENCODING, encoding)] {
            if let Some(value) = value {
                headers.insert(name, HeaderValue::from_str(value).expect("a header"));
            }
        }
        headers
    }

    #[test]
    fn equal_wishes_are_equal_however_they_are_written() {
        let mut accept_cache = AcceptCache::new(ROUTES);
        let mut read = |accept: Option<&str>, encoding: Option<&str>| accept_cache.read(&headers(accept, encoding));
        let program = read(None, Some("gzip"));
        assert_eq!(program.encoding, Encoding::Gzip);
        assert_eq!(read(Some("*/*"), Some("deflate, gzip;q=0.9")), program);
        let browser = read(Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Some("gzip"));
        assert_ne!(browser.formats, program.formats);
        assert_eq!(read(Some("text/html, */*;q=0.1"), Some("gzip")), browser);
        assert_eq!(read(Some("text/html"), None).encoding, Encoding::Identity);
        let neither = read(Some("image/tiff"), Some("gzip"));
        assert!(neither.formats != program.formats && neither.formats != browser.formats);
    }

    #[test]
    fn clients_that_invent_headers_do_not_make_it_grow() {
        let mut accept_cache = AcceptCache::new(ROUTES);
        for noise in 0..1000 {
            let written = format!("gzip;q=0.1{noise}");
            assert_eq!(accept_cache.read(&headers(Some(&written), Some(&written))).encoding, Encoding::Gzip);
        }
        assert_eq!((accept_cache.formats.len(), accept_cache.encodings.len()), (MAX_ENTRIES, MAX_ENTRIES));
        let long = format!("gzip{}", " ".repeat(MAX_KEY_BYTES));
        let mut accept_cache = AcceptCache::new(ROUTES);
        accept_cache.read(&headers(None, Some(&long)));
        assert_eq!(accept_cache.encodings.len(), 0);
    }
}
