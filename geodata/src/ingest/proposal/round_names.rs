//! How rounds are named: by numbers, or by when they were.

use super::lexicon;
use super::words::{find_any, words_of, year};

/// The number of the round that words name.
pub(super) fn number_in(words: &[String]) -> Option<String> {
    let is_number = |word: &String| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let names = |word: &String| {
        matches!(word.as_str(), "r" | "тур") || find_any(std::slice::from_ref(word), lexicon::ROUND).is_some()
    };
    let pair = words.windows(2).find(|pair| names(&pair[0]) && is_number(&pair[1]))?;
    Some(pair[1].trim_start_matches('0').to_owned()).filter(|number| !number.is_empty())
}

/// The round that a text in a column of rounds means: `3` of `Round 3`.
pub(super) fn of_text(text: &str) -> String {
    number_in(&words_of(text)).unwrap_or_else(|| text.to_owned())
}

/// The day, month or year that words name: `2024-03`.
pub(super) fn period_in(words: &[String]) -> Option<String> {
    let at = words.iter().position(|word| year(word).is_some())?;
    let number = |word: Option<&String>, most: u8| {
        let number: u8 = word.filter(|word| word.len() <= 2)?.parse().ok()?;
        (1..=most).contains(&number).then(|| format!("{number:02}"))
    };
    let named = words.iter().find_map(|word| lexicon::MONTHS.iter().find(|(_, names)| names.contains(&word.as_str())));
    let month = named.map(|(month, _)| format!("{month:02}")).or_else(|| number(words.get(at + 1), 12));
    let day = number(words.get(at + 2), 31).filter(|_| named.is_none());
    let parts = [Some(words[at].clone()), month.clone(), day.filter(|_| month.is_some())];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join("-"))
}
