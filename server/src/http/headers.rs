//! Reads list headers: several lines are one list (RFC 9110, section 5.3), and the length is limited.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH};

use super::problem::Problem;

/// Maximum bytes of a list. Browsers send about a hundred.
const MAX_LIST_BYTES: usize = 8 << 10;

/// Joins the lines of a list header; `None` if it is missing or too long.
pub fn list<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Cow<'h, [u8]>> {
    let mut lines = headers.get_all(name);
    let first = lines.next()?.as_bytes();
    let mut list = Cow::Borrowed(first);
    for line in lines {
        let list = list.to_mut();
        list.extend_from_slice(b", ");
        list.extend_from_slice(line.as_bytes());
    }
    (list.len() <= MAX_LIST_BYTES).then_some(list)
}

/// The same as text; `None` if it is not UTF-8.
pub fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Cow<'h, str>> {
    match list(headers, name)? {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}

/// Refuses list headers that are too long.
pub fn check(headers: &HeaderMap) -> Result<(), Problem> {
    for name in [ACCEPT, ACCEPT_ENCODING, IF_NONE_MATCH] {
        if headers.get_all(&name).map(HeaderValue::len).sum::<usize>() > MAX_LIST_BYTES {
            let detail = format!("the header `{name}` is longer than {MAX_LIST_BYTES} bytes");
            return Err(Problem::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, detail));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(ACCEPT, HeaderValue::from_str(line).expect("a header"));
        }
        headers
    }

    #[test]
    fn lines_are_one_list() {
        assert_eq!(text(&headers(&[]), &ACCEPT), None);
        assert_eq!(text(&headers(&["a, b"]), &ACCEPT).as_deref(), Some("a, b"));
        assert_eq!(text(&headers(&["a", "b;q=0.5", "c"]), &ACCEPT).as_deref(), Some("a, b;q=0.5, c"));
    }

    #[test]
    fn no_list_is_longer_than_is_read() {
        let (half, whole) = (",".repeat(MAX_LIST_BYTES / 2 - 1), ",".repeat(MAX_LIST_BYTES));
        assert!(check(&headers(&[&whole])).is_ok() && check(&headers(&[&half, &half])).is_ok());
        for long in [headers(&[&whole, ","]), headers(&[&half, &half, &half])] {
            assert_eq!(check(&long).map_err(|problem| problem.status.as_u16()), Err(431));
            assert_eq!(list(&long, &ACCEPT), None);
        }
    }
}
