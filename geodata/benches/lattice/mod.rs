//! Boundaries for measuring.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

/// Units on a lattice, whose borders wander.
pub fn units(
    columns: usize,
    rows: usize,
    steps: usize,
    west_south: (f64, f64),
    size: (f64, f64),
) -> Vec<MultiPolygon<f64>> {
    let vertex = |column: usize, row: usize| {
        let (x, y) = (column as f64, row as f64);
        let (across, down) = ((x * 0.7 + y * 1.3).sin() * 0.4, (x * 1.1 - y * 0.9).cos() * 0.4);
        let wave = steps as f64 / 10.0;
        let (bend_x, bend_y) = ((y / wave).sin() * wave, (x / wave).cos() * wave);
        let share = |at: f64, count: usize| at / (count * steps) as f64;
        Coord {
            x: west_south.0 + share(x + across + bend_x, columns) * size.0,
            y: west_south.1 + share(y + down + bend_y, rows) * size.1,
        }
    };
    let unit = |column: usize, row: usize| {
        let (west, south, east, north) = (column * steps, row * steps, (column + 1) * steps, (row + 1) * steps);
        let ring = (west..east).map(|x| vertex(x, south));
        let ring = ring.chain((south..north).map(|y| vertex(east, y)));
        let ring = ring.chain((west + 1..=east).rev().map(|x| vertex(x, north)));
        let ring: LineString<f64> = ring.chain((south + 1..=north).rev().map(|y| vertex(west, y))).collect();
        MultiPolygon(vec![Polygon::new(ring, vec![])])
    };
    (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row))).map(|(x, y)| unit(x, y)).collect()
}
