//! Content encodings: each reply is compressed at most once, here.

use std::io::{Read, Write};

/// How the bytes of a reply are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    Zstd,
    Brotli,
    Gzip,
    Identity,
}

/// Below this size packing costs more than it saves.
pub const WORTH_PACKING: usize = 256;

impl Encoding {
    /// All of them, the one we like best first.
    pub const ALL: [Self; 4] = [Self::Zstd, Self::Brotli, Self::Gzip, Self::Identity];

    /// The name in HTTP headers.
    pub fn token(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// Packs a body. Writing into memory does not fail; were it to, the bytes would go out as they are.
    pub fn pack(self, body: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Identity => None,
            Self::Zstd => zstd::bulk::compress(body, 3).ok(),
            Self::Gzip => {
                let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
                packer.write_all(body).ok()?;
                packer.finish().ok()
            }
            Self::Brotli => {
                let mut packed = Vec::new();
                let mut packer = brotli::CompressorWriter::new(&mut packed, 4096, 5, 20);
                packer.write_all(body).ok()?;
                packer.flush().ok()?;
                drop(packer);
                Some(packed)
            }
        }
    }
    /// Unpacks what [`Self::pack`] has packed.
    pub fn unpack(self, packed: &[u8]) -> Option<Vec<u8>> {
        let mut plain = Vec::new();
        match self {
            Self::Identity => return Some(packed.to_vec()),
            Self::Zstd => return zstd::stream::decode_all(packed).ok(),
            Self::Gzip => flate2::read::GzDecoder::new(packed).read_to_end(&mut plain).ok()?,
            Self::Brotli => brotli::Decompressor::new(packed, 4096).read_to_end(&mut plain).ok()?,
        };
        Some(plain)
    }
}
