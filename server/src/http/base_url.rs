//! The base URL of absolute links.

use actix_web::{HttpMessage, HttpRequest};

use super::host::{authority, host};
use super::proxies::ForwardedRequest;

/// The configured public URL, or the one that the client used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    is_configured: bool,
}

impl BaseUrl {
    /// The base URL of a request.
    pub fn of(public_url: Option<&str>, request: &HttpRequest) -> Self {
        Self::new(public_url, host(request), request.extensions().get::<ForwardedRequest>())
    }

    /// Links are relative to the host if the request has no valid one; the server never reveals its own name.
    fn new(public_url: Option<&str>, host: Option<&str>, forwarded: Option<&ForwardedRequest>) -> Self {
        if let Some(url) = public_url {
            return Self { url: url.trim_end_matches('/').to_owned(), is_configured: true };
        }
        let scheme = if forwarded.is_some_and(|forwarded| forwarded.is_https) { "https" } else { "http" };
        let host = forwarded.and_then(|forwarded| forwarded.host.as_deref()).or(host).filter(|host| authority(host));
        let prefix = forwarded.and_then(|forwarded| forwarded.prefix.as_deref());
        let origin = host.map(|host| format!("{scheme}://{host}")).unwrap_or_default();
        Self { url: origin + prefix.unwrap_or_default(), is_configured: prefix.is_some() }
    }

    /// The URL without trailing slash.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Whether the operator or a proxy configured it. Otherwise a proxy may strip a path prefix, and only relative
    /// links are certain to work.
    pub fn is_configured(&self) -> bool {
        self.is_configured
    }
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
}
