//! What a tile is asked to show, as one value: parsed once, by whoever reads the parameters.

use super::points::ClusterMode;
use crate::atlas::Atlas;
use crate::figures::{Indicator, Normalisation};
use crate::grid::TileId;
use crate::model::{Period, RoundId};
use crate::query::Collection;

/// A tile, and the layers that it shows one after the other.
#[derive(Clone, Copy, Debug)]
pub struct TileRequest<'a> {
    /// Which tile.
    pub id: TileId,
    /// What it shows of each collection.
    pub layers: &'a [LayerRequest],
}

/// What the tiles of a set show of one collection.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerRequest {
    /// The collection.
    pub collection: Collection,
    /// Which layers of a level of units; the usual ones without it. Points have one layer.
    pub parts: Option<LayerParts>,
    /// What the features say.
    pub attributes: AttributeSelection,
    /// Whether points are shown in clusters; the default of points without it.
    pub clusters: Option<ClusterMode>,
}

/// The layers of a level of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each layer is there or not, whichever others are")]
pub struct LayerParts {
    /// The areas.
    pub areas: bool,
    /// The borders between them, as lines.
    pub borders: bool,
    /// Points with their names.
    pub labels: bool,
    /// Points with the attributes of the areas, for symbols on them.
    pub points: bool,
}

/// The attributes of features. Equal selections have equal attributes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AttributeSelection {
    /// The key alone: such tiles do not change with the figures.
    KeyOnly,
    /// Key, names and what a round says.
    Joined(JoinSpec),
}

/// What of a round is joined to features.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JoinSpec {
    /// The round.
    pub round: RoundId,
    /// The period of the counts.
    pub period: Period,
    /// The ids of the population groups whose counts are wanted, sorted; all without it.
    pub groups: Option<Vec<String>>,
    /// The names of the columns that are wanted, sorted; all without it.
    pub properties: Option<Vec<String>>,
    /// An indicator whose value and status are added.
    pub indicator: Option<IndicatorSpec>,
}

/// An indicator with all that its values depend on besides the round.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IndicatorSpec {
    /// What is measured.
    pub indicator: Indicator,
    /// When: service indicators have no years, whatever the counts beside them are of.
    pub period: Period,
    /// How it is normalised.
    pub per: Normalisation,
}

impl LayerRequest {
    /// Every layer of a collection with every column of the default round.
    pub fn of_default_round(atlas: &Atlas, collection: Collection) -> Self {
        Self {
            collection,
            parts: None,
            attributes: AttributeSelection::Joined(JoinSpec {
                round: RoundId(atlas.info.default_round.clone()),
                period: Period::Window,
                groups: None,
                properties: None,
                indicator: None,
            }),
            clusters: None,
        }
    }
}

impl LayerParts {
    /// Those that tiles have where none are chosen. Points say the same as areas, once more.
    pub const USUAL: Self = Self { areas: true, borders: true, labels: true, points: false };
}
