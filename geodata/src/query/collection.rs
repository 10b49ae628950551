//! Collections of features: the units of a level, communities, facilities, borders between countries.

use geo::BoundingRect;
use geo_types::{Point, Rect};

use crate::atlas::Atlas;
use crate::model::BBox;
use crate::model::{AdminLevel, AdminUnit, Language, PlaceLevel};

/// A layer that can be queried, tiled and downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collection {
    /// The units of a level.
    Admin(AdminLevel),
    /// Assessed communities.
    Communities,
    /// Places that offer a service.
    Facilities,
    /// Borders between countries.
    InternationalBorders,
}

impl Collection {
    /// The collection whose features are the places of a level.
    pub fn of_places(level: PlaceLevel) -> Self {
        level.admin().map_or(Self::Communities, Self::Admin)
    }

    /// The collections that a dataset has, country first.
    pub fn of(atlas: &Atlas) -> Vec<Self> {
        let mut collections: Vec<Self> = atlas.layers.iter().map(|layer| Self::Admin(layer.level)).collect();
        if !atlas.communities.is_empty() {
            collections.push(Self::Communities);
        }
        if !atlas.facilities.is_empty() {
            collections.push(Self::Facilities);
        }
        if !atlas.international_borders.list.is_empty() {
            collections.push(Self::InternationalBorders);
        }
        collections
    }

    /// The name used in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Admin(level) => level.id(),
            Self::Communities => "communities",
            Self::Facilities => "facilities",
            Self::InternationalBorders => "international_borders",
        }
    }

    /// The collection of the dataset with this name.
    pub fn find(atlas: &Atlas, id: &str) -> Option<Self> {
        Self::of(atlas).into_iter().find(|collection| collection.id() == id)
    }

    /// How many features it has.
    pub fn len(self, atlas: &Atlas) -> usize {
        match self {
            Self::Admin(level) => atlas.layer(level).map_or(0, |layer| layer.units.len()),
            Self::Communities => atlas.communities.len(),
            Self::Facilities => atlas.facilities.len(),
            Self::InternationalBorders => atlas.international_borders.list.len(),
        }
    }

    /// What its features are to the counts; facilities and borders have none.
    pub fn place_level(self) -> Option<PlaceLevel> {
        match self {
            Self::Admin(level) => Some(level.into()),
            Self::Communities => Some(PlaceLevel::Community),
            Self::Facilities | Self::InternationalBorders => None,
        }
    }

    /// The column that holds the keys of its features.
    pub fn key_column(self) -> &'static str {
        match self {
            Self::Admin(_) => "pcode",
            Self::Communities | Self::Facilities | Self::InternationalBorders => "id",
        }
    }

    /// The key of the feature at a position.
    pub fn feature_id(self, atlas: &Atlas, position: usize) -> Option<&str> {
        match self {
            Self::Admin(level) => atlas.unit(level, position).map(|unit| unit.pcode.as_str()),
            Self::Communities => atlas.communities.get(position).map(|community| &*community.id),
            Self::Facilities => atlas.facilities.get(position).map(|facility| &*facility.id),
            Self::InternationalBorders => atlas.international_borders.list.get(position).map(|border| &*border.id),
        }
    }

    /// The name of the feature at a position, in a language, or in the main one of the dataset.
    pub fn name(self, atlas: &Atlas, position: usize, language: Language) -> Option<&str> {
        let names = match self {
            Self::Admin(level) => &atlas.unit(level, position)?.names,
            Self::Communities => &atlas.communities.get(position)?.names,
            Self::Facilities => &atlas.facilities.get(position)?.names,
            Self::InternationalBorders => return None,
        };
        Some(names.get_or_main(language))
    }

    /// Ids of the sources that its places rest on.
    pub fn sources(self, atlas: &Atlas) -> &[String] {
        match self {
            Self::Admin(level) => atlas.layer(level).map_or(&[], |layer| &layer.sources),
            Self::Communities => &atlas.community_sources,
            Self::Facilities => &atlas.facility_sources,
            Self::InternationalBorders => &atlas.international_borders.sources,
        }
    }

    /// The smallest box around all its features that have a geometry, which may cross the antimeridian.
    pub fn bounds(self, atlas: &Atlas) -> Option<BBox> {
        let around = |point: Point<f64>| Rect::new(point.0, point.0);
        match self {
            Self::Admin(level) => BBox::around(atlas.layer(level)?.units.iter().flat_map(AdminUnit::boxes)),
            Self::Communities => {
                BBox::around(atlas.communities.iter().filter_map(|community| community.point.map(around)))
            }
            Self::Facilities => BBox::around(atlas.facilities.iter().map(|facility| around(facility.point))),
            Self::InternationalBorders => {
                let lines = atlas.international_borders.list.iter().flat_map(|border| &border.lines);
                let boxes: Vec<Rect<f64>> = lines.filter_map(BoundingRect::bounding_rect).collect();
                BBox::around(boxes.into_iter())
            }
        }
    }
}
