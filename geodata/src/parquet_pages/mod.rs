//! The pages of a column of a Parquet file, unpacked within bounds.
//!
//! The `parquet` crate unpacks a page to its end, however long that is, and makes room for as many entries of a dictionary as
//! it says to have. Here a page is looked at before it is believed ([`thrift`]), unpacked to the length that it states
//! ([`unpacking`]) if that is in proportion, and handed to the decoder of the crate.

mod thrift;
mod unpacking;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;

use crate::expected_panics::caught;
use thrift::{PageHeader, page_header};
use unpacking::{Unpacker, refused};

/// Whatever it is, a page may have so many bytes; and so many for each of its packed ones, up to as many as anything may have.
const SMALL_PAGE: usize = 4 << 20;
const MAX_EXPANSION: usize = 64;
const LARGEST_PAGE: usize = 1 << 30;

/// `PageType` in parquet.thrift.
const DATA_PAGE: i32 = 0;
const DICTIONARY_PAGE: i32 = 2;
const DATA_PAGE_2: i32 = 3;
/// `Encoding` there: that of levels.
const RLE: i32 = 3;

/// How many entries of lists may still come: they need no bytes, so that nothing else says how many can be meant.
#[derive(Clone, Debug)]
pub(crate) struct Entries(Arc<AtomicUsize>);

impl Entries {
    /// Allows for so many from now on.
    pub(crate) fn allow(&self, entries: usize) {
        self.0.store(entries, Ordering::Relaxed);
    }

    fn take(&self, entries: usize) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(entries)).is_ok()
    }
}

impl Default for Entries {
    fn default() -> Self {
        Self(Arc::new(AtomicUsize::new(usize::MAX)))
    }
}

/// The pages of one column of one row group.
pub(crate) struct Pages {
    /// What is left of the column.
    rest: Bytes,
    unpacker: Unpacker,
    /// How many values may still come.
    values: usize,
    is_list: bool,
    entries: Entries,
}

impl Pages {
    /// Those of a column of a file with as many rows in the row group.
    pub(crate) fn new(content: &Bytes, column: &ColumnChunkMetaData, rows: usize, entries: Entries) -> Result<Self> {
        let (start, length) = column.byte_range();
        let range = usize::try_from(start).ok().zip(usize::try_from(length).ok());
        let range = range.and_then(|(start, length)| Some(start..start.checked_add(length)?));
        let range = range.filter(|range| range.end <= content.len());
        let range = range.ok_or_else(|| refused("the column is not in the file"))?;
        let unpacker = Unpacker::of(column.compression())?;
        let is_list = column.column_descr().max_rep_level() > 0;
        Ok(Self { rest: content.slice(range), unpacker, values: rows, is_list, entries })
    }

    fn next_page(&mut self) -> Result<Option<Page>> {
        while !self.rest.is_empty() {
            let mut after: &[u8] = &self.rest;
            let header = page_header(&mut after).ok_or_else(|| refused("the header of a page is damaged"))?;
            let start = self.rest.len() - after.len();
            let packed = usize::try_from(header.packed).ok().filter(|packed| *packed <= after.len());
            let packed = packed.ok_or_else(|| refused("a page is cut off"))?;
            let page = self.rest.slice(start..start + packed);
            self.rest = self.rest.slice(start + packed..);
            match header.kind {
                DICTIONARY_PAGE => return self.dictionary(&header, &page).map(Some),
                DATA_PAGE => return self.data(&header, &page).map(Some),
                DATA_PAGE_2 => return self.data_2(&header, &page).map(Some),
                // The format lets readers pass over others.
                _ => {}
            }
        }
        Ok(None)
    }

    fn unpacked(&mut self, page: &Bytes, length: usize) -> Result<Bytes> {
        let most = SMALL_PAGE.saturating_add(page.len().saturating_mul(MAX_EXPANSION)).min(LARGEST_PAGE);
        if length > most {
            return Err(refused("a page says that it unpacks to more than pages do"));
        }
        self.unpacker.unpack(page, length)
    }

    /// A dictionary, if there is room in its bytes for what it says to have.
    fn dictionary(&mut self, header: &PageHeader, page: &Bytes) -> Result<Page> {
        let buf = self.unpacked(page, length(header.unpacked)?)?;
        let is_plain = matches!(encoding(header.encoding), Some(Encoding::PLAIN | Encoding::PLAIN_DICTIONARY));
        if !is_plain || length(header.values)? > buf.len() {
            return Err(refused("a dictionary is damaged"));
        }
        let num_values = header.values.cast_unsigned();
        Ok(Page::DictionaryPage { buf, num_values, encoding: Encoding::PLAIN, is_sorted: false })
    }

    fn data(&mut self, header: &PageHeader, page: &Bytes) -> Result<Page> {
        let encoding = value_encoding(header)?;
        if header.levels != [RLE; 2] {
            return Err(refused("the levels of a page are written in a way that is not read"));
        }
        let buf = self.unpacked(page, length(header.unpacked)?)?;
        self.count(header, buf.len())?;
        let levels = Encoding::RLE;
        let (def_level_encoding, rep_level_encoding) = (levels, levels);
        let num_values = header.values.cast_unsigned();
        Ok(Page::DataPage { buf, num_values, encoding, def_level_encoding, rep_level_encoding, statistics: None })
    }

    /// In the second format the levels are not packed.
    fn data_2(&mut self, header: &PageHeader, page: &Bytes) -> Result<Page> {
        let encoding = value_encoding(header)?;
        let [definition, repetition] = [length(header.level_bytes[0])?, length(header.level_bytes[1])?];
        let levels = definition.checked_add(repetition).filter(|levels| *levels <= page.len());
        let levels = levels.ok_or_else(|| refused("a page is cut off"))?;
        let values = length(header.unpacked)?.checked_sub(levels);
        let values = values.ok_or_else(|| refused("a page has another length than it says"))?;
        let buf = if header.is_packed {
            let unpacked = self.unpacked(&page.slice(levels..), values)?;
            [&page[..levels], &unpacked].concat().into()
        } else {
            page.clone()
        };
        self.count(header, buf.len())?;
        // The decoder believes that no value is missing where it is not told so.
        let nulls = length(header.nulls)?;
        if nulls > length(header.values)? {
            return Err(refused("a page has fewer values than are missing in it"));
        }
        Ok(Page::DataPageV2 {
            buf,
            num_values: header.values.cast_unsigned(),
            encoding,
            num_nulls: header.nulls.cast_unsigned(),
            num_rows: header.rows.cast_unsigned(),
            def_levels_byte_len: header.level_bytes[0].cast_unsigned(),
            rep_levels_byte_len: header.level_bytes[1].cast_unsigned(),
            is_compressed: false,
            statistics: None,
        })
    }

    /// Counts the values of a page. Each row has a value or its absence; each further one of a list has bytes of its own, also where it
    /// is packed.
    fn count(&mut self, header: &PageHeader, bytes: usize) -> Result<()> {
        let count = length(header.values)?;
        let more = if self.is_list { bytes.saturating_mul(8) } else { 0 };
        self.values = self.values.saturating_add(more);
        self.values = self.values.checked_sub(count).ok_or_else(|| refused("there are more values than rows"))?;
        if self.is_list && !self.entries.take(count) {
            return Err(refused("lists have more entries than are read"));
        }
        Ok(())
    }
}

fn length(number: i32) -> Result<usize> {
    usize::try_from(number).map_err(|_| refused("a page has less than nothing"))
}

/// `Encoding` in parquet.thrift.
fn encoding(number: i32) -> Option<Encoding> {
    Some(match number {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        7 => Encoding::DELTA_BYTE_ARRAY,
        8 => Encoding::RLE_DICTIONARY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        _ => return None,
    })
}

/// The encoding of the values of a page.
fn value_encoding(header: &PageHeader) -> Result<Encoding> {
    match encoding(header.encoding) {
        Some(Encoding::PLAIN_DICTIONARY) => Ok(Encoding::RLE_DICTIONARY),
        // Each value may be as long as all before it together: a small page would become terabytes.
        Some(Encoding::DELTA_BYTE_ARRAY) => {
            Err(refused("texts that are written as differences (DELTA_BYTE_ARRAY) are not read"))
        }
        Some(encoding) => Ok(encoding),
        None => Err(refused("a page is written in a way that is not known")),
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.next_page()
    }

    /// Nobody skips pages.
    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Ok(None)
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.next_page().map(|_| ())
    }

    /// A list may go on in the next page.
    fn at_record_boundary(&mut self) -> Result<bool> {
        Ok(self.rest.is_empty())
    }
}

/// The bytes of the footer: behind it stand its length and four letters.
fn footer(content: &[u8]) -> Option<&[u8]> {
    let end = content.len().checked_sub(8)?;
    let length = u32::from_le_bytes(content.get(end..end + 4)?.try_into().ok()?);
    content.get(end.checked_sub(length as usize)?..end)
}

/// Whether the footer of a file can be read in a time and in memory that its length sets, and has at most so many columns.
pub(crate) fn has_plain_footer(content: &[u8], max_columns: u64) -> bool {
    footer(content).is_some_and(|footer| thrift::is_plain_footer(footer, max_columns))
}

/// Calls the decoder of Parquet, which panics at some files that are malformed (a negative offset of a column, say). The error is then
/// what it says.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> std::result::Result<T, String> {
    caught(work)
        .map_err(|said| format!("the Parquet decoder gave up: {}", said.as_deref().unwrap_or("it does not say why")))
}

#[cfg(test)]
mod tests {
    use parquet::column::writer::ColumnWriter;
    use parquet::file::metadata::ParquetMetaDataReader;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// One list of so many ones and zeros, which takes a bit for each.
    fn list(entries: usize) -> Bytes {
        let message = "message x { REQUIRED GROUP a (LIST) { REPEATED GROUP list { REQUIRED DOUBLE element; } } }";
        let schema = Arc::new(parse_message_type(message).expect("a schema"));
        let mut writer =
            SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::new())).expect("a writer");
        let mut group = writer.next_row_group().expect("a row group");
        let mut column = group.next_column().expect("a column").expect("a column");
        let ColumnWriter::DoubleColumnWriter(doubles) = column.untyped() else { panic!("doubles") };
        let mut starts = vec![1; entries];
        starts[0] = 0;
        doubles
            .write_batch(
                &(0..entries).map(|entry| (entry % 2) as f64).collect::<Vec<_>>(),
                Some(&vec![1; entries]),
                Some(&starts),
            )
            .expect("written");
        column.close().expect("closed");
        group.close().expect("closed");
        writer.into_inner().expect("bytes").into()
    }

    #[test]
    fn a_list_has_no_more_entries_than_are_allowed() {
        let content = list(100_000);
        assert!(content.len() < 20_000, "{} bytes", content.len());
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&content).expect("metadata");
        for (allowed, fits) in [(100_000, true), (99_999, false), (usize::MAX, true)] {
            let entries = Entries::default();
            entries.allow(allowed);
            let pages = Pages::new(&content, metadata.row_group(0).column(0), 1, entries).expect("pages");
            let read: Result<Vec<Page>> = pages.collect();
            assert_eq!(read.is_ok(), fits, "{allowed}: {:?}", read.err());
        }
    }
}
