//! Checks the ids of communities and facilities, which become parts of URLs.

/// The largest length of an id, in bytes.
const MAX_BYTES: usize = 128;

/// Why a text cannot be an id; none if it can.
pub(super) fn invalid_reason(key: &str) -> Option<String> {
    let unfit = |c: char| c.is_control() || matches!(c, '/' | '\\' | '%' | '?' | '#');
    if key.len() > MAX_BYTES {
        return Some(format!("the id has {} bytes; expected at most {MAX_BYTES}", key.len()));
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
    use super::invalid_reason;

    #[test]
    fn characters_that_would_break_a_url_are_refused() {
        for bad in ["KGZ/C1", "..", "a%2F", "a?b", "a#b", "a\u{7}", &"x".repeat(129)] {
            assert!(invalid_reason(bad).is_some(), "{bad}");
        }
        for good in ["KGZ-C0001", "Ак-Суу 1", "a.b"] {
            assert_eq!(invalid_reason(good), None);
        }
    }
}
