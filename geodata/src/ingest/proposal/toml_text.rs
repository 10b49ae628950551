//! Writes TOML with comments.

use std::fmt::Write;

use super::super::config::OPEN;
use crate::visible::Visible;

/// The width of a line with a comment.
const WIDTH: usize = 120;

/// A text in TOML.
#[derive(Debug, Default)]
pub(super) struct TomlText(pub(super) String);

impl TomlText {
    /// A comment, in as many lines as it needs.
    pub(super) fn comment(&mut self, text: &str) {
        // What comes from files must not end the comment.
        let text = Visible(text).to_string();
        let mut line = String::from("#");
        for word in text.split(' ') {
            if line.len() > 1 && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                line = String::from("#");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line);
    }

    /// The head of a section, below an empty line.
    pub(super) fn section(&mut self, head: &str) {
        self.line("");
        self.line(head);
    }

    /// A key with a value that is TOML.
    pub(super) fn key(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {value}"));
    }

    /// A key with a text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key, &quoted(text));
    }

    /// A key whose value a person has to give.
    pub(super) fn open(&mut self, key: &str, what: &str) {
        self.line(&format!("{key} = \"{OPEN}\"{}", behind(what)));
    }

    pub(super) fn line(&mut self, line: &str) {
        let _ = writeln!(self.0, "{line}");
    }
}

/// A comment behind a value.
pub(super) fn behind(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("   # {}", Visible(text)) }
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Texts as a list, or as one text.
pub(super) fn list<S: AsRef<str>>(texts: &[S]) -> String {
    let all: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", all.join(", "))
}

/// A key of TOML: bare where it can be.
pub(super) fn bare_key(key: &str) -> String {
    let is_bare =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_read_again_as_it_was() {
        for text in ["a", "\"\\", "a\nb\r\tc", "\u{1}\u{7f}\u{85}", "Ош \u{202e}", "'''"] {
            let mut written = TomlText::default();
            written.comment(&format!("{text} {}", "long ".repeat(50)));
            written.line(&format!("{} = {}{}", bare_key(text), quoted(text), behind(text)));
            let read: toml::Table = written.0.parse().unwrap_or_else(|error| panic!("{error}: {}", written.0));
            assert_eq!(read.get(text).and_then(|value| value.as_str()), Some(text), "{}", written.0);
        }
    }
}
