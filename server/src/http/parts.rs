//! A large body, given to the connection part by part. The connection copies what it is given into its own buffer and holds
//! it until the client has read it: of a body given whole, every slow reader would hold a copy.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;

/// What is left of a body to be sent.
#[derive(Debug)]
pub struct Parts {
    rest: Bytes,
    /// When the last part was given away.
    given: Option<Instant>,
}

impl Parts {
    /// The length of a part, in bytes: nearly every reply as a whole.
    pub const LENGTH: usize = 128 << 10;
    /// The length of a part for who took the one before at once: fewer calls of the system, which make a tenth of the time of
    /// megabytes.
    const LONG: usize = 256 << 10;
    /// At once.
    const AT_ONCE: Duration = Duration::from_millis(5);
    /// While this much waits to be written, no further part is asked for.
    pub const WAITING: usize = 32 << 10;

    pub fn of(body: &Bytes) -> Self {
        Self { rest: body.clone(), given: None }
    }
}

impl MessageBody for Parts {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.rest.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let now = Instant::now();
        let was_taken_at_once = self.given.replace(now).is_some_and(|given| now - given < Self::AT_ONCE);
        let most = if was_taken_at_once { Self::LONG } else { Self::LENGTH };
        let length = self.rest.len().min(most);
        let part = self.rest.split_to(length);
        Poll::Ready((!part.is_empty()).then_some(Ok(part)))
    }
}
