//! Who may frame the page of a map: the sources of the directive `frame-ancestors` (CSP Level 3).

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Sources separated by spaces; everyone without a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameAncestors(Arc<str>);

impl FrameAncestors {
    /// As in the header.
    pub fn sources(&self) -> &str {
        &self.0
    }
}

impl Default for FrameAncestors {
    fn default() -> Self {
        Self("*".into())
    }
}

/// A source that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSource(String);

impl std::error::Error for NoSource {}

impl fmt::Display for NoSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = "expected sources separated by spaces, such as https://news.example, https://*.example.org, https://a.example:8443 or \
             https:; or * for everyone, 'self' for this server alone, 'none' for nobody";
        if self.0.is_empty() { f.write_str(expected) } else { write!(f, "`{}` is no source: {expected}", self.0) }
    }
}

impl FromStr for FrameAncestors {
    type Err = NoSource;

    fn from_str(text: &str) -> Result<Self, NoSource> {
        let sources: Vec<&str> = text.split_ascii_whitespace().collect();
        if let Some(bad) = sources.iter().find(|source| !is_source(source)) {
            return Err(NoSource((*bad).to_owned()));
        }
        // Beside other sources both would mean nothing.
        let alone = sources.iter().find(|source| matches!(**source, "*" | "'none'")).filter(|_| sources.len() > 1);
        match (alone, sources.is_empty()) {
            (Some(alone), _) => Err(NoSource(format!("{alone} beside others"))),
            (None, true) => Err(NoSource(String::new())),
            (None, false) => Ok(Self(sources.join(" ").into())),
        }
    }
}

fn is_source(text: &str) -> bool {
    if matches!(text, "*" | "'self'" | "'none'" | "https:" | "http:") {
        return true;
    }
    // Without quotation marks they would be hosts, which nobody means.
    if matches!(text, "self" | "none") {
        return false;
    }
    let (scheme, rest) = text.split_once("://").map_or((None, text), |(scheme, rest)| (Some(scheme), rest));
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let is_port = |port: &str| port == "*" || port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    scheme.is_none_or(|scheme| matches!(scheme, "http" | "https"))
        && port.is_none_or(is_port)
        && host.strip_prefix("*.").unwrap_or(host).split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_hosts_and_schemes() {
        let read = |text: &str| text.parse::<FrameAncestors>().map(|of| of.sources().to_owned());
        for good in [
            "*",
            "'self'",
            "'none'",
            "https:",
            "https://dtm.iom.int",
            "'self' https://*.example.org",
            "http://127.0.0.1:8000",
            "a.example:*",
        ] {
            assert_eq!(read(good).as_deref(), Ok(good));
        }
        assert_eq!(
            read(" https://a.example\n https://b.example ").as_deref(),
            Ok("https://a.example https://b.example")
        );
        for bad in [
            "",
            "  ",
            "self",
            "none",
            "https://a.example/path",
            "https://a.example;",
            "https://a.example,https://b.example",
            "javascript:",
            "https://*",
            "https://a..b",
            "https://a.example:0",
            "* https://a.example",
            "'none' 'self'",
            "https://ä.example",
            "'unsafe-inline'",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        let error = "https://a.example/path".parse::<FrameAncestors>().expect_err("a path").to_string();
        assert!(
            error.starts_with("`https://a.example/path` is no source: expected sources separated by spaces"),
            "{error}"
        );
    }
}
