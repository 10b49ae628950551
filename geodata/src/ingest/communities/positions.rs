//! Where communities are: coordinates in two columns, or nowhere.

use geo_types::Point;

use super::super::config::Positions;
use super::super::placement::{normalised_longitude, wrap_longitude};
use super::super::plausibility::describe_out_of_range;
use super::super::report::Reported;
use super::super::tables::{Cell, Column, Row};
use super::super::text::first_listed;
use super::Reader;

/// The code of the finding for communities that cannot be drawn.
const WITHOUT_COORDINATES: &str = "communities_without_coordinates";

/// The largest number of points that are checked together.
const MAX_SAMPLED_POINTS: usize = 10_000;

impl Reader<'_> {
    /// Where the community of a row is; nowhere if the row has neither coordinate.
    pub(super) fn point(&mut self, row: Row) -> Result<Option<Point<f64>>, Reported> {
        let Positions::Columns { lon, lat } = self.columns.positions.clone() else {
            self.unplaced.push(row);
            return Ok(None);
        };
        let [x, y] = [&lon, &lat].map(|column| self.degrees(row, column));
        if (x, y) == (Ok(None), Ok(None)) {
            self.unplaced.push(row);
            return Ok(None);
        }
        for (degrees, column, what) in [(x, &lon, "longitude"), (y, &lat, "latitude")] {
            if degrees == Ok(None) {
                let message = format!("the {what} is missing; a community has both coordinates, or neither");
                self.findings.error("coordinate_missing", self.table.at_cell(row, column), message);
            }
        }
        let y = y?.and_then(|y| self.in_range(row, &lat, "latitude", y, 90.0));
        let x = x?.and_then(|x| {
            let latitude = y.filter(|_| !self.is_range_reported);
            let wrapped = latitude.and_then(|y| self.beyond.normalise_longitude(x, y, self.placement.as_ref()));
            wrapped.or_else(|| self.in_range(row, &lon, "longitude", x, 180.0))
        });
        let (x, y) = x.zip(y).ok_or(Reported)?;
        Ok(Some(Point::new(x, y)))
    }

    /// The coordinate in a cell; none where it is empty or withheld.
    fn degrees(&mut self, row: Row, column: &Column) -> Result<Option<f64>, Reported> {
        if self.table.is_suppressed(row, column) {
            return Ok(None);
        }
        self.table.value(row, column, self.findings, Cell::degrees).ok_or(Reported)
    }

    /// A coordinate, if it is in range.
    fn in_range(&mut self, row: Row, column: &Column, what: &str, degrees: f64, limit: f64) -> Option<f64> {
        if degrees.abs() <= limit {
            return Some(degrees);
        }
        if !self.is_range_reported {
            let hint = match what {
                "longitude" if degrees.abs() <= 360.0 => {
                    let wrapped = wrap_longitude(degrees);
                    format!(
                        " (of longitudes from 0 to 360 it would be {wrapped}, which is near no {})",
                        self.codes.level.label()
                    )
                }
                _ => String::new(),
            };
            let message = format!("{degrees} is no {what}; expected degrees from -{limit} to {limit}{hint}");
            self.findings.error("coordinates_out_of_range", self.table.at_cell(row, column), message);
        }
        None
    }

    /// Checks all points together. An error that most points share is reported once, not for each.
    pub(super) fn check_all_points(&mut self) {
        let Positions::Columns { lon, lat } = &self.columns.positions else { return };
        let cell = |row: Row, column: &Column| self.table.cell(row, column).degrees().ok().flatten();
        // A sample of many rows is enough.
        let some = self.table.rows().step_by(self.table.len() / MAX_SAMPLED_POINTS + 1);
        let wrapped = |lon: f64, lat: f64| normalised_longitude(lon, lat, self.placement.as_ref()).unwrap_or(lon);
        let numbers = some.filter_map(|row| Some((cell(row, lon)?, cell(row, lat)?)));
        let numbers = numbers.map(|(x, y)| (wrapped(x, y), y));
        let numbers: Vec<(f64, f64)> = numbers.collect();
        let is_off = |(x, y): &&(f64, f64)| x.abs() > 180.0 || y.abs() > 90.0;
        let off: Vec<(f64, f64)> = numbers.iter().filter(is_off).copied().collect();
        if off.len() >= 2 && off.len() * 2 > numbers.len() {
            let message = describe_out_of_range(off.into_iter(), "points", numbers.len());
            self.findings.error("coordinates_out_of_range", self.table.at_column(lon), message);
            self.is_range_reported = true;
            self.placement = None;
            return;
        }
        let points: Vec<Point<f64>> = numbers.iter().filter(|at| !is_off(at)).map(|at| Point::from(*at)).collect();
        if let Some(misplaced) = self.placement.as_ref().and_then(|placement| placement.check_points(&points)) {
            misplaced.report(self.table.at_column(lon), self.findings);
            self.placement = None;
        }
    }

    /// Says how many communities have no coordinates: a warning if others have some.
    pub(super) fn report_unplaced(&mut self) {
        let count = self.unplaced.len();
        let what = match count {
            0 => return,
            1 => "1 community has no coordinates: it is counted, but not drawn".to_owned(),
            count => format!("{count} communities have no coordinates: they are counted, but not drawn"),
        };
        match &self.columns.positions {
            Positions::None | Positions::Geometry(_) => {
                let message = format!("{what}; `columns` names neither `lon` nor `lat`");
                self.findings.note(WITHOUT_COORDINATES, self.table.at(), message);
            }
            Positions::Columns { lon, .. } => {
                let ids = self.unplaced.iter().filter_map(|row| self.table.cell(*row, &self.columns.id).text().ok()?);
                let message = format!("{what} ({})", first_listed(ids));
                self.findings.warning(WITHOUT_COORDINATES, self.table.at_column(lon), message);
            }
        }
    }
}
