//! Streams responses of any length in little memory: renders and sends them chunk by chunk, as fast as the client
//! reads.
//!
//! ```text
//! Chunks (rows as JSON) ─► StreamEncoder ─► StreamBody ─► connection
//!   └──── on a thread of the queue ────┘      requests the next chunk once the last one is sent
//! ```
//!
//! No thread waits for a slow client: each chunk is separate work in the [queue](super::fair_queue) of the client.
//! Streams are not cached. All errors of a request must be found before its stream starts, because the status is sent
//! first.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::sync::oneshot;

use super::chunked_body::SMALL_CHUNK;
use super::connection::Exchange;
use super::fair_queue::{FairQueue, Refused};
use crate::encoding::{Encoding, StreamEncoder};
use crate::http::chunks::Chunks;
use crate::http::client::Client;
use crate::http::metrics::{Counted, Metrics};

/// Maximum concurrent streams, in total and per client. Each holds some megabytes.
const MAX_STREAMS: usize = 16;
const MAX_STREAMS_PER_CLIENT: usize = 4;

/// The number of streams of each client.
#[derive(Clone, Debug, Default)]
pub struct StreamSlots(Arc<Mutex<HashMap<Client, usize>>>);

/// One stream of a client; released on drop.
#[derive(Debug)]
pub struct StreamSlot {
    slots: StreamSlots,
    client: Client,
}

impl StreamSlots {
    /// Reserves a slot for one more stream of a client.
    pub fn take(&self, client: Client) -> Result<StreamSlot, Refused> {
        let mut streams = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if streams.values().sum::<usize>() >= MAX_STREAMS {
            return Err(Refused::Busy);
        }
        let of_client = streams.entry(client).or_default();
        if *of_client >= MAX_STREAMS_PER_CLIENT {
            return Err(Refused::ByClient);
        }
        *of_client += 1;
        Ok(StreamSlot { slots: self.clone(), client })
    }
}

impl Drop for StreamSlot {
    fn drop(&mut self) {
        let mut streams = self.slots.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_client) = streams.get_mut(&self.client) {
            *of_client -= 1;
            if *of_client == 0 {
                streams.remove(&self.client);
            }
        }
    }
}

/// Chunks and their encoder.
#[derive(Debug)]
pub struct EncodedChunks {
    chunks: Chunks,
    encoder: Option<StreamEncoder>,
}

/// A body that is rendered while it is sent.
#[derive(Debug)]
pub struct StreamBody {
    state: State,
    queue: FairQueue,
    client: Client,
    metrics: Arc<Metrics>,
    counted: Counted,
    _slot: StreamSlot,
    /// Marks the connection as busy until the body is sent.
    _exchange: Option<Exchange>,
}

#[derive(Debug)]
enum State {
    Idle(Box<EncodedChunks>),
    Working(oneshot::Receiver<(Box<EncodedChunks>, io::Result<Vec<u8>>)>),
    Ended,
}

impl EncodedChunks {
    pub fn new(chunks: Chunks, encoding: Encoding) -> io::Result<Self> {
        Ok(Self { chunks, encoder: Some(StreamEncoder::new(encoding)?) })
    }

    /// The next chunk, of about [`SMALL_CHUNK`] bytes; empty after the last one.
    fn next(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = Vec::new();
        while piece.len() < SMALL_CHUNK {
            let Some(encoder) = &mut self.encoder else { break };
            match self.chunks.next() {
                Some(chunk) => encoder.push(&chunk, &mut piece)?,
                None => {
                    if let Some(encoder) = self.encoder.take() {
                        encoder.finish(&mut piece)?;
                    }
                }
            }
        }
        Ok(piece)
    }
}

impl StreamBody {
    /// `chunks` is `None` for HEAD.
    pub fn new(
        chunks: Option<EncodedChunks>,
        (queue, client): (FairQueue, Client),
        (metrics, counted): (Arc<Metrics>, Counted),
        slot: StreamSlot,
        exchange: Option<Exchange>,
    ) -> Self {
        let state = chunks.map_or(State::Ended, |chunks| State::Idle(Box::new(chunks)));
        Self { state, queue, client, metrics, counted, _slot: slot, _exchange: exchange }
    }
}

impl MessageBody for StreamBody {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let lost = || io::Error::other("the rest of the response could not be computed");
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Idle(mut chunks) => {
                    let work = move || {
                        let piece = chunks.next();
                        (chunks, piece)
                    };
                    match self.queue.resume(self.client, work) {
                        Ok(piece) => self.state = State::Working(piece),
                        Err(_) => return Poll::Ready(Some(Err(lost()))),
                    }
                }
                State::Working(mut piece) => {
                    let Poll::Ready(made) = Pin::new(&mut piece).poll(context) else {
                        self.state = State::Working(piece);
                        return Poll::Pending;
                    };
                    let Ok((chunks, piece)) = made else { return Poll::Ready(Some(Err(lost()))) };
                    let piece = piece?;
                    if piece.is_empty() {
                        return Poll::Ready(None);
                    }
                    self.metrics.streamed(self.counted, piece.len() as u64);
                    self.state = State::Idle(chunks);
                    return Poll::Ready(Some(Ok(piece.into())));
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io::Read;

    use super::super::fair_queue::QueueConfig;
    use super::*;

    fn queue() -> FairQueue {
        let (threads, waiting) = (2, 8);
        let name = "test";
        FairQueue::new(QueueConfig {
            name,
            threads,
            threads_per_client: 1,
            waiting,
            waiting_per_client: waiting,
            nice: 0,
        })
    }

    fn read(encoding: Encoding, chunks: Chunks) -> Vec<u8> {
        let chunks = EncodedChunks::new(chunks, encoding).expect("an encoder");
        let client = Client::new([127, 0, 0, 1].into());
        let slot = StreamSlots::default().take(client).expect("a place");
        let metrics = Arc::new(Metrics::new(vec!["values"], vec!["kgz".to_owned()]).expect("measures"));
        let counted = Counted { route: 0, dataset: Some(0) };
        let mut body = StreamBody::new(Some(chunks), (queue(), client), (metrics, counted), slot, None);
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let mut all = Vec::new();
            while let Some(piece) = poll_fn(|context| Pin::new(&mut body).poll_next(context)).await {
                let piece = piece.expect("a piece");
                assert!(piece.len() < 8 * SMALL_CHUNK, "{} bytes at once", piece.len());
                all.extend_from_slice(&piece);
            }
            all
        })
    }

    #[test]
    fn no_client_takes_all_places() {
        let (slots, client) = (StreamSlots::default(), |number: u8| Client::new([10, 0, 0, number].into()));
        let mut taken: Vec<StreamSlot> = (0..4).map(|_| slots.take(client(1)).expect("a place")).collect();
        assert_eq!(slots.take(client(1)).map(drop), Err(Refused::ByClient));
        for number in 2..5 {
            taken.extend((0..4).map(|_| slots.take(client(number)).expect("a place")));
        }
        assert_eq!(slots.take(client(9)).map(drop), Err(Refused::Busy));
        taken.remove(0);
        assert_eq!(slots.take(client(1)).map(drop), Ok(()));
        drop(taken);
        assert!(slots.0.lock().expect("a lock").is_empty());
    }

    #[test]
    fn the_pieces_are_the_body_in_every_encoding() {
        let rows =
            || (0..20_000u32).map(|row| format!("{{\"id\":{row},\"value\":{}}},", row.wrapping_mul(2_654_435_761)));
        let plain: Vec<u8> = rows().collect::<String>().into_bytes();
        for encoding in Encoding::ALL {
            let sent = read(encoding, Chunks::new(rows().map(String::into_bytes)));
            let mut body = Vec::new();
            match encoding {
                Encoding::Identity => body.clone_from(&sent),
                Encoding::Gzip => drop(flate2::read::GzDecoder::new(&sent[..]).read_to_end(&mut body)),
                Encoding::Brotli => drop(brotli::Decompressor::new(&sent[..], 4096).read_to_end(&mut body)),
                Encoding::Zstd => body = zstd::stream::decode_all(&sent[..]).expect("a frame"),
            }
            assert!(body == plain, "{encoding:?}");
            assert!(encoding == Encoding::Identity || sent.len() < plain.len() / 2, "{encoding:?}: {}", sent.len());
        }
        assert_eq!(read(Encoding::Identity, Chunks::new(std::iter::empty())), b"");
    }
}
