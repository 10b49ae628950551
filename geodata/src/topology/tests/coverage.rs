//! Coverages made by a rule: a lattice whose borders wander, given to units cell by cell.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::grid::{project, unproject};
use crate::topology::LevelAreas;

/// How a coverage is made.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Cells each way.
    pub cells: usize,
    /// Vertices to each side of a cell.
    pub steps: usize,
    /// Degrees to a cell.
    pub degrees: f64,
    /// Units that cells are given to, at random: with exclaves, enclaves, and units that touch in a corner.
    pub units: usize,
    /// Provinces that units are given to.
    pub provinces: usize,
    /// How far, in degrees, vertices of a unit are off those of its neighbours.
    pub error: f64,
    /// Whether units leave out vertices that their neighbours have on straight stretches.
    pub junctions: bool,
    /// A hole in every so many cells, with an enclave of another unit in every second of them. 0 for none.
    pub holes: usize,
    /// Islands off the coast.
    pub islands: usize,
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            cells: 5,
            steps: 12,
            degrees: 0.1,
            units: 7,
            provinces: 3,
            error: 0.0,
            junctions: false,
            holes: 0,
            islands: 0,
            seed: 1,
        }
    }
}

/// Levels of areas: a country, provinces, units.
pub struct Made {
    pub areas: [Vec<MultiPolygon<f64>>; 3],
    pub parents: [Vec<Option<usize>>; 3],
}

impl Made {
    pub fn levels(&self) -> Vec<LevelAreas<'_>> {
        let level =
            |at: usize| LevelAreas { areas: self.areas[at].iter().collect(), parents: self.parents[at].clone() };
        (0..3).map(level).collect()
    }
}

/// A number from 0 to 1 that depends on all that is given, and looks random.
fn noise(parts: &[u64]) -> f64 {
    let mix = |hash: u64, part: &u64| {
        let mut mixed = (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^= mixed >> 29;
        mixed = mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed ^ (mixed >> 32)
    };
    (parts.iter().fold(0x1234_5678, mix) >> 11) as f64 / (1u64 << 53) as f64
}

impl Plan {
    pub fn make(&self) -> Made {
        let mut units: Vec<Vec<Polygon<f64>>> = vec![Vec::new(); self.units];
        for row in 0..self.cells {
            for column in 0..self.cells {
                let at = (row * self.cells + column) as u64;
                let unit = self.pick(&[1, at]);
                let mut holes = Vec::new();
                if self.holes > 0 && at.is_multiple_of(self.holes as u64) {
                    let size = 0.02 + 0.1 * noise(&[self.seed, 2, at]);
                    let hole = self.blob(column as f64 + 0.5, row as f64 + 0.5, size, at);
                    if (at / self.holes as u64).is_multiple_of(2) {
                        units[self.pick(&[3, at])].push(Polygon::new(hole.clone(), vec![]));
                    }
                    holes.push(hole);
                }
                units[unit].push(Polygon::new(self.outline(column, row, unit), holes));
            }
        }
        for island in 0..self.islands as u64 {
            let (x, y) =
                (self.cells as f64 + 1.0 + 0.5 * island as f64, self.cells as f64 * noise(&[self.seed, 4, island]));
            let blob = self.blob(x, y, 0.005 + 0.15 * noise(&[self.seed, 5, island]), 1000 + island);
            units[self.pick(&[6, island])].push(Polygon::new(blob, vec![]));
        }
        let none = |count: usize| vec![MultiPolygon(vec![]); count];
        let province = |unit: usize| Some((noise(&[self.seed, 7, unit as u64]) * self.provinces as f64) as usize);
        Made {
            areas: [none(1), none(self.provinces), units.into_iter().map(MultiPolygon).collect()],
            parents: [vec![None], vec![Some(0); self.provinces], (0..self.units).map(province).collect()],
        }
    }

    fn pick(&self, parts: &[u64]) -> usize {
        let parts: Vec<u64> = std::iter::once(self.seed).chain(parts.iter().copied()).collect();
        (noise(&parts) * self.units as f64) as usize
    }

    /// From cells to degrees. What is straight between cells is straight on the map.
    fn degrees(&self, x: f64, y: f64) -> Coord<f64> {
        let corner = project(Coord { x: 70.0, y: 40.0 });
        unproject(Coord { x: corner.x + x * self.degrees / 360.0, y: corner.y - y * self.degrees / 360.0 })
    }

    fn outline(&self, column: usize, row: usize, unit: usize) -> LineString<f64> {
        let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
        let sides = [
            (corners[0], corners[1], false),
            (corners[1], corners[2], false),
            (corners[3], corners[2], true),
            (corners[0], corners[3], true),
        ];
        let mut ring = Vec::new();
        for (from, to, backwards) in sides {
            let mut side = self.side(from, to);
            if self.junctions && unit.is_multiple_of(2) {
                let mut step = 0..;
                side.retain(|_| !step.next().is_some_and(|step| self.is_straight(step)));
            }
            if backwards {
                side.reverse();
            }
            side.pop();
            ring.extend(side);
        }
        for at in &mut ring {
            let bits = [at.x.to_bits(), at.y.to_bits()];
            at.x += (noise(&[self.seed, 8, unit as u64, bits[0], bits[1]]) - 0.5) * self.error;
            at.y += (noise(&[self.seed, 9, unit as u64, bits[0], bits[1]]) - 0.5) * self.error;
        }
        let first = ring[0];
        ring.push(first);
        LineString(ring)
    }

    /// Vertices between two corners of the lattice, the ends counted in. Straight at the coast.
    fn side(&self, from: (usize, usize), to: (usize, usize)) -> Vec<Coord<f64>> {
        let corner = |(x, y): (usize, usize)| {
            let off = |at: usize, salt: u64| match at {
                0 => 0.0,
                at if at == self.cells => 0.0,
                _ => (noise(&[self.seed, salt, x as u64, y as u64]) - 0.5) * 0.4,
            };
            (x as f64 + off(x, 10), y as f64 + off(y, 11))
        };
        let ((ax, ay), (bx, by)) = (corner(from), corner(to));
        let at_coast = (from.0 == to.0 && (from.0 == 0 || from.0 == self.cells))
            || (from.1 == to.1 && (from.1 == 0 || from.1 == self.cells));
        let places = [from.0, from.1, to.0, to.1].map(|at| at as u64);
        let off = |step: usize| {
            let share = step as f64 / self.steps as f64;
            let random = noise(&[self.seed, 12, places[0], places[1], places[2], places[3], step as u64]) - 0.5;
            if at_coast || step == 0 || step == self.steps {
                0.0
            } else {
                0.2 * random * (share * std::f64::consts::PI).sin()
            }
        };
        let point = |step: usize| {
            let share = step as f64 / self.steps as f64;
            let mut off_here = off(step);
            if self.junctions && self.is_straight(step) {
                off_here = f64::midpoint(off(step - 1), off(step + 1));
            }
            self.degrees(ax + (bx - ax) * share - (by - ay) * off_here, ay + (by - ay) * share + (bx - ax) * off_here)
        };
        (0..=self.steps).map(point).collect()
    }

    /// Every third vertex of a side is on the straight line between the ones beside it.
    fn is_straight(&self, step: usize) -> bool {
        step % 3 == 1 && step > 1 && step + 1 < self.steps
    }

    /// A round thing with a rough edge.
    fn blob(&self, x: f64, y: f64, size: f64, salt: u64) -> LineString<f64> {
        let count = 3 + self.steps;
        let point = |step: usize| {
            let angle = std::f64::consts::TAU * step as f64 / count as f64;
            let radius = size * (0.5 + noise(&[self.seed, 13, salt, step as u64]));
            self.degrees(x + radius * angle.cos(), y + radius * angle.sin())
        };
        (0..count).chain([0]).map(point).collect()
    }
}
