//! What stands beside a name in its row, in one cell of `matches.csv`: `returns_2023 = 105; households = 20`.

use super::super::text::{comparable, excerpt};

const SEPARATOR: &str = "; ";
const IS: &str = " = ";

/// So many columns tell rows apart.
const MAX_COLUMNS: usize = 6;

/// What stands in several columns. Empty cells say nothing.
pub(super) fn written<'c>(columns: impl Iterator<Item = (&'c str, String)>) -> String {
    let plain = |text: &str| excerpt(&text.replace(';', ",").replace('=', "-"));
    let filled = columns.filter(|(_, text)| !text.is_empty()).take(MAX_COLUMNS);
    let all: Vec<String> = filled.map(|(column, text)| format!("{}{IS}{}", plain(column), plain(&text))).collect();
    all.join(SEPARATOR)
}

/// Whether one column has different texts in two of them. Sections that read the same row may read different columns of it.
pub(super) fn differ(one: &str, other: &str) -> bool {
    let parsed = |text: &str| -> Vec<(String, String)> {
        let items = text.split(SEPARATOR.trim_end()).filter_map(|item| item.split_once(IS.trim_end()));
        items.map(|(column, text)| (comparable(column), comparable(text))).collect()
    };
    let other = parsed(other);
    parsed(one).iter().any(|(column, text)| other.iter().any(|(known, other)| known == column && other != text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_differ_where_a_column_that_both_have_differs() {
        let columns = [("returns; 2023", "1=2"), ("women", ""), ("households", "20")];
        let row = written(columns.into_iter().map(|(column, text)| (column, text.to_owned())));
        assert_eq!(row, "returns, 2023 = 1-2; households = 20");
        assert!(!differ(&row, &row));
        assert!(!differ(&row, "Households =  20"));
        assert!(differ(&row, "households = 21"));
        assert!(!differ(&row, "women = 7"), "no column in common");
        assert!(!differ(&row, ""));
    }
}
