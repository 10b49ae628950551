//! Reads the rows of a section of `dataset.toml`, whatever has them: a table, or the features of a vector file. All that reads places, counts and
//! services reads rows, and need not know which of both they are.

use geo::InteriorPoint;
use geo_types::{Geometry, Point};

use super::config::{ColumnName, GeometryUse, TableContent, TableFile, VectorFile};
use super::fingerprint::Fingerprint;
use super::kept_tables::{KeptTables, Reading};
use super::report::{Findings, Location};
use super::tables::{self, FeatureRows, Table};
use super::vectors::{FeatureRecord, Features, GeometryNeed, LONGITUDE_TOLERANCE, polygons_of};
use crate::progress::Progress;

/// How many bytes tables that are read again take together at most. With what is made of them, a large dataset stays below 300 MB.
const MAX_KEPT_BYTES: usize = 64 << 20;

/// Reads rows.
pub(super) struct RowReader<'r> {
    pub(super) fingerprint: &'r mut Fingerprint,
    pub(super) progress: &'r dyn Progress,
    kept: KeptTables,
}

impl<'r> RowReader<'r> {
    pub(super) fn new(fingerprint: &'r mut Fingerprint, progress: &'r dyn Progress) -> Self {
        Self { fingerprint, progress, kept: KeptTables::up_to(MAX_KEPT_BYTES) }
    }

    /// Says that the `wanted` columns of a section will be read, so that a table that several sections read alike is decoded once.
    pub(super) fn expect(&mut self, source: &TableFile, wanted: &[&ColumnName]) {
        if let Some(reading) = Reading::of(source, &columns(source, wanted)) {
            self.kept.expect(reading);
        }
    }

    /// Reads the `wanted` columns of the rows that meet the conditions of a section. An error that affects all rows (unreadable, no header, no
    /// such layer) is reported, and then there are none.
    pub(super) fn read(
        &mut self,
        source: &TableFile,
        wanted: &[&ColumnName],
        findings: &mut Findings,
    ) -> Option<Table> {
        self.read_placed(source, wanted, GeometryUse::Ignored, findings)
    }

    /// The same, where the geometries of features say where the rows are.
    pub(super) fn read_placed(
        &mut self,
        source: &TableFile,
        wanted: &[&ColumnName],
        geometry: GeometryUse,
        findings: &mut Findings,
    ) -> Option<Table> {
        let wanted = columns(source, wanted);
        self.progress.stage(source.display_name(), None);
        let reading = Reading::of(source, &wanted);
        let kept = reading.as_ref().and_then(|reading| self.kept.take(reading));
        let errors = findings.errors();
        let table = match kept {
            Some(kept) => kept,
            None => self.decode(source, &wanted, geometry, findings)?,
        };
        let table = table.with_words(source.words.clone());
        // What is wrong with a table is said of each section that reads it.
        let reading =
            reading.filter(|reading| findings.errors() == errors && self.kept.has_use_for(reading, table.bytes()));
        let (selected, whole) = match (source.conditions.as_slice(), &reading) {
            ([], None) => (table, None),
            ([], Some(_)) => (table.clone(), Some(table)),
            (conditions, _) => (tables::select(&table, conditions, findings)?, Some(table)),
        };
        if let (Some(reading), Some(whole)) = (reading, whole) {
            self.kept.keep(&reading, whole);
        }
        match &source.latest {
            Some(latest) => tables::select_latest(&selected, latest, findings),
            None => Some(selected),
        }
    }

    /// Reads all rows of a table.
    fn decode(
        &mut self,
        source: &TableFile,
        wanted: &[&ColumnName],
        geometry: GeometryUse,
        findings: &mut Findings,
    ) -> Option<Table> {
        let TableFile { content, layout, form, parent, .. } = source;
        match content {
            TableContent::Table { file, format } => {
                let export = (form.as_ref(), parent.as_ref());
                tables::read((file, *format, layout), export, wanted, self.fingerprint, findings)
            }
            TableContent::Features(file) => {
                let (rows, at, names) =
                    read_features(file, wanted, geometry, self.fingerprint, self.progress, findings)?;
                Some(rows.finish(at, wanted, names.iter().map(String::as_str), layout.decimal_mark))
            }
        }
    }
}

/// The columns that are read for a section: those that it asks for, and those that say which rows are meant.
fn columns<'c>(source: &'c TableFile, wanted: &[&'c ColumnName]) -> Vec<&'c ColumnName> {
    let of_conditions = source.conditions.iter().map(|condition| &condition.column);
    let of_latest = source.latest.iter().flat_map(|latest| [&latest.of, &latest.time]);
    wanted.iter().copied().chain(of_conditions).chain(of_latest).collect()
}

/// The features of a layer as rows, where they are, and the names of the fields.
fn read_features(
    file: &VectorFile,
    wanted: &[&ColumnName],
    geometry: GeometryUse,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<(FeatureRows, Location, Vec<String>)> {
    let mut rows = FeatureRows::new(wanted.len(), geometry != GeometryUse::Ignored);
    let at =
        Location { layer: file.layer.as_ref().map(|layer| layer.name.clone()), ..Location::file(file.display_name()) };
    let need = if geometry == GeometryUse::Ignored { GeometryNeed::None } else { GeometryNeed::Optional };
    let columns: Vec<ColumnName> = wanted.iter().map(|column| (*column).clone()).collect();
    let mut choose = |_: &[String], _: &Location, _: &mut Findings| Some(columns.clone());
    let mut add = |record: FeatureRecord, findings: &mut Findings| {
        let FeatureRecord { number, fields, geometry: shape } = record;
        let position = shape.and_then(|shape| match position_of(shape, geometry) {
            // Projecting a point on the 180th meridian rounds it.
            Ok(point) if point.x().abs() <= 180.0 + LONGITUDE_TOLERANCE => {
                Some(Point::new(point.x().clamp(-180.0, 180.0), point.y().clamp(-90.0, 90.0)))
            }
            Ok(point) => Some(point),
            Err(message) => {
                findings.error("geometry_type", Location { feature: Some(number), ..at.clone() }, message);
                None
            }
        });
        rows.row(number, &fields, position, &at, findings)
    };
    let layer = Features::stream(file, &mut choose, need, fingerprint, progress, findings, &mut add)?;
    let names = layer.fields.into_iter().map(|field| field.name).collect();
    Some((rows, layer.at, names))
}

/// The position that a geometry stands for.
fn position_of(shape: Geometry<f64>, wanted: GeometryUse) -> Result<Point<f64>, &'static str> {
    match shape {
        Geometry::Point(point) => Ok(point),
        Geometry::GeometryCollection(members) if members.iter().all(|member| matches!(member, Geometry::Point(_))) => {
            Err("the geometry has several points; a row is at one place")
        }
        shape => {
            let Some(area) = polygons_of(shape) else { return Err("the geometry is not a point") };
            let inside = (wanted == GeometryUse::PointsInside).then(|| area.interior_point()).flatten();
            inside.ok_or(
                "the geometry is an area, and not a point; `areas = \"point_inside\"` takes a point inside of each",
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use fixtures::Dataset;

    use super::super::config::{self, DatasetConfig};
    use super::super::report::Summary;
    use super::*;
    use crate::progress::Silent;

    fn config(dataset: &Dataset) -> (tempfile::TempDir, DatasetConfig) {
        let dir = dataset.write();
        let config = config::read(dir.path(), (None, &[]), &mut Fingerprint::default(), &mut Findings::default());
        (dir, config.expect("a description"))
    }

    /// The cells of the counts of all rounds, with the findings. Behind the first round the file is gone, if so asked.
    fn read_all(
        dataset: &Dataset,
        file: &str,
        max_bytes: usize,
        is_taken_away: bool,
    ) -> (Vec<Option<Vec<Cells>>>, String) {
        let (dir, config) = config(dataset);
        let (mut fingerprint, mut findings) = (Fingerprint::default(), Findings::default());
        let kept = KeptTables::up_to(max_bytes);
        let mut rows = RowReader { kept, ..RowReader::new(&mut fingerprint, &Silent) };
        let tables: Vec<(&TableFile, Vec<&ColumnName>)> = config
            .counts
            .iter()
            .flat_map(|counts| {
                let columns = counts.groups.iter().flat_map(|group| &group.columns).map(|column| &column.name);
                let wanted: Vec<&ColumnName> = counts.rows.keys().chain(columns).collect();
                counts.rows.tables.iter().map(move |table| (table, wanted.clone()))
            })
            .collect();
        for (table, wanted) in &tables {
            rows.expect(table, wanted);
        }
        let mut all = Vec::new();
        for (table, wanted) in &tables {
            let read = rows.read(table, wanted, &mut findings);
            all.push(read.map(|read| cells(&read, wanted, &mut findings)));
            if is_taken_away && dir.path().join(file).exists() {
                std::fs::remove_file(dir.path().join(file)).expect("removable");
            }
        }
        assert!(rows.kept.is_empty(), "nothing is kept behind the last");
        (all, findings.into_report(Summary::default()).to_string())
    }

    /// The number of a row and its cells.
    type Cells = (u64, Vec<String>);

    fn cells(table: &Table, wanted: &[&ColumnName], findings: &mut Findings) -> Vec<Cells> {
        let columns: Vec<_> = wanted.iter().map(|name| table.column(name, findings).expect("a column")).collect();
        let of_row = |row| columns.iter().map(|column| format!("{:?}", table.cell(row, column))).collect();
        table.rows().map(|row| (table.number(row), of_row(row))).collect()
    }

    #[test]
    fn a_file_of_several_rounds_is_read_once_and_again_where_there_is_no_room() {
        for (dataset, file) in [
            (Dataset::dtm(), "displacement-admin2.json"),
            (Dataset::dtm_of_all_levels(), "displacement-admin-0-to-2.csv"),
        ] {
            let once = read_all(&dataset, file, MAX_KEPT_BYTES, true);
            assert!(once.0.iter().flatten().all(|rows| !rows.is_empty()) && once.0.len() == 2, "{}", once.1);
            assert_eq!(once, read_all(&dataset, file, 0, false), "the same, with the same findings");
            let (rounds, report) = read_all(&dataset, file, 0, true);
            assert!(rounds[0].is_some() && rounds[1].is_none(), "without room it is read again: {report}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_of_each_round() {
        let mut dataset = Dataset::dtm_of_all_levels();
        let file = "displacement-admin-0-to-2.csv";
        let ragged = format!("{}too,few\n", dataset.text(file));
        dataset.put(file, ragged);
        let (once, report) = read_all(&dataset, file, MAX_KEPT_BYTES, false);
        assert_eq!((once.as_slice(), &report), (&[None, None][..], &read_all(&dataset, file, 0, false).1));
    }
}
