//! What an embedded map says where it could not follow what was asked for.

use geodata::model::{Round, Service};

use super::Words;
use super::catalogue::say;

/// What a map took because nothing was chosen.
#[derive(Clone, Copy, Debug)]
pub enum Filled<'a> {
    /// A service.
    Service(&'a Service),
    /// A distance in kilometres.
    Km(&'a str),
    /// A year.
    Year(u16),
    /// A round.
    Round(&'a Round),
}

impl Words {
    /// A parameter that the map leaves out, and why.
    pub fn left_out(&self, parameter: &str, why: &str) -> String {
        match parameter {
            "indicator" => say!(self, "embed-left-out-indicator", why = why),
            "by" => say!(self, "embed-left-out-by", why = why),
            "round" => say!(self, "embed-left-out-round", why = why),
            "year" => say!(self, "embed-left-out-year", why = why),
            "per" => say!(self, "embed-left-out-per", why = why),
            "within" => say!(self, "embed-left-out-within", why = why),
            "service" => say!(self, "embed-left-out-service", why = why),
            "km" => say!(self, "embed-left-out-km", why = why),
            "title" => say!(self, "embed-left-out-title", why = why),
            "subtitle" => say!(self, "embed-left-out-subtitle", why = why),
            "note" => say!(self, "embed-left-out-note", why = why),
            "highlight" => say!(self, "embed-left-out-highlight", why = why),
            "hide" => say!(self, "embed-left-out-hide", why = why),
            "lang" => say!(self, "embed-left-out-lang", why = why),
            name => say!(self, "embed-left-out-other", name = name, why = why),
        }
    }

    /// Why a value was left out that the parameter does not accept.
    pub fn not_offered(&self) -> String {
        say!(self, "embed-not-offered")
    }

    /// A note that is not ours.
    pub(crate) fn note_of_editor(&self, note: &str) -> String {
        say!(self, "editor-note", note = note)
    }

    /// Our title as a note.
    pub(crate) fn map_shows(&self, title: &str) -> String {
        say!(self, "editor-map-shows", title = title)
    }

    /// A summary with the names of highlighted units.
    pub(crate) fn with_highlighted(&self, summary: &str, names: &[&str]) -> String {
        say!(self, "editor-highlighted", summary = summary, names = names.join("; "))
    }

    /// What the map is for, where nothing was chosen.
    pub fn filled(&self, filled: Filled<'_>) -> String {
        match filled {
            Filled::Service(service) => {
                say!(self, "embed-default-service", value = self.service_in_sentence(service))
            }
            Filled::Km(km) => say!(self, "embed-default-km", value = km),
            Filled::Year(year) => say!(self, "embed-default-year", value = year.to_string()),
            Filled::Round(round) => say!(self, "embed-default-round", value = round.title.get(self.language)),
        }
    }
}
