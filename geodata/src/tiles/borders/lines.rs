//! From the arcs of a zoom to the lines of a level: which arcs part its units, and which of them go on from each other.

use crate::topology::{BorderArc, Vertex, ZoomLevel};

/// What is on both sides of a border, as drawn.
///
/// The side that has the lower position among its units is left: the same border always runs the same way. Where one side is
/// outside, it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sides<'a> {
    /// The coarsest level of which it parts units.
    pub level: usize,
    pub left: &'a [u32],
    /// Empty outside.
    pub right: &'a [u32],
}

impl<'a> Sides<'a> {
    /// The sides of an arc at a level, and whether it must be turned to have them so; None where it parts no units of the level.
    fn of(arc: &BorderArc<'a>, level: usize) -> Option<(Self, bool)> {
        // What the surveyor's formula calls left is right where y goes down.
        let (left, right) = (arc.right(level), arc.left(level));
        if left == right {
            return None;
        }
        let turned = left.is_empty() || (!right.is_empty() && right < left);
        let (left, right) = if turned { (right, left) } else { (left, right) };
        Some((Self { level: arc.level, left, right }, turned))
    }
}

/// Lines one after the other in one array. A closed one repeats its first vertex at the end.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub vertices: Vec<Vertex>,
    /// Where in `vertices` each line ends.
    pub ends: Vec<u32>,
    /// For each line: the number of its border, ascending.
    pub borders: Vec<u32>,
}

impl Lines {
    /// Where in `vertices` a line lies.
    pub fn span(&self, line: usize) -> std::ops::Range<usize> {
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[line] as usize
    }
}

/// An arc, walked so that its sides are where they should be.
#[derive(Clone, Copy)]
struct Walk<'a> {
    vertices: &'a [Vertex],
    turned: bool,
}

impl Walk<'_> {
    fn ends(self) -> Option<[Vertex; 2]> {
        let (first, last) = (*self.vertices.first()?, *self.vertices.last()?);
        Some(if self.turned { [last, first] } else { [first, last] })
    }
}

/// The lines of a level at a zoom, and the borders that they belong to, ascending. Arcs of one border that meet end to end
/// become one line, except in a place where more than two do.
pub(super) fn lines(zoom: &ZoomLevel, level: usize) -> (Lines, Vec<Sides<'_>>) {
    let arcs = (0..zoom.arc_count()).filter_map(|number| {
        let (sides, turned) = Sides::of(&zoom.arc(number)?, level)?;
        Some((sides, number, turned))
    });
    let mut arcs: Vec<(Sides<'_>, usize, bool)> = arcs.collect();
    arcs.sort_unstable();
    let (mut lines, mut borders) = (Lines::default(), Vec::new());
    for of_border in arcs.chunk_by(|a, b| a.0 == b.0) {
        let walks = of_border
            .iter()
            .filter_map(|(_, number, turned)| Some(Walk { vertices: zoom.arc(*number)?.vertices, turned: *turned }));
        let walks: Vec<Walk<'_>> = walks.filter(|walk| walk.vertices.len() > 1).collect();
        for way in joined(&walks) {
            add(&mut lines, way.into_iter().map(|walk| walks[walk]), borders.len() as u32);
        }
        borders.push(of_border[0].0);
    }
    (lines, borders)
}

/// Which walks go on from which, each in one way: by the first of each, and for closed ways by the first of all.
fn joined(walks: &[Walk<'_>]) -> Vec<Vec<usize>> {
    let key = |at: Vertex| (at.x, at.y);
    let mut starts: Vec<((i32, i32), usize)> = Vec::with_capacity(walks.len());
    let mut ends = starts.clone();
    for (number, walk) in walks.iter().enumerate() {
        if let Some([start, end]) = walk.ends() {
            starts.push((key(start), number));
            ends.push((key(end), number));
        }
    }
    starts.sort_unstable();
    ends.sort_unstable();
    let only = |list: &[((i32, i32), usize)], at: (i32, i32)| {
        let first = list.partition_point(|(place, _)| *place < at);
        match list[first..].iter().take_while(|(place, _)| *place == at).count() {
            1 => Some(list[first].1),
            _ => None,
        }
    };
    let next = |walk: usize| {
        let [_, end] = walks[walk].ends()?;
        let next = only(&starts, key(end))?;
        only(&ends, key(end)).map(|_| next)
    };
    let mut is_head = vec![true; walks.len()];
    for after in (0..walks.len()).filter_map(next) {
        is_head[after] = false;
    }
    let mut used = vec![false; walks.len()];
    let heads = (0..walks.len()).filter(|walk| is_head[*walk]);
    // What is left after the heads goes in circles.
    let all = heads.chain(0..walks.len()).collect::<Vec<_>>();
    let mut ways = Vec::new();
    for head in all {
        let mut way = Vec::new();
        let mut at = Some(head);
        while let Some(walk) = at.filter(|walk| !used[*walk]) {
            used[walk] = true;
            way.push(walk);
            at = next(walk);
        }
        if !way.is_empty() {
            ways.push(way);
        }
    }
    ways
}

fn add<'a>(lines: &mut Lines, way: impl Iterator<Item = Walk<'a>>, border: u32) {
    let start = lines.vertices.len();
    for walk in way {
        // The first vertex is the last of the walk before.
        let skipped = usize::from(lines.vertices.len() > start);
        let vertices = walk.vertices.iter().copied();
        if walk.turned {
            lines.vertices.extend(vertices.rev().skip(skipped));
        } else {
            lines.vertices.extend(vertices.skip(skipped));
        }
    }
    lines.ends.push(lines.vertices.len() as u32);
    lines.borders.push(border);
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::Coord;
    use proptest::prelude::*;

    fn ways(arcs: &[&[(i32, i32)]]) -> Vec<Vec<usize>> {
        let arcs: Vec<Vec<Vertex>> = arcs.iter().map(|arc| arc.iter().map(|at| Coord::from(*at)).collect()).collect();
        let walks: Vec<Walk<'_>> = arcs.iter().map(|vertices| Walk { vertices, turned: false }).collect();
        joined(&walks)
    }

    #[test]
    fn arcs_that_go_on_from_each_other_are_one_way() {
        assert_eq!(ways(&[&[(2, 0), (3, 0)], &[(0, 0), (1, 0)], &[(1, 0), (2, 0)]]), [[1, 2, 0]]);
    }

    #[test]
    fn a_way_in_a_circle_begins_with_its_first_arc() {
        assert_eq!(ways(&[&[(1, 0), (1, 1)], &[(1, 1), (0, 0)], &[(0, 0), (1, 0)]]), [[0, 1, 2]]);
        assert_eq!(ways(&[&[(0, 0), (1, 0), (1, 1), (0, 0)]]), [[0]]);
    }

    #[test]
    fn no_way_goes_on_where_it_could_go_two_ways() {
        // Two corners of a unit touch in (1, 1).
        let touching: [&[(i32, i32)]; 4] = [&[(0, 0), (1, 1)], &[(1, 1), (2, 0)], &[(2, 2), (1, 1)], &[(1, 1), (0, 2)]];
        assert_eq!(ways(&touching), [[0], [1], [2], [3]]);
    }

    proptest! {
        #[test]
        fn each_arc_is_in_one_way(arcs in prop::collection::vec(((0..6i32, 0..6i32), (0..6i32, 0..6i32)), 0..30)) {
            let arcs: Vec<Vec<(i32, i32)>> = arcs.into_iter().map(|(a, b)| vec![a, (9, 9), b]).collect();
            let arcs: Vec<&[(i32, i32)]> = arcs.iter().map(Vec::as_slice).collect();
            let ways = ways(&arcs);
            for pair in ways.iter().flat_map(|way| way.windows(2)) {
                prop_assert_eq!(arcs[pair[0]].last(), arcs[pair[1]].first());
            }
            let mut walked: Vec<usize> = ways.into_iter().flatten().collect();
            walked.sort_unstable();
            prop_assert_eq!(walked, (0..arcs.len()).collect::<Vec<_>>());
        }
    }
}
