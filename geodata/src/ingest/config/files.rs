//! Resolves the files that `dataset.toml` names.

use std::path::{Component, Path};
use std::sync::Arc;

use encoding_rs::Encoding;

use super::super::folder::FileError;
use super::super::remote::{self, RemoteFile, is_address, without_credentials};
use super::super::vectors::Format;
use super::super::zipped_files;
use super::check::Checker;
use super::schema::{Text, VectorSection};
use super::{DataFile, VectorFile, VectorLocation};

impl Checker<'_> {
    /// An existing file in the folder of the dataset.
    pub(super) fn data_file(&mut self, file: &Text) -> Option<DataFile> {
        let display_name = self.non_empty(file)?;
        if is_address(&display_name) {
            let message = format!(
                "`{}` is an address; a layer or facilities that are meant to be read from there say `remote = true`",
                remote::without_credentials(&display_name)
            );
            self.error(file, "remote_not_said", message);
            return None;
        }
        // A dataset made on Windows must read the same elsewhere, where a backslash is part of a file name.
        if display_name.contains('\\') {
            self.error(
                file,
                "path_backslash",
                format!("`{display_name}`: separate folders by `/`, which works everywhere"),
            );
            return None;
        }
        let relative = Path::new(&display_name);
        let stays = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !stays || display_name.contains(':') {
            let message =
                format!("`{display_name}` leaves the folder of the dataset; give a path inside it, without `..`");
            self.error(file, "path_leaves_folder", message);
            return None;
        }
        // A file geodatabase is a folder.
        let is_geodatabase = display_name.to_lowercase().ends_with(".gdb") && self.folder.has_folder(&display_name);
        if !is_geodatabase && let Err(error) = zipped_files::check(self.folder, &display_name) {
            let message = match &error {
                FileError::Missing => {
                    let file = zipped_files::divided(&display_name).map_or(display_name.as_str(), |(zip, _)| zip);
                    format!("the file `{file}` does not exist in the folder of the dataset")
                }
                error => format!("`{display_name}`: {error}"),
            };
            self.error(file, error.code(), message);
            return None;
        }
        Some(DataFile { display_name, folder: Arc::clone(self.folder) })
    }

    /// A layer in a vector file.
    pub(super) fn vector_file(&mut self, section: VectorSection<'_>) -> Option<VectorFile> {
        let VectorSection { file, layer, crs, encoding, remote } = section;
        let location = if remote {
            self.remote_file(file).map(VectorLocation::Remote)
        } else {
            self.local_vector_file(file).map(VectorLocation::File)
        };
        let layer = layer.and_then(|layer| self.located_name(layer));
        let crs = crs.and_then(|crs| self.located_name(crs));
        let encoding = encoding.and_then(|encoding| self.encoding(encoding));
        let country = self.country.as_ref().map(|country| country.to_lowercase());
        Some(VectorFile { location: location?, layer, crs, encoding, country })
    }

    fn local_vector_file(&mut self, file: &Text) -> Option<DataFile> {
        if Format::of(file.get_ref()).is_none() && !is_address(file.get_ref()) {
            let message = format!(
                "`{}` is not a kind of vector file that is read; accepted: {}",
                file.get_ref(),
                Format::accepted()
            );
            self.error(file, "unknown_vector_format", message);
        }
        if let Some((zip, member)) =
            zipped_files::divided(file.get_ref()).filter(|(zip, _)| !self.folder.has_folder(zip))
        {
            let message = format!("name the zip as `file = \"{zip}\"`, and the file in it as `layer = \"{member}\"`");
            self.error(file, "vector_in_a_zip", message);
            return None;
        }
        self.data_file(file)
    }

    /// A remote source, if they are allowed.
    fn remote_file(&mut self, file: &Text) -> Option<RemoteFile> {
        let address = self.non_empty(file)?;
        let display_name = without_credentials(&address);
        if !is_address(&address) {
            let message = format!(
                "`{display_name}` is not an address; expected https://…, http://…, s3://bucket/key or PG:… where `remote` is true"
            );
            self.error(file, "not_an_address", message);
            return None;
        }
        let Some(files) = self.remote.clone() else {
            let message = format!(
                "`{display_name}` is read from elsewhere only where the command line allows it, by `--allow-remote`"
            );
            self.error(file, "remote_not_allowed", message);
            return None;
        };
        let remote = RemoteFile::new(&address, &files);
        if !remote.is_database() && Format::of(remote.path()).is_none_or(|format| format == Format::Geodatabase) {
            let message =
                format!("`{display_name}` is not a kind of vector file that is read; accepted: {}", Format::accepted());
            self.error(file, "unknown_vector_format", message);
            return None;
        }
        Some(remote)
    }

    /// A text encoding, with its line.
    pub(super) fn encoding(&mut self, text: &Text) -> Option<(&'static Encoding, usize)> {
        let name = self.non_empty(text)?;
        let encoding = Encoding::for_label(name.as_bytes()).filter(|encoding| encoding.is_ascii_compatible());
        if encoding.is_none() {
            let message = format!(
                "`{name}` is not an encoding that is known; accepted: `utf-8`, `windows-1251`, `ibm866`, `koi8-r`, `iso-8859-5` and the others of the web"
            );
            self.error(text, "encoding_unknown", message);
        }
        encoding.map(|encoding| (encoding, self.line(text)))
    }
}
