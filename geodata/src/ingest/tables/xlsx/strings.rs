//! Strings: the shared strings of a workbook, and inline strings of cells.

use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::super::limits::MAX_CELL_BYTES;
use super::super::package::{Package, Part, WorkbookError};
use super::super::store::StringTable;

/// The shared strings of a workbook, by position.
pub(super) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    name: &str,
    max_bytes: u64,
) -> Result<StringTable, WorkbookError> {
    let mut part = package.part(name, max_bytes)?;
    let mut texts = StringTable::default();
    loop {
        let is_text = match part.next()? {
            Event::Start(element) => element.local_name().as_ref() == "si",
            Event::Eof => return Ok(texts),
            _ => false,
        };
        if is_text {
            read_text(&mut part, texts.begin_entry())?;
            texts.end_entry();
        }
    }
}

/// Appends the text of the current element: all its runs, without phonetic hints (`rPh`, used in Japanese).
pub(super) fn read_text<R: Read>(part: &mut Part<'_, R>, text: &mut String) -> Result<(), WorkbookError> {
    let start = text.len();
    let mut depth = 1;
    while depth > 0 {
        let (is_text, is_aid, is_over) = match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => (true, false, false),
                "rPh" => (false, true, false),
                _ => {
                    depth += 1;
                    continue;
                }
            },
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            event => (false, false, matches!(event, Event::Eof)),
        };
        if is_over {
            return Err(part.truncated());
        }
        if is_text {
            part.text(text)?;
        } else if is_aid {
            part.skip()?;
        }
        if text.len() - start > MAX_CELL_BYTES {
            return Err(part.too_large());
        }
    }
    if text[start..].contains("_x") {
        let plain = decode_escapes(&text[start..]);
        text.truncate(start);
        text.push_str(&plain);
    }
    Ok(())
}

/// Decodes `_x000D_`: the notation for characters that XML does not allow.
fn decode_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let escaped = rest.get(at + 2..at + 7).filter(|escaped| escaped.ends_with('_'));
        let code = escaped.and_then(|escaped| u32::from_str_radix(&escaped[..4], 16).ok());
        let taken = if let Some(character) = code.and_then(char::from_u32) {
            plain.push_str(&rest[..at]);
            plain.push(character);
            at + 7
        } else {
            plain.push_str(&rest[..at + 2]);
            at + 2
        };
        rest = &rest[taken..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::decode_escapes;

    #[test]
    fn escaped_characters_are_read_and_others_left() {
        assert_eq!(decode_escapes("a_x000D_b_x005F_c"), "a\rb_c");
        assert_eq!(decode_escapes("max_x_ _xЖЖЖЖ_ _x12"), "max_x_ _xЖЖЖЖ_ _x12");
    }
}
