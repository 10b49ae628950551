//! Areas too small to see, such as cities, drawn again larger in a corner of the map.
//!
//! Areas of less than 14 by 14 pixels that lie together share an inset. It is as much larger as its names need, three to six times, and
//! shows nothing but these areas: the ground around them is room for names. It stands on free ground, at the edge of the map
//! where it can, near to its place, and a line leads there. There is none where nothing is too small, where six times would still
//! be too small, or where there is no room.

mod cluster;
mod spot;

use geo_types::{Coord, MultiPolygon, Rect};

use self::cluster::Cluster;
use self::spot::Ground;
use super::covered::Covered;
use super::geometry;
use super::labels::{self, Label, Labels, Lettering, NamedArea, Obstacles};

/// What is less wide and high than this has an inset where its name has no place on the map, in pixels.
const HARDLY_SEEN: f64 = 30.0;
/// How many insets there are at most.
const MOST: usize = 4;
/// How many groups of small areas are tried.
const MOST_TRIED: usize = 8;
/// What part of the areas of a map may be in insets, and how many may be however few there are.
const SMALL_PART: f64 = 0.25;
const MOST_SMALL: usize = 8;

/// A part of the map drawn larger.
#[derive(Clone, Debug, PartialEq)]
pub struct Inset {
    /// The positions of the areas that it shows.
    pub areas: Vec<usize>,
    /// The box that it fills.
    pub frame: Rect<f64>,
    /// The box around the areas on the map.
    pub place: Rect<f64>,
    /// Where the middle of the place is in the inset.
    pub center: Coord<f64>,
    /// How much larger it is.
    pub magnification: f64,
    /// The line from the inset to the place.
    pub leader: [Coord<f64>; 2],
    /// The names in it.
    pub labels: Labels,
}

impl Inset {
    /// Where a pixel of the map is in the inset.
    pub fn pixel(&self, at: Coord<f64>) -> Coord<f64> {
        self.center + (at - self.place.center()) * self.magnification
    }

    /// An area of the map as the inset shows it.
    pub fn area(&self, area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
        geometry::mapped(area, |at| self.pixel(at))
    }
}

/// The names of a map, and its insets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// Insets for what is too small to see.
    pub insets: Vec<Inset>,
    /// The names of all areas that no inset shows.
    pub labels: Labels,
}

impl Naming {
    /// How many areas have their name.
    pub fn placed(&self) -> usize {
        self.labels.placed.len() + self.insets.iter().map(|inset| inset.labels.placed.len()).sum::<usize>()
    }
}

/// Places insets, and the names of the areas that they do not show. Small areas whose names have no place on the map, because
/// others lie all around them, get insets too.
///
/// Insets keep off the places that names had without them, where they can.
pub fn name(areas: &[NamedArea<'_>], frame: Rect<f64>, obstacles: Obstacles<'_>, lettering: Lettering) -> Naming {
    let size = |area: usize| geometry::square_pixels(areas[area].area);
    let is_named = |area: &usize| !areas[*area].name.trim().is_empty();
    let mut small: Vec<usize> =
        (0..areas.len()).filter(is_named).filter(|area| size(*area) < cluster::SEEN * cluster::SEEN).collect();
    let alone = labels::place(&without(areas, &small), frame, obstacles, lettering);
    let is_compact = |area: &&usize| {
        geometry::bounds(areas[**area].area).is_some_and(|place| place.width().max(place.height()) < HARDLY_SEEN)
    };
    let crowded: Vec<usize> = alone.unplaced.iter().filter(is_compact).copied().collect();
    // Insets are for exceptions: on a map of many small areas they would only take room.
    let most = MOST_SMALL.max((areas.len() as f64 * SMALL_PART) as usize);
    if lettering.most.is_none() && small.len() + crowded.len() <= most {
        small.extend(crowded);
    }
    if small.is_empty() {
        return Naming { insets: Vec::new(), labels: alone };
    }
    if small.len() > most {
        return Naming { insets: Vec::new(), labels: labels::place(areas, frame, obstacles, lettering) };
    }
    let insets = insets(areas, &small, frame, obstacles, &alone.placed, lettering);
    let shown: Vec<usize> = insets.iter().flat_map(|inset| inset.areas.iter().copied()).collect();
    let taken = Taken::new(obstacles, &insets);
    let in_insets = insets.iter().map(|inset| inset.labels.placed.len()).sum::<usize>();
    let most = lettering.most.map(|most| most.saturating_sub(in_insets));
    let lettering = Lettering { most, ..lettering };
    let labels = labels::place(&without(areas, &shown), frame, taken.obstacles(obstacles), lettering);
    Naming { insets, labels }
}

/// The same, some of them without names.
fn without<'a>(areas: &[NamedArea<'a>], nameless: &[usize]) -> Vec<NamedArea<'a>> {
    let mut left = areas.to_vec();
    for area in nameless {
        left[*area].name = "";
    }
    left
}

/// Insets for some areas, away from names.
fn insets(
    areas: &[NamedArea<'_>],
    small: &[usize],
    frame: Rect<f64>,
    obstacles: Obstacles<'_>,
    names: &[Label],
    lettering: Lettering,
) -> Vec<Inset> {
    let mut clusters = Cluster::together(areas, small, frame);
    // Those with many areas first, then those whose areas come first.
    let rank = |cluster: &Cluster| cluster.areas.iter().map(|area| areas[*area].rank).min();
    clusters.sort_by_key(|cluster| (std::cmp::Reverse(cluster.areas.len()), rank(cluster)));
    let covered = Covered::new(areas.iter().map(|named| named.area), frame);
    let mut insets: Vec<Inset> = Vec::new();
    for cluster in clusters.into_iter().take(MOST_TRIED) {
        if insets.len() == MOST {
            break;
        }
        let taken = Taken::new(obstacles, &insets);
        let ground = Ground { covered: &covered, map: frame, obstacles: taken.obstacles(obstacles), names };
        let ways = cluster.ways(areas, frame, lettering).into_iter();
        let placed = ways.filter_map(|way| Some((ground.best_spot(way.size, cluster.place)?, way)));
        if let Some((spot, way)) = placed.min_by(|(a, _), (b, _)| a.cost.total_cmp(&b.cost)) {
            insets.push(Inset {
                areas: cluster.areas,
                frame: spot.frame,
                place: cluster.place,
                center: spot.frame.min() + way.center,
                magnification: way.magnification,
                leader: spot.leader,
                labels: way.labels.moved(spot.frame.min()),
            });
        }
    }
    insets
}

/// What is taken when some insets have their places.
struct Taken {
    boxes: Vec<Rect<f64>>,
    lines: Vec<[Coord<f64>; 2]>,
}

impl Taken {
    fn new(obstacles: Obstacles<'_>, insets: &[Inset]) -> Self {
        let of_insets = insets.iter().flat_map(|inset| [inset.frame, inset.place]);
        Self {
            boxes: obstacles.boxes.iter().copied().chain(of_insets).collect(),
            lines: obstacles.lines.iter().copied().chain(insets.iter().map(|inset| inset.leader)).collect(),
        }
    }

    fn obstacles<'a>(&'a self, others: Obstacles<'a>) -> Obstacles<'a> {
        Obstacles { boxes: &self.boxes, lines: &self.lines, ..others }
    }
}

#[cfg(test)]
mod tests;
