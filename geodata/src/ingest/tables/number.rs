//! Parses numbers as people write them, without guessing.
//!
//! `12.000` is twelve thousand in one office and twelve in another, and a count that is read the wrong way is wrong by a factor
//! of a thousand. So a text is first parsed into the numbers that it can mean ([`Notation`]). If it can mean two, the other
//! cells of the column decide ([`MarkUsage`]): `12,5` proves that the comma is the decimal mark there. If they do not, it is an
//! error that names both readings.

/// Point or comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Mark {
    Point,
    Comma,
}

/// What a text can mean as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ingest) enum Notation {
    /// One number, with decimals behind the mark if there is one: `12`, `12.5`, `70,51`.
    Clear(f64, Option<Mark>),
    /// `12.000` or `12,000`.
    Ambiguous {
        mark: Mark,
        /// If the mark separates thousands.
        thousands: f64,
        /// If it is a decimal mark.
        decimals: f64,
    },
    /// Certainly thousands separators: `1.234.567`, `1 234`, `12.000,5`.
    Thousands {
        number: f64,
        /// The separator, if it is a mark.
        separator: Option<Mark>,
        /// The decimal mark, if there is one.
        decimal: Option<Mark>,
    },
    /// `1.2E+05`.
    Scientific,
    /// No number.
    Other,
}

/// How the texts of a column use point and comma, as far as they prove it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct MarkUsage {
    decimal: MarkSet,
    thousands: MarkSet,
}

/// The marks that are proven to be used in one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct MarkSet {
    point: bool,
    comma: bool,
}

impl MarkSet {
    fn of(self, mark: Mark) -> bool {
        match mark {
            Mark::Point => self.point,
            Mark::Comma => self.comma,
        }
    }

    fn add(&mut self, mark: Option<Mark>) {
        self.point |= mark == Some(Mark::Point);
        self.comma |= mark == Some(Mark::Comma);
    }
}

impl Mark {
    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    /// `point` or `comma`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }
}

/// Bytes of the longest text that is parsed as a number.
const MAX_NUMBER_BYTES: usize = 64;

impl MarkUsage {
    /// The usage that `dataset.toml` states.
    pub(super) fn stated(decimal: Mark) -> Self {
        let mut usage = Self::default();
        usage.decimal.add(Some(decimal));
        usage.thousands.add(Some(decimal.other()));
        usage
    }

    /// Adds the evidence of one more text of the column.
    pub(in crate::ingest) fn observe(&mut self, text: &str) {
        // Most cells are whole numbers, which prove nothing, and no number is as long as some texts.
        if text.len() <= MAX_NUMBER_BYTES && text.contains(['.', ',']) {
            match Notation::of(text) {
                Notation::Clear(_, mark) => self.decimal.add(mark),
                Notation::Thousands { separator, decimal, .. } => {
                    self.thousands.add(separator);
                    self.decimal.add(decimal);
                }
                Notation::Ambiguous { .. } | Notation::Scientific | Notation::Other => {}
            }
        }
    }

    /// Whether a text of the column is a number with separators between thousands.
    pub(super) fn separates_thousands(self, text: &str) -> bool {
        text.len() <= MAX_NUMBER_BYTES
            && match Notation::of(text) {
                Notation::Thousands { .. } => true,
                Notation::Ambiguous { mark, .. } => self.is_decimal(mark) == Some(false),
                _ => false,
            }
    }

    /// Whether a mark separates decimals in this column; none if nothing proves it, or if the column contradicts itself.
    pub(super) fn is_decimal(self, mark: Mark) -> Option<bool> {
        let decimal = self.decimal.of(mark) || self.thousands.of(mark.other());
        let thousands = self.thousands.of(mark) || self.decimal.of(mark.other());
        (decimal != thousands).then_some(decimal)
    }
}

/// What separates groups of digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Mark(Mark),
    /// A space, also a no-break or thin one.
    Blank,
    Apostrophe,
}

impl Separator {
    fn of(c: char) -> Option<Self> {
        match c {
            '.' => Some(Self::Mark(Mark::Point)),
            ',' => Some(Self::Mark(Mark::Comma)),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => Some(Self::Blank),
            '\'' | '’' => Some(Self::Apostrophe),
            _ => None,
        }
    }

    fn mark(self) -> Option<Mark> {
        match self {
            Self::Mark(mark) => Some(mark),
            Self::Blank | Self::Apostrophe => None,
        }
    }
}

impl Notation {
    /// Parses a text.
    pub(in crate::ingest) fn of(text: &str) -> Self {
        let unsigned = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
        if unsigned.contains(|c: char| !c.is_ascii_digit() && Separator::of(c).is_none()) {
            return if is_scientific(unsigned) { Self::Scientific } else { Self::Other };
        }
        if is_digits(unsigned) {
            return value(text).map_or(Self::Other, |number| Self::Clear(number, None));
        }
        match (thousands(unsigned), decimals(unsigned)) {
            // `0.125`: no number of thousands begins with a zero.
            (Some(_), Some((_, mark))) if !unsigned.starts_with('0') => {
                let whole = text.replace(['.', ','], "");
                match (value(&whole), value(text)) {
                    (Some(thousands), Some(decimals)) => Self::Ambiguous { mark, thousands, decimals },
                    _ => Self::Other,
                }
            }
            (Some(separator), None) => Self::with_thousands(text, separator, None),
            (_, Some((head, mark))) if head.is_empty() || is_digits(head) => {
                value(text).map_or(Self::Other, |number| Self::Clear(number, Some(mark)))
            }
            (_, Some((head, mark))) => match thousands(head) {
                Some(separator) if separator.mark() != Some(mark) => Self::with_thousands(text, separator, Some(mark)),
                _ => Self::Other,
            },
            (None, None) => Self::Other,
        }
    }
}

impl Notation {
    /// A number with this separator between its thousands.
    fn with_thousands(text: &str, separator: Separator, decimal: Option<Mark>) -> Self {
        let plain: String = text.chars().filter(|c| Separator::of(*c) != Some(separator)).collect();
        value(&plain).map_or(Self::Other, |number| Self::Thousands { number, separator: separator.mark(), decimal })
    }
}

/// The separator of `1.234` or `1 234 567`: groups of three after the first, with the same separator between.
fn thousands(text: &str) -> Option<Separator> {
    let separator = text.chars().find_map(Separator::of)?;
    let mut groups = text.split(|c| Separator::of(c) == Some(separator));
    let first = groups.next()?;
    let is_grouped = (1..=3).contains(&first.len()) && is_digits(first);
    (is_grouped && groups.all(|group| group.len() == 3 && is_digits(group))).then_some(separator)
}

/// The text before the decimal mark, and the mark, if the last separator can be a decimal mark: it occurs once, and digits
/// follow (after a point there may be none).
fn decimals(text: &str) -> Option<(&str, Mark)> {
    let (position, separator) = text.char_indices().rev().find_map(|(at, c)| Some((at, Separator::of(c)?)))?;
    let (mark, tail) = (separator.mark()?, &text[position + 1..]);
    let head = &text[..position];
    if head.contains(|c| Separator::of(c) == Some(separator)) {
        return None;
    }
    let is_bare = tail.is_empty() && mark == Mark::Point && !head.is_empty();
    (is_bare || is_digits(tail)).then_some((head, mark))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1E+05`, `4.1702E+13`.
pub(super) fn is_scientific(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(['e', 'E'])
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'e' | 'E' | '+' | '-'))
        && value(text).is_some()
}

/// The number in plain notation with one decimal mark or none.
fn value(text: &str) -> Option<f64> {
    text.replace('−', "-").replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unambiguous_numbers_are_read_and_ambiguous_ones_keep_both_readings() {
        let point = Some(Mark::Point);
        let comma = Some(Mark::Comma);
        for (text, notation) in [
            ("12", Notation::Clear(12.0, None)),
            ("-12.5", Notation::Clear(-12.5, point)),
            ("−12,50", Notation::Clear(-12.5, comma)),
            ("12.", Notation::Clear(12.0, point)),
            (".5", Notation::Clear(0.5, point)),
            ("0.125", Notation::Clear(0.125, point)),
            ("0,000", Notation::Clear(0.0, comma)),
            ("1234.567", Notation::Clear(1234.567, point)),
            ("70,5123", Notation::Clear(70.5123, comma)),
            ("12.000", Notation::Ambiguous { mark: Mark::Point, thousands: 12_000.0, decimals: 12.0 }),
            ("-1,250", Notation::Ambiguous { mark: Mark::Comma, thousands: -1250.0, decimals: -1.25 }),
            ("1.234.567", Notation::Thousands { number: 1_234_567.0, separator: point, decimal: None }),
            ("1,234,567", Notation::Thousands { number: 1_234_567.0, separator: comma, decimal: None }),
            ("12.000,5", Notation::Thousands { number: 12_000.5, separator: point, decimal: comma }),
            ("1,234.5", Notation::Thousands { number: 1234.5, separator: comma, decimal: point }),
            ("1 234", Notation::Thousands { number: 1234.0, separator: None, decimal: None }),
            ("1\u{a0}234\u{202f}567", Notation::Thousands { number: 1_234_567.0, separator: None, decimal: None }),
            ("1 234,5", Notation::Thousands { number: 1234.5, separator: None, decimal: comma }),
            ("1'234", Notation::Thousands { number: 1234.0, separator: None, decimal: None }),
            ("1’234.567", Notation::Thousands { number: 1234.567, separator: None, decimal: point }),
            ("1.2E+05", Notation::Scientific),
            ("1,2e5", Notation::Scientific),
        ] {
            assert_eq!(Notation::of(text), notation, "{text}");
        }
        for text in
            ["", "-", ".", ",", "12,", "12 34", "1.2.3", "1,23,456", "1.234.56", "1.234 567", "n/a", "--1", "١٢"]
        {
            assert_eq!(Notation::of(text), Notation::Other, "{text}");
        }
    }

    #[test]
    fn other_cells_of_the_column_decide_what_a_mark_means() {
        let marks = |texts: &[&str]| {
            let mut marks = MarkUsage::default();
            for text in texts {
                marks.observe(text);
            }
            (marks.is_decimal(Mark::Point), marks.is_decimal(Mark::Comma))
        };
        assert_eq!(marks(&["12.000", "7", "1 234", "n/a"]), (None, None));
        assert_eq!(marks(&["12,5"]), (Some(false), Some(true)));
        assert_eq!(marks(&["0.125", "12.000"]), (Some(true), Some(false)));
        assert_eq!(marks(&["1.234.567"]), (Some(false), Some(true)));
        assert_eq!(marks(&["1,234.5"]), (Some(true), Some(false)));
        assert_eq!(marks(&["12,5", "12.5"]), (None, None));
    }
}
