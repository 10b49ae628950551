//! Where points lie among the units of a layer: communities, which say in which unit, and facilities, which do not.
//!
//! Where all points of a file are wrong in the same way it is told once, with its cause; one by one only those that are wrong alone.

use geo_types::{Point, Rect};

use super::layers::LoadedLayer;
use super::report::{Findings, Location, Severity};
use super::text::{listed, metres};
use super::whereabouts::{Whereabouts, grown, span};
use crate::index::{SpatialIndex, TOLERANCE_METRES, is_in, metres_to_border};
use crate::model::BBox;
use crate::model::{AdminLayer, AdminUnit, Community};

/// Finds units by points.
#[derive(Debug)]
pub(super) struct Placement<'a> {
    layer: &'a AdminLayer,
    index: SpatialIndex,
    /// All units lie in one of these boxes, with a margin.
    reach: Vec<Rect<f64>>,
    /// Whether the layer certainly lies where it should.
    is_confirmed: bool,
}

/// A point that does not lie where it should.
pub(super) struct Stray {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    pub(super) message: String,
}

/// The kind of finding that exchanged coordinates make.
pub(super) const SWAPPED: &str = "coordinates_swapped";

/// Points that are this far from all units of a layer, in degrees, are of another place.
const ELSEWHERE_DEGREES: f64 = 0.5;

impl<'a> Placement<'a> {
    /// None where the layer itself is in a wrong place, which is reported: nothing can be compared with it.
    pub(super) fn new(loaded: &'a LoadedLayer) -> Option<Self> {
        let index = || SpatialIndex::new(std::slice::from_ref(&loaded.layer), &[], &[]);
        let is_confirmed = loaded.whereabouts == Whereabouts::Confirmed;
        let units = BBox::around(loaded.layer.units.iter().flat_map(AdminUnit::boxes));
        let reach = || units.iter().flat_map(BBox::parts).map(|part| grown(part, ELSEWHERE_DEGREES)).collect();
        (loaded.whereabouts != Whereabouts::Misplaced).then(|| Self {
            layer: &loaded.layer,
            index: index(),
            reach: reach(),
            is_confirmed,
        })
    }

    /// Looks at all points of a file together (or at many of them), and says what is wrong with most of them in the same way, if
    /// anything is: then nothing needs to be said of each.
    pub(super) fn together(&self, points: &[Point<f64>]) -> Option<Stray> {
        let around = BBox::around(points.iter().map(|point| Rect::new(point.0, point.0)))?;
        let units = BBox::around(self.layer.units.iter().flat_map(AdminUnit::boxes))?;
        let (at, areas) = (span(&around), span(&units));
        let label = self.layer.level.label();
        let found = points.iter().filter_map(|point| self.swapped(*point).map(|unit| (point, unit)));
        let mut found = found.peekable();
        let example = found.peek().copied();
        let count = found.count();
        if let Some((point, unit)) = example.filter(|_| count >= 2 && count * 2 > points.len()) {
            let (lon, lat) = point.x_y();
            let message = if self.is_confirmed {
                format!(
                    "longitude and latitude look swapped in {} points: {lon}, {lat} is in no {label}, {lat}, {lon} is in {}; exchange the two",
                    all_or_most(count, points.len()),
                    named(unit),
                )
            } else {
                format!(
                    "longitude and latitude look swapped, either those of the points or those of the areas: the points lie at {at}, the areas of `{}` at {areas}",
                    self.layer.level.id(),
                )
            };
            return Some(Stray { severity: Severity::Error, code: SWAPPED, message });
        }
        if points.len() < 2 || points.iter().any(|point| self.is_near(*point)) {
            return None;
        }
        let message = format!(
            "no point is in or near a {label}: the points lie at {at}, the areas of `{}` at {areas}; which of them is right?",
            self.layer.level.id()
        );
        Some(Stray { severity: Severity::Warning, code: "points_elsewhere", message })
    }

    /// Whether a point is in or near the box around all units.
    fn is_near(&self, point: Point<f64>) -> bool {
        self.reach.iter().any(|around| geo::Intersects::intersects(around, &point))
    }

    /// What is wrong with the place of a point. A unit that is stated for it stays valid: codes are assigned by people who know the
    /// place, while coordinates slip and borders are drawn coarsely.
    pub(super) fn stray(&self, point: Point<f64>, stated: Option<&AdminUnit>) -> Option<Stray> {
        if stated.is_some_and(|stated| is_in(&stated.area, point)) {
            return None;
        }
        let (lon, lat) = point.x_y();
        let label = self.layer.level.label();
        let found = self.unit_at(point);
        if found.is_none()
            && let Some(unit) = self.swapped(point)
        {
            let message = format!(
                "longitude and latitude look swapped: {lon}, {lat} is in no {label}, {lat}, {lon} is in {}",
                named(unit)
            );
            return Some(Stray { severity: Severity::Error, code: SWAPPED, message });
        }
        // What forms and spreadsheets write where no position was taken.
        let zero = if lon == 0.0 && lat == 0.0 { "; 0, 0 is what is written where no position is known" } else { "" };
        let Some(stated) = stated else {
            if found.is_some() || self.index.unit_near(self.layer, point, |_| true).is_some() {
                return None;
            }
            let message = format!("the point {lon}, {lat} lies in no {label}{zero}");
            return Some(Stray { severity: Severity::Warning, code: "point_outside_districts", message });
        };
        let distance = metres_to_border(&stated.area, point);
        let lies_in = found.map_or_else(|| format!("in no {label}"), |unit| format!("in {}", named(unit)));
        let message = format!(
            "the stated {label} is {}, but the point lies {lies_in}, {} outside the stated one; the stated one is used{zero}",
            named(stated),
            metres(distance)
        );
        Some(if distance <= TOLERANCE_METRES {
            Stray { severity: Severity::Note, code: "point_near_district", message }
        } else {
            Stray { severity: Severity::Warning, code: "point_outside_district", message }
        })
    }

    /// The unit that a point lies in.
    fn unit_at(&self, point: Point<f64>) -> Option<&'a AdminUnit> {
        self.index.unit_at(self.layer, point).map(|position| &self.layer.units[position])
    }

    /// The unit that a point lies in with its coordinates exchanged, where it lies in none as it is.
    fn swapped(&self, point: Point<f64>) -> Option<&'a AdminUnit> {
        let swapped = Point::new(point.y(), point.x());
        if swapped.y().abs() > 90.0 || self.unit_at(point).is_some() {
            return None;
        }
        self.unit_at(swapped)
    }
}

/// Longitudes of points that are written from 0 to 360, as charts of the Pacific have them.
#[derive(Debug, Default)]
pub(super) struct BeyondMeridian {
    /// How many were brought home, and the first of them.
    brought: usize,
    first: Option<f64>,
}

impl BeyondMeridian {
    /// The longitude from -180 to 180 that is meant. One with a wrong digit would look the same, so that it must lead near the units,
    /// where there are some to compare with.
    pub(super) fn bring_home(&mut self, lon: f64, lat: f64, placement: Option<&Placement<'_>>) -> Option<f64> {
        let home = at_home(lon, lat, placement)?;
        self.brought += 1;
        self.first.get_or_insert(lon);
        Some(home)
    }

    /// Says what was done.
    pub(super) fn report(&self, location: Location, findings: &mut Findings) {
        let Some(first) = self.first else { return };
        let message = match self.brought {
            1 => format!("the longitude {first} goes beyond 180 degrees: it is taken for {}", turned(first)),
            count => {
                format!("{count} longitudes go beyond 180 degrees: {first}, the first, is taken for {}", turned(first))
            }
        };
        findings.note("longitude_beyond_180", location, message);
    }
}

/// The longitude from -180 to 180 that one beyond is meant to be, if it is.
pub(super) fn at_home(lon: f64, lat: f64, placement: Option<&Placement<'_>>) -> Option<f64> {
    let is_written_so = lon.abs() > 180.0 && lon.abs() <= 360.0 && lat.abs() <= 90.0;
    let home = turned(lon);
    let is_meant = is_written_so && placement.is_none_or(|placement| placement.is_near(Point::new(home, lat)));
    is_meant.then_some(home)
}

/// A longitude a whole turn further, towards Greenwich, to the digits that somebody wrote.
pub(super) fn turned(lon: f64) -> f64 {
    ((lon - 360.0_f64.copysign(lon)) * 1e11).round() / 1e11
}

impl Stray {
    /// Reports it.
    pub(super) fn report(self, location: Location, findings: &mut Findings) {
        match self.severity {
            Severity::Error => findings.error(self.code, location, self.message),
            Severity::Warning => findings.warning(self.code, location, self.message),
            Severity::Note => findings.note(self.code, location, self.message),
        }
    }
}

fn named(unit: &AdminUnit) -> String {
    format!("{} ({})", unit.pcode, unit.names.en)
}

fn all_or_most(count: usize, of: usize) -> String {
    if count == of { format!("all {of}") } else { format!("{count} of {of}") }
}

/// So many ids are named of many.
const MOST_NAMED: usize = 3;

/// Reports the communities that belong to no unit of a layer below the districts: sums by its units will lack them. Once for the
/// layer, since the layer may cover only a part of the country.
pub(super) fn report_without_unit(
    layer: &AdminLayer,
    communities: &[Community],
    location: Location,
    findings: &mut Findings,
) {
    let index = SpatialIndex::new(std::slice::from_ref(layer), &[], &[]);
    let is_left_out = |community: &&Community| index.part_at(layer, community.admin2, community.point).is_none();
    let left_out: Vec<&str> = communities.iter().filter(is_left_out).map(|community| &*community.id).collect();
    let label = layer.level.label();
    let named = listed(left_out.iter().take(MOST_NAMED));
    let message = match left_out.len() {
        0 => return,
        1 => format!(
            "the community {named} lies in no {label} of its district: it is in the figures of larger units, and in none by {}",
            layer.level.id()
        ),
        count => format!(
            "{count} of {} communities lie in no {label} of their district: they are in the figures of larger units, and in none by {}; {named}{}",
            communities.len(),
            layer.level.id(),
            if count > MOST_NAMED { " …" } else { "" }
        ),
    };
    findings.warning("communities_without_unit", location, message);
}
