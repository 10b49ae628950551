//! Identifies the client of a request, for fair queueing and limits.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::{HttpMessage, HttpRequest};

use super::proxies::ForwardedRequest;

/// A client: an IPv4 address or an IPv6 /64 network, since each subscriber has many IPv6 addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Client(u128);

impl Client {
    /// The client of a request: the peer, or the address that a trusted proxy names.
    pub fn of(request: &HttpRequest) -> Self {
        let forwarded = request.extensions().get::<ForwardedRequest>().map(|forwarded| forwarded.client);
        let peer = || request.peer_addr().map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.ip());
        Self::new(forwarded.unwrap_or_else(peer))
    }

    pub fn new(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(u128::from(u32::from(address))),
            IpAddr::V6(address) => Self(u128::from(address) & !u128::from(u64::MAX) | 1 << 32),
        }
    }
}
