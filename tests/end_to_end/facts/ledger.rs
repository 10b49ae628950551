use std::collections::BTreeSet;

use serde_json::Value as Json;

/// The published figures of a round: which were compared, and which were answered differently.
pub struct Ledger {
    facts: Json,
    open: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Ledger {
    /// `not_served` is what is published and not served, and why.
    pub fn new(facts: &Json, not_served: &[(&str, &str)]) -> Self {
        let mut open = BTreeSet::new();
        leaves("", facts, &mut open);
        for (not_served, _) in not_served {
            let before = open.len();
            open.retain(|path| path != *not_served && !path.starts_with(&format!("{not_served}/")));
            assert!(open.len() < before, "{not_served} is listed as not served, but nothing of that name is published");
        }
        Self { facts: facts.clone(), open, wrong: Vec::new() }
    }

    /// The published value at a path; from here on it counts as compared.
    pub fn published(&mut self, path: &str) -> Json {
        let value = self.facts.pointer(path).unwrap_or_else(|| panic!("{path} is not published")).clone();
        let mut used = BTreeSet::new();
        leaves(path, &value, &mut used);
        for path in used {
            assert!(self.open.remove(&path), "{path} is compared twice, or listed as not served");
        }
        value
    }

    /// The names under a path, in the order of the file.
    pub fn names(&self, path: &str) -> Vec<String> {
        let value = self.facts.pointer(path).unwrap_or_else(|| panic!("{path} is not published"));
        value.as_object().unwrap_or_else(|| panic!("{path} has no names")).keys().cloned().collect()
    }

    /// The published value at `path` must be what the server answered.
    pub fn equal(&mut self, path: &str, answered: &Json) {
        let published = self.published(path);
        if published != *answered {
            self.wrong.push(format!("{path}: published {published}, answered {answered}"));
        }
    }

    /// The same, where the report may leave the number out (`null`).
    pub fn counted_if_published(&mut self, path: &str, answered: &Json) {
        if !self.facts.pointer(path).is_some_and(Json::is_null) {
            self.equal(path, answered);
        }
    }

    /// The published per cents at `path` must be what the answer rounds to; `"<1"` is what rounds to nothing and is not.
    pub fn rounds_to(&mut self, path: &str, answered: f64) {
        let published = self.published(path);
        let same = match (published.as_f64(), published.as_str()) {
            (Some(number), _) => answered.round() == number,
            (None, Some("<1")) => answered > 0.0 && answered.round() < 1.0,
            _ => false,
        };
        if !same {
            self.wrong.push(format!("{path}: published {published} %, answered {answered} %"));
        }
    }

    /// The published number at `path`, with one decimal, must be what the answer rounds to.
    pub fn rounds_to_a_tenth(&mut self, path: &str, answered: f64) {
        let rounded = (answered * 10.0).round() / 10.0;
        let published = self.published(path);
        if published.as_f64() != Some(rounded) {
            self.wrong.push(format!("{path}: published {published}, answered {answered}"));
        }
    }

    /// A published number must be in what is said about the figures; thousands are written with commas there.
    pub fn is_said(&mut self, path: &str, notes: &Json) {
        let published = self.published(path);
        let number = match published.as_u64().filter(|number| *number >= 1000) {
            Some(number) => format!("{},{:03}", number / 1000, number % 1000),
            None => published.to_string(),
        };
        let is_in = |note: &str| {
            note.split(|c: char| !(c.is_ascii_digit() || ".,".contains(c)))
                .any(|word| word.trim_end_matches(['.', ',']) == number)
        };
        if !notes.as_array().is_some_and(|notes| notes.iter().filter_map(Json::as_str).any(is_in)) {
            self.wrong.push(format!("{path}: {number} is not said in {notes}"));
        }
    }

    /// Something that must hold beside the figures themselves.
    pub fn holds(&mut self, what: &str, holds: bool) {
        if !holds {
            self.wrong.push(what.to_owned());
        }
    }

    /// Fails with all that is wrong, and with all that nobody compared.
    pub fn close(self) {
        let open: Vec<String> = self.open.into_iter().collect();
        assert!(self.wrong.is_empty(), "published and answered differ:\n{}", self.wrong.join("\n"));
        assert!(open.is_empty(), "published, but neither compared nor listed as not served:\n{}", open.join("\n"));
    }
}

/// The paths of all values that are no list and no object; an absent number (`null`) says nothing that could be compared.
fn leaves(path: &str, value: &Json, into: &mut BTreeSet<String>) {
    match value {
        Json::Object(members) => {
            members.iter().for_each(|(name, value)| leaves(&format!("{path}/{name}"), value, into))
        }
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| leaves(&format!("{path}/{at}"), value, into));
        }
        Json::Null => {}
        _ => {
            into.insert(path.to_owned());
        }
    }
}
