//! The words by which headers name things, in English, French, Russian and Kyrgyz. Accents and case do not matter (`words.rs`); `*` stands for
//! any ending.

mod concepts;
mod doubts;

pub(super) use concepts::{CATEGORIES, GROUPS, SERVICES};
pub(super) use doubts::{CHANGE, DOUBTS, ESTIMATES, MONTHS, PARTS_OF_YEAR};

use crate::model::AdminLevel;

/// Categories that belong to any dimension.
pub(super) const REST: &[&str] = &[
    "other*",
    "unknown",
    "not known",
    "no answer",
    "прочи*",
    "друг*",
    "неизвестн*",
    "башка*",
    "белгисиз*",
    "autre*",
    "inconnu*",
];

/// Words of a header that say nothing about what is counted.
pub(super) const FILLERS: &[&str] = &[
    "number",
    "num",
    "nb",
    "nombre",
    "no",
    "n",
    "of",
    "the",
    "total",
    "totals",
    "count",
    "counts",
    "people",
    "persons",
    "person",
    "individuals",
    "individual",
    "ind",
    "present",
    "in",
    "who",
    "have",
    "has",
    "and",
    "affected",
    "population",
    "est",
    "estimated",
    "how",
    "many",
    "are",
    "there",
    "here",
    "came",
    "whom",
    "which",
    "de",
    "des",
    "du",
    "la",
    "le",
    "les",
    "en",
    "personnes",
    "effectif",
    "количество",
    "число",
    "кол",
    "во",
    "общее",
    "всего",
    "человек",
    "чел",
    "лиц",
    "лица",
    "людей",
    "в",
    "г",
    "год",
    "году",
    "годы",
    "из",
    "них",
    "том",
    "числе",
    "т",
    "ч",
    "на",
    "саны",
    "жылы",
    "адам",
    "бардыгы",
    "year",
    "years",
    "annee",
    "an",
    "meta",
    "value",
    "date",
    "migrants",
    "migrant",
];

pub(super) const LONGITUDE: &[&str] = &["lon", "long", "longitude*", "lng", "долгот*", "узундук*", "x"];
pub(super) const LATITUDE: &[&str] = &["lat", "latitude*", "широт*", "кендик*", "y"];
pub(super) const HOUSEHOLDS: &[&str] = &[
    "household*",
    "hh",
    "hhs",
    "домохозяйств*",
    "домохоз*",
    "хозяйств*",
    "семей",
    "уй було*",
    "туту*",
    "menage*",
    "foyer*",
    "families",
    "familles",
];
pub(super) const POPULATION: &[&str] =
    &["population", "pop", "inhabitants", "населени*", "калк*", "калкы", "жител*", "habitants"];
pub(super) const YEAR: &[&str] = &["year", "год", "жыл*", "annee", "an"];
pub(super) const DATE: &[&str] = &["date", "дата", "кун*"];
pub(super) const ROUND: &[&str] = &["round*", "раунд*", "ronde", "cycle"];
pub(super) const ID: &[&str] = &[
    "pcode",
    "p code",
    "code",
    "id",
    "uuid",
    "код",
    "номер",
    "identifiant",
    "kod",
    "soate",
    "kato",
    "index",
    "key",
    "ref",
];
pub(super) const NAME: &[&str] = &[
    "name*",
    "nom",
    "noms",
    "название*",
    "наименование*",
    "аталыш*",
    "аты",
    "village*",
    "settlement*",
    "community",
    "location",
    "locality",
    "site",
    "place",
    "село",
    "айыл*",
    "поселок",
    "населенн* пункт*",
    "localite*",
    "ville",
];
pub(super) const COMMUNITY: &[&str] = &[
    "communit*",
    "village*",
    "settlement*",
    "site*",
    "localit*",
    "село*",
    "сел",
    "айыл*",
    "населенн* пункт*",
    "сообществ*",
    "localite*",
    "village*",
];
/// Headers that say what kind of a place it is, and do not name it.
pub(super) const KIND: &[&str] =
    &["type*", "kind*", "status*", "class*", "setting*", "тип*", "вид*", "статус*", "categor*", "категор*"];
/// Headers of what is counted and of nothing else: the title of the table says whom.
pub(super) const COUNTED: &[&str] = &[
    "total*",
    "persons",
    "people",
    "individuals",
    "всего",
    "итого",
    "количество",
    "число",
    "человек",
    "чел",
    "бардыгы",
    "саны",
    "effectif*",
];
pub(super) const FACILITY: &[&str] =
    &["facilit*", "amenity", "service", "services", "health", "healthcare", "hospital*", "school*", "clinic*"];
pub(super) const OPERATION: &[&str] = &["operation", "operations", "crisis"];
pub(super) const ALIASES: &[&str] =
    &["alias*", "alt name*", "alternative*", "variant*", "other name*", "вариант*", "синоним*"];
pub(super) const DISTANCE: &[&str] = &[
    "km",
    "kms",
    "distance*",
    "dist",
    "band",
    "far",
    "расстояни*",
    "км",
    "аралык*",
    "алыстык*",
    "kilomet*",
    "километр*",
];
pub(super) const PERCENT: &[&str] =
    &["percent*", "pct", "share*", "rate", "процент*", "доля", "пайыз*", "pourcent*", "part"];

/// How rows of totals begin.
pub(super) const TOTALS: &[&str] = &[
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "итого",
    "всего",
    "сумма",
    "жалпы",
    "жыйынтыгы",
    "бардыгы",
    "общий итог",
    "total general",
    "ensemble",
];

/// How headers name the levels of units, largest first.
pub(super) const LEVELS: [(AdminLevel, &[&str]); 3] = [
    (
        AdminLevel::Admin1,
        &[
            "admin 1",
            "adm 1",
            "province*",
            "region*",
            "oblast*",
            "governorate*",
            "wilaya*",
            "област*",
            "регион*",
            "провинц*",
            "облус*",
            "вилоят*",
        ],
    ),
    (
        AdminLevel::Admin2,
        &[
            "admin 2",
            "adm 2",
            "district*",
            "rayon*",
            "raion*",
            "county",
            "counties",
            "район*",
            "departement*",
            "аудан*",
        ],
    ),
    (AdminLevel::Admin3, &["admin 3", "adm 3", "subdistrict*", "sub district*", "commune*", "municipalit*"]),
];

/// Words for each sex, of people of any age.
pub(super) const SEXES: [&[&str]; 2] = [
    &["female", "females", "women", "woman", "f", "femmes", "femme", "женщины", "женщин", "жен", "женский", "аялдар"],
    &["male", "males", "men", "man", "m", "hommes", "homme", "мужчины", "мужчин", "муж", "мужской", "эркектер"],
];

/// Categories of children.
pub(super) const CHILDREN: &[&str] =
    &["girl*", "boy*", "child*", "девоч*", "мальчик*", "дет*", "fille*", "garcon*", "enfant*"];

/// How headers name the country of a row.
pub(super) const COUNTRY: &[&str] =
    &["admin 0", "adm 0", "country*", "iso", "iso 2", "iso 3", "стран*", "pays", "olke*", "олко*"];

/// How headers say that people came from there.
pub(super) const ORIGIN: &[&str] = &[
    "origin*",
    "from",
    "departure*",
    "previous",
    "former",
    "habitual",
    "provenance*",
    "происхожд*",
    "откуда",
    "выезд*",
    "выбыт*",
    "прежн*",
    "depart",
];

/// What stands in a column of categories in the rows that count all of them.
pub(super) const ALL_CATEGORIES: &[&str] = &[
    "all",
    "all sexes",
    "all ages",
    "both",
    "both sexes",
    "both genders",
    "все",
    "оба",
    "оба пола",
    "все возраста",
    "баары",
    "tous",
    "toutes",
    "les deux",
    "les deux sexes",
];

/// Words for yes and no besides those that are read anyway.
pub(super) const YES: &[&str] = &[
    "да",
    "есть",
    "имеется",
    "ооба",
    "бар",
    "oui",
    "y",
    "available",
    "ja",
    "ия",
    "иә",
    "true",
    "yes",
    "1",
    "si",
    "sí",
];
pub(super) const NO: &[&str] = &[
    "нет",
    "отсутствует",
    "не имеется",
    "жок",
    "non",
    "n",
    "not available",
    "none",
    "nein",
    "жоқ",
    "false",
    "no",
    "0",
];
pub(super) const NO_ANSWER: &[&str] = &[
    "не знаю",
    "нет ответа",
    "нет данных",
    "don't know",
    "dont know",
    "do not know",
    "dk",
    "unknown",
    "no answer",
    "ne sait pas",
    "nsp",
    "билбейм",
    "жооп жок",
    "99",
    "-99",
    "-999",
    "refused",
];
