//! Bringing together what should coincide: vertices of different units, and vertices on borders of other units.

use std::collections::{HashMap, HashSet};

use super::chains::Chains;
use super::grid_box::GridBox;
use super::plane::{Vertex, distance, distance_to_segment, from_to, key, place};
use super::runs::{Run, Runs, segment_box, segment_ends};
use super::tallies::Tallies;
use super::weave::{Woven, weave};

/// What was done to borders.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mended {
    /// Places that were moved to one of another unit.
    pub moved: usize,
    /// The longest way that one was moved, in fine units, and where to.
    pub furthest: Option<(f64, Vertex)>,
    /// Places that became vertices of a border which ran past them.
    pub noded: usize,
}

/// Brings together what lies within a tolerance, in fine units.
///
/// Only what belongs to different units is brought together: a vertex goes to a place that none of its own units uses yet, the
/// nearest first, never further than the tolerance; and a border is led over vertices of units that have no part in it. Two
/// borders of one unit, however close, stay apart.
pub(super) fn clean(mut woven: Woven, tallies: &mut Tallies, tolerance: f64) -> (Woven, Mended) {
    let mut mended = Mended::default();
    let moves = moves(&woven, tallies, tolerance);
    if !moves.is_empty() {
        for (from, to) in &moves {
            let way = (distance(place(*from), place(*to)), place(*to));
            if mended.furthest.is_none_or(|furthest| (furthest.0, key(furthest.1)) < (way.0, *to)) {
                mended.furthest = Some(way);
            }
        }
        mended.moved = moves.len();
        for point in &mut woven.arcs.points {
            if let Some(to) = moves.get(&key(*point)) {
                *point = place(*to);
            }
        }
        woven = weave(&woven.arcs, &woven.tallies, tallies);
    }
    let stops = stops(&woven, tallies, tolerance);
    if !stops.is_empty() {
        mended.noded = stops.iter().map(|stop| key(stop.at)).collect::<HashSet<_>>().len();
        let arcs = led_over(&woven.arcs, &stops);
        woven = weave(&arcs, &woven.tallies, tallies);
    }
    (woven, mended)
}

/// Which units a vertex belongs to.
struct Owners<'a> {
    woven: &'a Woven,
    tallies: &'a Tallies,
    /// Of places where arcs end, by key.
    nodes: HashMap<u64, Vec<u32>>,
}

impl<'a> Owners<'a> {
    fn new(woven: &'a Woven, tallies: &'a Tallies) -> Self {
        let mut nodes: HashMap<u64, Vec<u32>> = HashMap::new();
        for (points, tally) in woven.arcs.iter().zip(&woven.tallies) {
            for end in points.first().into_iter().chain(points.last()) {
                nodes.entry(key(*end)).or_default().extend(tallies.get(*tally).iter().map(|(unit, _)| *unit));
            }
        }
        for units in nodes.values_mut() {
            units.sort_unstable();
            units.dedup();
        }
        Self { woven, tallies, nodes }
    }

    fn of_arc(&self, arc: u32) -> impl Iterator<Item = u32> + Clone {
        self.tallies.get(self.woven.tallies[arc as usize]).iter().map(|(unit, _)| *unit)
    }

    fn of_point(&self, arc: u32, point: usize) -> Vec<u32> {
        let span = self.woven.arcs.span(arc as usize);
        let is_end = point == span.start || point + 1 == span.end;
        let node = is_end.then(|| self.nodes.get(&key(self.woven.arcs.points[point]))).flatten();
        node.cloned().unwrap_or_else(|| self.of_arc(arc).collect())
    }

    fn strangers(&self, one: Run, other: Run) -> bool {
        one.chain != other.chain && !self.of_arc(one.chain).any(|unit| self.of_arc(other.chain).any(|o| o == unit))
    }
}

fn disjoint(one: &[u32], other: &[u32]) -> bool {
    !one.iter().any(|unit| other.contains(unit))
}

fn runs_within(chains: &Chains, tolerance: f64) -> Runs {
    Runs::of(chains, (tolerance / 2.0).ceil() as i32)
}

/// Places that are brought together.
struct Cluster {
    at: u64,
    members: Vec<u64>,
    units: Vec<u32>,
}

/// From where to where places are moved.
fn moves(woven: &Woven, tallies: &Tallies, tolerance: f64) -> HashMap<u64, u64> {
    let owners = Owners::new(woven, tallies);
    let points = &woven.arcs.points;
    let reach = tolerance.ceil() as i32;
    // Distance, and the two places.
    let mut pairs: Vec<(f64, u64, u64)> = Vec::new();
    let mut units: HashMap<u64, Vec<u32>> = HashMap::new();
    for (one, other) in
        runs_within(&woven.arcs, tolerance).pairs().filter(|(one, other)| owners.strangers(*one, *other))
    {
        for a in one.points() {
            let around = GridBox { min: points[a], max: points[a] }.expand(reach);
            for b in other.points().filter(|b| around.contains(points[*b]) && points[*b] != points[a]) {
                let way = distance(points[a], points[b]);
                let owned = [owners.of_point(one.chain, a), owners.of_point(other.chain, b)];
                if way <= tolerance && disjoint(&owned[0], &owned[1]) {
                    let keys = [key(points[a]), key(points[b])];
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
        // The place that more units agree on stays.
        let (stays, goes) = if clusters[a].units.len() >= clusters[b].units.len() { (a, b) } else { (b, a) };
        let target = place(clusters[stays].at);
        if clusters[goes].members.iter().any(|member| distance(place(*member), target) > tolerance) {
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

/// A vertex that a segment, given by the point that it starts at, is led over.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stop {
    segment: usize,
    at: Vertex,
}

fn stops(woven: &Woven, tallies: &Tallies, tolerance: f64) -> Vec<Stop> {
    let owners = Owners::new(woven, tallies);
    let chains = &woven.arcs;
    let reach = tolerance.ceil() as i32;
    let mut stops: Vec<Stop> = Vec::new();
    let mut look = |segments: Run, vertices: Run| {
        for segment in segments.segments() {
            let near = segment_box(chains, segment).expand(reach);
            let [a, b] = segment_ends(chains, segment);
            for point in vertices.points().filter(|point| near.contains(chains.points[*point])) {
                let at = chains.points[point];
                let (along, whole) = (share_along(at, a, b), share_along(b, a, b));
                let beside = at != a && at != b && 0 < along && along < whole;
                if beside && distance_to_segment(at, a, b) <= tolerance {
                    let owned = owners.of_point(vertices.chain, point);
                    if !owners.of_arc(segments.chain).any(|unit| owned.contains(&unit)) {
                        stops.push(Stop { segment, at });
                    }
                }
            }
        }
    };
    for (one, other) in runs_within(chains, tolerance).pairs().filter(|(one, other)| owners.strangers(*one, *other)) {
        look(one, other);
        look(other, one);
    }
    stops.sort_unstable_by_key(|stop| {
        let [a, b] = segment_ends(chains, stop.segment);
        (stop.segment, share_along(stop.at, a, b), key(stop.at))
    });
    stops.dedup();
    stops
}

/// How far along a segment a place lies, in units of no importance.
fn share_along(at: Vertex, a: Vertex, b: Vertex) -> i128 {
    let (along, to) = (from_to(a, b), from_to(a, at));
    i128::from(along.x) * i128::from(to.x) + i128::from(along.y) * i128::from(to.y)
}

fn led_over(chains: &Chains, stops: &[Stop]) -> Chains {
    let mut led = Chains::default();
    let mut stops = stops.iter().peekable();
    for chain in 0..chains.len() {
        for point in chains.span(chain) {
            led.points.push(chains.points[point]);
            while let Some(stop) = stops.next_if(|stop| stop.segment == point) {
                led.points.push(stop.at);
            }
        }
        led.end();
    }
    led
}
