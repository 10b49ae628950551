//! A map with everything that belongs to it in one file, `/maps/{indicator}.zip`: its values as CSV, workbook and GeoJSON, the map as SVG, PNG
//! and PDF, and a text that says what they are and how to cite them. All of them are made from the parameters of the map, so that they show
//! the same.

use std::io::{Cursor, Write};

use actix_web::http::StatusCode;
use geodata::figures::Indicator;
use styles::MapRequest;
use styles::words::say;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::parameters::{SCALE, joined};
use super::pictures::{self, Drawn};
use super::{file_names, values};
use crate::http::parameter::Parameter;
use crate::http::paths;
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

pub const ZIP: Route = Route {
    path: "/maps/{indicator}.zip",
    id: "getMapAsZip",
    summary: "A map with its values in one file: CSV, XLSX, GeoJSON, SVG, PNG (twice as dense, unless `scale` says otherwise), PDF, and a text with \
        citation, sources, licences, definitions and disclaimer",
    parameters: &OF_BUNDLE,
    formats: &[Format::Zip],
    handler: Handler::Data(answer),
    ..pictures::SVG
};

const OF_BUNDLE: [Parameter; pictures::OF_PICTURE.len() + 1] = joined(&[&pictures::OF_PICTURE, &[SCALE]]);

/// How dense a PNG is where nothing is chosen.
const SCALE_OF_BUNDLE: f64 = 2.0;

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let indicator = call.path(0);
    let query = call.query.written(&[]);
    let address = |extension: &str| call.link(&format!("/maps/{}{extension}{query}", paths::encoded(indicator)));
    let drawn = Drawn::new(&call.snapshot, call.arguments(), indicator, Some(address(".svg")))?;
    let mut files = Files::new(&day_of(&drawn));
    let mut text = String::new();
    let count = drawn.shown.len();
    for (position, shown) in drawn.shown.iter().enumerate() {
        let addresses = vec![values_address(call, shown, drawn.is_of_years), address(".zip")];
        let (table, mut about) = values::of_map(&call.snapshot.atlas, shown, drawn.is_of_years, addresses)?;
        if position == 0 {
            about.add_notes(&table, &drawn.values.notes);
            about.add_sources(&table, &drawn.values.sources);
        }
        let ending = if count > 1 { format!("-{}", position + 1) } else { String::new() };
        let named = |extension: &str| format!("{}{ending}.{extension}", drawn.name);
        files.add(&named("csv"), values::csv_pieces(&table))?;
        files.add(&named("xlsx"), [values::workbook(&table, &about)?])?;
        files.add(&named("geojson"), values::geojson_pieces(&table))?;
        let columns = values::About::columns(&table).join("\r\n  ");
        let heading = say!(table.words(), "download-columns");
        text.extend([about.text(), format!("\r\n{heading} ({})\r\n  {columns}\r\n", named("csv"))]);
    }
    let scale = call.query.number(SCALE.name).unwrap_or(SCALE_OF_BUNDLE);
    for format in [Format::Svg, Format::Png, Format::Pdf] {
        files.add(&format!("{}.{}", drawn.name, format.extension()), [drawn.bytes(format, scale)?])?;
    }
    let text = format!("{}\r\n{}\r\n{text}", drawn.values.title, drawn.values.subtitle.full());
    // A mark at the beginning, by which old editors know the encoding.
    files.add("README.txt", [format!("\u{feff}{text}").into_bytes()])?;
    let (disposition, name) = file_names::saved_as(&drawn.name, "zip");
    Ok(HandlerResponse::bytes(Format::Zip, files.finish()?).header(disposition, name))
}

/// Where the values of a map are as a table.
fn values_address(call: &RequestContext, shown: &MapRequest<'_>, is_of_years: bool) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("by", shown.by.id());
    if call.root.at().is_none() {
        query.append_pair("round", &shown.round.id.0);
        if is_of_years {
            query.append_pair("year", "all");
        } else if !shown.indicator.is_stock() {
            query.append_pair("year", &shown.period.to_string());
        }
    }
    query.append_pair("per", shown.per.id());
    match &shown.indicator {
        Indicator::HouseholdsBeyond(asked) => {
            query.append_pair("service", asked.service.id()).append_pair("km", &asked.km.to_string());
        }
        Indicator::CommunitiesLacking(service) => {
            query.append_pair("service", service.id());
        }
        Indicator::Group(_) => {}
    }
    if let Some(within) = call.query.text("within") {
        query.append_pair("within", within);
    }
    query.append_pair("lang", shown.language.code());
    call.link(&format!("/indicators/{}/values?{}", shown.indicator.id(), query.finish()))
}

/// The last day of collection, of which the files are: equal maps make equal bytes.
fn day_of(drawn: &Drawn<'_>) -> String {
    drawn.shown.first().map(|shown| shown.round.collected[1].clone()).unwrap_or_default()
}

/// Files that are packed one after the other; only what is packed stays in memory.
struct Files {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    day: DateTime,
}

impl Files {
    /// All of a day, `YYYY-MM-DD`.
    fn new(day: &str) -> Self {
        let mut parts = day.split('-').map(str::parse::<u16>);
        let day = match (parts.next(), parts.next(), parts.next()) {
            (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
                DateTime::from_date_and_time(year, month as u8, day as u8, 12, 0, 0).unwrap_or_default()
            }
            _ => DateTime::default(),
        };
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), day }
    }

    fn add(&mut self, name: &str, pieces: impl IntoIterator<Item = Vec<u8>>) -> Result<(), Problem> {
        let is_packed = [".png", ".pdf", ".xlsx"].iter().any(|extension| name.ends_with(extension));
        let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(self.day);
        self.zip.start_file(name, options).map_err(|error| unwritable(&error))?;
        for piece in pieces {
            self.zip.write_all(&piece).map_err(|error| unwritable(&error))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, Problem> {
        self.zip.finish().map(Cursor::into_inner).map_err(|error| unwritable(&error))
    }
}

fn unwritable(error: &dyn std::error::Error) -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}
