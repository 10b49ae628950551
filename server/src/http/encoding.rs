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

/// The longest body that is unpacked. A small one may claim to be endless.
const LONGEST: u64 = 64 << 20;

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

    /// What a client can be offered of bytes that are stored in this encoding. They are never packed anew.
    pub fn offered_of_stored(self) -> &'static [Self] {
        match self {
            Self::Zstd => &[Self::Zstd, Self::Identity],
            Self::Brotli => &[Self::Brotli, Self::Identity],
            Self::Gzip => &[Self::Gzip, Self::Identity],
            Self::Identity => &Self::ALL,
        }
    }

    /// Unpacks a body; none where it is damaged, or longer than anything that is served.
    pub fn unpack(self, packed: &[u8]) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        let mut unpacker: Box<dyn Read + '_> = match self {
            Self::Identity => Box::new(packed),
            Self::Zstd => Box::new(zstd::stream::read::Decoder::new(packed).ok()?),
            Self::Gzip => Box::new(flate2::read::MultiGzDecoder::new(packed)),
            Self::Brotli => Box::new(brotli::Decompressor::new(packed, 4096)),
        };
        let read = unpacker.by_ref().take(LONGEST + 1).read_to_end(&mut body).ok()?;
        (read as u64 <= LONGEST).then_some(body)
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_and_damage_is_noticed() {
        let body = b"a district of a province ".repeat(100);
        for encoding in [Encoding::Zstd, Encoding::Brotli, Encoding::Gzip] {
            let packed = encoding.pack(&body).expect("packed");
            assert_eq!(encoding.unpack(&packed).as_ref(), Some(&body), "{encoding:?}");
            assert_eq!(encoding.unpack(&packed[..packed.len() / 2]), None, "{encoding:?}");
        }
    }

    #[test]
    fn a_body_without_end_is_not_unpacked() {
        let packed = Encoding::Gzip.pack(&vec![0; LONGEST as usize + 1]).expect("packed");
        assert_eq!(Encoding::Gzip.unpack(&packed), None);
    }
}
