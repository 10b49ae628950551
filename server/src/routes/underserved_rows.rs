//! Underserved communities as features or as records, one after the other.

use std::sync::Arc;

use geodata::access::UnderservedCommunity;
use geodata::atlas::Atlas;
use geodata::formats::{CsvRecords, GeoJsonPoints};
use geodata::model::{Language, Service, ServiceStatus};
use geodata::query::Cell;
use serde_json::{Map, Value as Json, json};

use super::community_properties::{LEVELS, community_properties};

/// What rows are written with.
pub struct RowsOf {
    pub atlas: Arc<Atlas>,
    pub round: String,
    /// That of the path first.
    pub services: Vec<Service>,
    pub language: Language,
}

/// A format of rows.
pub enum RowsWriter {
    GeoJson(GeoJsonPoints),
    Csv { records: Box<CsvRecords>, out: Vec<u8> },
}

impl RowsWriter {
    /// GeoJSON with these members.
    pub fn geojson(members: &Map<String, Json>) -> Self {
        Self::GeoJson(GeoJsonPoints::begin(members))
    }

    /// CSV, with its header.
    pub fn csv(rows: &RowsOf) -> Self {
        let (mut records, mut out) = (Box::<CsvRecords>::default(), Vec::new());
        let columns = rows.columns();
        records.write(&mut out, columns.iter().map(|name| Cell::Text(name)));
        Self::Csv { records, out }
    }

    pub fn write(&mut self, rows: &RowsOf, far: &UnderservedCommunity) {
        let Some(community) = rows.atlas.communities.get(far.community) else { return };
        match self {
            Self::GeoJson(writer) => writer.point(&community.id, community.point, &rows.properties(far)),
            Self::Csv { records, out } => {
                let properties = rows.record(far);
                let columns = rows.columns();
                records.write(out, columns.iter().map(|name| properties.get(name).map_or(Cell::Null, Cell::of_json)));
            }
        }
    }

    /// What was written since the last time.
    pub fn written(&mut self) -> Vec<u8> {
        match self {
            Self::GeoJson(writer) => writer.written(),
            Self::Csv { out, .. } => std::mem::take(out),
        }
    }

    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::GeoJson(writer) => writer.finish(),
            Self::Csv { out, .. } => out,
        }
    }
}

impl RowsOf {
    fn properties(&self, far: &UnderservedCommunity) -> Map<String, Json> {
        let mut properties = community_properties(&self.atlas, far.community, self.language);
        let bands = self.atlas.vocabulary.bands();
        properties.insert("distance_km".into(), json!(far.distance.km()));
        properties.insert("distance_band".into(), json!(far.distance.band(bands).map(|band| bands.label(band))));
        properties.insert("certain".into(), far.certain.into());
        if self.services.len() > 1 {
            self.put_services(&mut properties, far.community);
        }
        properties
    }

    /// Whether each service is there, and how far the nearest is, by the names that items have.
    fn put_services(&self, properties: &mut Map<String, Json>, community: usize) {
        let bands = self.atlas.vocabulary.bands();
        for service in &self.services {
            let table = self.atlas.service_of(&self.round, service);
            let status = table.and_then(|table| table.status.get(community)).copied().unwrap_or_default();
            let id = service.id();
            properties.insert(id.into(), status.id().into());
            if let ServiceStatus::Lacking(distance) = status {
                properties.insert(format!("{id}_km"), json!(distance.km()));
                properties.insert(format!("{id}_band"), json!(distance.band(bands).map(|band| bands.label(band))));
            }
        }
    }

    fn record(&self, far: &UnderservedCommunity) -> Map<String, Json> {
        let mut record = self.properties(far);
        self.put_services(&mut record, far.community);
        record.insert("round".into(), self.round.as_str().into());
        record.insert("illustrative".into(), self.atlas.is_illustrative(&self.round).into());
        if let Some(community) = self.atlas.communities.get(far.community) {
            record.insert("households_status".into(), community.households.status().into());
            if let Some(point) = community.point {
                record.insert("longitude".into(), json!(point.x()));
                record.insert("latitude".into(), json!(point.y()));
            }
        }
        record
    }

    fn columns(&self) -> Vec<String> {
        let text = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let levels = LEVELS.into_iter().filter(|level| self.atlas.layer(*level).is_some());
        let units = levels.flat_map(|level| [level.id().to_owned(), format!("{}_name", level.id())]);
        let services = self.services.iter().map(Service::id);
        let services = services.flat_map(|id| [id.to_owned(), format!("{id}_km"), format!("{id}_band")]);
        let mut columns = text(&["id", "name", "origin"]);
        columns.extend(units);
        columns.extend(text(&["households", "households_status"]));
        columns.extend(services);
        columns.extend(text(&["certain", "longitude", "latitude", "round", "illustrative"]));
        columns
    }
}
