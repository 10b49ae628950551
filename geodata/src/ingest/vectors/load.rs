//! Reads a vector file and its companions into memory, from the folder, from a zip or from an address.

use std::io::Read;

use super::super::config::{DataFile, VectorFile, VectorPlace};
use super::super::fingerprint::Fingerprint;
use super::super::folder::{FileError, bytes};
use super::contents::Contents;
use super::error::Fault;
use super::file_names::{companions, in_memory, safe, stem};
use super::format::Format;
use super::zipped::Zipped;

/// The most bytes of a vector file and what belongs to it, unpacked. The boundaries of a country, not generalised, take a tenth.
const MOST_BYTES: u64 = 1 << 30;

/// Reads all that is in a vector file: one dataset, or of a zip those that may have the layer.
pub(super) fn load(source: &VectorFile, fingerprint: &mut Fingerprint) -> Result<Vec<Contents>, Fault> {
    let unknown = || Fault::new("unknown_vector_format", format!("accepted: {}", Format::accepted()));
    match &source.place {
        VectorPlace::File(file) => match Format::of(&file.shown).ok_or_else(unknown)? {
            Format::Geodatabase => geodatabase(file, fingerprint).map(|contents| vec![contents]),
            format @ (Format::Zip | Format::Kmz) => {
                let content = file.read(MOST_BYTES)?;
                fingerprint.add(&file.shown, &content);
                zipped(content, format, &file.shown, source)
            }
            format => with_companions(file, format, fingerprint).map(|contents| vec![contents]),
        },
        VectorPlace::Remote(remote) if remote.is_database() => Ok(vec![Contents::of_database(&remote.address)]),
        VectorPlace::Remote(remote) => {
            let (path, format) = (remote.path(), Format::of(remote.path()).ok_or_else(unknown)?);
            let fetched = remote.files.fetch(&remote.address, MOST_BYTES);
            let content =
                fetched.map_err(|reason| Fault::new("remote_unreadable", format!("cannot be fetched: {reason}")))?;
            fingerprint.add(&remote.shown, &content);
            if matches!(format, Format::Zip | Format::Kmz) {
                return zipped(content, format, path, source);
            }
            let name = path.rsplit('/').next().unwrap_or(path);
            companions(name, format, std::iter::empty()).map_err(|missing| {
                let message = format!("{missing} belongs to it: put all into a zip, since an address is of one file");
                Fault::new("companion_missing", message)
            })?;
            Ok(vec![Contents::new(format, path, vec![(in_memory(name), content)])])
        }
    }
}

fn zipped(content: Vec<u8>, format: Format, path: &str, source: &VectorFile) -> Result<Vec<Contents>, Fault> {
    let wanted = source.layer.as_ref().map(|layer| layer.name.as_str());
    Zipped::open(content, format, stem(path))?.datasets(wanted, MOST_BYTES)
}

fn with_companions(file: &DataFile, format: Format, fingerprint: &mut Fingerprint) -> Result<Contents, Fault> {
    let (folder, name) = file.shown.rsplit_once('/').unwrap_or(("", &file.shown));
    let siblings = file.folder.names_in(folder)?;
    let found = companions(name, format, siblings.iter().map(String::as_str)).map_err(|missing| {
        let message = format!("{missing} is missing beside {name}; {} is not complete without it", format.name());
        Fault::new("companion_missing", message)
    })?;
    if format == Format::GeoPackage
        && let Some(log) = unwritten(file, folder, name, &siblings)?
    {
        let message = format!("{log} beside it has changes that are not in it yet: close the program that has it open");
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
    Ok(Contents::new(format, &file.shown, files))
}

fn geodatabase(file: &DataFile, fingerprint: &mut Fingerprint) -> Result<Contents, Fault> {
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
    Ok(Contents::new(Format::Geodatabase, &file.shown, files))
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
