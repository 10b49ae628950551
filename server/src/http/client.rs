//! Whose turn it is to be computed for.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::{HttpMessage, HttpRequest};

use super::proxies::ForwardedRequest;

/// Who asks: an address, or of IPv6 a network, of which everyone has many addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Client(u128);

impl Client {
    /// Who sends a request: the peer, or whom a trusted proxy names.
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
