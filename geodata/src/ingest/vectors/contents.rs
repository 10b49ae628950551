//! The files of one dataset, in memory.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::super::folder::bytes;
use super::error::VectorError;
use super::file_names::stem;
use super::format::{Format, without_packing};

/// The files of one dataset: a shapefile with its companions, or a single file.
#[derive(Debug)]
pub(super) struct DatasetFiles {
    pub(super) format: Format,
    /// The file name without folder and extension, which `layer` may name.
    pub(super) stem: String,
    /// Names and contents; the first is the main file.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The connection string of a database, which has no files.
    pub(super) database: Option<String>,
    /// The names of views and other computed layers, which are not read.
    pub(super) computed: Vec<String>,
}

impl DatasetFiles {
    /// A dataset with these files; `path` is that of the main file.
    pub(super) fn new(format: Format, path: &str, files: Vec<(String, Vec<u8>)>) -> Self {
        let stem = stem(path).to_owned();
        let format = files.first().map_or(format, |(_, content)| format.refine_by_content(content));
        Self { format, stem, files, database: None, computed: Vec::new() }
    }

    /// A database, which has no files.
    pub(super) fn database(address: &str) -> Self {
        Self { database: Some(address.to_owned()), ..Self::new(Format::PostGis, "", Vec::new()) }
    }

    /// Unpacks the main file if it is packed by itself, up to a number of bytes for all.
    pub(super) fn unpack(&mut self, left: &mut u64, max_bytes: u64) -> Result<(), VectorError> {
        let Some((name, content)) = self.files.first_mut().filter(|(name, _)| without_packing(name).is_some()) else {
            return Ok(());
        };
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(content.as_slice()).take(*left + 1).read_to_end(&mut unpacked).map_err(|error| {
            VectorError::new("vector_unreadable", format!("this cannot be unpacked as gzip: {error}"))
        })?;
        *left = left.checked_sub(unpacked.len() as u64).ok_or_else(|| {
            let message = format!("the file unpacks to more than {}, which is the most that is read", bytes(max_bytes));
            VectorError::new("file_too_large", message)
        })?;
        *name = without_packing(name).unwrap_or(name).to_owned();
        *content = unpacked;
        self.format = self.format.refine_by_content(content);
        Ok(())
    }

    /// The name that GDAL opens.
    pub(super) fn main_name(&self) -> &str {
        let first = self.files.first().map_or("", |(name, _)| name);
        if self.format == Format::Geodatabase { first.split('/').next().unwrap_or(first) } else { first }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(content: &[u8]) -> DatasetFiles {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).expect("packed");
        let content = encoder.finish().expect("packed");
        DatasetFiles::new(Format::GeoJson, "a.geojson.gz", vec![("a.gz".to_owned(), content)])
    }

    #[test]
    fn a_packed_file_is_unpacked_up_to_a_limit() {
        let zeros = vec![0; 1 << 20];
        let mut files = packed(&zeros);
        let mut left = 3 << 19;
        files.unpack(&mut left, 3 << 19).expect("unpacked");
        assert_eq!((files.files[0].0.as_str(), files.files[0].1.len(), left), ("a", 1 << 20, 1 << 19));
        // What is left is too little for another one.
        let fault = packed(&zeros).unpack(&mut left, 3 << 19).expect_err("refused");
        assert_eq!(fault.message, "the file unpacks to more than 1 MiB, which is the most that is read");
        let mut cut = packed(b"{}");
        cut.files[0].1.truncate(12);
        assert_eq!(cut.unpack(&mut 100, 100).map_err(|fault| fault.code), Err("vector_unreadable"));
        let mut topology = packed(br#"{"type":"Topology"}"#);
        topology.unpack(&mut 100, 100).expect("unpacked");
        assert_eq!(topology.format, Format::TopoJson);
    }
}
