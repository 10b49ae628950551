//! Equal-area projections of the WGS 84 ellipsoid, chosen from the extent of a map and fitted into a box of pixels.
//!
//! Areas are what a reader of a map of areas compares: a district twice as large has twice as many pixels, wherever it lies. All
//! three projections take the ellipsoid as it is, through the authalic latitude. Equations are cited by their numbers in Snyder,
//! *Map Projections: A Working Manual*, U.S. Geological Survey Professional Paper 1395, 1987.

use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};
use geodata::grid;
use geodata::model::BBox;

/// WGS 84: the semi-major axis in metres.
const A: f64 = 6_378_137.0;
/// WGS 84: the flattening.
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// The eccentricity squared.
const E2: f64 = FLATTENING * (2.0 - FLATTENING);

/// From which latitude of its middle on a map is drawn around its centre.
const POLAR_MIDDLE: f64 = 70.0;
/// An extent that reaches as far as this has a pole on it.
const POLE_REACHED: f64 = 88.0;
/// Beyond how many degrees of width a cone would be cut open too far to be read.
const WIDEST_CONE: f64 = 180.0;
/// A constant of the cone below this, that of 5.7° of latitude, is nearly a cylinder: its tip is ten radii of the earth away.
const LEAST_CONE: f64 = 0.1;
/// Standard parallels closer than this, in radians, are one.
const ONE_PARALLEL: f64 = 1e-3;
/// How far the middle of a drawn line may be from where it would be on a curve, in pixels.
const BEND_PIXELS: f64 = 0.25;
/// How often a line may be halved to follow a curve.
const MOST_HALVINGS: u8 = 8;

/// An equal-area projection of the ellipsoid, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    kind: Kind,
    /// The meridian that is straight up, in degrees.
    central_meridian: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// A cone, cut through two parallels.
    Albers {
        /// The constant of the cone, `n`.
        cone: f64,
        /// `C` of equation 14-13.
        constant: f64,
        /// The radius of the parallel in the middle, in metres.
        middle_radius: f64,
        /// The standard parallels, in degrees.
        parallels: [f64; 2],
    },
    /// A plane that touches a pole: 1 the north pole, −1 the south pole.
    Polar { pole: f64 },
    /// A plane that touches the centre of the map.
    Azimuthal {
        /// Latitude of the centre, in degrees.
        latitude: f64,
        /// Sine and cosine of its authalic latitude.
        authalic: [f64; 2],
        /// `D` of equation 24-20.
        stretch: f64,
    },
    /// A cylinder, cut through two parallels, north and south.
    Cylindrical {
        /// The standard parallel, in degrees.
        parallel: f64,
        /// `k₀` of equation 10-13.
        scale: f64,
    },
}

impl Projection {
    /// The projection that shows an extent with little distortion: Albers' conic with standard parallels a sixth inside; Lambert's
    /// azimuthal near the poles; the cylindrical one along the equator, and for maps of most of the world.
    pub fn for_extent(extent: &BBox) -> Self {
        let [south, north] = [extent.south, extent.north].map(|latitude| latitude.clamp(-90.0, 90.0));
        let (middle, height) = (f64::midpoint(south, north), north - south);
        let central_meridian = extent.center().x();
        let is_one_side = south >= 0.0 || north <= 0.0;
        let reaches_pole = north.max(-south) >= POLE_REACHED;
        let is_wide = extent.width() > WIDEST_CONE;
        if is_one_side && (reaches_pole || (is_wide && middle.abs() >= POLAR_MIDDLE)) {
            return Self { kind: Kind::Polar { pole: middle.signum() }, central_meridian };
        }
        if middle.abs() >= POLAR_MIDDLE {
            return Self::azimuthal(middle, central_meridian);
        }
        let [low, high] = [south + height / 6.0, north - height / 6.0];
        match Kind::albers([low, high], middle) {
            Some(kind) if !is_wide => Self { kind, central_meridian },
            _ => Self::cylindrical(balanced_parallel(south, north), central_meridian),
        }
    }

    fn azimuthal(latitude: f64, central_meridian: f64) -> Self {
        let beta = authalic(latitude.to_radians());
        let stretch = A * parallel_radius(latitude.to_radians()) / (authalic_radius() * beta.cos());
        Self { kind: Kind::Azimuthal { latitude, authalic: [beta.sin(), beta.cos()], stretch }, central_meridian }
    }

    fn cylindrical(parallel: f64, central_meridian: f64) -> Self {
        // Equation 10-13.
        Self { kind: Kind::Cylindrical { parallel, scale: parallel_radius(parallel.to_radians()) }, central_meridian }
    }

    /// A place in degrees as metres east and north of the middle of the map.
    pub fn project(&self, place: Coord<f64>) -> Coord<f64> {
        let lambda = turned(place.x - self.central_meridian).to_radians();
        let phi = place.y.clamp(-90.0, 90.0).to_radians();
        match self.kind {
            Kind::Albers { cone, constant, middle_radius, .. } => {
                // Equations 14-1 to 14-4 and 14-12.
                let radius = A * (constant - cone * q(phi)).max(0.0).sqrt() / cone;
                let (sin, cos) = (cone * lambda).sin_cos();
                Coord { x: radius * sin, y: middle_radius - radius * cos }
            }
            Kind::Polar { pole } => {
                // Equations 21-30 to 21-33, as 24-23 and 24-25 have them.
                let radius = A * (q_pole() - pole * q(phi)).max(0.0).sqrt();
                let (sin, cos) = lambda.sin_cos();
                Coord { x: radius * sin, y: -pole * radius * cos }
            }
            Kind::Azimuthal { authalic: [sin_1, cos_1], stretch, .. } => {
                // Equations 24-17 to 24-19.
                let (sin, cos) = authalic(phi).sin_cos();
                let facing = 1.0 + sin_1 * sin + cos_1 * cos * lambda.cos();
                // The point on the other side of the earth is a circle.
                let b = authalic_radius() * (2.0 / facing.max(1e-12)).sqrt();
                Coord {
                    x: b * stretch * cos * lambda.sin(),
                    y: b / stretch * (cos_1 * sin - sin_1 * cos * lambda.cos()),
                }
            }
            // Equations 10-14 and 10-15.
            Kind::Cylindrical { scale, .. } => Coord { x: A * scale * lambda, y: A * q(phi) / (2.0 * scale) },
        }
    }

    /// The place in degrees that is drawn somewhere, longitude −180 to 180. None beyond the edge of the world.
    pub fn inverse(&self, metres: Coord<f64>) -> Option<Coord<f64>> {
        let Coord { x, y } = metres;
        let (lambda, beta) = match self.kind {
            Kind::Albers { cone, constant, middle_radius, .. } => {
                // Equations 14-10, 14-11 and 14-19.
                let side = cone.signum();
                let (x, down) = (side * x, side * (middle_radius - y));
                let q = (constant - x.hypot(down).powi(2) * cone * cone / (A * A)) / cone;
                (x.atan2(down) / cone, arcsine(q / q_pole())?)
            }
            Kind::Polar { pole } => {
                // The cosine of the angle from the pole is 1 − ρ²/2R², of which half the angle is exact near the pole.
                let half = arcsine(x.hypot(y) / (2.0 * authalic_radius()))?;
                (x.atan2(-pole * y), pole * (std::f64::consts::FRAC_PI_2 - 2.0 * half))
            }
            Kind::Azimuthal { authalic: [sin_1, cos_1], stretch, .. } => {
                // Equations 24-26 to 24-30.
                let (x, y) = (x / stretch, y * stretch);
                let radius = x.hypot(y);
                if radius == 0.0 {
                    (0.0, sin_1.atan2(cos_1))
                } else {
                    let (sin, cos) = (2.0 * arcsine(radius / (2.0 * authalic_radius()))?).sin_cos();
                    let beta = arcsine(cos * sin_1 + y * sin * cos_1 / radius)?;
                    ((x * sin).atan2(radius * cos_1 * cos - y * sin_1 * sin), beta)
                }
            }
            Kind::Cylindrical { scale, .. } => {
                // Equations 10-26 and 10-27.
                (x / (A * scale), arcsine(2.0 * y * scale / (A * q_pole()))?)
            }
        };
        let lambda = lambda.to_degrees();
        let place = Coord { x: turned(self.central_meridian + lambda), y: geodetic(beta).to_degrees() };
        (lambda.abs() <= 180.0 + 1e-9 && place.y.is_finite()).then_some(place)
    }

    /// Where north is on the map at a place: degrees clockwise from up, −180 to 180.
    pub fn north(&self, place: Coord<f64>) -> f64 {
        let step = |degrees: f64| self.project(Coord { x: place.x, y: (place.y + degrees).clamp(-90.0, 90.0) });
        let (from, to) = (step(-1e-4), step(1e-4));
        (to.x - from.x).atan2(to.y - from.y).to_degrees()
    }

    /// Its name and parameters, as PROJ writes them.
    pub fn proj_string(&self) -> String {
        let meridian = self.central_meridian;
        match self.kind {
            Kind::Albers { parallels: [first, second], .. } => {
                let middle = f64::midpoint(first, second);
                format!(
                    "+proj=aea +lat_1={first} +lat_2={second} +lat_0={middle} +lon_0={meridian} +datum=WGS84 +units=m"
                )
            }
            Kind::Polar { pole } => {
                format!("+proj=laea +lat_0={} +lon_0={meridian} +datum=WGS84 +units=m", pole * 90.0)
            }
            Kind::Azimuthal { latitude, .. } => {
                format!("+proj=laea +lat_0={latitude} +lon_0={meridian} +datum=WGS84 +units=m")
            }
            Kind::Cylindrical { parallel, .. } => {
                format!("+proj=cea +lat_ts={parallel} +lon_0={meridian} +datum=WGS84 +units=m")
            }
        }
    }
}

impl Kind {
    /// Albers' conic with standard parallels and a parallel in the middle, in degrees; none where it is nearly a cylinder.
    fn albers(parallels: [f64; 2], middle: f64) -> Option<Self> {
        let [first, second] = parallels.map(f64::to_radians);
        let squared = |phi: f64| parallel_radius(phi).powi(2);
        // Equations 14-14 and 14-13.
        let (cone, constant) = if (second - first).abs() < ONE_PARALLEL {
            let phi = middle.to_radians();
            (phi.sin(), squared(phi) + phi.sin() * q(phi))
        } else {
            let cone = (squared(first) - squared(second)) / (q(second) - q(first));
            (cone, squared(first) + cone * q(first))
        };
        let middle_radius = A * (constant - cone * q(middle.to_radians())).max(0.0).sqrt() / cone;
        (cone.abs() >= LEAST_CONE).then_some(Self::Albers { cone, constant, middle_radius, parallels })
    }
}

/// The parallel in degrees at which a cylinder cuts the earth so that its scale is as much too small at one end of an extent
/// as it is too large at the other.
fn balanced_parallel(south: f64, north: f64) -> f64 {
    let farthest = north.abs().max(south.abs()).min(80.0);
    let nearest = if south <= 0.0 && north >= 0.0 { 0.0 } else { north.abs().min(south.abs()).min(farthest) };
    let cosine = |degrees: f64| degrees.to_radians().cos();
    (cosine(farthest) * cosine(nearest)).sqrt().acos().to_degrees()
}

/// Degrees of longitude between −180 and 180. Both ends are kept: a place on the seam stays on its side.
fn turned(degrees: f64) -> f64 {
    if (-180.0..=180.0).contains(&degrees) { degrees } else { (degrees + 180.0).rem_euclid(360.0) - 180.0 }
}

/// The arcsine of what rounding may have brought beyond 1; none of more.
fn arcsine(sine: f64) -> Option<f64> {
    (sine.abs() <= 1.0 + 1e-9).then(|| sine.clamp(-1.0, 1.0).asin())
}

/// `q` of equation 3-12: the area of the ellipsoid between the equator and a latitude (radians), by π times the square of the
/// semi-major axis.
fn q(phi: f64) -> f64 {
    let e = E2.sqrt();
    let sin = phi.sin();
    (1.0 - E2) * (sin / (1.0 - E2 * sin * sin) + (e * sin).atanh() / e)
}

/// That of the whole hemisphere.
fn q_pole() -> f64 {
    q(std::f64::consts::FRAC_PI_2)
}

/// The radius of a parallel by the semi-major axis: `m` of equation 14-15.
fn parallel_radius(phi: f64) -> f64 {
    phi.cos() / (1.0 - E2 * phi.sin().powi(2)).sqrt()
}

/// The radius of the sphere with the area of the ellipsoid, in metres (equation 3-13).
fn authalic_radius() -> f64 {
    A * (q_pole() / 2.0).sqrt()
}

/// The authalic latitude: that of the sphere with the area of the ellipsoid on which as much lies south of it (equation 3-11).
fn authalic(phi: f64) -> f64 {
    (q(phi) / q_pole()).clamp(-1.0, 1.0).asin()
}

/// The latitude that an authalic latitude belongs to: the series of equation 3-18, and where latitudes are not near a pole one
/// step of equation 3-16. Near a pole the series is exact enough: its error falls with the distance.
fn geodetic(beta: f64) -> f64 {
    let (e4, e6) = (E2 * E2, E2 * E2 * E2);
    let phi = beta
        + (E2 / 3.0 + 31.0 * e4 / 180.0 + 517.0 * e6 / 5040.0) * (2.0 * beta).sin()
        + (23.0 * e4 / 360.0 + 251.0 * e6 / 3780.0) * (4.0 * beta).sin()
        + 761.0 * e6 / 45360.0 * (6.0 * beta).sin();
    if phi.cos() < 0.01 {
        return phi;
    }
    let flat = 1.0 - E2 * phi.sin().powi(2);
    phi + flat * flat / (2.0 * phi.cos() * (1.0 - E2)) * (q_pole() * beta.sin() - q(phi))
}

/// A projection with a scale and a place on a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The projection.
    pub projection: Projection,
    /// How many metres a pixel is, along the lines where the projection is true to scale.
    pub metres_per_pixel: f64,
    /// The metres of the projection at the middle of the box.
    middle: Coord<f64>,
    /// The middle of the box, in pixels.
    center: Coord<f64>,
}

impl Fit {
    /// Fits places, in degrees, into a box of pixels, as large as they can be with a margin on every side. None where there are
    /// no places, or where they are one point: a point has no scale.
    pub fn around(
        projection: Projection,
        places: impl IntoIterator<Item = Coord<f64>>,
        frame: Rect<f64>,
        margin: f64,
    ) -> Option<Self> {
        let mut bounds: Option<Rect<f64>> = None;
        for at in places.into_iter().map(|place| projection.project(place)).filter(|at| (at.x + at.y).is_finite()) {
            bounds = Some(match bounds {
                None => Rect::new(at, at),
                Some(known) => Rect::new(
                    (known.min().x.min(at.x), known.min().y.min(at.y)),
                    (known.max().x.max(at.x), known.max().y.max(at.y)),
                ),
            });
        }
        let bounds = bounds?;
        let room = |side: f64| (side - 2.0 * margin).max(1.0);
        let metres_per_pixel = (bounds.width() / room(frame.width())).max(bounds.height() / room(frame.height()));
        (metres_per_pixel > 0.0).then(|| Self {
            projection,
            metres_per_pixel,
            middle: bounds.center(),
            center: frame.center(),
        })
    }

    /// The same so many times larger, with one pixel of it at another place: for an inset.
    pub fn magnified(&self, pixel: Coord<f64>, drawn_at: Coord<f64>, times: f64) -> Self {
        let off = (pixel - self.center) * self.metres_per_pixel;
        Self {
            metres_per_pixel: self.metres_per_pixel / times,
            middle: Coord { x: self.middle.x + off.x, y: self.middle.y - off.y },
            center: drawn_at,
            ..*self
        }
    }

    /// A place in degrees as pixels, y down.
    pub fn pixel(&self, place: Coord<f64>) -> Coord<f64> {
        let metres = self.projection.project(place);
        Coord {
            x: self.center.x + (metres.x - self.middle.x) / self.metres_per_pixel,
            y: self.center.y - (metres.y - self.middle.y) / self.metres_per_pixel,
        }
    }

    /// The place in degrees that is drawn at a pixel. None beyond the edge of the world.
    pub fn place(&self, pixel: Coord<f64>) -> Option<Coord<f64>> {
        self.projection.inverse(Coord {
            x: self.middle.x + (pixel.x - self.center.x) * self.metres_per_pixel,
            y: self.middle.y - (pixel.y - self.center.y) * self.metres_per_pixel,
        })
    }

    /// An area of the unit square of [`geodata::grid`] in pixels. Its lines are straight in the unit square: where that bends them
    /// here they get vertices, the same whichever way a line is walked, so that neighbours stay together.
    pub fn area(&self, unit_square: &MultiPolygon<f64>) -> MultiPolygon<f64> {
        let ring = |line: &LineString<f64>| self.line(line);
        unit_square
            .iter()
            .map(|area| Polygon::new(ring(area.exterior()), area.interiors().iter().map(ring).collect()))
            .collect()
    }

    /// A line of the unit square in pixels, as [`Self::area`] has it.
    pub fn line(&self, unit_square: &LineString<f64>) -> LineString<f64> {
        let pixel = |at: Coord<f64>| self.pixel(grid::unproject(at));
        let mut drawn = Vec::with_capacity(unit_square.0.len());
        drawn.extend(unit_square.0.first().map(|first| pixel(*first)));
        for line in unit_square.lines() {
            let end = pixel(line.end);
            if let Some(start) = drawn.last().copied() {
                bend(&pixel, [line.start, line.end], [start, end], MOST_HALVINGS, &mut drawn);
            }
            drawn.push(end);
        }
        LineString(drawn)
    }
}

/// Adds the vertices between two ends that a line needs to be at most [`BEND_PIXELS`] from its curve.
fn bend(
    pixel: &impl Fn(Coord<f64>) -> Coord<f64>,
    [from, to]: [Coord<f64>; 2],
    [start, end]: [Coord<f64>; 2],
    halvings: u8,
    drawn: &mut Vec<Coord<f64>>,
) {
    // A line shorter than this cannot bend by as much.
    if halvings == 0 || (end.x - start.x).abs() + (end.y - start.y).abs() < 8.0 * BEND_PIXELS {
        return;
    }
    let halfway = (from + to) / 2.0;
    let (curved, straight) = (pixel(halfway), (start + end) / 2.0);
    if (curved.x - straight.x).hypot(curved.y - straight.y) > BEND_PIXELS {
        bend(pixel, [from, halfway], [start, curved], halvings - 1, drawn);
        drawn.push(curved);
        bend(pixel, [halfway, to], [curved, end], halvings - 1, drawn);
    }
}

#[cfg(test)]
mod tests;
