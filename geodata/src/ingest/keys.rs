//! Keys of communities and facilities: they become part of addresses, so that every record can be asked for.

/// The longest key in bytes.
const MOST_BYTES: usize = 128;

/// What keeps a text from being a key.
pub(super) fn fault(key: &str) -> Option<String> {
    let unfit = |c: char| c.is_control() || matches!(c, '/' | '\\' | '%' | '?' | '#');
    if key.len() > MOST_BYTES {
        return Some(format!("the id has {} bytes; expected at most {MOST_BYTES}", key.len()));
    }
    if matches!(key, "." | "..") || key.contains(unfit) {
        return Some(format!(
            "`{key}` cannot be an id, since it is part of addresses; expected no `/`, `\\`, `%`, `?`, `#` or control character"
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_would_break_an_address_is_no_key() {
        for bad in ["KGZ/C1", "..", "a%2F", "a?b", "a#b", "a\u{7}", &"x".repeat(129)] {
            assert!(fault(bad).is_some(), "{bad}");
        }
        for good in ["KGZ-C0001", "Ак-Суу 1", "a.b"] {
            assert_eq!(fault(good), None);
        }
    }
}
