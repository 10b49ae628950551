//! Reads a vector file and its companions into memory, from the folder, from a zip or from an address.

use std::io::Read;

use super::super::config::{DataFile, VectorFile, VectorLocation};
use super::super::fingerprint::Fingerprint;
use super::super::folder::{FileError, bytes};
use super::contents::DatasetFiles;
use super::error::VectorError;
use super::file_names::{companions, memory_name, sanitized, stem};
use super::format::Format;
use super::zipped::ZippedDatasets;

/// The largest size of a vector file with its companions, unpacked. The ungeneralised boundaries of a country take a tenth.
const MAX_BYTES: u64 = 1 << 30;

/// Reads a vector file: one dataset, or from a zip those that may have the layer. What is packed is unpacked.
pub(super) fn load(source: &VectorFile, fingerprint: &mut Fingerprint) -> Result<Vec<DatasetFiles>, VectorError> {
    let mut loaded = load_packed(source, fingerprint)?;
    let mut left = MAX_BYTES;
    for contents in &mut loaded {
        contents.unpack(&mut left, MAX_BYTES)?;
    }
    Ok(loaded)
}

fn load_packed(source: &VectorFile, fingerprint: &mut Fingerprint) -> Result<Vec<DatasetFiles>, VectorError> {
    let unknown = || VectorError::new("unknown_vector_format", format!("accepted: {}", Format::accepted()));
    match &source.location {
        VectorLocation::File(file) => match Format::of(&file.display_name).ok_or_else(unknown)? {
            Format::Geodatabase => geodatabase(file, fingerprint).map(|contents| vec![contents]),
            format @ (Format::Zip | Format::Kmz) => {
                let content = file.read(MAX_BYTES)?;
                fingerprint.add(&file.display_name, &content);
                zipped(content, format, &file.display_name, source)
            }
            format => with_companions(file, format, fingerprint).map(|contents| vec![contents]),
        },
        VectorLocation::Remote(remote) if remote.is_database() => Ok(vec![DatasetFiles::database(&remote.address)]),
        VectorLocation::Remote(remote) => {
            let (path, format) = (remote.path(), Format::of(remote.path()).ok_or_else(unknown)?);
            let fetched = remote.files.fetch(&remote.address, MAX_BYTES);
            let content = fetched
                .map_err(|reason| VectorError::new("remote_unreadable", format!("cannot be fetched: {reason}")))?;
            fingerprint.add(&remote.display_name, &content);
            if matches!(format, Format::Zip | Format::Kmz) {
                return zipped(content, format, path, source);
            }
            let name = path.rsplit('/').next().unwrap_or(path);
            companions(name, format, std::iter::empty()).map_err(|missing| {
                let message = format!("{missing} belongs to it: put all into a zip, since an address is of one file");
                VectorError::new("companion_missing", message)
            })?;
            Ok(vec![DatasetFiles::new(format, path, vec![(memory_name(name), content)])])
        }
    }
}

fn zipped(content: Vec<u8>, format: Format, path: &str, source: &VectorFile) -> Result<Vec<DatasetFiles>, VectorError> {
    let wanted = source.layer.as_ref().map(|layer| layer.name.as_str());
    ZippedDatasets::open(content, format, stem(path))?.datasets(wanted, MAX_BYTES)
}

/// The paths of the vector files in a zip.
pub(super) fn zipped_files(file: &DataFile) -> Result<Vec<String>, VectorError> {
    Ok(ZippedDatasets::open(file.read(MAX_BYTES)?, Format::Zip, stem(&file.display_name))?.paths())
}

fn with_companions(
    file: &DataFile,
    format: Format,
    fingerprint: &mut Fingerprint,
) -> Result<DatasetFiles, VectorError> {
    let (folder, name) = file.display_name.rsplit_once('/').unwrap_or(("", &file.display_name));
    let siblings = file.folder.list(folder)?;
    let found = companions(name, format, siblings.iter().map(String::as_str)).map_err(|missing| {
        let message = format!("{missing} is missing beside {name}; {} is not complete without it", format.name());
        VectorError::new("companion_missing", message)
    })?;
    if format == Format::GeoPackage
        && let Some(log) = pending_changes(file, folder, name, &siblings)?
    {
        let message = format!("{log} beside it has changes that are not in it yet: close the program that has it open");
        return Err(VectorError::new("geopackage_open", message));
    }
    let mut files = Vec::with_capacity(1 + found.len());
    let mut left = MAX_BYTES;
    for (name, sibling) in std::iter::once((memory_name(name), name)).chain(found) {
        let path = in_folder(folder, sibling);
        let content = file.folder.read(&path, left).map_err(|error| companion_error(sibling, error))?;
        left -= content.len() as u64;
        fingerprint.add(&path, &content);
        files.push((name, content));
    }
    Ok(DatasetFiles::new(format, &file.display_name, files))
}

fn geodatabase(file: &DataFile, fingerprint: &mut Fingerprint) -> Result<DatasetFiles, VectorError> {
    let folder = sanitized(stem(&file.display_name));
    let mut files = Vec::new();
    let mut left = MAX_BYTES;
    for name in file.folder.list(&file.display_name)? {
        // Programs that have the geodatabase open add and remove locks.
        if name.to_lowercase().ends_with(".lock") {
            continue;
        }
        let path = format!("{}/{name}", file.display_name);
        let content = file.folder.read(&path, left).map_err(|error| companion_error(&name, error))?;
        left -= content.len() as u64;
        fingerprint.add(&path, &content);
        files.push((format!("{folder}.gdb/{name}"), content));
    }
    Ok(DatasetFiles::new(Format::Geodatabase, &file.display_name, files))
}

/// The log beside a GeoPackage with changes that are not written to it yet, if there is one.
fn pending_changes(
    file: &DataFile,
    folder: &str,
    name: &str,
    siblings: &[String],
) -> Result<Option<String>, VectorError> {
    for extension in ["-wal", "-journal"] {
        let log = format!("{name}{extension}");
        if !siblings.contains(&log) {
            continue;
        }
        let mut first = [0];
        let length = file.folder.file(&in_folder(folder, &log))?.read(&mut first).map_err(FileError::from)?;
        // A finished journal is empty, or begins with zeros.
        if length > 0 && first != [0] {
            return Ok(Some(log));
        }
    }
    Ok(None)
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn companion_error(name: &str, error: FileError) -> VectorError {
    let code = error.code();
    let message = match error {
        FileError::TooLarge(_) => {
            format!(
                "the file and what belongs to it have more than {}, which is the most that is read",
                bytes(MAX_BYTES)
            )
        }
        error => format!("{name}: {error}"),
    };
    VectorError::new(code, message)
}
