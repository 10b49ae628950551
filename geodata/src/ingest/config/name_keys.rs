//! The keys of `dataset.toml` that name columns of names: `name_en`, `name_fr` and so on, one for each language of the dataset.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_spanned::Spanned;

/// What these keys begin with; a code of a language follows.
pub(super) const PREFIX: &str = "name_";

/// A section with columns of names, and of others.
#[derive(Debug)]
pub(super) struct WithNames<T> {
    /// What stands behind the prefix, and the column.
    pub(super) names: Vec<(String, Spanned<String>)>,
    pub(super) others: T,
}

// Written out, because a flattened struct cannot refuse unknown keys, and would forget where its values stand.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for WithNames<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Columns(PhantomData))
    }
}

struct Columns<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Columns<T> {
    type Value = WithNames<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the columns of the table: { name_en = \"name\", … }")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut names = Vec::new();
        let others = T::deserialize(MapAccessDeserializer::new(Others { map, names: &mut names }))?;
        Ok(WithNames { names, others })
    }
}

/// The keys of a map besides those of names, which are kept.
struct Others<'n, A> {
    map: A,
    names: &'n mut Vec<(String, Spanned<String>)>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Others<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let mut seed = Some(seed);
        loop {
            match self.map.next_key_seed(Key(&mut seed))? {
                None => return Ok(None),
                Some(Found::Other(key)) => return Ok(Some(key)),
                Some(Found::Name(code)) => self.names.push((code, self.map.next_value()?)),
            }
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

enum Found<K> {
    Name(String),
    Other(K),
}

/// Reads one key. Other keys than those of names are handed on to the seed from here, so that an error stands where the key does.
struct Key<'s, K>(&'s mut Option<K>);

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<'_, K> {
    type Value = Found<K::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, K: DeserializeSeed<'de>> Visitor<'de> for Key<'_, K> {
    type Value = Found<K::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        match (key.strip_prefix(PREFIX), self.0.take()) {
            (Some(code), seed) => {
                *self.0 = seed;
                Ok(Found::Name(code.to_owned()))
            }
            (None, Some(seed)) => seed.deserialize(StrDeserializer::new(key)).map(Found::Other),
            (None, None) => Err(E::custom("a key is read twice")),
        }
    }
}
