//! A map as its editor wants it.
//!
//! Nobody can make a map say that it shows something else: what it shows, in our words, is always there to read. It is the title; where that is
//! another one, or hidden, it begins the subtitle; where that is another one or hidden, too, it is the first of the notes.

use geodata::atlas::Atlas;

use crate::map_of_years::MapOfYears;
use crate::map_request::MapRequest;
use crate::map_values::MapValues;
use crate::presentation::Part;
use crate::words::Words;

impl MapValues {
    /// The map as its editor wants it. The summary has our title where that is not the one of the map.
    #[must_use]
    pub fn presented(mut self, atlas: &Atlas, request: &MapRequest<'_>) -> Self {
        let (words, presentation) = (Words::of(request.language), &request.presentation);
        let mut notes = Vec::new();
        if presentation.title.is_some() || presentation.hides(Part::Title) {
            let has_our_subtitle = presentation.subtitle.is_none() && !presentation.hides(Part::Subtitle);
            if has_our_subtitle {
                self.subtitle.lead = words.sentence(&self.title);
            } else {
                notes.push(words.map_shows(&self.title));
            }
        }
        if let Some(title) = &presentation.title {
            self.summary = format!("{} {}", words.sentence(&self.title), self.summary);
            self.generated_title = Some(std::mem::replace(&mut self.title, title.clone()));
        }
        self.subtitle.own.clone_from(&presentation.subtitle);
        notes.extend(presentation.note.as_deref().map(|note| words.note_of_editor(&words.sentence(note))));
        self.notes.splice(..0, notes);
        let highlighted = presentation.highlight.iter().filter_map(|unit| atlas.unit(request.by, *unit));
        let names: Vec<&str> = highlighted.map(|unit| unit.names.get_or_main(request.language)).collect();
        if !names.is_empty() {
            self.summary = words.with_highlighted(&self.summary, &names);
        }
        self
    }
}

impl MapOfYears {
    /// The maps as their editor wants them.
    #[must_use]
    pub fn presented(self, atlas: &Atlas, request: &MapRequest<'_>) -> Self {
        Self { whole: self.whole.presented(atlas, request), ..self }
    }
}
