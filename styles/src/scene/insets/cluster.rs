//! Areas too small to see that lie together, and how large they have to be drawn.

use geo_types::{Coord, MultiPolygon, Rect};

use crate::scene::geometry::{around, bounds, boxes_meet, grown, holds, mapped, square_pixels};
use crate::scene::labels::{self, Circle, Labels, Lettering, NamedArea, Obstacles};
use crate::scene::parted;

/// The side of a square that can be seen, in pixels.
pub(super) const SEEN: f64 = 14.0;
/// How near areas are that share an inset, in pixels.
const TOGETHER: f64 = 4.0;
/// The room between the areas and the frame around them on the map, in pixels.
const MARKED: f64 = 2.0;
/// How much larger an inset may be.
const MAGNIFICATIONS: [f64; 5] = [3.0, 3.5, 4.0, 5.0, 6.0];
/// The room around the areas of an inset, in pixels: for names outside of them, more and more.
const MARGINS: [[f64; 2]; 7] =
    [[8.0, 8.0], [20.0, 16.0], [24.0, 24.0], [64.0, 5.0], [90.0, 5.0], [60.0, 24.0], [110.0, 5.0]];
/// The least side of an inset, in pixels.
const LEAST_SIDE: f64 = 36.0;
/// The room around an area with its name under it, and between the two, in pixels.
const CAPTION_MARGIN: f64 = 6.0;
const CAPTION_GAP: f64 = 2.0;
/// How much of the width and height of the map an inset takes at most.
const LARGEST: [f64; 2] = [0.3, 0.4];
/// How long the line to a name outside may be, in an inset.
const LONGEST_LEADER: f64 = 40.0;

/// Small areas that lie together.
pub(super) struct Cluster {
    pub(super) areas: Vec<usize>,
    /// The box around them.
    pub(super) place: Rect<f64>,
    /// The size of the smallest, in square pixels.
    smallest: f64,
    /// Their circles, as they are on the map.
    pub(super) circles: Vec<Circle>,
}

/// A cluster so many times larger, with the middle of its place at zero.
struct Content {
    shapes: Vec<MultiPolygon<f64>>,
    /// As large as on the map, apart from each other.
    circles: Vec<Circle>,
    /// The box around both.
    bounds: Rect<f64>,
}

/// How a cluster is drawn in its inset.
pub(super) struct DrawnCluster {
    pub(super) magnification: f64,
    pub(super) size: [f64; 2],
    /// Where the middle of its place is.
    pub(super) center: Coord<f64>,
    pub(super) circles: Vec<Circle>,
    /// With the corner of the inset at the origin.
    pub(super) labels: Labels,
}

impl DrawnCluster {
    pub(super) fn names(&self) -> usize {
        self.labels.placed.len()
    }

    fn is_smaller(&self, other: &Self) -> bool {
        self.size[0] * self.size[1] < other.size[0] * other.size[1]
    }

    fn is_within(&self, [width, height]: [f64; 2]) -> bool {
        self.size[0] <= width && self.size[1] <= height
    }
}

impl Cluster {
    /// Areas, those that lie together as one.
    pub(super) fn together(
        areas: &[NamedArea<'_>],
        small: &[usize],
        circles: &[Circle],
        frame: Rect<f64>,
    ) -> Vec<Self> {
        let of = |area: usize| circles.iter().copied().filter(move |circle| circle.area == Some(area)).collect();
        let alone = |area: &usize| {
            let size = square_pixels(areas[*area].area);
            let place = bounds(areas[*area].area).filter(|place| holds(frame, *place))?;
            (size > 0.0).then(|| Self {
                areas: vec![*area],
                place: grown(place, MARKED),
                smallest: size,
                circles: of(*area),
            })
        };
        let mut clusters: Vec<Self> = small.iter().filter_map(alone).collect();
        // Joined until none is near another.
        let mut first = 0;
        while first < clusters.len() {
            let near = |other: &Cluster| boxes_meet(grown(clusters[first].place, TOGETHER - MARKED), other.place);
            match (first + 1..clusters.len()).find(|other| near(&clusters[*other])) {
                Some(other) => {
                    let other = clusters.swap_remove(other);
                    let joined = &mut clusters[first];
                    joined.areas.extend(other.areas);
                    joined.areas.sort_unstable();
                    joined.place = around(joined.place, other.place);
                    joined.smallest = joined.smallest.min(other.smallest);
                    joined.circles.extend(other.circles);
                    joined.circles.sort_by(|a, b| b.radius.total_cmp(&a.radius));
                    // It may now be near to one that was passed.
                    first = 0;
                }
                None => first += 1,
            }
        }
        clusters
    }

    /// The ways to draw it that show the most names, without those that others beat in width and height. Where there are circles, which matter more
    /// than names, also smaller ways with fewer names.
    pub(super) fn ways(&self, areas: &[NamedArea<'_>], frame: Rect<f64>, lettering: Lettering) -> Vec<DrawnCluster> {
        let mut ways: Vec<DrawnCluster> = Vec::new();
        let enough = |times: &f64| self.smallest * times * times >= SEEN * SEEN;
        for magnification in MAGNIFICATIONS.into_iter().filter(enough) {
            let content = self.content(areas, magnification);
            let captioned = || self.captioned(areas, magnification, &content, lettering);
            let has_circles = !self.circles.is_empty();
            let with_names = MARGINS.into_iter().filter_map(|margins| {
                let size = content.size(margins);
                let fits = size[0] <= LARGEST[0] * frame.width() && size[1] <= LARGEST[1] * frame.height();
                // What is no smaller than one that shows all names is no better.
                let is_beaten =
                    |way: &DrawnCluster| way.names() == self.areas.len() && (has_circles || way.is_within(size));
                (fits && !ways.iter().any(is_beaten))
                    .then(|| self.drawn(areas, magnification, &content, (size, lettering)))?
            });
            let new: Vec<DrawnCluster> = with_names.chain(std::iter::once_with(captioned).flatten()).collect();
            for way in new {
                let beats = |one: &DrawnCluster, other: &DrawnCluster| {
                    (one.names() > other.names() && !has_circles)
                        || (one.names() >= other.names() && one.is_within(other.size))
                        || (has_circles && one.names() == self.areas.len() && one.is_smaller(other))
                };
                if !ways.iter().any(|known| beats(known, &way)) {
                    ways.retain(|known| !beats(&way, known));
                    ways.push(way);
                }
            }
            // Larger is of no use where all names have room.
            if ways.iter().any(|way| way.names() == self.areas.len()) {
                break;
            }
        }
        ways
    }

    /// Its areas so many times larger, and their circles.
    fn content(&self, areas: &[NamedArea<'_>], magnification: f64) -> Content {
        let to = |at: Coord<f64>| (at - self.place.center()) * magnification;
        let shapes: Vec<MultiPolygon<f64>> = self.areas.iter().map(|area| mapped(areas[*area].area, to)).collect();
        let mut circles: Vec<Circle> =
            self.circles.iter().map(|circle| Circle { center: to(circle.center), ..*circle }).collect();
        parted::spread(&mut circles);
        let half =
            Coord { x: self.place.width() / 2.0 - MARKED, y: self.place.height() / 2.0 - MARKED } * magnification;
        let of_circles = circles.iter().map(|circle| grown(Rect::new(circle.center, circle.center), circle.radius));
        Content { bounds: of_circles.fold(Rect::new(-half, half), around), shapes, circles }
    }

    /// With names in the areas, on their circles, or on the ground beside them; none where no name has room.
    fn drawn(
        &self,
        areas: &[NamedArea<'_>],
        magnification: f64,
        content: &Content,
        ([width, height], lettering): ([f64; 2], Lettering),
    ) -> Option<DrawnCluster> {
        let center = Coord { x: width / 2.0, y: height / 2.0 } - content.bounds.center();
        let shapes: Vec<MultiPolygon<f64>> =
            content.shapes.iter().map(|shape| mapped(shape, |at| at + center)).collect();
        let of_shape = |(number, area)| NamedArea { area, ..areas[number] };
        let named: Vec<NamedArea<'_>> = self.areas.iter().copied().zip(&shapes).map(of_shape).collect();
        let circles = content.circles(center);
        // For the names these areas are all that there are.
        let here = |area: usize| self.areas.iter().position(|known| *known == area);
        let on_areas: Vec<Circle> =
            circles.iter().map(|circle| Circle { area: circle.area.and_then(here), ..*circle }).collect();
        let frame = Rect::new((0.0, 0.0), (width, height));
        let lettering = Lettering { longest_leader: LONGEST_LEADER, most: None, ..lettering };
        let labels = labels::place(&named, frame, Obstacles { circles: &on_areas, ..Obstacles::default() }, lettering);
        // A single area needs no line: see `captioned`.
        let is_whole = self.areas.len() > 1 || labels.placed.iter().all(|label| label.leader.is_none());
        let labels = labels.of_areas(&self.areas);
        (is_whole && (!labels.placed.is_empty() || !circles.is_empty())).then_some(DrawnCluster {
            magnification,
            size: [width, height],
            center,
            circles,
            labels,
        })
    }

    /// A single area with its name under it.
    fn captioned(
        &self,
        areas: &[NamedArea<'_>],
        magnification: f64,
        content: &Content,
        lettering: Lettering,
    ) -> Option<DrawnCluster> {
        let [area] = self.areas.as_slice() else { return None };
        let drawn = [content.bounds.width(), content.bounds.height()];
        let mut label = labels::caption(&areas[*area], lettering)?;
        let width = drawn[0].max(label.bounds.width()).max(LEAST_SIDE) + 2.0 * CAPTION_MARGIN;
        let top = CAPTION_MARGIN + drawn[1] + CAPTION_GAP;
        let height = top + label.bounds.height() + CAPTION_MARGIN;
        let middle = Coord { x: width / 2.0, y: CAPTION_MARGIN + drawn[1] / 2.0 };
        let center = middle - content.bounds.center();
        label.area = *area;
        let by = Coord { x: middle.x - label.bounds.center().x, y: top - label.bounds.min().y };
        let labels = Labels { placed: vec![label], unplaced: Vec::new() }.moved(by);
        let circles = content.circles(center);
        Some(DrawnCluster { magnification, size: [width, height], center, circles, labels })
    }
}

impl Content {
    /// Width and height with margins.
    fn size(&self, [beside, above]: [f64; 2]) -> [f64; 2] {
        let side = |side: f64, margin: f64| (side + 2.0 * margin).max(LEAST_SIDE);
        [side(self.bounds.width(), beside), side(self.bounds.height(), above)]
    }

    /// The circles where zero is at a place.
    fn circles(&self, by: Coord<f64>) -> Vec<Circle> {
        self.circles.iter().map(|circle| Circle { center: circle.center + by, ..*circle }).collect()
    }
}
