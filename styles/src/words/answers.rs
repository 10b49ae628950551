//! Titles of answers that are lists.

use geodata::model::Service;
use geodata::query::Collection;

use super::Words;
use super::catalogue::say;

/// A list that the server answers with.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// The collections.
    Collections,
    /// The distances to a service.
    Distance(Service),
    /// The indicators.
    Indicators,
    /// What is nearest to a point.
    Nearest,
    /// By what the features of a collection can be asked for.
    Queryables(Collection),
    /// The rounds.
    Rounds,
    /// What the features of a collection say.
    Schema(Collection),
    /// The services.
    Services,
    /// The sources.
    Sources,
}

impl Words {
    /// The title of a list.
    pub fn answer(&self, answer: Answer) -> String {
        match answer {
            Answer::Collections => say!(self, "answer-collections"),
            Answer::Distance(service) => {
                say!(self, "answer-distance", service = self.service_in_sentence(service))
            }
            Answer::Indicators => say!(self, "answer-indicators"),
            Answer::Nearest => say!(self, "answer-nearest"),
            Answer::Queryables(collection) => {
                say!(self, "answer-queryables", collection = self.collection(collection))
            }
            Answer::Rounds => say!(self, "answer-rounds"),
            Answer::Schema(collection) => say!(self, "answer-schema", collection = self.collection(collection)),
            Answer::Services => say!(self, "answer-services"),
            Answer::Sources => say!(self, "answer-sources"),
        }
    }
}
