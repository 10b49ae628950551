//! Escapes untrusted text for terminals and logs, and masks secrets in it.
//!
//! A terminal interprets some characters: they move the cursor, set colours and titles, or reverse the text. So text from files,
//! names and stores is printed and logged with those characters escaped as in JSON, which keeps JSON valid.

use std::fmt;

/// Displays a text as one line, with control characters escaped.
#[derive(Clone, Copy, Debug)]
pub struct Visible<'a>(pub &'a str);

/// Displays a text with control characters escaped, except line breaks.
#[derive(Clone, Copy, Debug)]
pub struct VisibleLines<'a>(pub &'a str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self.0.split_inclusive(is_active) {
            let last = piece.chars().next_back().filter(|last| is_active(*last));
            formatter.write_str(last.map_or(piece, |last| &piece[..piece.len() - last.len_utf8()]))?;
            match last {
                None => {}
                Some('\n') => formatter.write_str("\\n")?,
                Some('\r') => formatter.write_str("\\r")?,
                Some('\t') => formatter.write_str("\\t")?,
                Some(last) => write!(formatter, "\\u{:04x}", u32::from(last))?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for VisibleLines<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, line) in self.0.split('\n').enumerate() {
            let end = if number == 0 { "" } else { "\n" };
            write!(formatter, "{end}{}", Visible(line))?;
        }
        Ok(())
    }
}

/// Whether a terminal interprets a character: control characters, and those that set the text direction or break a line (Unicode 15,
/// UAX 9 and UAX 14).
fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What replaces a secret.
pub const MASK: &str = "***";

/// A text with the secrets in its URLs masked: users and passwords, and queries, which may be signatures.
pub fn without_secrets(text: &str) -> String {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>');
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("://") {
        let (address, more) = after.split_at(after.find(is_end).unwrap_or(after.len()));
        let (address, query) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
        let (authority, path) = address.split_at(address.find('/').unwrap_or(address.len()));
        shown.extend([before, "://"]);
        match authority.rsplit_once('@') {
            Some((_, host)) => shown.extend([MASK, "@", host, path]),
            None => shown.extend([authority, path]),
        }
        if let Some(mark) = query.get(..1) {
            shown.extend([mark, MASK]);
        }
        rest = more;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_a_terminal_interprets_are_escaped() {
        let text = "a\u{1b}[2Jb\u{9b}1m\u{7}\r\n\tc\u{202e}d\u{2066}e\u{200f}\u{2028}\u{7f}";
        let visible = r"a\u001b[2Jb\u009b1m\u0007\r\n\tc\u202ed\u2066e\u200f\u2028\u007f";
        assert_eq!(Visible(text).to_string(), visible);
        let json: String = serde_json::from_str(&format!("\"{visible}\"")).expect("JSON");
        assert_eq!(json, text, "the notation is that of JSON");
        assert_eq!(VisibleLines("a\u{1b}\nb\n").to_string(), "a\\u001b\nb\n");
    }

    #[test]
    fn urls_are_shown_without_their_secrets() {
        for (text, shown) in [
            ("url = \"https://user:secret@x/y?token=secret\" # z", "url = \"https://***@x/y?***\" # z"),
            ("s3://key:secret@bucket/a#secret and http://a/@b", "s3://***@bucket/a#*** and http://a/@b"),
            ("no address: a@b?c", "no address: a@b?c"),
            ("://", "://"),
        ] {
            assert_eq!(without_secrets(text), shown);
        }
    }

    #[test]
    fn names_stay_as_they_are() {
        for text in ["Ысык-Көл", "سو\u{200c}ها", "Osh 👩\u{200d}🌾", "", "\u{a0}x"] {
            assert_eq!(Visible(text).to_string(), text);
        }
    }
}
