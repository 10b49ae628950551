//! Facilities: points that offer a service.

use std::collections::HashMap;

use geo_types::{Geometry, Point};

use super::config::{FacilitiesConfig, FacilityServices};
use super::fingerprint::Fingerprint;
use super::keys;
use super::layers::{LoadedLayer, names};
use super::names::NameFields;
use super::placement::{Placement, WrappedLongitudes};
use super::report::Findings;
use super::tables::Cell;
use super::text::{comparable, listed};
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
    let mut wanted = vec![&config.id];
    if let FacilityServices::Column { column, .. } = &config.services {
        wanted.push(column);
    }
    wanted.extend(config.names.all());
    let (mut features, found) = Features::read(&config.vector, &wanted, fingerprint, progress, findings)?;
    let placement = units.and_then(Placement::new);
    normalise_longitudes(&mut features, placement.as_ref(), findings);
    let field = |wanted: &str| found.iter().find(|field| field.name == wanted).cloned();
    let id_field = field(&config.id.name)?;
    let services = match &config.services {
        FacilityServices::All(service) => Services::All(service),
        FacilityServices::Column { column, words } => Services::Field { field: field(&column.name)?, words },
    };
    let mut left_out: Vec<u64> = Vec::new();
    let name_fields = NameFields::find(&config.names, |column| field(&column.name))?;
    let mut first: HashMap<String, u64> = HashMap::with_capacity(features.list.len());
    let mut facilities = Vec::with_capacity(features.list.len());
    for record in &features.list {
        if services.leave_out(&features, record) {
            left_out.push(record.number);
            continue;
        }
        let id = id(&features, record, &id_field, &mut first, findings);
        let names = names(&features, record, &name_fields, findings);
        let service = services.of(&features, record, vocabulary, findings);
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
    if let Some(first) = left_out.first() {
        let others = if left_out.len() > 1 { format!(", as are {} others", left_out.len() - 1) } else { String::new() };
        let message = format!("the facility is left out{others}, as `services` in dataset.toml says");
        findings.note("facilities_left_out", features.at_feature(*first), message);
        features.list.retain(|record| !left_out.contains(&record.number));
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

/// What says which service a facility offers.
enum Services<'c> {
    All(&'c Service),
    Field { field: Field, words: &'c [(String, Option<Service>)] },
}

impl Services<'_> {
    /// What a word of the file stands for, if `dataset.toml` says it: a service, or none.
    fn stated(&self, text: &str) -> Option<&Option<Service>> {
        let Self::Field { words, .. } = self else { return None };
        let said = comparable(text);
        words.iter().find(|(word, _)| *word == said).map(|(_, service)| service)
    }

    /// Whether a facility is left out on purpose.
    fn leave_out(&self, features: &Features, record: &FeatureRecord) -> bool {
        let Self::Field { field, .. } = self else { return false };
        let text = features.cell(record, field).text().ok().flatten().unwrap_or_default();
        self.stated(&text).is_some_and(Option::is_none)
    }

    /// The service that a facility offers. What is none is reported.
    fn of(
        &self,
        features: &Features,
        record: &FeatureRecord,
        vocabulary: &Vocabulary,
        findings: &mut Findings,
    ) -> Option<Service> {
        let field = match self {
            Self::All(service) => return Some((*service).clone()),
            Self::Field { field, .. } => field,
        };
        let text = features.value(record, field, findings, Cell::text)?.unwrap_or_default();
        let stated = self.stated(&text).cloned().flatten();
        let service = stated.or_else(|| vocabulary.service(&text).cloned());
        if service.is_none() {
            let accepted = listed(vocabulary.services().iter().map(Service::id));
            let message = format!("`{text}` is not a service; accepted: {accepted}");
            findings.error("unknown_service", features.at_field(record, field), message);
        }
        service
    }
}
