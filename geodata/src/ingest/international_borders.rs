//! Reads borders between countries: lines with a status, and for when that is stated.

use std::collections::HashMap;

use geo::CoordsIter;
use geo_types::{Geometry, MultiLineString, Point};

use super::config::{AsOf, BordersConfig, ColumnName, is_date};
use super::fingerprint::Fingerprint;
use super::keys;
use super::layers::LoadedLayer;
use super::plausibility::Plausibility;
use super::report::Findings;
use super::tables::Cell;
use super::text::{comparable, first_listed, listed};
use super::vectors::{FeatureRecord, Features, Field};
use crate::index::metres_to_border;
use crate::model::{BorderStatus, InternationalBorder, InternationalBorders};
use crate::progress::Progress;

/// A line farther than this from the border of the country is another one's, in metres. Outlines of countries are coarser than lines of borders.
const MOST_METRES: f64 = 25_000.0;

/// So many vertices of a line are compared with the border.
const COMPARED_VERTICES: usize = 20;

/// Reads the borders, sorted by id. `country` is the layer of the country, if it could be read.
pub(super) fn read(
    config: &BordersConfig,
    country: Option<&LoadedLayer>,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<InternationalBorders> {
    let as_of_column = match &config.as_of {
        AsOf::Column(column) => Some(column),
        AsOf::Date(_) => None,
    };
    let wanted: Vec<&ColumnName> =
        [Some(&config.status), config.id.as_ref(), as_of_column].into_iter().flatten().collect();
    let (features, fields) = Features::read(&config.vector, &wanted, fingerprint, progress, findings)?;
    let field = |wanted: &ColumnName| fields.iter().find(|field| field.name == wanted.name).cloned();
    let status = field(&config.status)?;
    let (id, as_of) = (config.id.as_ref().and_then(field), as_of_column.and_then(field));
    let mut reader = Reader { config, features: &features, first: HashMap::new(), findings };
    let mut list = Vec::with_capacity(features.list.len());
    for record in &features.list {
        let id = reader.id(record, id.as_ref());
        let status = reader.status(record, &status);
        let as_of = reader.as_of(record, as_of.as_ref());
        let lines = reader.lines(record);
        if let (Some(id), Some(status), Some(as_of), Some(lines)) = (id, status, as_of, lines) {
            list.push(InternationalBorder { id: id.into(), status, as_of: as_of.into(), lines });
        }
    }
    list.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(country) = country.filter(|country| country.plausibility != Plausibility::Misplaced) {
        let far: Vec<&str> =
            list.iter().filter(|border| is_elsewhere(border, country)).map(|border| &*border.id).collect();
        if !far.is_empty() {
            let message = format!(
                "{} of {} lines are farther than {} km from the border of the country ({}): are they borders of others?",
                far.len(),
                list.len(),
                MOST_METRES / 1000.0,
                first_listed(&far)
            );
            findings.warning("border_elsewhere", features.at(), message);
        }
    }
    Some(InternationalBorders { list, sources: config.sources.clone() })
}

/// Whether no part of a line is near the border of the country.
fn is_elsewhere(border: &InternationalBorder, country: &LoadedLayer) -> bool {
    let step = border.lines.coords_count() / COMPARED_VERTICES + 1;
    let is_near = |at| {
        let mut areas = country.layer.units.iter().map(|unit| &unit.area);
        areas.any(|area| metres_to_border(area, Point(at)) <= MOST_METRES)
    };
    !border.lines.coords_iter().step_by(step).any(is_near)
}

struct Reader<'a> {
    config: &'a BordersConfig,
    features: &'a Features,
    first: HashMap<String, u64>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn id(&mut self, record: &FeatureRecord, field: Option<&Field>) -> Option<String> {
        let Some(field) = field else { return Some(record.number.to_string()) };
        let at = self.features.at_field(record, field);
        let Some(id) = self.features.value(record, field, self.findings, Cell::text)? else {
            self.findings.error("id_missing", at, "the border has no id");
            return None;
        };
        if let Some(fault) = keys::invalid_reason(&id) {
            self.findings.error("bad_id", at, fault);
            return None;
        }
        if let Some(before) = self.first.insert(id.clone(), record.number) {
            self.findings.error("duplicate_id", at, format!("the id `{id}` is already that of feature {before}"));
            return None;
        }
        Some(id)
    }

    fn status(&mut self, record: &FeatureRecord, field: &Field) -> Option<BorderStatus> {
        let text = self.features.value(record, field, self.findings, Cell::text)?.unwrap_or_default();
        let word = comparable(&text);
        let declared = self.config.statuses.iter().find(|(known, _)| *known == word).map(|(_, status)| *status);
        let status = declared.or_else(|| BorderStatus::from_id(&word.replace(' ', "_")));
        if status.is_none() {
            let message = format!(
                "`{text}` is not a status of borders; accepted: {}; say what it stands for in `statuses`, as `statuses = {{ \"{text}\" = \"agreed\" }}`",
                listed(BorderStatus::ALL.map(BorderStatus::id))
            );
            self.findings.error("unknown_border_status", self.features.at_field(record, field), message);
        }
        status
    }

    fn as_of(&mut self, record: &FeatureRecord, field: Option<&Field>) -> Option<String> {
        let field = match (&self.config.as_of, field) {
            (AsOf::Date(date), _) => return Some(date.clone()),
            (AsOf::Column(_), field) => field?,
        };
        let date = match self.features.cell(record, field) {
            Cell::Date(Some(moment)) => moment.date().to_string(),
            cell => cell.text().ok().flatten().unwrap_or_default(),
        };
        if is_date(&date) {
            return Some(date);
        }
        let message = format!("`{date}` is no date; expected a day, month or year: 2024-05-01, 2024-05, 2024");
        self.findings.error("bad_date", self.features.at_field(record, field), message);
        None
    }

    fn lines(&mut self, record: &FeatureRecord) -> Option<MultiLineString<f64>> {
        let lines = match record.geometry.as_ref()? {
            Geometry::LineString(line) => MultiLineString(vec![line.clone()]),
            Geometry::MultiLineString(lines) => lines.clone(),
            _ => MultiLineString(Vec::new()),
        };
        let lines: Vec<_> = lines.0.into_iter().filter(|line| line.0.len() >= 2).collect();
        if lines.is_empty() {
            let at = self.features.at_feature(record.number);
            self.findings.error("geometry_type", at, "the geometry is not a line");
            return None;
        }
        let is_off = lines.iter().flat_map(|line| &line.0).find(|at| at.x.abs() > 180.0);
        if let Some(off) = is_off {
            let message = format!("the longitude {} is beyond 180 degrees; cut the line at the antimeridian", off.x);
            self.findings.error("coordinates_out_of_range", self.features.at_feature(record.number), message);
            return None;
        }
        Some(MultiLineString(lines))
    }
}
