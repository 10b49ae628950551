//! The start tag of a cell: its address, type and style.

use quick_xml::events::BytesStart;

use super::super::column_letter::column_position;

/// A column, from 0, and a row, from 1.
pub(super) type CellAddress = (usize, u64);

/// The start tag of a cell.
pub(super) struct CellStart {
    pub(super) address: Option<CellAddress>,
    pub(super) kind: CellType,
    pub(super) style: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CellType {
    Number,
    /// A shared string.
    Shared,
    /// A string stored in the cell itself.
    Inline,
    /// The string result of a formula.
    Result,
    Logical,
    Error,
    Date,
}

impl CellStart {
    /// None if the address or the type is invalid.
    pub(super) fn new(element: &BytesStart<'_>) -> Option<Self> {
        let mut start_tag = Self { address: None, kind: CellType::Number, style: None };
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => start_tag.address = Some(parse_address(&attribute.value)?),
                "t" => {
                    start_tag.kind = match attribute.value.as_ref() {
                        "s" => CellType::Shared,
                        "inlineStr" => CellType::Inline,
                        "str" => CellType::Result,
                        "b" => CellType::Logical,
                        "e" => CellType::Error,
                        "d" => CellType::Date,
                        "n" => CellType::Number,
                        _ => return None,
                    }
                }
                "s" => start_tag.style = attribute.value.parse().ok(),
                _ => {}
            }
        }
        Some(start_tag)
    }
}

/// The column and row of `B7`.
pub(super) fn parse_address(address: &str) -> Option<CellAddress> {
    let digits = address.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = address.split_at(digits);
    Some((column_position(letters)?, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parse_address;

    #[test]
    fn addresses_are_read_as_a_spreadsheet_writes_them() {
        assert_eq!(parse_address("A1"), Some((0, 1)));
        assert_eq!(parse_address("AA10"), Some((26, 10)));
        assert_eq!(parse_address("XFD1048576"), Some((16_383, 1_048_576)));
        for wrong in ["", "A", "1", "AAAA1", "A-1", "Ж1", "A1B", "A99999999999999999999"] {
            assert_eq!(parse_address(wrong), None, "{wrong}");
        }
    }
}
