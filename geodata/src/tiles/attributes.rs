//! What a feature of a tile says of itself.

use std::borrow::Cow;

use super::mvt::wire::{key_field, value_field};

/// One value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValue {
    /// Text.
    Text(String),
    /// A whole number that is never negative: a count.
    Uint(u64),
    /// A whole number: a change.
    Int(i64),
    /// A number with a fraction, double precision.
    Float(f64),
    /// Yes or no.
    Bool(bool),
}

/// The attributes of one feature of its own, in order, each key once. What many tiles show again and again is in a
/// [`super::EncodedAttributes`] instead.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Attributes {
    entries: Vec<(Cow<'static, str>, AttributeValue)>,
    /// Each key, then its value, as fields of an MVT layer, one after the other.
    encoded: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<[usize; 2]>,
}

impl Attributes {
    /// The attributes in the order given. Of two with the same key the later one stays, in the place of the first (MVT
    /// 2.1, section 4.4, wants keys unique). An absent value is an absent key, so numbers that are not finite are left out.
    pub fn new<K, V>(attributes: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<Cow<'static, str>>,
        V: Into<AttributeValue>,
    {
        let mut entries: Vec<(Cow<'static, str>, AttributeValue)> = Vec::new();
        for (key, value) in attributes {
            let (key, value) = (key.into(), value.into());
            if matches!(value, AttributeValue::Float(number) if !number.is_finite()) {
                continue;
            }
            match entries.iter_mut().find(|(present, _)| *present == key) {
                Some(entry) => entry.1 = value,
                None => entries.push((key, value)),
            }
        }
        let (mut encoded, mut ends) = (Vec::new(), Vec::with_capacity(entries.len()));
        for (key, value) in &entries {
            key_field(key, &mut encoded);
            let end_of_key = encoded.len();
            value_field(value.into(), &mut encoded);
            ends.push([end_of_key, encoded.len()]);
        }
        Self { entries, encoded, ends }
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &AttributeValue)> {
        self.entries.iter().map(|(key, value)| (&**key, value))
    }

    /// Keys and values as fields of an MVT layer, in order.
    pub(super) fn iter_encoded(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|[_, end]| *end));
        starts
            .zip(&self.ends)
            .map(|(start, [middle, end])| (&self.encoded[start..*middle], &self.encoded[*middle..*end]))
    }
}

impl From<String> for AttributeValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for AttributeValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for AttributeValue {
    fn from(number: u64) -> Self {
        Self::Uint(number)
    }
}

impl From<i64> for AttributeValue {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<f64> for AttributeValue {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

impl From<bool> for AttributeValue {
    fn from(answer: bool) -> Self {
        Self::Bool(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_value_replaces_an_earlier_one_in_its_place() {
        let attributes = Attributes::new([("a", 1u64), ("b", 2), ("a", 3)]);
        let entries: Vec<_> = attributes.iter().collect();
        assert_eq!(entries, [("a", &AttributeValue::Uint(3)), ("b", &AttributeValue::Uint(2))]);
    }

    #[test]
    fn numbers_that_are_not_finite_are_absent() {
        let attributes = Attributes::new([("a", f64::NAN), ("b", f64::INFINITY), ("c", 0.0)]);
        assert_eq!(attributes.iter().collect::<Vec<_>>(), [("c", &AttributeValue::Float(0.0))]);
    }

    #[test]
    fn keys_and_values_are_fields_of_a_layer() {
        let attributes = Attributes::new([("a", AttributeValue::Bool(true)), ("b", "".into()), ("c", 7u64.into())]);
        let fields: Vec<_> = attributes.iter_encoded().collect();
        let expected = [
            (&[0x1a, 1, b'a'][..], &[0x22, 2, 0x38, 1][..]),
            (&[0x1a, 1, b'b'], &[0x22, 2, 0x0a, 0]),
            (&[0x1a, 1, b'c'], &[0x22, 2, 0x28, 7]),
        ];
        assert_eq!(fields, expected);
    }
}
