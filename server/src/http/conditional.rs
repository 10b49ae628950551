//! Entity tags and conditional requests (RFC 9110, section 13).

use super::encoding::Encoding;

/// A strong tag of a body in one encoding. Equal bytes have equal tags, on every machine and after every restart.
pub fn etag(body: &[u8], encoding: Encoding) -> String {
    let hash = xxhash_rust::xxh3::xxh3_128(body);
    format!("\"{hash:032x}-{}\"", encoding.token())
}

/// True where `If-None-Match` names the tag, by weak comparison as the standard asks.
pub fn none_match(header: Option<&str>, etag: &str) -> bool {
    header.is_some_and(|header| {
        header.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_differ_by_encoding_and_match_weakly() {
        let (plain, packed) = (etag(b"x", Encoding::Identity), etag(b"x", Encoding::Gzip));
        assert_ne!(plain, packed);
        assert!(none_match(Some(&format!("\"other\", W/{plain}")), &plain));
        assert!(!none_match(Some(&packed), &plain) && none_match(Some("*"), &plain) && !none_match(None, &plain));
    }
}
