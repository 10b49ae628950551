//! The ways in which pages are packed, each unpacked to the length that the page states and no further.

use std::io::Read;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;
use parquet::errors::{ParquetError, Result};
use zstd::bulk::Decompressor;

/// The buffer of the decoder of Brotli, in bytes.
const BROTLI_BUFFER: usize = 1 << 14;

/// What unpacks the pages of a column.
pub(super) enum Unpacker {
    Nothing,
    Zstd(Decompressor<'static>),
    Snappy,
    Gzip,
    Brotli,
    Lz4,
}

impl Unpacker {
    /// For columns that are packed in this way.
    pub(super) fn of(compression: Compression) -> Result<Self> {
        Ok(match compression {
            Compression::UNCOMPRESSED => Self::Nothing,
            Compression::ZSTD(_) => Self::Zstd(Decompressor::new()?),
            Compression::SNAPPY => Self::Snappy,
            Compression::GZIP(_) => Self::Gzip,
            Compression::BROTLI(_) => Self::Brotli,
            Compression::LZ4_RAW => Self::Lz4,
            other => {
                let name = format!("{other:?}");
                return Err(refused(&format!("columns that are packed as {name} are not read; use ZSTD or SNAPPY")));
            }
        })
    }

    /// The content of a page, which must have so many bytes.
    pub(super) fn unpack(&mut self, page: &Bytes, length: usize) -> Result<Bytes> {
        let unpacked: Bytes = match self {
            Self::Nothing => page.clone(),
            // A page of no values has no bytes.
            _ if length == 0 => Bytes::new(),
            Self::Zstd(zstd) => zstd.decompress(page, length)?.into(),
            Self::Snappy => {
                let stated = snap::raw::decompress_len(page).map_err(external)?;
                if stated != length {
                    return Err(refused(ANOTHER_LENGTH));
                }
                snap::raw::Decoder::new().decompress_vec(page).map_err(external)?.into()
            }
            Self::Gzip => up_to(MultiGzDecoder::new(&page[..]), length)?,
            Self::Brotli => up_to(brotli::Decompressor::new(&page[..], BROTLI_BUFFER), length)?,
            Self::Lz4 => lz4_flex::block::decompress(page, length).map_err(external)?.into(),
        };
        if unpacked.len() == length { Ok(unpacked) } else { Err(refused(ANOTHER_LENGTH)) }
    }
}

const ANOTHER_LENGTH: &str = "a page has another length than it says";

/// One byte more than the length shows that there are too many.
fn up_to(packed: impl Read, length: usize) -> Result<Bytes> {
    let mut unpacked = Vec::new();
    packed.take(length as u64 + 1).read_to_end(&mut unpacked)?;
    Ok(unpacked.into())
}

/// Why a page is not read.
pub(super) fn refused(reason: &str) -> ParquetError {
    ParquetError::General(reason.to_owned())
}

fn external(error: impl std::error::Error + Send + Sync + 'static) -> ParquetError {
    ParquetError::External(Box::new(error))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzEncoder;
    use parquet::basic::{BrotliLevel, GzipLevel};

    use super::*;

    #[test]
    fn every_packing_is_unpacked_to_its_length_and_no_further() {
        let zeros = vec![0_u8; 1 << 20];
        let gzip = |content: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(content).expect("packed");
            encoder.finish().expect("packed")
        };
        let brotli = |content: &[u8]| {
            let mut packed = Vec::new();
            let parameters = brotli::enc::BrotliEncoderParams::default();
            brotli::BrotliCompress(&mut &content[..], &mut packed, &parameters).expect("packed");
            packed
        };
        for (compression, packed) in [
            (Compression::ZSTD(parquet::basic::ZstdLevel::default()), zstd::bulk::compress(&zeros, 1).expect("packed")),
            (Compression::SNAPPY, snap::raw::Encoder::new().compress_vec(&zeros).expect("packed")),
            (Compression::GZIP(GzipLevel::default()), gzip(&zeros)),
            (Compression::BROTLI(BrotliLevel::default()), brotli(&zeros)),
            (Compression::LZ4_RAW, lz4_flex::block::compress(&zeros)),
            (Compression::UNCOMPRESSED, zeros.clone()),
        ] {
            let packed = Bytes::from(packed);
            let mut unpacker = Unpacker::of(compression).expect("known");
            assert_eq!(unpacker.unpack(&packed, zeros.len()).expect("unpacked"), zeros, "{compression}");
            for wrong in [zeros.len() - 1, zeros.len() + 1, 1] {
                assert!(unpacker.unpack(&packed, wrong).is_err(), "{compression} as {wrong} bytes");
            }
            let cut = packed.slice(..packed.len() / 2);
            assert!(unpacker.unpack(&cut, zeros.len()).is_err(), "{compression} cut off");
        }
        assert!(Unpacker::of(Compression::LZO).is_err());
    }
}
