//! The arcs of a zoom with bounding boxes: what the areas and borders of all levels are clipped from.

use std::ops::{Deref, Range};

use crate::topology::{GridBox, HalfEdge, Vertex, ZoomLevel};

/// Edges per chunk: enough that boxes are few, few enough that a tile looks at little beyond its own edges.
const CHUNK_EDGES: usize = 32;

/// A zoom with a bounding box for each chunk of edges. Every arc is stored once, for both its sides and for all levels.
#[derive(Debug)]
pub struct ZoomArcs {
    zoom: ZoomLevel,
    /// The bounding box of each chunk of [`CHUNK_EDGES`] edges of an arc.
    chunks: Vec<GridBox>,
    /// Where in `chunks` each arc ends.
    ends: Vec<u32>,
}

impl ZoomArcs {
    /// Looks at each arc once.
    pub fn new(zoom: ZoomLevel) -> Self {
        let mut chunks = Vec::with_capacity(zoom.vertex_count() / CHUNK_EDGES + zoom.arc_count());
        let mut ends = Vec::with_capacity(zoom.arc_count());
        for arc in 0..zoom.arc_count() {
            let vertices = zoom.vertices(arc);
            let stretches = (0..vertices.len().saturating_sub(1)).step_by(CHUNK_EDGES);
            let boxes = stretches
                .filter_map(|first| GridBox::bounding(&vertices[first..vertices.len().min(first + CHUNK_EDGES + 1)]));
            chunks.extend(boxes);
            ends.push(chunks.len() as u32);
        }
        chunks.shrink_to_fit();
        Self { zoom, chunks, ends }
    }

    /// An arc in the direction of a half-edge.
    pub(super) fn walk(&self, half: HalfEdge) -> ArcWalk<'_> {
        let arc = half as usize / 2;
        ArcWalk {
            vertices: self.zoom.vertices(arc),
            chunks: &self.chunks[self.chunks_of(arc)],
            backwards: half % 2 == 1,
        }
    }

    fn chunks_of(&self, arc: usize) -> Range<usize> {
        let start = arc.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        start as usize..self.ends.get(arc).copied().unwrap_or(start) as usize
    }
}

impl Deref for ZoomArcs {
    type Target = ZoomLevel;

    fn deref(&self) -> &ZoomLevel {
        &self.zoom
    }
}

/// An arc in one of its two directions.
#[derive(Clone, Copy, Debug)]
pub(super) struct ArcWalk<'a> {
    vertices: &'a [Vertex],
    chunks: &'a [GridBox],
    backwards: bool,
}

/// Consecutive edges of an arc, up to [`CHUNK_EDGES`].
#[derive(Clone, Copy, Debug)]
pub(super) struct SegmentChunk<'a> {
    /// Their bounding box.
    pub around: GridBox,
    vertices: &'a [Vertex],
    backwards: bool,
}

impl<'a> ArcWalk<'a> {
    /// Its first and last vertex.
    pub fn ends(self) -> Option<[Vertex; 2]> {
        let (first, last) = (*self.vertices.first()?, *self.vertices.last()?);
        Some(if self.backwards { [last, first] } else { [first, last] })
    }

    /// All vertices, in its direction.
    pub fn vertices(self) -> impl DoubleEndedIterator<Item = Vertex> + ExactSizeIterator {
        on_the_way(self.vertices, self.backwards)
    }

    /// The chunks, in its direction. Each begins where the one before ends.
    pub fn chunks(self) -> impl Iterator<Item = SegmentChunk<'a>> {
        (0..self.chunks.len()).map(move |number| {
            let chunk = if self.backwards { self.chunks.len() - 1 - number } else { number };
            let vertices =
                &self.vertices[chunk * CHUNK_EDGES..self.vertices.len().min(chunk * CHUNK_EDGES + CHUNK_EDGES + 1)];
            SegmentChunk { around: self.chunks[chunk], vertices, backwards: self.backwards }
        })
    }

    /// The bounding box of all of it.
    pub fn around(self) -> Option<GridBox> {
        self.chunks.iter().copied().reduce(GridBox::union)
    }
}

impl SegmentChunk<'_> {
    /// The vertices, in the direction of the walk.
    pub fn vertices(self) -> impl DoubleEndedIterator<Item = Vertex> + ExactSizeIterator {
        on_the_way(self.vertices, self.backwards)
    }

    /// The edges, in the stored direction.
    pub fn edges(self) -> impl Iterator<Item = [Vertex; 2]> {
        self.vertices.windows(2).map(|edge| [edge[0], edge[1]])
    }
}

fn on_the_way(vertices: &[Vertex], backwards: bool) -> impl DoubleEndedIterator<Item = Vertex> + ExactSizeIterator {
    let last = vertices.len().wrapping_sub(1);
    (0..vertices.len()).map(move |number| vertices[if backwards { last - number } else { number }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiles::boundaries::Boundaries;

    #[test]
    fn runs_follow_each_other_in_both_directions() {
        let sample = Boundaries::sample();
        let zoom = &sample.zooms[12];
        let longest = (0..zoom.arc_count()).max_by_key(|arc| zoom.vertices(*arc).len()).unwrap();
        for half in [longest as u32 * 2, longest as u32 * 2 + 1] {
            let walk = zoom.walk(half);
            let mut joined: Vec<Vertex> = Vec::new();
            for chunk in walk.chunks() {
                assert!(chunk.vertices().len() <= CHUNK_EDGES + 1);
                assert_eq!(GridBox::bounding(&chunk.vertices().collect::<Vec<_>>()), Some(chunk.around));
                assert_eq!(joined.pop(), if joined.is_empty() { None } else { chunk.vertices().next() });
                joined.extend(chunk.vertices());
            }
            assert!(joined.len() > CHUNK_EDGES);
            assert_eq!(walk.ends(), Some([joined[0], joined[joined.len() - 1]]));
            assert_eq!(walk.around(), GridBox::bounding(&joined));
            let mut whole = zoom.vertices(longest).to_vec();
            if half % 2 == 1 {
                whole.reverse();
            }
            assert_eq!(joined, whole);
            assert_eq!(walk.vertices().collect::<Vec<_>>(), whole);
        }
    }
}
