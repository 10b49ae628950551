//! Finds what in a file would make GDAL open other files, request addresses or run without end.
//!
//! This runs before GDAL sees the file. What is found is an error that names it.

mod geopackage;
mod shapefile;
mod topojson;
mod xml;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::contents::DatasetFiles;
use super::crs;
use super::error::VectorError;
use super::format::Format;

/// Inspects the files of a dataset.
pub(super) fn inspect(contents: &mut DatasetFiles) -> Result<(), VectorError> {
    let format = contents.format;
    if format == Format::Shapefile {
        shapefile::inspect(contents)?;
    }
    for (name, content) in &mut contents.files {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match (format, extension) {
            (Format::TopoJson, _) => topojson::inspect(content)?,
            (Format::GeoPackage, _) => contents.computed = geopackage::inspect(content)?,
            (Format::Gml | Format::Kml, _) => {
                xml::inspect(content)
                    .map_err(|fault| VectorError::new(fault.code, format!("{name}: {}", fault.message)))?;
            }
            (Format::MapInfoTable, "tab") => mapinfo(content)?,
            (Format::Shapefile, "prj") => check_definition(content)?,
            (Format::FlatGeobuf, _) => check_definition(header(content))?,
            (Format::Geodatabase, _) => geodatabase(content)?,
            _ => {}
        }
    }
    Ok(())
}

/// The definition of a reference system must not name files.
pub(super) fn check_definition(text: &[u8]) -> Result<(), VectorError> {
    crs::find_file_reference(text).map_or(Ok(()), |what| Err(file_reference_error(what)))
}

fn file_reference_error(what: &str) -> VectorError {
    let message = format!("its coordinate reference system names a file (`{what}`), which is not read");
    VectorError::new("crs_names_a_file", message)
}

/// The header of a FlatGeobuf.
fn header(content: &[u8]) -> &[u8] {
    let length = content.get(8..12).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes);
    content.get(12..).map_or(&[], |rest| &rest[..rest.len().min(length as usize)])
}

/// Checks a file of a geodatabase, which may have definitions anywhere: those of fields in UTF-16, those of the catalogue in XML.
fn geodatabase(content: &[u8]) -> Result<(), VectorError> {
    // Every other byte is the ASCII part of a text in UTF-16.
    let every_other = |first| content.iter().skip(first).step_by(2).copied().collect::<Vec<u8>>();
    for text in [content, &every_other(0), &every_other(1)] {
        if let Some(what) = crs::find_file_reference_in_data(text) {
            return Err(file_reference_error(what));
        }
    }
    check_character_references(content)
}

/// Refuses character references for letters (`&#110;`) in XML among the bytes: they would hide a reference from the search.
fn check_character_references(content: &[u8]) -> Result<(), VectorError> {
    static START: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(["&#"]).ok());
    for found in START.iter().flat_map(|start| start.find_iter(content)) {
        let rest = &content[found.end()..content.len().min(found.end() + 12)];
        let Some(end) = rest.iter().position(|byte| *byte == b';') else { continue };
        let Ok(number) = std::str::from_utf8(&rest[..end]) else { continue };
        let letter = match number.strip_prefix('x') {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        if letter.is_ok_and(|letter| char::from_u32(letter).is_some_and(|letter| letter.is_ascii_alphanumeric())) {
            let message = format!("letters are written as numbers in it (`&#{number};`), which hides what they say");
            return Err(VectorError::new("hidden_letters", message));
        }
    }
    Ok(())
}

/// A MapInfo table may be a view of other tables, or a list of files (seamless).
fn mapinfo(content: &[u8]) -> Result<(), VectorError> {
    let text = String::from_utf8_lossy(content).to_lowercase();
    if ["create view", "open table", "\\isseamless"].iter().any(|word| text.contains(word)) {
        let message = "the table only points at other tables; name the one that has the data";
        return Err(VectorError::new("vector_indirect", message));
    }
    Ok(())
}
