//! The address at which clients reach the server, for absolute links.

/// The configured public address, or the one that the client used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    is_configured: bool,
}

impl BaseUrl {
    pub fn new(public_url: Option<&str>, host: Option<&str>, listen: &str) -> Self {
        if let Some(url) = public_url {
            return Self { url: url.trim_end_matches('/').to_owned(), is_configured: true };
        }
        // A host is echoed into documents: only what can be part of one is let through.
        let plain = |host: &&str| {
            !host.is_empty()
                && host.len() <= 255
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
        };
        Self { url: format!("http://{}", host.filter(plain).unwrap_or(listen)), is_configured: false }
    }

    /// Without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Whether the operator has said what it is. Otherwise a proxy may have taken away a part of the path, and only relative
    /// addresses are sure to be right.
    pub fn is_configured(&self) -> bool {
        self.is_configured
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_host_is_not_echoed() {
        let base_url = |public_url: Option<&str>, host: Option<&str>, listen: &str| {
            BaseUrl::new(public_url, host, listen).as_str().to_owned()
        };
        assert_eq!(base_url(None, Some("a.org\"><script>"), "127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(base_url(None, Some("maps.example:81"), "x"), "http://maps.example:81");
        assert_eq!(base_url(Some("https://maps.example/kerben/"), Some("inner"), "x"), "https://maps.example/kerben");
    }
}
