//! Finds the table of the communities: the one with a longitude and a latitude in every row, or else one with places in units.

use super::super::keys;
use super::super::tables::{Cell, position as form_position};
use super::column::Column;
use super::counted::group_in;
use super::facilities;
use super::figures::MIN_COUNTS;
use super::forms;
use super::languages::{NameColumn, name_columns};
use super::layer::Layer;
use super::lexicon;
use super::places::{self, Place};
use super::reading::Reading;
use super::table::Table;
use super::words::find_any;
use crate::model::AdminLevel;

/// The table of the communities, and its columns.
#[derive(Debug)]
pub(super) struct Communities {
    /// Its position among the tables.
    pub(super) table: usize,
    pub(super) id: String,
    pub(super) names: Vec<NameColumn>,
    /// Where its coordinates are, if it has some.
    pub(super) position: Option<Position>,
    pub(super) unit: Option<(AdminLevel, Place)>,
    pub(super) households: Option<String>,
    pub(super) origin: Option<String>,
    /// Whether some are in several submissions of a form, of which the last is read.
    pub(super) is_latest: bool,
    /// Whether some are marked as generated.
    pub(super) has_generated: bool,
    pub(super) readings: Vec<Reading>,
}

/// The columns of coordinates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Longitude and latitude.
    Degrees([String; 2]),
    /// A position as forms write it: latitude, longitude, and what else there may be.
    Point(String),
}

impl Position {
    fn columns(&self) -> Vec<(&String, &'static str)> {
        match self {
            Self::Degrees([lon, lat]) => vec![(lon, "longitude; sure: degrees"), (lat, "latitude; sure: degrees")],
            Self::Point(point) => vec![(point, "position; sure: latitudes and longitudes, as forms write them")],
        }
    }
}

/// Finds it: of several tables with coordinates, the one with most rows.
pub(super) fn find(tables: &[Table], layers: &[Layer]) -> Option<Communities> {
    let largest = |candidates: Vec<Communities>| {
        candidates.into_iter().max_by_key(|found| (tables[found.table].rows, std::cmp::Reverse(found.table)))
    };
    let all = || tables.iter().enumerate().filter(|(_, table)| table.parent.is_none());
    let placed = all().filter_map(|(at, table)| match table.is_points {
        true if lists_points(table, layers) => read(at, table, layers, None),
        true => None,
        false => read(at, table, layers, Some(position(table, layers)?)),
    });
    largest(placed.collect()).or_else(|| {
        let unplaced = all().filter(|(_, table)| !table.is_points && lists_communities(table, layers));
        largest(unplaced.filter_map(|(at, table)| read(at, table, layers, None)).collect())
    })
}

/// Whether points are communities: they say so, or to which unit they belong.
fn lists_points(table: &Table, layers: &[Layer]) -> bool {
    let says = |patterns: &[&str]| {
        find_any(&table.words, patterns).is_some() || table.columns.iter().any(|column| column.says(patterns))
    };
    !says(lexicon::FACILITY)
        && facilities::services_of(table).is_none()
        && (says(lexicon::COMMUNITY) || says(lexicon::HOUSEHOLDS) || places::unit_of(table, layers).is_some())
}

/// Whether a table without coordinates lists communities: it says so, and several of its rows are in one unit.
fn lists_communities(table: &Table, layers: &[Layer]) -> bool {
    let says = |patterns: &[&str]| {
        find_any(&table.words, patterns).is_some() || table.columns.iter().any(|column| column.says(patterns))
    };
    let unit = places::unit_of(table, layers);
    unit.is_some_and(|(_, place)| place.repeats) && (says(lexicon::COMMUNITY) || says(lexicon::HOUSEHOLDS))
}

fn read(position: usize, table: &Table, layers: &[Layer], coordinates: Option<Position>) -> Option<Communities> {
    let of_position = coordinates.as_ref().map(Position::columns).unwrap_or_default();
    let is_free = |column: &&Column| of_position.iter().all(|(name, _)| column.name != **name);
    let free: Vec<&Column> = table.columns.iter().filter(is_free).collect();
    let unit = places::unit_of(table, layers);
    let is_unit = |column: &Column| places::is_of_units(column, layers);
    let keys: Vec<&Column> = free.iter().copied().filter(|column| is_id(column)).collect();
    let again = || free.iter().copied().filter(|column| table.submitted.is_some() && is_id_of_submissions(column));
    let is_asked = |column: &&Column| column.says(lexicon::ID) && !forms::is_added(&column.name);
    let id = (keys.iter().copied().chain(again()).find(is_asked))
        .or_else(|| keys.iter().copied().find(|column| column.says(lexicon::ID)))
        .or_else(|| keys.iter().copied().find(|column| !column.has_counts()))
        .or(keys.first().copied())?;
    let nameable: Vec<&Column> =
        free.iter().copied().filter(|column| !is_unit(column) && (column.name != id.name || id.has_words())).collect();
    let names = name_columns(&nameable, table.rows, Some(id));
    // The check names a few cells that are wrong.
    let has_counts = |column: &Column| column.share(|cell| column.is_count(cell)) >= MIN_COUNTS;
    // Households of a group are not those of the place.
    let is_of_group = |column: &Column| group_in(&column.words).is_some();
    let is_average = |column: &Column| {
        column.says(lexicon::PERCENT) || column.says(&["size*", "average*", "avg", "mean", "средн*", "размер*"])
    };
    let households = free.iter().find(|column| {
        column.says(lexicon::HOUSEHOLDS) && has_counts(column) && !is_average(column) && !is_of_group(column)
    });
    let is_origin = |column: &&&Column| {
        column.distinct <= 2
            && column.share(|cell| matches!(cell.text(), Ok(Some(text)) if text == "real" || text == "generated"))
                >= 1.0
    };
    let origin = free.iter().find(is_origin);
    let mut readings = vec![Reading::new(
        &id.name,
        "id",
        match (id.says(lexicon::ID), id.is_key()) {
            (true, true) => "sure: its header says so, and no two rows have the same",
            (true, false) => "likely: its header says so, and few rows have the same",
            (false, _) => "likely: no two rows have the same",
        },
    )];
    for (column, what) in of_position {
        let (what, why) = what.split_once("; ").unwrap_or((what, ""));
        readings.push(Reading::new(column, what, why));
    }
    for name in &names {
        let language = name.language.as_deref().map_or(String::new(), |code| format!(" in `{code}`"));
        readings.push(Reading::new(&name.column, &format!("name{language}"), "likely: its header, and words in it"));
    }
    if let Some((level, place)) = &unit {
        let empty =
            free.iter().find(|column| column.name == place.column).map_or(0, |column| table.rows - column.filled);
        let of_rows = if table.is_whole { "" } else { " of those that were looked at" };
        let why = match empty {
            0 => place.why(),
            count => format!("{}; {count} rows{of_rows} have none, and each needs one", place.why()),
        };
        readings.push(Reading::new(&place.column, &format!("unit of `{}`", level.id()), &why));
    }
    if let Some(households) = households {
        readings.push(Reading::new(&households.name, "households", "likely: its header, and whole numbers in it"));
    }
    if let Some(origin) = origin {
        readings.push(Reading::new(
            &origin.name,
            "whether a place is real or generated",
            "sure: `real` and `generated` in it",
        ));
    }
    Some(Communities {
        table: position,
        id: id.name.clone(),
        is_latest: table.submitted.is_some() && !forms::is_added(&id.name),
        names,
        position: coordinates,
        unit,
        households: households.map(|column| column.name.clone()),
        origin: origin.map(|column| column.name.clone()),
        has_generated: origin.is_some_and(|column| column.texts().any(|text| text == "generated")),
        readings,
    })
}

impl Communities {
    /// The columns that have a meaning.
    pub(super) fn columns(&self) -> Vec<&str> {
        self.readings.iter().map(|reading| reading.column.as_str()).collect()
    }
}

/// Whether a column can have the ids.
fn is_id(column: &Column) -> bool {
    column.is_key()
        && column.share(|cell| matches!(cell.key(), Ok(Some(key)) if keys::invalid_reason(&key).is_none())) >= 1.0
}

/// Whether a column can have the ids of what is submitted more than once, if it is corrected.
fn is_id_of_submissions(column: &Column) -> bool {
    let is_fit = |cell: &Cell| matches!(cell.key(), Ok(Some(key)) if keys::invalid_reason(&key).is_none());
    column.filled * 10 >= column.cells.len() * 9
        && column.distinct * 10 >= column.filled * 7
        && column.share(is_fit) >= 1.0
}

/// Where the coordinates of a table are.
fn position(table: &Table, layers: &[Layer]) -> Option<Position> {
    // `1 200` is a number.
    let is_position = |cell: &Cell| match cell {
        Cell::Text(text) => form_position(text).is_some_and(|(lat, lon)| {
            lat.abs() <= 90.0 && lon.abs() <= 360.0 && lat.fract() != 0.0 && lon.fract() != 0.0
        }),
        _ => false,
    };
    let is_point = |column: &&Column| column.filled * 2 > table.rows && column.share(is_position) > 0.9;
    let point = table.columns.iter().find(is_point).map(|column| Position::Point(column.name.clone()));
    let degrees = || {
        let (lon, lat) = coordinates(table, layers)?;
        Some(Position::Degrees([lon.name.clone(), lat.name.clone()]))
    };
    point.or_else(degrees)
}

/// The columns of longitude and latitude: by their headers, or by what stands in them.
fn coordinates<'t>(table: &'t Table, layers: &[Layer]) -> Option<(&'t Column, &'t Column)> {
    let are_degrees = |column: &&Column, limit: f64| {
        column.filled * 2 > table.rows
            && column.share(|cell| matches!(cell.degrees(), Ok(Some(degrees)) if degrees.abs() <= limit)) > 0.9
    };
    let by_header = |patterns: &[&str], limit: f64| {
        table.columns.iter().filter(|column| column.says(patterns)).find(|column| are_degrees(column, limit))
    };
    if let (Some(lon), Some(lat)) = (by_header(lexicon::LONGITUDE, 360.0), by_header(lexicon::LATITUDE, 90.0)) {
        return (lon.name != lat.name).then_some((lon, lat));
    }
    let extent = layers.iter().find_map(|layer| layer.extent)?;
    let (low, high) = (extent.min(), extent.max());
    // Where they overlap, only the header tells them apart.
    if low.x < high.y && low.y < high.x {
        return None;
    }
    let within = |from: f64, to: f64| {
        let is_within = |column: &&Column| {
            column.filled * 2 > table.rows
                && column.degrees().any(|degrees| degrees.fract() != 0.0)
                && column.share(|cell| matches!(cell.degrees(), Ok(Some(degrees)) if (from..=to).contains(&degrees)))
                    > 0.95
        };
        table.columns.iter().find(is_within)
    };
    within(low.x, high.x).zip(within(low.y, high.y))
}
