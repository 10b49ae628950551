//! Names of countries among the words of headers.

use super::super::plausibility::country_names;
use super::lexicon::FILLERS;
use super::words::words_of;

/// The name of the country that words are.
pub(super) fn name_of(words: &[String]) -> Option<&'static str> {
    const OTHERS: [(&str, &str); 17] = [
        ("russian federation", "Russian Federation"),
        ("russia", "Russian Federation"),
        ("россия", "Russian Federation"),
        ("turkey", "Türkiye"),
        ("turkiye", "Türkiye"),
        ("турция", "Türkiye"),
        ("казахстан", "Kazakhstan"),
        ("узбекистан", "Uzbekistan"),
        ("таджикистан", "Tajikistan"),
        ("кыргызстан", "Kyrgyzstan"),
        ("korea", "Republic of Korea"),
        ("republic korea", "Republic of Korea"),
        ("united states america", "United States of America"),
        ("usa", "United States of America"),
        ("сша", "United States of America"),
        ("united kingdom", "United Kingdom"),
        ("uk", "United Kingdom"),
    ];
    let plain = |name: &str| {
        let mut words = words_of(name);
        words.retain(|word| !FILLERS.contains(&word.as_str()));
        words
    };
    let joined = words.join(" ");
    let other = OTHERS.into_iter().find(|(other, _)| *other == joined).map(|(_, name)| name);
    other.or_else(|| country_names().find(|name| plain(name) == words))
}

/// Whether words are the name of a country.
pub(super) fn is_country(words: &[String]) -> bool {
    name_of(words).is_some()
}
