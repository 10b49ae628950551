//! Names without the word that most of them end in or begin with: on a map by district, "район" says nothing of any of them.

use std::collections::HashMap;

/// The part of names that has to have a word before it is left out of them.
const MOST: f64 = 0.5;

/// Names without the word that more than half of them end in, or begin with, in any case. Others keep all of theirs, and so do names that
/// would be the same as another without it.
pub fn without_common_word<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let last =
        |name: &'a str| name.trim_end().rsplit_once(char::is_whitespace).map(|(rest, word)| (word, rest.trim_end()));
    let first =
        |name: &'a str| name.trim_start().split_once(char::is_whitespace).map(|(word, rest)| (word, rest.trim_start()));
    let shortened = shorten(names, last).or_else(|| shorten(names, first)).unwrap_or_else(|| names.to_vec());
    let mut used: HashMap<&str, usize> = HashMap::new();
    for name in &shortened {
        *used.entry(name).or_default() += 1;
    }
    let is_unique = |name: &str| used.get(name) == Some(&1);
    names.iter().zip(shortened).map(|(name, short)| if is_unique(short) { short } else { *name }).collect()
}

/// Leaves out the word that a name is split into with the rest of it, where most names have it.
fn shorten<'a>(names: &[&'a str], split: impl Fn(&'a str) -> Option<(&'a str, &'a str)>) -> Option<Vec<&'a str>> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (word, _) in names.iter().filter_map(|name| split(name)) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let named = names.iter().filter(|name| !name.trim().is_empty()).count();
    let (common, _) = counts.into_iter().find(|(_, count)| *count as f64 > MOST * named as f64)?;
    let short =
        |name: &&'a str| split(name).filter(|(word, _)| word.to_lowercase() == common).map_or(*name, |(_, rest)| rest);
    Some(names.iter().map(short).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_most_names_share_is_left_out() {
        assert_eq!(
            without_common_word(&["Алайский район", "Чуйский район", "Ысык-Атинский Район", "город Ош"]),
            ["Алайский", "Чуйский", "Ысык-Атинский", "город Ош"]
        );
        assert_eq!(without_common_word(&["Алай району", "Чүй району", "Ош шаары"]), ["Алай", "Чүй", "Ош шаары"]);
        assert_eq!(
            without_common_word(&["Provincia de Lima", "Provincia de Ica", "Callao"]),
            ["de Lima", "de Ica", "Callao"]
        );
    }

    #[test]
    fn names_without_a_common_word_stay_as_they_are() {
        for names in
            [vec!["Alai", "Chui", "Osh City"], vec![], vec![""], vec!["Osh City", "Bishkek City", "Talas", "Naryn"]]
        {
            assert_eq!(without_common_word(&names), names);
        }
    }

    #[test]
    fn no_two_names_become_the_same() {
        let names = ["Batken District", "Batken", "Leilek District", "Kadamjai District"];
        assert_eq!(without_common_word(&names), ["Batken District", "Batken", "Leilek", "Kadamjai"]);
    }

    #[test]
    fn a_name_that_is_nothing_but_the_word_keeps_it() {
        assert_eq!(
            without_common_word(&["District", "North District", "South District"]),
            ["District", "North", "South"]
        );
    }
}
