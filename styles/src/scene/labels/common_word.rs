//! Names without the word that most of them end in: on a map by district, "район" says nothing of any of them.
//!
//! A word that most begin with stays: it may be an article ("Al Anbar", "Al Basrah"), and often a preposition follows it.

use std::collections::HashMap;

/// The part of names that has to end in a word before it is left out of them.
const MOST: f64 = 0.5;

/// Names without the word that more than half of them end in, in upper or lower case. Others keep all of theirs, and so do names
/// that would be the same as another without it.
pub fn without_common_word<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let Some(common) = common_word(names) else { return names.to_vec() };
    let short =
        |name: &&'a str| split(name).filter(|(_, word)| word.to_lowercase() == common).map_or(*name, |(rest, _)| rest);
    let shortened: Vec<&str> = names.iter().map(short).collect();
    let mut used: HashMap<&str, usize> = HashMap::new();
    for name in &shortened {
        *used.entry(name).or_default() += 1;
    }
    let is_unique = |name: &str| used.get(name) == Some(&1);
    names.iter().zip(shortened).map(|(name, short)| if is_unique(short) { short } else { *name }).collect()
}

/// What is before the last word of a name of more than one, and that word.
fn split(name: &str) -> Option<(&str, &str)> {
    let (rest, word) = name.trim().rsplit_once(char::is_whitespace)?;
    Some((rest.trim_end(), word))
}

fn common_word(names: &[&str]) -> Option<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (_, word) in names.iter().filter_map(|name| split(name)) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let named = names.iter().filter(|name| !name.trim().is_empty()).count();
    counts.into_iter().find(|(_, count)| *count as f64 > MOST * named as f64).map(|(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_most_names_end_in_is_left_out() {
        assert_eq!(
            without_common_word(&["Алайский район", "Чуйский район", "Ысык-Атинский Район", "город Ош"]),
            ["Алайский", "Чуйский", "Ысык-Атинский", "город Ош"]
        );
        assert_eq!(without_common_word(&["Алай району", "Чүй району", "Ош шаары"]), ["Алай", "Чүй", "Ош шаары"]);
    }

    #[test]
    fn names_without_a_common_word_stay_as_they_are() {
        for names in [
            vec!["Alai", "Chui", "Osh City"],
            vec![],
            vec![""],
            vec!["Osh City", "Bishkek City", "Talas", "Naryn"],
            vec!["Al Anbar", "Al Basrah", "Al Muthanna"],
        ] {
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
