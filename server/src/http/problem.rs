//! Errors for clients: problem documents of RFC 9457.

use actix_web::http::StatusCode;
use serde::Serialize;

/// Media type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What a client wrote, as far as it helps to recognise it: an answer does not grow with the request.
pub fn truncated(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What was wrong with a request, in words that help to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub status: StatusCode,
    pub detail: String,
    /// Which parameter, if one is to blame.
    pub parameter: Option<String>,
    /// What it accepts.
    pub accepted: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'a str>,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), parameter: None, accepted: None }
    }

    /// The request names something that is not there.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// The request is understood and cannot be answered.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// A parameter has a value that it does not accept.
    pub fn parameter(name: &str, detail: impl Into<String>, accepted: impl Into<String>) -> Self {
        Self { parameter: Some(name.to_owned()), accepted: Some(accepted.into()), ..Self::bad_request(detail) }
    }

    /// Names the parameter that is to blame.
    pub fn with_parameter(mut self, name: &str) -> Self {
        self.parameter = Some(name.to_owned());
        self
    }

    pub fn to_json(&self) -> Vec<u8> {
        let document = Document {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            parameter: self.parameter.as_deref(),
            accepted: self.accepted.as_deref(),
        };
        serde_json::to_vec(&document).unwrap_or_default()
    }
}
