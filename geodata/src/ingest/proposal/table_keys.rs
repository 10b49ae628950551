//! Writes the keys of sections with a table: where it is, which rows are read, and what their words for nothing are.

use std::collections::HashSet;

use super::super::config::OPEN;
use super::super::text::comparable;
use super::column::Column;
use super::description::{Description, Round, SURVEY, inline_table};
use super::figures::{PlaceTable, words_for_nothing};
use super::lexicon;
use super::long::Long;
use super::places::Open;
use super::table::Table;
use super::toml_text::{TomlText, bare_key, behind, list, quoted};

/// Why the name of a sheet says in which unit its rows are.
pub(super) const WITHIN_SHEET: &str =
    "likely: the sheets have the names of larger units, and some names of rows are those of several units";

impl Description<'_> {
    /// The keys that say where a table is.
    pub(super) fn file(table: &Table, out: &mut TomlText) {
        out.text("file", &table.file);
        if let Some(layer) = &table.layer {
            out.text("layer", layer);
        }
        match &table.sheets[..] {
            [] => {}
            [sheet] => out.text("sheet", sheet),
            sheets => out.key("sheets", &list(sheets)),
        }
        let (first, last) = (table.header.first, table.header.last);
        match last - first {
            0 if first <= 1 => {}
            0 => out.key("header_row", &first.to_string()),
            _ => {
                let rows: Vec<String> = (first..=last).map(|row| row.to_string()).collect();
                out.key("header_row", &format!("[{}]", rows.join(", ")));
            }
        }
        if let Some((last, next)) = table.end {
            out.line(&format!("last_row = {last}{}", behind(&format!("the header stands again in row {next}"))));
        }
        if let Some(delimiter) = table.delimiter.filter(|delimiter| *delimiter != ',') {
            out.text("delimiter", &delimiter.to_string());
        }
        match table.encoding {
            Some((name, true)) => {
                let name = name.to_lowercase();
                out.line(&format!(
                    "encoding = {}{}",
                    quoted(&name),
                    behind("a guess, by its letters: are the names right?")
                ));
            }
            Some((name, false)) => out.comment(&format!("Its text is {name}, which the file says itself.")),
            None => {}
        }
        if let Some(form) = &table.form {
            out.line(&format!("form = {}{}", quoted(form), behind("likely: its questions are the columns")));
        }
        if let Some(parent) = &table.parent {
            let file = parent.file.iter().map(|file| ("file".to_owned(), file.clone()));
            let sheet = parent.sheet.iter().map(|sheet| ("sheet".to_owned(), sheet.clone()));
            let keys: Vec<(String, String)> = file.chain(sheet).collect();
            out.line(&format!(
                "parent = {}{}",
                inline_table(&keys),
                behind("likely: its rows belong to submissions there")
            ));
        }
        if let Some(time) = table.submitted.as_ref().filter(|_| table.is_latest) {
            out.line(&format!("latest = {}{}", quoted(time), behind("of several submissions of one place, the last")));
        }
    }

    /// The keys that say which rows are about what.
    pub(super) fn rows(
        &self,
        place_table: &PlaceTable,
        table: &Table,
        round: &Round,
        has_level: bool,
        out: &mut TomlText,
    ) {
        let place = &place_table.place;
        Self::file(table, out);
        let long = place_table.figures.long.as_ref();
        match long.and_then(|long| long.round.as_ref()) {
            Some((column, texts)) => {
                out.line(&format!("round_column = {}{}", quoted(column), behind("likely: its header")));
                let all = self
                    .rounds
                    .iter()
                    .flat_map(|round| round.texts.iter().map(|text| (text.clone(), round.id.clone())));
                let rounds: Vec<(String, String)> = all.filter(|(text, _)| texts.contains(text)).collect();
                out.line(&format!("rounds = {}", inline_table(&rounds)));
            }
            None => out.text("round", &round.id),
        }
        match &place.open {
            Some(open @ Open::Level(_)) if has_level => out.open("level", &open.why()),
            _ if has_level => out.text("level", place.level.id()),
            _ => {}
        }
        match &place.open {
            Some(open @ Open::Column(_)) => out.open("place", &open.why()),
            _ => out.line(&format!("place = {}{}", quoted(&place.column), behind(&place.why()))),
        }
        out.key("sources", &list(&[SURVEY]));
        match &place.within[..] {
            [] => {}
            [(_, column)] => out.text("within", column),
            several => out.key("within", &list(&several.iter().map(|(_, column)| column).collect::<Vec<_>>())),
        }
        let places = place.within.iter().map(|(_, column)| column).chain([&place.column]);
        table.write_filled_down(places, out);
        if place.is_within_sheet {
            out.line(&format!("within_sheet = true{}", behind(WITHIN_SHEET)));
        }
        conditions(place_table, table, out);
    }
}

/// The rows of a long table that are read: those of the level, and of one operation.
fn conditions(place_table: &PlaceTable, table: &Table, out: &mut TomlText) {
    let default = Long::default();
    let long = place_table.figures.long.as_ref();
    let is_long = long.is_some();
    let long = long.unwrap_or(&default);
    let mut pairs: Vec<String> = Vec::new();
    if let Some((column, text)) = &table.only {
        pairs.push(format!("{} = {}", bare_key(column), quoted(text)));
    }
    if let Some((column, level)) = &long.level {
        pairs.push(format!("{} = {}", bare_key(column), quoted(level)));
    }
    if let Some((column, texts)) = &long.operation {
        out.comment(&format!("Rows of several operations must not be added. Which is meant? {}", texts.join(", ")));
        pairs.push(format!("{} = \"{OPEN}\"", bare_key(column)));
    }
    if !pairs.is_empty() {
        out.line(&format!("where = {{ {} }}", pairs.join(", ")));
    }
    let place = &place_table.place;
    let places = column(table, &place.column);
    let mut unless = Exceptions::default();
    let mut nowhere: Vec<String> =
        places.iter().flat_map(|places| places.different(2_000)).filter(|text| is_nowhere(text)).collect();
    if places.is_some_and(|places| places.filled < table.rows) {
        nowhere.insert(0, String::new());
    }
    let mut why = Vec::new();
    let is_nowhere_known =
        is_long && long.level.is_none() && !nowhere.is_empty() && !matches!(place.open, Some(Open::Column(_)));
    if is_nowhere_known {
        unless.add(&place.column, &nowhere);
        why.push("rows that say no place are not read");
    }
    // A condition on the level leaves them out already.
    if let Some((name, texts)) = place.larger.units.as_ref().filter(|_| long.level.is_none()) {
        unless.add(name, texts);
        why.push("rows of larger units are not read: a section of their level could state them");
    }
    let of_totals = if is_nowhere_known { None } else { totals_beside(place_table, table) };
    if let Some((name, texts)) = of_totals.filter(|(name, _)| long.totals.iter().all(|(other, _)| other != name)) {
        unless.add(&name, &texts);
        why.push("rows of totals say no place");
    }
    let has_parts = places.is_some_and(|places| have_parts(places, &long.totals, table));
    for (column, texts) in &long.totals {
        if has_parts {
            unless.add(column, texts);
        } else {
            out.comment(&format!(
                "Rows with {} in `{column}` count what other rows count part by part, but not all places have other rows.",
                texts.join(", ")
            ));
            unless.leave_open(column);
        }
    }
    if has_parts && !long.totals.is_empty() {
        why.push("rows that count all categories are not added to the rows of each");
    }
    if !unless.0.is_empty() {
        out.line(&format!("unless = {}{}", unless.shown(), behind(&why.join("; "))));
    }
}

/// The texts by column of rows that are not read; none where a person must say them.
#[derive(Default)]
struct Exceptions(Vec<(String, Option<Vec<String>>)>);

impl Exceptions {
    fn add(&mut self, column: &str, texts: &[String]) {
        match self.0.iter_mut().find(|(known, _)| known == column) {
            Some((_, Some(known))) => {
                let more: Vec<String> = texts.iter().filter(|text| !known.contains(text)).cloned().collect();
                known.extend(more);
            }
            Some((_, None)) => {}
            None => self.0.push((column.to_owned(), Some(texts.to_vec()))),
        }
    }

    fn leave_open(&mut self, column: &str) {
        self.0.retain(|(known, _)| known != column);
        self.0.push((column.to_owned(), None));
    }

    fn shown(&self) -> String {
        let pairs = self.0.iter().map(|(column, texts)| {
            let texts = texts.as_ref().map_or_else(|| quoted(OPEN), |texts| list(texts));
            format!("{} = {texts}", bare_key(column))
        });
        format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
    }
}

/// The column that says of rows without a place that they are totals, and what it says.
fn totals_beside(place_table: &PlaceTable, table: &Table) -> Option<(String, Vec<String>)> {
    let places = column(table, &place_table.place.column)?;
    let rows: Vec<usize> = (0..table.rows).filter(|row| places.text(*row).is_none()).collect();
    let is_total = |text: &String| {
        let text = comparable(text);
        lexicon::TOTALS
            .iter()
            .any(|total| text.strip_prefix(total).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    };
    table.columns.iter().filter(|column| column.name != places.name).find_map(|column| {
        let mut texts: Vec<String> = Vec::new();
        for text in rows.iter().filter_map(|row| column.text(*row)).filter(is_total) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        (!texts.is_empty()).then(|| (column.name.clone(), texts))
    })
}

/// Whether each place has rows that are no totals.
fn have_parts(places: &Column, totals: &[(String, Vec<String>)], table: &Table) -> bool {
    let columns: Vec<(&Column, &[String])> =
        totals.iter().filter_map(|(name, texts)| Some((column(table, name)?, &texts[..]))).collect();
    let is_total = |row: usize| {
        columns.iter().any(|(column, texts)| {
            column.text(row).is_some_and(|text| texts.iter().any(|total| comparable(total) == comparable(&text)))
        })
    };
    let parts: HashSet<String> =
        (0..table.rows).filter(|row| !is_total(*row)).filter_map(|row| places.text(row)).collect();
    places.texts().all(|place| parts.contains(&place))
}

/// Whether a text says that there is no place.
fn is_nowhere(text: &str) -> bool {
    ["not available", "n/a", "na", "none", "unknown", "-"].contains(&comparable(text).as_str())
}

pub(super) fn column<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
    table.columns.iter().find(|column| column.name == name)
}

/// The keys for words that stand for no data, for withheld values and for totals.
pub(super) fn nothing(
    used: &[&Column],
    table: &Table,
    (place, country): (Option<&str>, &[String]),
    out: &mut TomlText,
) {
    let (no_data, withheld) = words_for_nothing(used);
    if !no_data.is_empty() {
        out.key("no_data", &list(&no_data));
    }
    if !withheld.is_empty() {
        out.line(&format!("suppressed = {}{}", list(&withheld), behind("their values are known, and withheld")));
    }
    let places = place.and_then(|name| column(table, name));
    let mut totals: Vec<String> = Vec::new();
    for text in places.iter().flat_map(|column| column.texts()) {
        let is_total = lexicon::TOTALS.contains(&comparable(&text).as_str()) || country.contains(&text);
        if is_total && totals.iter().all(|known| comparable(known) != comparable(&text)) {
            totals.push(text);
        }
    }
    if !totals.is_empty() {
        out.key("totals", &list(&totals));
    }
}

/// Leaves the decimal mark open where a number can be read in two ways.
pub(super) fn decimal_mark(used: &[&Column], out: &mut TomlText) {
    if used.iter().any(|column| column.is_ambiguous()) {
        out.open("decimal_mark", "`.` or `,`: what is `12.000` here?");
    }
}
