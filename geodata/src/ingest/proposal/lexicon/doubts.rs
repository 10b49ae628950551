//! The words by which a header says that its numbers are no counts of people, or those of a part of a year.

/// What the header of a change says.
pub(in crate::ingest::proposal) const CHANGE: &str = "a change";

/// Words of headers of numbers that are no counts of people, and what they say.
pub(in crate::ingest::proposal) const DOUBTS: [(&[&str], &str); 5] = [
    (
        &[
            "target*",
            "plan",
            "plans",
            "planned",
            "expected",
            "project*",
            "forecast*",
            "cible*",
            "prevu*",
            "планов*",
            "план",
            "плану",
            "планир*",
            "запланир*",
            "прогноз*",
            "ожидаем*",
            "целев*",
        ],
        "a plan",
    ),
    (
        &[
            "change*",
            "increase*",
            "decrease*",
            "growth",
            "difference*",
            "diff",
            "delta",
            "net",
            "variation*",
            "evolution",
            "измен*",
            "прирост*",
            "разниц*",
            "динамик*",
            "сальдо",
        ],
        CHANGE,
    ),
    (
        &["thousand*", "thsd", "000", "000s", "million*", "mln", "тыс*", "млн", "миллион*", "millier*"],
        "that it has thousands or millions",
    ),
    (
        &[
            "before",
            "prior",
            "since",
            "until",
            "after",
            "cumulative*",
            "cumul*",
            "avant",
            "depuis",
            "apres",
            "накоп*",
            "нарастающ*",
        ],
        "people of other years, too",
    ),
    (&["average*", "avg", "mean", "median", "средн*", "moyen*"], "an average"),
];

/// Headers of a quarter or of half a year.
pub(in crate::ingest::proposal) const PARTS_OF_YEAR: &[&str] = &[
    "q 1",
    "q 2",
    "q 3",
    "q 4",
    "h 1",
    "h 2",
    "quarter*",
    "half",
    "semest*",
    "trimest*",
    "квартал*",
    "кв",
    "полугоди*",
    "чейрек*",
];

/// Names of months, with the number of each.
pub(in crate::ingest::proposal) const MONTHS: [(u8, &[&str]); 12] = [
    (1, &["jan", "january", "janvier", "janv", "январь", "января", "янв", "январе"]),
    (2, &["feb", "february", "fevrier", "февраль", "февраля", "фев", "феврале"]),
    (3, &["mar", "march", "mars", "март", "марта", "марте"]),
    (4, &["apr", "april", "avril", "апрель", "апреля", "апр", "апреле"]),
    (5, &["may", "mai", "май", "мая", "мае"]),
    (6, &["jun", "june", "juin", "июнь", "июня", "июне"]),
    (7, &["jul", "july", "juillet", "июль", "июля", "июле"]),
    (8, &["aug", "august", "aout", "август", "августа", "авг", "августе"]),
    (9, &["sep", "sept", "september", "septembre", "сентябрь", "сентября", "сен", "сент", "сентябре"]),
    (10, &["oct", "october", "octobre", "октябрь", "октября", "окт", "октябре"]),
    (11, &["nov", "november", "novembre", "ноябрь", "ноября", "ноя", "ноябре"]),
    (12, &["dec", "december", "decembre", "декабрь", "декабря", "дек", "декабре"]),
];

/// How headers say that a number is an estimate.
pub(in crate::ingest::proposal) const ESTIMATES: &[&str] = &["est", "estimat*", "оценк*", "оценоч*", "estime*"];
