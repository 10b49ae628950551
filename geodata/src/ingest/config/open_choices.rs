//! Choices that `dataset.toml` leaves open: `"?"` in place of a value that only a person can give.
//!
//! Each is an error that says what is to be decided. So that one run shows everything else that is wrong, too, the rest is checked as if each
//! choice were made: a stand-in takes the place of the question mark. Where none can (a column, a file), the rest waits until the choice is made.

use std::ops::Range;

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::report::{Findings, Location};
use super::super::text::trimmed;
use super::FILE;
use super::toml_error::Lines;
use crate::model::Vocabulary;

/// What stands where a choice is open.
pub(in crate::ingest) const OPEN: &str = "?";

/// An open choice.
struct OpenChoice {
    /// The key whose value it is.
    key: String,
    /// Which of several values of the key, from 0.
    position: usize,
    /// Whether other values stand beside it in a list.
    has_others: bool,
    /// The group that stands beside it, for a column.
    group: Option<String>,
    /// Whose it is: ``of the source `cod` ``.
    of: String,
    /// The outermost section that it is in: `sources`.
    section: String,
    span: Range<usize>,
}

impl OpenChoice {
    /// Whether what is to be decided depends on what stands in the rows, which only the comment beside it says.
    fn is_about_rows(&self) -> bool {
        self.key == "combine"
    }
}

/// The comment beside a value, if it has one.
fn note_beside(text: &str, end: usize) -> String {
    let rest = text.get(end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    match rest.trim_start().strip_prefix('#').map(trimmed) {
        Some(note) if !note.is_empty() => format!(" ({note})"),
        _ => String::new(),
    }
}

/// Reports the choices that a description leaves open, and returns it with stand-ins in their places. None if the rest cannot be checked.
pub(super) fn settle(text: &str, findings: &mut Findings) -> Option<String> {
    // What is not TOML is reported by the parser of the whole.
    let Ok(document) = DeTable::parse(text) else { return Some(text.to_owned()) };
    let mut choices = Vec::new();
    collect(document.get_ref(), "", "", &mut choices);
    if choices.is_empty() {
        return Some(text.to_owned());
    }
    choices.sort_by_key(|choice| choice.span.start);
    let lines = Lines::of(text);
    let mut stand_ins = StandIns::of(document.get_ref());
    // Several columns of one group would be said to count the same.
    if choices.iter().filter(|choice| choice.key == "group" && choice.section == "counts").count() > 1 {
        stand_ins.group = None;
    }
    let years = choices.iter().filter(|choice| choice.key == "year").map(|choice| &choice.group);
    let years: Vec<&Option<String>> = years.collect();
    stand_ins.several_years = choices
        .iter()
        .map(|choice| &choice.group)
        .filter(|group| years.iter().filter(|other| *other == group).count() > 1)
        .cloned()
        .collect();
    let mut settled = text.to_owned();
    let mut is_settled = true;
    let replaced: Vec<Option<String>> = choices.iter().map(|choice| stand_ins.find(choice)).collect();
    for (choice, stand_in) in choices.iter().zip(&replaced) {
        let waits = if stand_in.is_some() { "" } else { "; the rest is checked once this is decided" };
        let noted = if choice.is_about_rows() { note_beside(text, choice.span.end) } else { String::new() };
        let message = format!("`{}` {}is open: {}{noted}{waits}", choice.key, choice.of, what(choice));
        findings.error("open_choice", Location::line(FILE, lines.at(choice.span.start)), message);
        is_settled &= stand_in.is_some();
    }
    for (choice, stand_in) in choices.iter().zip(replaced).rev() {
        settled.replace_range(choice.span.clone(), &stand_in.unwrap_or_default());
    }
    is_settled.then_some(settled)
}

/// Collects the open choices of a section and of all in it.
fn collect(table: &DeTable<'_>, section: &str, of: &str, choices: &mut Vec<OpenChoice>) {
    for (key, value) in table {
        let key = key.get_ref();
        let section = if section.is_empty() { key } else { section };
        let of = owner(table, section).unwrap_or_else(|| of.to_owned());
        let before = choices.len();
        collect_value(key, value, 0, section, &of, choices);
        for choice in choices.iter_mut().skip(before).filter(|choice| choice.key == *key) {
            choice.has_others = value.get_ref().as_array().is_some_and(|list| list.len() > 1);
            choice.group = choice.group.take().or_else(|| text_of(table, "group"));
        }
    }
}

fn collect_value(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    position: usize,
    section: &str,
    of: &str,
    choices: &mut Vec<OpenChoice>,
) {
    match value.get_ref() {
        DeValue::String(text) if trimmed(text) == OPEN => choices.push(OpenChoice {
            key: key.to_owned(),
            position,
            has_others: false,
            group: None,
            of: of.to_owned(),
            section: section.to_owned(),
            span: value.span(),
        }),
        DeValue::Array(list) => {
            for (position, value) in list.iter().enumerate() {
                collect_value(key, value, position, section, of, choices);
            }
        }
        DeValue::Table(table) => collect(table, section, of, choices),
        _ => {}
    }
}

/// What a section is about, as its other keys say.
fn owner(table: &DeTable<'_>, section: &str) -> Option<String> {
    let named = |key: &str| match table.get(key)?.get_ref() {
        DeValue::String(text) if trimmed(text) != OPEN => Some(trimmed(text).to_owned()),
        _ => None,
    };
    let noun = match section {
        "dataset" => Some("dataset"),
        "sources" => Some("source"),
        "rounds" => Some("round"),
        _ => None,
    };
    let keys = [
        ("column", Some("column")),
        ("group", Some("group")),
        ("id", noun),
        ("level", Some("layer").filter(|_| section == "layers")),
        ("service", Some("service")),
        ("file", Some("table in")),
    ];
    keys.into_iter().find_map(|(key, noun)| Some(format!("of the {} `{}` ", noun?, named(key)?)))
}

/// What is to be decided.
fn what(choice: &OpenChoice) -> &'static str {
    match choice.key.as_str() {
        "licence" => "write under which licence the source may be published, as `CC BY 4.0`",
        "citation" => "write how the source is to be cited",
        "publisher" => "write who published the source",
        "date" => "write when the source was published: YYYY, YYYY-MM or YYYY-MM-DD",
        "boundaries" => "say whether the boundaries are `official`, `generalised` or `schematic`",
        "definition" => "write who is counted, as readers are to see it",
        "collected" if choice.position == 0 => "write the first day of collection: YYYY-MM-DD",
        "collected" => "write the last day of collection: YYYY-MM-DD",
        "method" => "write how the data were collected",
        "default_round" => "name the round that is shown where none is asked for",
        "country" => "write the code of the country, as the layer of the country has it",
        "group" => "say which population group is counted, or remove what it stands in",
        "service" => "say which service it is about, or remove what it stands in",
        "year" | "years" => "write the year in which people were counted, without quotation marks",
        "title" => "write a title for readers",
        "illustrative_note" => "write what in the dataset was made up",
        "combine" => {
            "write `sum` if the rows of a place may be added; if not, remove the line, and say with `where` which are read"
        }
        "decimal_mark" => "write `.` or `,`: the one that separates decimals",
        "parent" => "name the column with the code of the unit above",
        "pcode" => "name the column with the codes of the units",
        "place" => "name the column with the codes or ids of the places",
        "level" if choice.section != "layers" => "write the level of the units: `admin1`, `admin2` or `admin3`",
        "admin1" | "admin2" | "admin3" => "name the column with the unit that each community belongs to",
        _ if choice.section == "layers" => "write the code of the unit that is meant",
        _ => "write what belongs there",
    }
}

/// What takes the place of choices while the rest is checked.
struct StandIns {
    default_round: Option<String>,
    group: Option<String>,
    /// The groups of which several columns have an open year.
    several_years: Vec<Option<String>>,
    has_country_layer: bool,
}

impl StandIns {
    fn of(document: &DeTable<'_>) -> Self {
        let tables = |name: &str| {
            let list = document.get(name).and_then(|value| value.get_ref().as_array());
            list.into_iter().flatten().filter_map(|value| value.get_ref().as_table())
        };
        let default_round = tables("rounds").find_map(|round| text_of(round, "id")).filter(|id| id != OPEN);
        let has_country_layer = tables("layers").any(|layer| text_of(layer, "level").as_deref() == Some("admin0"));
        let open_groups = tables("rounds").filter_map(|round| round.get("groups")?.get_ref().as_array()).flatten();
        let open_groups = open_groups.filter_map(|group| group.get_ref().as_table());
        let is_stock = open_groups
            .filter(|group| text_of(group, "group").as_deref() == Some(OPEN))
            .any(|group| !group.contains_key("years"));
        let mut used = Vec::new();
        groups_in(document, &mut used);
        let group = known_groups(document).into_iter().find(|(id, stock)| *stock == is_stock && !used.contains(id));
        Self { default_round, group: group.map(|(id, _)| id), several_years: Vec::new(), has_country_layer }
    }

    /// The text that takes the place of a choice; none if nothing can.
    fn find(&self, choice: &OpenChoice) -> Option<String> {
        let quoted = |text: &str| Some(format!("\"{text}\""));
        match choice.key.as_str() {
            // Any text will do.
            "licence" | "citation" | "publisher" | "title" | "method" | "definition" | "note" | "disclaimer"
            | "label" | "in_sentence" | "illustrative_note" => quoted(OPEN),
            "date" => quoted("2000"),
            "url" => quoted("https://example.org"),
            "boundaries" => quoted("schematic"),
            // Whatever the years of the groups are.
            "collected" if choice.position == 0 => quoted("1900-01-01"),
            "collected" => quoted("2100-12-31"),
            // No year fits beside others, whose order and columns are checked.
            "years" if choice.has_others => None,
            "year" if self.several_years.contains(&choice.group) => None,
            "year" | "years" => Some("2000".to_owned()),
            "country" if !self.has_country_layer => quoted("ZZ"),
            "combine" => quoted("sum"),
            "default_round" => quoted(self.default_round.as_ref()?),
            "group" => quoted(self.group.as_ref()?),
            "id" if choice.section == "dataset" => quoted("dataset"),
            _ => None,
        }
    }
}

fn text_of(table: &DeTable<'_>, key: &str) -> Option<String> {
    Some(trimmed(table.get(key)?.get_ref().as_str()?).to_owned())
}

/// The groups that are named anywhere.
fn groups_in(table: &DeTable<'_>, used: &mut Vec<String>) {
    for (key, value) in table {
        match value.get_ref() {
            DeValue::String(text) if key.get_ref() == "group" => used.push(trimmed(text).to_owned()),
            DeValue::Table(inner) => groups_in(inner, used),
            DeValue::Array(list) => {
                for inner in list.iter().filter_map(|value| value.get_ref().as_table()) {
                    groups_in(inner, used);
                }
            }
            _ => {}
        }
    }
}

/// The groups of the vocabulary, each with whether it is a stock.
fn known_groups(document: &DeTable<'_>) -> Vec<(String, bool)> {
    let own = document.get("vocabulary");
    if let Some(own) = own.and_then(|own| own.get_ref().as_table()) {
        let groups = own.get("groups").and_then(|groups| groups.get_ref().as_array());
        let groups = groups.into_iter().flatten().filter_map(|group| group.get_ref().as_table());
        let group =
            |group: &DeTable<'_>| Some((text_of(group, "id")?, text_of(group, "kind").as_deref() == Some("stock")));
        return groups.filter_map(group).collect();
    }
    let of_dataset = document.get("dataset").and_then(|dataset| dataset.get_ref().as_table());
    let named = own.and_then(|own| own.get_ref().as_str().map(str::to_owned));
    let named = named.or_else(|| of_dataset.and_then(|dataset| text_of(dataset, "vocabulary")));
    let vocabulary = named.map_or_else(|| Some(Vocabulary::default()), |name| Vocabulary::ready(trimmed(&name)));
    let groups = vocabulary.iter().flat_map(Vocabulary::groups);
    groups.map(|group| (group.id().to_owned(), group.is_stock())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::report::Summary;
    use super::*;

    fn settled(text: &str) -> (Option<String>, Vec<String>) {
        let mut findings = Findings::default();
        let settled = settle(text, &mut findings);
        let report = findings.into_report(Summary::default());
        let lines = report.findings.iter().map(|finding| {
            assert_eq!(finding.code, "open_choice");
            format!("{}: {}", finding.location, finding.message)
        });
        (settled, lines.collect())
    }

    #[test]
    fn open_choices_are_named_and_stand_ins_take_their_places() {
        let text = "[dataset]\ndefault_round = \"?\"\n[[sources]]\nid = \"cod\"\nlicence = \"?\"\ndate = '?'\n[[rounds]]\nid = \"r1\"\n\
                    collected = [\"?\", \" ? \"]\n[[rounds.groups]]\ngroup = \"?\"\nyears = [\"?\"]\n[[counts]]\nfile = \"a.csv\"\n\
                    columns = [{ column = \"n\", group = \"?\", year = \"?\" }, { column = \"m\", group = \"return_migrants\" }]\n";
        let (settled, lines) = settled(text);
        let expected = "[dataset]\ndefault_round = \"r1\"\n[[sources]]\nid = \"cod\"\nlicence = \"?\"\ndate = \"2000\"\n[[rounds]]\nid = \"r1\"\n\
                    collected = [\"1900-01-01\", \"2100-12-31\"]\n[[rounds.groups]]\ngroup = \"emigrants\"\nyears = [2000]\n[[counts]]\nfile = \"a.csv\"\n\
                    columns = [{ column = \"n\", group = \"emigrants\", year = 2000 }, { column = \"m\", group = \"return_migrants\" }]\n";
        assert_eq!(settled.as_deref(), Some(expected));
        assert_eq!(lines.len(), 9);
        assert_eq!(
            lines[1],
            "dataset.toml, line 5: `licence` of the source `cod` is open: write under which licence the source may be published, as `CC BY 4.0`"
        );
        assert_eq!(
            lines[7],
            "dataset.toml, line 15: `group` of the column `n` is open: say which population group is counted, or remove what it stands in"
        );
    }

    #[test]
    fn what_nothing_can_stand_for_stops_the_check() {
        let (settled, lines) = settled("[communities]\nfile = \"a.csv\"\ncolumns = { id = \"id\", admin2 = \"?\" }\n");
        assert_eq!((settled, lines.len()), (None, 1));
        assert!(lines[0].ends_with("; the rest is checked once this is decided"), "{lines:?}");
    }

    #[test]
    fn a_year_beside_others_waits_since_none_fits() {
        for text in [
            "[[rounds]]\nid = \"r\"\n[[rounds.groups]]\ngroup = \"emigrants\"\nyears = [2023, \"?\"]\n",
            "[[counts]]\nfile = \"a.csv\"\ncolumns = [{ column = \"n\", group = \"emigrants\", year = \"?\" }, { column = \"m\", group = \"emigrants\", year = \"?\" }]\n",
        ] {
            let (settled, lines) = settled(text);
            assert_eq!(settled, None, "{lines:?}");
            assert!(lines.iter().all(|line| line.ends_with("; the rest is checked once this is decided")), "{lines:?}");
        }
    }

    #[test]
    fn what_is_no_toml_or_has_no_question_mark_stays_as_it_is() {
        for text in ["a = ", "a = \"what?\"\n# ?\n"] {
            assert_eq!(settled(text), (Some(text.to_owned()), Vec::new()));
        }
    }
}
