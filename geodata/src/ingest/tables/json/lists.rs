//! The lists that a JSON file has, and the fields of their records: the first pass over the file.

use std::collections::HashMap;
use std::io::{Read, Seek};

use struson::reader::{JsonReader, ValueType};

use super::super::super::report::Location;
use super::super::builder::TableBuilder;
use super::super::error::TableError;
use super::super::limits::{MAX_COLUMNS, MAX_ROW_BYTES};
use super::tokens::{Stopped, Tokens, unreadable};

/// Lists and members of an envelope that are looked at: services send a handful.
const MAX_MEMBERS: usize = 1_000;
/// Members of an envelope in a message.
const MAX_SHOWN: usize = 12;
/// Characters of a text in a message.
const MAX_SHOWN_TEXT: usize = 200;

/// What there is in a file.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) lists: Vec<List>,
    /// The members of the envelope with what they are, for messages.
    shown: Vec<String>,
    members: usize,
}

/// A list, and the fields of the records in it.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The names that lead to it, as `result.records`; empty if the file is the list.
    pub(super) path: String,
    pub(super) fields: Fields,
    /// How many of its elements are objects.
    pub(super) records: u64,
    /// How many are not.
    pub(super) others: u64,
}

/// The names of fields, in the order in which they first occur.
#[derive(Debug, Default)]
pub(super) struct Fields {
    names: Vec<String>,
    positions: HashMap<String, usize>,
    bytes: usize,
}

impl Fields {
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    pub(super) fn name(&self, position: usize) -> &str {
        self.names.get(position).map_or("", String::as_str)
    }

    /// Adds a name. False if there are too many.
    fn add(&mut self, name: &str) -> bool {
        if !self.positions.contains_key(name) {
            self.bytes += name.len();
            self.positions.insert(name.to_owned(), self.names.len());
            self.names.push(name.to_owned());
        }
        self.names.len() <= MAX_COLUMNS && self.bytes <= MAX_ROW_BYTES
    }
}

impl List {
    /// How many names lead to it.
    pub(super) fn depth(&self) -> usize {
        if self.path.is_empty() { 0 } else { self.path.split('.').count() }
    }
}

impl Outline {
    /// Reads the file for its lists.
    pub(super) fn of(content: &mut (impl Read + Seek), builder: &TableBuilder<'_>) -> Result<Self, Box<TableError>> {
        let mut record = 0;
        let result = Self::read(content, builder, &mut record);
        result.map_err(|stopped| stopped.into_error(builder, Some(record)))
    }

    fn read(content: &mut (impl Read + Seek), builder: &TableBuilder<'_>, record: &mut u64) -> Result<Self, Stopped> {
        let mut tokens = Tokens::new(&mut *content).map_err(|error| unreadable(builder, &error))?;
        let mut outline = Self::default();
        match tokens.reader.peek()? {
            ValueType::Array => {
                outline.list(&mut tokens, String::new(), record, builder)?;
                if tokens.reader.has_next()? {
                    let message = "something stands behind the list of records; the file is to have one list, or a record on each line";
                    return Err(TableError::new("table_unreadable", builder.at(), message.to_owned()).into());
                }
            }
            ValueType::Object => {
                outline.envelope(&mut tokens, "", record, builder)?;
                // Only behind the first object it shows that each is a record.
                if tokens.reader.has_next()? {
                    return Self::lines(content, record, builder);
                }
            }
            other => outline.shown.push(other.to_string().to_lowercase()),
        }
        Ok(outline)
    }

    /// Reads the records of a file without a list.
    fn lines(content: &mut (impl Read + Seek), record: &mut u64, builder: &TableBuilder<'_>) -> Result<Self, Stopped> {
        let mut tokens = Tokens::new(content).map_err(|error| unreadable(builder, &error))?;
        let mut list = List::default();
        *record = 0;
        loop {
            list.element(&mut tokens, record, builder)?;
            if !tokens.reader.has_next()? {
                break;
            }
        }
        Ok(Self { lists: vec![list], ..Self::default() })
    }

    /// Looks for lists in an object.
    fn envelope<R: Read>(
        &mut self,
        tokens: &mut Tokens<R>,
        path: &str,
        record: &mut u64,
        builder: &TableBuilder<'_>,
    ) -> Result<(), Stopped> {
        tokens.reader.begin_object()?;
        loop {
            tokens.budget.renew();
            if !tokens.reader.has_next()? {
                break;
            }
            let path = member(path, tokens.reader.next_name()?);
            self.members += 1;
            let kind = tokens.reader.peek()?;
            match kind {
                ValueType::Array if self.members <= MAX_MEMBERS => {
                    self.list(tokens, path, record, builder)?;
                    continue;
                }
                ValueType::Object if self.members <= MAX_MEMBERS => {
                    self.envelope(tokens, &path, record, builder)?;
                    continue;
                }
                ValueType::String if self.shown.len() < MAX_SHOWN => {
                    let text: String = tokens.reader.next_str()?.chars().take(MAX_SHOWN_TEXT).collect();
                    self.shown.push(format!("`{path}` \"{text}\""));
                    continue;
                }
                ValueType::Boolean if self.shown.len() < MAX_SHOWN => {
                    let value = tokens.reader.next_bool()?;
                    self.shown.push(format!("`{path}` {value}"));
                    continue;
                }
                ValueType::Number | ValueType::Null if self.shown.len() < MAX_SHOWN => {
                    self.shown.push(format!("`{path}`"));
                }
                _ => {}
            }
            tokens.skip()?;
        }
        tokens.reader.end_object()?;
        Ok(())
    }

    fn list<R: Read>(
        &mut self,
        tokens: &mut Tokens<R>,
        path: String,
        record: &mut u64,
        builder: &TableBuilder<'_>,
    ) -> Result<(), Stopped> {
        let mut list = List { path, ..List::default() };
        *record = 0;
        tokens.reader.begin_array()?;
        loop {
            tokens.budget.renew();
            if !tokens.reader.has_next()? {
                break;
            }
            // What a service says of an error is a list of one text.
            if tokens.reader.peek()? == ValueType::String && list.others == 0 && self.shown.len() < MAX_SHOWN {
                let text: String = tokens.reader.next_str()?.chars().take(MAX_SHOWN_TEXT).collect();
                self.shown.push(format!("`{}` [\"{text}\"]", list.path));
                list.others += 1;
            } else {
                list.element(tokens, record, builder)?;
            }
        }
        tokens.reader.end_array()?;
        *record = 0;
        self.lists.push(list);
        Ok(())
    }

    /// What there is besides lists of records, for a message.
    pub(super) fn shown(&self) -> String {
        let mut shown = self.shown.clone();
        let others = self.lists.iter().filter(|list| !self.shown.iter().any(|known| known.contains(&list.path)));
        shown.extend(others.map(|list| match list.path.as_str() {
            "" => "a list of other things".to_owned(),
            path => format!("`{path}` [ ]"),
        }));
        if shown.is_empty() { "nothing".to_owned() } else { shown.join(", ") }
    }
}

impl List {
    /// Reads one element.
    fn element<R: Read>(
        &mut self,
        tokens: &mut Tokens<R>,
        record: &mut u64,
        builder: &TableBuilder<'_>,
    ) -> Result<(), Stopped> {
        tokens.budget.renew();
        *record += 1;
        if tokens.reader.peek()? == ValueType::Object {
            self.records += 1;
            self.fields_of(tokens, &mut String::new(), *record, builder)
        } else {
            self.others += 1;
            tokens.skip()
        }
    }

    /// Notes the fields of a record. `name` is what their names begin with.
    fn fields_of<R: Read>(
        &mut self,
        tokens: &mut Tokens<R>,
        name: &mut String,
        record: u64,
        builder: &TableBuilder<'_>,
    ) -> Result<(), Stopped> {
        let start = name.len();
        tokens.reader.begin_object()?;
        while tokens.reader.has_next()? {
            name.push_str(tokens.reader.next_name()?);
            if tokens.reader.peek()? == ValueType::Object {
                name.push('.');
                self.fields_of(tokens, name, record, builder)?;
            } else {
                if !self.fields.add(name) {
                    let message = format!(
                        "the records have more than {MAX_COLUMNS} fields, or very long names: keys of the data are no names of fields"
                    );
                    let at = Location { row: Some(record), ..builder.at() };
                    return Err(TableError::new("too_many_columns", at, message).into());
                }
                tokens.reader.skip_value()?;
            }
            name.truncate(start);
        }
        tokens.reader.end_object()?;
        Ok(())
    }
}

/// The member `name` of an object with the path `path`.
pub(super) fn member(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
