//! Where an archive or a folder of editions is: a path, or an `s3://`, `http://` or `https://` address.

use std::fmt;
use std::path::{Path, PathBuf};

use geodata::visible::{MASK, without_secrets};
use percent_encoding::percent_decode_str;
use url::Url;

/// The location of an archive. An address may contain a password or a signature. `Display` and [`Location::masked`]
/// mask these secrets, so print and log a location only through them.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    File(PathBuf),
    /// `s3://bucket/key`, or an object on a web server that supports range requests.
    Remote(Url),
}

impl Location {
    /// Parses a command-line argument: an address or a path.
    pub fn new(text: &str) -> Self {
        match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "s3" | "http" | "https") => Self::Remote(url),
            _ => Self::File(text.into()),
        }
    }

    /// The location of an archive, or `None` if the path is a folder of data.
    pub fn of_archive(path: &Path) -> Option<Self> {
        let location = Self::new(path.to_str()?);
        let known =
            |extension: &str| extension.eq_ignore_ascii_case("pmtiles") || extension.eq_ignore_ascii_case("mbtiles");
        match &location {
            Self::Remote(_) => Some(location),
            Self::File(path) => {
                let named = path.extension().and_then(|extension| extension.to_str()).is_some_and(known);
                (named && !path.is_dir()).then_some(location)
            }
        }
    }

    /// Whether the location may hold editions: an address whose last segment has no file extension.
    pub fn may_be_editions(&self) -> bool {
        let Self::Remote(url) = self else { return false };
        url.path_segments().and_then(|mut segments| segments.next_back()).is_none_or(|name| !name.contains('.'))
    }

    /// The file name without its extension, with every character replaced that a URL segment cannot hold.
    pub fn name(&self) -> String {
        let file = match self {
            Self::File(path) => path.file_name().and_then(|name| name.to_str()).unwrap_or_default(),
            Self::Remote(url) => url.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default(),
        };
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let name: String =
            stem.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
        if name.is_empty() { "tiles".to_owned() } else { name }
    }

    /// Whether the location is an MBTiles file; anything else is read as PMTiles.
    pub fn is_mbtiles(&self) -> bool {
        matches!(self, Self::File(path) if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mbtiles")))
    }

    /// Masks the secrets of the address in a text. Libraries include addresses in their error messages.
    pub fn masked(&self, text: &str) -> String {
        let Self::Remote(url) = self else { return text.to_owned() };
        let written = [Some(url.username()), url.password(), url.query(), url.fragment()];
        let values = url.query_pairs().map(|(_, value)| value.into_owned());
        let decoded = written.iter().flatten().map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned());
        let mut secrets: Vec<String> =
            written.iter().flatten().map(|part| (*part).to_owned()).chain(decoded).chain(values).collect();
        // Longer secrets come first, because a shorter one may be part of them. Texts of one or two characters are no
        // secrets and occur in many words.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
            .iter()
            .filter(|secret| secret.len() > 2)
            .fold(text.to_owned(), |text, secret| text.replace(secret, MASK))
    }
}

/// Used by clap.
impl From<String> for Location {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // An address that does not parse (because of its password, for example) is treated as a path.
            Self::File(path) => match path.to_string_lossy().split_once("://") {
                Some((scheme, rest)) => {
                    let (_, host) = rest.rsplit_once('@').unwrap_or(("", rest));
                    let user = if host.len() < rest.len() { "***@" } else { "" };
                    formatter.write_str(&without_secrets(&format!("{scheme}://{user}{host}")))
                }
                None => path.display().fmt(formatter),
            },
            Self::Remote(url) => formatter.write_str(&without_secrets(url.as_str())),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Location({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_files_are_told_apart_and_named() {
        assert_eq!(Location::new("maps/x.pmtiles"), Location::File("maps/x.pmtiles".into()));
        assert!(matches!(Location::new("s3://maps/a/x.pmtiles"), Location::Remote(_)));
        assert_eq!(Location::new("s3://maps/a/World map.v2.pmtiles").name(), "World-20map-v2");
        assert_eq!(Location::new("maps/x.tar.pmtiles").name(), "x-tar");
        assert_eq!(Location::of_archive("data/editions".as_ref()), None);
        for editions in ["s3://bucket", "s3://bucket/v1.2/", "s3://bucket/editions", "https://maps.example/"] {
            assert!(Location::new(editions).may_be_editions(), "{editions}");
        }
        for other in ["s3://bucket/x.pmtiles", "https://maps.example/x.y?z", "editions"] {
            assert!(!Location::new(other).may_be_editions(), "{other}");
        }
        assert!(Location::of_archive("x.MBTiles".as_ref()).is_some_and(|location| location.is_mbtiles()));
    }

    #[test]
    fn no_secret_of_an_address_is_shown() {
        for (address, shown) in [
            ("https://user:secret@maps.example/x.pmtiles", "https://***@maps.example/x.pmtiles"),
            ("s3://AKIAKEY:secret@bucket/x.pmtiles", "s3://***@bucket/x.pmtiles"),
            ("https://maps.example/x.pmtiles?X-Amz-Signature=secret", "https://maps.example/x.pmtiles?***"),
            ("https://maps.example/x.pmtiles?token=secret#secret", "https://maps.example/x.pmtiles?***"),
            ("https://maps.example/x.pmtiles#token=secret", "https://maps.example/x.pmtiles#***"),
            // Not a supported address, so treated as a path.
            ("ftp://user:secret@maps.example/x.pmtiles", "ftp://***@maps.example/x.pmtiles"),
            ("https://user:secret@maps.example:99999/x.pmtiles", "https://***@maps.example:99999/x.pmtiles"),
            ("https://user:se/cret@maps.example/x", "https://***@maps.example/x"),
            ("maps/x@y?z.pmtiles", "maps/x@y?z.pmtiles"),
        ] {
            let location = Location::new(address);
            assert_eq!(location.to_string(), shown, "{address}");
            assert_eq!(format!("{location:?}"), format!("Location({shown})"));
        }
        let location = Location::new("https://user:s%40cret@maps.example/x.pmtiles?token=abc123&n=1");
        let message =
            "GET https://user:s%40cret@maps.example/x.pmtiles?token=abc123&n=1: refused (user, s@cret, abc123)";
        let masked = location.masked(message);
        for secret in ["user", "s@cret", "s%40cret", "abc123"] {
            assert!(!masked.contains(secret), "{masked}");
        }
    }
}
