//! Where areas cover a map, in cells: whether a box is free of them is asked of four sums.

use geo_types::{Coord, MultiPolygon, Rect};

use super::geometry::{distance, edges_of};

/// The side of a cell, in pixels: a box is only called free where areas are up to so far away.
const CELL: f64 = 3.0;
/// How many cells there are at most each way.
const MOST_CELLS: f64 = 1024.0;

/// What areas cover of a frame.
#[derive(Debug)]
pub(in crate::scene) struct Covered {
    frame: Rect<f64>,
    cell: f64,
    columns: usize,
    rows: usize,
    /// Whether each cell is covered, row by row.
    cells: Vec<bool>,
    /// How many cells above and left of each corner of a cell are covered.
    sums: Vec<u32>,
}

impl Covered {
    pub(in crate::scene) fn new<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>, frame: Rect<f64>) -> Self {
        let cell = CELL.max(frame.width().max(frame.height()) / MOST_CELLS);
        let count = |side: f64| (side / cell).ceil().max(1.0) as usize;
        let (columns, rows) = (count(frame.width()), count(frame.height()));
        let mut cells = Cells { covered: vec![false; columns * rows], columns };
        let in_cells = |at: Coord<f64>| (at - frame.min()) / cell;
        let mut crossed: Vec<(u32, f64)> = Vec::new();
        for area in areas {
            crossed.clear();
            for edge in edges_of(area) {
                cells.draw(edge.map(in_cells), rows, &mut crossed);
            }
            // Between every other crossing of the middle of a row the area covers it.
            crossed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            for pair in crossed.chunks_exact(2) {
                cells.fill(pair[0].0 as usize, pair[0].1, pair[1].1);
            }
        }
        let mut sums = vec![0; (columns + 1) * (rows + 1)];
        for row in 0..rows {
            let mut in_row = 0;
            for column in 0..columns {
                in_row += u32::from(cells.covered[row * columns + column]);
                let above = row * (columns + 1) + column + 1;
                sums[above + columns + 1] = sums[above] + in_row;
            }
        }
        Self { frame, cell, columns, rows, cells: cells.covered, sums }
    }

    /// Whether no area is in a box, of which only the part in the frame counts.
    pub(in crate::scene) fn is_free(&self, rect: Rect<f64>) -> bool {
        let [low, high] = [rect.min(), rect.max()].map(|at| (at - self.frame.min()) / self.cell);
        let within = |at: f64, most: usize| (at.max(0.0) as usize).min(most);
        // The cells that it touches, one at least where it is in the frame.
        let [left, top] = [within(low.x, self.columns), within(low.y, self.rows)];
        let [right, bottom] = [within(high.x + 1.0, self.columns), within(high.y + 1.0, self.rows)];
        let sum = |column: usize, row: usize| self.sums[row * (self.columns + 1) + column];
        sum(right, bottom) + sum(left, top) == sum(left, bottom) + sum(right, top)
    }

    /// Whether no area is at a place.
    pub(in crate::scene) fn is_free_at(&self, at: Coord<f64>) -> bool {
        let at = (at - self.frame.min()) / self.cell;
        let is_in_frame = at.x >= 0.0 && at.y >= 0.0 && at.x < self.columns as f64 && at.y < self.rows as f64;
        !is_in_frame || !self.cells[at.y as usize * self.columns + at.x as usize]
    }

    /// How much of a line areas cover, in pixels.
    pub(in crate::scene) fn length_over(&self, [from, to]: [Coord<f64>; 2]) -> f64 {
        let length = distance(from, to);
        let steps = (length / (2.0 * self.cell)).ceil().max(1.0);
        let at = |step: u32| from + (to - from) * ((f64::from(step) + 0.5) / steps);
        let over = (0..steps as u32).filter(|step| !self.is_free_at(at(*step))).count();
        length * over as f64 / steps
    }
}

struct Cells {
    covered: Vec<bool>,
    columns: usize,
}

impl Cells {
    /// Covers the cells that a line passes, in units of cells, and notes where it crosses the middles of rows.
    fn draw(&mut self, [a, b]: [Coord<f64>; 2], rows: usize, crossed: &mut Vec<(u32, f64)>) {
        let (high, low) = if a.y <= b.y { (a, b) } else { (b, a) };
        if low.y < 0.0 || high.y > rows as f64 {
            return;
        }
        let height = (low.y - high.y).max(f64::MIN_POSITIVE);
        let x_at = |y: f64| high.x + (low.x - high.x) * ((y - high.y) / height).clamp(0.0, 1.0);
        let (first, last) = (high.y.max(0.0) as usize, (low.y as usize).min(rows - 1));
        for row in first..=last {
            let (top, middle) = (row as f64, row as f64 + 0.5);
            let (enter, leave) = (x_at(top), x_at(top + 1.0));
            self.fill(row, enter.min(leave), enter.max(leave));
            if (high.y <= middle) != (low.y <= middle) {
                crossed.push((row as u32, x_at(middle)));
            }
        }
    }

    /// Covers the cells of a row from one place to another, as far as they are in the frame.
    fn fill(&mut self, row: usize, from: f64, to: f64) {
        if to >= 0.0 && from < self.columns as f64 {
            let (first, last) = (from.max(0.0) as usize, (to as usize).min(self.columns - 1));
            self.covered[row * self.columns + first..=row * self.columns + last].fill(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::{Contains, Intersects};
    use geo_types::polygon;
    use proptest::prelude::*;

    use super::*;

    fn frame() -> Rect<f64> {
        Rect::new((10.0, 20.0), (310.0, 220.0))
    }

    #[test]
    fn a_map_without_areas_is_free() {
        let covered = Covered::new(std::iter::empty(), frame());
        assert!(covered.is_free(frame()) && covered.is_free_at(Coord { x: -50.0, y: 900.0 }));
    }

    proptest! {
        /// What is called free is free; what is a cell away from everything is called free.
        #[test]
        fn a_box_is_free_where_no_area_is_near(
            corners in prop::collection::vec((-40.0..360.0_f64, -30.0..260.0_f64), 3..12),
            (x, y, width, height) in (10.0..300.0_f64, 20.0..210.0_f64, 0.1..80.0_f64, 0.1..60.0_f64),
        ) {
            // By angle around their middle, so that the ring is simple.
            let count = corners.len() as f64;
            let middle = corners.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0 / count, sum.1 + at.1 / count));
            let mut corners = corners;
            corners.sort_by(|a, b| (a.1 - middle.1).atan2(a.0 - middle.0).total_cmp(&(b.1 - middle.1).atan2(b.0 - middle.0)));
            let ring: Vec<Coord<f64>> = corners.into_iter().map(Coord::from).collect();
            let area = MultiPolygon(vec![polygon![], geo_types::Polygon::new(ring.into(), vec![])]);
            let covered = Covered::new(std::iter::once(&area), frame());
            let rect = Rect::new((x, y), ((x + width).min(310.0), (y + height).min(220.0)));
            let shape = rect.to_polygon();
            if covered.is_free(rect) {
                prop_assert!(!area.intersects(&shape), "{rect:?}");
            }
            let around = Rect::new((x - 2.0 * CELL, y - 2.0 * CELL), (rect.max().x + 2.0 * CELL, rect.max().y + 2.0 * CELL));
            if !area.intersects(&around.to_polygon()) {
                prop_assert!(covered.is_free(rect), "{rect:?}");
            }
            prop_assert!(!area.contains(&shape) || !covered.is_free(rect));
            prop_assert_eq!(covered.is_free_at(rect.min()), covered.is_free(Rect::new(rect.min(), rect.min())));
        }
    }
}
