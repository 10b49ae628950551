//! Areas too small to see that lie together, and how large they have to be drawn.

use geo_types::{Coord, MultiPolygon, Rect};

use crate::scene::geometry::{around, bounds, boxes_meet, grown, holds, mapped, square_pixels};
use crate::scene::labels::{self, Labels, Lettering, NamedArea, Obstacles};

/// The side of a square that can be seen, in pixels.
pub(super) const SEEN: f64 = 14.0;
/// How near areas are that share an inset, in pixels.
const TOGETHER: f64 = 4.0;
/// The room between the areas and the frame around them on the map, in pixels.
const MARKED: f64 = 2.0;
/// How much larger an inset may be.
const MAGNIFICATIONS: [f64; 5] = [3.0, 3.5, 4.0, 5.0, 6.0];
/// The room around the areas of an inset, in pixels: for names outside of them, more and more.
const MARGINS: [[f64; 2]; 6] = [[8.0, 8.0], [20.0, 16.0], [64.0, 5.0], [90.0, 5.0], [60.0, 24.0], [110.0, 5.0]];
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
}

/// How a cluster is drawn in its inset.
pub(super) struct DrawnCluster {
    pub(super) magnification: f64,
    pub(super) size: [f64; 2],
    /// Where its middle is.
    pub(super) center: Coord<f64>,
    /// With the corner of the inset at the origin.
    pub(super) labels: Labels,
}

impl DrawnCluster {
    fn names(&self) -> usize {
        self.labels.placed.len()
    }

    fn is_within(&self, [width, height]: [f64; 2]) -> bool {
        self.size[0] <= width && self.size[1] <= height
    }
}

impl Cluster {
    /// Areas, those that lie together as one.
    pub(super) fn together(areas: &[NamedArea<'_>], small: &[usize], frame: Rect<f64>) -> Vec<Self> {
        let alone = |area: &usize| {
            let size = square_pixels(areas[*area].area);
            let place = bounds(areas[*area].area).filter(|place| holds(frame, *place))?;
            (size > 0.0).then(|| Self { areas: vec![*area], place: grown(place, MARKED), smallest: size })
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
                    // It may now be near to one that was passed.
                    first = 0;
                }
                None => first += 1,
            }
        }
        clusters
    }

    /// The ways to draw it that show the most names, without those that others beat in width and height.
    pub(super) fn ways(&self, areas: &[NamedArea<'_>], frame: Rect<f64>, lettering: Lettering) -> Vec<DrawnCluster> {
        let mut ways: Vec<DrawnCluster> = Vec::new();
        let enough = |times: &f64| self.smallest * times * times >= SEEN * SEEN;
        for magnification in MAGNIFICATIONS.into_iter().filter(enough) {
            let captioned = || self.captioned(areas, magnification, lettering);
            let with_names = MARGINS.into_iter().filter_map(|margins| {
                let size = self.size(magnification, margins);
                let fits = size[0] <= LARGEST[0] * frame.width() && size[1] <= LARGEST[1] * frame.height();
                // What is no smaller than one that shows all names is no better.
                let is_beaten = |way: &DrawnCluster| way.names() == self.areas.len() && way.is_within(size);
                (fits && !ways.iter().any(is_beaten)).then(|| self.drawn(areas, magnification, size, lettering))?
            });
            let new: Vec<DrawnCluster> = with_names.chain(std::iter::once_with(captioned).flatten()).collect();
            for way in new {
                let beats = |one: &DrawnCluster, other: &DrawnCluster| {
                    one.names() > other.names() || (one.names() == other.names() && one.is_within(other.size))
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

    /// Width and height with margins.
    fn size(&self, magnification: f64, [beside, above]: [f64; 2]) -> [f64; 2] {
        let side = |side: f64, margin: f64| (side * magnification + 2.0 * margin).max(LEAST_SIDE);
        let areas = grown(self.place, -MARKED);
        [side(areas.width(), beside), side(areas.height(), above)]
    }

    /// Its areas so many times larger around a place.
    fn shapes(&self, areas: &[NamedArea<'_>], magnification: f64, center: Coord<f64>) -> Vec<MultiPolygon<f64>> {
        let to = |at: Coord<f64>| center + (at - self.place.center()) * magnification;
        self.areas.iter().map(|area| mapped(areas[*area].area, to)).collect()
    }

    /// With names in the areas or on the ground beside them; none where no name has room.
    fn drawn(
        &self,
        areas: &[NamedArea<'_>],
        magnification: f64,
        [width, height]: [f64; 2],
        lettering: Lettering,
    ) -> Option<DrawnCluster> {
        let center = Coord { x: width / 2.0, y: height / 2.0 };
        let shapes = self.shapes(areas, magnification, center);
        let of_shape = |(number, area)| NamedArea { area, ..areas[number] };
        let named: Vec<NamedArea<'_>> = self.areas.iter().copied().zip(&shapes).map(of_shape).collect();
        let frame = Rect::new((0.0, 0.0), (width, height));
        let lettering = Lettering { longest_leader: LONGEST_LEADER, most: None, ..lettering };
        let labels = labels::place(&named, frame, Obstacles::default(), lettering);
        // A single area needs no line: see `captioned`.
        let is_whole = self.areas.len() > 1 || labels.placed.iter().all(|label| label.leader.is_none());
        let labels = labels.of_areas(&self.areas);
        (is_whole && !labels.placed.is_empty()).then_some(DrawnCluster {
            magnification,
            size: [width, height],
            center,
            labels,
        })
    }

    /// A single area with its name under it.
    fn captioned(&self, areas: &[NamedArea<'_>], magnification: f64, lettering: Lettering) -> Option<DrawnCluster> {
        let [area] = self.areas.as_slice() else { return None };
        let drawn = [self.place.width(), self.place.height()].map(|side| (side - 2.0 * MARKED) * magnification);
        let mut label = labels::caption(&areas[*area], lettering)?;
        let width = drawn[0].max(label.bounds.width()).max(LEAST_SIDE) + 2.0 * CAPTION_MARGIN;
        let top = CAPTION_MARGIN + drawn[1] + CAPTION_GAP;
        let height = top + label.bounds.height() + CAPTION_MARGIN;
        let center = Coord { x: width / 2.0, y: CAPTION_MARGIN + drawn[1] / 2.0 };
        label.area = *area;
        let by = Coord { x: center.x - label.bounds.center().x, y: top - label.bounds.min().y };
        let labels = Labels { placed: vec![label], unplaced: Vec::new() }.moved(by);
        Some(DrawnCluster { magnification, size: [width, height], center, labels })
    }
}
