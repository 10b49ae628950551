//! Points in tiles, one by one or in groups.
//!
//! Points are sorted along the Z-order curve (G. M. Morton, *A computer oriented geodetic data base*, IBM 1966), so that the
//! points of a tile, of any cell in it, and of no other place, lie next to each other: two binary searches find them.
//! What is added up over communities is added up over *ranks*, positions in that order.
//!
//! Where a zoom has too many points ([`Clustering`]), those that share a cell of a fixed grid become one group ([`places`]),
//! with the sums of its members ([`GroupColumns`]).

mod block_sums;
mod clustering;
mod columns;
mod community_sums;
mod groups;
mod layer;
pub(super) mod morton;
mod prepared;
#[cfg(test)]
mod tests;

pub use block_sums::BlockSums;
pub use clustering::{Clustering, GroupedZooms, most_single_points};
pub use columns::{GroupColumn, GroupColumns, IndicatorSums};
pub use community_sums::CommunitySums;
pub use groups::{CELLS_ACROSS, Group, Place, places};
pub use layer::{grouped_point_layer, point_layer};
pub use prepared::PreparedPoints;
