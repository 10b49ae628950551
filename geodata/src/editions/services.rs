//! `services.parquet`: a row per round, service and community.

use parquet::data_type::ByteArray;

use super::EditionError;
use super::long_tables::{PlaceKeys, expect_constant, expect_places, gather, parts, place_cells, row_groups};
use super::manifest::ServiceEntry;
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, Schema};
use super::writer::EditionWriter;
use crate::model::DatasetParts;
use crate::model::{Distance, DistanceBand, DistanceBands, Km, PlaceLevel, ServiceStatus, ServiceTable};

pub(super) const SERVICES: &str = "services.parquet";

/// Where kilometres are known, the band is that of the kilometres.
const SCHEMA: Schema = Schema {
    message: "message services {
                REQUIRED BYTE_ARRAY round (STRING);
                REQUIRED BYTE_ARRAY service (STRING);
                REQUIRED BYTE_ARRAY place (STRING);
                REQUIRED BYTE_ARRAY status (STRING);
                OPTIONAL DOUBLE km;
                OPTIONAL BYTE_ARRAY band (STRING);
                REQUIRED BOOLEAN illustrative;
              }",
    repeating: &["round", "service", "place", "status", "band"],
    without_statistics: &[],
};

/// Writes what all rounds say of all services.
pub(super) fn write(atlas: &DatasetParts, writer: &mut EditionWriter<'_>) -> Result<Vec<ServiceEntry>, EditionError> {
    let rows = atlas.services.iter().map(|table| table.status.len()).sum();
    let mut file = writer.begin(SERVICES, &SCHEMA, rows)?;
    let bands = atlas.vocabulary.bands();
    let labels: Vec<_> = bands.labels().iter().map(|label| ByteArray::from(label.as_bytes().to_vec())).collect();
    let places = PlaceKeys::of(atlas);
    for table in &atlas.services {
        for range in row_groups(table.status.len(), 1) {
            let keys = places.keys(PlaceLevel::Community, range.clone());
            let statuses = &table.status[range];
            let distances = || statuses.iter().map(|status| status.distance());
            let columns = vec![
                Cells::constant(&table.round.0, keys.len()),
                Cells::constant(table.service.id(), keys.len()),
                place_cells(&keys, 1),
                Cells::text(statuses.iter().map(|status| status.id())),
                Cells::optional_double(distances().map(|distance| Some(distance?.km()?.get()))),
                Cells::optional_shared(
                    distances().map(|distance| labels.get(distance?.band(bands)?.position()).cloned()),
                ),
                Cells::bool(std::iter::repeat_n(atlas.is_illustrative(&table.round.0), keys.len())),
            ];
            writer.row_group(&mut file, keys.len(), columns)?;
        }
    }
    writer.finish(file, atlas.services.iter().map(|table| table.sources.as_slice()))?;
    Ok(atlas.services.iter().map(entry).collect())
}

fn entry(table: &ServiceTable) -> ServiceEntry {
    let ServiceTable { round, service, detail, sources, status: _ } = table;
    ServiceEntry { round: round.clone(), service: service.id().to_owned(), detail: *detail, sources: sources.clone() }
}

/// Reads what all rounds say of all services back.
pub(super) fn read(
    entries: &[ServiceEntry],
    places: PlaceKeys<'_>,
    reader: &EditionReader<'_>,
) -> Result<Vec<ServiceTable>, EditionError> {
    let file = reader.open(SERVICES, &SCHEMA)?;
    let bands = reader.manifest().vocabulary.bands();
    let sizes: Vec<_> = entries.iter().map(|_| (places.count(PlaceLevel::Community), 1)).collect();
    let parts = parts(&file, &sizes)?;
    let read = file.read_all(reader.progress, |number, group| {
        let part = &parts[number];
        let entry = &entries[part.table];
        expect_constant(group, "round", &entry.round.0)?;
        expect_constant(group, "service", &entry.service)?;
        expect_places(group, &places.keys(PlaceLevel::Community, part.places.clone()), 1)?;
        statuses(group, bands)
    })?;
    let tables = entries.iter().zip(gather(entries.len(), &parts, read));
    let tables = tables.map(|(entry, status)| {
        let ServiceEntry { round, service, detail, sources } = entry.clone();
        Ok(ServiceTable { round, service: reader.service(&service)?, detail, sources, status })
    });
    tables.collect()
}

fn statuses(group: &RowGroup<'_>, all: &DistanceBands) -> Result<Vec<ServiceStatus>, EditionError> {
    let mut km = group.optional_double("km")?.into_iter();
    let mut bands =
        group.map_optional_bytes("band", |label| label.map(|label| band(group, label, all)).transpose())?.into_iter();
    group.map_bytes("status", |status| match (status, km.next().flatten(), bands.next().flatten()) {
        (b"available", None, None) => Ok(ServiceStatus::Available),
        (b"no_data", None, None) => Ok(ServiceStatus::NoData),
        (b"suppressed", None, None) => Ok(ServiceStatus::Suppressed),
        (b"lacking", km, band) => distance(group, km, band, all).map(ServiceStatus::Lacking),
        (status, ..) => {
            let status = String::from_utf8_lossy(status);
            Err(group.invalid("status", &format!("`{status}` is not known, or not known with a distance")))
        }
    })
}

fn band(group: &RowGroup<'_>, label: &[u8], all: &DistanceBands) -> Result<DistanceBand, EditionError> {
    let band = all.all().find(|band| all.label(*band).as_bytes() == label);
    band.ok_or_else(|| group.invalid("band", "there is no such band"))
}

fn distance(
    group: &RowGroup<'_>,
    km: Option<f64>,
    band: Option<DistanceBand>,
    all: &DistanceBands,
) -> Result<Distance, EditionError> {
    let Some(km) = km else { return Ok(band.map_or(Distance::Unknown, Distance::Band)) };
    let distance = Km::new(km).ok_or_else(|| group.invalid("km", &format!("{km} is no distance")))?;
    if band == Some(all.of(distance)) {
        Ok(Distance::Km(distance))
    } else {
        Err(group.invalid("band", &format!("it is not the band of {km} km")))
    }
}
