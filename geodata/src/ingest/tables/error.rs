use super::super::report::Location;

/// Why a file is not a table at all.
#[derive(Debug)]
pub(super) struct TableError {
    pub(super) code: &'static str,
    pub(super) location: Location,
    pub(super) message: String,
}

impl TableError {
    pub(super) fn new(code: &'static str, location: Location, message: String) -> Box<Self> {
        Box::new(Self { code, location, message })
    }
}
