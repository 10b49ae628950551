//! Negotiates the format and encoding of a response (RFC 9110, section 12.5).

use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap};
use geodata::model::Language;

use super::headers;
use super::response::Format;
use crate::encoding::Encoding;

/// The items of an `Accept`-like header with their quality, 0 to 1.
fn preferences(header: &str) -> impl Iterator<Item = (&str, f32)> {
    header.split(',').filter_map(|item| {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().filter(|name| !name.is_empty())?;
        let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        Some((name, quality.map_or(1.0, |text| text.trim().parse().unwrap_or(0.0))))
    })
}

/// The format that the parameter `f` names, if it is a known one.
pub fn word_of_query(query: &str) -> Option<Format> {
    let (_, word) = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "f")?;
    [Format::Html, Format::Json, Format::Compact, Format::Csv, Format::Mvt, Format::Mlt]
        .into_iter()
        .find(|format| format.answers_to(&word))
}

/// The offered format that the client prefers, the first of equal ones; `None` if it accepts none.
pub fn format(accept: Option<&str>, offered: &[Format]) -> Option<Format> {
    let accept = accept.filter(|accept| !accept.trim().is_empty()).unwrap_or("*/*");
    let quality = |format: Format| -> f32 {
        let media_type = format.media_type().split(';').next().unwrap_or_default();
        let family = media_type.split('/').next().unwrap_or_default();
        // The most specific range takes precedence: type, then family, then `*/*`.
        let specificity = |range: &str| -> Option<u8> {
            if range.eq_ignore_ascii_case(media_type) || format.is_also(range) {
                Some(3)
            } else if range.strip_suffix("/*").is_some_and(|prefix| prefix.eq_ignore_ascii_case(family)) {
                Some(2)
            } else {
                matches!(range, "*/*" | "*").then_some(1)
            }
        };
        preferences(accept)
            .filter_map(|(range, quality)| specificity(range).map(|specific| (specific, quality)))
            .max_by_key(|(specific, _)| *specific)
            .map_or(0.0, |(_, quality)| quality)
    };
    let mut best: Option<(Format, f32)> = None;
    for format in offered {
        let quality = quality(*format);
        if quality > best.map_or(0.0, |(_, most)| most) {
            best = Some((*format, quality));
        }
    }
    best.map(|(format, _)| format)
}

/// The offered language that a reader prefers, the first of equal ones; `None` if the header names none of them. `ru-RU` is Russian.
pub fn language(accept: Option<&str>, offered: &[Language]) -> Option<Language> {
    let quality = |language: &Language| {
        let of_language = preferences(accept.unwrap_or_default()).filter(|(range, _)| {
            range.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(language.code()))
        });
        of_language.map(|(_, quality)| quality).fold(0.0, f32::max)
    };
    let mut best: Option<(Language, f32)> = None;
    for language in offered {
        let quality = quality(language);
        if quality > best.map_or(0.0, |(_, most)| most) {
            best = Some((*language, quality));
        }
    }
    best.map(|(language, _)| language)
}

/// The encoding that the client prefers among all.
pub fn encoding_of(headers: &HeaderMap) -> Encoding {
    encoding(headers::text(headers, &ACCEPT_ENCODING).as_deref(), &Encoding::ALL)
}

/// The offered encoding that the client prefers, the first of equal ones.
pub fn encoding(accept_encoding: Option<&str>, offered: &[Encoding]) -> Encoding {
    let header = accept_encoding.unwrap_or_default();
    let quality = |encoding: Encoding| {
        let own = preferences(header).find(|(name, _)| name.eq_ignore_ascii_case(encoding.token()));
        let any = || preferences(header).find(|(name, _)| *name == "*");
        let fallback = if encoding == Encoding::Identity { 0.001 } else { 0.0 };
        own.or_else(any).map_or(fallback, |(_, quality)| quality)
    };
    let mut best = (Encoding::Identity, 0.0);
    for encoding in offered.iter().copied() {
        let quality = quality(encoding);
        if quality > best.1 {
            best = (encoding, quality);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_pages_and_programs_get_data() {
        let offered = [Format::Json, Format::Html];
        let firefox = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(format(Some(firefox), &offered), Some(Format::Html));
        assert_eq!(format(Some("*/*"), &offered), Some(Format::Json));
        assert_eq!(format(None, &offered), Some(Format::Json));
        assert_eq!(format(Some("text/*;q=0.5, application/json;q=0.4"), &offered), Some(Format::Html));
        assert_eq!(format(Some("image/tiff"), &offered), None);
        // Nothing named, and everything as old clients write it.
        assert_eq!([" ", "image/gif, *; q=.2"].map(|any| format(Some(any), &offered)), [Some(Format::Json); 2]);
        assert_eq!(format(Some("image/png, */*;q=0.1"), &offered), Some(Format::Json));
        assert_eq!(format(Some("*/*, application/json;q=0"), &offered), Some(Format::Html));
    }

    #[test]
    fn encodings_follow_quality_then_our_order() {
        let encoding = |header| encoding(header, &Encoding::ALL);
        assert_eq!(encoding(Some("gzip, deflate, br, zstd")), Encoding::Zstd);
        assert_eq!(encoding(Some("gzip, deflate, br")), Encoding::Brotli);
        assert_eq!(encoding(Some("gzip;q=1.0, br;q=0.5")), Encoding::Gzip);
        assert_eq!(encoding(Some("gzip;q=0, *;q=0")), Encoding::Identity);
        assert_eq!(encoding(None), Encoding::Identity);
        assert_eq!(encoding(Some("*")), Encoding::Zstd);
    }

    #[test]
    fn stored_bytes_are_offered_as_they_are_or_decompressed() {
        let gzip = Encoding::Gzip.offered_of_precompressed();
        assert_eq!(encoding(Some("gzip, br, zstd"), gzip), Encoding::Gzip);
        assert_eq!(encoding(Some("br, zstd"), gzip), Encoding::Identity);
    }
}
