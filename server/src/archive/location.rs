use std::path::{Path, PathBuf};

use url::Url;

/// Where an archive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    File(PathBuf),
    /// `s3://bucket/key`, or an object that a web server hands out in parts.
    Remote(Url),
}

impl Location {
    /// What a person wrote: an address or a path.
    pub fn new(text: &str) -> Self {
        match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "s3" | "http" | "https") => Self::Remote(url),
            _ => Self::File(text.into()),
        }
    }

    /// The location of an archive, where a path means one and not a folder of data.
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

    /// The name of the file without what follows its last dot, in letters that an address can have.
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

    /// Whether it is an MBTiles file; everything else is taken for PMTiles.
    pub fn is_mbtiles(&self) -> bool {
        matches!(self, Self::File(path) if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mbtiles")))
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(formatter),
            Self::Remote(url) => url.fmt(formatter),
        }
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
        assert!(Location::of_archive("x.MBTiles".as_ref()).is_some_and(|location| location.is_mbtiles()));
    }
}
