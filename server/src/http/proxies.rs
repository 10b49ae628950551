//! Reads the forwarding headers of trusted proxies: `Forwarded` (RFC 7239), `X-Forwarded-For`, `-Proto`, `-Host` and
//! `-Prefix`. From other addresses, anyone can write these headers, so they are ignored.
//!
//! Each proxy appends to a list, which is therefore read from its end: an element is trusted as long as all addresses
//! after it are trusted proxies.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};

use actix_web::http::header::{HeaderMap, HeaderName};
use ipnet::IpNet;

use super::headers;
use super::host::authority;

const FORWARDED: HeaderName = HeaderName::from_static("forwarded");
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const X_FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const X_FORWARDED_PREFIX: HeaderName = HeaderName::from_static("x-forwarded-prefix");

/// The addresses of trusted proxies.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

/// What trusted proxies report about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForwardedRequest {
    /// The address of the client.
    pub client: IpAddr,
    pub is_https: bool,
    /// Host and port that the client requested.
    pub host: Option<String>,
    /// The stripped path prefix, without trailing slash.
    pub prefix: Option<String>,
}

impl TrustedProxies {
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The forwarding information of a request; `None` if its peer is not trusted.
    pub fn forwarded(&self, peer: IpAddr, headers: &HeaderMap) -> Option<ForwardedRequest> {
        if !self.contains(peer) {
            return None;
        }
        let forwarded = headers::text(headers, &FORWARDED).unwrap_or_default();
        let elements: Vec<Element<'_>> = split(&forwarded, ',').map(Element::read).collect();
        let (client, hops) = if elements.is_empty() {
            self.client(peer, items(&headers::text(headers, &X_FORWARDED_FOR).unwrap_or_default()).into_iter())
        } else {
            self.client(peer, elements.iter().map(|element| element.client.as_deref().unwrap_or_default()))
        };
        let element = elements.len().checked_sub(hops).and_then(|at| elements.get(at));
        // Uses the value at the client's position in the list; a single value applies to all proxies.
        let said = |name: &HeaderName| {
            let list = headers::text(headers, name)?;
            let items = items(&list);
            items.get(items.len().saturating_sub(hops.max(1))).map(|item| (*item).to_owned())
        };
        let of_element = |member: fn(&Element<'_>) -> Option<String>| element.and_then(member);
        let scheme = of_element(|element| element.scheme.as_deref().map(str::to_owned));
        let host = of_element(|element| element.host.as_deref().map(str::to_owned));
        Some(ForwardedRequest {
            client,
            is_https: scheme
                .or_else(|| said(&X_FORWARDED_PROTO))
                .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https")),
            host: host.or_else(|| said(&X_FORWARDED_HOST)).filter(|host| authority(host)),
            prefix: said(&X_FORWARDED_PREFIX).and_then(|prefix| path_prefix(&prefix)),
        })
    }

    /// The client by a list of addresses, and the number of proxies that were trusted.
    fn client<'a>(&self, peer: IpAddr, list: impl DoubleEndedIterator<Item = &'a str>) -> (IpAddr, usize) {
        let (mut client, mut hops) = (peer, 0);
        for written in list.rev() {
            let Some(address) = address(written) else { break };
            (client, hops) = (address, hops + 1);
            if !self.contains(address) {
                break;
            }
        }
        (client, hops)
    }
}

/// One element of `Forwarded`.
#[derive(Debug, Default)]
struct Element<'a> {
    client: Option<Cow<'a, str>>,
    scheme: Option<Cow<'a, str>>,
    host: Option<Cow<'a, str>>,
}

impl<'a> Element<'a> {
    fn read(text: &'a str) -> Self {
        let mut element = Self::default();
        for pair in split(text, ';') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            let value = Some(unquoted(value.trim()));
            match name.trim().to_ascii_lowercase().as_str() {
                "for" => element.client = value,
                "proto" => element.scheme = value,
                "host" => element.host = value,
                _ => {}
            }
        }
        element
    }
}

/// Splits a text at separators outside quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let parts = text.split(move |letter: char| {
        let ends = letter == separator && !is_quoted;
        is_quoted ^= letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && is_quoted && !is_escaped;
        ends
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

fn items(list: &str) -> Vec<&str> {
    split(list, ',').collect()
}

fn unquoted(value: &str) -> Cow<'_, str> {
    match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
        Some(quoted) if quoted.contains('\\') => quoted.replace('\\', "").into(),
        Some(quoted) => quoted.into(),
        None => value.into(),
    }
}

/// Parses an IP address with an optional port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = || text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).parse().ok();
    text.parse::<SocketAddr>().map(|address| address.ip()).ok().or_else(bare)
}

/// Checks and normalises a path prefix.
fn path_prefix(text: &str) -> Option<String> {
    let prefix = text.trim_end_matches('/');
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~' | b'%');
    let fits = prefix.len() <= 255 && (prefix.is_empty() || prefix.starts_with('/')) && !prefix.contains("//");
    (fits && prefix.bytes().all(is_plain)).then(|| prefix.to_owned())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn forwarded(peer: &str, lines: &[(&str, &str)]) -> Option<ForwardedRequest> {
        let networks = ["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().expect("a network"));
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            headers.append(name, HeaderValue::from_str(value).expect("a header"));
        }
        TrustedProxies::new(networks.to_vec()).forwarded(peer.parse().expect("an address"), &headers)
    }

    fn client(peer: &str, lines: &[(&str, &str)]) -> String {
        forwarded(peer, lines).expect("a trusted peer").client.to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let lines = [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Host", "maps.example")];
        assert_eq!(forwarded("203.0.113.1", &lines), None);
        let believed = forwarded("10.1.2.3", &lines).expect("a trusted peer");
        assert_eq!(
            (believed.client.to_string().as_str(), believed.host.as_deref()),
            ("203.0.113.7", Some("maps.example"))
        );
        assert_eq!(client("::ffff:10.1.2.3", &lines), "203.0.113.7");
    }

    #[test]
    fn the_client_is_the_last_address_that_is_no_proxy() {
        let by_list = |list: &str| client("10.0.0.1", &[("X-Forwarded-For", list)]);
        assert_eq!(by_list("1.1.1.1, 203.0.113.7, 10.0.0.9"), "203.0.113.7", "the first is what the client wrote");
        assert_eq!(by_list("203.0.113.7:4711"), "203.0.113.7");
        assert_eq!(by_list("[2001:db8::7]:4711"), "2001:db8::7");
        assert_eq!(by_list("10.0.0.7"), "10.0.0.7", "somebody in the network of the proxies");
        assert_eq!(by_list("rubbish"), "10.0.0.1");
        let lines = [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-For", "10.0.0.9")];
        assert_eq!(client("10.0.0.1", &lines), "203.0.113.7", "two lines are one list");
        let by_standard = |value: &str| client("10.0.0.1", &[("Forwarded", value), ("X-Forwarded-For", "9.9.9.9")]);
        assert_eq!(by_standard("for=1.1.1.1, for=\"[2001:db8::7]:4711\";proto=https, for=10.0.0.9"), "2001:db8::7");
        assert_eq!(by_standard("for=unknown"), "10.0.0.1");
    }

    #[test]
    fn scheme_host_and_prefix_are_those_of_the_same_proxy() {
        let chain = "for=6.6.6.6;host=evil.example, for=203.0.113.7;host=\"maps.example:8443\";proto=https, for=10.0.0.9;host=inner";
        let by_standard = forwarded("10.0.0.1", &[("Forwarded", chain)]).expect("a trusted peer");
        assert_eq!((by_standard.host.as_deref(), by_standard.is_https), (Some("maps.example:8443"), true));
        let lines = [
            ("X-Forwarded-For", "6.6.6.6, 203.0.113.7"),
            ("X-Forwarded-Host", "evil.example, maps.example"),
            ("X-Forwarded-Proto", "HTTPS"),
            ("X-Forwarded-Prefix", "/country/kerben/"),
        ];
        let by_list = forwarded("10.0.0.1", &lines).expect("a trusted peer");
        assert_eq!((by_list.host.as_deref(), by_list.is_https), (Some("maps.example"), true));
        assert_eq!(by_list.prefix.as_deref(), Some("/country/kerben"));
        for bad in ["//evil.example", "evil", "/a?b", "/a//b", "/a\"b"] {
            assert_eq!(
                forwarded("10.0.0.1", &[("X-Forwarded-Prefix", bad)]).expect("a trusted peer").prefix,
                None,
                "{bad}"
            );
        }
        assert_eq!(forwarded("10.0.0.1", &[("X-Forwarded-Host", "a:b:c")]).expect("a trusted peer").host, None);
    }

    #[test]
    fn quotes_hide_separators() {
        assert_eq!(split("a=\"b,c\";d, \"e\\\",f\" ,", ',').collect::<Vec<_>>(), ["a=\"b,c\";d", "\"e\\\",f\""]);
    }
}
