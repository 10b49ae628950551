//! The native encodings of GeoParquet 1.1: x and y are columns of their own, and lists say where parts begin.

use geo_types::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon};
use parquet::errors::{ParquetError, Result};

use super::super::geometry::GeometryError;
use super::cursor::{Batch, Cursor};

/// Where the geometries of a file are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Well-known binary.
    Binary { position: usize },
    /// The columns of x and y.
    Coordinates { kind: Kind, x: usize, y: usize },
}

/// The one type of all geometries of a native encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Point,
    MultiPoint,
    Polygon,
    MultiPolygon,
    LineString,
    MultiLineString,
}

impl Kind {
    /// With their names in metadata.
    pub(super) const ALL: [(&'static str, Self); 6] = [
        ("point", Self::Point),
        ("multipoint", Self::MultiPoint),
        ("polygon", Self::Polygon),
        ("multipolygon", Self::MultiPolygon),
        ("linestring", Self::LineString),
        ("multilinestring", Self::MultiLineString),
    ];

    /// By its name.
    pub(super) fn of(encoding: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == encoding).map(|(_, kind)| *kind)
    }

    /// How many lists are in each other.
    pub(super) fn depth(self) -> i16 {
        match self {
            Self::Point => 0,
            Self::MultiPoint | Self::LineString => 1,
            Self::Polygon | Self::MultiLineString => 2,
            Self::MultiPolygon => 3,
        }
    }
}

/// The columns of x and y of a row group, being read.
pub(super) struct CoordinateCursor {
    kind: Kind,
    x: Cursor,
    y: Cursor,
}

impl CoordinateCursor {
    pub(super) fn new(kind: Kind, x: Cursor, y: Cursor) -> Self {
        Self { kind, x, y }
    }

    /// The geometries of the next rows.
    pub(super) fn geometries(&mut self, rows: usize) -> Result<Vec<std::result::Result<Geometry<f64>, GeometryError>>> {
        let (x, y) = (self.x.doubles(rows)?, self.y.doubles(rows)?);
        let same = |(a, b): (&Option<f64>, &Option<f64>)| a.is_some() == b.is_some();
        if x.starts != y.starts || !x.values.iter().zip(&y.values).all(same) {
            return Err(ParquetError::General("the columns of x and y have not the same entries".to_owned()));
        }
        Ok(rows_of(&x, &y).into_iter().map(|row| geometry(self.kind, &row)).collect())
    }
}

/// A position, and the outermost list in which it begins a new entry.
type Placed = (i16, Coord<f64>);

/// The positions of each row.
fn rows_of(x: &Batch<f64>, y: &Batch<f64>) -> Vec<Vec<Placed>> {
    let mut rows: Vec<Vec<Placed>> = Vec::new();
    // An entry without a position (an empty part) begins lists all the same.
    let mut outermost = i16::MAX;
    for ((start, x), y) in x.starts.iter().zip(&x.values).zip(&y.values) {
        if *start == 0 {
            rows.push(Vec::new());
        }
        outermost = outermost.min(*start);
        if let (Some(x), Some(y), Some(row)) = (x, y, rows.last_mut()) {
            row.push((outermost, Coord { x: *x, y: *y }));
            outermost = i16::MAX;
        }
    }
    rows
}

fn geometry(kind: Kind, row: &[Placed]) -> std::result::Result<Geometry<f64>, GeometryError> {
    let first = row.first().ok_or(GeometryError::Missing)?.1;
    match kind {
        // An empty point has no numbers.
        Kind::Point if first.x.is_nan() && first.y.is_nan() => Err(GeometryError::Missing),
        Kind::Point => Ok(Geometry::Point(Point(first))),
        Kind::MultiPoint => {
            let mut points: Vec<Geometry<f64>> = row.iter().map(|(_, at)| Geometry::Point(Point(*at))).collect();
            // Many programs write every point as a multipoint.
            Ok(if points.len() == 1 {
                points.swap_remove(0)
            } else {
                Geometry::GeometryCollection(GeometryCollection(points))
            })
        }
        Kind::Polygon => Ok(Geometry::Polygon(polygon(rings(row, kind.depth())))),
        Kind::MultiPolygon => {
            let mut polygons: Vec<&[Placed]> = Vec::new();
            let mut begun = 0;
            for end in 1..=row.len() {
                if row.get(end).is_none_or(|(start, _)| *start <= 1) {
                    polygons.push(&row[begun..end]);
                    begun = end;
                }
            }
            let polygons = polygons.into_iter().map(|part| polygon(rings(part, kind.depth())));
            Ok(Geometry::MultiPolygon(MultiPolygon(polygons.collect())))
        }
        Kind::LineString => Ok(Geometry::LineString(LineString(row.iter().map(|(_, at)| *at).collect()))),
        Kind::MultiLineString => Ok(Geometry::MultiLineString(MultiLineString(rings(row, kind.depth())))),
    }
}

/// The rings of one polygon. A position goes on with a ring if it begins an entry of the innermost list only.
fn rings(part: &[Placed], innermost: i16) -> Vec<LineString<f64>> {
    let mut rings: Vec<LineString<f64>> = Vec::new();
    for (start, at) in part {
        match rings.last_mut() {
            Some(ring) if *start == innermost => ring.0.push(*at),
            _ => rings.push(LineString(vec![*at])),
        }
    }
    rings
}

fn polygon(rings: Vec<LineString<f64>>) -> Polygon<f64> {
    let mut rings = rings.into_iter();
    let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(outer, rings.collect())
}
