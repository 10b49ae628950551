//! The address at which clients reach the server, for absolute links.

use std::net::Ipv6Addr;

use actix_web::HttpRequest;
use actix_web::http::header;

use super::proxies::ForwardedRequest;
use super::server::Server;

/// The longest host that is echoed.
const MAX_HOST_BYTES: usize = 255;

/// The configured public address, or the one that the client used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    is_configured: bool,
}

/// The host that a request is for: of two, the one in the address counts (RFC 9112, section 3.2.2).
pub fn host(request: &HttpRequest) -> Option<&str> {
    match request.uri().authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.headers().get(header::HOST)?.to_str().ok(),
    }
}

impl BaseUrl {
    /// The address under which a client asks.
    pub fn of(request: &HttpRequest, server: &Server) -> Self {
        Self::new(server.public_url.as_deref(), host(request), server.forwarded(request).as_ref())
    }

    /// `host` is that of the request. Where it is none that can be echoed, links begin with their path: what the server calls itself is
    /// nobody's business.
    pub fn new(public_url: Option<&str>, host: Option<&str>, forwarded: Option<&ForwardedRequest>) -> Self {
        if let Some(url) = public_url {
            return Self { url: url.trim_end_matches('/').to_owned(), is_configured: true };
        }
        let scheme = if forwarded.is_some_and(|forwarded| forwarded.is_https) { "https" } else { "http" };
        let host = forwarded.and_then(|forwarded| forwarded.host.as_deref()).or(host).filter(|host| authority(host));
        let prefix = forwarded.and_then(|forwarded| forwarded.prefix.as_deref());
        let origin = host.map(|host| format!("{scheme}://{host}")).unwrap_or_default();
        Self { url: origin + prefix.unwrap_or_default(), is_configured: prefix.is_some() }
    }

    /// Without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Whether the operator or a proxy has said what it is. Otherwise a proxy may have taken away a part of the path, and only relative
    /// addresses are sure to be right.
    pub fn is_configured(&self) -> bool {
        self.is_configured
    }
}

/// Whether a text is a host, with or without a port (RFC 3986, section 3.2): it is echoed into documents.
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
    fn a_forged_host_is_not_echoed() {
        let base_url =
            |public_url: Option<&str>, host: Option<&str>| BaseUrl::new(public_url, host, None).as_str().to_owned();
        assert_eq!(base_url(None, Some("a.org\"><script>")), "");
        assert_eq!(base_url(None, Some("maps.example:81")), "http://maps.example:81");
        assert_eq!(base_url(Some("https://maps.example/kerben/"), Some("inner")), "https://maps.example/kerben");
    }

    #[test]
    fn a_trusted_proxy_says_what_the_address_is() {
        let forwarded = |host: Option<&str>, prefix: Option<&str>| ForwardedRequest {
            client: [10, 0, 0, 1].into(),
            is_https: true,
            host: host.map(str::to_owned),
            prefix: prefix.map(str::to_owned),
        };
        let base = |forwarded: ForwardedRequest| BaseUrl::new(None, Some("inner:8080"), Some(&forwarded));
        assert_eq!(base(forwarded(Some("maps.example"), None)).as_str(), "https://maps.example");
        assert!(!base(forwarded(Some("maps.example"), None)).is_configured());
        assert_eq!(base(forwarded(None, None)).as_str(), "https://inner:8080");
        let below = base(forwarded(Some("maps.example"), Some("/kg")));
        assert_eq!((below.as_str(), below.is_configured()), ("https://maps.example/kg", true));
    }

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
