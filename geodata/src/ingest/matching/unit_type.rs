//! Words in names that say what kind of unit is meant: "Osh (city)", "Алай району", "г. Ош".

use super::spelling::{plain, spellings};

/// What kind of unit a name says that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitType {
    /// Oblast.
    Province,
    /// City or town.
    City,
    /// Rayon.
    District,
    /// Rural municipality.
    Subdistrict,
    /// Village or settlement.
    Village,
}

/// Why a name names no unit, whatever else it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Vague {
    /// "Unknown", "n/a".
    Unknown,
    /// "Ozgur (part)".
    Part,
}

/// A name as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedName {
    /// Two names are the same if they have one of these in common.
    pub spellings: Vec<String>,
    /// What it says that it is.
    pub unit_type: Option<UnitType>,
    pub(in crate::ingest) vague: Option<Vague>,
}

/// Words that say what a unit is, without points behind them.
const TYPE_WORDS: [(UnitType, &[&str]); 5] = [
    (
        UnitType::Province,
        &[
            "province",
            "oblast",
            "region",
            "governorate",
            "viloyat",
            "viloyati",
            "velayat",
            "welayat",
            "oblusu",
            "oblus",
            "oblysy",
            "oblys",
            "область",
            "области",
            "обл",
            "obl",
            "облусу",
            "облус",
            "облысы",
            "облыс",
            "вилоят",
            "вилояти",
            "край",
        ],
    ),
    (
        UnitType::City,
        &[
            "city",
            "town",
            "gorod",
            "shaar",
            "shaary",
            "shahri",
            "shahar",
            "qalasy",
            "qalasi",
            "qala",
            "город",
            "города",
            "гор",
            "г",
            "шаар",
            "шаары",
            "шаарча",
            "шаарчасы",
            "ш",
            "шаҳар",
            "шаҳри",
            "шахри",
            "қала",
            "қаласы",
            "пгт",
            "pgt",
        ],
    ),
    (
        UnitType::District,
        &[
            "district",
            "rayon",
            "raion",
            "rajon",
            "r-n",
            "rayonu",
            "raionu",
            "audan",
            "audany",
            "tuman",
            "tumani",
            "nohiya",
            "nohiyai",
            "район",
            "района",
            "р-н",
            "р-он",
            "району",
            "аудан",
            "ауданы",
            "туман",
            "тумани",
            "ноҳия",
            "ноҳияи",
            "нохия",
            "нохияи",
        ],
    ),
    (
        UnitType::Subdistrict,
        &[
            "subdistrict",
            "sub-district",
            "jamoat",
            "djamoat",
            "okrug",
            "okmotu",
            "aimak",
            "aimagy",
            "aymak",
            "aymagy",
            "джамоат",
            "ҷамоат",
            "жамоат",
            "округ",
            "округи",
            "с/о",
            "а/о",
            "а/а",
            "аймак",
            "аймагы",
            "өкмөтү",
            "окмоту",
        ],
    ),
    (
        UnitType::Village,
        &[
            "village",
            "settlement",
            "selo",
            "aiyl",
            "aiyly",
            "ayil",
            "ayily",
            "ayyl",
            "ayyly",
            "aul",
            "auyl",
            "auyly",
            "qishloq",
            "qishlogi",
            "w/m",
            "j/m",
            "ж/м",
            "microdistrict",
            "mikrorayon",
            "село",
            "села",
            "с",
            "пос",
            "посёлок",
            "поселок",
            "п",
            "айыл",
            "айылы",
            "ауыл",
            "ауылы",
            "кишлак",
            "қишлоқ",
            "қишлоғи",
            "деревня",
            "дер",
            "мкр",
            "м-н",
            "микрорайон",
            "жилмассив",
        ],
    ),
];

/// Words that stand beside those: "independent city", "сельский округ".
const BESIDE_TYPES: [&str; 8] = ["independent", "rural", "urban", "of", "сельский", "айылный", "аильный", "городской"];

/// Abbreviations that are written without a space before the name: "г.Ош".
const ATTACHED: [(&str, UnitType); 9] = [
    ("гор.", UnitType::City),
    ("г.", UnitType::City),
    ("g.", UnitType::City),
    ("пгт.", UnitType::City),
    ("пос.", UnitType::Village),
    ("с.", UnitType::Village),
    ("п.", UnitType::Village),
    ("j.m.", UnitType::Village),
    ("ж.м.", UnitType::Village),
];

const UNKNOWN_WORDS: [&str; 22] = [
    "unknown",
    "other",
    "others",
    "n/a",
    "na",
    "none",
    "various",
    "several",
    "unspecified",
    "not known",
    "not specified",
    "not stated",
    "no data",
    "?",
    "-",
    "неизвестно",
    "прочие",
    "другие",
    "другое",
    "не указано",
    "белгисиз",
    "башка",
];

const PART_WORDS: [&str; 8] = ["part", "parts", "partly", "часть", "частично", "бөлүгү", "бөлүк", "бөлігі"];

impl UnitType {
    fn of_word(word: &str) -> Option<Self> {
        let word = word.trim_end_matches('.');
        TYPE_WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(unit_type, _)| *unit_type)
    }
}

impl ParsedName {
    /// Takes a name apart.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let plain = plain(text);
        let mut words: Vec<&str> = plain.split_whitespace().collect();
        if words.is_empty() || UNKNOWN_WORDS.contains(&words.join(" ").as_str()) {
            return Self { vague: Some(Vague::Unknown), ..Self::default() };
        }
        let mut types: Vec<UnitType> = Vec::new();
        if let Some(first) = words.first_mut()
            && let Some((attached, unit_type)) = ATTACHED.iter().find(|(attached, _)| first.starts_with(attached))
        {
            let rest = &first[attached.len()..];
            if !rest.is_empty() {
                *first = rest;
                types.push(*unit_type);
            }
        }
        let vague = take_part_words(&mut words);
        take_type_words(&mut words, &mut types);
        let (unit_type, is_clear) = one_type(&types);
        let words: Vec<String> = words
            .iter()
            .flat_map(|word| word.split(|c: char| !is_in_word(c)))
            .map(str::to_owned)
            .filter(|word| !word.is_empty())
            .collect();
        let spellings = spellings(&words);
        let vague = vague.or(spellings.is_empty().then_some(Vague::Unknown));
        let vague = vague.or((!is_clear).then_some(Vague::Part));
        Self { spellings, unit_type, vague }
    }
}

/// Whether a character does not separate words. Signs of other scripts are parts of words.
fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || !(c.is_ascii() || matches!(c, '\u{2010}'..='\u{203e}' | '№' | '·'))
}

/// Takes the words from either end that say that a part is meant.
fn take_part_words(words: &mut Vec<&str>) -> Option<Vague> {
    let before = words.len();
    while words.len() > 1 && words.last().is_some_and(|word| PART_WORDS.contains(&word.trim_end_matches('.'))) {
        words.pop();
    }
    if words.len() > 2 && PART_WORDS.contains(&words[0]) && words[1] == "of" {
        words.drain(..2);
    }
    (words.len() < before).then_some(Vague::Part)
}

/// Takes the words from either end that say what is meant. A name keeps at least one word.
fn take_type_words(words: &mut Vec<&str>, types: &mut Vec<UnitType>) {
    while let [.., _, last] = words[..]
        && let Some(unit_type) = UnitType::of_word(last)
    {
        types.push(unit_type);
        words.pop();
        while words.len() > 1 && words.last().is_some_and(|word| BESIDE_TYPES.contains(word)) {
            words.pop();
        }
    }
    while words.len() > 1 {
        let beside = words.iter().take_while(|word| BESIDE_TYPES.contains(*word)).count();
        let Some(unit_type) =
            words.get(beside).filter(|_| beside + 1 < words.len()).and_then(|word| UnitType::of_word(word))
        else {
            break;
        };
        types.push(unit_type);
        words.drain(..=beside);
        if words.len() > 1 && words[0] == "of" {
            words.remove(0);
        }
    }
}

/// The type that several words say together, and whether they agree.
fn one_type(types: &[UnitType]) -> (Option<UnitType>, bool) {
    let Some(first) = types.first().copied() else { return (None, true) };
    // "айыл аймагы", "айыл өкмөтү".
    if types.contains(&UnitType::Village) && types.contains(&UnitType::Subdistrict) && types.len() == 2 {
        return (Some(UnitType::Subdistrict), true);
    }
    (Some(first), types.iter().all(|other| *other == first))
}
