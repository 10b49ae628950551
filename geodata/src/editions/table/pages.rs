//! The pages of a column, unpacked within bounds.
//!
//! The `parquet` crate unpacks a page to its end, however long that is, and makes room for as many entries of a dictionary as
//! it says to have. This reader takes pages as editions have them (format 1, Zstandard, plain or by dictionary), and refuses others.

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use zstd::bulk::Decompressor;

use super::thrift::{PageHeader, page_header};

/// Whatever it is, a page may have so many bytes; and so many for each of its packed ones.
const SMALL_PAGE: usize = 4 << 20;
const MAX_EXPANSION: usize = 64;

/// `PageType`, `Encoding` in parquet.thrift.
const DATA_PAGE: i32 = 0;
const DICTIONARY_PAGE: i32 = 2;
const PLAIN: i32 = 0;
const PLAIN_DICTIONARY: i32 = 2;
const RLE: i32 = 3;
const RLE_DICTIONARY: i32 = 8;

/// The pages of one column of one row group.
pub(super) struct Pages {
    /// What is left of the column.
    rest: Bytes,
    unpacker: Option<Decompressor<'static>>,
    /// How many values may still come.
    values: usize,
    is_list: bool,
}

impl Pages {
    /// Those of a column of a file with as many rows in the row group.
    pub(super) fn new(content: &Bytes, column: &ColumnChunkMetaData, rows: usize) -> Result<Self> {
        let (start, length) = column.byte_range();
        let range = usize::try_from(start).ok().zip(usize::try_from(length).ok());
        let range = range.and_then(|(start, length)| Some(start..start.checked_add(length)?));
        let range = range.filter(|range| range.end <= content.len());
        let range = range.ok_or_else(|| refused("the column is not in the file"))?;
        let unpacker = match column.compression() {
            Compression::UNCOMPRESSED => None,
            Compression::ZSTD(_) => Some(Decompressor::new()?),
            other => return Err(refused(&format!("{other} is not how columns of editions are packed"))),
        };
        let is_list = column.column_descr().max_rep_level() > 0;
        Ok(Self { rest: content.slice(range), unpacker, values: rows, is_list })
    }

    fn next_page(&mut self) -> Result<Option<Page>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut after: &[u8] = &self.rest;
        let header = page_header(&mut after).ok_or_else(|| refused("the header of a page is damaged"))?;
        let start = self.rest.len() - after.len();
        let packed = usize::try_from(header.packed).ok().filter(|packed| *packed <= after.len());
        let packed = packed.ok_or_else(|| refused("a page is cut off"))?;
        let page = self.rest.slice(start..start + packed);
        self.rest = self.rest.slice(start + packed..);
        let page = self.unpacked(&page, header.unpacked)?;
        self.checked(header, page).map(Some)
    }

    fn unpacked(&mut self, page: &Bytes, length: i32) -> Result<Bytes> {
        let most = SMALL_PAGE.saturating_add(page.len().saturating_mul(MAX_EXPANSION));
        let length = usize::try_from(length).ok().filter(|length| *length <= most);
        let length = length.ok_or_else(|| refused("a page unpacks to more than pages of editions do"))?;
        let unpacked = match &mut self.unpacker {
            None => page.clone(),
            // A page of no values has no bytes.
            Some(_) if length == 0 => Bytes::new(),
            Some(unpacker) => unpacker.decompress(page, length)?.into(),
        };
        if unpacked.len() == length { Ok(unpacked) } else { Err(refused("a page has another length than it says")) }
    }

    /// The page, if there is room in its bytes for what it says to have.
    fn checked(&mut self, header: PageHeader, buf: Bytes) -> Result<Page> {
        let count = usize::try_from(header.values).map_err(|_| refused("a page has less than no values"))?;
        let num_values = header.values.cast_unsigned();
        match (header.kind, header.encoding) {
            (DICTIONARY_PAGE, PLAIN | PLAIN_DICTIONARY) if count <= buf.len() => {
                Ok(Page::DictionaryPage { buf, num_values, encoding: Encoding::PLAIN, is_sorted: false })
            }
            (DICTIONARY_PAGE, _) => Err(refused("a dictionary is damaged")),
            (DATA_PAGE, PLAIN | PLAIN_DICTIONARY | RLE_DICTIONARY) if header.levels == [RLE; 2] => {
                // Each row has a value or its absence; each further one of a list has bytes of its own, also where it is packed.
                let more = if self.is_list { buf.len().saturating_mul(8) } else { 0 };
                self.values = self.values.saturating_add(more);
                let left = self.values.checked_sub(count).ok_or_else(|| refused("there are more values than rows"))?;
                self.values = left;
                let encoding = if header.encoding == PLAIN { Encoding::PLAIN } else { Encoding::RLE_DICTIONARY };
                let levels = Encoding::RLE;
                let (def_level_encoding, rep_level_encoding) = (levels, levels);
                Ok(Page::DataPage {
                    buf,
                    num_values,
                    encoding,
                    def_level_encoding,
                    rep_level_encoding,
                    statistics: None,
                })
            }
            _ => Err(refused("a page is of a kind that editions do not have")),
        }
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

    /// Nobody skips pages of an edition.
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

fn refused(reason: &str) -> ParquetError {
    ParquetError::General(reason.to_owned())
}
