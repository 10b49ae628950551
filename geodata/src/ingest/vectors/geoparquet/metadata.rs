//! What a GeoParquet file says of its geometries: in the text `geo` of its footer, or by the type of a column.

use parquet::basic::{LogicalType, Type as PhysicalType};
use parquet::file::metadata::FileMetaData;
use parquet::schema::types::SchemaDescriptor;
use serde_json::Value as Json;

use super::super::crs;
use super::super::error::VectorError;
use super::super::inspect::check_definition;
use super::coordinates::{Kind, Shape};
use crate::ingest::text::{excerpt, listed};

/// The column of geometry that is read.
pub(super) struct GeometryColumn {
    /// All columns that belong to geometries, and are no fields.
    pub(super) columns: Vec<String>,
    pub(super) shape: Shape,
    pub(super) crs: StatedCrs,
}

/// What the file says of its reference system.
#[derive(Debug, PartialEq)]
pub(super) enum StatedCrs {
    /// Nothing, which means this.
    LongitudeLatitude,
    /// A definition.
    Known(String),
    /// That nobody knows it.
    Unknown,
    /// Something that cannot be resolved.
    Unreadable(String),
}

impl GeometryColumn {
    /// The main column of geometry of a file.
    pub(super) fn of(metadata: &FileMetaData) -> Result<Self, VectorError> {
        let schema = metadata.schema_descr();
        let pairs = metadata.key_value_metadata().map_or(&[][..], Vec::as_slice);
        let value = |key: &str| pairs.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.as_deref());
        match value("geo") {
            Some(text) => Self::stated(text, schema),
            None => Self::typed(schema, &value),
        }
    }

    /// By the text `geo`.
    fn stated(text: &str, schema: &SchemaDescriptor) -> Result<Self, VectorError> {
        let geo: Json = serde_json::from_str(text)
            .map_err(|error| unreadable(&format!("its metadata `geo` is not JSON: {error}")))?;
        let known = geo["columns"].as_object().filter(|columns| !columns.is_empty());
        let known = known.ok_or_else(|| unreadable("its metadata `geo` names no columns"))?;
        let name = geo["primary_column"]
            .as_str()
            .or_else(|| known.keys().next().filter(|_| known.len() == 1).map(String::as_str));
        let name = name.ok_or_else(|| unreadable("its metadata `geo` has no `primary_column`"))?;
        let column = known.get(name).ok_or_else(|| {
            let message = format!("its metadata `geo` says nothing of the column `{}`", excerpt(name));
            unreadable(&message)
        })?;
        let encoding = column["encoding"].as_str().unwrap_or_default();
        let shape = match Kind::of(encoding) {
            Some(kind) => coordinate_columns(schema, name, kind)?,
            None if encoding.eq_ignore_ascii_case("WKB") => Shape::Binary { position: binary_column(schema, name)? },
            None => {
                let accepted = listed(std::iter::once("WKB").chain(Kind::ALL.iter().map(|(name, _)| *name)));
                let message = format!("its geometries are written as `{}`; accepted: {accepted}", excerpt(encoding));
                return Err(unreadable(&message));
            }
        };
        let boxes = known.values().filter_map(|column| column["covering"]["bbox"]["xmin"][0].as_str());
        let columns = known.keys().map(String::as_str).chain(boxes).map(str::to_owned).collect();
        Ok(Self { columns, shape, crs: stated_crs(column.get("crs"))? })
    }

    /// By the type of a column, which Parquet has of its own since 2025.
    fn typed<'m>(schema: &SchemaDescriptor, value: &impl Fn(&str) -> Option<&'m str>) -> Result<Self, VectorError> {
        let mut found = Vec::new();
        for (position, column) in schema.columns().iter().enumerate() {
            let crs = match column.logical_type_ref() {
                Some(LogicalType::Geometry(geometry)) => geometry.crs.as_deref(),
                Some(LogicalType::Geography(geography)) => geography.crs.as_deref(),
                _ => continue,
            };
            found.push((position, column.name().to_owned(), crs));
        }
        let (position, crs) = match &found[..] {
            [] => {
                let message =
                    "it has no geometries: neither metadata `geo`, as GeoParquet has, nor a column of that type";
                return Err(unreadable(message));
            }
            [(position, _, crs)] => (*position, *crs),
            several => {
                let names = listed(several.iter().map(|(_, name, _)| name));
                return Err(unreadable(&format!("it has several columns of geometry: {names}; keep one")));
            }
        };
        let crs = match crs {
            None => StatedCrs::LongitudeLatitude,
            Some(text) => match text.strip_prefix("projjson:").and_then(value) {
                Some(definition) => read_crs(definition)?,
                None => match text.strip_prefix("srid:") {
                    Some("0") => StatedCrs::Unknown,
                    Some(code) => read_crs(&format!("EPSG:{code}"))?,
                    None => read_crs(text)?,
                },
            },
        };
        let columns = found.into_iter().map(|(_, name, _)| name).collect();
        Ok(Self { columns, shape: Shape::Binary { position }, crs })
    }
}

fn stated_crs(crs: Option<&Json>) -> Result<StatedCrs, VectorError> {
    match crs {
        None => Ok(StatedCrs::LongitudeLatitude),
        Some(Json::Null) => Ok(StatedCrs::Unknown),
        // Before GeoParquet 0.4 it was a WKT.
        Some(Json::String(text)) => read_crs(text),
        Some(json) => read_crs(&json.to_string()),
    }
}

fn read_crs(definition: &str) -> Result<StatedCrs, VectorError> {
    check_definition(definition.as_bytes())?;
    Ok(match crs::read(definition) {
        Ok(_) => StatedCrs::Known(definition.to_owned()),
        Err(_) => StatedCrs::Unreadable(definition.to_owned()),
    })
}

/// The position of a column of bytes.
fn binary_column(schema: &SchemaDescriptor, name: &str) -> Result<usize, VectorError> {
    let is_it = |parts: &[String]| matches!(parts, [only] if only == name);
    let position = schema.columns().iter().position(|column| {
        is_it(column.path().parts())
            && column.physical_type() == PhysicalType::BYTE_ARRAY
            && column.max_rep_level() == 0
    });
    position.ok_or_else(|| unreadable(&format!("its column of geometry, `{}`, is no column of bytes", excerpt(name))))
}

/// The columns of x and of y of a native encoding.
fn coordinate_columns(schema: &SchemaDescriptor, name: &str, kind: Kind) -> Result<Shape, VectorError> {
    let find = |axis: &str| {
        schema.columns().iter().position(|column| {
            let parts = column.path().parts();
            let is_axis =
                parts.first().is_some_and(|first| first == name) && parts.last().is_some_and(|last| last == axis);
            is_axis && column.physical_type() == PhysicalType::DOUBLE && column.max_rep_level() == kind.depth()
        })
    };
    match (find("x"), find("y")) {
        (Some(x), Some(y)) => Ok(Shape::Coordinates { kind, x, y }),
        _ => Err(unreadable(&format!(
            "its column of geometry, `{}`, has not the columns of its encoding",
            excerpt(name)
        ))),
    }
}

/// Why a file is not read.
pub(super) fn unreadable(reason: &str) -> VectorError {
    VectorError::new("vector_unreadable", format!("this cannot be read as GeoParquet: {reason}"))
}
