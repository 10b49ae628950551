//! What in a file would lead GDAL elsewhere: to another file of this machine, to an address, or nowhere for ever.
//!
//! Looked for before GDAL sees the file. What nobody needs is taken away (the address of a schema, a link to a reference
//! system); what the file cannot do without is an error that names it.

mod geojson;
mod geopackage;
mod shapefile;
mod topojson;
mod xml;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::contents::Contents;
use super::error::Fault;
use super::format::Format;
use super::reference;

/// Looks through the files of a dataset.
pub(super) fn inspect(contents: &mut Contents) -> Result<(), Fault> {
    let format = contents.format;
    if format == Format::Shapefile {
        shapefile::inspect(contents)?;
    }
    for (name, content) in &mut contents.files {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match (format, ending) {
            (Format::GeoJson | Format::GeoJsonSequence, _) => contents.unread_reference = geojson::inspect(content)?,
            (Format::TopoJson, _) => topojson::inspect(content)?,
            (Format::GeoPackage, _) => contents.computed = geopackage::inspect(content)?,
            (Format::Gml | Format::Kml, _) => {
                xml::inspect(content).map_err(|fault| Fault::new(fault.code, format!("{name}: {}", fault.message)))?;
            }
            (Format::MapInfoTable, "tab") => mapinfo(content)?,
            (Format::Shapefile, "prj") => definition(content)?,
            (Format::FlatGeobuf, _) => definition(header(content))?,
            (Format::Geodatabase, _) => geodatabase(content)?,
            _ => {}
        }
    }
    Ok(())
}

/// The definition of a reference system must not name files.
fn definition(text: &[u8]) -> Result<(), Fault> {
    reference::names_a_file(text).map_or(Ok(()), |what| Err(names_a_file(what)))
}

fn names_a_file(what: &str) -> Fault {
    let message = format!("its coordinate reference system names a file (`{what}`), which is not read");
    Fault::new("crs_names_a_file", message)
}

/// The first part of a FlatGeobuf, which describes the rest.
fn header(content: &[u8]) -> &[u8] {
    let length = content.get(8..12).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes);
    content.get(12..).map_or(&[], |rest| &rest[..rest.len().min(length as usize)])
}

/// Definitions are anywhere in a geodatabase: those of fields in UTF-16, those of its catalogue in XML.
fn geodatabase(content: &[u8]) -> Result<(), Fault> {
    // Every other byte is a text in UTF-16, as far as it is ASCII.
    let every_other = |first| content.iter().skip(first).step_by(2).copied().collect::<Vec<u8>>();
    for text in [content, &every_other(0), &every_other(1)] {
        if let Some(what) = reference::names_a_file_somewhere(text) {
            return Err(names_a_file(what));
        }
    }
    letters_as_numbers(content)
}

/// Numbers in place of letters (`&#110;`) in XML that is somewhere in the bytes: nobody writes so but who hides something.
fn letters_as_numbers(content: &[u8]) -> Result<(), Fault> {
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
            return Err(Fault::new("hidden_letters", message));
        }
    }
    Ok(())
}

/// A table of MapInfo may be a view of others, or a list of the files that are its parts.
fn mapinfo(content: &[u8]) -> Result<(), Fault> {
    let text = String::from_utf8_lossy(content).to_lowercase();
    if ["create view", "open table", "\\isseamless"].iter().any(|word| text.contains(word)) {
        let message = "the table only points at other tables; name the one that has the data";
        return Err(Fault::new("vector_indirect", message));
    }
    Ok(())
}
