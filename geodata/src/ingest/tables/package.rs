//! A workbook as a zip of XML parts, with a limit on the size of each unpacked part.

use std::io::{self, BufRead, BufReader, Read, Seek};

use memchr::memmem;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::super::folder::bytes;
use super::limits::{MAX_DEPTH, MAX_ITEM_BYTES, MAX_PARTS};

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum WorkbookError {
    #[error("cannot be read as an {kind} workbook: {what}")]
    NotAWorkbook { kind: Kind, what: String },
    #[error(
        "the workbook has a password, or is one of an older kind; remove the password, or give it the extension .xls"
    )]
    Protected,
    #[error("cannot be read as an {kind} workbook: {part} is missing in it")]
    Missing { kind: Kind, part: String },
    #[error("cannot be read as an {kind} workbook: {part}: {what}")]
    Malformed { kind: Kind, part: String, what: String },
    #[error("the workbook is too large: {part} in it has more than {}, unpacked", bytes(*.max_bytes))]
    TooLarge { part: String, max_bytes: u64 },
    #[error("the workbook is too large: one text or tag of {part} in it has more than {}", bytes(MAX_ITEM_BYTES as u64))]
    ItemTooLarge { part: String },
    #[error("the workbook is damaged: {part} in it has elements more than {MAX_DEPTH} deep inside of each other")]
    TooDeep { part: String },
    #[error("the workbook is too large: it has more than {MAX_PARTS} parts")]
    TooManyParts,
}

impl WorkbookError {
    /// The code of the finding that it makes.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Protected => "workbook_protected",
            Self::NotAWorkbook { .. } | Self::Missing { .. } | Self::Malformed { .. } | Self::TooDeep { .. } => {
                "table_unreadable"
            }
            Self::TooLarge { .. } | Self::ItemTooLarge { .. } | Self::TooManyParts => "workbook_too_large",
        }
    }
}

/// An opened workbook.
pub(super) struct Package<R> {
    kind: Kind,
    zip: ZipArchive<R>,
}

/// The format of a workbook, for messages.
pub(super) type Kind = &'static str;

impl<R: Read + Seek> Package<R> {
    pub(super) fn open(kind: Kind, mut content: R) -> Result<Self, WorkbookError> {
        /// Compound files begin with this: workbooks in older formats, and encrypted ones.
        const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        let unreadable = |error: io::Error| WorkbookError::NotAWorkbook { kind, what: error.to_string() };
        let mut magic = Vec::new();
        (&mut content).take(COMPOUND_FILE.len() as u64).read_to_end(&mut magic).map_err(unreadable)?;
        content.rewind().map_err(unreadable)?;
        if magic == COMPOUND_FILE {
            return Err(WorkbookError::Protected);
        }
        // `ZipArchive::new` reads all entries before it gives their number.
        if count_entries(&mut content).map_err(unreadable)? > MAX_PARTS {
            return Err(WorkbookError::TooManyParts);
        }
        content.rewind().map_err(unreadable)?;
        let zip =
            ZipArchive::new(content).map_err(|error| WorkbookError::NotAWorkbook { kind, what: error.to_string() })?;
        Ok(Self { kind, zip })
    }

    /// Unpacks all parts to see whether they have at most so many bytes together, for readers that have no limit of their own, and shows each.
    pub(super) fn inspect(&mut self, max_bytes: u64, mut show: impl FnMut(&str, &[u8])) -> Result<(), WorkbookError> {
        let mut left = max_bytes;
        for position in 0..self.zip.len() {
            let kind = self.kind;
            let file = match self.zip.by_index(position) {
                Ok(file) => file,
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(WorkbookError::Protected),
                Err(error) => return Err(WorkbookError::NotAWorkbook { kind, what: error.to_string() }),
            };
            let part = file.name().map_or_else(|_| String::new(), |name| name.to_string());
            let mut content = Vec::new();
            let read = file
                .take(left.saturating_add(1))
                .read_to_end(&mut content)
                .map_err(|error| WorkbookError::Malformed { kind, part: part.clone(), what: error.to_string() })?;
            show(&part, &content);
            let Some(rest) = left.checked_sub(read as u64) else {
                return Err(WorkbookError::TooLarge { part, max_bytes });
            };
            left = rest;
        }
        Ok(())
    }

    /// Opens a part, to be read up to a number of bytes. Names are compared as Windows does: writers differ in case and in the
    /// direction of slashes.
    pub(super) fn part(&mut self, name: &str, max_bytes: u64) -> Result<Part<'_, R>, WorkbookError> {
        let kind = self.kind;
        let plain = |name: &str| name.trim_start_matches('/').replace('\\', "/").to_lowercase();
        let position = self.zip.index_for_name(name).or_else(|| {
            let wanted = plain(name);
            self.zip.file_names().position(|known| known.is_ok_and(|known| plain(&known) == wanted))
        });
        let Some(position) = position else { return Err(WorkbookError::Missing { kind, part: name.to_owned() }) };
        match self.zip.by_index(position) {
            Ok(file) => Ok(Part::new(kind, name, file, max_bytes)),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => Err(WorkbookError::Protected),
            Err(error) => Err(WorkbookError::Malformed { kind, part: name.to_owned(), what: error.to_string() }),
        }
    }
}

/// An upper bound of the entries of a zip: how often the signature of a central directory entry occurs in it.
fn count_entries(content: &mut impl Read) -> io::Result<usize> {
    const BEGIN: &[u8; 4] = b"PK\x01\x02";
    let (mut count, mut kept) = (0, 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = content.read(&mut buffer[kept..])?;
        if length == 0 {
            return Ok(count);
        }
        let non_empty = kept + length;
        count += memmem::find_iter(&buffer[..non_empty], BEGIN).count();
        // A signature may begin at the end of the buffer.
        kept = non_empty.min(BEGIN.len() - 1);
        buffer.copy_within(non_empty - kept..non_empty, 0);
    }
}

/// The error of a part that ends early.
const TRUNCATED: &str = "it ends in the middle";

/// One XML part, event by event.
pub(super) struct Part<'z, R: Read> {
    kind: Kind,
    name: String,
    xml: quick_xml::Reader<LimitedReader<BufReader<ZipFile<'z, R>>>>,
    buffer: Vec<u8>,
    depth: usize,
    max_bytes: u64,
}

impl<'z, R: Read> Part<'z, R> {
    fn new(kind: Kind, name: &str, file: ZipFile<'z, R>, max_bytes: u64) -> Self {
        let limited = LimitedReader {
            inner: BufReader::new(file),
            left: max_bytes,
            left_of_item: MAX_ITEM_BYTES,
            exceeded: None,
        };
        let mut xml = quick_xml::Reader::from_reader(limited);
        let config = xml.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { kind, name: name.to_owned(), xml, buffer: Vec::new(), depth: 0, max_bytes }
    }

    /// The next event. The end of the file is one.
    pub(super) fn next(&mut self) -> Result<Event<'_>, WorkbookError> {
        self.buffer.clear();
        self.xml.get_mut().left_of_item = MAX_ITEM_BYTES;
        match self.xml.read_event_into(&mut self.buffer) {
            Ok(event) => {
                match event {
                    Event::Start(_) => self.depth += 1,
                    Event::End(_) => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                if self.depth > MAX_DEPTH {
                    return Err(WorkbookError::TooDeep { part: self.name.clone() });
                }
                Ok(event)
            }
            Err(error) => {
                let part = self.name.clone();
                Err(match self.xml.get_ref().exceeded {
                    Some(Limit::Part) => WorkbookError::TooLarge { part, max_bytes: self.max_bytes },
                    Some(Limit::Item) => WorkbookError::ItemTooLarge { part },
                    None => WorkbookError::Malformed { kind: self.kind, part, what: error.to_string() },
                })
            }
        }
    }

    /// Skips to the end of the current element.
    pub(super) fn skip(&mut self) -> Result<(), WorkbookError> {
        let depth = self.depth;
        while self.depth >= depth {
            let is_over = matches!(self.next()?, Event::Eof);
            if is_over {
                return Err(self.truncated());
            }
        }
        Ok(())
    }

    /// Appends the text of the current element.
    pub(super) fn text(&mut self, text: &mut String) -> Result<(), WorkbookError> {
        let (start, mut depth) = (text.len(), 1);
        while depth > 0 {
            let fault = match self.next()? {
                Event::Text(more) => {
                    text.push_str(&more.xml10_content());
                    None
                }
                Event::CData(more) => {
                    text.push_str(&more.xml10_content());
                    None
                }
                Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                    Ok(Some(character)) => {
                        text.push(character);
                        None
                    }
                    Ok(None) => match resolve_predefined_entity(&reference) {
                        Some(known) => {
                            text.push_str(known);
                            None
                        }
                        None => Some("it refers to an entity that it does not define"),
                    },
                    Err(_) => Some("it refers to a character that there is not"),
                },
                Event::Start(_) => {
                    depth += 1;
                    None
                }
                Event::End(_) => {
                    depth -= 1;
                    None
                }
                Event::Eof => Some(TRUNCATED),
                _ => None,
            };
            if let Some(what) = fault {
                return Err(self.malformed(what));
            }
            if text.len() - start > MAX_ITEM_BYTES {
                return Err(self.too_large());
            }
        }
        Ok(())
    }

    pub(super) fn truncated(&self) -> WorkbookError {
        self.malformed(TRUNCATED)
    }

    pub(super) fn too_large(&self) -> WorkbookError {
        WorkbookError::ItemTooLarge { part: self.name.clone() }
    }

    pub(super) fn malformed(&self, what: &str) -> WorkbookError {
        WorkbookError::Malformed { kind: self.kind, part: self.name.clone(), what: what.to_owned() }
    }
}

/// An attribute by its name with its prefix.
pub(super) fn qualified_attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| found.value.to_string(), Into::into))
}

/// An attribute by its local name. A malformed element has none.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut well_formed = attributes.with_checks(false).flatten();
    let found = well_formed.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| found.value.to_string(), Into::into))
}

/// Whether a boolean attribute is true.
pub(super) fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

/// Which limit was exceeded.
#[derive(Clone, Copy, Debug)]
enum Limit {
    Part,
    Item,
}

/// A reader that fails when a limit is reached. It counts the unpacked bytes, whatever size the zip states. The second limit is
/// for the bytes that the XML reader buffers before it returns an event.
struct LimitedReader<B> {
    inner: B,
    left: u64,
    left_of_item: usize,
    exceeded: Option<Limit>,
}

impl<B: BufRead> BufRead for LimitedReader<B> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let available = self.inner.fill_buf()?.len();
        let allowed = usize::try_from(self.left).unwrap_or(usize::MAX).min(self.left_of_item);
        if allowed == 0 && available > 0 {
            self.exceeded = Some(if self.left == 0 { Limit::Part } else { Limit::Item });
            return Err(io::Error::other("a limit is exceeded"));
        }
        Ok(&self.inner.fill_buf()?[..available.min(allowed)])
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.left_of_item = self.left_of_item.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

impl<B: BufRead> Read for LimitedReader<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    #[test]
    fn entries_are_counted_wherever_a_buffer_ends() {
        for before in (1 << 16) - 5..=1 << 16 {
            let content = [vec![b'P'; before], b"PK\x01\x02PK\x01\x02PK\x03\x04PK".to_vec()].concat();
            assert_eq!(count_entries(&mut content.as_slice()).expect("read"), 2, "{before}");
        }
    }

    #[test]
    fn a_part_is_unpacked_up_to_its_limit() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.xml", SimpleFileOptions::default()).expect("started");
        zip.write_all("<a/>".repeat(1000).as_bytes()).expect("written");
        let mut content = zip.finish().expect("finished").into_inner();
        let read = |content: &[u8], max_bytes: u64| {
            let mut package = Package::open("XLSX", Cursor::new(content)).expect("opened");
            let mut part = package.part("A.XML", max_bytes).expect("a part");
            loop {
                match part.next() {
                    Ok(Event::Eof) => return Ok(()),
                    Ok(_) => {}
                    Err(fault) => return Err((fault.code(), fault.to_string())),
                }
            }
        };
        assert_eq!(read(&content, 4000), Ok(()));
        let message = "the workbook is too large: A.XML in it has more than 3 KiB, unpacked";
        assert_eq!(read(&content, 3999), Err(("workbook_too_large", message.to_owned())));
        // Even where the zip states a size of a hundred bytes.
        for at in 0..content.len() - 4 {
            if content[at..at + 4] == 4000_u32.to_le_bytes() {
                content[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
            }
        }
        assert!(read(&content, 3999).is_err());
    }
}
