//! What a client prefers, worked out once for each way of writing it: a browser sends the same headers with every request.

use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderName};

use super::encoding::Encoding;
use super::headers;
use super::negotiation;
use super::reply::Format;
use super::route::Route;

/// How many ways of writing a header are remembered; further ones are read each time.
const MOST_WRITINGS: usize = 32;
/// The longest header that is remembered, in bytes.
const LONGEST: usize = 256;

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

/// Reads preferences, and remembers those that it has read.
#[derive(Debug)]
pub struct Reader {
    /// The different lists of formats that routes offer, where there is a choice.
    offered: Vec<&'static [Format]>,
    formats: Vec<(Written, u64)>,
    encodings: Vec<(Written, Encoding)>,
}

/// A header as a client wrote it, or that it wrote none.
type Written = Option<Box<[u8]>>;

impl Reader {
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
            encoding: remembered(&mut self.encodings, headers, &ACCEPT_ENCODING, |header| {
                negotiation::encoding(header, &Encoding::ALL)
            }),
            formats: remembered(&mut self.formats, headers, &ACCEPT, chosen),
        }
    }
}

/// The meaning of a header: remembered, or read now.
fn remembered<T: Copy>(
    known: &mut Vec<(Written, T)>,
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
    if known.len() < MOST_WRITINGS && written.is_none_or(|bytes| bytes.len() <= LONGEST) {
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
        let mut reader = Reader::new(ROUTES);
        let mut read = |accept: Option<&str>, encoding: Option<&str>| reader.read(&headers(accept, encoding));
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
        let mut reader = Reader::new(ROUTES);
        for noise in 0..1000 {
            let written = format!("gzip;q=0.1{noise}");
            assert_eq!(reader.read(&headers(Some(&written), Some(&written))).encoding, Encoding::Gzip);
        }
        assert_eq!((reader.formats.len(), reader.encodings.len()), (MOST_WRITINGS, MOST_WRITINGS));
        let long = format!("gzip{}", " ".repeat(LONGEST));
        let mut reader = Reader::new(ROUTES);
        reader.read(&headers(None, Some(&long)));
        assert_eq!(reader.encodings.len(), 0);
    }
}
