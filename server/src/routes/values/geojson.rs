//! A table of values as GeoJSON: a feature for each place, with its geometry and the columns of the table as properties. Where a place has
//! several rows, what differs between them is said of each: `value_2023`, `status_2023`, `value_female`.

use std::mem;

use geodata::formats::GeoJsonRows;
use geodata::query::Collection;
use serde_json::{Map, Value as Json};

use super::columns::Columns;
use super::json::trailer;
use super::table::{IndicatorTable, Observed, Row, RowWriter};

/// Writes a table as GeoJSON.
pub struct GeoJsonValues {
    columns: Columns,
    writer: Option<GeoJsonRows>,
    observed: Observed,
    /// The place whose rows are being read, and what they say so far.
    place: Option<(usize, Map<String, Json>)>,
    /// The links of the document.
    links: Vec<Json>,
}

impl GeoJsonValues {
    pub fn new(table: &IndicatorTable, links: Vec<Json>) -> Self {
        Self { columns: Columns::of(table), writer: None, observed: Observed::default(), place: None, links }
    }

    /// Writes the place whose rows have been read.
    fn finish_place(&mut self, table: &IndicatorTable, out: &mut Vec<u8>) {
        if let (Some((place, properties)), Some(writer)) = (self.place.take(), &mut self.writer) {
            writer.feature(out, &table.atlas, (Collection::of_places(table.by), place), &properties);
        }
    }
}

impl RowWriter for GeoJsonValues {
    /// A feature may be large.
    const ROWS_PER_CHUNK: usize = 8;

    fn begin(&mut self, table: &IndicatorTable, out: &mut Vec<u8>) {
        self.writer = Some(GeoJsonRows::begin(out, &table.head()));
    }

    fn row(&mut self, table: &IndicatorTable, row: &Row, out: &mut Vec<u8>) {
        self.observed.add(row);
        if self.place.as_ref().is_some_and(|(place, _)| *place != row.place) {
            self.finish_place(table, out);
        }
        let (_, properties) = self.place.get_or_insert_with(|| (row.place, Map::new()));
        let has_several = table.has_several_rows_per_place();
        let row_ending = has_several
            .then(|| format!("_{}", table.category(row).map_or_else(|| row.period.to_string(), str::to_owned)));
        for column in &self.columns.list {
            let key = self.columns.key(*column, table);
            let key = match &row_ending {
                Some(_) if column.tells_rows_apart() => continue,
                Some(ending) if !column.is_of_place() => format!("{key}{ending}"),
                _ => key.into_owned(),
            };
            properties.insert(key, self.columns.cell(*column, table, row).to_json());
        }
    }

    fn end(&mut self, table: &IndicatorTable, out: &mut Vec<u8>) {
        self.finish_place(table, out);
        let mut members = table.head();
        // The numbers stand at the beginning.
        members.retain(|_, value| !value.is_number());
        members.insert("links".into(), mem::take(&mut self.links).into());
        members.extend(trailer(table, self.observed));
        members.insert("citation".into(), table.citation().into());
        if let Some(writer) = &mut self.writer {
            writer.end(out, &members);
        }
    }
}
