//! What all parts of a scene are composed with: the values, the geometry, and the sizes of the picture.

use geo_types::{Coord, Rect};
use geodata::atlas::Atlas;
use geodata::model::{AdminLevel, BBox, Context};
use geodata::tiles::TileLayers;
use geodata::topology::ZoomLevel;

use crate::map_request::MapRequest;
use crate::map_values::MapValues;
use crate::palette::{Colour, ThemeColours};
use crate::presentation::Part;
use crate::scene::picture::PictureSize;
use crate::scene::projection::{Fit, Projection};
use crate::words::Words;

/// How much a circle hides of what is below.
pub const CIRCLE_OPACITY: f64 = 0.8;

/// What a map is drawn from, beside its values.
#[derive(Clone, Copy)]
pub struct Geometry<'a> {
    /// The units and their names.
    pub atlas: &'a Atlas,
    /// Their borders, simplified for each zoom.
    pub layers: &'a TileLayers,
    /// What lies around them.
    pub context: &'a Context,
}

/// Sizes of a picture in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// How much larger than in a picture of 800 pixels.
    pub factor: f64,
    pub margin: f64,
    pub title: f64,
    pub subtitle: f64,
    pub foot: f64,
    pub legend: f64,
    pub legend_small: f64,
}

impl Sizes {
    pub fn of(size: PictureSize) -> Self {
        let factor = size.factor();
        let least = |pixels: f64, least: f64| (pixels * factor).max(least);
        Self {
            factor,
            margin: least(14.0, 8.0),
            title: least(20.0, 14.0),
            subtitle: least(13.0, 10.5),
            foot: least(10.0, 9.0),
            legend: least(12.0, 10.0),
            legend_small: least(11.0, 9.5),
        }
    }

    /// The width of a line, which never disappears.
    pub fn line(self, pixels: f64) -> f64 {
        (pixels * self.factor).clamp(pixels * 0.6, pixels * 3.0)
    }
}

/// Everything that is needed while a scene is composed.
pub struct Composer<'a> {
    pub values: &'a MapValues,
    pub request: &'a MapRequest<'a>,
    pub geometry: Geometry<'a>,
    pub words: Words,
    pub sizes: Sizes,
    /// The width of the map, of each where there are several: circles are as large as that allows.
    pub map_width: f64,
}

impl Composer<'_> {
    /// Whether an editor highlights the unit at a position among those of the map.
    pub fn is_highlighted(&self, at: usize) -> bool {
        let unit = self.values.units.get(at);
        unit.is_some_and(|unit| self.request.presentation.highlight.contains(&unit.position))
    }

    /// The radius of the largest circle.
    pub fn largest_circle(&self) -> f64 {
        self.request.marks.largest_circle_of_width() * self.map_width
    }

    /// The colour of a circle as it is seen: what is below shines through.
    pub fn circle_over(&self, below: Colour) -> Colour {
        below.mixed(self.request.circle_colour(), CIRCLE_OPACITY)
    }

    /// Whether an editor hides a part.
    pub fn hides(&self, part: Part) -> bool {
        self.request.presentation.hides(part)
    }

    /// The colours of everything but values.
    pub fn theme(&self) -> &'static ThemeColours {
        self.request.theme.colours()
    }

    /// How high the map is by its width.
    pub fn aspect(&self, projection: Projection) -> f64 {
        let Some(bounds) = self.values.bounds else { return 1.0 };
        let unit = Rect::new((0.0, 0.0), (1.0, 1.0));
        let Some(fit) = Fit::around(projection, outline(&bounds), unit, 0.0) else { return 1.0 };
        let drawn: Vec<Coord<f64>> = outline(&bounds).map(|place| fit.pixel(place)).collect();
        let length = |of: fn(&Coord<f64>) -> f64| {
            let (low, high) =
                drawn.iter().map(of).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
            high - low
        };
        (length(|at| at.y) + 0.06) / (length(|at| at.x) + 0.06)
    }

    /// How many decimals values are written with, at most: enough that none seems to be in another class.
    pub fn decimals(&self) -> usize {
        self.values.classes.decimals.max(1)
    }

    /// The position of the level of the units among the levels of the atlas.
    pub fn level_position(&self, level: AdminLevel) -> Option<usize> {
        self.geometry.atlas.layers.iter().position(|layer| layer.level == level)
    }

    /// The borders for so many metres a pixel: the first zoom whose pixels are no larger.
    pub fn coverage(&self, metres_per_pixel: f64) -> Option<&ZoomLevel> {
        let latitude = self.values.bounds.map_or(0.0, |bounds| bounds.center().y()).clamp(-80.0, 80.0);
        // The equator in tiles of 256 pixels.
        let at_zoom_0 = std::f64::consts::TAU * 6_378_137.0 / 256.0 * latitude.to_radians().cos();
        let zoom = (at_zoom_0 / metres_per_pixel).log2().ceil().clamp(0.0, f64::from(geodata::tiles::DEEPEST_ZOOM));
        self.geometry.layers.coverage(zoom as u8)
    }
}

/// Places around a box, and in it: where it is bent, its sides are longer than its corners say.
pub fn outline(bounds: &BBox) -> impl Iterator<Item = Coord<f64>> {
    const STEPS: i32 = 16;
    let [west, south, east, north] = bounds.unrolled();
    let between = |low: f64, high: f64, step: i32| low + (high - low) * f64::from(step) / f64::from(STEPS);
    (0..=STEPS).flat_map(move |step| {
        let (x, y) = (between(west, east, step), between(south, north, step));
        [Coord { x, y: south }, Coord { x, y: north }, Coord { x: west, y }, Coord { x: east, y }]
    })
}
