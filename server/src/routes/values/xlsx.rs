//! A table of values as a workbook: the numbers as numbers on its first sheet, what they are and how to cite them on the second. Where CSV
//! has codes for programs, it has words in the language that is asked for. No text becomes a formula: cells are written as texts.

use std::sync::Arc;

use actix_web::http::StatusCode;
use geodata::query::Cell;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, FormatAlign, Workbook, Worksheet, XlsxError};
use styles::words::{has_own_direction, say};

use super::about::About;
use super::columns::{Column, Columns};
use super::table::IndicatorTable;
use crate::http::problem::Problem;

/// A sheet has at most so many rows: a workbook is made in memory, and each row takes a kilobyte or two of it.
const MAX_ROWS: usize = 30_000;
/// The longest text of a cell (Excel's limit of 32,767 characters).
const MAX_CHARS: usize = 32_000;
/// The widest column, in characters.
const MAX_WIDTH: usize = 40;

/// The workbook of a table.
pub fn workbook(table: &Arc<IndicatorTable>, about: &About) -> Result<Vec<u8>, Problem> {
    let rows = table.row_count();
    if rows > MAX_ROWS {
        let detail = format!("a workbook of {rows} rows would be too large");
        let accepted = format!("at most {MAX_ROWS} rows: one year, a part of the country (`within`), or f=csv");
        return Err(Problem::parameter("f", detail, accepted));
    }
    written(table, about).map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
}

fn written(table: &Arc<IndicatorTable>, about: &About) -> Result<Vec<u8>, XlsxError> {
    let words = table.words();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(table, about));
    let is_from_right = has_own_direction(&about.title);
    let sheet = workbook.add_worksheet();
    sheet.set_name(say!(words, "download-sheet-data"))?;
    sheet.set_right_to_left(is_from_right);
    data(sheet, table)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(say!(words, "download-sheet-about"))?;
    sheet.set_right_to_left(is_from_right);
    texts(sheet, about)?;
    workbook.save_to_buffer()
}

/// The numbers: a header that stays in sight, then a row for each row of the table.
fn data(sheet: &mut Worksheet, table: &Arc<IndicatorTable>) -> Result<(), XlsxError> {
    let columns = Columns::of(table);
    let header = Style::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let count = Style::new().set_num_format("#,##0");
    // As long as it must be, up to the four decimals that there are.
    let number = Style::new().set_num_format("#,##0.0###");
    let mut widths: Vec<usize> = Vec::new();
    for (at, column) in (0u16..).zip(&columns.list) {
        let title = column.title(table);
        widths.push(title.chars().count().clamp(8, 24));
        sheet.write_string_with_format(0, at, cut(&title), &header)?;
    }
    let mut last = 0;
    for (line, row) in (1u32..).zip(table.rows()) {
        last = line;
        for (at, column) in (0u16..).zip(&columns.list) {
            if let Some(text) = columns.said(*column, table, &row) {
                widen(&mut widths, at, &text);
                sheet.write_string(line, at, cut(&text))?;
                continue;
            }
            match columns.cell(*column, table, &row) {
                Cell::Null => {}
                Cell::Text(text) => {
                    widen(&mut widths, at, text);
                    sheet.write_string(line, at, cut(text))?;
                }
                // A year has no thousands.
                Cell::Int(year) if *column == Column::When => {
                    sheet.write_number(line, at, year as f64)?;
                }
                Cell::Int(number) => {
                    sheet.write_number_with_format(line, at, number as f64, &count)?;
                }
                Cell::Float(value) => {
                    sheet.write_number_with_format(line, at, value, &number)?;
                }
                Cell::Bool(is_so) => {
                    sheet.write_boolean(line, at, is_so)?;
                }
            }
        }
    }
    for (at, width) in (0u16..).zip(&widths) {
        sheet.set_column_width(at, (width + 2) as f64)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    let last_column = u16::try_from(columns.list.len().saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, last, last_column)?;
    Ok(())
}

/// What is said of the numbers: names in the first column, texts in the second.
fn texts(sheet: &mut Worksheet, about: &About) -> Result<(), XlsxError> {
    let name_style = Style::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let text_style = Style::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut line = 0;
    for (name, texts) in &about.entries {
        for (position, text) in texts.iter().enumerate() {
            if position == 0 {
                sheet.write_string_with_format(line, 0, cut(name), &name_style)?;
            }
            sheet.write_string_with_format(line, 1, cut(text), &text_style)?;
            line += 1;
        }
    }
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, 100)?;
    Ok(())
}

/// Equal tables make equal bytes: the workbook is of the last day of collection, and not of today.
fn properties(table: &Arc<IndicatorTable>, about: &About) -> DocProperties {
    let properties = DocProperties::new().set_title(&about.title).set_author("Kerben");
    let properties = properties.set_comment(table.citation().unwrap_or_default());
    let day = table.atlas.round(&table.round).map(|round| round.collected[1].as_str());
    let day = day.and_then(|day| ExcelDateTime::parse_from_str(day).ok());
    let day = day.or_else(|| ExcelDateTime::from_ymd(2000, 1, 1).ok());
    match day {
        Some(day) => properties.set_creation_datetime(&day),
        None => properties,
    }
}

fn widen(widths: &mut [usize], at: u16, text: &str) {
    if let Some(width) = widths.get_mut(usize::from(at)) {
        *width = (*width).max(text.chars().count().min(MAX_WIDTH));
    }
}

/// A text that fits into a cell.
fn cut(text: &str) -> &str {
    text.char_indices().nth(MAX_CHARS).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}
