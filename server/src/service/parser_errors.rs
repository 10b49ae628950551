//! Replaces the empty error responses of the HTTP parser by problem documents.
//!
//! The parser answers an invalid request with an empty 400, 408 or 431 and closes the connection; no route sees it. An
//! unencoded `>` or a non-ASCII letter in a URL is such a request, and an empty response gives its author no hint.
//! This wrapper of the connection recognises these responses, which nothing else writes, and sends a problem document
//! instead.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::http::StatusCode;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::http::problem::{PROBLEM_JSON, Problem};

/// A header that every response of a route has and none of the parser.
const ROUTE_HEADER: &str = "access-control-allow-origin";
/// Maximum bytes of a response of the parser.
const MAX_PARSER_RESPONSE: usize = 512;

/// A connection that replaces parser errors.
#[derive(Debug)]
pub struct ExplainParserErrors<Io> {
    io: Io,
    explanation: Option<ProblemBytes>,
}

/// The problem document, and how much of it was sent.
#[derive(Debug)]
struct ProblemBytes {
    bytes: Vec<u8>,
    sent: usize,
}

impl<Io> ExplainParserErrors<Io> {
    pub fn new(io: Io) -> Self {
        Self { io, explanation: None }
    }

    /// The wrapped connection.
    pub fn inner(&self) -> &Io {
        &self.io
    }
}

impl<Io: AsyncWrite + Unpin> ExplainParserErrors<Io> {
    /// Writes the rest of the problem document.
    fn poll_explain(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(explanation) = &mut self.explanation {
            let rest = explanation.bytes.get(explanation.sent..).unwrap_or_default();
            if rest.is_empty() {
                self.explanation = None;
                break;
            }
            match ready!(Pin::new(&mut self.io).poll_write(context, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                sent => explanation.sent += sent,
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for ExplainParserErrors<Io> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Some((begin, status)) = refusal(bytes) else { return Pin::new(&mut self.io).poll_write(context, bytes) };
        if begin > 0 {
            // First write the bytes before it.
            return Pin::new(&mut self.io).poll_write(context, bytes.get(..begin).unwrap_or_default());
        }
        // If the write was pending, the same bytes are offered again.
        if self.explanation.is_none() {
            self.explanation = Some(ProblemBytes { bytes: explained(status), sent: 0 });
        }
        ready!(self.poll_explain(context))?;
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for ExplainParserErrors<Io> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, into)
    }
}

/// Finds a parser error at the end of some bytes: its position and status.
fn refusal(bytes: &[u8]) -> Option<(usize, StatusCode)> {
    if !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    let first = bytes.len().saturating_sub(MAX_PARSER_RESPONSE);
    let end = bytes.get(first..)?;
    let at = end.windows(9).rposition(|window| window == b"HTTP/1.1 ")?;
    let head = std::str::from_utf8(end.get(at..)?).ok()?;
    let status = StatusCode::from_bytes(head.get(9..12)?.as_bytes()).ok()?;
    let is_of_parser =
        status.is_client_error() && head.contains("\r\ncontent-length: 0\r\n") && !head.contains(ROUTE_HEADER);
    is_of_parser.then_some((first + at, status))
}

/// The problem document with its head.
fn explained(status: StatusCode) -> Vec<u8> {
    let detail = match status {
        StatusCode::REQUEST_TIMEOUT => "the request did not arrive in time",
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "the URL and the headers of the request are too long",
        _ => {
            "this is not a valid HTTP/1.1 request. In a URL, spaces, \", <, > and non-ASCII letters must be percent-encoded: > is %3E"
        }
    };
    let body = Problem::new(status, detail).to_json();
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\ncontent-type: {PROBLEM_JSON}\r\ncache-control: no-store\r\n\
         access-control-allow-origin: *\r\nx-content-type-options: nosniff\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend(body);
    bytes
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    const REFUSED: &[u8] =
        b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\ndate: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\n";
    const ANSWERED: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\naccess-control-allow-origin: *\r\n\r\nok";
    const PROBLEM: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\naccess-control-allow-origin: *\r\n\r\n";

    #[test]
    fn only_answers_of_the_parser_are_refusals() {
        assert_eq!(refusal(REFUSED), Some((0, StatusCode::BAD_REQUEST)));
        let after = [ANSWERED, REFUSED].concat();
        assert_eq!(refusal(&after), Some((ANSWERED.len(), StatusCode::BAD_REQUEST)));
        for other in [ANSWERED, PROBLEM, b"", b"\r\n\r\n", &REFUSED[..40], b"HTTP/1.1 204 No Content\r\n\r\n"] {
            assert_eq!(refusal(other), None, "{:?}", String::from_utf8_lossy(other));
        }
    }

    /// Takes a few bytes at a time, and every second time none.
    struct Slow {
        taken: Vec<u8>,
        is_ready: bool,
    }

    impl AsyncWrite for Slow {
        fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            self.is_ready = !self.is_ready;
            if !self.is_ready {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let taken = bytes.len().min(7);
            self.taken.extend(&bytes[..taken]);
            Poll::Ready(Ok(taken))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[test]
    fn a_refusal_is_explained_however_slowly_it_is_sent() {
        let mut connection = ExplainParserErrors::new(Slow { taken: Vec::new(), is_ready: false });
        let all = [ANSWERED, REFUSED].concat();
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let mut written = 0;
            while written < all.len() {
                let rest = &all[written..];
                written += poll_fn(|context| Pin::new(&mut connection).poll_write(context, rest)).await.expect("sent");
            }
        });
        let sent = String::from_utf8(connection.io.taken).expect("text");
        let explanation = sent.strip_prefix(std::str::from_utf8(ANSWERED).expect("text")).expect("the answer before");
        let (head, body) = explanation.split_once("\r\n\r\n").expect("a body");
        assert!(head.starts_with("HTTP/1.1 400 Bad Request\r\n") && head.contains(PROBLEM_JSON), "{head}");
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
        assert!(body.contains("percent-encoded"), "{body}");
    }
}
