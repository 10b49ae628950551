use super::super::folder::FileError;

/// Why a vector file cannot be used: the code and the message of the finding.
#[derive(Debug)]
pub(super) struct VectorError {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl VectorError {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<FileError> for VectorError {
    fn from(error: FileError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}
