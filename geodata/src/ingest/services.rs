//! Reads access to services: whether a community has a service, and if not, how far the nearest is.
//!
//! Both are one status. So where a source withholds either of them, the status is suppressed: also where it says that the service is lacking,
//! and withholds the distance.

use super::config::{ServiceColumns, ServicesConfig};
use super::fingerprint::Fingerprint;
use super::places::{PlaceTable, match_by_key};
use super::report::{Findings, Location, Reported};
use super::tables::{self, Cell, Column, Row, Table};
use super::text::listed;
use crate::index::geodesic_metres;
use crate::model::BBox;
use crate::model::{Distance, DistanceBands, DistanceDetail, Km, ServiceStatus, ServiceTable};
use crate::progress::Progress;

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

/// Reads all services in a table. `ground` is the extent of the dataset, if it is known.
pub(super) fn read(
    config: &ServicesConfig,
    bands: &DistanceBands,
    places: Option<&PlaceTable>,
    ground: Option<DatasetExtent>,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<Vec<ServiceTable>> {
    let columns = config.services.iter().flat_map(|service| [Some(&service.available), service.distance.as_ref()]);
    let wanted: Vec<_> = std::iter::once(&config.rows.place).chain(columns.flatten()).collect();
    let table = tables::read(&config.rows.table, &wanted, fingerprint, findings)?;
    let matched = match_by_key(&table, &config.rows, places, findings);
    let columns: Vec<(Option<Column>, Option<Column>)> = config
        .services
        .iter()
        .map(|service| {
            let available = table.column(&service.available, findings);
            (available, service.distance.as_ref().and_then(|distance| table.column(distance, findings)))
        })
        .collect();
    let matched = matched?;
    progress.stage(&config.rows.table.file.display_name, Some(matched.rows.len() as u64));
    let mut all: Vec<ServiceTable> = config
        .services
        .iter()
        .map(|service| ServiceTable {
            round: config.rows.round.clone(),
            service: service.service.clone(),
            detail: service.detail,
            sources: config.rows.sources.clone(),
            status: vec![ServiceStatus::NoData; matched.places],
        })
        .collect();
    for (place, row) in matched.rows.iter().copied() {
        for ((services, wanted), columns) in all.iter_mut().zip(&config.services).zip(&columns) {
            let Some(available) = &columns.0 else { continue };
            let status = read_status(&table, row, (wanted, bands), available, columns.1.as_ref(), findings);
            if let (Some(status), Some(slot)) = (status, services.status.get_mut(place)) {
                *slot = status;
            }
        }
        progress.advance(1);
    }
    let statuses = all.iter().flat_map(|services| &services.status);
    let suppressed = statuses.filter(|status| **status == ServiceStatus::Suppressed).count();
    table.report_suppressed(suppressed, findings);
    for (services, (_, distance)) in all.iter().zip(&columns) {
        if let (Some(ground), Some(column)) = (ground, distance) {
            report_implausible(services, ground, table.at_column(column), findings);
        }
    }
    Some(all)
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
    let is_there = table.value(row, available, findings, Cell::yes_or_no)?;
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
        if table.cell(row, column) == Cell::Date {
            let bands = listed(bands.labels());
            let message = format!(
                "a spreadsheet turned the band into a date; format the column as text and write the band again: {bands}"
            );
            findings.error("band_is_a_date", table.at_cell(row, column), message);
            return Err(Reported);
        }
        let Some(label) = table.value(row, column, findings, Cell::text).ok_or(Reported)? else { return Ok(None) };
        let band = bands.from_label(&label);
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
