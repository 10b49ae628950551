use std::io::Read;

use bytes::Bytes;

use super::ReadError;

/// The compression of tiles, directories or metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// None.
    Plain,
    /// gzip.
    Gzip,
    /// Brotli.
    Brotli,
    /// Zstandard.
    Zstd,
}

/// The magic number of gzip (RFC 1952, section 2.3.1). No vector tile begins with it: its first byte would be an undefined wire type.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// The largest window of a decompressor, as a power of two. Zstandard lets a file demand gigabytes.
const ZSTD_WINDOW: u32 = 24;

impl Compression {
    /// Whether bytes begin as gzip does.
    pub(super) fn is_gzip(bytes: &[u8]) -> bool {
        bytes.starts_with(&GZIP)
    }

    /// Decompresses `what` to at most `most` bytes: a few bytes may decompress to any size.
    pub fn decompress(self, bytes: &Bytes, what: &'static str, most: usize) -> Result<Bytes, ReadError> {
        let compressed: &[u8] = bytes;
        let damaged = |_| ReadError::malformed(format!("{what} cannot be unpacked: it is damaged"));
        let mut decoder: Box<dyn Read + '_> = match self {
            Self::Plain if compressed.len() <= most => return Ok(bytes.clone()),
            Self::Plain => return Err(ReadError::TooLong { what, most }),
            Self::Gzip => Box::new(flate2::read::MultiGzDecoder::new(compressed)),
            Self::Brotli => Box::new(brotli::Decompressor::new(compressed, 4096)),
            Self::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::new(compressed).map_err(damaged)?;
                decoder.window_log_max(ZSTD_WINDOW).map_err(damaged)?;
                Box::new(decoder)
            }
        };
        let mut decompressed = Vec::new();
        decoder.by_ref().take(most as u64 + 1).read_to_end(&mut decompressed).map_err(damaged)?;
        if decompressed.len() > most { Err(ReadError::TooLong { what, most }) } else { Ok(decompressed.into()) }
    }
}
