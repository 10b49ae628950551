//! A hash over every file that a dataset was read from.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::io::{self, Read};

use xxhash_rust::xxh3::Xxh3;

/// Increased when the same sources compile to a different atlas, so that caches keyed by the fingerprint drop the old one.
const FORMAT_VERSION: u32 = 1;

/// Collects the hash (XXH3, 64 bits) of each file under its name in the dataset. Neither the order of reading nor the
/// place of the folder matters: equal sources, equal fingerprint, on any machine.
#[derive(Debug, Default)]
pub(super) struct Fingerprint {
    files: BTreeMap<String, u64>,
}

impl Fingerprint {
    /// Adds a file that is in memory.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) {
        self.files.insert(name.to_owned(), xxhash_rust::xxh3::xxh3_64(content));
    }

    /// Adds values that were not read from a file.
    pub(super) fn add_values(&mut self, name: &str, values: &ValueHash) {
        self.files.insert(name.to_owned(), values.0.digest());
    }

    /// Adds a file by reading it to its end.
    pub(super) fn add_stream(&mut self, name: &str, content: &mut impl Read) -> io::Result<()> {
        let mut hash = Xxh3::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let length = content.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            hash.update(&buffer[..length]);
        }
        self.files.insert(name.to_owned(), hash.digest());
        Ok(())
    }

    /// The hash of all files.
    pub(super) fn digest(&self) -> u64 {
        let mut hash = Xxh3::new();
        hash.update(&FORMAT_VERSION.to_le_bytes());
        for (name, content) in &self.files {
            hash.update(&(name.len() as u64).to_le_bytes());
            hash.update(name.as_bytes());
            hash.update(&content.to_le_bytes());
        }
        hash.digest()
    }
}

/// The hash of values that come one after the other.
#[derive(Default)]
pub(super) struct ValueHash(Xxh3);

impl ValueHash {
    /// Adds the next value.
    pub(super) fn add(&mut self, value: &impl fmt::Debug) {
        // It never fails.
        let _ = write!(self, "{value:?};");
    }
}

impl fmt::Write for ValueHash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_depends_on_names_and_content_but_not_on_order() {
        let of = |files: &[(&str, &str)]| {
            let mut fingerprint = Fingerprint::default();
            for (name, content) in files {
                fingerprint.add(name, content.as_bytes());
            }
            fingerprint.digest()
        };
        let plain = of(&[("a.csv", "1"), ("b.csv", "2")]);
        assert_eq!(plain, of(&[("b.csv", "2"), ("a.csv", "1")]));
        assert_ne!(plain, of(&[("a.csv", "2"), ("b.csv", "1")]));
        assert_ne!(plain, of(&[("a.csv", "1"), ("c.csv", "2")]));
        assert_ne!(plain, of(&[("a.csv", "1")]));
    }

    #[test]
    fn the_hash_is_the_same_on_every_machine() {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add("a.csv", b"id\n1\n");
        assert_eq!(fingerprint.digest(), 7_527_890_274_606_950_750);
    }

    #[test]
    fn a_file_hashes_alike_from_memory_and_as_a_stream() {
        let (mut memory, mut stream) = (Fingerprint::default(), Fingerprint::default());
        memory.add("a.csv", &vec![7_u8; 200_000]);
        stream.add_stream("a.csv", &mut vec![7_u8; 200_000].as_slice()).expect("readable");
        assert_eq!(memory.digest(), stream.digest());
    }
}
