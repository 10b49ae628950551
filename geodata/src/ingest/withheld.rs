//! Texts that stand where a source withholds a number, as tables write them: `<5`, `1-4`, `*`, `less than 5`.
//!
//! Such a cell is never no data: what is left of the numbers around it may give it away, and only values that are known to be withheld are
//! protected ([`subtraction`](crate::subtraction)).

use super::text::comparable;

/// What stands before a bound.
const BOUNDS: [&str; 27] = [
    "<",
    ">",
    "≤",
    "≥",
    "less than",
    "fewer than",
    "lower than",
    "smaller than",
    "more than",
    "greater than",
    "below",
    "under",
    "at most",
    "at least",
    "up to",
    "over",
    "менее",
    "менее чем",
    "меньше",
    "меньше чем",
    "более",
    "более чем",
    "больше",
    "больше чем",
    "до",
    "свыше",
    "не более",
];

/// Words that say it themselves.
const WORDS: [&str; 15] = [
    "(c)",
    "[c]",
    ":c",
    "confidential",
    "redacted",
    "suppressed",
    "withheld",
    "hidden",
    "not disclosed",
    "not shown",
    "конфиденциально",
    "скрыто",
    "подавлено",
    "не разглашается",
    "не раскрывается",
];

/// Whether a text stands for a number that is known and withheld.
pub(super) fn looks_withheld(text: &str) -> bool {
    let text = comparable(text);
    let is_marks = !text.is_empty() && text.chars().all(|mark| matches!(mark, '*' | '†' | '‡'));
    let is_bound = |rest: &str| is_number(rest.trim_start_matches(['=', ' ']));
    let is_range = |(least, most): (&str, &str)| is_number(least) && is_number(most);
    is_marks
        || WORDS.contains(&text.as_str())
        || BOUNDS.iter().any(|word| text.strip_prefix(word).is_some_and(is_bound))
        || text.strip_suffix('+').is_some_and(is_number)
        || text.split_once(['-', '–', '—', '−', '‑', '…']).is_some_and(is_range)
        || [" to ", ".."].iter().any(|between| text.split_once(between).is_some_and(is_range))
}

/// Whether a text is a whole number without a sign.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_ranges_marks_and_words_look_withheld() {
        for text in [
            "<5",
            " < 5\u{a0}",
            "<=4",
            "≤ 4",
            "< = 4",
            ">100",
            "≥ 5",
            "1-4",
            "1 – 4",
            "1 to 4",
            "1..4",
            "*",
            "***",
            "†",
            "less than 5",
            "Fewer  than 10",
            "менее 5",
            "Меньше чем 5",
            "до 5",
            "5+",
            "[c]",
            "Suppressed",
        ] {
            assert!(looks_withheld(text), "{text}");
        }
        for text in ["", "<", "5", "-5", "-999", "-", "n/a", "..", "about 30", "a*", "<a", "2024-05-01", "12.5", "+"] {
            assert!(!looks_withheld(text), "{text}");
        }
    }
}
