//! The records of a list, as rows of a table: the second pass over the file.

use std::io::{Read, Seek};
use std::ops::Range;

use struson::reader::{JsonReader, ValueType};

use super::super::super::report::{Findings, Location};
use super::super::builder::TableBuilder;
use super::super::error::TableError;
use super::super::raw::{RawCell, RawRow};
use super::super::store::CellKind;
use super::lists::{List, member};
use super::tokens::{Stopped, Tokens, unreadable};

/// Digits of a whole number up to which a spreadsheet keeps them all. A longer one is an id, and stays text.
const MAX_NUMBER_DIGITS: usize = 15;

/// Passes the records of `list` to `builder`, and counts them in `read`.
pub(super) fn read(
    content: &mut (impl Read + Seek),
    list: &List,
    read: &mut u64,
    builder: &mut TableBuilder<'_>,
    findings: &mut Findings,
) -> Result<(), Stopped> {
    let mut tokens = Tokens::new(content).map_err(|error| unreadable(builder, &error))?;
    let mut record = Record { list, cells: Vec::new(), texts: String::new(), faults: Vec::new() };
    let is_alone = list.path.is_empty();
    if is_alone && tokens.reader.peek()? == ValueType::Object {
        loop {
            record.read_next(&mut tokens, read, builder, findings)?;
            tokens.budget.renew();
            if !tokens.reader.has_next()? {
                return Ok(());
            }
        }
    }
    if !is_alone {
        tokens.enter(&list.path)?;
    }
    tokens.reader.begin_array()?;
    loop {
        tokens.budget.renew();
        if !tokens.reader.has_next()? {
            return Ok(());
        }
        record.read_next(&mut tokens, read, builder, findings)?;
    }
}

/// A record that is being read.
struct Record<'l> {
    list: &'l List,
    /// By field: what it holds, and where its text is in `texts`.
    cells: Vec<Option<(CellKind, Range<usize>)>>,
    texts: String,
    /// What is wrong with fields, if they are used.
    faults: Vec<(usize, Fault)>,
}

#[derive(Clone, Copy)]
enum Fault {
    List,
    Twice,
}

impl Fault {
    fn code(self) -> &'static str {
        match self {
            Self::List => "not_a_value",
            Self::Twice => "field_twice",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::List => "the field holds a list; expected one text, number, `true`, `false` or `null`",
            Self::Twice => "the record has this field twice; remove one",
        }
    }
}

impl Record<'_> {
    /// Reads the next element, which is to be a record, and passes it on.
    fn read_next<R: Read>(
        &mut self,
        tokens: &mut Tokens<R>,
        read: &mut u64,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<(), Stopped> {
        let number = *read + 1;
        if tokens.reader.peek()? != ValueType::Object {
            let at = Location { row: Some(number), ..builder.at() };
            let message = "this is no record: expected an object, `{\"field\": value, …}`".to_owned();
            return Err(TableError::new("not_a_record", at, message).into());
        }
        self.clear();
        self.object(tokens, &mut String::new())?;
        let cells = self.cells.iter().enumerate().filter_map(|(position, cell)| {
            let (kind, text) = cell.as_ref()?;
            let text = self.texts.get(text.clone()).unwrap_or_default();
            Some((position, RawCell { kind: *kind, text, ..RawCell::default() }))
        });
        builder.row(RawRow { number, ..RawRow::default() }, cells, findings)?;
        // Only behind the first record the builder knows which fields are used.
        for (position, fault) in &self.faults {
            if builder.requested_columns().binary_search(position).is_ok() {
                let column = Some(self.list.fields.name(*position).to_owned());
                let at = Location { row: Some(number), column, ..builder.at() };
                findings.error(fault.code(), at, fault.message());
            }
        }
        *read = number;
        Ok(())
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.cells.resize(self.list.fields.len(), None);
        self.texts.clear();
        self.faults.clear();
    }

    /// Reads an object. `name` is what the names of its fields begin with.
    fn object<R: Read>(&mut self, tokens: &mut Tokens<R>, name: &mut String) -> Result<(), Stopped> {
        let start = name.len();
        tokens.reader.begin_object()?;
        while tokens.reader.has_next()? {
            name.push_str(tokens.reader.next_name()?);
            if tokens.reader.peek()? == ValueType::Object {
                name.push('.');
                self.object(tokens, name)?;
            } else if let Some(position) = self.list.fields.position(name) {
                self.value(tokens, position)?;
            } else {
                tokens.reader.skip_value()?;
            }
            name.truncate(start);
        }
        tokens.reader.end_object()?;
        Ok(())
    }

    fn value<R: Read>(&mut self, tokens: &mut Tokens<R>, position: usize) -> Result<(), Stopped> {
        let start = self.texts.len();
        let kind = match tokens.reader.peek()? {
            ValueType::String => {
                self.texts.push_str(tokens.reader.next_str()?);
                CellKind::Text
            }
            ValueType::Number => {
                let text = tokens.reader.next_number_as_str()?;
                self.texts.push_str(text);
                let is_whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                if is_whole && text.len() > MAX_NUMBER_DIGITS { CellKind::Text } else { CellKind::Number }
            }
            ValueType::Boolean => {
                self.texts.push_str(if tokens.reader.next_bool()? { "true" } else { "false" });
                CellKind::Logical
            }
            ValueType::Array => {
                tokens.reader.skip_value()?;
                self.faults.push((position, Fault::List));
                CellKind::Empty
            }
            ValueType::Null | ValueType::Object => {
                tokens.reader.skip_value()?;
                CellKind::Empty
            }
        };
        if self.cells.get(position).is_some_and(Option::is_some) {
            self.faults.push((position, Fault::Twice));
        }
        if let Some(cell) = self.cells.get_mut(position) {
            *cell = Some((kind, start..self.texts.len()));
        }
        Ok(())
    }
}

impl<R: Read> Tokens<R> {
    /// Goes on to the list with a path, which the first pass found.
    fn enter(&mut self, wanted: &str) -> Result<(), Stopped> {
        self.enter_member("", wanted)
    }

    fn enter_member(&mut self, path: &str, wanted: &str) -> Result<(), Stopped> {
        self.reader.begin_object()?;
        loop {
            self.budget.renew();
            // The end of the object is an error of the reader: the file has changed since the first pass.
            let path = member(path, self.reader.next_name()?);
            let kind = self.reader.peek()?;
            if path == wanted && kind == ValueType::Array {
                return Ok(());
            }
            let leads_there = wanted.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('.'));
            if leads_there && kind == ValueType::Object {
                return self.enter_member(&path, wanted);
            }
            self.skip()?;
        }
    }
}
