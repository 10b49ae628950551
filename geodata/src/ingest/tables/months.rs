//! The names of months, and what a spreadsheet makes of a range such as `1-4`: a date.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

/// The names of months begin so, in English, Russian, Kyrgyz and Kazakh, French, Spanish: three letters tell them apart.
const MONTHS: [&str; 40] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "янв", "фев", "мар", "апр",
    "май", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "қаң", "ақп", "нау", "сәу", "мам", "мау", "там",
    "қыр", "қаз", "қар", "жел", "fév", "avr", "aoû", "déc",
];

/// Ranges of withheld numbers end here at most: what is withheld is small.
const MAX_WITHHELD: u32 = 20;

pub(super) fn is_month(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.chars().all(char::is_alphabetic) && MONTHS.iter().any(|month| lower.starts_with(month))
}

/// Whether a date may be a range that a spreadsheet took for one: its day and its month are those of `1-4`.
pub(super) fn may_be_a_range(date: NaiveDateTime) -> bool {
    let (day, month) = (date.day(), date.month());
    date.time() == NaiveTime::MIN && day != month && day.max(month) <= MAX_WITHHELD
}

/// The same of a text, as spreadsheets write such dates into CSV: `04-Jan`, `Jan-04`, `2024-01-04`, `04.01.2024`, `1/4/2024`.
pub(super) fn text_may_be_a_range(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '.', '/', ' ']).filter(|part| !part.is_empty()).collect();
    if let [one, other] = parts[..] {
        let is_day =
            |part: &str| part.parse::<u32>().is_ok_and(|day| (1..=MAX_WITHHELD).contains(&day)) && part.len() <= 2;
        return (is_day(one) && is_month(other)) || (is_month(one) && is_day(other));
    }
    let formats = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y"];
    let dates = formats.iter().filter_map(|format| NaiveDate::parse_from_str(text, format).ok());
    dates.into_iter().any(|date| may_be_a_range(date.and_time(NaiveTime::MIN)))
}

#[cfg(test)]
mod tests {
    use super::text_may_be_a_range;

    #[test]
    fn a_date_with_a_small_day_may_be_a_range_and_a_year_none() {
        for text in ["04-Jan", "Jan-04", "4-янв", "1 апр", "2024-01-04", "04.01.2024", "1/4/2024", "2024-10-14"] {
            assert!(text_may_be_a_range(text), "{text}");
        }
        for text in ["2024-01-31", "Jan-24", "4", "2024", "1-4", "May", "01.01.2024", "about 4", "4-Belin"] {
            assert!(!text_may_be_a_range(text), "{text}");
        }
    }
}
