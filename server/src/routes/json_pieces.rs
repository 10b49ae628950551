//! A JSON document with a long list, written piece by piece: members, the list, more members.
//!
//! ```text
//! {"head":1,"list":[   an element, another, …   ],"trailer":2}
//! └──── open ─────┘                             └── close ──┘
//! ```

use serde::Serialize;
use serde_json::{Map, Value as Json};

/// A piece of a [`JsonList`] has about so many bytes.
const PIECE_BYTES: usize = 32 * 1024;

/// Begins a document with some members and a list.
pub fn open(out: &mut Vec<u8>, members: &Map<String, Json>, list: &str) {
    append(out, members);
    out.pop();
    if !members.is_empty() {
        out.push(b',');
    }
    append(out, &list);
    out.extend_from_slice(b":[");
}

/// Adds an element to the list.
pub fn element(out: &mut Vec<u8>, item: &impl Serialize, is_first: bool) {
    if !is_first {
        out.push(b',');
    }
    append(out, item);
}

/// Ends the list and, with further members, the document.
pub fn close(out: &mut Vec<u8>, members: &Map<String, Json>) {
    out.push(b']');
    let begin = out.len();
    append(out, members);
    if members.is_empty() {
        out.remove(begin);
    } else if let Some(brace) = out.get_mut(begin) {
        *brace = b',';
    }
}

/// The elements of a long list, in pieces that can be sent one by one.
#[derive(Debug, Default)]
pub struct JsonList(Vec<Vec<u8>>);

impl JsonList {
    pub fn push(&mut self, item: &impl Serialize) {
        let is_first = self.0.is_empty();
        if self.0.last().is_none_or(|piece| piece.len() >= PIECE_BYTES) {
            self.0.push(Vec::new());
        }
        if let Some(piece) = self.0.last_mut() {
            element(piece, item, is_first);
        }
    }

    pub fn into_pieces(self) -> Vec<Vec<u8>> {
        self.0
    }
}

impl<T: Serialize> FromIterator<T> for JsonList {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut list = Self::default();
        items.into_iter().for_each(|item| list.push(&item));
        list
    }
}

fn append(out: &mut Vec<u8>, item: &impl Serialize) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, item);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(before: &Json, list: &JsonList, after: &Json) -> Json {
        let (mut out, members) = (Vec::new(), |json: &Json| json.as_object().expect("members").clone());
        open(&mut out, &members(before), "list");
        out.extend(list.0.concat());
        close(&mut out, &members(after));
        serde_json::from_slice(&out).expect("JSON")
    }

    #[test]
    fn pieces_are_one_document() {
        let many: JsonList = (0..20_000).collect();
        assert!(many.0.len() > 2 && many.0.iter().all(|piece| piece.len() < PIECE_BYTES + 8));
        let (head, trailer) = (json!({ "a": 1 }), json!({ "b": [] }));
        let numbers: Vec<u32> = (0..20_000).collect();
        assert_eq!(document(&head, &many, &trailer), json!({ "a": 1, "list": numbers, "b": [] }));
        for (before, after) in [(&head, &json!({})), (&json!({}), &trailer), (&json!({}), &json!({}))] {
            let mut whole = before.clone();
            let members = whole.as_object_mut().expect("members");
            members.insert("list".into(), json!(["x"]));
            members.extend(after.as_object().expect("members").clone());
            assert_eq!(document(before, &["x"].into_iter().collect(), after), whole);
        }
        assert_eq!(document(&head, &JsonList::default(), &trailer), json!({ "a": 1, "list": [], "b": [] }));
    }
}
