//! What of many polylines lies near what: an R-tree over short runs of their segments.

use geo_types::Rect;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::chains::Chains;
use super::grid_box::GridBox;
use super::plane::Vertex;

/// Segments to a run: enough that the tree stays small, few enough that comparing two runs does.
const SEGMENTS: usize = 12;

/// Neighbouring segments of a chain. Segment `i` goes from point `i` to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    pub chain: u32,
    first: u32,
    last: u32,
}

impl Run {
    /// The segments, by the point that each starts at.
    pub fn segments(self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }

    /// The points at their ends.
    pub fn points(self) -> std::ops::RangeInclusive<usize> {
        self.first as usize..=self.last as usize
    }
}

type Entry = GeomWithData<Rectangle<[f64; 2]>, Run>;

/// Runs of segments by where they are.
pub(super) struct Runs {
    tree: RTree<Entry>,
}

impl Runs {
    /// Runs whose boxes are those of their segments, each given by the point that it starts at, with a margin around. Two
    /// runs meet where their segments come within twice the margin of each other.
    pub fn new(chains: &Chains, margin: i32, of_segment: impl Fn(usize) -> GridBox) -> Self {
        let mut entries: Vec<Entry> = Vec::with_capacity(chains.points.len() / SEGMENTS + chains.len());
        for chain in 0..chains.len() {
            let span = chains.span(chain);
            let end = span.end.saturating_sub(1);
            for first in (span.start..end).step_by(SEGMENTS) {
                let last = (first + SEGMENTS).min(end);
                let Some(around) = (first..last).map(&of_segment).reduce(GridBox::union) else { continue };
                let run = Run { chain: chain as u32, first: first as u32, last: last as u32 };
                entries.push(GeomWithData::new(rectangle(around.expand(margin)), run));
            }
        }
        Self { tree: RTree::bulk_load(entries) }
    }

    /// Runs of the segments as they are.
    pub fn of(chains: &Chains, margin: i32) -> Self {
        Self::new(chains, margin, |segment| segment_box(chains, segment))
    }

    /// All pairs of runs whose boxes meet, each once, and each run with itself.
    pub fn pairs(&self) -> impl Iterator<Item = (Run, Run)> {
        let pairs = self.tree.intersection_candidates_with_other_tree(&self.tree);
        pairs.map(|(one, other)| (one.data, other.data)).filter(|(one, other)| one.first <= other.first)
    }

    /// All runs.
    pub fn iter(&self) -> impl Iterator<Item = Run> {
        self.tree.iter().map(|entry| entry.data)
    }

    /// The runs whose boxes meet a box.
    pub fn near(&self, around: GridBox) -> impl Iterator<Item = Run> {
        let rectangle = rectangle(around);
        let corners = AABB::from_corners(rectangle.lower(), rectangle.upper());
        self.tree.locate_in_envelope_intersecting(&corners).map(|entry| entry.data)
    }
}

/// The box around the segment that starts at a point.
pub(super) fn segment_box(chains: &Chains, segment: usize) -> GridBox {
    let [a, b] = segment_ends(chains, segment);
    GridBox { min: a, max: a }.union(GridBox { min: b, max: b })
}

/// The ends of the segment that starts at a point.
pub(super) fn segment_ends(chains: &Chains, segment: usize) -> [Vertex; 2] {
    [chains.points[segment], chains.points[segment + 1]]
}

fn rectangle(around: GridBox) -> Rectangle<[f64; 2]> {
    let rect = Rect::from(around);
    Rectangle::from_corners(rect.min().into(), rect.max().into())
}
