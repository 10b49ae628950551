/// The name of a workbook's column: `A`, `Z`, `AA`.
pub(super) fn column_letter(position: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), position + 1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// `C:C`, which names a whole column.
pub(super) fn whole_column_name(position: usize) -> String {
    let letter = column_letter(position);
    format!("{letter}:{letter}")
}

/// The position of a column by its letters: 0 for `A`.
pub(super) fn column_position(letters: &str) -> Option<usize> {
    // `XFD` is the last.
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        column = column * 26 + usize::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|at| *at < 26)?) + 1;
    }
    Some(column - 1)
}

/// The column that `C:C` means, as formulas of a spreadsheet write a whole column.
pub(super) fn whole_column(name: &str) -> Option<usize> {
    let (from, to) = name.split_once(':')?;
    column_position(from).filter(|_| from.eq_ignore_ascii_case(to))
}

#[cfg(test)]
mod tests {
    use super::{column_letter, column_position, whole_column};

    #[test]
    fn columns_are_lettered_as_in_a_workbook() {
        for (position, letters) in [(0, "A"), (7, "H"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(position), letters);
            assert_eq!(column_position(letters), Some(position));
        }
    }

    #[test]
    fn a_whole_column_is_written_as_in_a_formula() {
        assert_eq!((whole_column("C:C"), whole_column("aa:AA")), (Some(2), Some(26)));
        for name in ["C", "C:D", "C:", ":", "1:1", "Ж:Ж", "total:total", "C:C:C"] {
            assert_eq!(whole_column(name), None, "{name}");
        }
    }
}
