//! Content encodings. How hard each compresses is chosen from measurements on tiles, pages of features and tables
//! (`tests/bench/packing.md`): what a reply costs to compress is paid by everyone who waits for it, what it saves by those on slow
//! lines.

use std::cell::RefCell;
use std::io::{self, Read, Write};

use bytes::Bytes;
use geodata::tiles::archives::{Compression, MOST_TILE_BYTES};
use isal::{Codec, CompressionLevel};
use libdeflater::{CompressionLvl, Compressor, Decompressor};

/// How the bytes of a reply are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    Zstd,
    Brotli,
    Gzip,
    Identity,
}

/// What is compressed: tiles are dense already, and gain little from a longer search; text gains a third.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentClass {
    Tile,
    Text,
}

/// Below this size compressing costs more than it saves.
pub const MIN_COMPRESSED_BYTES: usize = 256;

/// At level 1, gzip by libdeflate is as small as zlib's level 6 on tiles, in a third of the time.
const GZIP_TILES: i32 = 1;
const GZIP_TEXT: i32 = 4;
/// Of zlib, for bodies that come piece by piece.
const GZIP_STREAM: u32 = 4;
/// Tiles of this size and more are compressed by ISA-L: in half the time of libdeflate, for a twentieth more bytes. Compressing is most of
/// their time, and the others wait for it. It takes longer to set up, so that small tiles gain nothing.
const LARGE_TILE: usize = 32 << 10;
const ZSTD: i32 = 3;
/// Brotli is for those who take nothing better than gzip besides: below level 5 it is no smaller than gzip, and slower.
const BROTLI: u32 = 5;
/// Binary logarithm of Brotli's window: larger than nearly all replies.
const BROTLI_WINDOW: u32 = 20;

/// A larger buffer is given back after use.
const MAX_SCRATCH_BYTES: usize = 4 << 20;

thread_local! {
    /// Setting up a compressor costs more than compressing a small tile.
    static COMPRESSORS: RefCell<Compressors> = RefCell::default();
}

#[derive(Default)]
struct Compressors {
    gzip_tiles: Option<Compressor>,
    gzip_text: Option<Compressor>,
    zstd: Option<zstd::bulk::Compressor<'static>>,
    scratch: Vec<u8>,
}

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

    /// What a client can be offered of bytes that are stored in this encoding. They are never compressed again.
    pub fn offered_of_precompressed(self) -> &'static [Self] {
        match self {
            Self::Zstd => &[Self::Zstd, Self::Identity],
            Self::Brotli => &[Self::Brotli, Self::Identity],
            Self::Gzip => &[Self::Gzip, Self::Identity],
            Self::Identity => &Self::ALL,
        }
    }

    /// Decompresses a tile that somebody else compressed; none where it is damaged, or longer than tiles may be.
    pub fn decompress_precompressed(self, compressed: &Bytes) -> Option<Bytes> {
        let compression = match self {
            Self::Identity => Compression::Plain,
            Self::Zstd => Compression::Zstd,
            Self::Gzip => Compression::Gzip,
            Self::Brotli => Compression::Brotli,
        };
        compression.decompress(compressed, "the tile", MOST_TILE_BYTES).ok()
    }

    /// Compresses a body: equal bodies give equal bytes, on processors of one kind. Compressing in memory does not fail; were it to, the bytes
    /// would go out as they are.
    pub fn compress(self, body: &[u8], material: ContentClass) -> Option<Vec<u8>> {
        match self {
            Self::Identity => None,
            Self::Zstd => COMPRESSORS.with_borrow_mut(|compressors| compressors.zstd(body)),
            Self::Gzip => COMPRESSORS.with_borrow_mut(|compressors| compressors.gzip(body, material)),
            Self::Brotli => {
                let mut compressed = Vec::new();
                let mut compressor = brotli::CompressorWriter::new(&mut compressed, 4096, BROTLI, BROTLI_WINDOW);
                compressor.write_all(body).ok()?;
                compressor.flush().ok()?;
                drop(compressor);
                Some(compressed)
            }
        }
    }

    /// Decompresses what [`Self::compress`] has made of a body of this length.
    pub fn decompress(self, compressed: &[u8], length: usize) -> Option<Vec<u8>> {
        let mut plain = Vec::with_capacity(length);
        match self {
            Self::Identity => plain.extend_from_slice(compressed),
            Self::Zstd => plain = zstd::bulk::decompress(compressed, length).ok()?,
            Self::Gzip => {
                plain.resize(length, 0);
                Decompressor::new().gzip_decompress(compressed, &mut plain).ok()?;
            }
            Self::Brotli => {
                brotli::Decompressor::new(compressed, 4096).read_to_end(&mut plain).ok()?;
            }
        }
        (plain.len() == length).then_some(plain)
    }
}

/// Compresses a body that comes piece by piece.
pub enum StreamEncoder {
    Identity,
    Zstd(zstd::stream::write::Encoder<'static, Vec<u8>>),
    Brotli(Box<brotli::CompressorWriter<Vec<u8>>>),
    Gzip(flate2::write::GzEncoder<Vec<u8>>),
}

impl std::fmt::Debug for StreamEncoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("StreamEncoder")
    }
}

impl StreamEncoder {
    pub fn new(encoding: Encoding) -> io::Result<Self> {
        Ok(match encoding {
            Encoding::Identity => Self::Identity,
            Encoding::Zstd => Self::Zstd(zstd::stream::write::Encoder::new(Vec::new(), ZSTD)?),
            Encoding::Brotli => {
                Self::Brotli(Box::new(brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI, BROTLI_WINDOW)))
            }
            Encoding::Gzip => {
                Self::Gzip(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_STREAM)))
            }
        })
    }

    /// Compresses a piece; what is ready goes to the end of `out`.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        let ready = match self {
            Self::Identity => {
                out.extend_from_slice(piece);
                return Ok(());
            }
            Self::Zstd(encoder) => {
                encoder.write_all(piece)?;
                encoder.get_mut()
            }
            Self::Brotli(encoder) => {
                encoder.write_all(piece)?;
                encoder.get_mut()
            }
            Self::Gzip(encoder) => {
                encoder.write_all(piece)?;
                encoder.get_mut()
            }
        };
        out.append(ready);
        Ok(())
    }

    /// The rest, at the end of `out`.
    pub fn finish(self, out: &mut Vec<u8>) -> io::Result<()> {
        let mut rest = match self {
            Self::Identity => return Ok(()),
            Self::Zstd(encoder) => encoder.finish()?,
            Self::Brotli(encoder) => encoder.into_inner(),
            Self::Gzip(encoder) => encoder.finish()?,
        };
        out.append(&mut rest);
        Ok(())
    }
}

impl From<Compression> for Encoding {
    fn from(compression: Compression) -> Self {
        match compression {
            Compression::Plain => Self::Identity,
            Compression::Zstd => Self::Zstd,
            Compression::Gzip => Self::Gzip,
            Compression::Brotli => Self::Brotli,
        }
    }
}

impl Compressors {
    fn gzip(&mut self, body: &[u8], material: ContentClass) -> Option<Vec<u8>> {
        let (compressor, level) = match material {
            ContentClass::Tile => (&mut self.gzip_tiles, GZIP_TILES),
            ContentClass::Text => (&mut self.gzip_text, GZIP_TEXT),
        };
        let compressor =
            compressor.get_or_insert_with(|| Compressor::new(CompressionLvl::new(level).unwrap_or_default()));
        let most = compressor.gzip_compress_bound(body.len());
        if self.scratch.len() < most {
            self.scratch.resize(most, 0);
        }
        let is_large = material == ContentClass::Tile && body.len() >= LARGE_TILE;
        let by_isal = || isal::compress_into(body, &mut self.scratch, CompressionLevel::One, Codec::Gzip).ok();
        let length = match is_large.then(by_isal).flatten() {
            Some(length) => length,
            None => compressor.gzip_compress(body, &mut self.scratch).ok()?,
        };
        let compressed = self.scratch.get(..length).map(<[u8]>::to_vec);
        if self.scratch.len() > MAX_SCRATCH_BYTES {
            self.scratch = Vec::new();
        }
        compressed
    }

    fn zstd(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        if self.zstd.is_none() {
            self.zstd = zstd::bulk::Compressor::new(ZSTD).ok();
        }
        let mut compressed = self.zstd.as_mut()?.compress(body).ok()?;
        compressed.shrink_to_fit();
        Some(compressed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Something like a tile or a table: words that come again, numbers that do not.
    fn body(seed: u32) -> Vec<u8> {
        let word = |number: u32| format!("reported {} available ", number.wrapping_mul(2_654_435_761));
        (seed..seed + 200).map(word).collect::<String>().into_bytes()
    }

    /// One that is compressed as a large tile.
    fn large_body(seed: u32) -> Vec<u8> {
        (0..).map(|part| body(seed + 200 * part)).take(60).collect::<Vec<_>>().concat()
    }

    #[test]
    fn what_is_compressed_decompresses_to_the_same_bytes() {
        assert!(large_body(1).len() > LARGE_TILE);
        for (material, body) in [
            (ContentClass::Tile, body(1)),
            (ContentClass::Text, body(1)),
            (ContentClass::Tile, large_body(1)),
            (ContentClass::Text, large_body(1)),
        ] {
            for encoding in [Encoding::Zstd, Encoding::Brotli, Encoding::Gzip] {
                let compressed = encoding.compress(&body, material).expect("compressed");
                assert!(compressed.len() < body.len() / 2, "{encoding:?}: {} of {}", compressed.len(), body.len());
                assert_eq!(encoding.decompress(&compressed, body.len()).as_ref(), Some(&body), "{encoding:?}");
                assert_eq!(encoding.decompress(&compressed, body.len() - 1), None, "{encoding:?} of another length");
                assert_eq!(
                    encoding.decompress(&compressed[..compressed.len() / 2], body.len()),
                    None,
                    "{encoding:?}, half of it"
                );
            }
        }
        assert_eq!(Encoding::Identity.compress(&body(1), ContentClass::Text), None);
    }

    #[test]
    fn bytes_do_not_depend_on_what_was_compressed_before_nor_on_the_thread() {
        for encoding in [Encoding::Zstd, Encoding::Brotli, Encoding::Gzip] {
            for (material, body) in [(ContentClass::Text, body as fn(u32) -> Vec<u8>), (ContentClass::Tile, large_body)]
            {
                let first = encoding.compress(&body(7), material);
                let _ = encoding.compress(&body(100), material);
                assert_eq!(encoding.compress(&body(7), material), first, "{encoding:?}");
                let elsewhere =
                    std::thread::spawn(move || encoding.compress(&body(7), material)).join().expect("a thread");
                assert_eq!(elsewhere, first, "{encoding:?}");
            }
        }
    }

    #[test]
    fn gzip_names_neither_time_nor_machine() {
        for body in [body(1), large_body(1)] {
            let compressed = Encoding::Gzip.compress(&body, ContentClass::Tile).expect("compressed");
            // RFC 1952, section 2.3: no flags, no time, and an unknown system.
            assert_eq!((compressed[3], &compressed[4..8], compressed[9]), (0, &[0; 4][..], 255));
        }
    }

    #[test]
    fn what_cannot_be_compressed_is_sent_all_the_same() {
        let noise: Vec<u8> =
            (0..40_000u64).flat_map(|number| xxhash_rust::xxh3::xxh3_64(&number.to_le_bytes()).to_le_bytes()).collect();
        let compressed = Encoding::Gzip.compress(&noise, ContentClass::Tile).expect("compressed");
        assert_eq!(Encoding::Gzip.decompress(&compressed, noise.len()), Some(noise));
    }

    #[test]
    fn what_others_compressed_is_decompressed_and_damage_is_noticed() {
        let body = b"a district of a province ".repeat(100);
        for encoding in [Encoding::Zstd, Encoding::Brotli, Encoding::Gzip] {
            let compressed = Bytes::from(encoding.compress(&body, ContentClass::Text).expect("compressed"));
            assert_eq!(encoding.decompress_precompressed(&compressed).as_deref(), Some(&body[..]), "{encoding:?}");
            assert_eq!(
                encoding.decompress_precompressed(&compressed.slice(..compressed.len() / 2)),
                None,
                "{encoding:?}"
            );
        }
        let endless = Encoding::Gzip.compress(&vec![0; MOST_TILE_BYTES + 1], ContentClass::Tile).expect("compressed");
        assert_eq!(Encoding::Gzip.decompress_precompressed(&endless.into()), None);
    }
}
