//! Which cell formats show dates: numbers in such cells are dates, not counts.

use std::collections::HashMap;
use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::super::limits::MAX_PART_BYTES;
use super::super::package::{Package, WorkbookError, attribute};

/// For each cell format (`cellXfs`), whether it shows dates or times.
pub(super) fn read<R: Read + Seek>(package: &mut Package<R>, name: &str) -> Result<Vec<bool>, WorkbookError> {
    let mut part = match package.part(name, MAX_PART_BYTES) {
        Err(WorkbookError::Missing { .. }) => return Ok(Vec::new()),
        part => part?,
    };
    let mut custom: HashMap<u32, bool> = HashMap::new();
    let mut formats = Vec::new();
    let mut is_of_cells = false;
    loop {
        match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&element, "formatCode")) {
                        custom.insert(id, shows_dates(&code));
                    }
                }
                "cellXfs" => is_of_cells = true,
                "xf" if is_of_cells => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    formats.push(custom.get(&id).copied().unwrap_or_else(|| is_built_in_date(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => is_of_cells = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}

/// The built-in formats of dates and times (ECMA-376, part 1, 18.8.30), those of East Asian languages too.
fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58 | 71..=81)
}

/// Whether a format has a day, month, year, hour, minute or second in it, outside of quoted text, colours and conditions.
fn shows_dates(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                characters.by_ref().find(|c| *c == '"');
            }
            // The next character is literal, or gives the width of a space.
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inner: String = characters.by_ref().take_while(|c| *c != ']').collect();
                // `[h]` counts hours beyond a day; `[Red]`, `[>100]` and `[$-419]` are no times.
                if !inner.is_empty() && inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                    return true;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return true,
            // `General` has letters that no date has, and `0.00E+00` an E; years of emperors are `e` alone.
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_formats_are_distinguished_from_numbers_with_text() {
        for code in ["yyyy-mm-dd", "d mmm", "[$-419]d mmm yyyy;@", "[h]:mm", "h:mm AM/PM", "[Red]dd/mm"] {
            assert!(shows_dates(code), "{code}");
        }
        for code in [
            "General",
            "0.00E+00",
            "#,##0",
            "0\" households\"",
            "[Red]0",
            "0\\d",
            "#,##0_d",
            "[>1000]0",
            "[$сом] 0",
            "@",
            "*d0",
        ] {
            assert!(!shows_dates(code), "{code}");
        }
        assert!(is_built_in_date(14) && !is_built_in_date(3) && !is_built_in_date(49));
    }
}
