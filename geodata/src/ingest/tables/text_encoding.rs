//! Finds the text encoding of a CSV, which the file itself does not say unless it begins with a byte order mark.
//!
//! Text that is valid UTF-8 is UTF-8: other encodings of letters are not valid by chance. Else the encoding is guessed from the letters, with the
//! country as a hint, and the report says so.

use std::io::{self, Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::super::config::TableLayout;

/// How many bytes of text the encoding is guessed from.
const MAX_DETECTION_BYTES: usize = 1 << 20;
const CHUNK_BYTES: usize = 1 << 16;
/// One character of so many has a zero byte in UTF-16, at least: words in other letters have no more than that between delimiters.
const MIN_ZERO_SHARE: usize = 20;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextEncoding {
    pub(super) encoding: &'static Encoding,
    pub(super) origin: EncodingOrigin,
}

/// How an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EncodingOrigin {
    /// `dataset.toml` states it, or it is UTF-8.
    Sure,
    /// The bytes show it: a byte order mark, or the zeros of UTF-16.
    Marked,
    /// It is the most probable one.
    Guessed,
}

impl TextEncoding {
    /// Finds the encoding of a file; reads all of it unless that is known from its beginning.
    pub(super) fn of(content: &mut (impl Read + Seek), layout: &TableLayout) -> io::Result<Self> {
        let sure = |encoding| Self { encoding, origin: EncodingOrigin::Sure };
        content.seek(SeekFrom::Start(0))?;
        let mut buffer = vec![0; CHUNK_BYTES];
        let mut kept = fill(content, &mut buffer)?;
        if let Some((encoding, _)) = Encoding::for_bom(&buffer[..kept]) {
            let origin = if encoding == UTF_8 { EncodingOrigin::Sure } else { EncodingOrigin::Marked };
            return Ok(Self { encoding, origin });
        }
        if let Some(encoding) = layout.encoding {
            return Ok(sure(encoding));
        }
        if let Some(encoding) = utf16_by_zeros(&buffer[..kept]) {
            return Ok(Self { encoding, origin: EncodingOrigin::Marked });
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let (mut fed, mut malformed, mut letters) = (0, 0_u64, 0_u64);
        while kept > 0 {
            // A character of several bytes is not cut in two: what follows the last ASCII byte waits for the rest.
            let end = buffer[..kept].iter().rposition(u8::is_ascii).map_or(kept, |last| last + 1);
            let text = &buffer[..end];
            if !text.is_ascii() {
                for chunk in text.utf8_chunks() {
                    letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
                    malformed += u64::from(!chunk.invalid().is_empty());
                }
                if fed < MAX_DETECTION_BYTES {
                    detector.feed(text, false);
                    fed += text.len();
                }
            }
            buffer.copy_within(end..kept, 0);
            let rest = kept - end;
            let more = fill(content, &mut buffer[rest..])?;
            kept = rest + more;
            if more == 0 && rest > 0 {
                malformed += u64::from(std::str::from_utf8(&buffer[..rest]).is_err());
                detector.feed(&buffer[..rest], false);
                break;
            }
        }
        // A damaged letter among many in UTF-8 is an error of its row, not another encoding.
        if malformed <= letters {
            return Ok(sure(UTF_8));
        }
        detector.feed(b"", true);
        // The detector panics on anything that is not two lower case letters.
        let country = layout.country.as_deref();
        let country = country.filter(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
        let encoding = detector.guess(country.map(str::as_bytes), Utf8Detection::Deny);
        Ok(Self { encoding, origin: EncodingOrigin::Guessed })
    }
}

/// Reads until the buffer is full or the file ends.
fn fill(content: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match content.read(&mut buffer[length..])? {
            0 => break,
            more => length += more,
        }
    }
    Ok(length)
}

/// UTF-16 without a mark: each delimiter, digit and line break has a zero byte, always on the same side.
fn utf16_by_zeros(start: &[u8]) -> Option<&'static Encoding> {
    let zeros = |side: usize| start.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let enough = (start.len() / 2 / MIN_ZERO_SHARE).max(1);
    match (zeros(0), zeros(1)) {
        (0, odd) if odd >= enough => Some(UTF_16LE),
        (even, 0) if even >= enough => Some(UTF_16BE),
        _ => None,
    }
}
