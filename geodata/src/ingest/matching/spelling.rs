//! One spelling for the many ways to write a name: scripts, transliterations, punctuation.
//!
//! Cyrillic becomes Latin letters, and of Latin spellings those become equal that transliterate the same letters: zh, j and dj; ya and ia;
//! kh and h. Vowels that are different letters (o and u, e and i) stay different, since names differ in them alone.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How letters are read that are transliterated in two ways.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    /// ң as ng, instead of n.
    nasal_as_ng: bool,
    /// ş and ç as sh and ch, instead of s and c.
    cedilla_as_h: bool,
}

/// Letters that [`Reading::nasal_as_ng`] is about.
const NASALS: [char; 5] = ['ң', 'ӊ', 'ҥ', 'ŋ', 'ñ'];
/// Letters that [`Reading::cedilla_as_h`] is about.
const CEDILLAS: [char; 3] = ['ş', 'ș', 'ç'];

/// Endings of Russian adjectives made of names, as [`latin`] writes them: those of districts, provinces and the cases of provinces. The neuter
/// (-skoe) is the name of a village, and is none of them.
const ADJECTIVES: [&str; 6] = ["skii", "skij", "ski", "skaia", "skaja", "skoi"];

/// The text in one form of Unicode, in lower case, without invisible characters and apostrophes, and with one kind of hyphen.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '\''
            | '’'
            | '‘'
            | 'ʼ'
            | 'ʻ'
            | 'ʹ'
            | 'ʽ'
            | '`'
            | '´'
            | '′'
            | '\u{200b}'..='\u{200f}'
            | '\u{ad}'
            | '\u{2060}'
            | '\u{feff}' => {}
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => plain.push('-'),
            c if c.is_whitespace()
                || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | '"' | '«' | '»' | '“' | '”' | '„') =>
            {
                plain.push(' ');
            }
            c => plain.push(c),
        }
    }
    // The decomposed form of some letters in lower case.
    plain.nfc().collect()
}

/// The spellings of a name: usually one, several if it has letters or endings that are written in different ways. Two names are the same if they
/// have one in common. None if the name has no letters or digits.
pub(super) fn spellings(words: &[String]) -> Vec<String> {
    let has = |letters: &[char]| words.iter().any(|word| word.contains(letters));
    let choices = |letters: &[char]| if has(letters) { &[false, true][..] } else { &[false][..] };
    let mut all: Vec<String> = Vec::new();
    for nasal_as_ng in choices(&NASALS).iter().copied() {
        for cedilla_as_h in choices(&CEDILLAS).iter().copied() {
            let reading = Reading { nasal_as_ng, cedilla_as_h };
            let mut folded: Vec<String> = words.iter().map(|word| latin(word, reading)).collect();
            let Some(last) = folded.pop() else { continue };
            let begin = folded.concat();
            for end in stems(&last) {
                let spelling = without_doubles(&format!("{begin}{end}"));
                if !spelling.is_empty() && !all.contains(&spelling) {
                    all.push(spelling);
                }
            }
        }
    }
    all
}

/// A word in Latin letters.
fn latin(word: &str, reading: Reading) -> String {
    let mut letters = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            c if NASALS.contains(&c) => letters.push_str(if reading.nasal_as_ng { "ng" } else { "n" }),
            'ş' | 'ș' => letters.push_str(if reading.cedilla_as_h { "sh" } else { "s" }),
            'ç' => letters.push_str(if reading.cedilla_as_h { "ch" } else { "c" }),
            _ => match cyrillic(c) {
                Some(latin) => letters.push_str(latin),
                None => letters.extend(c.nfkd().filter(|c| is_kept(*c)).map(latin_letter)),
            },
        }
    }
    with_one_transliteration(&letters)
}

/// The usual transliteration of a Cyrillic letter of Russian, Kyrgyz, Kazakh, Uzbek or Tajik.
fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' | 'җ' | 'ҷ' => "j",
        'з' => "z",
        'и' | 'й' | 'і' | 'ї' | 'ы' | 'ӣ' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ө' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' | 'ӯ' => "u",
        'ф' => "f",
        'х' | 'ҳ' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ю' => "iu",
        'я' => "ia",
        'ь' | 'ъ' => "",
        _ => return None,
    })
}

/// Whether a character is part of a spelling: letters, digits, and the vowel signs of scripts that have them, but no accents.
fn is_kept(c: char) -> bool {
    let is_accent = matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}');
    !is_accent && (c.is_alphanumeric() || is_combining_mark(c))
}

/// Latin letters that are no letter with an accent.
fn latin_letter(c: char) -> char {
    match c {
        'ı' => 'i',
        'ə' => 'a',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        c => c,
    }
}

/// Writes what is transliterated in several ways in one.
fn with_one_transliteration(letters: &str) -> String {
    const SEQUENCES: [(&str, &str); 10] = [
        ("shch", "sh"),
        ("dzh", "j"),
        ("dj", "j"),
        ("zh", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("ye", "e"),
        ("y", "i"),
        ("q", "k"),
        // Uzbek.
        ("x", "h"),
    ];
    let mut written = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(first) = rest.chars().next() {
        let (taken, meant) = match SEQUENCES.iter().find(|(sequence, _)| rest.starts_with(sequence)) {
            Some((sequence, meant)) => (sequence.len(), *meant),
            None => (first.len_utf8(), &rest[..first.len_utf8()]),
        };
        written.push_str(meant);
        rest = &rest[taken..];
    }
    // Түп is Тюп in Russian, and Tyup and Tup in Latin letters.
    let mut result = String::with_capacity(written.len());
    let mut before = None;
    let mut letters = written.chars().peekable();
    while let Some(c) = letters.next() {
        let is_after_consonant = before.is_some_and(|before: char| before.is_alphabetic() && !is_vowel(before));
        if !(c == 'i' && is_after_consonant && letters.peek() == Some(&'u')) {
            result.push(c);
        }
        before = Some(c);
    }
    result
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// A word, and if it is a Russian adjective, the names that it may be made of: `Baткенский` of Batken, `Ала-Букинский` of Ala-Buka.
fn stems(word: &str) -> Vec<String> {
    /// `Ош-ский`.
    const SHORTEST: usize = 2;
    let stem = ADJECTIVES.iter().find_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() >= SHORTEST);
    let Some(stem) = stem else { return vec![word.to_owned()] };
    let mut stems = vec![stem.to_owned()];
    if let Some(root) = stem.strip_suffix("in").filter(|root| root.len() >= SHORTEST) {
        stems.extend(["a", "i"].map(|ending| format!("{root}{ending}")));
    }
    stems
}

/// The text with doubled Latin letters once: Suu and Su, Issyk and Ysyk.
fn without_doubles(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for c in text.chars() {
        if !(c.is_ascii_lowercase() && single.ends_with(c)) {
            single.push(c);
        }
    }
    single
}
