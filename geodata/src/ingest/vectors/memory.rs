//! Files in memory that GDAL opens in place of those on disk: it cannot look beside them, nor write there.

use std::sync::atomic::{AtomicU64, Ordering};

use gdal::DriverManager;
use gdal::errors::Result;
use gdal::vsi::{MemFileRef, create_mem_file_from_ref};

/// Files in a folder of GDAL's memory, until dropped.
pub(super) struct Memory<'c> {
    folder: String,
    _files: Vec<MemFileRef<'c>>,
}

impl<'c> Memory<'c> {
    /// Lends files to GDAL, by their names in the folder.
    pub(super) fn new(files: &'c mut [(String, Vec<u8>)]) -> Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let folder = format!("/vsimem/kerben-{}/", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut lent = Vec::with_capacity(files.len());
        for (name, content) in files {
            if let Some((inner, _)) = name.split_once('/')
                && lent.is_empty()
            {
                make_folder(&format!("{folder}{inner}"))?;
            }
            lent.push(create_mem_file_from_ref(format!("{folder}{name}"), content)?);
        }
        Ok(Self { folder, _files: lent })
    }

    /// Where GDAL finds a file.
    pub(super) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }

    /// What GDAL says, without the folder that is nowhere.
    pub(super) fn without_folder(&self, text: &str) -> String {
        text.replace(&self.folder, "")
    }
}

/// Makes a folder in memory, which has no function of its own in the bindings: a new dataset of shapefiles is one.
fn make_folder(path: &str) -> Result<()> {
    DriverManager::get_driver_by_name("ESRI Shapefile")?.create_vector_only(path)?.close()
}
