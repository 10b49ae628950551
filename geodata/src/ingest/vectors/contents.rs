//! What a vector file holds, with all that belongs to it, in memory.

use std::io::Read;

use super::super::config::{DataFile, VectorFile, VectorPlace};
use super::super::fingerprint::Fingerprint;
use super::super::folder::{FileError, bytes};
use super::format::Format;
use super::zipped::Zipped;

/// The most bytes of a vector file and what belongs to it, unpacked. The boundaries of a country, not generalised, take a tenth.
const MOST_BYTES: u64 = 1 << 30;

/// Why a vector file cannot be used: the kind of finding, and what it says.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<FileError> for Fault {
    fn from(error: FileError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

/// The files of one dataset of GDAL.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) format: Format,
    /// The name without folder and ending, for which `layer` may ask.
    pub(super) stem: String,
    /// Each with its name; the first is the one that names the others.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The address of a database, which has no files.
    pub(super) database: Option<String>,
    /// The names of layers that are computed when they are read, and so are not read.
    pub(super) computed: Vec<String>,
    /// The reference system that it states and that cannot be read.
    pub(super) unread_reference: Option<String>,
}

impl Contents {
    /// Reads all that is in a vector file: one dataset, or of a zip those that may have the layer.
    pub(super) fn gather(source: &VectorFile, fingerprint: &mut Fingerprint) -> Result<Vec<Self>, Fault> {
        let unknown = || Fault::new("unknown_vector_format", format!("accepted: {}", Format::accepted()));
        match &source.place {
            VectorPlace::File(file) => match Format::of(&file.shown).ok_or_else(unknown)? {
                Format::Geodatabase => Self::geodatabase(file, fingerprint).map(|contents| vec![contents]),
                format @ (Format::Zip | Format::Kmz) => {
                    let content = file.read(MOST_BYTES)?;
                    fingerprint.add(&file.shown, &content);
                    Self::zipped(content, format, &file.shown, source)
                }
                format => Self::with_companions(file, format, fingerprint).map(|contents| vec![contents]),
            },
            VectorPlace::Remote(remote) if remote.is_database() => Ok(vec![Self::of_database(&remote.address)]),
            VectorPlace::Remote(remote) => {
                let (path, format) = (remote.path(), Format::of(remote.path()).ok_or_else(unknown)?);
                let fetched = remote.files.fetch(&remote.address, MOST_BYTES);
                let content = fetched
                    .map_err(|reason| Fault::new("remote_unreadable", format!("cannot be fetched: {reason}")))?;
                fingerprint.add(&remote.shown, &content);
                if matches!(format, Format::Zip | Format::Kmz) {
                    return Self::zipped(content, format, path, source);
                }
                let name = path.rsplit('/').next().unwrap_or(path);
                companions(name, format, std::iter::empty()).map_err(|missing| {
                    let message =
                        format!("{missing} belongs to it: put all into a zip, since an address is of one file");
                    Fault::new("companion_missing", message)
                })?;
                Ok(vec![Self::new(format, path, vec![(in_memory(name), content)])])
            }
        }
    }

    /// Files, of which the one at this path names the others.
    pub(super) fn new(format: Format, path: &str, files: Vec<(String, Vec<u8>)>) -> Self {
        let stem = stem(path).to_owned();
        let format = files.first().map_or(format, |(_, content)| format.within(content));
        Self { format, stem, files, database: None, computed: Vec::new(), unread_reference: None }
    }

    fn of_database(address: &str) -> Self {
        Self { database: Some(address.to_owned()), ..Self::new(Format::PostGis, "", Vec::new()) }
    }

    fn zipped(content: Vec<u8>, format: Format, path: &str, source: &VectorFile) -> Result<Vec<Self>, Fault> {
        let wanted = source.layer.as_ref().map(|layer| layer.name.as_str());
        Zipped::open(content, format, stem(path))?.datasets(wanted, MOST_BYTES)
    }

    fn with_companions(file: &DataFile, format: Format, fingerprint: &mut Fingerprint) -> Result<Self, Fault> {
        let (folder, name) = file.shown.rsplit_once('/').unwrap_or(("", &file.shown));
        let siblings = file.folder.names_in(folder)?;
        let found = companions(name, format, siblings.iter().map(String::as_str)).map_err(|missing| {
            let message = format!("{missing} is missing beside {name}; {} is not complete without it", format.name());
            Fault::new("companion_missing", message)
        })?;
        if format == Format::GeoPackage
            && let Some(log) = unwritten(file, folder, name, &siblings)?
        {
            let message =
                format!("{log} beside it has changes that are not in it yet: close the program that has it open");
            return Err(Fault::new("geopackage_open", message));
        }
        let mut files = Vec::with_capacity(1 + found.len());
        let mut left = MOST_BYTES;
        for (name, sibling) in std::iter::once((in_memory(name), name)).chain(found) {
            let path = in_folder(folder, sibling);
            let content = file.folder.read(&path, left).map_err(|error| of_companion(sibling, error))?;
            left -= content.len() as u64;
            fingerprint.add(&path, &content);
            files.push((name, content));
        }
        Ok(Self::new(format, &file.shown, files))
    }

    fn geodatabase(file: &DataFile, fingerprint: &mut Fingerprint) -> Result<Self, Fault> {
        let folder = safe(stem(&file.shown));
        let mut files = Vec::new();
        let mut left = MOST_BYTES;
        for name in file.folder.names_in(&file.shown)? {
            // Locks come and go with whoever looks at the geodatabase.
            if name.to_lowercase().ends_with(".lock") {
                continue;
            }
            let path = format!("{}/{name}", file.shown);
            let content = file.folder.read(&path, left).map_err(|error| of_companion(&name, error))?;
            left -= content.len() as u64;
            fingerprint.add(&path, &content);
            files.push((format!("{folder}.gdb/{name}"), content));
        }
        Ok(Self::new(Format::Geodatabase, &file.shown, files))
    }

    /// The name that GDAL opens, of what is in memory.
    pub(super) fn opened(&self) -> &str {
        let first = self.files.first().map_or("", |(name, _)| name);
        if self.format == Format::Geodatabase { first.split('/').next().unwrap_or(first) } else { first }
    }
}

/// The file beside a GeoPackage with changes that a program has not written into it.
fn unwritten(file: &DataFile, folder: &str, name: &str, siblings: &[String]) -> Result<Option<String>, Fault> {
    for ending in ["-wal", "-journal"] {
        let log = format!("{name}{ending}");
        if !siblings.contains(&log) {
            continue;
        }
        let mut first = [0];
        let length = file.folder.file(&in_folder(folder, &log))?.read(&mut first).map_err(FileError::from)?;
        // A journal that was dealt with is empty, or begins with zeros.
        if length > 0 && first != [0] {
            return Ok(Some(log));
        }
    }
    Ok(None)
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn of_companion(name: &str, error: FileError) -> Fault {
    let code = error.code();
    let message = match error {
        FileError::TooLarge(_) => {
            format!(
                "the file and what belongs to it have more than {}, which is the most that is read",
                bytes(MOST_BYTES)
            )
        }
        error => format!("{name}: {error}"),
    };
    Fault::new(code, message)
}

/// What belongs to a file of this name among the files beside it, each with its name in memory; the name of what is missing.
pub(super) fn companions<'n>(
    name: &str,
    format: Format,
    beside: impl Iterator<Item = &'n str>,
) -> Result<Vec<(String, &'n str)>, String> {
    let wanted = stem(name);
    let mut found: Vec<(String, &str)> = Vec::new();
    for other in beside {
        let Some((stem, ending)) = other.rsplit_once('.') else { continue };
        let ending = ending.to_lowercase();
        if !format.has_companion(&ending) || stem.to_lowercase() != wanted.to_lowercase() {
            continue;
        }
        // Systems that tell capitals apart may have two; that of the same spelling is meant.
        match found.iter_mut().find(|(known, _)| *known == ending) {
            Some((_, known)) if stem == wanted => *known = other,
            Some(_) => {}
            None => found.push((ending, other)),
        }
    }
    for any_of in format.required() {
        if !found.iter().any(|(ending, _)| any_of.contains(&ending.as_str())) {
            return Err(format!("{wanted}.{}", any_of.first().unwrap_or(&"")));
        }
    }
    let safe = safe(wanted);
    Ok(found.into_iter().map(|(ending, other)| (format!("{safe}.{ending}"), other)).collect())
}

/// The name of a file without folders and ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The name of a file as it is in memory.
pub(super) fn in_memory(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    format!("{}.{}", safe(stem(name)), ending.to_lowercase())
}

/// A name without what means something to GDAL: `,xsd=` in the name of a GML is an order to read another file.
pub(super) fn safe(name: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    name.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companions_are_found_whatever_their_capitals_and_named_where_they_are_missing() {
        let beside = ["A2.SHP", "a2.DBF", "A2.shx", "A2.dbf", "A2.xml", "a3.prj", "A2.PRJ"];
        let found = companions("A2.SHP", Format::Shapefile, beside.into_iter()).expect("complete");
        let found: Vec<(&str, &str)> = found.iter().map(|(name, other)| (name.as_str(), *other)).collect();
        assert_eq!(found, [("A2.dbf", "A2.dbf"), ("A2.shx", "A2.shx"), ("A2.prj", "A2.PRJ")]);
        let missing = |beside: &[&'static str], name, format| companions(name, format, beside.iter().copied()).err();
        assert_eq!(missing(&["a2.dbf"], "a2.shp", Format::Shapefile), Some("a2.shx".into()));
        assert_eq!(missing(&["a2.shx"], "a2.shp", Format::Shapefile), Some("a2.dbf".into()));
        assert_eq!(missing(&["a.map", "a.id", "a.dbf"], "a.tab", Format::MapInfoTable), None);
        assert_eq!(missing(&["a.map", "a.id"], "a.tab", Format::MapInfoTable), Some("a.dat".into()));
        assert_eq!(missing(&[], "a.geojson", Format::GeoJson), None);
    }

    #[test]
    fn names_in_memory_mean_nothing_to_gdal() {
        assert_eq!(in_memory("a,xsd=b.c.GML"), "a_xsd_b_c.gml");
        assert_eq!(in_memory("Области 2024.shp"), "Области 2024.shp");
    }
}
