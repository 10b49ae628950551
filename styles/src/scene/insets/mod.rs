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
use super::geometry;
use super::labels::{self, Circle, Label, Labels, Lettering, NamedArea, Obstacles, Placer};
use super::parted;

/// By how much the radius of a circle exceeds the side of the square that is as large as its area, where the area is nothing beside it.
const DWARFED: f64 = 2.0;
/// What it costs that an area in an inset has no name, where a pixel of the line to the inset costs 1.
const NAMELESS: f64 = 250.0;
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
    /// The circles of its areas, as large as on the map.
    pub circles: Vec<Circle>,
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
    /// The circles of all areas that no inset shows, apart from each other, in the order in which they came.
    pub circles: Vec<Circle>,
    /// The lines that lead from circles to the areas that they had to leave.
    pub lines: Vec<[Coord<f64>; 2]>,
    /// The names of all areas that no inset shows.
    pub labels: Labels,
}

impl Naming {
    /// How many areas have their name.
    pub fn placed(&self) -> usize {
        self.labels.placed.len() + self.insets.iter().map(|inset| inset.labels.placed.len()).sum::<usize>()
    }
}

/// Places insets, parts circles, and places the names of the areas that no inset shows. Small areas whose names have no place on the map, because
/// others lie all around them, get insets too; where there are circles those of small areas that hide others, or are hidden.
///
/// Insets keep off the places that names had without them, where they can.
pub fn name(areas: &[NamedArea<'_>], frame: Rect<f64>, obstacles: Obstacles<'_>, lettering: Lettering) -> Naming {
    let circle = |area: usize| obstacles.circles.iter().find(|circle| circle.area == Some(area));
    let is_small = |area: &usize| {
        let size = geometry::square_pixels(areas[*area].area);
        let is_dwarfed = circle(*area).is_some_and(|circle| circle.radius > DWARFED * size.sqrt());
        size < cluster::SEEN * cluster::SEEN || is_dwarfed
    };
    let is_named = |area: &usize| !areas[*area].name.trim().is_empty();
    let mut small: Vec<usize> = (0..areas.len()).filter(is_named).filter(is_small).collect();
    // Insets are for exceptions: on a map of many small areas they would only take room.
    let most = MOST_SMALL.max((areas.len() as f64 * SMALL_PART) as usize);
    let others = circles_without(obstacles.circles, &small);
    let on_map = Obstacles { circles: &others, ..obstacles };
    let mut names = Vec::new();
    let mut placer = Placer::new(areas, frame, lettering);
    if !small.is_empty() || obstacles.circles.is_empty() {
        let alone = placer.place(&small, on_map, lettering.most);
        let is_compact = |area: &&usize| {
            geometry::bounds(areas[**area].area).is_some_and(|place| place.width().max(place.height()) < HARDLY_SEEN)
        };
        let crowded: Vec<usize> = alone.unplaced.iter().filter(is_compact).copied().collect();
        if obstacles.circles.is_empty() && lettering.most.is_none() && small.len() + crowded.len() <= most {
            small.extend(crowded);
        }
        if small.is_empty() {
            return Naming { labels: alone, ..Naming::default() };
        }
        names = alone.placed;
    }
    if small.len() > most {
        return beside(Vec::new(), &mut placer, obstacles, lettering.most);
    }
    let insets = insets(&placer, &small, (obstacles, on_map), &names);
    let in_insets = insets.iter().map(|inset| inset.labels.placed.len()).sum::<usize>();
    let most = lettering.most.map(|most| most.saturating_sub(in_insets));
    beside(insets, &mut placer, obstacles, most)
}

/// Parts circles, and places the names of all areas.
pub fn without_insets(
    areas: &[NamedArea<'_>],
    frame: Rect<f64>,
    obstacles: Obstacles<'_>,
    lettering: Lettering,
) -> Naming {
    beside(Vec::new(), &mut Placer::new(areas, frame, lettering), obstacles, lettering.most)
}

/// Circles and names of what insets do not show.
fn beside(insets: Vec<Inset>, placer: &mut Placer<'_>, obstacles: Obstacles<'_>, most: Option<usize>) -> Naming {
    let Placer { areas, frame, lettering, .. } = *placer;
    let shown: Vec<usize> = insets.iter().flat_map(|inset| inset.areas.iter().copied()).collect();
    let mut circles = circles_without(obstacles.circles, &shown);
    let frames: Vec<Rect<f64>> =
        obstacles.boxes.iter().copied().chain(insets.iter().map(|inset| inset.frame)).collect();
    let lines = parted::part(&mut circles, frame, &frames, |circle| {
        circle.area.and_then(|area| areas.get(area)).map(|named| named.area)
    });
    let mut taken = Taken::new(obstacles, &insets);
    taken.lines.extend(&lines);
    let taken = taken.obstacles(obstacles);
    let mut labels = placer.place(&shown, Obstacles { circles: &circles, ..taken }, most);
    if most.is_none() && labels::make_room(&labels.unplaced, areas, &mut circles, (frame, taken), lettering) {
        labels = placer.place(&shown, Obstacles { circles: &circles, ..taken }, most);
    }
    Naming { insets, circles, lines, labels }
}

/// Circles, without those of some areas.
fn circles_without(circles: &[Circle], areas: &[usize]) -> Vec<Circle> {
    let is_left = |circle: &&Circle| circle.area.is_none_or(|area| !areas.contains(&area));
    circles.iter().filter(is_left).copied().collect()
}

/// Whether a circle hides the centre of another of the map, or its centre is hidden.
fn is_crowded(circle: &Circle, circles: &[Circle]) -> bool {
    let near = |other: &Circle| {
        geometry::distance(circle.center, other.center) < circle.radius.max(other.radius) && circle.area != other.area
    };
    circles.iter().any(near)
}

/// Insets for some areas, away from names. `whole` is what there is with the circles of these areas.
fn insets(
    placer: &Placer<'_>,
    small: &[usize],
    (whole, obstacles): (Obstacles<'_>, Obstacles<'_>),
    names: &[Label],
) -> Vec<Inset> {
    let Placer { areas, frame, lettering, ref covered, .. } = *placer;
    let mut clusters = Cluster::together(areas, small, whole.circles, frame);
    if !whole.circles.is_empty() {
        // A circle is seen however small its area is.
        clusters.retain(|cluster| cluster.circles.iter().any(|circle| is_crowded(circle, whole.circles)));
    }
    // Those with many areas first, then those whose areas come first.
    let rank = |cluster: &Cluster| cluster.areas.iter().map(|area| areas[*area].rank).min();
    clusters.sort_by_key(|cluster| (std::cmp::Reverse(cluster.areas.len()), rank(cluster)));
    let mut insets: Vec<Inset> = Vec::new();
    for cluster in clusters.into_iter().take(MOST_TRIED) {
        if insets.len() == MOST {
            break;
        }
        let taken = Taken::new(obstacles, &insets);
        let ground = Ground { covered, map: frame, obstacles: taken.obstacles(obstacles), names };
        let ways = cluster.ways(areas, frame, lettering).into_iter();
        let placed = ways.filter_map(|way| Some((ground.best_spot(way.size, cluster.place)?, way)));
        let cost = |(spot, way): &(spot::Spot, cluster::DrawnCluster)| {
            spot.cost + NAMELESS * (cluster.areas.len() - way.names()) as f64
        };
        if let Some((spot, way)) = placed.min_by(|a, b| cost(a).total_cmp(&cost(b))) {
            insets.push(Inset {
                areas: cluster.areas,
                frame: spot.frame,
                place: cluster.place,
                center: spot.frame.min() + way.center,
                magnification: way.magnification,
                leader: spot.leader,
                circles: way
                    .circles
                    .into_iter()
                    .map(|circle| Circle { center: circle.center + spot.frame.min(), ..circle })
                    .collect(),
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
