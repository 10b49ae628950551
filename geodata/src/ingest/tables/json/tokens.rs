//! The tokens of a JSON file, with a bound on what one record may have, and errors in words.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use struson::reader::{JsonReader, JsonStreamReader, JsonSyntaxError, ReaderError, ReaderSettings, SyntaxErrorKind};

use super::super::super::folder::bytes;
use super::super::super::report::Location;
use super::super::builder::TableBuilder;
use super::super::error::TableError;
use super::super::limits::{MAX_DEPTH, MAX_ROW_BYTES};

/// A reader of the tokens of a file, and of how many bytes it may read until the next record.
pub(super) struct Tokens<R: Read> {
    pub(super) reader: JsonStreamReader<BudgetReader<R>>,
    pub(super) budget: Budget,
}

/// Why reading a file ends early.
pub(super) enum Stopped {
    /// It is not JSON, or cannot be read.
    Json(ReaderError),
    /// A table cannot be made of it.
    Table(Box<TableError>),
}

impl From<ReaderError> for Stopped {
    fn from(error: ReaderError) -> Self {
        Self::Json(error)
    }
}

impl From<Box<TableError>> for Stopped {
    fn from(error: Box<TableError>) -> Self {
        Self::Table(error)
    }
}

impl Stopped {
    /// The error of a table; `record` is the one that was being read.
    pub(super) fn into_error(self, builder: &TableBuilder<'_>, record: Option<u64>) -> Box<TableError> {
        match self {
            Self::Table(error) => error,
            Self::Json(error) => {
                let at = Location { row: record.filter(|record| *record > 0), ..builder.at() };
                TableError::new("table_unreadable", at, format!("cannot be read as JSON: {}", described(&error)))
            }
        }
    }
}

/// How many bytes may be read until the next record: a name, a text or a number is kept in memory while it is read.
#[derive(Clone, Debug)]
pub(super) struct Budget(Rc<Cell<u64>>);

impl Budget {
    /// For a record, or the name of a member.
    pub(super) fn renew(&self) {
        self.0.set(MAX_ROW_BYTES as u64);
    }

    /// For what is skipped, and so not kept.
    pub(super) fn lift(&self) {
        self.0.set(u64::MAX);
    }
}

/// A reader that stops when its budget is spent.
#[derive(Debug)]
pub(super) struct BudgetReader<R: Read> {
    decoded: DecodeReaderBytes<R, Vec<u8>>,
    budget: Budget,
}

impl<R: Read> Read for BudgetReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.0.get();
        if left == 0 {
            let message = format!("more than {} in one record", bytes(MAX_ROW_BYTES as u64));
            return Err(io::Error::other(message));
        }
        let read = self.decoded.read(buffer)?;
        self.budget.0.set(left.saturating_sub(read as u64));
        Ok(read)
    }
}

impl<R: Read + Seek> Tokens<R> {
    /// Starts at the beginning of the file. JSON is UTF-8; Windows writes a mark in front of it, or UTF-16 with one.
    pub(super) fn new(mut content: R) -> io::Result<Self> {
        content.seek(SeekFrom::Start(0))?;
        let decoded = DecodeReaderBytesBuilder::new()
            .utf8_passthru(true)
            .strip_bom(true)
            .bom_override(true)
            .build_with_buffer(content, vec![0; 1 << 16])?;
        let budget = Budget(Rc::default());
        budget.renew();
        let settings = ReaderSettings {
            allow_multiple_top_level: true,
            track_path: false,
            max_nesting_depth: Some(MAX_DEPTH as u32),
            ..ReaderSettings::default()
        };
        let reader = JsonStreamReader::new_custom(BudgetReader { decoded, budget: budget.clone() }, settings);
        Ok(Self { reader, budget })
    }
}

/// What is wrong, and where.
pub(super) fn described(error: &ReaderError) -> String {
    let (what, location) = match error {
        ReaderError::SyntaxError(JsonSyntaxError { kind, location }) => (syntax(*kind), location),
        ReaderError::UnexpectedValueType { expected, actual, location } => {
            (format!("expected {expected}, found {actual}"), location)
        }
        ReaderError::UnexpectedStructure { location, .. } => ("the file ends too early".to_owned(), location),
        ReaderError::MaxNestingDepthExceeded { max_nesting_depth, location } => {
            (format!("more than {max_nesting_depth} lists and objects stand inside of each other"), location)
        }
        ReaderError::UnsupportedNumberValue { location, .. } => {
            ("a number is longer than a hundred characters, or its exponent than two digits".to_owned(), location)
        }
        ReaderError::IoError { error, .. } => return error.to_string(),
        other => return other.to_string(),
    };
    match &location.line_pos {
        Some(at) => format!("{what} (line {}, character {})", at.line + 1, at.column + 1),
        None => what,
    }
}

fn syntax(kind: SyntaxErrorKind) -> String {
    match kind {
        SyntaxErrorKind::InvalidLiteral
        | SyntaxErrorKind::TrailingDataAfterLiteral
        | SyntaxErrorKind::MalformedJson => {
            "expected a text in quotes, a number, `true`, `false` or `null`; `NaN` and `Infinity` are not JSON: write `null`"
                .to_owned()
        }
        SyntaxErrorKind::IncompleteDocument => "the file ends in the middle of a value: it is not complete".to_owned(),
        SyntaxErrorKind::TrailingCommaNotEnabled => "a comma stands before a closing bracket".to_owned(),
        SyntaxErrorKind::MissingComma => "a comma is missing".to_owned(),
        SyntaxErrorKind::CommentsNotEnabled => "JSON has no comments".to_owned(),
        SyntaxErrorKind::MalformedNumber | SyntaxErrorKind::TrailingDataAfterNumber => {
            "a number is not written as JSON writes it (`12`, `-0.5`, `1e6`)".to_owned()
        }
        other => other.to_string(),
    }
}

impl<R: Read> Tokens<R> {
    /// Skips a value of any size.
    pub(super) fn skip(&mut self) -> Result<(), Stopped> {
        self.budget.lift();
        self.reader.skip_value()?;
        self.budget.renew();
        Ok(())
    }
}

pub(super) fn unreadable(builder: &TableBuilder<'_>, error: &std::io::Error) -> Box<TableError> {
    TableError::new("table_unreadable", builder.at(), format!("cannot be read: {error}"))
}
