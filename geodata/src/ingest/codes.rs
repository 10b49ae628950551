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

    /// The code that a text is in another spelling: with other capitals, white space inside, or the wide letters and digits of Asian fonts. None
    /// where the kind of codes leaves more than one reading: in other codes than these `a` and `A` may differ, and white space inside a number
    /// separates thousands, as a spreadsheet writes it that dropped zeros before.
    pub(super) fn respelled(self, text: &str) -> Option<UnitCode> {
        let narrow = narrow(text);
        let plain = match self.kind {
            CodeKind::Number | CodeKind::Text => narrow.trim().to_owned(),
            CodeKind::PCode | CodeKind::Iso3166 | CodeKind::Gadm | CodeKind::GeoBoundaries => {
                let capitals = without_spaces(&narrow).to_ascii_uppercase();
                if capitals.starts_with("X-") { capitals.to_ascii_lowercase() } else { capitals }
            }
        };
        UnitCode::new(&plain, self.kind, self.level).ok()
    }

    /// What to say of a code that no unit has: which one is written almost so, if one is.
    pub(super) fn hint(code: &str, is_known: impl Fn(&str) -> bool) -> String {
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            let near = near(code).into_iter().find(|near| near != code && is_known(near));
            return near.map_or_else(String::new, |near| format!("; is `{near}` meant?"));
        }
        let digits = without_zeros(code);
        let candidates = (0..=MAX_ZEROS).map(|zeros| format!("{}{digits}", "0".repeat(zeros)));
        let found = candidates.into_iter().find(|candidate| candidate != code && is_known(candidate));
        found.map_or_else(String::new, |found| format!("; there is `{found}`: did a program drop zeros?"))
    }
}

/// Codes with more zeros at one end are not known.
const MAX_ZEROS: usize = 12;

/// Codes that a person may mean by a text: without white space, in other capitals, with Latin letters for those that look alike, with zeros at the
/// end that were left out or added, without the mark of a footnote.
fn near(text: &str) -> Vec<String> {
    let narrow = narrow(text);
    let words: Vec<&str> = narrow.split_whitespace().collect();
    let words = match words[..] {
        [ref words @ .., mark] if mark.len() == 1 && !words.is_empty() => words,
        _ => &words[..],
    };
    let plain = words.concat();
    let plain = plain.trim_end_matches(|c: char| !c.is_alphabetic() && !c.is_ascii_digit()).to_owned();
    let latin: String = plain.chars().map(look_alike).collect();
    // Countries have two letters; behind them an O is a zero.
    let zeros = latin.char_indices().map(|(at, c)| if at > 1 && matches!(c, 'o' | 'O') { '0' } else { c }).collect();
    let mut all: Vec<String> = Vec::new();
    for one in [plain, latin, zeros] {
        all.extend([one.to_uppercase(), one.to_lowercase(), one]);
    }
    let padded: Vec<String> = all
        .iter()
        .filter(|code| code.bytes().any(|byte| byte.is_ascii_digit()))
        .flat_map(|code| {
            let digits = code.trim_end_matches('0').to_owned();
            (0..=MAX_ZEROS).map(move |zeros| format!("{digits}{}", "0".repeat(zeros)))
        })
        .collect();
    all.extend(padded);
    all
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn look_alike(c: char) -> char {
    match c {
        'А' | 'а' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'Е' | 'е' | 'Ε' => 'E',
        'К' | 'к' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Н' | 'Η' => 'H',
        'О' | 'о' | 'Ο' | 'ο' => 'O',
        'Р' | 'р' | 'Ρ' => 'P',
        'С' | 'с' => 'C',
        'Т' | 'Τ' => 'T',
        'У' | 'у' | 'Υ' => 'Y',
        'Х' | 'х' | 'Χ' => 'X',
        'І' | 'і' | 'Ι' => 'I',
        'Ј' | 'ј' => 'J',
        'Ѕ' | 'ѕ' => 'S',
        'Ν' => 'N',
        'Ζ' => 'Z',
        c => c,
    }
}

/// A text with the usual forms of letters, digits and hyphens, and without characters that nobody sees. Not the compatibility form of Unicode: it
/// makes the mark of a footnote (`²`) a digit of the code.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}' | '\u{feff}' => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10),
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10),
        '‐' | '‑' | '–' | '−' => Some('-'),
        c => Some(c),
    };
    text.chars().filter_map(narrow).collect()
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
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
    fn a_code_is_known_in_the_spellings_that_have_one_reading() {
        let read = |kind: CodeKind, text: &str| codes(kind).respelled(text).map(|code| code.as_str().to_owned());
        let known = |code: &str| Some(code.to_owned());
        for text in [
            "kg02205",
            "KG 02205",
            "kg\u{a0}02 205",
            " Kg02205\u{200b}",
            "ＫＧ０２２０５",
            "kg\u{3000}０２２０５",
            "KG۰۲۲۰٥",
        ] {
            assert_eq!(read(CodeKind::PCode, text), known("KG02205"), "{text}");
        }
        assert_eq!(read(CodeKind::PCode, "X-Osh-City"), known("x-osh-city"));
        assert_eq!(read(CodeKind::Iso3166, "kg‑gb"), known("KG-GB"));
        assert_eq!(read(CodeKind::Gadm, "kgz.1.2_1"), known("KGZ.1.2_1"));
        assert_eq!(read(CodeKind::GeoBoundaries, "74538382b604"), known("74538382B604"));
        assert_eq!(read(CodeKind::Number, " ０５８９３ "), known("05893"));
        // Thousands, capitals that may matter, marks of footnotes, letters that only look alike.
        for (kind, text) in [
            (CodeKind::Number, "41 706 211"),
            (CodeKind::Text, "KG BA"),
            (CodeKind::PCode, "KG02205²"),
            (CodeKind::PCode, "КG02205"),
            (CodeKind::PCode, "02205"),
            (CodeKind::PCode, "Ак-Суу"),
        ] {
            assert_eq!(read(kind, text), None, "{text}");
        }
        assert_eq!(read(CodeKind::Text, "kg.ba"), known("kg.ba"), "in capitals it may be another");
    }

    #[test]
    fn a_code_that_is_written_almost_so_is_suggested() {
        let known = |code: &str| ["KG02205000000", "KG.ba", "41706211"].contains(&code);
        for text in [
            "kg 02205",
            "KG022050000000",
            "КG02205000000",
            "кg02205",
            "KG02205²",
            "KG02205 1",
            "ΚG02205",
            "KGO2205000000",
            "kg02205000000",
        ] {
            assert_eq!(LayerCodes::hint(text, known), "; is `KG02205000000` meant?", "{text}");
        }
        assert_eq!(LayerCodes::hint("KG .ba", known), "; is `KG.ba` meant?");
        assert_eq!(LayerCodes::hint("41 706 211", known), "; is `41706211` meant?");
        assert_eq!(LayerCodes::hint("KG02206", known) + &LayerCodes::hint("Osh", known), "");
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
