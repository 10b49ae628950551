//! Facilities: points that offer a service.

use std::collections::HashMap;

use geo_types::{Geometry, Point};

use super::config::FacilitiesConfig;
use super::fingerprint::Fingerprint;
use super::keys;
use super::layers::{LoadedLayer, names};
use super::names::NameFields;
use super::placement::{Placement, WrappedLongitudes};
use super::report::Findings;
use super::tables::Cell;
use super::text::listed;
use super::vectors::{FeatureRecord, Features, Field, LONGITUDE_TOLERANCE};
use crate::model::{Facility, Service, Vocabulary};
use crate::progress::Progress;

/// Reads the facilities, sorted by id. `units` are those that they should lie in, if they could be read.
pub(super) fn read(
    config: &FacilitiesConfig,
    vocabulary: &Vocabulary,
    units: Option<&LoadedLayer>,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<Vec<Facility>> {
    let mut wanted = vec![&config.id, &config.service];
    wanted.extend(config.names.all());
    let (mut features, found) = Features::read(&config.vector, &wanted, fingerprint, progress, findings)?;
    let placement = units.and_then(Placement::new);
    normalise_longitudes(&mut features, placement.as_ref(), findings);
    let field = |wanted: &str| found.iter().find(|field| field.name == wanted).cloned();
    let (id_field, service_field) = (field(&config.id.name)?, field(&config.service.name)?);
    let name_fields = NameFields::find(&config.names, |column| field(&column.name))?;
    let mut first: HashMap<String, u64> = HashMap::with_capacity(features.list.len());
    let mut facilities = Vec::with_capacity(features.list.len());
    for record in &features.list {
        let id = id(&features, record, &id_field, &mut first, findings);
        let names = names(&features, record, &name_fields, findings);
        let service = service(&features, record, &service_field, vocabulary, findings);
        let point = match &record.geometry {
            Some(Geometry::Point(point)) => Some(*point),
            Some(_) => {
                findings.error("geometry_type", features.at_feature(record.number), "the geometry is not a point");
                None
            }
            None => None,
        };
        if let (Some(id), Some(names), Some(service), Some(point)) = (id, names, service, point) {
            facilities.push(Facility { id: id.into_boxed_str(), names, service, point });
        }
    }
    if let Some(placement) = placement {
        check_placement(&features, &placement, findings);
    }
    facilities.sort_by(|a, b| a.id.cmp(&b.id));
    Some(facilities)
}

/// Wraps longitudes beyond 180 degrees, and reports points whose longitude cannot be wrapped.
fn normalise_longitudes(features: &mut Features, placement: Option<&Placement<'_>>, findings: &mut Findings) {
    let (mut beyond, mut off) = (WrappedLongitudes::default(), Vec::new());
    for record in &mut features.list {
        let Some(Geometry::Point(point)) = &mut record.geometry else { continue };
        if point.x().abs() <= 180.0 + LONGITUDE_TOLERANCE {
            continue;
        }
        if let Some(wrapped) = beyond.normalise_longitude(point.x(), point.y(), placement) {
            point.set_x(wrapped);
        } else {
            off.push((record.number, point.x(), point.y()));
            record.geometry = None;
        }
    }
    features.report_out_of_range(&off, findings);
    beyond.report(features.at(), findings);
}

/// Reports points that lie in none of the units.
fn check_placement(features: &Features, placement: &Placement<'_>, findings: &mut Findings) {
    let point = |record: &FeatureRecord| match record.geometry {
        Some(Geometry::Point(point)) => Some(point),
        _ => None,
    };
    let points: Vec<Point<f64>> = features.list.iter().filter_map(point).collect();
    if let Some(misplaced) = placement.check_points(&points) {
        misplaced.report(features.at(), findings);
        return;
    }
    for record in &features.list {
        if let Some(misplaced) = point(record).and_then(|point| placement.check_point(point, None)) {
            misplaced.report(features.at_feature(record.number), findings);
        }
    }
}

fn id(
    features: &Features,
    record: &FeatureRecord,
    field: &Field,
    first: &mut HashMap<String, u64>,
    findings: &mut Findings,
) -> Option<String> {
    let Some(id) = features.value(record, field, findings, Cell::text)? else {
        findings.error("id_missing", features.at_field(record, field), "the facility has no id");
        return None;
    };
    if let Some(fault) = keys::invalid_reason(&id) {
        findings.error("bad_id", features.at_field(record, field), fault);
        return None;
    }
    if let Some(before) = first.get(&id) {
        let message = format!("the id `{id}` is already that of feature {before}");
        findings.error("duplicate_id", features.at_field(record, field), message);
        return None;
    }
    first.insert(id.clone(), record.number);
    Some(id)
}

fn service(
    features: &Features,
    record: &FeatureRecord,
    field: &Field,
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) -> Option<Service> {
    let text = features.value(record, field, findings, Cell::text)?.unwrap_or_default();
    let service = vocabulary.service(&text).cloned();
    if service.is_none() {
        let accepted = listed(vocabulary.services().iter().map(Service::id));
        let message = format!("`{text}` is not a service; accepted: {accepted}");
        findings.error("unknown_service", features.at_field(record, field), message);
    }
    service
}
