use std::net::IpAddr;

/// Who asks: an address, or of IPv6 a network, of which everyone has many addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Client(u128);

impl Client {
    pub fn new(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(u128::from(u32::from(address))),
            IpAddr::V6(address) => Self(u128::from(address) & !u128::from(u64::MAX) | 1 << 32),
        }
    }
}
