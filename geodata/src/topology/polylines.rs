//! Polylines one after the other in one array.

use std::ops::Range;

use super::plane::Vertex;

/// Polylines in one array. A closed one repeats its first vertex at the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Polylines {
    pub points: Vec<Vertex>,
    /// Where in `points` each polyline ends.
    ends: Vec<u32>,
}

impl Polylines {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// From one array of points, and where in it each polyline ends, ascending.
    pub fn of(points: Vec<Vertex>, ends: Vec<u32>) -> Self {
        Self { points, ends }
    }

    /// Adds a polyline.
    #[cfg(test)]
    pub fn add(&mut self, points: impl IntoIterator<Item = Vertex>) {
        self.points.extend(points);
        self.end();
    }

    /// Ends the polyline whose points were pushed last.
    pub fn end(&mut self) {
        self.ends.push(self.points.len() as u32);
    }

    /// Where the points that were pushed since the last end begin.
    pub fn unended(&self) -> usize {
        self.ends.last().map_or(0, |end| *end as usize)
    }

    /// The range of a polyline in `points`.
    pub fn span(&self, polyline: usize) -> Range<usize> {
        let start = polyline.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[polyline] as usize
    }

    pub fn get(&self, polyline: usize) -> &[Vertex] {
        &self.points[self.span(polyline)]
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Vertex]> {
        (0..self.len()).map(|polyline| self.get(polyline))
    }

    pub fn shrink(&mut self) {
        self.points.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}
