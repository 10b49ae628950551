//! Matches borders at the two ends of the map, the same meridian at 180 degrees east and west.
//!
//! Sources cut areas there (RFC 7946, section 3.1.9), so a unit ends at each end of the plane although it has no
//! border there. This module gives both ends the same vertices, and an arc along an end gets the owners *across* it as
//! its outer side. Areas still end there, but a border is drawn only if the units on both sides differ.

use std::collections::HashMap;

use super::build_arcs::{ArcSet, build_arcs};
use super::face_owners::{FaceOwners, NO_OWNER};
use super::plane::{EAST, Vertex, WEST};
use super::polylines::Polylines;
use super::signed_labels::SignedLabelInterner;

/// Snaps a vertex to the end of the map within a tolerance (in fine units): sources are often cut slightly beside it.
pub(super) fn drawn_in(at: Vertex, within: f64) -> Vertex {
    let near = |end: i32| f64::from((at.x - end).abs()) <= within;
    let x = if near(WEST) {
        WEST
    } else if near(EAST) {
        EAST
    } else {
        at.x
    };
    Vertex { x, ..at }
}

/// Which end of the map a segment runs along.
fn end_along([a, b]: [Vertex; 2]) -> Option<i32> {
    (a.x == b.x && (a.x == WEST || a.x == EAST)).then_some(a.x)
}

/// Gives both ends of the map the same vertices: a vertex within the tolerance of one at the other end moves there, and vertices that only
/// the other end has are inserted. Changes nothing where an end has no vertices.
pub(super) fn match_ends(arc_set: ArcSet, interner: &mut SignedLabelInterner, within: f64) -> ArcSet {
    let on_end = |end: i32| {
        let points = arc_set.arcs.points.iter();
        let mut heights: Vec<i32> = points.filter(|at| at.x == end).map(|at| at.y).collect();
        heights.sort_unstable();
        heights.dedup();
        heights
    };
    let west = on_end(WEST);
    let east = if west.is_empty() { Vec::new() } else { on_end(EAST) };
    if east.is_empty() {
        return arc_set;
    }
    let moves = moves(&east, &west, within);
    let moved = |at: Vertex| {
        let y = if at.x == EAST { moves.get(&at.y) } else { None };
        Vertex { y: y.copied().unwrap_or(at.y), ..at }
    };
    let mut heights: Vec<i32> = east.iter().map(|y| moves.get(y).copied().unwrap_or(*y)).chain(west).collect();
    heights.sort_unstable();
    heights.dedup();

    let mut led = Polylines::default();
    for points in arc_set.arcs.iter() {
        let mut before: Option<Vertex> = None;
        for at in points.iter().map(|at| moved(*at)) {
            if let Some(from) = before
                && end_along([from, at]).is_some()
            {
                let between = heights_between(&heights, from.y, at.y);
                led.points.extend(between.map(|y| Vertex { y, ..at }));
            }
            led.points.push(at);
            before = Some(at);
        }
        led.end();
    }
    if led == arc_set.arcs {
        return arc_set;
    }
    build_arcs(&led, &arc_set.labels, interner)
}

/// Matches heights: each of one list to the nearest of the other list that is neither in both nor taken.
fn moves(from: &[i32], to: &[i32], within: f64) -> HashMap<i32, i32> {
    let alone = |list: &[i32], other: &[i32]| -> Vec<i32> {
        list.iter().filter(|y| other.binary_search(y).is_err()).copied().collect()
    };
    let free = alone(to, from);
    let mut pairs: Vec<(i32, i32, i32)> = Vec::new();
    for y in alone(from, to) {
        let start = free.partition_point(|other| f64::from(y - other) > within);
        let near = free[start..].iter().take_while(|other| f64::from(**other - y) <= within);
        pairs.extend(near.map(|other| ((y - other).abs(), y, *other)));
    }
    pairs.sort_unstable();
    let (mut moves, mut taken) = (HashMap::new(), HashMap::new());
    for (_, y, other) in pairs {
        if !moves.contains_key(&y) && !taken.contains_key(&other) {
            moves.insert(y, other);
            taken.insert(other, y);
        }
    }
    moves
}

/// Those of an ascending list that lie between two heights, in the order of the way from one to the other.
fn heights_between(heights: &[i32], from: i32, to: i32) -> Box<dyn Iterator<Item = i32> + '_> {
    let (low, high) = (from.min(to), from.max(to));
    let start = heights.partition_point(|y| *y <= low);
    let end = heights.partition_point(|y| *y < high).max(start);
    let between = heights[start..end].iter().copied();
    if from <= to { Box::new(between) } else { Box::new(between.rev()) }
}

/// Cuts arcs where they reach an end of the map, and gives each stretch along it the owners across as its outer side. None where
/// nothing is across. Both ends have the same vertices.
pub(super) fn look_across(
    arcs: &Polylines,
    sides: &[[u32; 2]],
    owners: &mut FaceOwners,
) -> Option<(Polylines, Vec<[u32; 2]>)> {
    // What is inside of each segment along an end.
    let mut inside: HashMap<(i32, i32, i32), u32> = HashMap::new();
    let place = |end: i32, [a, b]: [Vertex; 2]| (end, a.y.min(b.y), a.y.max(b.y));
    let inner = |sides: &[u32; 2]| sides.iter().copied().find(|owner| *owner != NO_OWNER);
    for (points, sides) in arcs.iter().zip(sides) {
        for pair in points.windows(2).map(|pair| [pair[0], pair[1]]) {
            if let (Some(end), Some(owner)) = (end_along(pair), inner(sides)) {
                inside.insert(place(end, pair), owner);
            }
        }
    }
    let across = |pair: [Vertex; 2]| {
        let other = if end_along(pair)? == WEST { EAST } else { WEST };
        inside.get(&place(other, pair)).copied()
    };
    if !inside.keys().any(|(end, low, high)| *end == WEST && inside.contains_key(&(EAST, *low, *high))) {
        return None;
    }
    let (mut cut, mut of_cut) = (Polylines::default(), Vec::with_capacity(sides.len()));
    for (points, sides) in arcs.iter().zip(sides) {
        let mut along: Option<Option<u32>> = None;
        for pair in points.windows(2).map(|pair| [pair[0], pair[1]]) {
            let next = across(pair);
            if along != Some(next) {
                if along.is_some() {
                    cut.end();
                }
                along = Some(next);
                let outer = next.map_or(NO_OWNER, |owner| owners.beyond(owner));
                of_cut.push(sides.map(|owner| if owner == NO_OWNER { outer } else { owner }));
                cut.points.push(pair[0]);
            }
            cut.points.push(pair[1]);
        }
        if along.is_some() {
            cut.end();
        }
    }
    Some((cut, of_cut))
}
