//! A shapefile is several files, which people copy one by one: if two do not belong together, GDAL reads as many features as the
//! shorter one has.

use super::super::contents::DatasetFiles;
use super::super::error::VectorError;

/// Checks that there are as many shapes as records.
pub(super) fn inspect(contents: &DatasetFiles) -> Result<(), VectorError> {
    let part = |extension: &str| {
        contents.files.iter().find(|(name, _)| name.ends_with(extension)).map(|(_, content)| content.as_slice())
    };
    let (shapes, records) = (part(".shx").and_then(shapes), part(".dbf").and_then(records));
    let (Some(shapes), Some(records)) = (shapes, records) else { return Ok(()) };
    if shapes == records {
        return Ok(());
    }
    let stem = &contents.stem;
    let message = format!(
        "{stem}.shx has {shapes} shapes, but {stem}.dbf {records} records: they do not belong together, or were not written to their ends"
    );
    Err(VectorError::new("shapefile_mixed", message))
}

/// The number of shapes by the header of an index (`.shx`): 100 bytes, and 8 for each shape; lengths are in words of two bytes.
fn shapes(index: &[u8]) -> Option<u64> {
    let words = u32::from_be_bytes(index.get(24..28)?.try_into().ok()?);
    (u64::from(words) * 2).checked_sub(100).map(|bytes| bytes / 8)
}

/// The number of records by the header of a table (`.dbf`), with deleted ones.
fn records(table: &[u8]) -> Option<u64> {
    Some(u32::from_le_bytes(table.get(4..8)?.try_into().ok()?).into())
}

#[cfg(test)]
mod tests {
    use super::super::super::format::Format;
    use super::*;

    #[test]
    fn an_index_and_a_table_of_different_lengths_are_an_error() {
        let inspected = |shapes: u32, records: u32| {
            let mut index = vec![0; 100];
            index[24..28].copy_from_slice(&(50 + 4 * shapes).to_be_bytes());
            let mut table = vec![0; 32];
            table[4..8].copy_from_slice(&records.to_le_bytes());
            let files = vec![("a.shp".into(), Vec::new()), ("a.shx".into(), index), ("a.dbf".into(), table)];
            inspect(&DatasetFiles::new(Format::Shapefile, "a.shp", files)).map_err(|fault| (fault.code, fault.message))
        };
        assert_eq!(inspected(4, 4), Ok(()));
        let message =
            "a.shx has 4 shapes, but a.dbf 3 records: they do not belong together, or were not written to their ends";
        assert_eq!(inspected(4, 3), Err(("shapefile_mixed", message.to_owned())));
        assert!(inspected(3, 4).is_err());
    }
}
