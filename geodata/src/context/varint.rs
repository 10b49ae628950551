//! Numbers as `geodata/context/generator.py` writes them: LEB128, signed ones zigzag. A file that ends early is an error, never a panic.

/// The file ends within a value, or has one that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the built-in context is broken")]
pub(super) struct Broken;

/// Reads values one after the other.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Whether all is read.
    pub fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    #[inline]
    pub fn number(&mut self) -> Result<u32, Broken> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let (byte, rest) = self.bytes.split_first().ok_or(Broken)?;
            self.bytes = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Broken)
    }

    #[inline]
    pub fn signed(&mut self) -> Result<i32, Broken> {
        let value = self.number()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    pub fn text(&mut self) -> Result<&'a str, Broken> {
        let length = self.number()? as usize;
        let (text, rest) = self.bytes.split_at_checked(length).ok_or(Broken)?;
        self.bytes = rest;
        std::str::from_utf8(text).map_err(|_| Broken)
    }

    /// A list: how many, then each.
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T, Broken>) -> Result<Vec<T>, Broken> {
        let count = self.number()? as usize;
        // Each takes a byte at least.
        if count > self.bytes.len() {
            return Err(Broken);
        }
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(item(self)?);
        }
        Ok(items)
    }
}
