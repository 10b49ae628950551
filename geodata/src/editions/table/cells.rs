//! The cells of one column, as Parquet stores them: the values that are there, and levels that say where they are.

use parquet::data_type::ByteArray;

/// Values that are there, and for each row whether it has one.
#[derive(Debug)]
pub(in crate::editions) struct ColumnBuffer<T> {
    pub(super) values: Vec<T>,
    /// 1 where there is a value, 0 where there is none; nothing in a column that has a value everywhere.
    pub(super) definition: Option<Vec<i16>>,
    /// 0 where a row begins, 1 where its list goes on; only for lists.
    pub(super) repetition: Option<Vec<i16>>,
}

impl<T> ColumnBuffer<T> {
    fn all(values: impl Iterator<Item = T>) -> Self {
        Self { values: values.collect(), definition: None, repetition: None }
    }

    fn some(cells: impl Iterator<Item = Option<T>>) -> Self {
        let mut definition = Vec::new();
        let values = cells.inspect(|cell| definition.push(i16::from(cell.is_some()))).flatten().collect();
        Self { values, definition: Some(definition), repetition: None }
    }

    fn lists<L: Iterator<Item = T>>(rows: impl Iterator<Item = L>) -> Self {
        let (mut values, mut definition, mut repetition) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            let before = values.len();
            for value in row {
                definition.push(1);
                repetition.push(i16::from(values.len() > before));
                values.push(value);
            }
            if values.len() == before {
                definition.push(0);
                repetition.push(0);
            }
        }
        Self { values, definition: Some(definition), repetition: Some(repetition) }
    }
}

/// The cells of one column of a row group.
#[derive(Debug)]
pub(in crate::editions) enum Cells {
    /// Text or well-known binary.
    Bytes(ColumnBuffer<ByteArray>),
    /// Numbers up to 2³¹.
    Small(ColumnBuffer<i32>),
    /// Whole numbers.
    Whole(ColumnBuffer<i64>),
    /// Numbers.
    Double(ColumnBuffer<f64>),
    /// Yes or no.
    Bool(ColumnBuffer<bool>),
}

impl Cells {
    /// A text in every row.
    pub(in crate::editions) fn text<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        Self::Bytes(ColumnBuffer::all(texts.map(|text| ByteArray::from(text.as_bytes().to_vec()))))
    }

    /// A text in some rows.
    pub(in crate::editions) fn optional_text<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Self {
        Self::Bytes(ColumnBuffer::some(texts.map(|text| text.map(|text| ByteArray::from(text.as_bytes().to_vec())))))
    }

    /// The same text in every row.
    pub(in crate::editions) fn constant(text: &str, rows: usize) -> Self {
        Self::Bytes(ColumnBuffer::all(std::iter::repeat_n(ByteArray::from(text.as_bytes().to_vec()), rows)))
    }

    /// Texts that are shared by many rows.
    pub(in crate::editions) fn shared(texts: impl Iterator<Item = ByteArray>) -> Self {
        Self::Bytes(ColumnBuffer::all(texts))
    }

    /// Texts that are shared by many rows, in some rows.
    pub(in crate::editions) fn optional_shared(texts: impl Iterator<Item = Option<ByteArray>>) -> Self {
        Self::Bytes(ColumnBuffer::some(texts))
    }

    /// A list of texts in every row.
    pub(in crate::editions) fn lists<'a>(rows: impl Iterator<Item = &'a [Box<str>]>) -> Self {
        let texts = |row: &'a [Box<str>]| row.iter().map(|text| ByteArray::from(text.as_bytes().to_vec()));
        Self::Bytes(ColumnBuffer::lists(rows.map(texts)))
    }

    /// Bytes in every row.
    pub(in crate::editions) fn bytes(values: impl Iterator<Item = Vec<u8>>) -> Self {
        Self::Bytes(ColumnBuffer::all(values.map(ByteArray::from)))
    }

    /// Bytes in some rows.
    pub(in crate::editions) fn optional_bytes(values: impl Iterator<Item = Option<Vec<u8>>>) -> Self {
        Self::Bytes(ColumnBuffer::some(values.map(|value| value.map(ByteArray::from))))
    }

    /// A small whole number in every row.
    pub(in crate::editions) fn small(values: impl Iterator<Item = i32>) -> Self {
        Self::Small(ColumnBuffer::all(values))
    }

    /// A small whole number in some rows.
    pub(in crate::editions) fn optional_small(values: impl Iterator<Item = Option<i32>>) -> Self {
        Self::Small(ColumnBuffer::some(values))
    }

    /// A list of small whole numbers in every row.
    pub(in crate::editions) fn small_lists<L: Iterator<Item = i32>>(rows: impl Iterator<Item = L>) -> Self {
        Self::Small(ColumnBuffer::lists(rows))
    }

    /// A whole number in some rows. [`crate::editions::invariants`] made sure that it is one for Parquet too.
    pub(in crate::editions) fn optional_whole(values: impl Iterator<Item = Option<u64>>) -> Self {
        Self::Whole(ColumnBuffer::some(values.map(|value| value.map(u64::cast_signed))))
    }

    /// A number in every row.
    pub(in crate::editions) fn double(values: impl Iterator<Item = f64>) -> Self {
        Self::Double(ColumnBuffer::all(values))
    }

    /// A number in some rows.
    pub(in crate::editions) fn optional_double(values: impl Iterator<Item = Option<f64>>) -> Self {
        Self::Double(ColumnBuffer::some(values))
    }

    /// Yes or no in every row.
    pub(in crate::editions) fn bool(values: impl Iterator<Item = bool>) -> Self {
        Self::Bool(ColumnBuffer::all(values))
    }
}
