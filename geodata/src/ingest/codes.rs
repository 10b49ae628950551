//! Reads the codes of units from the cells of tables and the fields of vector files, by the kind that their layer has.

use std::collections::HashMap;

use super::config::LayerCodes;
use super::report::Location;
use super::tables::{Cell, CellError};
use crate::model::{CodeKind, UnitCode, UnitCodeError};

/// Why there is no code in a cell.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum CodeError {
    #[error(transparent)]
    Cell(#[from] CellError),
    #[error(transparent)]
    Code(#[from] UnitCodeError),
    #[error(
        "`{0}` is stored as a number with decimals, which may have lost digits; store the code as text, or as a whole number (integer)"
    )]
    Decimal(String),
}

impl CodeError {
    /// The code of the finding that it makes.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Cell(error) => error.code(),
            Self::Code(UnitCodeError::Digits(_)) => "pcode_without_letters",
            Self::Code(UnitCodeError::Empty(kind)) => of_kind(*kind, "pcode_empty", "code_empty"),
            Self::Code(UnitCodeError::Number { kind, .. }) => of_kind(*kind, "pcode_is_a_number", "code_is_a_number"),
            Self::Code(UnitCodeError::Malformed { kind, .. }) => of_kind(*kind, "pcode_malformed", "code_malformed"),
            Self::Decimal(_) => "code_is_a_number",
        }
    }
}

fn of_kind(kind: CodeKind, pcode: &'static str, other: &'static str) -> &'static str {
    if kind == CodeKind::PCode { pcode } else { other }
}

impl LayerCodes {
    /// The code in a field of a vector file, if there is one.
    pub(super) fn of_field(self, cell: &Cell) -> Result<Option<UnitCode>, CodeError> {
        self.of_text(cell, cell.text()?)
    }

    /// The code in a cell of a table, if there is one. Spreadsheets keep fewer digits of a number than vector files.
    pub(super) fn of_cell(self, cell: &Cell) -> Result<Option<UnitCode>, CodeError> {
        self.of_text(cell, if matches!(cell, Cell::Number(_)) { cell.key()? } else { cell.text()? })
    }

    /// A code that is stored as a number is the digits of that number where codes are official numbers, and wrong in any other kind.
    fn of_text(self, cell: &Cell, text: Option<String>) -> Result<Option<UnitCode>, CodeError> {
        let Some(text) = text else { return Ok(None) };
        match cell {
            Cell::Decimal(_) if self.kind == CodeKind::Number => Err(CodeError::Decimal(text)),
            Cell::Number(_) | Cell::Decimal(_) if self.kind != CodeKind::Number => {
                Err(UnitCodeError::Number { text, kind: self.kind }.into())
            }
            _ => Ok(Some(UnitCode::new(&text, self.kind, self.level)?)),
        }
    }

    /// What to say of a code that no unit has: which one differs by zeros at its beginning only, if one does.
    pub(super) fn hint(code: &str, is_known: impl Fn(&str) -> bool) -> String {
        /// Official numbers with more zeros before them are not known.
        const MAX_ZEROS: usize = 12;
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return String::new();
        }
        let digits = without_zeros(code);
        let candidates = (0..=MAX_ZEROS).map(|zeros| format!("{}{digits}", "0".repeat(zeros)));
        let found = candidates.into_iter().find(|candidate| candidate != code && is_known(candidate));
        found.map_or_else(String::new, |found| format!("; there is `{found}`: did a program drop zeros?"))
    }
}

/// The codes that were seen so far, in all layers, with the first location of each.
#[derive(Debug, Default)]
pub(super) struct SeenCodes(HashMap<String, (UnitCode, Location)>);

impl SeenCodes {
    /// Adds a code, unless it is taken: then why it is none. Programs that read codes as numbers, as spreadsheets and map libraries do,
    /// confuse those that differ by zeros at the beginning only.
    pub(super) fn add(&mut self, code: &UnitCode, codes: LayerCodes, at: Location) -> Result<(), String> {
        let label = codes.kind.label();
        match self.0.entry(without_zeros(code.as_str()).to_owned()) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert((code.clone(), at));
                Ok(())
            }
            std::collections::hash_map::Entry::Occupied(taken) => {
                let (first, place) = taken.get();
                if first != code {
                    return Err(format!(
                        "the {label} `{code}` differs from `{first}`, that of {place}, by zeros at its beginning only"
                    ));
                }
                let across = place.file != at.file || place.layer != at.layer;
                let advice = if across && codes.kind != CodeKind::PCode {
                    "; a code is that of one unit of the dataset, whatever its level: put that of the unit above before it"
                } else {
                    ""
                };
                Err(format!("the {label} `{code}` is already that of {place}{advice}"))
            }
        }
    }

    /// The code of the finding for a code that is taken.
    pub(super) fn finding(kind: CodeKind) -> &'static str {
        of_kind(kind, "duplicate_pcode", "duplicate_code")
    }
}

/// A code of digits without the zeros before it; any other as it is.
fn without_zeros(code: &str) -> &str {
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return code;
    }
    let digits = code.trim_start_matches('0');
    if digits.is_empty() { "0" } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AdminLevel;

    fn codes(kind: CodeKind) -> LayerCodes {
        LayerCodes { kind, level: AdminLevel::Admin2 }
    }

    fn read(read: Result<Option<UnitCode>, CodeError>) -> Result<String, &'static str> {
        read.map(|code| code.map_or_else(String::new, |code| code.as_str().to_owned())).map_err(|error| error.code())
    }

    #[test]
    fn a_whole_number_is_an_official_number_without_loss() {
        let numbers = codes(CodeKind::Number);
        let whole = |number: f64| [numbers.of_field(&Cell::Number(number)), numbers.of_cell(&Cell::Number(number))];
        for (number, text) in [(5893.0, "5893"), (0.0, "0"), (41_702_000_000_000.0, "41702000000000")] {
            assert_eq!(whole(number).map(read), [Ok(text.to_owned()), Ok(text.to_owned())]);
        }
        // A vector file keeps all digits of a whole number, a spreadsheet fifteen.
        assert_eq!(whole(9_007_199_254_740_991.0).map(read), [Ok("9007199254740991".to_owned()), Err("digits_lost")]);
        assert_eq!(whole(1e17).map(read), [Err("digits_lost"), Err("digits_lost")]);
        assert_eq!(whole(-5.0).map(read), [Err("code_is_a_number"), Err("code_is_a_number")]);
        assert_eq!(whole(5893.5).map(read), [Err("code_is_a_number"), Err("code_is_a_number")]);
        assert_eq!(read(numbers.of_field(&Cell::Decimal(5893.0))), Err("code_is_a_number"));
        assert_eq!(read(numbers.of_cell(&Cell::from_text("05893"))), Ok("05893".to_owned()));
        assert_eq!(read(numbers.of_cell(&Cell::from_text("4.1702E+13"))), Err("code_is_a_number"));
    }

    #[test]
    fn a_number_is_no_code_of_another_kind() {
        for kind in CodeKind::ALL.into_iter().filter(|kind| *kind != CodeKind::Number) {
            let expected = of_kind(kind, "pcode_is_a_number", "code_is_a_number");
            for cell in [Cell::Number(41702.0), Cell::Decimal(41702.0)] {
                assert_eq!(read(codes(kind).of_field(&cell)), Err(expected), "{kind:?}");
                assert_eq!(read(codes(kind).of_cell(&cell)), Err(expected), "{kind:?}");
            }
        }
    }

    #[test]
    fn a_code_without_its_zeros_is_recognised() {
        let known = |code: &str| ["05893", "17"].contains(&code);
        assert_eq!(LayerCodes::hint("5893", known), "; there is `05893`: did a program drop zeros?");
        assert_eq!(LayerCodes::hint("017", known), "; there is `17`: did a program drop zeros?");
        assert_eq!(LayerCodes::hint("589", known) + &LayerCodes::hint("KG5893", known), "");
    }

    #[test]
    fn codes_that_differ_by_zeros_only_are_the_same_to_many_programs() {
        let numbers = codes(CodeKind::Number);
        let mut seen = SeenCodes::default();
        let mut add = |code: &str, file: &str| {
            let code = UnitCode::new(code, numbers.kind, numbers.level).expect("a code");
            seen.add(&code, numbers, Location::file(file))
        };
        assert_eq!((add("05893", "a"), add("58930", "a"), add("0", "a")), (Ok(()), Ok(()), Ok(())));
        let message = "the official number `5893` differs from `05893`, that of a, by zeros at its beginning only";
        assert_eq!(add("5893", "a"), Err(message.to_owned()));
        assert_eq!(add("05893", "a"), Err("the official number `05893` is already that of a".to_owned()));
        assert!(add("05893", "b").is_err_and(|message| message.ends_with("put that of the unit above before it")));
        assert!(add("00", "b").is_err());
    }
}
