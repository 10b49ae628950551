//! A large body, given to the connection part by part. The connection copies what it is given into its own buffer and holds
//! it until the client has read it: of a body given whole, every slow reader would hold a copy.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;

/// What is left of a body to be sent.
#[derive(Debug)]
pub struct Parts {
    rest: Bytes,
    /// The length of the next part.
    next: usize,
}

impl Parts {
    /// The length of the first part, in bytes: nearly every reply as a whole, which most readers take at once.
    pub const FIRST: usize = 128 << 10;
    /// The length of the others.
    pub const LENGTH: usize = 32 << 10;

    pub fn of(body: &Bytes) -> Self {
        Self { rest: body.clone(), next: Self::FIRST }
    }
}

impl MessageBody for Parts {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.rest.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let length = self.rest.len().min(self.next);
        self.next = Self::LENGTH;
        let part = self.rest.split_to(length);
        Poll::Ready((!part.is_empty()).then_some(Ok(part)))
    }
}
