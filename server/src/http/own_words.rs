//! Words that editors write into the address of a map: one line of text that looks like what it is.

/// The words on one line, each space once; none where there is nothing to read, or a character that is no text: control characters, and those that
/// turn the direction of what follows around (UAX 9), which would make a text say something else than it reads.
pub fn cleaned(text: &str) -> Option<String> {
    let is_refused = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
    };
    if text.chars().any(is_refused) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    line.chars().any(is_seen).then_some(line)
}

/// Whether a character leaves something on paper.
fn is_seen(c: char) -> bool {
    let is_invisible = matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}'
    );
    !c.is_whitespace() && !is_invisible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_line_of_text() {
        assert_eq!(cleaned("  Who came\n back\t2023 ").as_deref(), Some("Who came back 2023"));
        assert_eq!(
            cleaned("عائدون \u{200f}(2023)").as_deref(),
            Some("عائدون \u{200f}(2023)"),
            "a mark turns nothing around"
        );
        assert_eq!(cleaned("<b>&\"'").as_deref(), Some("<b>&\"'"), "who writes it escapes it");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bad in [
            "",
            "  ",
            "\u{200b}",
            "\u{feff}\u{200d}",
            "a\u{1b}[31m",
            "a\u{7}",
            "\u{202e}drawkcab",
            "a\u{2066}b",
            "a\u{85}\u{9c}",
        ] {
            assert_eq!(cleaned(bad), None, "{bad:?}");
        }
    }
}
