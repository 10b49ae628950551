//! Catalogues of messages, and one message of them as text.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

/// What is put into a message.
pub use fluent_bundle::FluentValue as Argument;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use geodata::model::Language;
use include_dir::{Dir, include_dir};
use unicode_bidi::{BidiClass, bidi_class};

/// The catalogues, each named by the code of its language.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/words");

/// Messages by language: of English, and of each language that has a catalogue.
static CATALOGUES: LazyLock<HashMap<Language, FluentBundle<FluentResource>>> = LazyLock::new(|| {
    let code = |path: &Path| Some(path.file_stem()?.to_str()?.to_owned());
    let languages = FILES.files().filter_map(|file| Language::from_code(&code(file.path())?));
    languages.chain([Language::ENGLISH]).map(|language| (language, bundle(language))).collect()
});

/// The words for readers of one language: the labels of the dataset in that language, in sentences of its catalogue, or in English ones where
/// there is none.
#[derive(Clone, Copy)]
pub struct Words {
    pub(super) language: Language,
    bundle: &'static FluentBundle<FluentResource>,
    is_right_to_left: bool,
}

/// The languages whose catalogues say that they are written from right to left.
static RIGHT_TO_LEFT: LazyLock<HashSet<Language>> = LazyLock::new(|| {
    let says_so = |language: &Language| {
        let words = Words { language: *language, bundle: &CATALOGUES[language], is_right_to_left: false };
        say!(words, "page-direction") == "rtl"
    };
    CATALOGUES.keys().copied().filter(says_so).collect()
});

/// Messages of a language, over those of English.
fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(language.code().parse().into_iter().collect());
    // Marks are set where they are needed: `isolated`.
    bundle.set_use_isolating(false);
    for code in [Language::ENGLISH.code(), language.code()] {
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
    pub fn of(language: Language) -> Self {
        let bundle = CATALOGUES.get(&language).unwrap_or_else(|| &CATALOGUES[&Language::ENGLISH]);
        Self { language, bundle, is_right_to_left: RIGHT_TO_LEFT.contains(&language) }
    }

    /// Whether its sentences are written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self.is_right_to_left
    }

    /// `ltr` or `rtl`, as HTML has it.
    pub fn direction(self) -> &'static str {
        if self.is_right_to_left { "rtl" } else { "ltr" }
    }

    /// The language of names and labels, and where there is a catalogue of sentences.
    pub fn language(self) -> Language {
        self.language
    }

    /// Whether there is a message.
    pub(super) fn has(self, id: &str) -> bool {
        self.bundle.has_message(id)
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
            arguments.iter().map(|(name, value)| (Cow::Borrowed(*name), self.isolated(value))).collect();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

impl Words {
    /// What is put into a message. Text that runs against the sentence is marked off, so that what follows it stays where it is
    /// (UAX 9, section 2.5); other text has no need of marks, which would be in JSON, titles and file names too.
    fn isolated<'a>(self, argument: &Argument<'a>) -> Argument<'a> {
        let runs_against = if self.is_right_to_left { runs_from_the_left } else { has_own_direction };
        match argument {
            Argument::String(text) if runs_against(text) => {
                Argument::from(format!("{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"))
            }
            other => other.clone(),
        }
    }
}

/// Whether a text would fall apart in a sentence that runs from right to left: letters from the left, or a number with a sign.
fn runs_from_the_left(text: &str) -> bool {
    let is_one =
        |letter: char| matches!(bidi_class(letter), BidiClass::L | BidiClass::ET) || matches!(letter, '+' | '\u{2212}');
    text.chars().any(is_one) && !text.contains(FIRST_STRONG_ISOLATE)
}

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// Whether a text may run from right to left: it has letters of scripts that do, such as Arabic, and is no sentence in which they are
/// marked off.
pub fn has_own_direction(text: &str) -> bool {
    let is_one = |letter: char| matches!(bidi_class(letter), BidiClass::R | BidiClass::AL);
    text.chars().any(is_one) && !text.contains(FIRST_STRONG_ISOLATE)
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

/// A message of a family, which has one for each code of a kind: `say_of!(words, "level-", level.id())`.
macro_rules! say_of {
    ($words:expr, $family:literal, $code:expr) => {
        $words.message(&format!(concat!($family, "{}"), $code), &[])
    };
}
pub(super) use say_of;

#[cfg(test)]
mod tests;
