use crate::topology::Vertex;

/// What a tile shows of one area, in whole coordinates from the north-western corner of the tile, y down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClippedArea {
    vertices: Vec<Vertex>,
    /// Where in `vertices` each ring ends.
    ends: Vec<usize>,
}

impl ClippedArea {
    /// True where nothing of the area is left.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The rings, each without repeating its first vertex: the outer ring of a polygon, then its holes, then the next polygon.
    /// Outer rings have positive area by the surveyor's formula, holes negative (MVT 2.1, section 4.3.4.4).
    pub fn rings(&self) -> impl Iterator<Item = &[Vertex]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.vertices[start..*end])
    }

    pub(in crate::tiles) fn clear(&mut self) {
        self.vertices.clear();
        self.ends.clear();
    }

    /// Adds vertices to the ring that is being made.
    pub(in crate::tiles) fn extend(&mut self, vertices: impl IntoIterator<Item = Vertex>) {
        self.vertices.extend(vertices);
    }

    /// Ends a ring, without vertices that came twice in a row. Fewer than three are none.
    pub(in crate::tiles) fn end_ring(&mut self) {
        let start = self.ends.last().copied().unwrap_or_default();
        let mut end = start;
        for at in start..self.vertices.len() {
            if end == start || self.vertices[end - 1] != self.vertices[at] {
                self.vertices[end] = self.vertices[at];
                end += 1;
            }
        }
        while end > start + 1 && self.vertices[end - 1] == self.vertices[start] {
            end -= 1;
        }
        if end < start + 3 {
            end = start;
        } else {
            self.ends.push(end);
        }
        self.vertices.truncate(end);
    }
}
