//! A large body, given to the connection part by part. The connection copies what it is given into its own buffer and holds
//! it until the client has read it: of a body given whole, every slow reader would hold a copy.
//!
//! Parts are long while little is on its way in long parts, and short otherwise. Clients that read at once take the whole of nearly
//! every reply in one part, as fast as it can be sent; slow ones, however many, hold no more than the [allowance](Allowance) in long
//! parts, and a short one each.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;

/// What is left of a body to be sent.
#[derive(Debug)]
pub struct Parts {
    rest: Bytes,
    /// What the part that is on its way was allowed.
    held: Option<Held>,
}

/// How many bytes may yet be on their way in long parts.
#[derive(Debug)]
struct Allowance(AtomicUsize);

/// Bytes of an allowance, given back when dropped.
#[derive(Debug)]
struct Held {
    of: &'static Allowance,
    bytes: usize,
}

/// For all connections together.
static ALLOWANCE: Allowance = Allowance(AtomicUsize::new(32 << 20));

impl Parts {
    /// The length of a short part, in bytes: a shorter body is given whole.
    pub const SHORT: usize = 64 << 10;
    /// The length of a long part, in bytes: nearly every reply as a whole.
    const LONG: usize = 1 << 20;
    /// While this much waits to be written, no further part is asked for.
    pub const WAITING: usize = 32 << 10;

    pub fn of(body: &Bytes) -> Self {
        Self { rest: body.clone(), held: None }
    }

    /// The next part; empty after the last one.
    fn next(&mut self, allowance: &'static Allowance) -> Bytes {
        // The part before has been written, but for what may wait.
        self.held = None;
        let mut length = self.rest.len().min(Self::LONG);
        if length > Self::SHORT {
            self.held = allowance.take(length);
            if self.held.is_none() {
                length = Self::SHORT;
            }
        }
        self.rest.split_to(length)
    }
}

impl Allowance {
    /// Takes so many bytes of what is left, if there are as many.
    fn take(&'static self, bytes: usize) -> Option<Held> {
        let taken = self.0.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(bytes));
        taken.ok().map(|_| Held { of: self, bytes })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.of.0.fetch_add(self.bytes, Relaxed);
    }
}

impl MessageBody for Parts {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.rest.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let part = self.next(&ALLOWANCE);
        Poll::Ready((!part.is_empty()).then_some(Ok(part)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowance(bytes: usize) -> &'static Allowance {
        Box::leak(Box::new(Allowance(AtomicUsize::new(bytes))))
    }

    fn body(bytes: usize) -> Bytes {
        (0..bytes).map(|at| (at % 251) as u8).collect::<Vec<_>>().into()
    }

    #[test]
    fn the_parts_of_a_body_are_the_body() {
        let body = body(3 * Parts::LONG + 5);
        for allowed in [0, Parts::LONG, 10 * Parts::LONG] {
            let (allowance, mut parts) = (allowance(allowed), Parts::of(&body));
            let mut all = Vec::new();
            loop {
                let part = parts.next(allowance);
                if part.is_empty() {
                    break;
                }
                all.extend_from_slice(&part);
            }
            assert!(all == body, "{allowed} bytes allowed");
            assert_eq!(allowance.0.load(Relaxed), allowed, "all is given back");
        }
    }

    #[test]
    fn slow_readers_hold_the_allowance_and_a_short_part_each() {
        let (allowance, body) = (allowance(5 * Parts::LONG), body(2 * Parts::LONG));
        let mut readers: Vec<Parts> = (0..1000).map(|_| Parts::of(&body)).collect();
        let held: usize = readers.iter_mut().map(|reader| reader.next(allowance).len()).sum();
        assert_eq!(held, 5 * Parts::LONG + 995 * Parts::SHORT);
        // One of them that goes away makes room for another.
        readers.remove(0);
        assert_eq!(readers[500].next(allowance).len(), Parts::LONG);
        assert_eq!(readers[501].next(allowance).len(), Parts::SHORT);
        drop(readers);
        assert_eq!(allowance.0.load(Relaxed), 5 * Parts::LONG);
    }
}
