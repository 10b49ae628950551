//! Which layers a vector file has, for whoever has to find out what is in it.

use super::super::config::{VectorFile, VectorLocation};
use super::super::fingerprint::Fingerprint;
use super::super::folder::{FileError, Folder};
use super::file_names::companions;
use super::format::Format;
use super::load::{self, zipped_files};
use super::opening::OpenDataset;
use crate::gdal_process::Complaints;

/// What `layer` has to say for each layer of a file: nothing where there is only one. The error is a message.
pub(in crate::ingest) fn layers(source: &VectorFile) -> Result<Vec<Option<String>>, String> {
    if let VectorLocation::File(file) = &source.location
        && Format::of(&file.display_name) == Some(Format::Zip)
    {
        let files = zipped_files(file).map_err(|fault| fault.message)?;
        if files.len() > 1 {
            return Ok(files.into_iter().map(Some).collect());
        }
    }
    let mut gathered = load::load(source, &mut Fingerprint::default()).map_err(|fault| fault.message)?;
    let complaints = Complaints::listen();
    let Some(contents) = gathered.first_mut() else { return Ok(Vec::new()) };
    let opened = OpenDataset::new(contents, source, &complaints).map_err(|fault| fault.message)?;
    let names = opened.layer_names();
    Ok(if names.len() == 1 { vec![None] } else { names.into_iter().map(Some).collect() })
}

/// The paths of a file and of all that belongs to it: the parts of a shapefile, the files of a geodatabase.
pub(in crate::ingest) fn belonging(folder: &Folder, name: &str) -> Result<Vec<String>, FileError> {
    let (inside, file) = name.rsplit_once('/').unwrap_or(("", name));
    let path = |file: &str| if inside.is_empty() { file.to_owned() } else { format!("{inside}/{file}") };
    match Format::of(name) {
        Some(Format::Geodatabase) => Ok(folder.list(name)?.into_iter().map(|part| format!("{name}/{part}")).collect()),
        Some(format) => {
            let beside = folder.list(inside)?;
            let found = companions(file, format, beside.iter().map(String::as_str)).unwrap_or_default();
            Ok(std::iter::once(name.to_owned()).chain(found.into_iter().map(|(_, other)| path(other))).collect())
        }
        None => Ok(vec![name.to_owned()]),
    }
}
