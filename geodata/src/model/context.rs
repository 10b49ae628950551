//! What lies in and around the country of a dataset: quiet context of its maps.

use geo::{BoundingRect, InteriorPoint};
use geo_types::{LineString, Point, Polygon, Rect};

use super::Names;

/// What the maps of a dataset show around and above its units.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Context {
    /// The countries around, and the land of its own.
    pub countries: ContextLayer<ContextCountry>,
    /// Lakes; seas have a name only, they are where no country is.
    pub lakes: ContextLayer<Lake>,
    /// Rivers.
    pub rivers: ContextLayer<River>,
    /// Capitals and cities.
    pub places: ContextLayer<ContextPlace>,
}

/// Where one kind of context comes from.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum ContextLayer<T> {
    /// From Natural Earth, which is built in.
    #[default]
    NaturalEarth,
    /// It is not shown.
    Nothing,
    /// From a file of the dataset.
    Own {
        /// What is in it, in its order.
        list: Vec<T>,
        /// Ids of its sources.
        sources: Vec<String>,
    },
}

impl<T> ContextLayer<T> {
    /// Whether anything of the kind is shown.
    pub fn is_shown(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// What the dataset has of it.
    pub fn own(&self) -> &[T] {
        match self {
            Self::Own { list, .. } => list,
            Self::NaturalEarth | Self::Nothing => &[],
        }
    }

    /// Ids of the sources in the dataset.
    pub fn sources(&self) -> &[String] {
        match self {
            Self::Own { sources, .. } => sources,
            Self::NaturalEarth | Self::Nothing => &[],
        }
    }
}

/// One kind of context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextKind {
    /// Countries.
    Countries,
    /// Lakes.
    Lakes,
    /// Rivers.
    Rivers,
    /// Places.
    Places,
}

impl ContextKind {
    /// All of them, as they are drawn.
    pub const ALL: [Self; 4] = [Self::Countries, Self::Lakes, Self::Rivers, Self::Places];

    /// The word in data and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Countries => "countries",
            Self::Lakes => "lakes",
            Self::Rivers => "rivers",
            Self::Places => "places",
        }
    }
}

/// A geometry with the box around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounded<G> {
    /// Longitude and latitude in degrees (CRS84), cut at the antimeridian.
    pub geometry: G,
    /// The box around it.
    pub bounds: Rect<f64>,
}

impl Bounded<Polygon<f64>> {
    /// A polygon; None without a vertex.
    pub fn polygon(polygon: Polygon<f64>) -> Option<Self> {
        Some(Self { bounds: polygon.bounding_rect()?, geometry: polygon })
    }
}

impl Bounded<LineString<f64>> {
    /// A line; None without a vertex.
    pub fn line(line: LineString<f64>) -> Option<Self> {
        Some(Self { bounds: line.bounding_rect()?, geometry: line })
    }
}

/// A country, as others see it.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextCountry {
    /// ISO 3166-1 alpha-2; empty for what is nobody's, and `XK` for Kosovo.
    pub alpha2: Box<str>,
    /// ISO 3166-1 alpha-3; empty likewise.
    pub alpha3: Box<str>,
    /// Its names; none for what is nobody's.
    pub names: Names,
    /// Where its name stands on a map of all of it.
    pub label: Point<f64>,
    /// Its land.
    pub polygons: Vec<Bounded<Polygon<f64>>>,
}

impl ContextCountry {
    /// A country with a code, or none, of a dataset's own. None without land.
    pub fn new(alpha2: Box<str>, names: Names, polygons: Vec<Bounded<Polygon<f64>>>) -> Option<Self> {
        Some(Self { alpha2, alpha3: Box::default(), names, label: label_point(&polygons)?, polygons })
    }
}

/// A lake or a reservoir.
#[derive(Clone, Debug, PartialEq)]
pub struct Lake {
    /// Its names, where they are known.
    pub names: Names,
    /// Where its name stands.
    pub label: Point<f64>,
    /// Its water.
    pub polygons: Vec<Bounded<Polygon<f64>>>,
}

impl Lake {
    /// A lake of a dataset's own. None without water.
    pub fn new(names: Names, polygons: Vec<Bounded<Polygon<f64>>>) -> Option<Self> {
        Some(Self { names, label: label_point(&polygons)?, polygons })
    }
}

/// A point inside the largest of some polygons.
fn label_point(polygons: &[Bounded<Polygon<f64>>]) -> Option<Point<f64>> {
    let size = |part: &Bounded<Polygon<f64>>| part.bounds.width() * part.bounds.height();
    polygons.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?.geometry.interior_point()
}

/// A river.
#[derive(Clone, Debug, PartialEq)]
pub struct River {
    /// Its names, where they are known.
    pub names: Names,
    /// Its lines.
    pub lines: Vec<Bounded<LineString<f64>>>,
}

/// A capital or a city.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextPlace {
    /// Its names.
    pub names: Names,
    /// What it is.
    pub rank: PlaceRank,
    /// ISO 3166-1 alpha-2 of its country, if it is known.
    pub country: Box<str>,
    /// Where it is.
    pub at: Point<f64>,
}

/// How much a place stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceRank {
    /// A capital.
    Capital,
    /// One of the large cities of the world.
    LargeCity,
    /// Another city.
    City,
}

impl PlaceRank {
    /// All of them, those that stand out first.
    pub const ALL: [Self; 3] = [Self::Capital, Self::LargeCity, Self::City];

    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Capital => "capital",
            Self::LargeCity => "large_city",
            Self::City => "city",
        }
    }

    /// The one with this word.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rank| rank.id() == id)
    }
}
