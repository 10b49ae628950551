//! gzip (RFC 1952) of text that repeats itself: pages of features and tables, in which every row has the names of the row before.
//!
//! libdeflate looks at each byte of a body, also at those that a repetition covers; this packer looks at the others only, and in them
//! for what is long. On pages of features it takes half the time of libdeflate's level 4, for a fourteenth more bytes
//! (`tests/bench/packing.md`).

mod bits;
mod block;
mod huffman;
mod repeats;

use bits::Bits;
use block::write_block;
use libdeflater::Crc;
use repeats::{Repeats, Step};

/// How much of a body has one set of codes.
const BLOCK: usize = 128 << 10;

/// Packs one body after the other. What it needs of memory is set up once.
#[derive(Debug, Default)]
pub struct Packer {
    repeats: Repeats,
    steps: Vec<Step>,
}

impl Packer {
    /// The body as a gzip member that names neither time nor machine.
    pub fn gzip(&mut self, body: &[u8]) -> Vec<u8> {
        let mut out = Bits::with_capacity(body.len() / 8 + 256);
        // Deflate, no name, no time, the fastest, an unknown system.
        for byte in [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255] {
            out.push(byte, 8);
        }
        self.repeats.begin(body.len());
        let mut at = 0;
        loop {
            let end = body.len().min(at + BLOCK);
            self.steps.clear();
            self.repeats.find(body, at, end, &mut self.steps);
            write_block(&mut out, body, at, &self.steps, end == body.len());
            at = end;
            if at == body.len() {
                break;
            }
        }
        out.align();
        let mut sum = Crc::new();
        sum.update(body);
        out.push(sum.sum().into(), 32);
        out.push((body.len() as u32).into(), 32);
        out.finish()
    }
}

#[cfg(test)]
mod tests;
