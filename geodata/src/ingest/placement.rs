//! Compares points with the units of a layer: communities, which state their unit, and facilities, which do not.
//!
//! If most points of a file are wrong in the same way, that is reported once, with its cause; other points are reported one by one.

use geo_types::{Point, Rect};

use super::layers::LoadedLayer;
use super::plausibility::{Plausibility, expanded, format_bounds};
use super::report::{Findings, Location, Severity};
use super::text::{first_listed, metres};
use crate::index::{CommunityUnits, SpatialIndex, TOLERANCE_METRES, is_in, metres_to_border};
use crate::model::BBox;
use crate::model::{AdminLayer, AdminUnit, Community};

/// Finds the units that points lie in.
#[derive(Debug)]
pub(super) struct Placement<'a> {
    layer: &'a AdminLayer,
    index: SpatialIndex,
    /// The bounding boxes of the units, with a margin.
    reach: Vec<Rect<f64>>,
    /// Whether the position of the layer is confirmed.
    is_confirmed: bool,
}

/// The finding for a misplaced point.
pub(super) struct MisplacedPoint {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    pub(super) message: String,
    /// How far it is from the unit that is stated for it.
    pub(super) metres: Option<f64>,
}

/// The code of the finding for swapped coordinates.
pub(super) const COORDINATES_SWAPPED: &str = "coordinates_swapped";

/// Points farther than this from all units of a layer, in degrees, are elsewhere.
const NEARBY_DEGREES: f64 = 0.5;

impl<'a> Placement<'a> {
    /// None if the layer itself is misplaced, which is reported: nothing can be compared with it.
    pub(super) fn new(loaded: &'a LoadedLayer) -> Option<Self> {
        let index = || SpatialIndex::new(std::slice::from_ref(&loaded.layer), &[], &[]);
        let is_confirmed = loaded.plausibility == Plausibility::Confirmed;
        let units = BBox::around(loaded.layer.units.iter().flat_map(AdminUnit::boxes));
        let reach = || units.iter().flat_map(BBox::parts).map(|part| expanded(part, NEARBY_DEGREES)).collect();
        (loaded.plausibility != Plausibility::Misplaced).then(|| Self {
            layer: &loaded.layer,
            index: index(),
            reach: reach(),
            is_confirmed,
        })
    }

    /// Checks all points of a file together (or a sample). Returns a finding if most of them are wrong in the same way; then they are
    /// not reported one by one.
    pub(super) fn check_points(&self, points: &[Point<f64>]) -> Option<MisplacedPoint> {
        let around = BBox::around(points.iter().map(|point| Rect::new(point.0, point.0)))?;
        let units = BBox::around(self.layer.units.iter().flat_map(AdminUnit::boxes))?;
        let (at, areas) = (format_bounds(&around), format_bounds(&units));
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
                    unit_name(unit),
                )
            } else {
                format!(
                    "longitude and latitude look swapped, either those of the points or those of the areas: the points lie at {at}, the areas of `{}` at {areas}",
                    self.layer.level.id(),
                )
            };
            return Some(MisplacedPoint {
                severity: Severity::Error,
                code: COORDINATES_SWAPPED,
                message,
                metres: None,
            });
        }
        if points.len() < 2 || points.iter().any(|point| self.is_near(*point)) {
            return None;
        }
        let message = format!(
            "no point is in or near a {label}: the points lie at {at}, the areas of `{}` at {areas}; which of them is right?",
            self.layer.level.id()
        );
        Some(MisplacedPoint { severity: Severity::Warning, code: "points_elsewhere", message, metres: None })
    }

    /// Whether a point is in or near the bounding boxes of the units.
    fn is_near(&self, point: Point<f64>) -> bool {
        self.reach.iter().any(|around| geo::Intersects::intersects(around, &point))
    }

    /// Checks the position of one point. The stated unit takes precedence: people who know the place assign codes, while coordinates
    /// have errors and borders are coarse.
    pub(super) fn check_point(&self, point: Point<f64>, stated: Option<&AdminUnit>) -> Option<MisplacedPoint> {
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
                unit_name(unit)
            );
            return Some(MisplacedPoint {
                severity: Severity::Error,
                code: COORDINATES_SWAPPED,
                message,
                metres: None,
            });
        }
        // Forms and spreadsheets write 0, 0 if no position was taken.
        let zero = if lon == 0.0 && lat == 0.0 { "; 0, 0 is what is written where no position is known" } else { "" };
        let Some(stated) = stated else {
            if found.is_some() || self.index.unit_near(self.layer, point, |_| true).is_some() {
                return None;
            }
            let message = format!("the point {lon}, {lat} lies in no {label}{zero}");
            return Some(MisplacedPoint {
                severity: Severity::Warning,
                code: "point_outside_districts",
                message,
                metres: None,
            });
        };
        let distance = metres_to_border(&stated.area, point);
        let lies_in = found.map_or_else(|| format!("in no {label}"), |unit| format!("in {}", unit_name(unit)));
        let message = format!(
            "the stated {label} is {}, but the point lies {lies_in}, {} outside the stated one; the stated one is used{zero}",
            unit_name(stated),
            metres(distance)
        );
        Some(if distance <= TOLERANCE_METRES {
            MisplacedPoint { severity: Severity::Note, code: "point_near_district", message, metres: Some(distance) }
        } else {
            MisplacedPoint {
                severity: Severity::Warning,
                code: "point_outside_district",
                message,
                metres: Some(distance),
            }
        })
    }

    /// The unit that a point lies in.
    fn unit_at(&self, point: Point<f64>) -> Option<&'a AdminUnit> {
        self.index.unit_at(self.layer, point).map(|position| &self.layer.units[position])
    }

    /// The unit that a point lies in with its coordinates swapped, if it lies in none as it is.
    fn swapped(&self, point: Point<f64>) -> Option<&'a AdminUnit> {
        let swapped = Point::new(point.y(), point.x());
        if swapped.y().abs() > 90.0 || self.unit_at(point).is_some() {
            return None;
        }
        self.unit_at(swapped)
    }
}

/// Counts longitudes that were wrapped: charts of the Pacific write them from 0 to 360.
#[derive(Debug, Default)]
pub(super) struct WrappedLongitudes {
    /// How many were wrapped, and the first of them.
    brought: usize,
    first: Option<f64>,
}

impl WrappedLongitudes {
    /// The longitude from -180 to 180 that is meant, if the point is then near the units: a longitude with a wrong digit looks the
    /// same.
    pub(super) fn normalise_longitude(&mut self, lon: f64, lat: f64, placement: Option<&Placement<'_>>) -> Option<f64> {
        let wrapped = normalised_longitude(lon, lat, placement)?;
        self.brought += 1;
        self.first.get_or_insert(lon);
        Some(wrapped)
    }

    /// Reports what was wrapped.
    pub(super) fn report(&self, location: Location, findings: &mut Findings) {
        let Some(first) = self.first else { return };
        let message = match self.brought {
            1 => format!("the longitude {first} goes beyond 180 degrees: it is taken for {}", wrap_longitude(first)),
            count => {
                format!(
                    "{count} longitudes go beyond 180 degrees: {first}, the first, is taken for {}",
                    wrap_longitude(first)
                )
            }
        };
        findings.note("longitude_beyond_180", location, message);
    }
}

/// The longitude from -180 to 180 for one beyond, if the point is then near the units.
pub(super) fn normalised_longitude(lon: f64, lat: f64, placement: Option<&Placement<'_>>) -> Option<f64> {
    let is_written_so = lon.abs() > 180.0 && lon.abs() <= 360.0 && lat.abs() <= 90.0;
    let wrapped = wrap_longitude(lon);
    let is_meant = is_written_so && placement.is_none_or(|placement| placement.is_near(Point::new(wrapped, lat)));
    is_meant.then_some(wrapped)
}

/// Wraps a longitude by 360 degrees towards Greenwich, rounded to remove the error of the subtraction.
pub(super) fn wrap_longitude(lon: f64) -> f64 {
    ((lon - 360.0_f64.copysign(lon)) * 1e11).round() / 1e11
}

impl MisplacedPoint {
    /// Reports it.
    pub(super) fn report(self, location: Location, findings: &mut Findings) {
        match self.severity {
            Severity::Error => findings.error(self.code, location, self.message),
            Severity::Warning => findings.warning(self.code, location, self.message),
            Severity::Note => findings.note(self.code, location, self.message),
        }
    }
}

fn unit_name(unit: &AdminUnit) -> String {
    format!("{} ({})", unit.pcode, unit.names.main())
}

fn all_or_most(count: usize, of: usize) -> String {
    if count == of { format!("all {of}") } else { format!("{count} of {of}") }
}

/// Reports the communities that lie in no unit of a layer below the one that they state, or whose position is not known: its sums omit them.
/// Once for the layer, since it may cover only a part of the country.
pub(super) fn report_without_unit(
    units: CommunityUnits<'_>,
    layer: &AdminLayer,
    communities: &[Community],
    location: &Location,
    findings: &mut Findings,
) {
    let (label, stated) = (layer.level.label(), units.stated.label());
    let is_left_out = |community: &&Community| units.at(layer.level, community).is_none();
    let (placed, unplaced): (Vec<&Community>, Vec<&Community>) =
        communities.iter().filter(is_left_out).partition(|community| community.point.is_some());
    let reasons = [
        (placed, format!("lies in no {label} of its {stated}"), format!("lie in no {label} of their {stated}")),
        (unplaced, format!("has no coordinates, and so no {label}"), format!("have no coordinates, and so no {label}")),
    ];
    for (left_out, of_one, of_several) in reasons {
        let named = first_listed(left_out.iter().map(|community| &*community.id));
        let level = layer.level.id();
        let message = match left_out.len() {
            0 => continue,
            1 => {
                format!("the community {named} {of_one}: it is in the figures of larger units, and in none by {level}")
            }
            count => format!(
                "{count} of {} communities {of_several}: they are in the figures of larger units, and in none by {level}; {named}",
                communities.len(),
            ),
        };
        findings.warning("communities_without_unit", location.clone(), message);
    }
}
