//! Snaps vertices of different units that should coincide, and inserts T-junctions where a border runs past a vertex of other units.

use std::collections::{HashMap, HashSet};

use super::build_arcs::{ArcSet, build_arcs};
use super::grid_box::GridBox;
use super::plane::{Vertex, delta, distance, distance_to_segment, pack, unpack};
use super::polylines::Polylines;
use super::segment_chunks::{SegmentChunk, SegmentChunks, segment_box, segment_ends};
use super::signed_labels::SignedLabelInterner;

/// What was changed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SnapReport {
    /// Vertices that were moved to a vertex of another unit.
    pub moved: usize,
    /// The longest move in fine units, and where to.
    pub furthest: Option<(f64, Vertex)>,
    /// Vertices that were inserted into borders that ran past them.
    pub noded: usize,
}

/// Snaps vertices within a tolerance in fine units.
///
/// Only vertices of different units are snapped: a vertex moves to the nearest vertex that none of its own units uses, never further than
/// the tolerance; and a border gets a vertex where it passes a vertex of units that do not own it. Two borders of one unit, however
/// close, stay apart.
pub(super) fn snap_vertices(
    mut arc_set: ArcSet,
    interner: &mut SignedLabelInterner,
    tolerance: f64,
) -> (ArcSet, SnapReport) {
    let mut report = SnapReport::default();
    let moves = moves(&arc_set, interner, tolerance);
    if !moves.is_empty() {
        for (from, to) in &moves {
            let way = (distance(unpack(*from), unpack(*to)), unpack(*to));
            if report.furthest.is_none_or(|furthest| (furthest.0, pack(furthest.1)) < (way.0, *to)) {
                report.furthest = Some(way);
            }
        }
        report.moved = moves.len();
        for point in &mut arc_set.arcs.points {
            if let Some(to) = moves.get(&pack(*point)) {
                *point = unpack(*to);
            }
        }
        arc_set = build_arcs(&arc_set.arcs, &arc_set.labels, interner);
    }
    let t_junctions = t_junctions(&arc_set, interner, tolerance);
    if !t_junctions.is_empty() {
        report.noded = t_junctions.iter().map(|junction| pack(junction.at)).collect::<HashSet<_>>().len();
        let arcs = insert_junctions(&arc_set.arcs, &t_junctions);
        arc_set = build_arcs(&arcs, &arc_set.labels, interner);
    }
    (arc_set, report)
}

/// The units that each vertex belongs to.
struct VertexOwners<'a> {
    arc_set: &'a ArcSet,
    interner: &'a SignedLabelInterner,
    /// Owners of the vertices where arcs end, by packed vertex.
    nodes: HashMap<u64, Vec<u32>>,
}

impl<'a> VertexOwners<'a> {
    fn new(arc_set: &'a ArcSet, interner: &'a SignedLabelInterner) -> Self {
        let mut nodes: HashMap<u64, Vec<u32>> = HashMap::new();
        for (points, label) in arc_set.arcs.iter().zip(&arc_set.labels) {
            for end in points.first().into_iter().chain(points.last()) {
                nodes.entry(pack(*end)).or_default().extend(interner.get(*label).iter().map(|(unit, _)| *unit));
            }
        }
        for units in nodes.values_mut() {
            units.sort_unstable();
            units.dedup();
        }
        Self { arc_set, interner, nodes }
    }

    fn of_arc(&self, arc: u32) -> impl Iterator<Item = u32> + Clone {
        self.interner.get(self.arc_set.labels[arc as usize]).iter().map(|(unit, _)| *unit)
    }

    fn of_point(&self, arc: u32, point: usize) -> Vec<u32> {
        let span = self.arc_set.arcs.span(arc as usize);
        let is_end = point == span.start || point + 1 == span.end;
        let node = is_end.then(|| self.nodes.get(&pack(self.arc_set.arcs.points[point]))).flatten();
        node.cloned().unwrap_or_else(|| self.of_arc(arc).collect())
    }

    fn unrelated(&self, one: SegmentChunk, other: SegmentChunk) -> bool {
        one.polyline != other.polyline
            && !self.of_arc(one.polyline).any(|unit| self.of_arc(other.polyline).any(|o| o == unit))
    }
}

fn disjoint(one: &[u32], other: &[u32]) -> bool {
    !one.iter().any(|unit| other.contains(unit))
}

fn chunks_within(polylines: &Polylines, tolerance: f64) -> SegmentChunks {
    SegmentChunks::of(polylines, (tolerance / 2.0).ceil() as i32)
}

/// Vertices that are snapped to one.
struct Cluster {
    at: u64,
    members: Vec<u64>,
    units: Vec<u32>,
}

/// The moves, from packed vertex to packed vertex.
fn moves(arc_set: &ArcSet, interner: &SignedLabelInterner, tolerance: f64) -> HashMap<u64, u64> {
    let owners = VertexOwners::new(arc_set, interner);
    let points = &arc_set.arcs.points;
    let reach = tolerance.ceil() as i32;
    // Distance, and the two places.
    let mut pairs: Vec<(f64, u64, u64)> = Vec::new();
    let mut units: HashMap<u64, Vec<u32>> = HashMap::new();
    for (one, other) in
        chunks_within(&arc_set.arcs, tolerance).pairs().filter(|(one, other)| owners.unrelated(*one, *other))
    {
        for a in one.points() {
            let around = GridBox { min: points[a], max: points[a] }.expand(reach);
            for b in other.points().filter(|b| around.contains(points[*b]) && points[*b] != points[a]) {
                let way = distance(points[a], points[b]);
                let owned = [owners.of_point(one.polyline, a), owners.of_point(other.polyline, b)];
                if way <= tolerance && disjoint(&owned[0], &owned[1]) {
                    let keys = [pack(points[a]), pack(points[b])];
                    pairs.push((way, keys[0].min(keys[1]), keys[0].max(keys[1])));
                    units.extend(keys.into_iter().zip(owned));
                }
            }
        }
    }
    pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    pairs.dedup();

    let mut clusters: Vec<Cluster> = Vec::new();
    let mut cluster_of: HashMap<u64, usize> = HashMap::new();
    for (_, a, b) in pairs {
        let [a, b] = [a, b].map(|at| {
            *cluster_of.entry(at).or_insert_with(|| {
                let units = units.get(&at).cloned().unwrap_or_default();
                clusters.push(Cluster { at, members: vec![at], units });
                clusters.len() - 1
            })
        });
        if a == b || !disjoint(&clusters[a].units, &clusters[b].units) {
            continue;
        }
        // The vertex that more units share stays.
        let (stays, goes) = if clusters[a].units.len() >= clusters[b].units.len() { (a, b) } else { (b, a) };
        let target = unpack(clusters[stays].at);
        if clusters[goes].members.iter().any(|member| distance(unpack(*member), target) > tolerance) {
            continue;
        }
        let members = std::mem::take(&mut clusters[goes].members);
        let units = std::mem::take(&mut clusters[goes].units);
        cluster_of.extend(members.iter().map(|member| (*member, stays)));
        clusters[stays].members.extend(members);
        clusters[stays].units.extend(units);
    }
    let away = |cluster: &Cluster| {
        let at = cluster.at;
        cluster.members.clone().into_iter().filter(move |member| *member != at).map(move |member| (member, at))
    };
    clusters.iter().flat_map(away).collect()
}

/// A vertex to insert into a segment (given by its first point).
#[derive(Clone, Copy, Debug, PartialEq)]
struct TJunction {
    segment: usize,
    at: Vertex,
}

fn t_junctions(arc_set: &ArcSet, interner: &SignedLabelInterner, tolerance: f64) -> Vec<TJunction> {
    let owners = VertexOwners::new(arc_set, interner);
    let polylines = &arc_set.arcs;
    let reach = tolerance.ceil() as i32;
    let mut t_junctions: Vec<TJunction> = Vec::new();
    let mut look = |segments: SegmentChunk, vertices: SegmentChunk| {
        for segment in segments.segments() {
            let near = segment_box(polylines, segment).expand(reach);
            let [a, b] = segment_ends(polylines, segment);
            for point in vertices.points().filter(|point| near.contains(polylines.points[*point])) {
                let at = polylines.points[point];
                let (along, whole) = (share_along(at, a, b), share_along(b, a, b));
                let beside = at != a && at != b && 0 < along && along < whole;
                if beside && distance_to_segment(at, a, b) <= tolerance {
                    let owned = owners.of_point(vertices.polyline, point);
                    if !owners.of_arc(segments.polyline).any(|unit| owned.contains(&unit)) {
                        t_junctions.push(TJunction { segment, at });
                    }
                }
            }
        }
    };
    for (one, other) in
        chunks_within(polylines, tolerance).pairs().filter(|(one, other)| owners.unrelated(*one, *other))
    {
        look(one, other);
        look(other, one);
    }
    t_junctions.sort_unstable_by_key(|junction| {
        let [a, b] = segment_ends(polylines, junction.segment);
        (junction.segment, share_along(junction.at, a, b), pack(junction.at))
    });
    t_junctions.dedup();
    t_junctions
}

/// How far along a segment a vertex lies, in an arbitrary unit.
fn share_along(at: Vertex, a: Vertex, b: Vertex) -> i128 {
    let (along, to) = (delta(a, b), delta(a, at));
    i128::from(along.x) * i128::from(to.x) + i128::from(along.y) * i128::from(to.y)
}

fn insert_junctions(polylines: &Polylines, t_junctions: &[TJunction]) -> Polylines {
    let mut led = Polylines::default();
    let mut t_junctions = t_junctions.iter().peekable();
    for polyline in 0..polylines.len() {
        for point in polylines.span(polyline) {
            led.points.push(polylines.points[point]);
            while let Some(junction) = t_junctions.next_if(|junction| junction.segment == point) {
                led.points.push(junction.at);
            }
        }
        led.end();
    }
    led
}
