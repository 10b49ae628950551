//! Points in tiles, one by one or in clusters.
//!
//! Points are sorted along the Z-order curve (G. M. Morton, *A computer oriented geodetic data base*, IBM 1966), so that the
//! points of a tile, of any cell in it, and of no other place, lie next to each other: two binary searches find them.
//! A *rank* is a position in that order; sums over communities are sums over ranges of ranks.
//!
//! Where a zoom has too many points ([`ClusterMode`]), those that share a cell of a fixed grid become one cluster ([`places`]) with the sums
//! of its members ([`ClusterColumns`]).

mod cluster_layer;
mod clustering;
mod clusters;
mod columns;
mod community_aggregates;
mod layer;
pub(super) mod morton;
mod prefix_sums;
#[cfg(test)]
mod tests;
mod z_order;

pub use cluster_layer::{ClusterInfo, ClusterLayer};
pub use clustering::{ClusterMode, ClusterZooms, most_single_points};
pub use clusters::{CELLS_ACROSS, Cluster, ClusterOrPoint, places};
pub use columns::{ClusterColumn, ClusterColumns, IndicatorSums};
pub use community_aggregates::CommunityAggregates;
pub use layer::{clustered_point_layer, point_layer};
pub use prefix_sums::BlockPrefixSums;
pub use z_order::ZOrderPoints;
