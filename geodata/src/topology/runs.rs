//! What of many polylines lies near what: an R-tree over short runs of their segments.

use geo_types::Rect;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::chains::Chains;
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

/// A box of whole coordinates, its sides counted in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Box2 {
    pub min: Vertex,
    pub max: Vertex,
}

impl Box2 {
    pub fn around(points: &[Vertex]) -> Option<Self> {
        let start = points.first().map(|at| Self { min: *at, max: *at })?;
        Some(points.iter().fold(start, |around, at| around.with(Self { min: *at, max: *at })))
    }

    pub fn with(self, other: Self) -> Self {
        Self {
            min: Vertex { x: self.min.x.min(other.min.x), y: self.min.y.min(other.min.y) },
            max: Vertex { x: self.max.x.max(other.max.x), y: self.max.y.max(other.max.y) },
        }
    }

    pub fn grown(self, by: i32) -> Self {
        Self {
            min: Vertex { x: self.min.x - by, y: self.min.y - by },
            max: Vertex { x: self.max.x + by, y: self.max.y + by },
        }
    }

    pub fn meets(self, other: Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }

    pub fn contains(self, at: Vertex) -> bool {
        self.min.x <= at.x && at.x <= self.max.x && self.min.y <= at.y && at.y <= self.max.y
    }
}

impl From<Box2> for Rect<f64> {
    fn from(around: Box2) -> Self {
        let float = |at: Vertex| (f64::from(at.x), f64::from(at.y));
        Self::new(float(around.min), float(around.max))
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
    pub fn new(chains: &Chains, margin: i32, of_segment: impl Fn(usize) -> Box2) -> Self {
        let mut entries: Vec<Entry> = Vec::with_capacity(chains.points.len() / SEGMENTS + chains.len());
        for chain in 0..chains.len() {
            let span = chains.span(chain);
            let end = span.end.saturating_sub(1);
            for first in (span.start..end).step_by(SEGMENTS) {
                let last = (first + SEGMENTS).min(end);
                let Some(around) = (first..last).map(&of_segment).reduce(Box2::with) else { continue };
                let run = Run { chain: chain as u32, first: first as u32, last: last as u32 };
                entries.push(GeomWithData::new(rectangle(around.grown(margin)), run));
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
    pub fn near(&self, around: Box2) -> impl Iterator<Item = Run> {
        let rectangle = rectangle(around);
        let corners = AABB::from_corners(rectangle.lower(), rectangle.upper());
        self.tree.locate_in_envelope_intersecting(&corners).map(|entry| entry.data)
    }
}

/// The box around the segment that starts at a point.
pub(super) fn segment_box(chains: &Chains, segment: usize) -> Box2 {
    let [a, b] = segment_ends(chains, segment);
    Box2 { min: a, max: a }.with(Box2 { min: b, max: b })
}

/// The ends of the segment that starts at a point.
pub(super) fn segment_ends(chains: &Chains, segment: usize) -> [Vertex; 2] {
    [chains.points[segment], chains.points[segment + 1]]
}

fn rectangle(around: Box2) -> Rectangle<[f64; 2]> {
    let rect = Rect::from(around);
    Rectangle::from_corners(rect.min().into(), rect.max().into())
}
