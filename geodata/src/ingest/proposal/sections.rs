//! Writes the sections of tables: communities, counts, breakdowns, services.

use std::collections::HashSet;
use std::fmt::Write;

use super::super::config::OPEN;
use super::super::text::comparable;
use super::column::Column;
use super::counted::{CategoryColumn, CountColumn, Dimension};
use super::description::{Description, Round, SURVEY, inline_table};
use super::figures::{PlaceTable, words_for_nothing};
use super::inventory::Table;
use super::languages::names_for;
use super::lexicon;
use super::places::{Open, Place};
use super::reading::Reading;
use super::services::Distance;
use super::toml_text::{TomlText, bare_key, behind, list, quoted};
use super::vocabulary::Choice;
use crate::model::{Language, Vocabulary};

impl Description<'_> {
    /// Writes the section of the communities. Returns what was recognised.
    pub(super) fn communities_section(&self, out: &mut TomlText) -> Option<String> {
        let communities = self.communities?;
        let table = &self.tables[communities.table];
        out.section("[communities]");
        readings(&communities.readings, out);
        Self::file(table, out);
        let used: Vec<&Column> = communities.households.iter().filter_map(|name| column(table, name)).collect();
        nothing(&used, table, Some(&communities.id), out);
        out.key("sources", &list(&[SURVEY]));
        let mut columns: Vec<(String, String)> = vec![("id".to_owned(), communities.id.clone())];
        columns.extend(
            names_for(&communities.names, &self.languages)
                .into_iter()
                .map(|(code, name)| (format!("name_{code}"), name.to_owned())),
        );
        if let Some([lon, lat]) = &communities.position {
            columns.extend([("lon".to_owned(), lon.clone()), ("lat".to_owned(), lat.clone())]);
        }
        if let Some((level, Place { open: Some(open), .. })) = &communities.unit {
            out.comment(&format!("{}.", open.why()));
            columns.push((level.id().to_owned(), OPEN.to_owned()));
        } else if let Some((level, place)) = &communities.unit {
            columns.extend(place.within.iter().map(|(level, column)| (level.id().to_owned(), column.clone())));
            columns.push((level.id().to_owned(), place.column.clone()));
        } else {
            out.comment("No column has the codes or names of units: name one that has.");
            let level = self.layers.last().map_or("admin2", |layer| layer.level.id());
            columns.push((level.to_owned(), OPEN.to_owned()));
        }
        columns.extend(communities.households.as_ref().map(|name| ("households".to_owned(), name.clone())));
        columns.extend(communities.origin.as_ref().map(|name| ("origin".to_owned(), name.clone())));
        out.line(&format!("columns = {}", inline_table(&columns)));
        let more = if table.is_whole { "" } else { " or more" };
        Some(format!("communities: {}{more} in {}", table.rows, table.shown()))
    }

    /// Writes the sections of a table. Returns what was recognised.
    pub(super) fn table_sections(&self, place_table: &PlaceTable, out: &mut TomlText) -> Vec<String> {
        let table = &self.tables[place_table.table];
        let figures = &place_table.figures;
        let mut recognised = Vec::new();
        let mut others = Some(&figures.readings);
        // Where a column says the round, one section is about all of them.
        if let Some(round) = self.rounds.last() {
            let counts: Vec<&CountColumn> =
                figures.counts.iter().filter(|count| self.words.is_flow(&count.group).is_some()).collect();
            if !counts.is_empty() {
                out.section("[[counts]]");
                others_once(&mut others, out);
                self.counts(place_table, table, round, &counts, out);
                recognised.push(format!("counts of {} in {}", self.groups(&counts), table.shown()));
            }
            for dimension in dimensions(place_table) {
                let Some(id) = self.words.choice.dimension_id(dimension) else { continue };
                out.section("[[breakdowns]]");
                others_once(&mut others, out);
                self.breakdown(place_table, table, round, (dimension, id), &counts, out);
                recognised.push(format!("breakdown by `{id}` in {}", table.shown()));
            }
            if !figures.services.columns.is_empty() {
                out.section("[[services]]");
                others_once(&mut others, out);
                let services = self.services(place_table, table, round, out);
                recognised.push(format!("services {} in {}", services.join(", "), table.shown()));
            }
        }
        if let Some(others) = others.filter(|others| !others.is_empty()) {
            out.line("");
            out.comment(&format!("Other columns of {}:", table.shown()));
            readings(others, out);
        }
        recognised
    }

    fn groups(&self, counts: &[&CountColumn]) -> String {
        let mut ids: Vec<String> = counts.iter().filter_map(|count| self.words.choice.group_id(&count.group)).collect();
        ids.dedup();
        ids.iter()
            .map(|id| if id == OPEN { "somebody (left open)".to_owned() } else { format!("`{id}`") })
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The keys that say where a table is.
    fn file(table: &Table, out: &mut TomlText) {
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
    }

    /// The keys that say which rows are about what.
    fn rows(&self, place_table: &PlaceTable, table: &Table, round: &Round, has_level: bool, out: &mut TomlText) {
        let place = &place_table.place;
        Self::file(table, out);
        let long = place_table.figures.long.as_ref();
        match long.and_then(|long| long.round.as_ref()) {
            Some((column, texts)) => {
                out.line(&format!("round_column = {}{}", quoted(column), behind("likely: its header")));
                let of_table = self.rounds.iter().filter_map(|round| Some((round.text.clone()?, round.id.clone())));
                let rounds: Vec<(String, String)> = of_table.filter(|(text, _)| texts.contains(text)).collect();
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
        conditions(place_table, table, out);
    }

    fn counts(
        &self,
        place_table: &PlaceTable,
        table: &Table,
        round: &Round,
        counts: &[&CountColumn],
        out: &mut TomlText,
    ) {
        let long = place_table.figures.long.as_ref();
        self.rows(place_table, table, round, true, out);
        let year_column = long
            .and_then(|long| long.year.as_ref())
            .map(|(name, _)| name)
            .filter(|_| counts.iter().any(|count| self.words.is_flow(&count.group) == Some(true)));
        if let Some(name) = year_column {
            out.line(&format!("year_column = {}{}", quoted(name), behind("likely: it has years")));
        }
        if adds_rows(place_table, table, year_column.map(String::as_str)) {
            out.line(&format!(
                "combine = \"sum\"{}",
                behind("several rows are about the same: they are added. Is that right?")
            ));
        }
        let used: Vec<&Column> = counts.iter().filter_map(|count| column(table, &count.column)).collect();
        nothing(&used, table, Some(&place_table.place.column), out);
        decimal_mark(&used, out);
        out.line("columns = [");
        for count in counts {
            let Some(id) = self.words.choice.group_id(&count.group) else { continue };
            let mut entry = format!("  {{ column = {}, group = {}", quoted(&count.column), quoted(&id));
            if self.words.is_flow(&count.group) == Some(true) && year_column.is_none() {
                let year = count.year.map_or_else(|| format!("\"{OPEN}\""), |year| year.to_string());
                let _ = write!(entry, ", year = {year}");
            }
            if let Some((name, text)) = &count.condition {
                let _ = write!(entry, ", where = {{ {} = {} }}", bare_key(name), quoted(text));
            }
            out.line(&format!("{entry} }},{}", behind(&count.why)));
        }
        for other in &place_table.figures.alternatives {
            out.line(&format!("  # {{ column = {}, … }},   # or this one?", crate::visible::Visible(&quoted(other))));
        }
        out.line("]");
    }

    fn breakdown(
        &self,
        place_table: &PlaceTable,
        table: &Table,
        round: &Round,
        (dimension, id): (Dimension, &str),
        counts: &[&CountColumn],
        out: &mut TomlText,
    ) {
        self.rows(place_table, table, round, true, out);
        out.text("dimension", id);
        let figures = &place_table.figures;
        let by_rows =
            figures.long.as_ref().and_then(|long| long.categories.iter().find(|(_, known, _)| *known == dimension));
        let wide: Vec<&CategoryColumn> =
            figures.categories.iter().filter(|category| category.dimension == dimension).collect();
        // Rows of several years are left as they are: no year is the right one for all.
        let is_flow = wide.iter().any(|category| self.words.is_flow(&category.group) == Some(true));
        let is_by_year = is_flow && figures.long.as_ref().is_some_and(|long| long.year.is_some());
        let names: Vec<&String> = match by_rows {
            Some(_) => counts.iter().map(|count| &count.column).collect(),
            None => wide.iter().map(|category| &category.column).collect(),
        };
        let used: Vec<&Column> = names.into_iter().filter_map(|name| column(table, name)).collect();
        if let Some((name, ..)) = by_rows {
            out.line(&format!(
                "category_column = {}{}",
                quoted(name),
                behind("likely: its header, or the words in it")
            ));
            out.line("combine = \"sum\"");
        } else if !is_by_year && adds_rows(place_table, table, None) {
            out.line("combine = \"sum\"");
        }
        nothing(&used, table, Some(&place_table.place.column), out);
        out.line("columns = [");
        for category in wide.iter().filter(|_| by_rows.is_none()) {
            let Some(group) = self.words.choice.group_id(&category.group) else { continue };
            out.line(&format!(
                "  {{ column = {}, group = {}, category = {} }},{}",
                quoted(&category.column),
                quoted(&group),
                quoted(&self.known_category(id, &category.category).unwrap_or_else(|| category.category.clone())),
                behind(&category.why)
            ));
        }
        if let Some((_, _, texts)) = by_rows {
            for (count, text) in counts.iter().flat_map(|count| texts.iter().map(move |text| (count, text))) {
                let Some(group) = self.words.choice.group_id(&count.group) else { continue };
                let known = self.known_category(id, text);
                let value = known.as_ref().map_or(String::new(), |_| format!(", value = {}", quoted(text)));
                let category = known.unwrap_or_else(|| text.clone());
                let condition = count.condition.as_ref().map_or(String::new(), |(name, text)| {
                    format!(", where = {{ {} = {} }}", bare_key(name), quoted(text))
                });
                out.line(&format!(
                    "  {{ column = {}, group = {}, category = {}{value}{condition} }},",
                    quoted(&count.column),
                    quoted(&group),
                    quoted(&category)
                ));
            }
        }
        out.line("]");
    }

    /// The id of a category that the vocabulary declares, for a text that means it.
    fn known_category(&self, dimension: &str, text: &str) -> Option<String> {
        let Choice::Ready(name) = &self.words.choice else { return None };
        let vocabulary = Vocabulary::ready(name)?;
        let definition = crate::model::VocabularyDefinition::from(vocabulary);
        let dimension = definition.dimensions.into_iter().find(|known| known.id == dimension)?;
        let means = |category: &crate::model::CategoryDefinition| {
            [category.id.as_str(), category.label.get(Language::ENGLISH)]
                .iter()
                .any(|known| comparable(known) == comparable(text))
        };
        dimension.categories.into_iter().find(means).map(|category| category.id).filter(|id| id != text)
    }

    fn services(&self, place_table: &PlaceTable, table: &Table, round: &Round, out: &mut TomlText) -> Vec<String> {
        let services = &place_table.figures.services;
        self.rows(place_table, table, round, false, out);
        for (key, words) in [("yes", &services.yes), ("no", &services.no), ("no_data", &services.no_answer)] {
            if !words.is_empty() {
                out.key(key, &list(words));
            }
        }
        if !services.alone.is_empty() {
            let columns = services.alone.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            out.comment(&format!("Not used, since no column says whether the service is there: {columns}"));
        }
        out.line("columns = [");
        let mut written = Vec::new();
        for service in &services.columns {
            let Some(id) = self.words.choice.service_id(service.service) else { continue };
            let distance = match &service.distance {
                Some((name, Distance::Kilometres)) => format!(", km = {}", quoted(name)),
                Some((name, Distance::Bands(_))) => format!(", band = {}", quoted(name)),
                None => String::new(),
            };
            out.line(&format!(
                "  {{ service = {}, available = {}{distance} }},{}",
                quoted(id),
                quoted(&service.available),
                behind("likely: its header, and yes and no in it")
            ));
            written.push(format!("`{id}`"));
        }
        out.line("]");
        written
    }
}

/// The dimensions by which a table breaks counts down.
fn dimensions(table: &PlaceTable) -> Vec<Dimension> {
    let wide = table.figures.categories.iter().map(|category| category.dimension);
    let long = table.figures.long.iter().flat_map(|long| long.categories.iter().map(|(_, dimension, _)| *dimension));
    let mut all: Vec<Dimension> = Vec::new();
    for dimension in wide.chain(long) {
        if !all.contains(&dimension) {
            all.push(dimension);
        }
    }
    all
}

/// The rows of a long table that are read: those of the level, and of one operation.
fn conditions(place_table: &PlaceTable, table: &Table, out: &mut TomlText) {
    let Some(long) = &place_table.figures.long else { return };
    let mut pairs: Vec<String> = Vec::new();
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
    let places = column(table, &place_table.place.column);
    let mut unless: Vec<String> = Vec::new();
    let is_empty = places.is_some_and(|places| places.filled < table.rows);
    let mut nowhere: Vec<String> =
        places.iter().flat_map(|places| places.different(2_000)).filter(|text| is_nowhere(text)).collect();
    if is_empty {
        nowhere.insert(0, String::new());
    }
    let mut why = Vec::new();
    if !nowhere.is_empty() && long.level.is_none() && !matches!(place_table.place.open, Some(Open::Column(_))) {
        unless.push(format!("{} = {}", bare_key(&place_table.place.column), list(&nowhere)));
        why.push("rows that say no place are not read");
    }
    let has_parts = places.is_some_and(|places| have_parts(places, &long.totals, table));
    for (column, texts) in &long.totals {
        if has_parts {
            unless.push(format!("{} = {}", bare_key(column), list(texts)));
        } else {
            out.comment(&format!(
                "Rows with {} in `{column}` count what other rows count part by part, but not all places have other rows.",
                texts.join(", ")
            ));
            unless.push(format!("{} = \"{OPEN}\"", bare_key(column)));
        }
    }
    if has_parts && !long.totals.is_empty() {
        why.push("rows that count all categories are not added to the rows of each");
    }
    if !unless.is_empty() {
        out.line(&format!("unless = {{ {} }}{}", unless.join(", "), behind(&why.join("; "))));
    }
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

/// Whether several rows are about the same place, year, round and group.
fn adds_rows(place_table: &PlaceTable, table: &Table, year_column: Option<&str>) -> bool {
    let long = place_table.figures.long.as_ref();
    let round = long.and_then(|long| long.round.as_ref()).map(|(name, _)| name.as_str());
    let groups = long.and_then(|long| long.groups.as_ref()).map(|(name, _)| name.as_str());
    let place = &place_table.place;
    // What is not known to be about one place is not added.
    if place.open.is_some() {
        return false;
    }
    let names = [Some(place.column.as_str()), year_column, round, groups].into_iter().flatten();
    let names = names.chain(place.within.iter().map(|(_, column)| column.as_str()));
    let columns: Vec<&Column> = names.filter_map(|name| column(table, name)).collect();
    let mut seen = HashSet::new();
    let (mut rows, mut again) = (0, 0);
    for row in 0..table.rows {
        let key: Vec<Option<String>> = columns.iter().map(|column| column.text(row)).collect();
        let of_place = key.first().and_then(Option::as_ref);
        if of_place.is_some_and(|text| !place.ambiguous.contains(&comparable(text))) {
            rows += 1;
            again += usize::from(!seen.insert(key));
        }
    }
    // A few are mistakes.
    again * 20 > rows
}

fn column<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
    table.columns.iter().find(|column| column.name == name)
}

/// The keys for words that stand for no data, for withheld values and for totals.
fn nothing(used: &[&Column], table: &Table, place: Option<&String>, out: &mut TomlText) {
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
        let is_total = lexicon::TOTALS.contains(&comparable(&text).as_str());
        if is_total && totals.iter().all(|known| comparable(known) != comparable(&text)) {
            totals.push(text);
        }
    }
    if !totals.is_empty() {
        out.key("totals", &list(&totals));
    }
}

/// Leaves the decimal mark open where a number can be read in two ways.
fn decimal_mark(used: &[&Column], out: &mut TomlText) {
    if used.iter().any(|column| column.is_ambiguous()) {
        out.open("decimal_mark", "`.` or `,`: what is `12.000` here?");
    }
}

fn others_once(others: &mut Option<&Vec<Reading>>, out: &mut TomlText) {
    if let Some(others) = others.take() {
        readings(others, out);
    }
}

/// What columns are taken for, as comments.
fn readings(all: &[Reading], out: &mut TomlText) {
    for Reading { column, meaning, why } in all {
        out.comment(&format!("`{column}`: {meaning}; {why}."));
    }
}
