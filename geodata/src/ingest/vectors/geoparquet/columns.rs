//! The fields of a GeoParquet file, and their values as cells.

use parquet::basic::{ConvertedType, LogicalType};
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use super::super::super::tables::Cell;
use super::cursor::{Cursor, Value};
use super::metadata::GeometryColumn;

/// The columns between a list and what is in it, as various programs name them.
const LIST_STEPS: [&str; 6] = ["list", "element", "item", "bag", "array_element", "array"];

/// The most decimals that any program writes.
const MAX_SCALE: usize = 76;

/// A column that is a field.
#[derive(Clone, Debug)]
pub(super) struct FieldColumn {
    /// Among all columns.
    pub(super) position: usize,
    /// Its name; that of a column in a group has the names of both (`names.primary`).
    pub(super) name: String,
    meaning: Meaning,
}

/// What the stored values mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// What they are.
    Plain,
    Unsigned,
    Date,
    /// A whole number, with so many decimals.
    Decimal(i32),
    Uuid,
}

/// All fields: columns, or lists, of values; but not those of geometries, nor lists in lists.
pub(super) fn fields(schema: &SchemaDescriptor, geometry: &GeometryColumn) -> Vec<FieldColumn> {
    let mut fields: Vec<FieldColumn> = Vec::new();
    for (position, column) in schema.columns().iter().enumerate() {
        let parts = column.path().parts();
        let is_of_geometry = parts.first().is_none_or(|first| geometry.columns.contains(first));
        if is_of_geometry || column.max_rep_level() > 1 {
            continue;
        }
        let Some(meaning) = meaning(column) else { continue };
        let is_step = |part: &&String| column.max_rep_level() > 0 && LIST_STEPS.contains(&part.as_str());
        let steps = parts.iter().skip(1).rev().take_while(is_step).count();
        let name = parts[..parts.len() - steps].join(".");
        fields.push(FieldColumn { position, name, meaning });
    }
    fields
}

/// None if it is nothing that a cell can hold.
fn meaning(column: &ColumnDescriptor) -> Option<Meaning> {
    match column.logical_type_ref() {
        Some(LogicalType::Date | LogicalType::Timestamp(_) | LogicalType::Time(_)) => return Some(Meaning::Date),
        Some(LogicalType::Decimal(decimal)) => return Some(Meaning::Decimal(decimal.scale)),
        Some(LogicalType::Integer(integer)) if !integer.is_signed => return Some(Meaning::Unsigned),
        Some(LogicalType::Uuid) => return Some(Meaning::Uuid),
        Some(LogicalType::Bson | LogicalType::Float16 | LogicalType::Geometry(_) | LogicalType::Geography(_)) => {
            return None;
        }
        _ => {}
    }
    Some(match column.converted_type() {
        ConvertedType::DATE
        | ConvertedType::TIMESTAMP_MILLIS
        | ConvertedType::TIMESTAMP_MICROS
        | ConvertedType::TIME_MILLIS
        | ConvertedType::TIME_MICROS => Meaning::Date,
        ConvertedType::DECIMAL => Meaning::Decimal(column.type_scale()),
        ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64 => {
            Meaning::Unsigned
        }
        ConvertedType::INTERVAL | ConvertedType::BSON => return None,
        _ => Meaning::Plain,
    })
}

/// The values of the next rows: those of a list are one text with `;` between them.
pub(super) fn cells(cursor: &mut Cursor, column: &FieldColumn, rows: usize) -> Result<Vec<Cell>> {
    let batch = cursor.cells(rows, |value| cell(value, column))?;
    if batch.values.len() == rows {
        return Ok(batch.values.into_iter().map(Option::unwrap_or_default).collect());
    }
    let mut lists: Vec<Vec<String>> = Vec::with_capacity(rows);
    for (start, value) in batch.starts.iter().zip(batch.values) {
        if *start == 0 {
            lists.push(Vec::new());
        }
        if let (Some(list), Some(value)) = (lists.last_mut(), value) {
            list.extend(value.text().ok().flatten());
        }
    }
    Ok(lists.into_iter().map(|list| Cell::from_text(&list.join(";"))).collect())
}

fn cell(value: Value<'_>, column: &FieldColumn) -> Result<Cell> {
    let not_read = || ParquetError::General(format!("a value of the column {} is not of its type", column.name));
    Ok(match (value, column.meaning) {
        (_, Meaning::Date) | (Value::Moment, _) => Cell::Date(None),
        (Value::Logical(value), _) => Cell::Logical(value),
        (Value::Small(value), Meaning::Unsigned) => Cell::from_whole(value.cast_unsigned().into()),
        (Value::Whole(value), Meaning::Unsigned) => Cell::from_whole(value.cast_unsigned().into()),
        (Value::Small(value), Meaning::Decimal(scale)) => decimal(value.into(), scale),
        (Value::Whole(value), Meaning::Decimal(scale)) => decimal(value.into(), scale),
        (Value::Bytes(bytes), Meaning::Decimal(scale)) => decimal(big_endian(bytes).ok_or_else(not_read)?, scale),
        (Value::Small(value), _) => Cell::from_whole(value.into()),
        (Value::Whole(value), _) => Cell::from_whole(value.into()),
        (Value::Single(value), _) => number(value.into()),
        (Value::Double(value), _) => number(value),
        (Value::Bytes(bytes), Meaning::Uuid) => Cell::from_text(&uuid(bytes)),
        (Value::Bytes(bytes), _) => match std::str::from_utf8(bytes) {
            Ok(text) => Cell::from_text(text),
            Err(_) => {
                return Err(ParquetError::General(format!("a text of the column {} is not UTF-8", column.name)));
            }
        },
    })
}

/// Python writes a missing number as none.
fn number(value: f64) -> Cell {
    if value.is_nan() { Cell::Empty } else { Cell::Decimal(value) }
}

fn decimal(unscaled: i128, scale: i32) -> Cell {
    let Some(scale) = usize::try_from(scale).ok().filter(|scale| *scale <= MAX_SCALE) else { return Cell::Empty };
    if scale == 0 {
        return Cell::from_whole(unscaled);
    }
    // Through its decimal notation, which rounds once.
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let sign = if unscaled < 0 { "-" } else { "" };
    format!("{sign}{whole}.{part}").parse().map_or(Cell::Empty, Cell::Decimal)
}

/// A whole number of up to 16 bytes, the highest first.
fn big_endian(bytes: &[u8]) -> Option<i128> {
    let first = *bytes.first()?;
    if bytes.len() > 16 {
        return None;
    }
    let mut whole = [if first >= 0x80 { 0xff } else { 0 }; 16];
    whole[16 - bytes.len()..].copy_from_slice(bytes);
    Some(i128::from_be_bytes(whole))
}

/// In its usual notation.
fn uuid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (position, byte) in bytes.iter().enumerate() {
        if matches!(position, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_and_uuids_are_what_they_mean() {
        assert_eq!(decimal(-1250, 2), Cell::Decimal(-12.5));
        assert_eq!(decimal(5, 3), Cell::Decimal(0.005));
        assert_eq!(decimal(41_702_000_000_000_000, 0), Cell::Text("41702000000000000".to_owned()));
        assert_eq!(big_endian(&[0xfb, 0x1e]), Some(-1250));
        assert_eq!(big_endian(&[0; 17]), None);
        let id = [0x12, 0x34, 0x56, 0x78, 0x12, 0x34, 0x56, 0x78, 0x12, 0x34, 0x56, 0x78, 0x12, 0x34, 0x56, 0x78];
        assert_eq!(uuid(&id), "12345678-1234-5678-1234-567812345678");
    }
}
