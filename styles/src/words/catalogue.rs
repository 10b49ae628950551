//! Catalogues of messages, and one message of them as text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What is put into a message.
pub use fluent_bundle::FluentValue as Argument;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use geodata::model::Language;
use include_dir::{Dir, include_dir};

/// The catalogues, each named by the code of its language.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/words");

static CATALOGUES: LazyLock<HashMap<Language, Words>> = LazyLock::new(|| {
    let words = |language: Language| (language, Words { language, bundle: bundle(language) });
    Language::ALL.into_iter().map(words).collect()
});

/// The words of one language.
pub struct Words {
    pub(super) language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// Messages of a language, over those of English.
fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(language.code().parse().into_iter().collect());
    // Marks around what is put into a sentence would be in JSON, titles and file names too.
    bundle.set_use_isolating(false);
    for code in [Language::En.code(), language.code()] {
        if let Some(text) = FILES.get_file(format!("{code}.ftl")).and_then(|file| file.contents_utf8()) {
            // Of a file with errors the other messages hold; a test finds the errors of the files that there are.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
    }
    bundle
}

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Self {
        &CATALOGUES[&language]
    }

    /// A message, or its attribute after a dot, with what is put into it. Where the id is known beforehand, [`say!`](crate::say) is
    /// checked against the catalogues.
    pub fn message(&self, id: &str, arguments: &[(&'static str, Argument<'_>)]) -> String {
        let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
        let message = self.bundle.get_message(name);
        let pattern = message.and_then(|message| match attribute {
            None => message.value(),
            Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
        });
        // The tests find every id that is used in the catalogue.
        let Some(pattern) = pattern else { return id.to_owned() };
        let arguments: FluentArgs<'_> =
            arguments.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

/// A message with what is put into it: `say!(words, "note-partial-year", year = "2024", part = part)`. A test compares ids and
/// arguments with the catalogues.
#[macro_export]
macro_rules! say {
    ($words:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $words.message($id, &[$((stringify!($name), $crate::words::Argument::from($value))),*])
    };
}
pub(super) use crate::say;

/// A message of a family, which has one for each code of a kind: `say_of!(words, "service-", service.id())`.
macro_rules! say_of {
    ($words:expr, $family:literal, $code:expr $(, $attribute:literal)?) => {
        $words.message(&format!(concat!($family, "{}" $(, ".", $attribute)?), $code), &[])
    };
}
pub(super) use say_of;

#[cfg(test)]
mod tests;
