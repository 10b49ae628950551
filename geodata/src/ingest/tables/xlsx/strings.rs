//! Texts: those that cells share, and those inside of a cell.

use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::super::limits::MOST_CELL_BYTES;
use super::super::store::Texts;
use super::package::{Fault, Package, Part};

/// All texts that the cells of a workbook share, by position.
pub(super) fn read<R: Read + Seek>(package: &mut Package<R>, name: &str, most: u64) -> Result<Texts, Fault> {
    let mut part = package.part(name, most)?;
    let mut texts = Texts::default();
    loop {
        let is_text = match part.next()? {
            Event::Start(element) => element.local_name().as_ref() == "si",
            Event::Eof => return Ok(texts),
            _ => false,
        };
        if is_text {
            read_text(&mut part, texts.open())?;
            texts.end();
        }
    }
}

/// Adds the text of the element that has begun: all its runs, without the reading aids that Japanese has beside them.
pub(super) fn read_text<R: Read>(part: &mut Part<'_, R>, text: &mut String) -> Result<(), Fault> {
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
            return Err(part.cut_short());
        }
        if is_text {
            part.text(text)?;
        } else if is_aid {
            part.skip()?;
        }
        if text.len() - start > MOST_CELL_BYTES {
            return Err(part.too_large());
        }
    }
    if text[start..].contains("_x") {
        let plain = unescaped(&text[start..]);
        text.truncate(start);
        text.push_str(&plain);
    }
    Ok(())
}

/// Replaces `_x000D_`: characters that XML cannot have are written so.
fn unescaped(text: &str) -> String {
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
    use super::unescaped;

    #[test]
    fn escaped_characters_are_read_and_others_left() {
        assert_eq!(unescaped("a_x000D_b_x005F_c"), "a\rb_c");
        assert_eq!(unescaped("max_x_ _xЖЖЖЖ_ _x12"), "max_x_ _xЖЖЖЖ_ _x12");
    }
}
