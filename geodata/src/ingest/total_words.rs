//! The words for totals, of rows and of categories, in the languages of the region.

use super::text::comparable;

/// How rows of totals begin.
const WORDS: [&str; 22] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sub total",
    "sum",
    "overall",
    "all",
    "национальный итог",
    "итого",
    "итог",
    "общий итог",
    "всего",
    "сумма",
    "жалпы",
    "жыйынтыгы",
    "бардыгы",
    "барлығы",
    "жиыны",
    "жами",
    "ҳамагӣ",
];

/// Whether the key of a row begins as those of rows of totals do.
pub(super) fn looks_like_total(key: &str) -> bool {
    let key = comparable(key);
    let follows = |word: &&str| key.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    WORDS.iter().any(follows)
}

/// Other names of categories that count all.
const ALL_CATEGORIES: [&str; 21] = [
    "both",
    "both sexes",
    "both genders",
    "all sexes",
    "all genders",
    "all ages",
    "all age groups",
    "all categories",
    "all groups",
    "total population",
    "m+f",
    "f+m",
    "male and female",
    "female and male",
    "оба",
    "оба пола",
    "все",
    "все возрасты",
    "все категории",
    "баары",
    "барлық",
];

/// Whether a category is called a total.
pub(super) fn is_total_word(text: &str) -> bool {
    let text = comparable(text);
    WORDS.iter().chain(&ALL_CATEGORIES).any(|word| *word == text)
}
