//! Upper bounds of what is read of an archive, compressed or decompressed.

/// Bytes of a tile. Maps do not draw vector tiles of more than a few megabytes.
pub const MOST_TILE_BYTES: usize = 8 << 20;
/// Bytes of all metadata.
pub const MOST_METADATA_BYTES: usize = 16 << 20;
/// Bytes of one member of the metadata that is used.
pub(super) const MOST_MEMBER_BYTES: usize = 1 << 20;
/// Bytes of a directory: those of real archives have some hundred thousand.
pub const MOST_DIRECTORY_BYTES: usize = 4 << 20;
/// Rows of the table `metadata` of an MBTiles archive.
pub(super) const MOST_METADATA_ROWS: usize = 10_000;
