//! Opens the files of a dataset: regular files inside its folder, and nothing else.
//!
//! A dataset comes from other people. A symbolic link in it could point to any file of this machine, a named pipe would block, a
//! device could do anything. So a path is resolved first, must lie in the folder, and is then opened component by component
//! without following links, so that a link that is put there in between is refused, too.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, fstat, openat, statat};

/// A folder that opens only regular files inside it.
#[derive(Debug)]
pub struct Folder {
    /// The canonical path.
    path: PathBuf,
    opened: OwnedFd,
}

/// Why a file of a dataset is not read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no file with this name.
    #[error("the file does not exist in the folder of the dataset")]
    Missing,
    /// A link points out of the folder.
    #[error("a symbolic link leads out of the folder of the dataset; put the file itself there")]
    LinkOutside,
    /// A folder, a named pipe, a socket, a device.
    #[error("this is {0}, not a regular file")]
    NotAFile(&'static str),
    /// The file exceeds the limit for its kind.
    #[error("the file has more than {}, which is the most that is read", bytes(*.0))]
    TooLarge(u64),
    /// A zip that a path leads into is none.
    #[error("cannot be read as a zip: {0}")]
    Zip(String),
    /// A zip has no such file, or several.
    #[error("the zip has not exactly one file of this name; it has: {0}")]
    NotInZip(String),
    /// The operating system reports an error.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
}

impl FileError {
    /// The code of the finding that it makes.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Missing | Self::NotInZip(_) => "file_missing",
            Self::Zip(_) => "zip_unreadable",
            Self::LinkOutside => "path_leaves_folder",
            Self::NotAFile(_) => "not_a_file",
            Self::TooLarge(_) => "file_too_large",
            Self::Unreadable(_) => "file_unreadable",
        }
    }
}

impl Folder {
    /// Opens a folder; the path may be a link.
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        let opened = File::open(&path)?;
        if !opened.metadata()?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self { path, opened: opened.into() })
    }

    /// Opens a regular file by its path in the folder.
    pub fn file(&self, name: &str) -> Result<File, FileError> {
        let (parent, last) = self.parent(name)?;
        // Checked before it is opened, since opening a device may have effects, and after, since it may have been replaced.
        let is_regular = |mode| match FileType::from_raw_mode(mode) {
            FileType::RegularFile => Ok(()),
            other => Err(FileError::NotAFile(file_kind(other))),
        };
        is_regular(statat(&parent, &last, AtFlags::SYMLINK_NOFOLLOW).map_err(io::Error::from)?.st_mode)?;
        // Opening a pipe would block until there is a writer.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let opened = openat(&parent, &last, flags, Mode::empty()).map_err(io::Error::from)?;
        is_regular(fstat(&opened).map_err(io::Error::from)?.st_mode)?;
        Ok(opened.into())
    }

    /// The content of a regular file of at most so many bytes.
    pub(super) fn read(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        let file = self.file(name)?;
        let length = file.metadata()?.len();
        if length > max_bytes {
            return Err(FileError::TooLarge(max_bytes));
        }
        let mut content = Vec::with_capacity(length as usize);
        // The file may grow meanwhile.
        file.take(max_bytes + 1).read_to_end(&mut content)?;
        if content.len() as u64 > max_bytes { Err(FileError::TooLarge(max_bytes)) } else { Ok(content) }
    }

    /// Whether it has a folder with this name.
    pub(super) fn has_folder(&self, name: &str) -> bool {
        self.resolve(name).is_ok_and(|relative| self.path.join(relative).is_dir())
    }

    /// The names of the entries of a folder inside it (`""` is the folder itself), sorted.
    pub(super) fn list(&self, name: &str) -> Result<Vec<String>, FileError> {
        let mut names = Vec::new();
        for entry in self.path.join(self.resolve(name)?).read_dir()? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort_unstable();
        Ok(names)
    }

    /// The canonical path, relative to the folder.
    fn resolve(&self, name: &str) -> Result<PathBuf, FileError> {
        let resolved = self.path.join(name).canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => FileError::Missing,
            _ => FileError::Unreadable(error),
        })?;
        resolved.strip_prefix(&self.path).map(Path::to_owned).map_err(|_| FileError::LinkOutside)
    }

    /// The folder of a file, opened, and its name there.
    fn parent(&self, name: &str) -> Result<(OwnedFd, PathBuf), FileError> {
        let relative = self.resolve(name)?;
        let mut parent = self.opened.try_clone()?;
        let mut steps = relative.components().peekable();
        while let Some(Component::Normal(step)) = steps.next() {
            if steps.peek().is_none() {
                return Ok((parent, step.into()));
            }
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            parent = openat(&parent, step, flags, Mode::empty()).map_err(io::Error::from)?;
        }
        Err(FileError::NotAFile("a folder"))
    }
}

fn file_kind(of: FileType) -> &'static str {
    match of {
        FileType::Directory => "a folder",
        FileType::Fifo => "a named pipe",
        FileType::Socket => "a socket",
        FileType::CharacterDevice | FileType::BlockDevice => "a device",
        // Put there after the path was resolved.
        FileType::Symlink => "a symbolic link",
        _ => "something else",
    }
}

/// A size for messages.
pub(super) fn bytes(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match units.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => format!("{} {name}", bytes / unit),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use rustix::fs::{CWD, mknodat};

    use super::*;

    fn code<T>(result: Result<T, FileError>) -> Result<T, &'static str> {
        result.map_err(|error| error.code())
    }

    #[test]
    fn links_are_followed_inside_and_refused_outside() {
        let outside = tempfile::tempdir().expect("a folder");
        std::fs::write(outside.path().join("secret"), "secret").expect("written");
        let inside = tempfile::tempdir().expect("a folder");
        let path = inside.path().canonicalize().expect("a path");
        std::fs::create_dir(path.join("maps")).expect("made");
        std::fs::write(path.join("maps/a"), "a").expect("written");
        symlink(path.join("maps/a"), path.join("absolute")).expect("linked");
        symlink("maps", path.join("relative")).expect("linked");
        symlink(outside.path().join("secret"), path.join("out")).expect("linked");
        symlink(outside.path(), path.join("outer")).expect("linked");
        symlink("nowhere", path.join("dangling")).expect("linked");
        symlink("circle", path.join("circle")).expect("linked");
        let folder = Folder::open(&path).expect("opened");
        for name in ["maps/a", "absolute", "relative/a", "./maps/./a"] {
            assert_eq!(code(folder.read(name, 1)).as_deref(), Ok(b"a".as_slice()), "{name}");
        }
        for (name, why) in [
            ("out", "path_leaves_folder"),
            ("outer/secret", "path_leaves_folder"),
            ("../secret", "file_missing"),
            ("/etc/passwd", "path_leaves_folder"),
            ("dangling", "file_missing"),
            ("circle", "file_unreadable"),
            ("maps", "not_a_file"),
            ("", "not_a_file"),
        ] {
            assert_eq!(code(folder.read(name, 100)).err(), Some(why), "{name}");
        }
        assert_eq!(code(folder.list("outer")).err(), Some("path_leaves_folder"));
        assert_eq!(code(folder.list("relative")), Ok(vec!["a".to_owned()]));
        // The folder itself may be given by a link.
        symlink(&path, outside.path().join("dataset")).expect("linked");
        let linked = Folder::open(&outside.path().join("dataset")).expect("opened");
        assert_eq!(code(linked.read("absolute", 1)).as_deref(), Ok(b"a".as_slice()));
    }

    #[test]
    fn pipes_sockets_and_devices_are_refused_at_once() {
        let inside = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(inside.path()).expect("opened");
        mknodat(CWD, inside.path().join("pipe"), FileType::Fifo, Mode::RUSR, 0).expect("made");
        let _socket = UnixListener::bind(inside.path().join("socket")).expect("bound");
        symlink("/dev/zero", inside.path().join("zero")).expect("linked");
        for (name, why) in [("pipe", "not_a_file"), ("socket", "not_a_file"), ("zero", "path_leaves_folder")] {
            assert_eq!(code(folder.read(name, 10)).err(), Some(why), "{name}");
        }
        assert!(folder.file("pipe").expect_err("refused").to_string().contains("a named pipe"));
    }

    #[test]
    fn files_are_read_up_to_a_limit() {
        let inside = tempfile::tempdir().expect("a folder");
        std::fs::write(inside.path().join("a"), [0; 11]).expect("written");
        let folder = Folder::open(inside.path()).expect("opened");
        assert_eq!(folder.read("a", 11).expect("read").len(), 11);
        let error = folder.read("a", 10).expect_err("refused");
        assert_eq!(error.to_string(), "the file has more than 10 bytes, which is the most that is read");
        assert_eq!((bytes(3 << 30), bytes(5 << 20), bytes(1 << 10)), ("3 GiB".into(), "5 MiB".into(), "1 KiB".into()));
    }
}
