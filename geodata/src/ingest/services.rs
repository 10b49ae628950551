//! Reads access to services: whether a community has a service, and if not, how far the nearest is.
//!
//! Both are one status. So where a source withholds either of them, the status is suppressed: also where it says that the service is lacking,
//! and withholds the distance.

use super::config::{ColumnName, ServiceColumns, ServicesConfig, TableFile};
use super::places::{Matching, PlaceTable, match_by_key};
use super::report::{Findings, Location, Reported};
use super::rows::RowReader;
use super::tables::{Cell, Column, Row, Table};
use super::text::listed;
use crate::index::geodesic_metres;
use crate::model::BBox;
use crate::model::{
    Distance, DistanceBands, DistanceDetail, Km, LeftOut, RoundId, Service, ServiceStatus, ServiceTable,
};

/// The largest distance on earth, in kilometres: half its circumference.
const MAX_DISTANCE_KM: f64 = 20_038.0;

/// A distance up to this is plausible even in a small country, in kilometres.
const PLAUSIBLE_KM: f64 = 300.0;

/// The size of the area that a dataset covers, in kilometres.
#[derive(Clone, Copy, Debug)]
pub(super) struct DatasetExtent {
    /// From west to east, or from south to north, whichever is longer.
    width: f64,
    /// From corner to corner.
    diagonal: f64,
}

impl DatasetExtent {
    /// The extent of a bounding box.
    pub(super) fn of(around: &BBox) -> Self {
        let [west, south, east, north] = around.unrolled();
        let way = |from: (f64, f64), to: (f64, f64)| geodesic_metres(from.into(), to.into()) / 1000.0;
        let middle = f64::midpoint(south, north);
        let width = way((west, middle), (east, middle)).max(way((west, south), (west, north)));
        Self { width, diagonal: way((west, south), (east, north)).max(width) }
    }
}

/// A service, from one table or from several.
struct Located {
    services: ServiceTable,
    /// The table and the row of each place that has one.
    rows: Vec<Option<(usize, u64)>>,
    /// The first column of distances.
    distances: Option<Location>,
}

/// The services that were read so far.
struct Reader<'a> {
    bands: &'a DistanceBands,
    all: Vec<Located>,
    tables: Vec<Location>,
    /// The services of tables that could not be read.
    unread: Vec<(RoundId, Service)>,
}

/// Reads all services in all tables. `ground` is the extent of the dataset, if it is known. Several tables of one service are put together.
pub(super) fn read(
    tables: &[ServicesConfig],
    bands: &DistanceBands,
    places: Option<&PlaceTable>,
    ground: Option<DatasetExtent>,
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Vec<ServiceTable> {
    for config in tables {
        for file in &config.rows.tables {
            rows.expect(file, &columns(config));
        }
    }
    let mut reader = Reader { bands, all: Vec::new(), tables: Vec::new(), unread: Vec::new() };
    for config in tables {
        for file in &config.rows.tables {
            if reader.read_table(config, file, places, rows, findings).is_none() {
                let round = &config.rows.round;
                reader.unread.extend(config.services.iter().map(|service| (round.clone(), service.service.clone())));
            }
        }
    }
    if let Some(places) = places {
        reader.report_missing(places, findings);
    }
    for Located { services, distances, .. } in &reader.all {
        if let (Some(ground), Some(at)) = (ground, distances) {
            report_implausible(services, ground, at.clone(), findings);
        }
    }
    reader.all.into_iter().map(|located| located.services).collect()
}

/// The columns that are read of the tables of a section.
fn columns(config: &ServicesConfig) -> Vec<&ColumnName> {
    let columns = config.services.iter().flat_map(|service| [Some(&service.available), service.distance.as_ref()]);
    config.rows.keys().chain(columns.flatten()).collect()
}

impl Reader<'_> {
    /// Reads all services in one table. None if it could not be read.
    fn read_table(
        &mut self,
        config: &ServicesConfig,
        file: &TableFile,
        places: Option<&PlaceTable>,
        rows: &mut RowReader<'_>,
        findings: &mut Findings,
    ) -> Option<()> {
        let progress = rows.progress;
        findings.reads_rows(Some(LeftOut {
            round: Some(config.rows.round.clone()),
            services: config.services.iter().map(|wanted| wanted.service.id().to_owned()).collect(),
            ..LeftOut::default()
        }));
        let table = rows.read(file, &columns(config), findings)?;
        let matching =
            Matching { place: &config.rows.place, larger: &config.rows.larger, totals: &file.totals, repeats: false };
        let matched = match_by_key(&table, matching, places, findings);
        let columns: Vec<(Option<Column>, Option<Column>)> = config
            .services
            .iter()
            .map(|service| {
                let available = table.column(&service.available, findings);
                (available, service.distance.as_ref().and_then(|distance| table.column(distance, findings)))
            })
            .collect();
        let matched = matched?;
        matched.report_unknown(&table, places, findings);
        table.report_notation(columns.iter().filter_map(|(_, distance)| distance.as_ref()), findings);
        progress.stage(file.display_name(), Some(matched.rows.len() as u64));
        let number = self.tables.len();
        self.tables.push(table.at());
        let slots: Vec<usize> = config
            .services
            .iter()
            .zip(&columns)
            .map(|(wanted, (_, distance))| {
                let distance = distance.as_ref().map(|column| table.at_column(column));
                self.slot(config, wanted, matched.places, distance, &table, findings)
            })
            .collect();
        let mut suppressed = 0;
        for (place, row) in matched.rows.iter().copied() {
            let listed = findings.listed();
            for ((slot, wanted), columns) in slots.iter().zip(&config.services).zip(&columns) {
                let Some(available) = &columns.0 else { continue };
                let status = read_status(&table, row, (wanted, self.bands), available, columns.1.as_ref(), findings);
                let Located { services, rows, .. } = &mut self.all[*slot];
                let (Some(before), Some(of_place)) = (rows.get_mut(place), services.status.get_mut(place)) else {
                    continue;
                };
                if let Some((before, row_before)) = *before {
                    let at = Location { row: Some(row_before), ..self.tables[before].clone() };
                    let key = places.map_or("the place", |places| places.key(place));
                    let message = format!("`{key}` already has this service in {at}; remove one of them");
                    findings.error("counted_twice", table.at_cell(row, available), message);
                    continue;
                }
                *before = Some((number, table.number(row)));
                *of_place = status.unwrap_or(ServiceStatus::NoData);
                suppressed += usize::from(status == Some(ServiceStatus::Suppressed));
            }
            if let Some(places) = places {
                findings.are_about(listed, || places.found(place));
            }
            progress.advance(1);
        }
        table.report_suppressed(suppressed, findings);
        Some(())
    }

    /// The position of a service, which is added if no table before had it.
    fn slot(
        &mut self,
        config: &ServicesConfig,
        wanted: &ServiceColumns,
        places: usize,
        distance: Option<Location>,
        table: &Table,
        findings: &mut Findings,
    ) -> usize {
        let is_same =
            |known: &Located| (&known.services.round, &known.services.service) == (&config.rows.round, &wanted.service);
        if let Some(position) = self.all.iter().position(is_same) {
            let known = &mut self.all[position];
            if known.services.detail != wanted.detail {
                let message = format!(
                    "another table gives the distances to the service `{}` in another way; give kilometres, bands or none in all",
                    wanted.service.id()
                );
                findings.error("distances_differ", table.at(), message);
            }
            for source in &config.rows.sources {
                if !known.services.sources.contains(source) {
                    known.services.sources.push(source.clone());
                }
            }
            known.distances = known.distances.take().or(distance);
            return position;
        }
        let services = ServiceTable {
            round: config.rows.round.clone(),
            service: wanted.service.clone(),
            detail: wanted.detail,
            sources: config.rows.sources.clone(),
            status: vec![ServiceStatus::NoData; places],
        };
        self.all.push(Located { services, rows: vec![None; places], distances: distance });
        self.all.len() - 1
    }

    /// Warns of places that no table has. Services of the same tables have the same rows.
    fn report_missing(&self, places: &PlaceTable, findings: &mut Findings) {
        let mut reported: Vec<Vec<usize>> = Vec::new();
        for Located { services, rows, .. } in &self.all {
            let mut tables: Vec<usize> = rows.iter().flatten().map(|(table, _)| *table).collect();
            tables.sort_unstable();
            tables.dedup();
            let is_unread = self.unread.contains(&(services.round.clone(), services.service.clone()));
            if is_unread || reported.contains(&tables) {
                continue;
            }
            let at = tables.first().map(|table| self.tables[*table].clone()).unwrap_or_default();
            let has_rounds = self.all.iter().any(|other| other.services.round != services.round);
            let of = if has_rounds { format!(" of round `{}`", services.round) } else { String::new() };
            for (place, _) in rows.iter().enumerate().filter(|(_, row)| row.is_none()) {
                places.report_missing(place, &of, at.clone(), findings);
            }
            reported.push(tables);
        }
    }
}

/// Reports distances larger than the dataset, once per service: they usually have one cause.
fn report_implausible(services: &ServiceTable, ground: DatasetExtent, location: Location, findings: &mut Findings) {
    let distances = services.status.iter().filter_map(|status| match status {
        ServiceStatus::Lacking(Distance::Km(km)) => Some(km.get()),
        _ => None,
    });
    let (mut all, mut far, mut farthest) = (0, 0, 0.0_f64);
    for km in distances {
        all += 1;
        far += usize::from(km > ground.diagonal.max(PLAUSIBLE_KM));
        farthest = farthest.max(km);
    }
    if far > 0 {
        let message = format!(
            "{far} of {all} distances to the service `{}` are farther than the dataset is wide ({:.0} km), the farthest {farthest} km: are these metres?",
            services.service.id(),
            ground.width,
        );
        findings.warning("distances_too_large", location, message);
    }
}

fn read_status(
    table: &Table,
    row: Row,
    (wanted, bands): (&ServiceColumns, &DistanceBands),
    available: &Column,
    distance_column: Option<&Column>,
    findings: &mut Findings,
) -> Option<ServiceStatus> {
    if table.is_suppressed(row, available) {
        return Some(ServiceStatus::Suppressed);
    }
    let is_distance_suppressed = distance_column.is_some_and(|column| table.is_suppressed(row, column));
    let distance = match distance_column.filter(|_| !is_distance_suppressed) {
        Some(column) => {
            read_distance(table, row, (wanted.detail, bands), column, findings).ok()?.map(|distance| (distance, column))
        }
        None => None,
    };
    let is_there = table.answer(row, available, findings).ok()?;
    if is_distance_suppressed && is_there != Some(true) {
        return Some(ServiceStatus::Suppressed);
    }
    match (is_there, distance) {
        (Some(true), None) => Some(ServiceStatus::Available),
        (Some(true), Some((_, column))) => {
            // Forms often ask for the distance to a service that the community has. No figure uses that distance, so this is
            // not an error.
            let message = format!("the service `{}` is available, so its distance is not used", wanted.service.id());
            findings.warning("distance_of_available_service", table.at_cell(row, column), message);
            Some(ServiceStatus::Available)
        }
        (Some(false), Some((distance, _))) => Some(ServiceStatus::Lacking(distance)),
        (Some(false), None) => {
            if let Some(column) = distance_column {
                let message = format!(
                    "the service `{}` is lacking, but its distance is missing: no figure of distances counts the community",
                    wanted.service.id()
                );
                findings.warning("distance_missing", table.at_cell(row, column), message);
            }
            Some(ServiceStatus::Lacking(Distance::Unknown))
        }
        (None, None) => Some(ServiceStatus::NoData),
        (None, Some(_)) => {
            let message = format!(
                "there is a distance to the service `{}`, but not whether the community has it; write yes or no",
                wanted.service.id()
            );
            findings.error("availability_missing", table.at_cell(row, available), message);
            None
        }
    }
}

/// The distance in a cell, if there is one.
fn read_distance(
    table: &Table,
    row: Row,
    (detail, bands): (DistanceDetail, &DistanceBands),
    column: &Column,
    findings: &mut Findings,
) -> Result<Option<Distance>, Reported> {
    if detail == DistanceDetail::Bands {
        // A spreadsheet reads a band such as 6-10 as the tenth of June.
        if matches!(table.cell(row, column), Cell::Date(_)) {
            let bands = listed(bands.labels());
            let message = format!(
                "a spreadsheet turned the band into a date; format the column as text and write the band again: {bands}"
            );
            findings.error("band_is_a_date", table.at_cell(row, column), message);
            return Err(Reported);
        }
        let Some(label) = table.value(row, column, findings, Cell::text).ok_or(Reported)? else { return Ok(None) };
        let band = column.spellings(&label).find_map(|label| bands.from_label(label));
        if band.is_none() {
            let accepted = listed(bands.labels());
            let message = format!("`{label}` is not a distance band; accepted: {accepted}");
            findings.error("unknown_band", table.at_cell(row, column), message);
        }
        return band.map(|band| Some(Distance::Band(band))).ok_or(Reported);
    }
    let Some(kilometres) = table.decimal(row, column, findings)? else { return Ok(None) };
    if kilometres < 0.0 {
        findings.error(
            "negative_number",
            table.at_cell(row, column),
            format!("`{kilometres}` is negative; expected 0 or more"),
        );
        return Err(Reported);
    }
    if kilometres > MAX_DISTANCE_KM {
        let message = format!("{kilometres} km is farther than anything on earth; are these metres?");
        findings.error("distance_too_large", table.at_cell(row, column), message);
        return Err(Reported);
    }
    Ok(Km::new(kilometres).map(Distance::Km))
}
