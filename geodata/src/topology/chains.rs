//! Polylines one after the other in one array.

use std::ops::Range;

use super::plane::Vertex;

/// Polylines in one array. A closed one repeats its first vertex at the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Chains {
    pub points: Vec<Vertex>,
    /// Where in `points` each chain ends.
    ends: Vec<u32>,
}

impl Chains {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Chains in one array of points, and where in it each ends, ascending.
    pub fn of(points: Vec<Vertex>, ends: Vec<u32>) -> Self {
        Self { points, ends }
    }

    /// Adds a chain.
    #[cfg(test)]
    pub fn add(&mut self, points: impl IntoIterator<Item = Vertex>) {
        self.points.extend(points);
        self.end();
    }

    /// Ends the chain whose points were pushed last.
    pub fn end(&mut self) {
        self.ends.push(self.points.len() as u32);
    }

    /// Where the points that were pushed since the last end begin.
    pub fn unended(&self) -> usize {
        self.ends.last().map_or(0, |end| *end as usize)
    }

    /// Where in `points` a chain lies.
    pub fn span(&self, chain: usize) -> Range<usize> {
        let start = chain.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[chain] as usize
    }

    pub fn get(&self, chain: usize) -> &[Vertex] {
        &self.points[self.span(chain)]
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Vertex]> {
        (0..self.len()).map(|chain| self.get(chain))
    }

    pub fn shrink(&mut self) {
        self.points.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}
