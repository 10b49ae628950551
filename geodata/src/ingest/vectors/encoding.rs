//! Finds the text encoding of shapefiles.
//!
//! The `.dbf` format is older than Unicode. A file may state its code page in a byte of its header, or in a `.cpg` beside it. Many
//! state none, or "the Windows default", and GDAL then silently reads Cyrillic as Latin-1. If no encoding is stated, it is guessed
//! from the text, and reported.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::contents::DatasetFiles;
use super::error::VectorError;
use super::format::Format;
use crate::ingest::config::VectorFile;
use crate::ingest::text::trimmed;

/// How many bytes of text the encoding is guessed from.
const MAX_DETECTION_BYTES: usize = 1 << 20;

/// The encoding with which the text of a shapefile is read.
#[derive(Debug, Default)]
pub(super) struct TextEncoding {
    /// GDAL's name for it; GDAL decides if none.
    pub(super) name: Option<String>,
    /// The warning, if it was guessed.
    pub(super) guessed: Option<String>,
}

/// A code page that a file states.
#[derive(Clone, Copy, Debug, PartialEq)]
enum CodePage {
    Known(&'static Encoding),
    /// A DOS code page for Western Europe, which only GDAL supports.
    Dos(u16),
}

impl TextEncoding {
    /// Finds the encoding of a dataset.
    pub(super) fn of(contents: &DatasetFiles, source: &VectorFile) -> Result<Self, VectorError> {
        if contents.format != Format::Shapefile {
            return source.encoding.map_or(Ok(Self::default()), |(_, line)| {
                let format = contents.format.name();
                let message = format!("line {line} of dataset.toml gives an `encoding`, but this is {format}, which says its own; remove it");
                Err(VectorError::new("encoding_not_asked", message))
            });
        }
        let part = |extension: &str| {
            contents.files.iter().find(|(name, _)| name.ends_with(extension)).map(|(_, content)| content.as_slice())
        };
        let Some(table) = part(".dbf").map(DbfTable::new) else { return Ok(Self::default()) };
        let stem = &contents.stem;
        if let Some((encoding, line)) = source.encoding {
            let who = format!("line {line} of dataset.toml");
            return table.check_encoding(encoding, &who).map(|()| Self::known(encoding));
        }
        if let Some(cpg) = part(".cpg").map(String::from_utf8_lossy).filter(|cpg| !cpg.trim().is_empty()) {
            let cpg = trimmed(&cpg).trim_end_matches('\0');
            return match CodePage::from_name(cpg) {
                Some(CodePage::Known(encoding)) => {
                    table.check_encoding(encoding, &format!("{stem}.cpg")).map(|()| Self::known(encoding))
                }
                Some(CodePage::Dos(page)) => Ok(Self { name: Some(format!("CP{page}")), guessed: None }),
                None => {
                    let message = format!(
                        "{stem}.cpg names an encoding that is not known: `{cpg}`; give it with `encoding` in dataset.toml"
                    );
                    Err(VectorError::new("encoding_unknown", message))
                }
            };
        }
        match table.code_page() {
            Some(CodePage::Known(encoding)) => Ok(Self::known(encoding)),
            Some(CodePage::Dos(page)) => Ok(Self { name: Some(format!("CP{page}")), guessed: None }),
            None if table.first_malformed(UTF_8).is_none() => Ok(Self::known(UTF_8)),
            None => Ok(Self::guess(&table, stem, source.country.as_deref())),
        }
    }

    fn known(encoding: &'static Encoding) -> Self {
        // glibc has the others under their WHATWG names.
        let name = match encoding.name() {
            "x-mac-cyrillic" => "MAC-CYRILLIC",
            name => name,
        };
        Self { name: Some(name.to_owned()), guessed: None }
    }

    fn guess(table: &DbfTable<'_>, stem: &str, country: Option<&str>) -> Self {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let mut fed = 0;
        for (_, _, text) in table.non_ascii_values().take_while(|(_, _, text)| {
            fed += text.len();
            fed <= MAX_DETECTION_BYTES
        }) {
            detector.feed(text, false);
            detector.feed(b"\n", false);
        }
        detector.feed(b"", true);
        // The detector panics on anything that is not two lower case letters.
        let country = country.filter(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
        let encoding = detector.guess(country.map(str::as_bytes), Utf8Detection::Deny);
        let example = table.non_ascii_values().next().map_or_else(String::new, |(_, _, text)| {
            format!(" (`{}`)", encoding.decode_without_bom_handling(text).0.trim())
        });
        let name = encoding.name().to_lowercase();
        let message = format!(
            "{stem}.dbf does not say the encoding of its text, and there is no {stem}.cpg; it is read as {name}{example}. Say `encoding = \"{name}\"` in dataset.toml if that is right, or the right one"
        );
        Self { guessed: Some(message), ..Self::known(encoding) }
    }
}

impl CodePage {
    /// From the text of a `.cpg`: `UTF-8`, `1251`, `ANSI 1251`, `ISO 88595`, `OEM 866`.
    fn from_name(name: &str) -> Option<Self> {
        if let Some(encoding) = Encoding::for_label(name.as_bytes()).filter(|encoding| encoding.is_ascii_compatible()) {
            return Some(Self::Known(encoding));
        }
        let lower = name.to_lowercase();
        let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
        if lower.starts_with("utf") && digits == "8" {
            return Some(Self::Known(UTF_8));
        }
        if let Some(part) = digits.strip_prefix("8859") {
            return Encoding::for_label(format!("iso-8859-{part}").as_bytes()).map(Self::Known);
        }
        Self::from_number(digits.parse().ok()?)
    }

    /// From the Windows code page number.
    fn from_number(number: u16) -> Option<Self> {
        let label = match number {
            437 | 850 | 852 | 860 | 861 | 863 | 865 => return Some(Self::Dos(number)),
            866 => "ibm866",
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            10_000 => "macintosh",
            10_007 => "x-mac-cyrillic",
            20_866 => "koi8-r",
            21_866 => "koi8-u",
            65_001 => "utf-8",
            1250..=1258 => return Encoding::for_label(format!("windows-{number}").as_bytes()).map(Self::Known),
            _ => return None,
        };
        Encoding::for_label(label.as_bytes()).map(Self::Known)
    }

    /// From the language driver byte in the header of a `.dbf`. None if it states nothing, or the Windows default.
    fn from_language_driver(byte: u8) -> Option<Self> {
        let number = match byte {
            0x01 => 437,
            0x02 => 850,
            0x03 | 0x58 | 0x59 => 1252,
            0x04 => 10_000,
            0x13 | 0x7b => 932,
            0x1f | 0x22 | 0x23 | 0x40 | 0x64 | 0x87 => 852,
            0x26 | 0x65 => 866,
            0x4d | 0x7a => 936,
            0x4e | 0x79 => 949,
            0x4f | 0x78 => 950,
            0x50 | 0x7c => 874,
            0x7d => 1255,
            0x7e => 1256,
            0x96 => 10_007,
            0xc8 => 1250,
            0xc9 => 1251,
            0xca => 1254,
            0xcb => 1253,
            0xcc => 1257,
            _ => return None,
        };
        Self::from_number(number)
    }
}

/// The text fields of a `.dbf`.
struct DbfTable<'b> {
    bytes: &'b [u8],
    /// The offset in a record, the length and the name of each text field.
    fields: Vec<(usize, usize, String)>,
}

const HEADER_BYTES: usize = 32;
const END_OF_FIELDS: u8 = 0x0d;

impl<'b> DbfTable<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        let mut fields = Vec::new();
        // The first byte of a record is the deletion flag.
        let mut place = 1;
        let descriptions = bytes.get(HEADER_BYTES..).unwrap_or_default().chunks_exact(32);
        for field in descriptions.take_while(|field| field[0] != END_OF_FIELDS) {
            let length = usize::from(field[16]);
            if field[11] == b'C' {
                let name = field[..11].split(|byte| *byte == 0).next().unwrap_or_default();
                fields.push((place, length, String::from_utf8_lossy(name).into_owned()));
            }
            place += length;
        }
        Self { bytes, fields }
    }

    fn code_page(&self) -> Option<CodePage> {
        CodePage::from_language_driver(*self.bytes.get(29)?)
    }

    /// The values that are not ASCII, each with the number of its record and the name of its field.
    fn non_ascii_values(&self) -> impl Iterator<Item = (usize, &str, &'b [u8])> {
        let number = |place: usize| {
            self.bytes.get(place..place + 2).map_or(0, |two| usize::from(two[0]) | usize::from(two[1]) << 8)
        };
        let (first, length) = (number(8), number(10).max(1));
        let records = self.bytes.get(first..).unwrap_or_default().chunks_exact(length);
        records.enumerate().filter(|(_, record)| record[0] != b'*').flat_map(move |(index, record)| {
            self.fields.iter().filter_map(move |(place, length, name)| {
                let value = record.get(*place..place + length)?.trim_ascii_end();
                (!value.is_ascii()).then_some((index + 1, name.as_str(), value))
            })
        })
    }

    /// The record and field of the first value that is malformed in an encoding.
    fn first_malformed(&self, encoding: &'static Encoding) -> Option<(usize, &str)> {
        let is_in = |value: &[u8]| match std::str::from_utf8(value) {
            // A value may be cut within its last character, if the field is too short.
            Err(error) if encoding == UTF_8 => error.error_len().is_none(),
            Ok(_) if encoding == UTF_8 => true,
            _ => encoding.decode_without_bom_handling_and_without_replacement(value).is_some(),
        };
        self.non_ascii_values().find(|(_, _, value)| !is_in(value)).map(|(record, field, _)| (record, field))
    }

    fn check_encoding(&self, encoding: &'static Encoding, who: &str) -> Result<(), VectorError> {
        self.first_malformed(encoding).map_or(Ok(()), |(record, field)| {
            let name = encoding.name().to_lowercase();
            let message = format!("{who} says that the text is in {name}, but that of record {record}, field {field}, is not; give the right `encoding` in dataset.toml");
            Err(VectorError::new("not_in_encoding", message))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_are_known_however_they_are_written() {
        let cyrillic = Encoding::for_label(b"windows-1251").map(CodePage::Known);
        for name in ["1251", "ANSI 1251", "CP1251", "windows-1251", "Windows-1251"] {
            assert_eq!(CodePage::from_name(name), cyrillic, "{name}");
        }
        for name in ["UTF-8", "utf8", "UTF_8", "65001"] {
            assert_eq!(CodePage::from_name(name), Some(CodePage::Known(UTF_8)), "{name}");
        }
        let iso = Encoding::for_label(b"iso-8859-5").map(CodePage::Known);
        for name in ["ISO-8859-5", "ISO 88595", "88595", "ISO8859-5"] {
            assert_eq!(CodePage::from_name(name), iso, "{name}");
        }
        assert_eq!(CodePage::from_name("OEM 866"), Encoding::for_label(b"ibm866").map(CodePage::Known));
        assert_eq!(CodePage::from_name("850"), Some(CodePage::Dos(850)));
        assert_eq!(CodePage::from_name("UTF-16"), None);
        assert_eq!(CodePage::from_name("system"), None);
        assert_eq!(CodePage::from_language_driver(0xc9), cyrillic);
        assert_eq!(CodePage::from_language_driver(0x57), None);
    }
}
