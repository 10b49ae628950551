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

#[cfg(test)]
mod tests {
    use super::column_letter;

    #[test]
    fn columns_are_lettered_as_in_a_workbook() {
        for (position, letters) in [(0, "A"), (7, "H"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(position), letters);
        }
    }
}
