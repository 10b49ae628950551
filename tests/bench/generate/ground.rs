//! Where the vertices lie: bricks on a lattice, bent until no border is straight.

use std::f64::consts::TAU;

/// Rows of bricks, each row shifted by half a brick against the one below, so that three units meet at a corner as they do
/// on real maps. Every vertex belongs to the lattice, so neighbours share theirs to the last bit.
#[derive(Debug)]
pub struct Ground {
    /// Bricks in a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Steps of the lattice along a brick, even: half a brick is a step too.
    pub across: usize,
    /// Steps of the lattice up a brick.
    pub up: usize,
    /// West, south, east and north before bending, in degrees.
    pub frame: [f64; 4],
    /// Wave lengths of the bends in degrees, shortest and longest.
    pub waves: [f64; 2],
}

/// Bricks from one column up to another, and from one row up to another.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    pub columns: [usize; 2],
    pub rows: [usize; 2],
}

/// Height of a wave as a part of its length.
const HEIGHT: f64 = 0.055;

/// How uneven the bricks are: the widest have 1 + this of the mean width, the narrowest 1 - this.
const UNEVEN: f64 = 0.6;

impl Ground {
    /// Steps of the lattice from west to east and from south to north.
    pub fn size(&self) -> [f64; 2] {
        [(self.columns * self.across + self.across / 2) as f64, (self.rows * self.up) as f64]
    }

    /// The place of a lattice position in degrees, to the sixth decimal.
    ///
    /// Each bend shears the plane along one axis by a wave along the other one. Shears are one-to-one whatever their height,
    /// so borders never cross, and the same borders come out in every run.
    pub fn place(&self, at: [f64; 2]) -> [f64; 2] {
        let [west, south, east, north] = self.frame;
        let size = self.size();
        let stretched = |part: f64, times: f64| part - UNEVEN * (TAU * times * part).sin() / (TAU * times);
        let mut x = west + (east - west) * stretched(at[0] / size[0], 3.0);
        let mut y = south + (north - south) * stretched(at[1] / size[1], 2.0);
        let [mut length, longest] = self.waves;
        let mut turn = 0.0;
        while length <= longest {
            let wave = |along: f64, phase: f64| {
                let first = (TAU * along / length + phase).sin();
                let second = (TAU * along / (length * 0.618) + 2.3 * phase).sin();
                HEIGHT * length * (first + 0.618 * second)
            };
            x += wave(y, turn);
            y += wave(x, turn + 1.7);
            length *= 1.9;
            turn += 2.4;
        }
        let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
        [rounded(x), rounded(y)]
    }

    /// How far a row is shifted east.
    fn shift(&self, row: usize) -> usize {
        if row % 2 == 1 { self.across / 2 } else { 0 }
    }

    /// The ring around a block, closed, counter-clockwise.
    pub fn ring(&self, block: Block) -> Vec<[f64; 2]> {
        let [west, east] = block.columns.map(|column| column * self.across);
        let [first, end] = block.rows;
        let mut corners = Vec::new();
        for row in first..end {
            corners.extend([[east + self.shift(row), row * self.up], [east + self.shift(row), (row + 1) * self.up]]);
        }
        for row in (first..end).rev() {
            corners.extend([[west + self.shift(row), (row + 1) * self.up], [west + self.shift(row), row * self.up]]);
        }
        let mut ring = Vec::new();
        for (corner, from) in corners.iter().enumerate() {
            let to = corners[(corner + 1) % corners.len()];
            let steps = from[0].abs_diff(to[0]).max(from[1].abs_diff(to[1]));
            for step in 0..steps {
                let between = |axis: usize| {
                    let (from, to) = (from[axis] as f64, to[axis] as f64);
                    from + (to - from) * step as f64 / steps as f64
                };
                ring.push(self.place([between(0), between(1)]));
            }
        }
        ring.extend(ring.first().copied());
        ring
    }

    /// The brick at a lattice position; none in the notches at the ends of the rows, nor within `margin` steps of a border.
    pub fn brick(&self, at: [f64; 2], margin: f64) -> Option<[usize; 2]> {
        let (up, across) = (self.up as f64, self.across as f64);
        let row = (at[1] / up).floor();
        let x = at[0] - self.shift(row as usize) as f64;
        let column = (x / across).floor();
        let inside = |within: f64, size: f64| within > margin && within < size - margin;
        let whole = column >= 0.0 && column < self.columns as f64 && row >= 0.0 && row < self.rows as f64;
        let well = inside(x - column * across, across) && inside(at[1] - row * up, up);
        (whole && well).then_some([column as usize, row as usize])
    }
}
