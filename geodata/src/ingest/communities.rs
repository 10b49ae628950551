//! Reads communities: points with households, each in a unit by its code, which is compared with its position.

use std::collections::{HashMap, HashSet};

use geo_types::Point;

use super::config::{ColumnName, CommunitiesConfig, LayerCodes, Positions, TableFile};
use super::fingerprint::Fingerprint;
use super::keys;
use super::layers::LoadedLayer;
use super::matching::{Citation, Cited, How, MATCHES, UnitFinder};
use super::names::NameFields;
use super::placement::{COORDINATES_SWAPPED, Placement, WrappedLongitudes, normalised_longitude, wrap_longitude};
use super::plausibility::describe_out_of_range;
use super::report::{Findings, FoundPlace, Joined, Outlying, Reported, Severity};
use super::rows;
use super::tables::{Cell, Column, Row, RowLocations, Table};
use super::text::{comparable, first_listed};
use crate::model::{AdminLevel, Community, Households, PlaceLevel, PlaceOrigin, UnitCodeError, Value};
use crate::progress::Progress;

/// The code of the finding for communities that cannot be drawn.
const WITHOUT_COORDINATES: &str = "communities_without_coordinates";

/// The largest number of points that are checked together.
const MAX_SAMPLED_POINTS: usize = 10_000;

/// The communities that could be read.
#[derive(Debug)]
pub(super) struct LoadedCommunities {
    /// The communities without errors, sorted by id; all of them, if the report has no errors.
    pub(super) list: Vec<Community>,
    /// The ids of all, ascending, also of those with other errors in their row.
    pub(super) keys: Vec<String>,
    /// True if every community has a unique id. Otherwise it is not known which ids do not exist.
    pub(super) complete: bool,
    /// The ids of those that are left out on purpose.
    pub(super) left_out: HashSet<String>,
    /// The ids of those that are left out because of errors that are allowed.
    pub(super) with_errors: HashSet<String>,
}

impl Default for LoadedCommunities {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            keys: Vec::new(),
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
    within: Vec<Column>,
    households: Option<Column>,
    origin: Option<Column>,
}

impl CommunitiesConfig {
    /// All requested columns.
    fn columns(&self) -> Vec<&ColumnName> {
        let positions = self.positions.columns();
        let optional = [&self.households, &self.origin].into_iter().flatten();
        let required = [&self.id, &self.unit].into_iter().chain(&self.within);
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
        let within: Vec<Option<Column>> = config.within.iter().map(|column| table.column(column, findings)).collect();
        let [households, origin] = [&config.households, &config.origin]
            .map(|column| column.as_ref().map(|column| table.column(column, findings)));
        Some(Self {
            id: id?,
            names: names?,
            positions: positions?,
            unit: unit?,
            within: within.into_iter().collect::<Option<_>>()?,
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
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<LoadedCommunities> {
    let mut found = Found::default();
    let mut is_read = true;
    for file in &config.tables {
        let read = read_table(config, file, (layer, finder, illustrative), &mut found, fingerprint, progress, findings);
        is_read &= read.is_some();
    }
    let Found { mut all, first, .. } = found;
    all.list.sort_by(|a, b| a.id.cmp(&b.id));
    all.keys = first.into_keys().filter(|id| !all.left_out.contains(id)).collect();
    all.keys.sort_unstable();
    if findings.blocking() == 0 {
        let kept: Vec<String> = all.list.iter().map(|community| community.id.to_string()).collect();
        all.with_errors = std::mem::replace(&mut all.keys, kept).into_iter().collect();
        for kept in &all.keys {
            all.with_errors.remove(kept);
        }
        // Also if some that are left out have no readable id: nothing can be about them.
        all.complete = true;
    }
    is_read.then_some(all)
}

/// What was found in the tables so far.
#[derive(Default)]
struct Found {
    all: LoadedCommunities,
    /// The tables that were read before.
    tables: Vec<RowLocations>,
    /// Each id, and where it was first.
    first: HashMap<String, FirstRow>,
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
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<()> {
    let table =
        rows::read_placed(file, &config.columns(), config.positions.geometry(), fingerprint, progress, findings)?;
    let columns = Columns::find(config, &table, findings)?;
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
        joined: Joined { table: table.at(), level: Some(config.codes.level.into()), ..Joined::default() },
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
    reader.report_left_out();
    all.left_out.extend(std::mem::take(&mut reader.left_out).into_iter().filter_map(|(_, id)| id));
    let joined = Joined { rows: table.len() - totals, ..std::mem::take(&mut reader.joined) };
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
    /// How the rows found their units.
    joined: Joined,
    /// The rows that are left out on purpose, with their ids.
    left_out: Vec<(Row, Option<String>)>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    /// Whether a row has totals, as `dataset.toml` says.
    fn is_total(&self, row: Row, totals: &[String]) -> bool {
        let id = if totals.is_empty() { None } else { self.table.cell(row, &self.columns.id).text().ok().flatten() };
        id.is_some_and(|id| totals.contains(&comparable(&id)))
    }

    /// The id of a row, unless it was in one before, or in `tables`.
    fn id(&mut self, row: Row, tables: &[RowLocations], first: &mut HashMap<String, FirstRow>) -> Option<String> {
        let column = &self.columns.id;
        let Some(id) = self.table.value(row, column, self.findings, Cell::key)? else {
            self.findings.error("id_missing", self.table.at_cell(row, column), "the community has no id");
            return None;
        };
        if let Some(fault) = keys::invalid_reason(&id) {
            self.findings.error("bad_id", self.table.at_cell(row, column), fault);
            return None;
        }
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
        first.insert(id.clone(), FirstRow { table: tables.len(), number: self.table.number(row) });
        Some(id)
    }

    fn community(&mut self, row: Row, id: Option<String>) -> Option<Community> {
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
            id: id?.into_boxed_str(),
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

    /// Where the community of a row is; nowhere if the row has neither coordinate.
    fn point(&mut self, row: Row) -> Result<Option<Point<f64>>, Reported> {
        let Positions::Columns { lon, lat } = self.columns.positions.clone() else {
            self.unplaced.push(row);
            return Ok(None);
        };
        let [x, y] = [&lon, &lat].map(|column| self.degrees(row, column));
        if (x, y) == (Ok(None), Ok(None)) {
            self.unplaced.push(row);
            return Ok(None);
        }
        for (degrees, column, what) in [(x, &lon, "longitude"), (y, &lat, "latitude")] {
            if degrees == Ok(None) {
                let message = format!("the {what} is missing; a community has both coordinates, or neither");
                self.findings.error("coordinate_missing", self.table.at_cell(row, column), message);
            }
        }
        let y = y?.and_then(|y| self.in_range(row, &lat, "latitude", y, 90.0));
        let x = x?.and_then(|x| {
            let latitude = y.filter(|_| !self.is_range_reported);
            let wrapped = latitude.and_then(|y| self.beyond.normalise_longitude(x, y, self.placement.as_ref()));
            wrapped.or_else(|| self.in_range(row, &lon, "longitude", x, 180.0))
        });
        let (x, y) = x.zip(y).ok_or(Reported)?;
        Ok(Some(Point::new(x, y)))
    }

    /// The coordinate in a cell; none where it is empty or withheld.
    fn degrees(&mut self, row: Row, column: &Column) -> Result<Option<f64>, Reported> {
        if self.table.is_suppressed(row, column) {
            return Ok(None);
        }
        self.table.value(row, column, self.findings, Cell::degrees).ok_or(Reported)
    }

    /// A coordinate, if it is in range.
    fn in_range(&mut self, row: Row, column: &Column, what: &str, degrees: f64, limit: f64) -> Option<f64> {
        if degrees.abs() <= limit {
            return Some(degrees);
        }
        if !self.is_range_reported {
            let hint = match what {
                "longitude" if degrees.abs() <= 360.0 => {
                    let wrapped = wrap_longitude(degrees);
                    format!(
                        " (of longitudes from 0 to 360 it would be {wrapped}, which is near no {})",
                        self.codes.level.label()
                    )
                }
                _ => String::new(),
            };
            let message = format!("{degrees} is no {what}; expected degrees from -{limit} to {limit}{hint}");
            self.findings.error("coordinates_out_of_range", self.table.at_cell(row, column), message);
        }
        None
    }

    /// What a row has as its unit. Of a choice of a form its name may be the code, and its label, or the other way round.
    fn unit_cell(&self, row: Row) -> Cell {
        let column = &self.columns.unit;
        let cell = self.table.cell(row, column);
        let (Cell::Text(text), Some(layer)) = (&cell, self.layer) else { return cell };
        let code = column.spellings(text).find(|code| layer.layer.position(code).is_some()).map(Cell::from_text);
        code.unwrap_or(cell)
    }

    /// The position of the unit that the row states, after comparing it with that of the point. The error is that the row is left out.
    fn unit(&mut self, row: Row, point: Option<Point<f64>>) -> Result<Option<usize>, LeftOut> {
        let column = &self.columns.unit;
        let within = &self.columns.within;
        let citation = Citation { table: self.table, row, column, within, codes: self.codes };
        let code = self.unit_cell(row).key().ok().flatten();
        let by_code = self.layer.zip(code).filter(|(layer, code)| layer.layer.position(code).is_some());
        let position = if let Some((_, code)) = by_code {
            if !within.is_empty() {
                self.finder.compare_parents(citation, &code, self.findings);
            }
            self.unit_by_code(row)
        } else {
            match self.finder.find(citation) {
                Cited::Unit(unit, how) => {
                    let joined = &mut self.joined;
                    match how {
                        How::Name => joined.by_name += 1,
                        How::Alias => joined.by_alias += 1,
                        How::Decision => joined.by_decision += 1,
                    }
                    Some(unit.unit)
                }
                Cited::LeftOut => {
                    self.joined.by_decision += 1;
                    return Err(LeftOut);
                }
                Cited::Unknown(uncited) => {
                    self.finder.report(&uncited, citation, self.findings);
                    None
                }
                Cited::Code => self.unit_by_code(row),
            }
        };
        if let (Some(point), Some(position)) = (point, position) {
            self.compare_with_unit(row, point, position);
        }
        Ok(position)
    }

    /// The position of the unit whose code the row states.
    fn unit_by_code(&mut self, row: Row) -> Option<usize> {
        let column = &self.columns.unit;
        let at = self.table.at_cell(row, column);
        let read = self.codes.of_cell(&self.unit_cell(row));
        let code = match read.and_then(|code| Ok(code.ok_or(UnitCodeError::Empty(self.codes.kind))?)) {
            Ok(code) => code,
            Err(error) => {
                self.findings.error(error.code(), at, error.to_string());
                return None;
            }
        };
        let layer = self.layer?;
        let Some(position) = layer.layer.position(code.as_str()) else {
            if let Some(message) = layer.unknown(&code) {
                let is_district = self.codes.level == AdminLevel::Admin2;
                self.findings.error(if is_district { "unknown_district" } else { "unknown_unit" }, at, message);
            }
            return None;
        };
        self.joined.by_code += 1;
        Some(position)
    }

    /// Says which communities are left out.
    fn report_left_out(&mut self) {
        let Some((first, _)) = self.left_out.first() else { return };
        let communities = match self.left_out.len() {
            1 => "one community is".to_owned(),
            count => format!("{count} communities are"),
        };
        let message = format!("{communities} left out with all figures, as {MATCHES} says");
        self.findings.note("rows_left_out", self.table.at_cell(*first, &self.columns.unit), message);
    }

    /// Reports a point that does not lie in the unit stated for it.
    fn compare_with_unit(&mut self, row: Row, point: Point<f64>, position: usize) {
        let (Some(stated), Some(placement)) = (self.layer, &self.placement) else { return };
        let stated = stated.layer.units.get(position);
        if let Some(misplaced) = placement.check_point(point, stated) {
            let column = match &self.columns.positions {
                Positions::Columns { lon, .. } if misplaced.code == COORDINATES_SWAPPED => lon,
                _ => &self.columns.unit,
            };
            let at = self.table.at_cell(row, column);
            if let Some((metres, unit)) = misplaced.metres.zip(stated) {
                let outlying = Outlying { location: at.clone(), unit: unit.pcode.to_string(), metres };
                self.findings.tallies.outside.add(outlying, misplaced.severity == Severity::Note);
            }
            misplaced.report(at, self.findings);
        }
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

    /// Checks all points together. An error that most points share is reported once, not for each.
    fn check_all_points(&mut self) {
        let Positions::Columns { lon, lat } = &self.columns.positions else { return };
        let cell = |row: Row, column: &Column| self.table.cell(row, column).degrees().ok().flatten();
        // A sample of many rows is enough.
        let some = self.table.rows().step_by(self.table.len() / MAX_SAMPLED_POINTS + 1);
        let wrapped = |lon: f64, lat: f64| normalised_longitude(lon, lat, self.placement.as_ref()).unwrap_or(lon);
        let numbers = some.filter_map(|row| Some((cell(row, lon)?, cell(row, lat)?)));
        let numbers = numbers.map(|(x, y)| (wrapped(x, y), y));
        let numbers: Vec<(f64, f64)> = numbers.collect();
        let is_off = |(x, y): &&(f64, f64)| x.abs() > 180.0 || y.abs() > 90.0;
        let off: Vec<(f64, f64)> = numbers.iter().filter(is_off).copied().collect();
        if off.len() >= 2 && off.len() * 2 > numbers.len() {
            let message = describe_out_of_range(off.into_iter(), "points", numbers.len());
            self.findings.error("coordinates_out_of_range", self.table.at_column(lon), message);
            self.is_range_reported = true;
            self.placement = None;
            return;
        }
        let points: Vec<Point<f64>> = numbers.iter().filter(|at| !is_off(at)).map(|at| Point::from(*at)).collect();
        if let Some(misplaced) = self.placement.as_ref().and_then(|placement| placement.check_points(&points)) {
            misplaced.report(self.table.at_column(lon), self.findings);
            self.placement = None;
        }
    }

    /// Says how many communities have no coordinates: a warning if others have some.
    fn report_unplaced(&mut self) {
        let count = self.unplaced.len();
        let what = match count {
            0 => return,
            1 => "1 community has no coordinates: it is counted, but not drawn".to_owned(),
            count => format!("{count} communities have no coordinates: they are counted, but not drawn"),
        };
        match &self.columns.positions {
            Positions::None | Positions::Geometry(_) => {
                let message = format!("{what}; `columns` names neither `lon` nor `lat`");
                self.findings.note(WITHOUT_COORDINATES, self.table.at(), message);
            }
            Positions::Columns { lon, .. } => {
                let ids = self.unplaced.iter().filter_map(|row| self.table.cell(*row, &self.columns.id).text().ok()?);
                let message = format!("{what} ({})", first_listed(ids));
                self.findings.warning(WITHOUT_COORDINATES, self.table.at_column(lon), message);
            }
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
