//! Vector files in a zip archive: of any format, in any folder, one or several.
//!
//! They are unpacked here and not by GDAL, so that names in the archive cannot point elsewhere and the unpacked size is limited.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::folder::bytes;
use super::super::text::listed;
use super::super::zipped_files::decoded;
use super::contents::DatasetFiles;
use super::error::VectorError;
use super::file_names::{companions, memory_name, sanitized, stem};
use super::format::Format;

/// The largest number of members of an archive.
const MAX_MEMBERS: usize = 5_000;
/// How many names an error message lists.
const MAX_SHOWN: usize = 20;

/// An open zip archive.
pub(super) struct ZippedDatasets {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// The paths of its files, with their indices.
    members: Vec<(String, usize)>,
    format: Format,
    stem: String,
}

/// A GDAL dataset in a zip archive.
#[derive(Debug)]
struct FoundDataset {
    /// The path of the main file.
    path: String,
    format: Format,
    /// Names in memory, with indices in the archive.
    files: Vec<(String, usize)>,
    /// A required companion that is missing.
    missing: Option<String>,
}

impl ZippedDatasets {
    /// Opens a zip archive and lists its files.
    pub(super) fn open(content: Vec<u8>, format: Format, stem: &str) -> Result<Self, VectorError> {
        let unreadable =
            |error: ZipError| VectorError::new("zip_unreadable", format!("cannot be read as a zip: {error}"));
        let mut archive = ZipArchive::new(Cursor::new(content)).map_err(unreadable)?;
        if archive.len() > MAX_MEMBERS {
            let message = format!("the zip has {} members; at most {MAX_MEMBERS} are looked through", archive.len());
            return Err(VectorError::new("zip_too_large", message));
        }
        let mut members = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let member = archive.by_index_raw(index).map_err(unreadable)?;
            let path = decoded(member.name_raw());
            let name = path.rsplit('/').next().unwrap_or_default();
            // Metadata that macOS adds.
            if !member.is_dir() && !name.starts_with('.') && !path.split('/').any(|step| step == "__MACOSX") {
                members.push((path, index));
            }
        }
        members.sort();
        Ok(Self { archive, members, format, stem: stem.to_owned() })
    }

    /// Unpacks the dataset with the `wanted` name, or the only one, up to a number of bytes. If no file has the name, it may be the
    /// name of a layer, so every dataset whose format can have several layers is unpacked.
    pub(super) fn datasets(mut self, wanted: Option<&str>, max_bytes: u64) -> Result<Vec<DatasetFiles>, VectorError> {
        let mut found = self.find_datasets();
        if found.is_empty() {
            let table = self.members.iter().find(|(path, _)| path.to_lowercase().ends_with(".csv"));
            let hint = table.map_or_else(String::new, |(path, _)| {
                format!("; tables in it are named as `file = \"{}.zip/{path}\"`", self.stem)
            });
            let message = format!("the zip has no vector file that is read; it has: {}{hint}", self.member_names());
            return Err(VectorError::new("zip_without_vector", message));
        }
        // The main document of a KMZ; other files are shown only if it refers to them.
        if self.format == Format::Kmz && !found.iter().any(|one| one.matches_name(wanted)) {
            let position = found.iter().position(|one| one.path.eq_ignore_ascii_case("doc.kml")).unwrap_or(0);
            found = vec![found.swap_remove(position)];
        }
        if found.len() > 1 {
            let all = listed(found.iter().map(|one| &one.path));
            let is_one_called = found.iter().any(|one| one.matches_name(wanted));
            if is_one_called {
                found.retain(|one| one.matches_name(wanted));
            } else if wanted.is_some() {
                found.retain(|one| one.format.has_several_layers());
            }
            match (wanted, found.len()) {
                (None, _) => {
                    let message = format!("the zip has several files: {all}; say which with `layer` in dataset.toml");
                    return Err(VectorError::new("layer_ambiguous", message));
                }
                (Some(wanted), 0) => {
                    let message = format!("the zip has no file or layer `{wanted}`; it has: {all}");
                    return Err(VectorError::new("layer_missing", message));
                }
                (Some(wanted), 2..) if is_one_called => {
                    let several = listed(found.iter().map(|one| &one.path));
                    let message =
                        format!("the zip has several files `{wanted}`: {several}; give the whole path as `layer`");
                    return Err(VectorError::new("layer_ambiguous", message));
                }
                _ => {}
            }
        }
        let mut left = max_bytes;
        found.into_iter().map(|one| self.unpack(one, &mut left, max_bytes)).collect()
    }

    /// The paths of all datasets in it that are complete.
    pub(super) fn paths(&self) -> Vec<String> {
        self.find_datasets().into_iter().filter(|one| one.missing.is_none()).map(|one| one.path).collect()
    }

    /// Finds all datasets in the archive.
    fn find_datasets(&self) -> Vec<FoundDataset> {
        let mut found: Vec<FoundDataset> = Vec::new();
        // An index, since a search of all members for each one takes quadratic time.
        let mut namesakes: HashMap<(&str, String), Vec<(&str, usize)>> = HashMap::new();
        for (path, index) in &self.members {
            namesakes.entry(group_key(path)).or_default().push((split(path).1, *index));
        }
        for (path, index) in &self.members {
            if let Some((folder, name)) = in_geodatabase(path, &self.stem) {
                let file = (format!("{}.gdb/{name}", sanitized(stem(&folder))), *index);
                match found.iter_mut().find(|known| known.path == folder) {
                    Some(known) => known.files.push(file),
                    None => {
                        found.push(FoundDataset {
                            path: folder,
                            format: Format::Geodatabase,
                            files: vec![file],
                            missing: None,
                        });
                    }
                }
                continue;
            }
            let Some(format) = Format::of(path).filter(|format| !matches!(format, Format::Zip | Format::Kmz)) else {
                continue;
            };
            let (folder, name) = split(path);
            let names = namesakes.get(&group_key(path)).map_or(&[][..], Vec::as_slice);
            let mut files = vec![(memory_name(name), *index)];
            let mut missing = None;
            match companions(name, format, names.iter().map(|(name, _)| *name)) {
                Ok(others) => {
                    let index_of = |other: &str| names.iter().find(|(name, _)| *name == other).map(|(_, index)| *index);
                    files.extend(others.into_iter().filter_map(|(name, other)| Some((name, index_of(other)?))));
                }
                Err(name) => missing = Some(format!("{folder}{name}")),
            }
            found.push(FoundDataset { path: path.clone(), format, files, missing });
        }
        found
    }

    fn unpack(&mut self, one: FoundDataset, left: &mut u64, max_bytes: u64) -> Result<DatasetFiles, VectorError> {
        if let Some(missing) = one.missing {
            let message = format!(
                "{missing} is missing beside {} in the zip; {} is not complete without it",
                one.path,
                one.format.name()
            );
            return Err(VectorError::new("companion_missing", message));
        }
        let mut files = Vec::with_capacity(one.files.len());
        let too_large = || {
            let max_bytes = bytes(max_bytes);
            let message =
                format!("{} in the zip unpacks to more than {max_bytes}, which is the most that is read", one.path);
            VectorError::new("file_too_large", message)
        };
        for (name, index) in one.files {
            let member = self.archive.by_index(index).map_err(|error| {
                let message = match error {
                    ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                        "the zip has a password; remove it".into()
                    }
                    error => format!("{} in the zip cannot be unpacked: {error}", one.path),
                };
                VectorError::new("zip_unreadable", message)
            })?;
            // The stated size may be wrong, but if it is too large, there is no need to try.
            if member.size() > *left {
                return Err(too_large());
            }
            let mut content = Vec::new();
            member.take(*left + 1).read_to_end(&mut content).map_err(|error| {
                VectorError::new("zip_unreadable", format!("{} in the zip cannot be unpacked: {error}", one.path))
            })?;
            *left = left.checked_sub(content.len() as u64).ok_or_else(too_large)?;
            files.push((name, content));
        }
        Ok(DatasetFiles::new(one.format, &one.path, files))
    }

    /// The names of what is in it.
    fn member_names(&self) -> String {
        let names = listed(self.members.iter().take(MAX_SHOWN).map(|(path, _)| path));
        match self.members.len().checked_sub(MAX_SHOWN).filter(|more| *more > 0) {
            Some(more) => format!("{names} and {more} more"),
            None => names,
        }
    }
}

impl FoundDataset {
    /// Whether `layer` asks for this file: by its path, its name, or its name without the ending.
    fn matches_name(&self, wanted: Option<&str>) -> bool {
        let name = split(&self.path).1;
        wanted.is_some_and(|wanted| wanted == self.path || wanted == name || wanted == stem(name))
    }
}

/// Splits a path into the folder, with its slash, and the file name.
fn split(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

/// What a file and its companions have in common: the folder, and the name without extension.
fn group_key(path: &str) -> (&str, String) {
    let (folder, name) = split(path);
    (folder, stem(name).to_lowercase())
}

/// The geodatabase that a path is in, and the file name there. Without a folder of its own it has the name of the zip.
fn in_geodatabase(path: &str, zip: &str) -> Option<(String, String)> {
    let (folder, name) = split(path);
    let folder = folder.trim_end_matches('/');
    if folder.to_lowercase().ends_with(".gdb") {
        let is_lock = name.to_lowercase().ends_with(".lock");
        return (!is_lock).then(|| (folder.to_owned(), name.to_owned()));
    }
    let is_part = name == "gdb" || name == "timestamps" || (name.starts_with('a') && name.contains(".gdb"));
    (folder.is_empty() && is_part).then(|| {
        let stem = zip.strip_suffix(".gdb").unwrap_or(zip);
        (format!("{stem}.gdb"), name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(files: &[(&str, &[u8])], format: Format) -> ZippedDatasets {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("begun");
            writer.write_all(content).expect("written");
        }
        ZippedDatasets::open(writer.finish().expect("written").into_inner(), format, "z")
            .map_err(|fault| fault.code)
            .expect("a zip")
    }

    /// The names in memory of each dataset, or the error message.
    fn picked(files: &[&str], wanted: Option<&str>) -> Result<Vec<Vec<String>>, String> {
        let files: Vec<(&str, &[u8])> = files.iter().map(|name| (*name, b"x".as_slice())).collect();
        let datasets = zipped(&files, Format::Zip).datasets(wanted, 100).map_err(|fault| fault.message)?;
        Ok(datasets.into_iter().map(|one| one.files.into_iter().map(|(name, _)| name).collect()).collect())
    }

    fn one(names: &[&str]) -> Vec<Vec<String>> {
        vec![names.iter().map(|name| (*name).to_owned()).collect()]
    }

    #[test]
    fn a_layer_is_found_in_any_folder_of_a_zip_with_its_companions() {
        let shapefiles = [
            "a/x.shp",
            "a/x.dbf",
            "a/x.shx",
            "b/y.shp",
            "b/y.DBF",
            "b/y.SHX",
            "b/y.prj",
            "read me.txt",
            "__MACOSX/a/._x.shp",
            "a/__MACOSX/z.shp",
        ];
        assert_eq!(picked(&shapefiles, Some("x")), Ok(one(&["x.shp", "x.dbf", "x.shx"])));
        assert_eq!(picked(&shapefiles, Some("b/y.shp")), Ok(one(&["y.shp", "y.dbf", "y.shx", "y.prj"])));
        assert_eq!(picked(&["../../etc/a.geojson"], None), Ok(one(&["a.geojson"])));
        assert_eq!(picked(&["C:\\maps\\a.geojson"], None), Ok(one(&["a.geojson"])));
        let geodatabase = ["a/b.gdb/a00000001.gdbtable", "a/b.gdb/gdb", "a/b.gdb/x.lock"];
        assert_eq!(picked(&geodatabase, Some("any layer")), Ok(one(&["b.gdb/a00000001.gdbtable", "b.gdb/gdb"])));
        assert_eq!(picked(&["a00000001.gdbtable", "gdb"], None), Ok(one(&["z.gdb/a00000001.gdbtable", "z.gdb/gdb"])));
        let several = picked(&["a.gpkg", "b.gpkg", "c.geojson"], Some("inner"));
        assert_eq!(several, Ok(vec![vec!["a.gpkg".into()], vec!["b.gpkg".into()]]));
    }

    #[test]
    fn an_ambiguous_or_missing_file_is_an_error_that_lists_the_choices() {
        let said = |files: &[&str], wanted| picked(files, wanted).expect_err("nothing is picked");
        assert_eq!(
            said(&["b.geojson", "a.geojson"], None),
            "the zip has several files: `a.geojson`, `b.geojson`; say which with `layer` in dataset.toml"
        );
        assert_eq!(
            said(&["a.geojson", "b.geojson"], Some("c")),
            "the zip has no file or layer `c`; it has: `a.geojson`, `b.geojson`"
        );
        assert_eq!(
            said(&["1/a.geojson", "2/a.geojson", "c.kml"], Some("a")),
            "the zip has several files `a`: `1/a.geojson`, `2/a.geojson`; give the whole path as `layer`"
        );
        assert_eq!(
            said(&["a.txt", "b.zip"], None),
            "the zip has no vector file that is read; it has: `a.txt`, `b.zip`"
        );
        assert_eq!(
            said(&["m/a.shp", "m/a.dbf"], None),
            "m/a.shx is missing beside m/a.shp in the zip; a shapefile is not complete without it"
        );
        assert_eq!(
            picked(&["a.shp", "b.geojson"], Some("b")),
            Ok(one(&["b.geojson"])),
            "only what is asked for must be complete"
        );
    }

    #[test]
    fn files_are_unpacked_up_to_a_limit() {
        let zeros = vec![0; 1 << 20];
        let bomb = || zipped(&[("a.geojson", &zeros)], Format::Zip);
        assert!(bomb().datasets(None, 1 << 20).is_ok());
        let fault = bomb().datasets(None, (1 << 20) - 1).expect_err("refused");
        assert_eq!(fault.code, "file_too_large");
        // Even if the archive states a small size.
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("a.geojson", SimpleFileOptions::default()).expect("begun");
        writer.write_all(&zeros).expect("written");
        let mut lying = writer.finish().expect("written").into_inner();
        let size = (1_u32 << 20).to_le_bytes();
        let indices: Vec<usize> = (0..lying.len() - 4).filter(|index| lying[*index..index + 4] == size).collect();
        assert_eq!(indices.len(), 2, "the head of the member, and the list of all");
        for index in indices {
            lying[index..index + 4].copy_from_slice(&9_u32.to_le_bytes());
        }
        let lying = ZippedDatasets::open(lying, Format::Zip, "z").map_err(|fault| fault.message).expect("a zip");
        assert_eq!(lying.datasets(None, 1000).map_err(|fault| fault.code).err(), Some("zip_unreadable"));
        let parts = zipped(&[("a.shp", &zeros), ("a.shx", &zeros), ("a.dbf", &zeros)], Format::Zip);
        assert_eq!(
            parts.datasets(None, 3 << 19).expect_err("refused").message,
            "a.shp in the zip unpacks to more than 1 MiB, which is the most that is read"
        );
    }

    #[test]
    fn the_document_of_a_kmz_is_read() {
        let kmz = || zipped(&[("a/other.kml", b"1"), ("doc.kml", b"2"), ("icon.png", b"3")], Format::Kmz);
        for (wanted, content) in [(None, b"2"), (Some("layer"), b"2"), (Some("other"), b"1")] {
            let datasets = kmz().datasets(wanted, 9).expect("picked");
            assert_eq!(datasets[0].files[0].1, content, "{wanted:?}");
        }
    }

    #[test]
    fn names_in_a_dos_code_page_are_read() {
        assert_eq!(decoded(&[0x8e, 0xe8, b'.', b's', b'h', b'p']), "Ош.shp");
        assert_eq!(decoded("Ош\\a.shp".as_bytes()), "Ош/a.shp");
    }
}
