//! Writes the sections of tables: communities, and what each table counts.

use super::super::config::OPEN;
use super::column::Column;
use super::communities::Position;
use super::counted::CountColumn;
use super::counted_sections::dimensions;
use super::description::{Description, SURVEY, inline_table};
use super::figures::PlaceTable;
use super::languages::names_for;
use super::places::Place;
use super::reading::Reading;
use super::table_keys::{WITHIN_SHEET, column, nothing};
use super::toml_text::{TomlText, behind, list};

impl Description<'_> {
    /// Writes the section of the communities. Returns what was recognised.
    pub(super) fn communities_section(&self, out: &mut TomlText) -> Option<String> {
        let communities = self.communities?;
        let table = &self.tables[communities.table];
        out.section("[communities]");
        readings(&communities.readings, out);
        Self::file(table, out);
        let used: Vec<&Column> = communities.households.iter().filter_map(|name| column(table, name)).collect();
        nothing(&used, table, (Some(&communities.id), &[]), out);
        out.key("sources", &list(&[SURVEY]));
        let mut columns: Vec<(String, String)> = vec![("id".to_owned(), communities.id.clone())];
        columns.extend(
            names_for(&communities.names, &self.languages)
                .into_iter()
                .map(|(code, name)| (format!("name_{code}"), name.to_owned())),
        );
        match &communities.position {
            Some(Position::Degrees([lon, lat])) => {
                columns.extend([("lon".to_owned(), lon.clone()), ("lat".to_owned(), lat.clone())]);
            }
            Some(Position::Point(point)) => columns.push(("point".to_owned(), point.clone())),
            None => {}
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
        if let Some((_, place)) = &communities.unit {
            let units = place.within.iter().map(|(_, column)| column).chain([&place.column]);
            table.write_filled_down(units, out);
        }
        if communities.unit.as_ref().is_some_and(|(_, place)| place.is_within_sheet) {
            out.line(&format!("within_sheet = true{}", behind(WITHIN_SHEET)));
        }
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
        if let Some(round) = self.round_of(place_table) {
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
