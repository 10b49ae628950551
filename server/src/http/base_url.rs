//! The address at which clients reach the server, for absolute links.

/// The configured public address, or the one that the client used.
pub fn base_url(public_url: Option<&str>, host: Option<&str>, listen: &str) -> String {
    if let Some(url) = public_url {
        return url.trim_end_matches('/').to_owned();
    }
    // A host is echoed into documents: only what can be part of one is let through.
    let plain = |host: &&str| {
        !host.is_empty()
            && host.len() <= 255
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
    };
    format!("http://{}", host.filter(plain).unwrap_or(listen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_host_is_not_echoed() {
        assert_eq!(base_url(None, Some("a.org\"><script>"), "127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(base_url(None, Some("maps.example:81"), "x"), "http://maps.example:81");
        assert_eq!(base_url(Some("https://maps.example/kerben/"), Some("inner"), "x"), "https://maps.example/kerben");
    }
}
