//! Entity tags and conditional requests (RFC 9110, section 13).

use crate::encoding::Encoding;

/// A hash of an uncompressed body. Equal bytes have equal tags, on every machine and after every restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag(u128);

impl Tag {
    pub fn of(plain: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(plain))
    }

    /// The strong entity tag of the body in an encoding.
    pub fn in_encoding(self, encoding: Encoding) -> String {
        format!("\"{:032x}-{}\"", self.0, encoding.token())
    }
}

/// Whether `If-None-Match` has the tag, by weak comparison as the RFC requires.
pub fn none_match(tags: &str, etag: &str) -> bool {
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_differ_by_encoding_and_match_weakly() {
        let tag = |encoding| Tag::of(b"x").in_encoding(encoding);
        let (plain, compressed) = (tag(Encoding::Identity), tag(Encoding::Gzip));
        assert_ne!(plain, compressed);
        assert!(none_match(&format!("\"other\", W/{plain}"), &plain));
        assert!(!none_match(&compressed, &plain) && none_match("*", &plain));
    }
}
