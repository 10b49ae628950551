use geo::BoundingRect;
use geo_types::{MultiPolygon, Rect};
use serde::{Deserialize, Serialize};

use super::{CodeKind, Labels, Names, UnitCode};

/// The levels of administration, country first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdminLevel {
    /// Country.
    Admin0,
    /// Province (oblast), or a city of that rank.
    Admin1,
    /// District (rayon), or a city of that rank.
    Admin2,
    /// Below the district.
    Admin3,
}

impl AdminLevel {
    /// All levels, country first.
    pub const ALL: [Self; 4] = [Self::Admin0, Self::Admin1, Self::Admin2, Self::Admin3];

    /// The name used in data and URLs: `admin0` …
    pub fn id(self) -> &'static str {
        match self {
            Self::Admin0 => "admin0",
            Self::Admin1 => "admin1",
            Self::Admin2 => "admin2",
            Self::Admin3 => "admin3",
        }
    }

    /// One unit of the level in reports of `check` and errors, in English.
    pub fn label(self) -> &'static str {
        match self {
            Self::Admin0 => "country",
            Self::Admin1 => "province",
            Self::Admin2 => "district",
            Self::Admin3 => "subdistrict",
        }
    }

    /// The level with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.id() == id)
    }

    /// The level above, if any.
    pub fn above(self) -> Option<Self> {
        match self {
            Self::Admin0 => None,
            Self::Admin1 => Some(Self::Admin0),
            Self::Admin2 => Some(Self::Admin1),
            Self::Admin3 => Some(Self::Admin2),
        }
    }
}

/// The level of places that are counted: communities, or units of an admin level.
///
/// Finer levels are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceLevel {
    /// Country.
    Admin0,
    /// Province.
    Admin1,
    /// District.
    Admin2,
    /// Subdistrict.
    Admin3,
    /// A single assessed community.
    Community,
}

impl PlaceLevel {
    /// The admin level, unless it is the community.
    pub fn admin(self) -> Option<AdminLevel> {
        match self {
            Self::Admin0 => Some(AdminLevel::Admin0),
            Self::Admin1 => Some(AdminLevel::Admin1),
            Self::Admin2 => Some(AdminLevel::Admin2),
            Self::Admin3 => Some(AdminLevel::Admin3),
            Self::Community => None,
        }
    }

    /// The name used in data and URLs.
    pub fn id(self) -> &'static str {
        self.admin().map_or("community", AdminLevel::id)
    }

    /// The level with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        match AdminLevel::from_id(id) {
            Some(level) => Some(level.into()),
            None => (id == "community").then_some(Self::Community),
        }
    }
}

impl From<AdminLevel> for PlaceLevel {
    fn from(level: AdminLevel) -> Self {
        match level {
            AdminLevel::Admin0 => Self::Admin0,
            AdminLevel::Admin1 => Self::Admin1,
            AdminLevel::Admin2 => Self::Admin2,
            AdminLevel::Admin3 => Self::Admin3,
        }
    }
}

/// How accurate boundaries are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundaryStatus {
    /// As published by the responsible authority.
    Official,
    /// Real, but simplified for small scales.
    Generalised,
    /// Made to show the location of units; not the real course of the border.
    Schematic,
}

impl BoundaryStatus {
    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Generalised => "generalised",
            Self::Schematic => "schematic",
        }
    }
}

/// One administrative unit with its area.
#[derive(Clone, Debug, PartialEq)]
pub struct AdminUnit {
    /// Its key: a code of the kind of its layer.
    pub pcode: UnitCode,
    /// The position of its parent in the layer above. None in the top layer.
    pub parent: Option<usize>,
    /// Its names.
    pub names: Names,
    /// Inhabitants, if a source gives them.
    pub population: Option<u64>,
    /// The area, longitude and latitude in degrees (CRS84), valid, outer rings counter-clockwise.
    pub area: MultiPolygon<f64>,
    /// The bounding box of the area on the plane: all longitudes, for a unit on both sides of the antimeridian.
    pub bbox: Rect<f64>,
    /// Size of the area on the ellipsoid, in square kilometres.
    pub area_km2: f64,
}

impl AdminUnit {
    /// Bounding boxes of the unit: one, or one per part if the parts are on both sides of the antimeridian.
    pub fn boxes(&self) -> impl Iterator<Item = Rect<f64>> + Clone {
        // The box is only that wide if the unit is on both sides of the antimeridian.
        let is_wide = self.bbox.width() > 180.0;
        let parts = self.area.0.iter().filter(move |_| is_wide).filter_map(BoundingRect::bounding_rect);
        (!is_wide).then_some(self.bbox).into_iter().chain(parts)
    }
}

/// All units of one level.
#[derive(Clone, Debug, PartialEq)]
pub struct AdminLayer {
    /// Which level.
    pub level: AdminLevel,
    /// The kind of its codes.
    pub codes: CodeKind,
    /// How accurate the boundaries are.
    pub boundaries: BoundaryStatus,
    /// A note on the boundaries for readers of the map.
    pub note: Option<Labels>,
    /// Ids of the sources of the boundaries.
    pub sources: Vec<String>,
    /// The units, sorted by their codes.
    pub units: Vec<AdminUnit>,
}

impl AdminLayer {
    /// The position of the unit with this code.
    pub fn position(&self, pcode: &str) -> Option<usize> {
        self.units.binary_search_by(|unit| unit.pcode.as_str().cmp(pcode)).ok()
    }
}
