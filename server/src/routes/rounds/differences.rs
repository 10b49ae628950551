//! What differs between two rounds, as JSON, and whether a question acknowledges it.

use geodata::figures::{Caveat, RoundDifference};
use serde_json::{Value as Json, json};
use styles::words::Words;

use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::query::Query;

pub const ACKNOWLEDGE: Parameter = Parameter::new(
    "acknowledge",
    ParamType::EnumList(&["definition", "population", "window"]),
    "What differs between the rounds and is known to whoever asks. Each thing that differs must be named; an error says which do: \
     definition (also the method), population (the places that were reached), window (the time that is counted)",
);

/// What differs, with its names for readers.
pub struct Differences<'a> {
    found: &'a [RoundDifference],
    rounds: [&'a str; 2],
}

impl<'a> Differences<'a> {
    pub fn new(found: &'a [RoundDifference], rounds: [&'a str; 2]) -> Self {
        Self { found, rounds }
    }

    /// What must be acknowledged, each once.
    pub fn caveats(&self) -> Vec<Caveat> {
        let mut caveats: Vec<Caveat> = self.found.iter().map(RoundDifference::caveat).collect();
        caveats.sort_unstable();
        caveats.dedup();
        caveats
    }

    /// The value of the parameter that acknowledges everything.
    pub fn acknowledgement(&self) -> String {
        self.caveats().into_iter().map(Caveat::id).collect::<Vec<_>>().join(",")
    }

    /// Whether a query acknowledges everything that differs.
    pub fn are_acknowledged(&self, query: &Query) -> bool {
        let named = query.names(ACKNOWLEDGE.name).unwrap_or_default();
        self.caveats().iter().all(|caveat| named.iter().any(|name| name == caveat.id()))
    }

    /// Each as a sentence.
    pub fn sentences(&self, words: Words) -> Vec<String> {
        self.found.iter().map(|difference| words.round_difference(difference, self.rounds)).collect()
    }

    /// Each as an object.
    pub fn json(&self, words: Words) -> Vec<Json> {
        let object = |(difference, text): (&RoundDifference, String)| json!({ "difference": difference.id(), "acknowledge": difference.caveat().id(), "text": text });
        self.found.iter().zip(self.sentences(words)).map(object).collect()
    }

    /// The answer to a question that does not acknowledge everything: what differs, and what to add.
    pub fn problem(&self, words: Words) -> Problem {
        let ([a, b], acknowledgement) = (self.rounds, self.acknowledgement());
        let detail = format!(
            "the rounds `{a}` and `{b}` do not count the same thing. {} To have them side by side, add `{}={acknowledgement}`",
            self.sentences(words).join(" "),
            ACKNOWLEDGE.name,
        );
        let mut problem = Problem::bad_request(detail).with_parameter(ACKNOWLEDGE.name);
        problem.accepted = Some(acknowledgement);
        problem.differences = self.json(words);
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_caveats_can_be_acknowledged() {
        let ParamType::EnumList(words) = ACKNOWLEDGE.kind else { panic!("no list") };
        assert_eq!(words, Caveat::ALL.map(Caveat::id));
    }
}
