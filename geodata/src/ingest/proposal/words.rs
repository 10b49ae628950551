//! The words of headers: what a text says, whatever its case, its accents, and the way in which its words are put together.

/// The words of a text in lower case: `returnMigrants_2023` and `Return migrants, 2023` have the same.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let ends = !c.is_alphanumeric()
            || (before.is_lowercase() && c.is_uppercase())
            || (before.is_alphanumeric() && before.is_ascii_digit() != c.is_ascii_digit());
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            c.to_lowercase().filter(|c| c.is_alphanumeric()).for_each(|c| folded(c, &mut word));
        }
        before = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A letter without its accent.
fn folded(c: char, word: &mut String) {
    word.push(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ş' => 's',
        'ğ' => 'g',
        'ñ' => 'n',
        'ё' => 'е',
        'ө' => 'о',
        'ү' => 'у',
        'ң' | 'ӊ' => 'н',
        other => other,
    });
}

/// The positions of the words that a pattern means, if they are there in its order: `return* migrant*`. Between two of them there may be two
/// others: `returned labour migrants`.
pub(super) fn find(words: &[String], pattern: &str) -> Option<Vec<usize>> {
    /// Words between two of a pattern.
    const MAX_GAP: usize = 2;
    let wanted: Vec<&str> = pattern.split(' ').collect();
    let fits = |word: &str, wanted: &str| match wanted.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == wanted,
    };
    'starts: for start in 0..words.len() {
        let mut found: Vec<usize> = Vec::with_capacity(wanted.len());
        for part in &wanted {
            let from = found.last().map_or(start, |last| last + 1);
            let to = if found.is_empty() { start + 1 } else { (from + 1 + MAX_GAP).min(words.len()) };
            match (from..to.min(words.len())).find(|position| fits(&words[*position], part)) {
                Some(position) => found.push(position),
                None => continue 'starts,
            }
        }
        return Some(found);
    }
    None
}

/// The positions of the words of the first of some patterns that is there.
pub(super) fn find_any(words: &[String], patterns: &[&str]) -> Option<Vec<usize>> {
    patterns.iter().find_map(|pattern| find(words, pattern))
}

/// The only year in a text.
pub(super) fn year_of(words: &[String]) -> Option<u16> {
    let mut years = words.iter().filter_map(|word| year(word));
    let first = years.next()?;
    years.all(|other| other == first).then_some(first)
}

/// A year of an assessment.
pub(super) fn year(text: &str) -> Option<u16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && (1990..=2100).contains(year))
}

/// A text as an id: `Return migrants` is `return_migrants`. Empty if nothing of it can stand in one.
pub(super) fn id_of(words: &[String], separator: &str) -> String {
    let latin = words.iter().map(|word| transliterated(word)).filter(|word| !word.is_empty());
    latin.collect::<Vec<_>>().join(separator)
}

/// A word in letters from a to z.
fn transliterated(word: &str) -> String {
    let mut latin = String::new();
    for c in word.chars() {
        let known = CYRILLIC.iter().find(|(letter, _)| *letter == c).map(|(_, latin)| *latin);
        match known {
            Some(known) => latin.push_str(known),
            None if c.is_ascii_alphanumeric() => latin.push(c),
            None => {}
        }
    }
    latin
}

const CYRILLIC: [(char, &str); 32] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_however_they_are_written() {
        for text in
            ["return_migrants_2023", "Return migrants, 2023", "returnMigrants2023", "group/return.migrants-2023"]
        {
            let words = words_of(text);
            assert!(words.ends_with(&["return".into(), "migrants".into(), "2023".into()]), "{words:?}");
        }
        assert_eq!(words_of("Köl; Ёлка №5 ЦОН"), ["kol", "елка", "5", "цон"]);
        assert_eq!(words_of("numPresentIdpInd"), ["num", "present", "idp", "ind"]);
        assert_eq!(words_of("ADM2_PCODE"), ["adm", "2", "pcode"]);
    }

    #[test]
    fn patterns_find_words_in_their_order() {
        let words = words_of("Number of returned labour migrants");
        assert_eq!(find(&words, "return* migrant*"), Some(vec![2, 4]));
        assert_eq!(find(&words, "migrant* return*"), None);
        assert_eq!(find(&words_of("x"), "x y"), None);
        assert_eq!(find(&[], "x"), None);
    }

    #[test]
    fn a_year_is_the_only_one() {
        let of = |text| year_of(&words_of(text));
        assert_eq!((of("n 2023"), of("2022-2023"), of("n 12023"), of("1850")), (Some(2023), None, None, None));
    }

    #[test]
    fn ids_have_letters_that_addresses_have() {
        assert_eq!(id_of(&words_of("Сезонные работники"), "_"), "sezonnye_rabotniki");
        assert_eq!(id_of(&words_of("النازحون"), "_"), "");
    }
}
