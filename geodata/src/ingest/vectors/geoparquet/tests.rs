//! Files that geopandas and pyarrow wrote (`tests/vector-files/make`), whole and spoiled.

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::super::format::Format;
use super::*;

fn content(file: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vector-files").join(file);
    std::fs::read(path).expect(file)
}

fn opened(content: Vec<u8>) -> Result<GeoParquetFile, String> {
    let mut files = DatasetFiles::new(Format::GeoParquet, "x.parquet", vec![("x.parquet".to_owned(), content)]);
    GeoParquetFile::open(&mut files).map_err(|fault| fault.message)
}

/// The fields of all features, and their geometries as they are in the file.
fn read(file: &GeoParquetFile) -> Result<Vec<Record>, String> {
    let fields: Vec<usize> = (0..file.fields.len()).collect();
    file.records(&fields).collect::<Result<Vec<_>, _>>().map_err(|damage| damage.error.message)
}

fn country() -> Geometry<f64> {
    let file = opened(content("country.parquet")).expect("opened");
    read(&file).expect("read").swap_remove(0).geometry.expect("a geometry")
}

#[test]
fn fields_of_all_types_are_read() {
    let file = opened(content("country.parquet")).expect("opened");
    let record = read(&file).expect("read").swap_remove(0);
    let named: Vec<(&str, Cell)> = file.fields.iter().map(String::as_str).zip(record.fields).collect();
    let text = |text: &str| Cell::Text(text.to_owned());
    assert_eq!(
        named,
        [
            ("pcode", text("ZZ")),
            ("name", text("Кыргызстан")),
            ("population", text("9007199254740993")),
            ("day", Cell::Date(None)),
            ("aliases", text("Sandland;Песчаная")),
            ("capital.name", text("Adra")),
            ("area", Cell::Decimal(-12.5)),
            ("share", Cell::Empty),
            ("official", Cell::Logical(true)),
        ]
    );
}

#[test]
fn all_encodings_and_packings_give_the_same_geometry() {
    let expected = country();
    let Geometry::MultiPolygon(areas) = &expected else { panic!("{expected:?}") };
    assert_eq!((areas.0.len(), areas.0[0].interiors().len()), (2, 1));
    for file in ["country-1-0.parquet", "country-native.parquet", "country-no-crs.parquet"] {
        let file = opened(content(file)).expect(file);
        assert_eq!(read(&file).expect("read")[0].geometry.as_ref().ok(), Some(&expected));
    }
    let part = opened(content("country-polygon.parquet")).expect("opened");
    let part = read(&part).expect("read").swap_remove(0).geometry.expect("a geometry");
    assert_eq!(part, Geometry::Polygon(areas.0[0].clone()));
    for file in ["place.parquet", "place-native.parquet"] {
        let file = opened(content(file)).expect(file);
        let place = Geometry::Point(geo_types::Point::new(74.25, 42.5));
        assert_eq!(read(&file).expect("read")[0].geometry.as_ref().ok(), Some(&place));
    }
}

#[test]
fn row_groups_follow_each_other_and_pages_of_the_second_format_are_read() {
    let file = opened(content("many.parquet")).expect("opened");
    assert_eq!((file.count(), file.metadata.num_row_groups()), (300, 5));
    let records = read(&file).expect("read");
    assert_eq!(records.len(), 300);
    for (number, record) in records.iter().enumerate() {
        let code = if number == 0 { "ZZ".to_owned() } else { format!("ZZ{number:04}") };
        let name = Cell::Text("Кыргызстан".to_owned());
        assert_eq!(record.fields, [Cell::Text(code), name, Cell::Number(number as f64)]);
        assert!(record.geometry.is_ok());
    }
}

#[test]
fn what_is_no_geoparquet_is_an_error_that_says_why() {
    let said = |content: Vec<u8>| opened(content).err().expect("refused");
    insta::assert_snapshot!(
        [
            said(content("no-geometry.parquet")),
            said(content("country.geojson")),
            said(b"PAR1".to_vec()),
            said(content("country.parquet")[..9000].to_vec()),
            said([b"PAR1", &[0xff; 20][..], &[12, 0, 0, 0], b"PAR1"].concat()),
            said(Vec::new()),
        ]
        .join("\n"),
        @r"
    this cannot be read as GeoParquet: it has no geometries: neither metadata `geo`, as GeoParquet has, nor a column of that type
    this cannot be read as GeoParquet: this is not a Parquet file, as which its ending makes it read
    this cannot be read as GeoParquet: its footer is damaged, or has more than 1000 columns
    this cannot be read as GeoParquet: the file is cut off, or encrypted: it does not end as Parquet files do
    this cannot be read as GeoParquet: its footer is damaged, or has more than 1000 columns
    this cannot be read as GeoParquet: this is not a Parquet file, as which its ending makes it read
    "
    );
}

/// Every cut and a spoiled byte anywhere is an error or another value: never a panic, never more memory than the file is worth.
#[test]
fn a_spoiled_file_is_an_error_or_reads_as_something_else() {
    for name in ["country.parquet", "country-native.parquet", "many.parquet", "country-1-0.parquet"] {
        let whole = content(name);
        let mut errors = 0;
        for position in (0..whole.len()).step_by(whole.len() / 150) {
            let mut spoiled = whole.clone();
            spoiled[position] ^= 0x55;
            let Ok(file) = opened(spoiled) else {
                errors += 1;
                continue;
            };
            errors += usize::from(read(&file).is_err());
            assert!(opened(whole[..position].to_vec()).is_err(), "{name} cut off at {position}");
        }
        assert!(errors > 10, "{name}: {errors}");
    }
}

/// Writes one row group of columns, each by a function; the metadata `geo` names a geometry of an encoding.
fn written(message: &str, encoding: &str, columns: &mut [&mut dyn FnMut(&mut ColumnWriter<'_>)]) -> Vec<u8> {
    let geo = format!(r#"{{"primary_column":"geometry","columns":{{"geometry":{{"encoding":"{encoding}"}}}}}}"#);
    let metadata = vec![KeyValue::new("geo".to_owned(), geo)];
    let schema = Arc::new(parse_message_type(message).expect("a schema"));
    let level = ZstdLevel::try_new(3).expect("a level");
    let properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(level)).set_key_value_metadata(Some(metadata));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build())).expect("a writer");
    let mut group = writer.next_row_group().expect("a row group");
    for write in columns {
        let mut column = group.next_column().expect("a column").expect("a column");
        write(column.untyped());
        column.close().expect("closed");
    }
    group.close().expect("closed");
    writer.into_inner().expect("bytes")
}

/// The number of features that are read, and why no more.
fn last(content: Vec<u8>) -> (usize, Option<String>) {
    let file = opened(content).expect("opened");
    let (mut read, mut reason) = (0, None);
    for record in file.records(&(0..file.fields.len()).collect::<Vec<_>>()) {
        match record {
            Ok(_) => read += 1,
            Err(damage) => reason = Some(damage.error.message),
        }
    }
    (read, reason)
}

#[test]
fn a_text_that_is_in_every_row_is_not_copied_for_ever() {
    const ROWS: usize = 220_000;
    let point = [&[1, 1, 0, 0, 0][..], &74.0_f64.to_le_bytes(), &42.0_f64.to_le_bytes()].concat();
    let bytes = |value: Vec<u8>| {
        let values = vec![ByteArray::from(value); ROWS];
        move |column: &mut ColumnWriter<'_>| {
            let ColumnWriter::ByteArrayColumnWriter(writer) = column else { panic!("bytes") };
            writer.write_batch(&values, None, None).expect("written");
        }
    };
    let message = "message x { REQUIRED BYTE_ARRAY name (STRING); REQUIRED BYTE_ARRAY geometry; }";
    let content = written(message, "WKB", &mut [&mut bytes(vec![b'x'; 5_000]), &mut bytes(point)]);
    assert!(content.len() < 20_000, "{} bytes for a gigabyte", content.len());
    let (read, reason) = last(content);
    let expected = "the file is damaged: its texts unpack to more than 1 GiB, which is the most that is read";
    assert_eq!(reason.as_deref(), Some(expected), "after {read}");
}

#[test]
fn parts_without_positions_begin_lists_all_the_same() {
    // Two polygons: the first has an empty ring before its only one.
    let starts = [0, 2, 3, 3, 3, 1, 3, 3, 3];
    let levels = [2, 3, 3, 3, 3, 3, 3, 3, 3];
    let values = |numbers: [f64; 8]| {
        move |column: &mut ColumnWriter<'_>| {
            let ColumnWriter::DoubleColumnWriter(writer) = column else { panic!("doubles") };
            writer.write_batch(&numbers, Some(&levels), Some(&starts)).expect("written");
        }
    };
    let message = "message x { REQUIRED GROUP geometry (LIST) { REPEATED GROUP list { REQUIRED GROUP element (LIST) { REPEATED GROUP list { REQUIRED GROUP element (LIST) { REPEATED GROUP list { REQUIRED GROUP element { REQUIRED DOUBLE x; REQUIRED DOUBLE y; } } } } } } } }";
    let mut x = values([0.0, 1.0, 1.0, 0.0, 5.0, 6.0, 6.0, 5.0]);
    let mut y = values([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
    let file = opened(written(message, "multipolygon", &mut [&mut x, &mut y])).expect("opened");
    let geometry = read(&file).expect("read").swap_remove(0).geometry.expect("a geometry");
    let Geometry::MultiPolygon(areas) = geometry else { panic!("{geometry:?}") };
    let shape: Vec<(usize, usize)> =
        areas.0.iter().map(|part| (part.exterior().0.len(), part.interiors().len())).collect();
    assert_eq!(shape, [(4, 0), (4, 0)]);
}
