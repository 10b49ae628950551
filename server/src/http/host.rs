//! The host of a request.

use std::net::Ipv6Addr;

use actix_web::HttpRequest;
use actix_web::http::header;

/// Maximum bytes of a host that is echoed.
const MAX_HOST_BYTES: usize = 255;

/// The host of a request; the one in the request target takes precedence (RFC 9112, section 3.2.2).
pub fn host(request: &HttpRequest) -> Option<&str> {
    match request.uri().authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.headers().get(header::HOST)?.to_str().ok(),
    }
}

/// Whether a text is a valid host with an optional port (RFC 3986, section 3.2), and so safe to echo.
pub fn authority(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        Some((address, port)) if address.parse::<Ipv6Addr>().is_ok() => (address, port.strip_prefix(':').ok_or(port)),
        Some(_) => return false,
        None => match text.split_once(':') {
            Some((host, port)) => (host, Ok(port)),
            None => (text, Err("")),
        },
    };
    let is_port = match port {
        Ok(port) => port.bytes().all(|digit| digit.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0),
        Err(nothing) => nothing.is_empty(),
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let is_name = text.starts_with('[') || host.bytes().all(is_plain);
    is_port && is_name && !host.is_empty() && text.len() <= MAX_HOST_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_names_or_addresses_with_or_without_a_port() {
        for host in
            ["a", "my_service", "my_service:8080", "a.b-c.example", "127.0.0.1:65535", "[::1]", "[2001:db8::1]:80"]
        {
            assert!(authority(host), "{host}");
        }
        let long = "a".repeat(256);
        for other in [
            "", ":", "[]", "a:b:c", "a:", "a:0", "a:99999", "a:8o", "a:+80", "[::1", "::1", "[::1]80", "[x]", "[::1]:",
            "a b", "a/b", "u@a", "a,b", "ä", &long,
        ] {
            assert!(!authority(other), "{other}");
        }
    }
}
