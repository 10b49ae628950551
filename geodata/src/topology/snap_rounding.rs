//! Snap rounding: rounds borders to a grid without introducing crossings.
//!
//! Rounding each vertex by itself can push it over a border beside it. Snap rounding (Hobby, *Practical segment intersection
//! with finite precision output*, Computational Geometry 13, 1999; Guibas and Marimont, *Rounding arrangements dynamically*,
//! 1998) makes every cell with a vertex or a crossing *hot*, and leads every segment that passes through a hot cell over the
//! middle of it. Borders can then fall together, but never change sides or cross, and nothing moves further than to the
//! middle of a cell it passes through: at most √½ of its width.

use super::grid_box::GridBox;
use super::plane::{Vertex, cell, cross_inside, crossing, passes_through};
use super::polylines::Polylines;
use super::segment_chunks::{SegmentChunk, SegmentChunks, segment_box, segment_ends};

/// Where segments cross inside both, in cells of the fine grid.
pub(super) fn crossings(polylines: &Polylines) -> Vec<Vertex> {
    let mut found = Vec::new();
    for (one, other) in SegmentChunks::of(polylines, 0).pairs() {
        let Some(reach) = GridBox::bounding(&polylines.points[other.points()]) else { continue };
        for a in one.segments().filter(|a| segment_box(polylines, *a).intersects(reach)) {
            let others = other.segments().filter(|b| one != other || *b > a);
            for b in others.filter(|b| segment_box(polylines, a).intersects(segment_box(polylines, *b))) {
                let pair = [segment_ends(polylines, a), segment_ends(polylines, b)];
                if cross_inside(pair[0], pair[1]) {
                    found.push(crossing(pair[0], pair[1]));
                }
            }
        }
    }
    found.sort_unstable_by_key(|at| (at.x, at.y));
    found.dedup();
    found
}

/// Rounds polylines of the fine grid to the grid whose cells are 2^shift fine units wide, in cells of that grid. All places
/// where segments cross, in cells, must be given.
pub(super) fn snap(polylines: &Polylines, shift: u32, crossings: &[Vertex]) -> Polylines {
    snap_by_segments(polylines, shift, crossings).0
}

/// The same; and for each point the segment, by the point that it starts at, that arrives there.
pub(super) fn snap_by_segments(polylines: &Polylines, shift: u32, crossings: &[Vertex]) -> (Polylines, Vec<u32>) {
    let chunks = SegmentChunks::of(polylines, 1 << shift);
    let mut hits: Vec<(u32, Vertex)> = Vec::new();
    for (one, other) in chunks.pairs() {
        hit(polylines, shift, one, other, &mut hits);
        if one != other {
            hit(polylines, shift, other, one, &mut hits);
        }
    }
    for hot in crossings {
        let middle = Vertex { x: hot.x << shift, y: hot.y << shift };
        for chunk in chunks.near(GridBox { min: middle, max: middle }) {
            for segment in chunk.segments() {
                let ends = segment_ends(polylines, segment);
                if ends.iter().all(|end| cell(*end, shift) != *hot) && passes_through(ends, *hot, shift) {
                    hits.push((segment as u32, *hot));
                }
            }
        }
    }
    // A segment passes cells in one direction, so their coordinates along it only grow.
    hits.sort_unstable_by_key(|(segment, hot)| {
        let [a, b] = segment_ends(polylines, *segment as usize);
        let along = |from: i32, to: i32, at: i32| i64::from((to - from).signum()) * i64::from(at);
        (*segment, along(a.x, b.x, hot.x) + along(a.y, b.y, hot.y), hot.x, hot.y)
    });
    hits.dedup();

    let mut snapped = Polylines::default();
    let mut arriving: Vec<u32> = Vec::new();
    // Adds a point, unless the polyline ends there already.
    let mut push = |snapped: &mut Polylines, at: Vertex, segment: usize| {
        if snapped.points[snapped.unended()..].last() != Some(&at) {
            snapped.points.push(at);
            arriving.push(segment as u32);
        }
    };
    let mut hits = hits.into_iter().peekable();
    for polyline in 0..polylines.len() {
        for point in polylines.span(polyline) {
            push(&mut snapped, cell(polylines.points[point], shift), point.saturating_sub(1));
            while let Some((_, hot)) = hits.next_if(|(segment, _)| *segment as usize == point) {
                push(&mut snapped, hot, point);
            }
        }
        snapped.end();
    }
    (snapped, arriving)
}

/// The cells with vertices of one chunk that segments of another pass through.
fn hit(
    polylines: &Polylines,
    shift: u32,
    segments: SegmentChunk,
    vertices: SegmentChunk,
    hits: &mut Vec<(u32, Vertex)>,
) {
    let Some(reach) = GridBox::bounding(&polylines.points[vertices.points()]) else { return };
    for segment in segments.segments() {
        let near = segment_box(polylines, segment).expand(1 << shift);
        if !near.intersects(reach) {
            continue;
        }
        let ends = segment_ends(polylines, segment);
        let cells = ends.map(|end| cell(end, shift));
        for vertex in vertices.points().map(|point| polylines.points[point]) {
            if near.contains(vertex) {
                let hot = cell(vertex, shift);
                if !cells.contains(&hot) && passes_through(ends, hot, shift) {
                    hits.push((segment as u32, hot));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::plane::segments_conflict;
    use proptest::prelude::*;

    /// Lines between places, none twice.
    fn lines(ends: &[[(i32, i32); 2]]) -> Polylines {
        let mut polylines = Polylines::default();
        for line in ends {
            polylines.add(line.iter().map(|at| Vertex::from(*at)));
        }
        polylines
    }

    #[test]
    fn a_crossing_becomes_a_vertex_of_both() {
        let cross = lines(&[[(0, 0), (10, 10)], [(0, 10), (10, 0)]]);
        let hot = crossings(&cross);
        assert_eq!(hot, [Vertex { x: 5, y: 5 }]);
        let snapped = snap(&cross, 0, &hot);
        assert!(snapped.iter().all(|polyline| polyline.len() == 3 && polyline[1] == hot[0]));
    }

    #[test]
    fn a_vertex_beside_a_border_draws_the_border_to_it() {
        let t = lines(&[[(0, 0), (64, 0)], [(32, 1), (32, 64)]]);
        assert_eq!(snap(&t, 2, &[]).get(0), [(0, 0), (8, 0), (16, 0)].map(Vertex::from));
    }

    proptest! {
        /// Whatever lines: rounded, no two have more in common than vertices.
        #[test]
        fn rounded_lines_meet_only_in_vertices(ends in prop::collection::vec([(0..60i32, 0..60i32), (0..60i32, 0..60i32)], 1..14)) {
            let polylines = lines(&ends);
            let snapped = snap(&polylines, 0, &crossings(&polylines));
            let segments: Vec<[Vertex; 2]> =
                snapped.iter().flat_map(|polyline| polyline.windows(2).map(|pair| [pair[0], pair[1]])).collect();
            for (number, one) in segments.iter().enumerate() {
                for other in &segments[..number] {
                    let same = one == other || [one[1], one[0]] == *other;
                    prop_assert!(same || !segments_conflict(*one, *other), "{one:?} {other:?}");
                }
            }
        }
    }
}
