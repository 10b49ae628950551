//! What lies in and around the country, where the dataset has it in files of its own: a file for each kind, with a row per feature.

use geo::BoundingRect;
use geo_types::{MultiLineString, MultiPolygon, Polygon, Rect};

use super::geoparquet::{geometry_cells, geometry_columns, set_geo_metadata};
use super::manifest::{ContextEntry, ContextLayerEntry};
use super::names::{name_cells, read_names};
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, Schema, name_columns};
use super::writer::EditionWriter;
use super::{EditionError, geometry};
use crate::model::{
    Bounded, Context, ContextCountry, ContextKind, ContextLayer, ContextPlace, Lake, Language, Names, PlaceRank, River,
};

/// The country is that of a place, or the code of a country; the rank is that of a place.
const SCHEMA: Schema = Schema {
    message: concat!(
        "message context {",
        name_columns!(),
        " OPTIONAL BYTE_ARRAY country (STRING);
          OPTIONAL BYTE_ARRAY rank (STRING);",
        geometry_columns!(),
        "}"
    ),
    repeating: &["country", "rank"],
    without_statistics: &["geometry"],
};

/// Rows of a row group.
const ROW_GROUP: usize = 4096;

/// The file of a kind.
pub(super) fn file(kind: ContextKind) -> String {
    format!("context_{}.parquet", kind.id())
}

/// A feature as a row.
struct Row<'a> {
    names: &'a Names,
    country: Option<&'a str>,
    rank: Option<&'static str>,
    bounds: Rect<f64>,
    geometry: Vec<u8>,
}

/// Writes what the dataset has itself, and says where the rest is from.
pub(super) fn write(context: &Context, writer: &mut EditionWriter<'_>) -> Result<ContextEntry, EditionError> {
    let Context { countries, lakes, rivers, places } = context;
    Ok(ContextEntry {
        countries: write_layer(ContextKind::Countries, "MultiPolygon", countries, writer, |country| Row {
            names: &country.names,
            country: Some(&*country.alpha2),
            ..of_polygons(&country.polygons, &country.names)
        })?,
        lakes: write_layer(ContextKind::Lakes, "MultiPolygon", lakes, writer, |lake| {
            of_polygons(&lake.polygons, &lake.names)
        })?,
        rivers: write_layer(ContextKind::Rivers, "MultiLineString", rivers, writer, |river| {
            let lines = MultiLineString(river.lines.iter().map(|line| line.geometry.clone()).collect());
            let geometry = geometry::multi_line_string(&lines);
            Row { names: &river.names, country: None, rank: None, bounds: around(&lines), geometry }
        })?,
        places: write_layer(ContextKind::Places, "Point", places, writer, |place| Row {
            names: &place.names,
            country: Some(&*place.country),
            rank: Some(place.rank.id()),

            bounds: around(&place.at),
            geometry: geometry::point(place.at),
        })?,
    })
}

fn of_polygons<'a>(polygons: &[Bounded<Polygon<f64>>], names: &'a Names) -> Row<'a> {
    let area = MultiPolygon(polygons.iter().map(|polygon| polygon.geometry.clone()).collect());
    let geometry = geometry::multi_polygon(&area);
    Row { names, country: None, rank: None, bounds: around(&area), geometry }
}

fn around<G: BoundingRect<f64>>(geometry: &G) -> Rect<f64> {
    let nowhere = geo_types::Coord { x: 0.0, y: 0.0 };
    geometry.bounding_rect().into().unwrap_or(Rect::new(nowhere, nowhere))
}

fn write_layer<T>(
    kind: ContextKind,
    geometry_type: &str,
    layer: &ContextLayer<T>,
    writer: &mut EditionWriter<'_>,
    row: impl Fn(&T) -> Row<'_>,
) -> Result<ContextLayerEntry, EditionError> {
    let (list, sources) = match layer {
        ContextLayer::NaturalEarth => return Ok(ContextLayerEntry::NaturalEarth),
        ContextLayer::Nothing => return Ok(ContextLayerEntry::Nothing),
        ContextLayer::Own { list, sources } => (list, sources),
    };
    let mut table = writer.begin(&file(kind), &SCHEMA, list.len())?;
    let mut boxes = Vec::with_capacity(list.len());
    for features in list.chunks(ROW_GROUP) {
        let rows: Vec<Row<'_>> = features.iter().map(&row).collect();
        let mut columns = name_cells(rows.iter().map(|row| row.names), &writer.languages());
        columns.extend([
            Cells::optional_text(rows.iter().map(|row| row.country)),
            Cells::optional_text(rows.iter().map(|row| row.rank)),
        ]);
        columns.extend(geometry_cells(rows.iter().map(|row| row.bounds), rows.iter().map(|row| row.geometry.clone())));
        writer.row_group(&mut table, rows.len(), columns)?;
        boxes.extend(rows.iter().map(|row| row.bounds));
    }
    set_geo_metadata(&mut table, geometry_type, boxes.iter().copied());
    writer.finish(table, [sources.as_slice()])?;
    Ok(ContextLayerEntry::Own { sources: sources.clone() })
}

/// Reads it back.
pub(super) fn read(entry: &ContextEntry, main: Language, reader: &EditionReader<'_>) -> Result<Context, EditionError> {
    Ok(Context {
        countries: read_layer(ContextKind::Countries, &entry.countries, reader, |group| {
            let rows = read_names(group, main)?.zip(codes(group)?).zip(areas(group)?);
            let country = |((names, alpha2), polygons)| ContextCountry::new(alpha2, unless_empty(names), polygons);
            rows.map(|row| country(row).ok_or_else(|| group.invalid("geometry", "it is empty"))).collect()
        })?,
        lakes: read_layer(ContextKind::Lakes, &entry.lakes, reader, |group| {
            let rows = read_names(group, main)?.zip(areas(group)?);
            let lake = |(names, polygons)| Lake::new(unless_empty(names), polygons);
            rows.map(|row| lake(row).ok_or_else(|| group.invalid("geometry", "it is empty"))).collect()
        })?,
        rivers: read_layer(ContextKind::Rivers, &entry.rivers, reader, |group| {
            let lines = group.map_bytes("geometry", |bytes| {
                let lines = geometry::read_multi_line_string(bytes);
                lines.map_err(|reason| group.invalid("geometry", reason))
            })?;
            let river = |(names, lines): (Names, MultiLineString<f64>)| River {
                names: unless_empty(names),
                lines: lines.0.into_iter().filter_map(Bounded::line).collect(),
            };
            Ok(read_names(group, main)?.zip(lines).map(river).collect())
        })?,
        places: read_layer(ContextKind::Places, &entry.places, reader, |group| {
            let points = group.map_bytes("geometry", |bytes| {
                geometry::read_point(bytes).map_err(|reason| group.invalid("geometry", reason))
            })?;
            let ranks = group.optional_texts("rank")?.into_iter().map(|rank| {
                let known = rank.as_deref().and_then(PlaceRank::from_id);
                known.ok_or_else(|| group.invalid("rank", "it is no rank of a place"))
            });
            let ranks = ranks.collect::<Result<Vec<_>, _>>()?;
            let rows = read_names(group, main)?.zip(codes(group)?).zip(ranks).zip(points);
            let place = |(((names, country), rank), at)| ContextPlace { names: unless_empty(names), rank, country, at };
            Ok(rows.map(place).collect())
        })?,
    })
}

fn read_layer<T>(
    kind: ContextKind,
    entry: &ContextLayerEntry,
    reader: &EditionReader<'_>,
    of_group: impl Fn(&RowGroup<'_>) -> Result<Vec<T>, EditionError> + Sync,
) -> Result<ContextLayer<T>, EditionError>
where
    T: Send,
{
    let sources = match entry {
        ContextLayerEntry::NaturalEarth => return Ok(ContextLayer::NaturalEarth),
        ContextLayerEntry::Nothing => return Ok(ContextLayer::Nothing),
        ContextLayerEntry::Own { sources } => sources.clone(),
    };
    let groups = reader.open(&file(kind), &SCHEMA)?.read_all(reader.progress, |_, group| of_group(group))?;
    Ok(ContextLayer::Own { list: groups.into_iter().flatten().collect(), sources })
}

/// A feature without a name has an empty one in the file.
fn unless_empty(names: Names) -> Names {
    if names.main().is_empty() { Names::default() } else { names }
}

fn codes(group: &RowGroup<'_>) -> Result<Vec<Box<str>>, EditionError> {
    Ok(group.optional_texts("country")?.into_iter().map(Option::unwrap_or_default).collect())
}

fn areas(group: &RowGroup<'_>) -> Result<Vec<Vec<Bounded<Polygon<f64>>>>, EditionError> {
    group.map_bytes("geometry", |bytes| {
        let area = geometry::read_multi_polygon(bytes).map_err(|reason| group.invalid("geometry", reason))?;
        Ok(area.0.into_iter().filter_map(Bounded::polygon).collect())
    })
}
