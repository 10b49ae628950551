//! What of a context is near a map: polygons and lines that touch its box. Nothing is cut; who draws clips to the frame.

use geo::Intersects;
use geo_types::{LineString, Polygon, Rect};

use super::natural_earth::{NaturalEarth, Sea, natural_earth};
use crate::model::{BBox, Bounded, Context, ContextCountry, ContextLayer, ContextPlace, Lake};

/// What lies in and around a box. Coordinates are those of the sources: of a box across the antimeridian some are near 180 and some
/// near −180.
#[derive(Clone, Debug, Default)]
pub struct ContextNear<'a> {
    /// Countries with land there, the dataset's own among them.
    pub countries: Vec<NearCountry<'a>>,
    /// Lakes there, large ones first.
    pub lakes: Vec<NearLake<'a>>,
    /// Stretches of rivers.
    pub rivers: Vec<&'a LineString<f64>>,
    /// Names of seas that stand there.
    pub seas: Vec<&'a Sea>,
    /// Capitals and cities there, those that stand out first.
    pub places: Vec<&'a ContextPlace>,
}

/// A country near a map.
#[derive(Clone, Debug)]
pub struct NearCountry<'a> {
    /// Codes and names.
    pub country: &'a ContextCountry,
    /// Those of its polygons that are there, whole.
    pub polygons: Vec<&'a Polygon<f64>>,
}

/// A lake near a map.
#[derive(Clone, Debug)]
pub struct NearLake<'a> {
    /// Its names.
    pub lake: &'a Lake,
    /// Those of its polygons that are there, whole.
    pub polygons: Vec<&'a Polygon<f64>>,
}

impl Context {
    /// What lies in and around a box in degrees.
    pub fn around(&self, bounds: BBox) -> ContextNear<'_> {
        let boxes: Vec<Rect<f64>> = bounds.parts().collect();
        let boxes = boxes.as_slice();
        let countries = self.countries().iter().filter_map(|country| {
            let polygons = touching(&country.polygons, boxes);
            (!polygons.is_empty()).then_some(NearCountry { country, polygons })
        });
        let lakes = self.lakes().iter().filter_map(|lake| {
            let polygons = touching(&lake.polygons, boxes);
            (!polygons.is_empty()).then_some(NearLake { lake, polygons })
        });
        let rivers = self.rivers().iter().flat_map(|river| touching(&river.lines, boxes));
        let seas = self.seas().iter().filter(|sea| boxes.iter().any(|part| part.intersects(&sea.at)));
        let mut places: Vec<&ContextPlace> =
            self.places().iter().filter(|place| boxes.iter().any(|part| part.intersects(&place.at))).collect();
        places.sort_by_key(|place| place.rank);
        ContextNear {
            countries: countries.collect(),
            lakes: lakes.collect(),
            rivers: rivers.collect(),
            seas: seas.collect(),
            places,
        }
    }

    /// All countries.
    pub fn countries(&self) -> &[ContextCountry] {
        list(&self.countries, |earth| &earth.countries)
    }

    /// All lakes.
    pub fn lakes(&self) -> &[Lake] {
        list(&self.lakes, |earth| &earth.lakes)
    }

    /// All rivers.
    pub fn rivers(&self) -> &[crate::model::River] {
        list(&self.rivers, |earth| &earth.rivers)
    }

    /// All capitals and cities.
    pub fn places(&self) -> &[ContextPlace] {
        list(&self.places, |earth| &earth.places)
    }

    /// All seas that have a name: where lakes of Natural Earth are shown.
    pub fn seas(&self) -> &[Sea] {
        if self.lakes == ContextLayer::NaturalEarth { &natural_earth().seas } else { &[] }
    }

    /// Whether anything of Natural Earth is shown, which is then to be cited.
    pub fn has_natural_earth(&self) -> bool {
        let Self { countries, lakes, rivers, places } = self;
        *countries == ContextLayer::NaturalEarth
            || *lakes == ContextLayer::NaturalEarth
            || *rivers == ContextLayer::NaturalEarth
            || *places == ContextLayer::NaturalEarth
    }
}

fn list<T: 'static>(layer: &ContextLayer<T>, built_in: impl FnOnce(&'static NaturalEarth) -> &'static Vec<T>) -> &[T] {
    match layer {
        ContextLayer::NaturalEarth => built_in(natural_earth()),
        ContextLayer::Nothing => &[],
        ContextLayer::Own { list, .. } => list,
    }
}

/// The parts that touch one of some boxes.
fn touching<'a, G: Intersects<Rect<f64>>>(parts: &'a [Bounded<G>], boxes: &[Rect<f64>]) -> Vec<&'a G> {
    // First by their boxes, which rules out nearly all.
    let touches =
        |part: &Bounded<G>, around: &Rect<f64>| around.intersects(&part.bounds) && part.geometry.intersects(around);
    let near = parts.iter().filter(|part| boxes.iter().any(|around| touches(part, around)));
    near.map(|part| &part.geometry).collect()
}
