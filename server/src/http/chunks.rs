//! The chunks of a streamed body.

use std::fmt;

/// An iterator over chunks of a few kilobytes.
pub struct Chunks(Box<dyn Iterator<Item = Vec<u8>> + Send>);

impl Chunks {
    pub fn new(chunks: impl Iterator<Item = Vec<u8>> + Send + 'static) -> Self {
        Self(Box::new(chunks))
    }
}

impl Iterator for Chunks {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        self.0.next()
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Chunks")
    }
}
