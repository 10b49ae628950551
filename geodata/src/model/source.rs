use serde::{Deserialize, Serialize};

/// Where something comes from, and how it must be cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its key in the dataset.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The citation that users of the data must give.
    pub citation: String,
    /// Who published it.
    pub publisher: String,
    /// Under which licence.
    pub licence: String,
    /// When it was published: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: String,
    /// Where to find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What must be said wherever it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclaimer: Option<String>,
}

/// Whether a text is an address that a page may link to: of the web, and not a script (`javascript:…`) or a file.
pub fn is_web_address(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_control)
}
