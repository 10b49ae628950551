//! Files inside of a zip, as ODK Central exports tables: `export.zip/submissions.csv` is the file `submissions.csv` in `export.zip`.
//!
//! A small zip may unpack to gigabytes, so only the file that is named is unpacked, up to a limit, and the others are only listed.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::result::ZipError;

use super::folder::{FileError, Folder};
use super::text::first_listed;

/// The largest file in a zip that is unpacked: it is kept in memory.
const MAX_UNPACKED_BYTES: u64 = 256 << 20;
/// The largest zip that is looked into: media beside the tables may be large.
const MAX_ZIP_BYTES: u64 = 4 << 30;
/// The largest number of files in it.
const MAX_MEMBERS: usize = 50_000;

const ENDING: &str = ".zip";

/// A file that was opened.
#[derive(Debug)]
pub(super) enum Opened {
    File(File),
    /// Unpacked.
    Member(Cursor<Vec<u8>>),
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Member(content) => content.read(buffer),
        }
    }
}

impl Seek for Opened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Member(content) => content.seek(to),
        }
    }
}

/// A path that leads into a zip: that of the zip, and that inside of it.
pub(super) fn divided(path: &str) -> Option<(&str, &str)> {
    let ends = path.match_indices('/').map(|(at, _)| at);
    let zip = ends.map(|at| path.split_at(at)).find(|(zip, _)| zip.to_lowercase().ends_with(ENDING));
    zip.map(|(zip, member)| (zip, &member[1..])).filter(|(_, member)| !member.is_empty())
}

/// Opens a file of a folder, or one in a zip. A folder may be called so, too.
pub(super) fn open(folder: &Folder, path: &str, max_bytes: u64) -> Result<Opened, FileError> {
    match divided(path).filter(|(zip, _)| !folder.has_folder(zip)) {
        None => {
            let file = folder.file(path)?;
            if file.metadata()?.len() > max_bytes {
                Err(FileError::TooLarge(max_bytes))
            } else {
                Ok(Opened::File(file))
            }
        }
        Some((zip, member)) => {
            let mut archive = archive(folder, zip)?;
            let position = position(&mut archive, member)?;
            let max_bytes = max_bytes.min(MAX_UNPACKED_BYTES);
            let mut content = Vec::new();
            let unpacked = archive.by_index(position)?;
            // What the zip says of its size may be wrong.
            unpacked.take(max_bytes + 1).read_to_end(&mut content)?;
            if content.len() as u64 > max_bytes {
                return Err(FileError::TooLarge(max_bytes));
            }
            Ok(Opened::Member(Cursor::new(content)))
        }
    }
}

/// Whether a file, or one in a zip, can be opened.
pub(super) fn check(folder: &Folder, path: &str) -> Result<(), FileError> {
    match divided(path).filter(|(zip, _)| !folder.has_folder(zip)) {
        None => folder.file(path).map(|_| ()),
        Some((zip, member)) => {
            let mut archive = archive(folder, zip)?;
            position(&mut archive, member).map(|_| ())
        }
    }
}

impl From<ZipError> for FileError {
    fn from(error: ZipError) -> Self {
        Self::Zip(error.to_string())
    }
}

fn archive(folder: &Folder, zip: &str) -> Result<ZipArchive<File>, FileError> {
    let file = folder.file(zip)?;
    if file.metadata()?.len() > MAX_ZIP_BYTES {
        return Err(FileError::TooLarge(MAX_ZIP_BYTES));
    }
    let archive = ZipArchive::new(file)?;
    if archive.len() > MAX_MEMBERS {
        return Err(FileError::Zip(format!(
            "it has {} files; at most {MAX_MEMBERS} are looked through",
            archive.len()
        )));
    }
    Ok(archive)
}

/// The position of a file, by its whole path in the zip, or by its name if no other has it.
fn position(archive: &mut ZipArchive<File>, member: &str) -> Result<usize, FileError> {
    let names: Vec<String> = (0..archive.len())
        .map(|at| archive.by_index_raw(at).map(|file| decoded(file.name_raw())))
        .collect::<Result<_, _>>()?;
    if let Some(exact) = names.iter().position(|name| *name == member) {
        return Ok(exact);
    }
    let ending = format!("/{member}");
    let called: Vec<usize> = (0..names.len()).filter(|at| names[*at].ends_with(&ending)).collect();
    match called[..] {
        [only] => Ok(only),
        [] => {
            let files = names.iter().filter(|name| !name.ends_with('/'));
            Err(FileError::NotInZip(first_listed(files)))
        }
        _ => Err(FileError::NotInZip(first_listed(called.iter().map(|at| &names[*at])))),
    }
}

/// A path in a zip. Older programs write the code page of their system, here that of Russian.
pub(super) fn decoded(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::IBM866.decode_without_bom_handling(raw).0,
    };
    text.replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Folder) {
        let dir = tempfile::tempdir().expect("a folder");
        let mut zip = ZipWriter::new(File::create(dir.path().join("export.ZIP")).expect("made"));
        for (name, content) in files {
            zip.start_file(*name, SimpleFileOptions::default()).expect("started");
            zip.write_all(content).expect("written");
        }
        zip.finish().expect("finished");
        let folder = Folder::open(dir.path()).expect("opened");
        (dir, folder)
    }

    fn read(folder: &Folder, path: &str, max_bytes: u64) -> Result<String, String> {
        let mut text = String::new();
        let mut opened = open(folder, path, max_bytes).map_err(|error| error.to_string())?;
        opened.read_to_string(&mut text).expect("text");
        Ok(text)
    }

    #[test]
    fn a_path_may_lead_into_a_zip() {
        assert_eq!(divided("a/export.zip/b/c.csv"), Some(("a/export.zip", "b/c.csv")));
        assert_eq!(divided("export.ZIP/c.csv"), Some(("export.ZIP", "c.csv")));
        for path in ["export.zip", "export.zip/", "a/b.csv", "zip/b.csv"] {
            assert_eq!(divided(path), None, "{path}");
        }
    }

    #[test]
    fn the_named_file_of_a_zip_is_unpacked_up_to_a_limit() {
        let zeros = vec![b'0'; 1 << 20];
        let files: [(&str, &[u8]); 4] =
            [("submissions.csv", b"a\n1\n"), ("media/1.jpg", b"no"), ("x/same.csv", b"x"), ("y/same.csv", &zeros)];
        let (dir, folder) = folder(&files);
        assert_eq!(read(&folder, "export.ZIP/submissions.csv", 100), Ok("a\n1\n".to_owned()));
        assert_eq!(read(&folder, "export.ZIP/1.jpg", 100), Ok("no".to_owned()));
        assert_eq!(read(&folder, "export.ZIP/x/same.csv", 100), Ok("x".to_owned()));
        let refused = |path: &str| read(&folder, path, 1000).expect_err("refused");
        // A thousand times smaller than what it unpacks to.
        assert!(std::fs::metadata(dir.path().join("export.ZIP")).expect("a size").len() < 4000);
        assert!(refused("export.ZIP/y/same.csv").contains("more than 1000 bytes"));
        assert!(
            refused("export.ZIP/same.csv").contains("`x/same.csv`, `y/same.csv`"),
            "{}",
            refused("export.ZIP/same.csv")
        );
        assert!(refused("export.ZIP/people.csv").contains("`submissions.csv`, `media/1.jpg`"));
        assert!(refused("none.zip/people.csv").contains("does not exist"));
        std::fs::write(dir.path().join("broken.zip"), "PK").expect("written");
        assert!(refused("broken.zip/people.csv").contains("cannot be read as a zip"));
        // A folder with such a name.
        std::fs::create_dir(dir.path().join("b.zip")).expect("made");
        std::fs::write(dir.path().join("b.zip/a.csv"), "in a folder").expect("written");
        assert_eq!(read(&folder, "b.zip/a.csv", 100), Ok("in a folder".to_owned()));
    }
}
