//! A large body that is passed to the connection chunk by chunk. The connection copies each chunk into its own buffer
//! and holds it until the client has read it; a body passed whole would be copied for every slow reader.
//!
//! Chunks are large while clients read, and small once slow clients hold a good part of the [budget](ByteBudget). A
//! fast client gets nearly every response in a single chunk.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::AcqRel};
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;

use super::byte_budget::ByteBudget;
use super::connection::Exchange;

/// Bytes of a small chunk; shorter bodies are sent whole.
pub const SMALL_CHUNK: usize = 64 << 10;
/// Bytes of a large chunk, which holds nearly every response.
const LARGE_CHUNK: usize = 1 << 20;
/// No further chunk is requested while this many bytes are unwritten.
pub const HIGH_WATER: usize = 32 << 10;

/// A body shared by several connections; the budget counts it once.
#[derive(Clone, Debug, Default)]
pub struct SharedBody {
    bytes: Bytes,
    readers: Arc<AtomicUsize>,
}

/// The unsent rest of a body.
#[derive(Debug)]
pub struct ChunkedBody {
    rest: Bytes,
    shared: SharedBody,
    budget: Arc<ByteBudget>,
    /// Marks the connection as busy until the body is sent.
    _exchange: Option<Exchange>,
}

impl SharedBody {
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), readers: Arc::default() }
    }

    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// A body for one more connection.
    pub fn read(&self, budget: &Arc<ByteBudget>, exchange: Option<Exchange>) -> ChunkedBody {
        if self.readers.fetch_add(1, AcqRel) == 0 {
            budget.add(self.bytes.len());
        }
        ChunkedBody { rest: self.bytes.clone(), shared: self.clone(), budget: Arc::clone(budget), _exchange: exchange }
    }
}

impl ChunkedBody {
    /// The next chunk; empty after the last one.
    fn next(&mut self) -> Bytes {
        let max = if self.budget.is_ample(LARGE_CHUNK) { LARGE_CHUNK } else { SMALL_CHUNK };
        self.rest.split_to(self.rest.len().min(max))
    }
}

impl Drop for ChunkedBody {
    fn drop(&mut self) {
        if self.shared.readers.fetch_sub(1, AcqRel) == 1 {
            self.budget.sub(self.shared.bytes.len());
        }
    }
}

impl MessageBody for ChunkedBody {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.rest.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let chunk = self.next();
        Poll::Ready((!chunk.is_empty()).then_some(Ok(chunk)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(bytes: usize) -> SharedBody {
        SharedBody::new((0..bytes).map(|at| (at % 251) as u8).collect::<Vec<_>>())
    }

    #[test]
    fn the_chunks_of_a_body_are_the_body() {
        let body = body(3 * LARGE_CHUNK + 5);
        for limit in [0, 16 * LARGE_CHUNK, 100 * LARGE_CHUNK] {
            let budget = ByteBudget::new(limit);
            let mut chunks = body.read(&budget, None);
            let mut all = Vec::new();
            loop {
                let chunk = chunks.next();
                if chunk.is_empty() {
                    break;
                }
                all.extend_from_slice(&chunk);
            }
            assert!(all == *body.bytes(), "{limit} bytes allowed");
            drop(chunks);
            assert_eq!(budget.used(), 0, "all is given back");
        }
    }

    #[test]
    fn a_body_counts_once_however_many_read_it() {
        let (budget, body, other) = (ByteBudget::new(1 << 30), body(5000), body(7000));
        let mut readers: Vec<ChunkedBody> = (0..1000).map(|_| body.clone().read(&budget, None)).collect();
        assert_eq!(budget.used(), 5000);
        readers.push(other.read(&budget, None));
        assert_eq!(budget.used(), 12_000);
        readers.truncate(1);
        assert_eq!(budget.used(), 5000);
        drop(readers);
        assert_eq!(budget.used(), 0);
        drop(body.read(&budget, None));
        assert_eq!(budget.used(), 0);
    }

    #[test]
    fn chunks_are_small_where_much_is_held() {
        let (budget, body) = (ByteBudget::new(16 * LARGE_CHUNK), body(2 * LARGE_CHUNK));
        assert_eq!(body.read(&budget, None).next().len(), LARGE_CHUNK);
        let held = budget.hold(4 * LARGE_CHUNK);
        assert_eq!(body.read(&budget, None).next().len(), SMALL_CHUNK);
        assert!(!budget.is_exceeded());
        let _more = budget.hold(13 * LARGE_CHUNK);
        assert!(budget.is_exceeded());
        drop(held);
        assert!(!budget.is_exceeded());
    }
}
