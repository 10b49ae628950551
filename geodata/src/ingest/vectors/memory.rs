//! Files in GDAL's memory (`/vsimem`), which it opens instead of those on disk: it can neither read nor write beside them.

use std::sync::atomic::{AtomicU64, Ordering};

use gdal::DriverManager;
use gdal::errors::Result;
use gdal::vsi::{MemFileRef, create_mem_file_from_ref};

/// Files in a folder of GDAL's memory, until dropped.
pub(super) struct MemoryFolder<'c> {
    folder: String,
    _files: Vec<MemFileRef<'c>>,
}

impl<'c> MemoryFolder<'c> {
    /// Lends files to GDAL, under their names in the folder.
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

    /// The path under which GDAL finds a file.
    pub(super) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }

    /// A message of GDAL without the path of the memory folder.
    pub(super) fn without_folder(&self, text: &str) -> String {
        text.replace(&self.folder, "")
    }
}

/// Makes a folder in memory. The bindings have no function for it, but a new dataset of shapefiles is a folder.
fn make_folder(path: &str) -> Result<()> {
    DriverManager::get_driver_by_name("ESRI Shapefile")?.create_vector_only(path)?.close()
}
