//! A spatial index of polylines: an R-tree over chunks of consecutive segments.

use geo_types::Rect;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::grid_box::GridBox;
use super::plane::Vertex;
use super::polylines::Polylines;

/// Segments per chunk: enough to keep the tree small, few enough to keep comparing two chunks cheap.
const SEGMENTS: usize = 12;

/// Consecutive segments of a polyline. Segment `i` goes from point `i` to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SegmentChunk {
    pub polyline: u32,
    first: u32,
    last: u32,
}

impl SegmentChunk {
    /// The segments, by the point that each starts at.
    pub fn segments(self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }

    /// The points at their ends.
    pub fn points(self) -> std::ops::RangeInclusive<usize> {
        self.first as usize..=self.last as usize
    }
}

type Entry = GeomWithData<Rectangle<[f64; 2]>, SegmentChunk>;

/// Runs of segments by where they are.
pub(super) struct SegmentChunks {
    tree: RTree<Entry>,
}

impl SegmentChunks {
    /// Runs whose boxes are those of their segments, each given by the point that it starts at, with a margin around. Two
    /// runs meet where their segments come within twice the margin of each other.
    pub fn new(polylines: &Polylines, margin: i32, of_segment: impl Fn(usize) -> GridBox) -> Self {
        let mut entries: Vec<Entry> = Vec::with_capacity(polylines.points.len() / SEGMENTS + polylines.len());
        for polyline in 0..polylines.len() {
            let span = polylines.span(polyline);
            let end = span.end.saturating_sub(1);
            for first in (span.start..end).step_by(SEGMENTS) {
                let last = (first + SEGMENTS).min(end);
                let Some(around) = (first..last).map(&of_segment).reduce(GridBox::union) else { continue };
                let chunk = SegmentChunk { polyline: polyline as u32, first: first as u32, last: last as u32 };
                entries.push(GeomWithData::new(rectangle(around.expand(margin)), chunk));
            }
        }
        Self { tree: RTree::bulk_load(entries) }
    }

    /// Runs of the segments as they are.
    pub fn of(polylines: &Polylines, margin: i32) -> Self {
        Self::new(polylines, margin, |segment| segment_box(polylines, segment))
    }

    /// All pairs of chunks whose boxes intersect, each once, and each chunk with itself.
    pub fn pairs(&self) -> impl Iterator<Item = (SegmentChunk, SegmentChunk)> {
        let pairs = self.tree.intersection_candidates_with_other_tree(&self.tree);
        pairs.map(|(one, other)| (one.data, other.data)).filter(|(one, other)| one.first <= other.first)
    }

    /// All chunks.
    pub fn iter(&self) -> impl Iterator<Item = SegmentChunk> {
        self.tree.iter().map(|entry| entry.data)
    }

    /// The chunks whose boxes intersect a box.
    pub fn near(&self, around: GridBox) -> impl Iterator<Item = SegmentChunk> {
        let rectangle = rectangle(around);
        let corners = AABB::from_corners(rectangle.lower(), rectangle.upper());
        self.tree.locate_in_envelope_intersecting(&corners).map(|entry| entry.data)
    }
}

/// The box around the segment that starts at a point.
pub(super) fn segment_box(polylines: &Polylines, segment: usize) -> GridBox {
    let [a, b] = segment_ends(polylines, segment);
    GridBox { min: a, max: a }.union(GridBox { min: b, max: b })
}

/// The ends of the segment that starts at a point.
pub(super) fn segment_ends(polylines: &Polylines, segment: usize) -> [Vertex; 2] {
    [polylines.points[segment], polylines.points[segment + 1]]
}

fn rectangle(around: GridBox) -> Rectangle<[f64; 2]> {
    let rect = Rect::from(around);
    Rectangle::from_corners(rect.min().into(), rect.max().into())
}
