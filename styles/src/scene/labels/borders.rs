//! All borders of a map in a grid of cells: what a ray crosses.

use geo_types::{Coord, MultiPolygon, Rect};

use crate::scene::geometry::{Segment, cross, edges_of, stretch_in_box};

/// How wide a cell is, in pixels: a name covers a few.
const CELL: f64 = 12.0;
/// How many cells there are at most each way.
const MOST_CELLS: usize = 512;
/// Crossings as near as this along a ray are of one border.
const SAME_BORDER: f64 = 1e-6;

/// How much of a ray is looked at together, in pixels.
const PIECE: f64 = 24.0;
/// What is as near as this to the edge of a cell is in both: two lines that meet there share a cell.
const ROUNDING: f64 = 1e-6;

/// The lines of a border: two neighbours have the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) ends: Segment,
    area: usize,
}

/// The borders of areas within a frame.
#[derive(Debug)]
pub(super) struct Borders {
    edges: Vec<Edge>,
    origin: Coord<f64>,
    cell: f64,
    columns: usize,
    rows: usize,
    /// Where the edges of each cell begin in `in_cells`.
    starts: Vec<u32>,
    in_cells: Vec<u32>,
}

impl Borders {
    pub(super) fn new<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>, frame: Rect<f64>) -> Self {
        let of_area = |(area, shape): (usize, &'a MultiPolygon<f64>)| {
            edges_of(shape).map(move |ends| Edge { ends: in_order(ends), area })
        };
        let in_frame = |edge: &Edge| stretch_in_box(edge.ends, frame).is_some();
        let edges: Vec<Edge> = areas.enumerate().flat_map(of_area).filter(in_frame).collect();
        let cell = CELL.max(frame.width().max(frame.height()) / MOST_CELLS as f64);
        let count = |side: f64| (side / cell).ceil().clamp(1.0, MOST_CELLS as f64 + 1.0) as usize;
        let (columns, rows) = (count(frame.width()), count(frame.height()));
        let mut borders = Self {
            edges,
            origin: frame.min(),
            cell,
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            in_cells: Vec::new(),
        };
        let mut placed: Vec<(u32, u32)> = Vec::with_capacity(borders.edges.len() * 2);
        for (number, edge) in (0u32..).zip(&borders.edges) {
            borders.walk(edge.ends, |cell| placed.push((cell as u32, number)));
        }
        for (cell, _) in &placed {
            borders.starts[*cell as usize + 1] += 1;
        }
        for cell in 1..borders.starts.len() {
            borders.starts[cell] += borders.starts[cell - 1];
        }
        let mut next = borders.starts.clone();
        borders.in_cells = vec![0; placed.len()];
        for (cell, number) in placed {
            let slot = &mut next[cell as usize];
            borders.in_cells[*slot as usize] = number;
            *slot += 1;
        }
        borders
    }

    fn column(&self, x: f64) -> usize {
        (((x - self.origin.x) / self.cell).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.origin.y) / self.cell).max(0.0) as usize).min(self.rows - 1)
    }

    /// The cells that a line passes: row by row, from where it enters the row to where it leaves it.
    fn walk(&self, [from, to]: Segment, mut visit: impl FnMut(usize)) {
        let (top, bottom) = if from.y <= to.y { (from, to) } else { (to, from) };
        let (first, last) = (self.row(top.y - ROUNDING), self.row(bottom.y + ROUNDING));
        for row in first..=last {
            let edge = |row: usize| self.origin.y + row as f64 * self.cell;
            let height = (bottom.y - top.y).max(f64::MIN_POSITIVE);
            let x_at = |y: f64| top.x + (bottom.x - top.x) * ((y - top.y) / height).clamp(0.0, 1.0);
            let (enter, leave) = if first == last { (top.x, bottom.x) } else { (x_at(edge(row)), x_at(edge(row + 1))) };
            for column in self.column(enter.min(leave) - ROUNDING)..=self.column(enter.max(leave) + ROUNDING) {
                visit(row * self.columns + column);
            }
        }
    }

    fn in_cell(&self, cell: usize) -> impl Iterator<Item = u32> {
        self.in_cells[self.starts[cell] as usize..self.starts[cell + 1] as usize].iter().copied()
    }

    /// Where on a ray for an area, from a place in the areas `within`, the ground outside of all areas begins, and where it ends. None where the
    /// ray enters another area first. What it crosses up to `start` does not count: there it is covered.
    pub(super) fn outside(
        &self,
        (area, within): (usize, &[usize]),
        [from, to]: Segment,
        start: f64,
    ) -> Option<[f64; 2]> {
        let length = (to.x - from.x).hypot(to.y - from.y);
        let direction = (to - from) / length;
        let mut within = within.to_vec();
        let mut exit = None;
        let mut passed = 0.0;
        let mut crossed: Vec<(f64, u32)> = Vec::new();
        while passed < length {
            // Piece by piece: most rays end early.
            let next = (passed + PIECE).min(length);
            crossed.clear();
            self.crossings(from, direction, [passed, next], &mut crossed);
            let mut rest = crossed.as_slice();
            let mut here = passed;
            loop {
                let ahead = rest.first().map_or(next, |(along, _)| *along);
                // What holds from here to the next crossing.
                if ahead > start {
                    match within.as_slice() {
                        [] => exit = exit.or(Some(here.max(start))),
                        [own] if *own == area && exit.is_none() => {}
                        _ => return exit.map(|exit| [exit, here.max(start)]),
                    }
                }
                let Some((along, _)) = rest.first() else { break };
                let same = rest.partition_point(|(other, _)| *other <= along + SAME_BORDER);
                for (_, number) in &rest[..same] {
                    let crossing = self.edges[*number as usize].area;
                    match within.iter().position(|known| *known == crossing) {
                        Some(position) => drop(within.swap_remove(position)),
                        None => within.push(crossing),
                    }
                }
                here = ahead;
                rest = &rest[same..];
            }
            passed = next;
        }
        exit.map(|exit| [exit, length])
    }

    /// Where a ray crosses borders between two distances from its start, the second of which does not belong to it.
    fn crossings(&self, from: Coord<f64>, direction: Coord<f64>, [low, high]: [f64; 2], crossed: &mut Vec<(f64, u32)>) {
        self.walk([from + direction * low, from + direction * high], |cell| {
            for number in self.in_cell(cell) {
                let [a, b] = self.edges[number as usize].ends.map(|end| end - from);
                let (side_a, side_b) = (cross(direction, a), cross(direction, b));
                if (side_a < 0.0) != (side_b < 0.0) {
                    let at = a + (b - a) * (side_a / (side_a - side_b));
                    let along = at.x * direction.x + at.y * direction.y;
                    if along >= low && along < high {
                        crossed.push((along, number));
                    }
                }
            }
        });
        crossed.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        crossed.dedup_by_key(|(_, number)| *number);
    }
}

/// The same ends whichever way an area walks its border: what is calculated from those of two neighbours is the same to the
/// last bit.
fn in_order([a, b]: Segment) -> Segment {
    if (a.x, a.y) <= (b.x, b.y) { [a, b] } else { [b, a] }
}
