//! Errors for clients: problem documents (RFC 9457).

use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value as Json;

/// Media type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Truncates client input for error messages, so that responses do not grow with requests.
pub fn truncated(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// An error response: what is wrong, and what would be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub status: StatusCode,
    pub detail: String,
    /// The parameter that caused it.
    pub parameter: Option<String>,
    /// The values that this parameter accepts.
    pub accepted: Option<String>,
    /// What differs between two rounds that were to stand side by side: an extension member (RFC 9457, section 3.2).
    pub differences: Vec<Json>,
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
    #[serde(skip_serializing_if = "<[Json]>::is_empty")]
    differences: &'a [Json],
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), parameter: None, accepted: None, differences: Vec::new() }
    }

    /// 404: the resource does not exist.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// 400: the request is invalid.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// 400: a parameter has an invalid value.
    pub fn parameter(name: &str, detail: impl Into<String>, accepted: impl Into<String>) -> Self {
        Self { parameter: Some(name.to_owned()), accepted: Some(accepted.into()), ..Self::bad_request(detail) }
    }

    /// Sets the parameter that caused it.
    pub fn with_parameter(mut self, name: &str) -> Self {
        self.parameter = Some(name.to_owned());
        self
    }

    /// What was wrong and what is accepted, for the command line.
    pub fn in_words(&self) -> String {
        match &self.accepted {
            Some(accepted) => format!("{}; accepted: {accepted}", self.detail),
            None => self.detail.clone(),
        }
    }

    pub fn to_json(&self) -> Vec<u8> {
        let document = Document {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            parameter: self.parameter.as_deref(),
            accepted: self.accepted.as_deref(),
            differences: &self.differences,
        };
        serde_json::to_vec(&document).unwrap_or_default()
    }
}
