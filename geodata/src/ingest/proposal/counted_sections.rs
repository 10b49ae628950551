//! Writes what a table counts: the sections of counts, of breakdowns and of services.

use std::fmt::Write;

use super::super::config::OPEN;
use super::super::text::comparable;
use super::added_rows::{self, Adding};
use super::column::Column;
use super::counted::{CategoryColumn, CountColumn, Dimension};
use super::description::{Description, Round};
use super::figures::PlaceTable;
use super::lexicon;
use super::services::Distance;
use super::table::Table;
use super::table_keys::{column, decimal_mark, nothing};
use super::toml_text::{TomlText, bare_key, behind, list, quoted};
use super::vocabulary::Choice;
use super::words::{find_any, words_of};
use crate::model::{Language, Vocabulary};

impl Description<'_> {
    pub(super) fn counts(
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
        let why = "several rows are about the same: they are added. Is that right?";
        combine(&added_rows::of(place_table, table, year_column.map(String::as_str)), why, out);
        let used: Vec<&Column> = counts.iter().filter_map(|count| column(table, &count.column)).collect();
        nothing(&used, table, (Some(&place_table.place.column), &place_table.place.larger.country), out);
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

    pub(super) fn breakdown(
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
        let has_children =
            wide.iter().any(|category| find_any(&words_of(&category.category), lexicon::CHILDREN).is_some());
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
        }
        // A breakdown is one of all years of the round.
        match added_rows::of(place_table, table, None) {
            Adding::Nothing if by_rows.is_some() => combine(&Adding::Parts, "", out),
            adding => combine(&adding, "", out),
        }
        nothing(&used, table, (Some(&place_table.place.column), &place_table.place.larger.country), out);
        out.line("columns = [");
        for category in wide.iter().filter(|_| by_rows.is_none()) {
            let Some(group) = self.words.choice.group_id(&category.group) else { continue };
            // Beside girls and boys, women and men are the adults.
            let known = if has_children { None } else { self.known_category(id, &category.category) };
            out.line(&format!(
                "  {{ column = {}, group = {}, category = {} }},{}",
                quoted(&category.column),
                quoted(&group),
                quoted(&known.unwrap_or_else(|| category.category.clone())),
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
        let words = words_of(text);
        let sex = lexicon::SEXES.iter().find(|patterns| patterns.iter().any(|word| words == [*word]));
        let means = |category: &crate::model::CategoryDefinition| {
            [category.id.as_str(), category.label.get(Language::ENGLISH)].iter().any(|known| {
                comparable(known) == comparable(text)
                    || sex.is_some_and(|patterns| patterns.contains(&comparable(known).as_str()))
            })
        };
        dimension.categories.into_iter().find(means).map(|category| category.id).filter(|id| id != text)
    }

    pub(super) fn services(
        &self,
        place_table: &PlaceTable,
        table: &Table,
        round: &Round,
        out: &mut TomlText,
    ) -> Vec<String> {
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
                behind(match column(table, &service.available) {
                    Some(_) => "likely: its header, and yes and no in it",
                    None => "likely: a choice among those that the column lists",
                })
            ));
            written.push(format!("`{id}`"));
        }
        out.line("]");
        written
    }
}

/// Writes whether rows are added.
fn combine(adding: &Adding<'_>, why: &str, out: &mut TomlText) {
    match adding {
        Adding::Nothing => {}
        Adding::Parts => out.line(&format!("combine = \"sum\"{}", behind(why))),
        Adding::Namesakes(column, twice) => out.open("combine", &added_rows::question_of_namesakes(column, twice)),
        Adding::Unknown(column) => out.open("combine", &added_rows::question(column)),
    }
}

/// The dimensions by which a table breaks counts down.
pub(super) fn dimensions(table: &PlaceTable) -> Vec<Dimension> {
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
