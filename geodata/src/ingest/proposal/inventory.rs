//! Looks at files: which layers and sheets they have, and what stands in some of their rows.

use std::sync::Arc;

use geo::{BoundingRect, CoordsIter};
use geo_types::{Geometry, MultiPolygon, Rect};

use super::super::config::{ColumnName, DataFile, LocatedName, TableFormat, VectorFile, VectorLocation};
use super::super::fingerprint::Fingerprint;
use super::super::folder::Folder;
use super::super::report::{Findings, Severity, Summary};
use super::super::tables::{Cell, Sample, SampleHeader, sheets_of};
use super::super::text::comparable;
use super::super::vectors::{Features, Format, belonging, layers, polygons_of};
use super::column::Column;
use super::header_rows::{self, HeaderRange};
use super::round_names;
use super::table::{Table, are_of_same_places};
use super::words::words_of;
use crate::progress::Progress;

/// Rows of a sheet that are looked at.
const MAX_ROWS: usize = 3_000;
/// Columns of a sheet that are looked at: a form has some hundreds.
const MAX_COLUMNS: usize = 2_000;

/// A file to look at.
#[derive(Clone, Debug)]
pub struct ProposedFile {
    /// The folder that it is read from.
    pub folder: Arc<Folder>,
    /// Its path in that folder, which is also the one in the folder of the dataset.
    pub name: String,
}

/// What was found in some files.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    pub(super) layers: Vec<VectorSheet>,
    pub(super) tables: Vec<Table>,
    /// What is not used, and why.
    pub(super) unused: Vec<Unused>,
}

/// A file, or a part of one, that the description does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// The file, and its sheet or layer.
    pub what: String,
    /// Why it is not used.
    pub reason: String,
}

/// What a layer draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Areas,
    Points,
    Other,
}

/// A layer of a vector file.
#[derive(Debug)]
pub(super) struct VectorSheet {
    pub(super) file: String,
    /// What `layer` says; nothing if the file has one layer.
    pub(super) layer: Option<String>,
    pub(super) shape: Shape,
    pub(super) columns: Vec<Column>,
    pub(super) features: usize,
    pub(super) extent: Option<Rect<f64>>,
    /// The areas, if it draws areas.
    pub(super) areas: Vec<MultiPolygon<f64>>,
    /// The words of its name.
    pub(super) words: Vec<String>,
}

impl VectorSheet {
    /// Its features as the rows of a table.
    pub(super) fn into_table(self) -> Table {
        let round = round_names::number_in(&self.words);
        Table {
            file: self.file,
            layer: self.layer,
            is_points: true,
            sheets: Vec::new(),
            header: HeaderRange { first: 1, last: 1 },
            delimiter: None,
            encoding: None,
            columns: self.columns,
            rows: self.features,
            is_whole: true,
            words: self.words,
            round,
            ..Table::default()
        }
    }

    /// Its name for people.
    pub(super) fn shown(&self) -> String {
        match &self.layer {
            Some(layer) => format!("{}, layer {layer}", self.file),
            None => self.file.clone(),
        }
    }
}

/// The paths of a file and of all that belongs to it, in its folder: the parts of a shapefile, the files of a geodatabase.
pub fn belonging_to(folder: &Folder, name: &str) -> Vec<String> {
    belonging(folder, name).unwrap_or_else(|_| vec![name.to_owned()])
}

/// The ending of a file name, in lower case.
fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

/// Whether files of this name are looked at.
pub fn is_readable_kind(name: &str) -> bool {
    TableFormat::of_extension(&extension(name)).is_some() || Format::of(name).is_some()
}

/// The kinds of files that are looked at, for a message.
pub fn readable_kinds() -> String {
    let tables: Vec<&str> = TableFormat::ALL.into_iter().map(TableFormat::extension).collect();
    format!("{}, {}", tables.join(", "), Format::accepted())
}

impl Inventory {
    /// Looks at files.
    pub(super) fn of(files: &[ProposedFile], progress: &dyn Progress) -> Self {
        let mut inventory = Self::default();
        for file in files {
            progress.stage(&file.name, None);
            let data = DataFile { display_name: file.name.clone(), folder: Arc::clone(&file.folder) };
            match (TableFormat::of_extension(&extension(&file.name)), Format::of(&file.name)) {
                // A JSON may be either: boundaries and points are looked for first.
                (Some(format), Some(_)) => {
                    let before = inventory.unused.len();
                    inventory.vectors(&data);
                    if inventory.unused.len() > before {
                        let as_vectors = inventory.unused.split_off(before);
                        let tables = inventory.tables.len();
                        inventory.table(&data, format);
                        if inventory.tables.len() == tables {
                            inventory.unused.truncate(before);
                            inventory.unused.extend(as_vectors);
                        }
                    }
                }
                (Some(format), None) => inventory.table(&data, format),
                (None, Some(_)) => inventory.vectors(&data),
                (None, None) => {
                    inventory.unused(file.name.clone(), "it is not a kind of file that is read".to_owned());
                }
            }
        }
        inventory.join_sheets();
        inventory
    }

    pub(super) fn unused(&mut self, what: String, reason: String) {
        self.unused.push(Unused { what, reason });
    }

    fn table(&mut self, file: &DataFile, format: TableFormat) {
        let sheets = match sheets_of(file, format) {
            Ok(sheets) => sheets,
            Err(reason) => return self.unused(file.display_name.clone(), reason),
        };
        for (sheet, is_hidden) in &sheets {
            let shown = format!("{}, sheet {sheet}", file.display_name);
            if *is_hidden {
                self.unused(shown, "the sheet is hidden".to_owned());
            } else if let Err(reason) = self.sheet(file, format, Some(sheet)) {
                self.unused(shown, reason);
            }
        }
        if matches!(format, TableFormat::Csv | TableFormat::Json)
            && let Err(reason) = self.sheet(file, format, None)
        {
            self.unused(file.display_name.clone(), reason);
        }
    }

    fn sheet(&mut self, file: &DataFile, format: TableFormat, sheet: Option<&str>) -> Result<(), String> {
        let sample = Sample::read(file, format, sheet, None, MAX_ROWS)?;
        let Some((header, titles)) = header_rows::find(&sample) else {
            return Err("no row names its columns".to_owned());
        };
        let rows: Vec<(u64, Vec<(usize, Cell)>)> = sample.rows().collect();
        let width = rows.iter().filter_map(|(_, cells)| cells.last()).map(|(last, _)| last + 1).max().unwrap_or(0);
        let (headers, tags) = sample.headers(header.first, header.last, width.min(MAX_COLUMNS));
        let behind = tags.unwrap_or(header.last);
        let below = rows.iter().filter(|(number, _)| *number > behind);
        let end = below.clone().find(|(_, cells)| repeats(cells, &headers)).map(|(next, _)| {
            let is_filled = |(_, cell): &&(usize, Cell)| *cell != Cell::Empty;
            let of_table =
                below.clone().filter(|(number, cells)| number < next && cells.iter().filter(is_filled).count() > 1);
            (of_table.map(|(number, _)| *number).next_back().unwrap_or(behind), *next)
        });
        if let Some((_, next)) = end {
            let sheet = sheet.map_or(String::new(), |sheet| format!(", sheet {sheet}"));
            self.unused(
                format!("{}{sheet}, from row {next}", file.display_name),
                format!("a second table begins there, with the same header: describe it in a section with `header_row = {next}`"),
            );
        }
        let is_of_table = |number: u64| end.is_none_or(|(last, _)| number <= last);
        let data: Vec<&Vec<(usize, Cell)>> =
            below.filter(|(number, _)| is_of_table(*number)).map(|(_, cells)| cells).collect();
        if data.is_empty() {
            return Err("there are no rows below its header".to_owned());
        }
        let cell = |cells: &[(usize, Cell)], position: usize| {
            let at = cells.binary_search_by_key(&position, |(at, _)| *at);
            at.map_or(Cell::Empty, |at| cells[at].1.clone())
        };
        let in_header = rows.iter().filter(|(number, _)| (header.first..=header.last).contains(number));
        let are_years = in_header.flat_map(|(_, cells)| cells).all(|(_, cell)| is_year_or_none(cell));
        let dated = |position: usize| {
            let of_header = rows.iter().filter(|(number, _)| (header.first..=header.last).contains(number));
            of_header.filter_map(|(_, cells)| date_title(&cell(cells, position), are_years)).next_back()
        };
        let columns = headers.into_iter().take(MAX_COLUMNS).map(|mut header| {
            if let Some(date) = dated(header.position) {
                header.title = [header.title.as_str(), &date].join(" ").trim().into();
            }
            let cells = data.iter().map(|cells| cell(cells, header.position)).collect();
            Column::new(header.name, header.title, header.tag.as_deref(), cells)
        });
        let columns: Vec<Column> = columns.filter(|column| column.filled > 0 || !column.title.is_empty()).collect();
        let named = [
            sheet.map(words_of).unwrap_or_default(),
            words_of(stem(&file.display_name)),
            titles.iter().flat_map(|title| words_of(title)).collect(),
        ];
        let round = named.iter().find_map(|words| round_names::number_in(words));
        let [of_sheet, mut words, of_titles] = named;
        words.extend(of_sheet.into_iter().chain(of_titles));
        self.tables.push(Table {
            file: file.display_name.clone(),
            layer: None,
            is_points: false,
            sheets: sheet.map(str::to_owned).into_iter().collect(),
            header,
            end,
            delimiter: sample.delimiter,
            encoding: sample.encoding,
            columns,
            rows: data.len(),
            is_whole: sample.is_whole,
            words,
            round,
            ..Table::default()
        });
        Ok(())
    }

    /// Makes one table of the sheets of a workbook that have the same columns.
    fn join_sheets(&mut self) {
        let mut joined: Vec<Table> = Vec::new();
        for table in self.tables.drain(..) {
            let names = |table: &Table| table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
            let is_alike = |other: &&mut Table| {
                other.file == table.file
                    && !table.sheets.is_empty()
                    && (&other.header, &other.round, other.end) == (&table.header, &table.round, table.end)
                    && names(other) == names(&table)
                    && !are_of_same_places(other, &table)
            };
            match joined.iter_mut().find(is_alike) {
                Some(first) => first.extend(table),
                None => joined.push(table),
            }
        }
        self.tables = joined;
    }

    fn vectors(&mut self, file: &DataFile) {
        let name = file.display_name.clone();
        let source = |layer: Option<&str>| VectorFile {
            location: VectorLocation::File(file.clone()),
            layer: layer.map(|name| LocatedName { name: name.to_owned(), written: name.to_owned(), line: 0 }),
            crs: None,
            encoding: None,
            country: None,
        };
        let names = match layers(&source(None)) {
            Ok(names) => names,
            Err(reason) => return self.unused(name, reason),
        };
        for layer in names {
            let shown = layer.as_ref().map_or_else(|| name.clone(), |layer| format!("{name}, layer {layer}"));
            match vector_sheet(&source(layer.as_deref()), &name, layer) {
                Ok(sheet) if sheet.shape == Shape::Other => {
                    self.unused(shown, "it has neither areas nor points".to_owned());
                }
                Ok(sheet) => self.layers.push(sheet),
                Err(reason) => self.unused(shown, reason),
            }
        }
    }
}

/// What a date in a header says: a year that a spreadsheet has as its first or last day, if all may be that, or else a month.
fn date_title(cell: &Cell, are_years: bool) -> Option<String> {
    let Cell::Date(Some(date)) = cell else { return None };
    Some(date.format(if are_years { "%Y" } else { "%Y-%m" }).to_string())
}

/// Whether a cell of a header is a day that may stand for its year, or no date.
fn is_year_or_none(cell: &Cell) -> bool {
    let Cell::Date(Some(date)) = cell else { return true };
    matches!(date.format("%m-%d").to_string().as_str(), "01-01" | "12-31")
}

/// Whether a row has the names of the columns once more.
fn repeats(cells: &[(usize, Cell)], headers: &[SampleHeader]) -> bool {
    let texts: Vec<(usize, String)> =
        cells.iter().filter_map(|(at, cell)| Some((*at, cell.text().ok().flatten()?))).collect();
    let is_name = |(at, text): &(usize, String)| {
        headers.iter().any(|header| header.position == *at && comparable(&header.title) == comparable(text))
    };
    texts.len() > 1 && texts.iter().all(is_name)
}

/// The name of a file without its folder and its endings.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

/// Reads a layer with all its fields. The error is a message.
fn vector_sheet(source: &VectorFile, file: &str, layer: Option<String>) -> Result<VectorSheet, String> {
    let mut findings = Findings::default();
    let mut all = |fields: &[String], _: &_, _: &mut Findings| {
        let wanted = fields.iter().take(MAX_COLUMNS).filter(|field| !field.trim().is_empty());
        let column = |field: &String| ColumnName { name: field.trim().to_owned(), written: field.clone(), line: 0 };
        Some(wanted.map(column).collect())
    };
    let read =
        Features::read_choosing(source, &mut all, &mut Fingerprint::default(), &crate::progress::Silent, &mut findings);
    let Some((features, fields)) = read else {
        let report = findings.into_report(Summary::default());
        let error = report.of(Severity::Error).next().map(|finding| finding.message.clone());
        return Err(error.unwrap_or_else(|| "it cannot be read".to_owned()));
    };
    let mut shapes = [0_usize; 3];
    let mut extent: Option<Rect<f64>> = None;
    for geometry in features.list.iter().filter_map(|record| record.geometry.as_ref()) {
        shapes[shape_of(geometry) as usize] += 1;
        if let Some(bounds) = geometry.bounding_rect() {
            extent = Some(extent.map_or(bounds, |before| around(before, bounds)));
        }
    }
    let shape = match shapes {
        [areas, points, other] if areas > points && areas > other => Shape::Areas,
        [_, points, other] if points > other => Shape::Points,
        _ => Shape::Other,
    };
    let columns = fields.iter().map(|field| {
        let cells = features.list.iter().map(|record| features.cell(record, field).clone()).collect();
        Column::new(field.name.clone(), field.name.clone(), None, cells)
    });
    let columns: Vec<Column> = columns.collect();
    let mut words = words_of(stem(file));
    words.extend(layer.iter().flat_map(|layer| words_of(layer)));
    let count = features.list.len();
    let geometries = features.list.into_iter().filter_map(|record| record.geometry);
    let areas = if shape == Shape::Areas { geometries.filter_map(polygons_of).collect() } else { Vec::new() };
    Ok(VectorSheet { file: file.to_owned(), layer, shape, columns, features: count, extent, areas, words })
}

fn shape_of(geometry: &Geometry<f64>) -> Shape {
    match geometry {
        Geometry::Polygon(_) | Geometry::MultiPolygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => Shape::Areas,
        Geometry::Point(_) | Geometry::MultiPoint(_) => Shape::Points,
        Geometry::GeometryCollection(collection) if collection.coords_count() > 0 => {
            collection.iter().map(shape_of).find(|shape| *shape != Shape::Other).unwrap_or(Shape::Other)
        }
        _ => Shape::Other,
    }
}

pub(super) fn around(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    let (low, high) = (a.min(), a.max());
    Rect::new((low.x.min(b.min().x), low.y.min(b.min().y)), (high.x.max(b.max().x), high.y.max(b.max().y)))
}
