//! Reads communities: points with households, each in a unit by its code, which is compared with its position.

mod positions;
mod same;
mod units;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use geo_types::Point;

use super::config::{ColumnName, CommunitiesConfig, Larger, LayerCodes, Positions, TableFile};
use super::keys;
use super::layers::LoadedLayer;
use super::matching::{Respelled, UnitFinder};
use super::names::NameFields;
use super::placement::{Placement, WrappedLongitudes};
use super::report::{Findings, FoundPlace, Joined, Reported};
use super::rows::RowReader;
use super::tables::{Cell, Column, Row, RowLocations, Table};
use super::text::comparable;
use crate::model::{Community, Households, PlaceLevel, PlaceOrigin, Value};

/// The communities that could be read.
#[derive(Debug)]
pub(super) struct LoadedCommunities {
    /// The communities without errors, sorted by id; all of them, if the report has no errors.
    pub(super) list: Vec<Community>,
    /// The ids of all, ascending, also of those with other errors in their row.
    pub(super) keys: Arc<[Arc<str>]>,
    /// True if every community has a unique id. Otherwise it is not known which ids do not exist.
    pub(super) complete: bool,
    /// The ids of those that are left out on purpose.
    pub(super) left_out: HashSet<Arc<str>>,
    /// The ids of those that are left out because of errors that are allowed.
    pub(super) with_errors: HashSet<Arc<str>>,
}

impl Default for LoadedCommunities {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            keys: Arc::default(),
            complete: true,
            left_out: HashSet::new(),
            with_errors: HashSet::new(),
        }
    }
}

struct Columns {
    id: Column,
    names: NameFields<Column>,
    positions: Positions<Column>,
    unit: Column,
    larger: Larger<Column>,
    households: Option<Column>,
    origin: Option<Column>,
}

impl CommunitiesConfig {
    /// All requested columns.
    fn columns(&self) -> Vec<&ColumnName> {
        let positions = self.positions.columns();
        let optional = [&self.households, &self.origin].into_iter().flatten();
        let required = [&self.id, &self.unit].into_iter().chain(&self.larger.columns);
        required.chain(positions).chain(self.names.all()).chain(optional).collect()
    }
}

impl Columns {
    /// Finds all columns, and reports all that are missing.
    fn find(config: &CommunitiesConfig, table: &Table, findings: &mut Findings) -> Option<Self> {
        let id = table.column(&config.id, findings);
        let names = NameFields::find(&config.names, |column| table.column(column, findings));
        let positions = match &config.positions {
            Positions::None => Some(Positions::None),
            Positions::Geometry(_) => table.positions().map(|[lon, lat]| Positions::Columns { lon, lat }),
            Positions::Columns { lon, lat } => {
                let [lon, lat] = [lon, lat].map(|column| table.column(column, findings));
                lon.zip(lat).map(|(lon, lat)| Positions::Columns { lon, lat })
            }
        };
        let unit = table.column(&config.unit, findings);
        let larger = config.larger.find(table, findings);
        let [households, origin] = [&config.households, &config.origin]
            .map(|column| column.as_ref().map(|column| table.column(column, findings)));
        Some(Self {
            id: id?,
            names: names?,
            positions: positions?,
            unit: unit?,
            larger: larger?,
            households: match households {
                Some(found) => Some(found?),
                None => None,
            },
            origin: match origin {
                Some(found) => Some(found?),
                None => None,
            },
        })
    }
}

/// Reads the communities. `layer` is the one that they state their unit of, if it could be read, `finder` finds units by their names; `illustrative` is whether the dataset is marked as
/// having invented parts.
pub(super) fn read(
    config: &CommunitiesConfig,
    (layer, finder): (Option<&LoadedLayer>, &UnitFinder),
    illustrative: bool,
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Option<LoadedCommunities> {
    let mut found = Found::default();
    let mut is_read = true;
    for file in &config.tables {
        let read = read_table(config, file, (layer, finder, illustrative), &mut found, rows, findings);
        is_read &= read.is_some();
    }
    let Found { mut all, tables, first } = found;
    all.list.sort_by(|a, b| a.id.cmp(&b.id));
    let row_of = |community: &Community| {
        let row = first.get(&*community.id);
        row.and_then(|row| Some(tables.get(row.table)?.of(row.number))).unwrap_or_default()
    };
    same::warn(&all.list, row_of, findings);
    let mut keys: Vec<Arc<str>> = first.into_keys().filter(|id| !all.left_out.contains(id)).collect();
    keys.sort_unstable();
    if findings.blocking() == 0 {
        let is_listed = |id: &Arc<str>| all.list.binary_search_by(|listed| listed.id.cmp(id)).is_ok();
        let (listed, with_errors): (Vec<_>, Vec<_>) = keys.into_iter().partition(is_listed);
        keys = listed;
        all.with_errors = with_errors.into_iter().collect();
        // Also if some that are left out have no readable id: nothing can be about them.
        all.complete = true;
    }
    all.keys = keys.into();
    is_read.then_some(all)
}

/// What was found in the tables so far.
#[derive(Default)]
struct Found {
    all: LoadedCommunities,
    /// The tables that were read before.
    tables: Vec<RowLocations>,
    /// Each id, and where it was first.
    first: HashMap<Arc<str>, FirstRow>,
}

/// A row of one of the tables.
struct FirstRow {
    /// The position of the table among all.
    table: usize,
    number: u64,
}

/// Reads the communities of one table. None if it could not be read.
fn read_table(
    config: &CommunitiesConfig,
    file: &TableFile,
    (layer, finder, illustrative): (Option<&LoadedLayer>, &UnitFinder, bool),
    Found { all, tables, first }: &mut Found,
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Option<()> {
    let table = rows.read_placed(file, &config.columns(), config.positions.geometry(), findings)?;
    let columns = Columns::find(config, &table, findings)?;
    let progress = rows.progress;
    progress.stage(file.display_name(), Some(table.len() as u64));
    let mut reader = Reader {
        table: &table,
        columns,
        codes: layer.map_or(config.codes, LoadedLayer::codes),
        layer,
        finder,
        placement: layer.and_then(Placement::new),
        is_range_reported: false,
        beyond: WrappedLongitudes::default(),
        unplaced: Vec::new(),
        one_of_several: Vec::new(),
        joined: Joined { table: table.at(), level: Some(config.codes.level.into()), ..Joined::default() },
        respelled: Respelled::default(),
        left_out: Vec::new(),
        findings,
    };
    reader.check_all_points();
    first.reserve(table.len());
    all.list.reserve_exact(table.len());
    let before = (all.list.len(), first.len());
    let mut totals = 0;
    for row in table.rows() {
        if reader.is_total(row, &file.totals) {
            totals += 1;
            continue;
        }
        let listed = reader.findings.listed();
        let id = reader.id(row, tables, first);
        let community = reader.community(row, id);
        reader.say_place(row, listed);
        all.list.extend(community);
        progress.advance(1);
    }
    if !illustrative {
        reader.refuse_generated();
    }
    reader.report_unplaced();
    reader.refuse_one_decisions();
    reader.report_left_out();
    all.left_out.extend(std::mem::take(&mut reader.left_out).into_iter().filter_map(|(_, id)| id));
    let mut joined = Joined { rows: table.len() - totals, ..std::mem::take(&mut reader.joined) };
    std::mem::take(&mut reader.respelled).report(&table, &reader.columns.unit, &mut joined, reader.findings);
    let unmatched = joined.rows - joined.matched();
    reader.findings.tallies.joined.push(Joined { unmatched, ..joined });
    let Columns { positions, households, .. } = &reader.columns;
    if let Positions::Columns { lon, lat } = positions {
        reader.beyond.report(table.at_column(lon), reader.findings);
        table.report_commas([lon, lat].into_iter(), reader.findings);
    }
    table.report_notation(households.iter(), reader.findings);
    let read = &all.list[before.0..];
    let suppressed = read.iter().filter(|community| community.households == Value::Suppressed).count();
    table.report_suppressed(suppressed, findings);
    all.complete &= first.len() - before.1 + totals == table.len();
    tables.push(table.row_locations());
    Some(())
}

/// A community that a person decided to leave out.
struct LeftOut;

struct Reader<'a> {
    table: &'a Table,
    columns: Columns,
    codes: LayerCodes,
    /// The layer that they state their unit of, if it could be read.
    layer: Option<&'a LoadedLayer>,
    finder: &'a UnitFinder,
    /// Compares points with units, if that is possible.
    placement: Option<Placement<'a>>,
    /// Whether it was reported for most points together that their coordinates are out of range.
    is_range_reported: bool,
    beyond: WrappedLongitudes,
    /// The rows without coordinates.
    unplaced: Vec<Row>,
    /// The rows whose unit follows from one decision about a name that may mean several, with their points and units.
    one_of_several: Vec<(Row, Option<Point<f64>>, usize)>,
    /// How the rows found their units.
    joined: Joined,
    respelled: Respelled,
    /// The rows that are left out on purpose, with their ids.
    left_out: Vec<(Row, Option<Arc<str>>)>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    /// Whether a row has totals, as `dataset.toml` says.
    fn is_total(&self, row: Row, totals: &[String]) -> bool {
        let id = if totals.is_empty() { None } else { self.table.cell(row, &self.columns.id).text().ok().flatten() };
        id.is_some_and(|id| totals.contains(&comparable(&id)))
    }

    /// The id of a row, unless it was in one before, or in `tables`.
    fn id(&mut self, row: Row, tables: &[RowLocations], first: &mut HashMap<Arc<str>, FirstRow>) -> Option<Arc<str>> {
        let column = &self.columns.id;
        let Some(id) = self.table.value(row, column, self.findings, Cell::key)? else {
            self.findings.error("id_missing", self.table.at_cell(row, column), "the community has no id");
            return None;
        };
        if let Some(fault) = keys::invalid_reason(&id) {
            self.findings.error("bad_id", self.table.at_cell(row, column), fault);
            return None;
        }
        let id: Arc<str> = id.into();
        if let Some(before) = first.get(&id) {
            let at = match tables.get(before.table) {
                Some(table) => table.of(before.number).to_string(),
                None => self.table.row_locations().within(before.number),
            };
            let hint = self.table.latest_hint();
            let message = format!("the id `{id}` is already that of the community in {at}{hint}");
            self.findings.error("duplicate_id", self.table.at_cell(row, column), message);
            return None;
        }
        first.insert(Arc::clone(&id), FirstRow { table: tables.len(), number: self.table.number(row) });
        Some(id)
    }

    fn community(&mut self, row: Row, id: Option<Arc<str>>) -> Option<Community> {
        let before = self.findings.errors();
        let names = self.columns.names.read(|column, language| {
            let name = self.table.value(row, column, self.findings, Cell::text).flatten();
            name.map(|name| column.label(name, language.code()))
        });
        if let Err(missing) = &names
            && self.findings.errors() == before
        {
            let at = self.table.at_cell(row, &self.columns.names.main_column);
            self.findings.error("name_missing", at, missing.as_str());
        }
        let origin = self.origin(row);
        let point = self.point(row);
        let Ok(unit) = self.unit(row, point.ok().flatten()) else {
            self.left_out.push((row, id));
            return None;
        };
        let has_errors = self.findings.errors() > before;
        let blocking = self.findings.blocking();
        let households = self.households(row).or_else(|reported| {
            // An error that is allowed costs the number, and not the community.
            if self.findings.blocking() > blocking { Err(reported) } else { Ok(Value::NoData) }
        });
        if has_errors {
            return None;
        }
        Some(Community {
            id: id?,
            names: names.ok()?,
            point: point.ok()?,
            unit: unit?,
            households: households.ok()?,
            origin: origin?,
        })
    }

    fn households(&mut self, row: Row) -> Result<Value<Households>, Reported> {
        let Some(column) = &self.columns.households else { return Ok(Value::NoData) };
        let households = self.table.counted(row, column, self.findings)?;
        if households == Value::NoData {
            let message = "the number of households is missing: the community is left out of all figures of households";
            self.findings.warning("households_missing", self.table.at_cell(row, column), message);
        }
        Ok(households.map(Households))
    }

    fn origin(&mut self, row: Row) -> Option<PlaceOrigin> {
        let Some(column) = &self.columns.origin else { return Some(PlaceOrigin::Real) };
        let origin = self.table.value(row, column, self.findings, Cell::text)?;
        let all = [PlaceOrigin::Real, PlaceOrigin::Generated];
        let found = all.into_iter().find(|known| origin.as_deref() == Some(known.id()));
        if found.is_none() {
            let display_name = origin.map_or_else(|| "an empty cell".to_owned(), |origin| format!("`{origin}`"));
            let message = format!("{display_name} is no origin of a place; accepted: `real`, `generated`");
            self.findings.error("unknown_origin", self.table.at_cell(row, column), message);
        }
        found
    }

    /// Says which community the findings are about that a row added.
    fn say_place(&mut self, row: Row, listed: usize) {
        if self.findings.listed() > listed {
            let place = self.place(row);
            self.findings.are_about(listed, || place);
        }
    }

    /// What a row says of its place.
    fn place(&self, row: Row) -> FoundPlace {
        let degrees = |column: &Column| self.table.cell(row, column).degrees().ok().flatten();
        let point = match &self.columns.positions {
            Positions::Columns { lon, lat } => degrees(lon).zip(degrees(lat)),
            _ => None,
        };
        FoundPlace {
            level: Some(PlaceLevel::Community),
            id: self.table.cell(row, &self.columns.id).text().ok().flatten(),
            lon: point.map(|(lon, _)| lon),
            lat: point.map(|(_, lat)| lat),
        }
    }

    /// Invented places must not pass for real ones.
    fn refuse_generated(&mut self) {
        let Some(column) = &self.columns.origin else { return };
        let generated = |row: &Row| self.table.cell(*row, column) == Cell::Text(PlaceOrigin::Generated.id().to_owned());
        if let Some(first) = self.table.rows().find(generated) {
            let count = self.table.rows().filter(generated).count();
            let message = format!(
                "the community is generated, as are {count} in all, but dataset.toml does not say `illustrative = true`"
            );
            self.findings.error("generated_but_not_illustrative", self.table.at_cell(first, column), message);
        }
    }
}
