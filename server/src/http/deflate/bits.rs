//! Bits, the lowest first (RFC 1951, section 3.1.1).

/// Bits that are written into a buffer, which grows by doubling.
#[derive(Debug)]
pub struct Bits {
    out: Vec<u8>,
    /// How many bytes are full.
    written: usize,
    pending: u64,
    /// How many bits are pending, less than eight after each write.
    count: u32,
}

impl Bits {
    pub fn with_capacity(bytes: usize) -> Self {
        Self { out: vec![0; bytes.max(64)], written: 0, pending: 0, count: 0 }
    }

    /// Adds up to 56 bits. All that is pending is written, also the bits of a byte that is not full, which is written again:
    /// whether one is full need not be asked.
    #[inline]
    pub fn push(&mut self, bits: u64, count: u32) {
        self.pending |= bits << self.count;
        self.count += count;
        if self.written + 8 > self.out.len() {
            self.out.resize(2 * self.out.len(), 0);
        }
        if let Some(place) = self.out.get_mut(self.written..).and_then(|rest| rest.first_chunk_mut()) {
            *place = self.pending.to_le_bytes();
        }
        self.written += (self.count / 8) as usize;
        self.pending >>= self.count & !7;
        self.count &= 7;
    }

    /// Fills the last byte up.
    pub fn align(&mut self) {
        self.push(0, self.count.wrapping_neg() & 7);
    }

    /// The bytes that are full.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.truncate(self.written);
        self.out
    }
}
