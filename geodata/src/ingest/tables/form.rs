//! XLSForms: the workbooks in which forms of KoBoToolbox and ODK are written (<https://xlsform.org>). An export has either the names of questions and
//! choices or their labels, in one of several languages; with the form, each of them finds a column, and says what is in a cell.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::text::{collapsed, comparable};

/// A form: its questions by their names and labels.
#[derive(Debug, Default)]
pub(super) struct Form {
    questions: Vec<Question>,
    /// By the end of the names of groups and question, with `/` between; of any separator that exports use.
    by_name: HashMap<String, Vec<usize>>,
    /// By the end of the labels of groups and question.
    by_label: HashMap<String, Vec<usize>>,
}

/// A question, as far as it matters here.
#[derive(Debug)]
pub(super) struct Question {
    /// What can be chosen.
    pub(super) choices: Option<Arc<Choices>>,
    pub(super) has_several: bool,
}

/// What can be chosen in a question.
#[derive(Debug, Default)]
pub(super) struct Choices {
    list: Vec<Choice>,
    /// By the names and labels, comparable.
    by_spelling: HashMap<String, Vec<usize>>,
}

/// A choice.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) name: String,
    /// By language, as far as its code is given.
    pub(super) labels: Vec<(Option<String>, String)>,
}

/// What a header or a name in `dataset.toml` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    question: usize,
    choice: Option<usize>,
}

/// A group that is open, or a question: its name, and its label in each language.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) labels: Vec<Option<String>>,
}

impl Form {
    /// The number of its questions.
    pub(super) fn len(&self) -> usize {
        self.questions.len()
    }

    /// Adds a question in some groups.
    pub(super) fn add(&mut self, question: Question, groups: &[Step], step: &Step) {
        let number = self.questions.len();
        self.questions.push(question);
        let languages = step.labels.len();
        let steps: Vec<&Step> = groups.iter().chain(std::iter::once(step)).collect();
        for start in 0..steps.len() {
            let path: Vec<&str> = steps[start..].iter().map(|step| step.name.as_str()).collect();
            add_to(&mut self.by_name, path_key(&path.join("/")), number);
            for language in 0..languages {
                // Where a label is missing, exports have the name.
                let label =
                    |step: &&Step| step.labels.get(language).cloned().flatten().unwrap_or_else(|| step.name.clone());
                let labels: Vec<String> = steps[start..].iter().map(label).collect();
                add_to(&mut self.by_label, collapsed(&labels.join("/")), number);
            }
        }
    }

    /// The questions and choices that a header or a name can mean.
    pub(super) fn targets(&self, name: &str) -> Vec<Target> {
        let name = collapsed(name);
        let mut targets: Vec<Target> =
            self.questions(&name).into_iter().map(|question| Target { question, choice: None }).collect();
        for (at, _) in name.match_indices(['/', '.', '-', ':']) {
            for question in self.questions(name[..at].trim_end()) {
                let Question { choices: Some(choices), has_several: true } = &self.questions[question] else {
                    continue;
                };
                let chosen = choices.find(&name[at + 1..]);
                targets.extend(chosen.iter().map(|choice| Target { question, choice: Some(*choice) }));
            }
        }
        targets
    }

    /// Whether a name is that of a choice of a question.
    pub(super) fn has_choice(&self, name: &str) -> bool {
        self.targets(name).iter().any(|target| target.choice.is_some())
    }

    fn questions(&self, name: &str) -> Vec<usize> {
        let mut found = self.by_name.get(&path_key(name)).cloned().unwrap_or_default();
        for other in self.by_label.get(name).into_iter().flatten() {
            if !found.contains(other) {
                found.push(*other);
            }
        }
        found
    }

    /// What can be chosen in the question of a column, if one question is meant.
    pub(super) fn choices(&self, header: &str) -> Option<Arc<Choices>> {
        let mut targets = self.targets(header).into_iter().filter(|target| target.choice.is_none());
        let (first, second) = (targets.next()?, targets.next());
        self.questions[first.question].choices.clone().filter(|_| second.is_none())
    }
}

impl Choices {
    /// Adds a choice.
    pub(super) fn add(&mut self, choice: Choice) {
        let number = self.list.len();
        for spelling in choice.spellings() {
            add_to(&mut self.by_spelling, comparable(spelling), number);
        }
        self.list.push(choice);
    }

    fn find(&self, spelling: &str) -> &[usize] {
        self.by_spelling.get(&comparable(spelling)).map_or(&[], Vec::as_slice)
    }

    /// The choice with this name or label, if there is one.
    pub(super) fn choice(&self, spelling: &str) -> Option<&Choice> {
        match self.find(spelling) {
            [only] => self.list.get(*only),
            // A label of one may be the name of another, but the names are unique.
            several => several.iter().filter_map(|at| self.list.get(*at)).find(|choice| choice.name == spelling),
        }
    }

    /// The names of the choices that a text lists: names, or labels of any length, with spaces between. None if it cannot be divided into them.
    pub(super) fn chosen(&self, text: &str) -> Option<Vec<&str>> {
        let words: Vec<&str> = text.split_whitespace().collect();
        // Into how few choices the words before each can be divided, and where the last of these begins.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; words.len() + 1];
        best[0] = Some((0, 0));
        for end in 1..=words.len() {
            for start in end.saturating_sub(MAX_LABEL_WORDS)..end {
                let Some((before, _)) = best[start] else { continue };
                let count = before + 1;
                let is_better = best[end].is_none_or(|(known, _)| count < known);
                if is_better && self.choice(&words[start..end].join(" ")).is_some() {
                    best[end] = Some((count, start));
                }
            }
        }
        let (mut end, mut chosen) = (words.len(), Vec::new());
        while end > 0 {
            let (_, start) = best[end]?;
            chosen.extend(self.choice(&words[start..end].join(" ")).map(|choice| choice.name.as_str()));
            end = start;
        }
        Some(chosen)
    }

    /// All names, for a message.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|choice| choice.name.as_str())
    }
}

/// The longest label of a choice, in words.
const MAX_LABEL_WORDS: usize = 40;

impl Choice {
    /// Its name and its labels.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.labels.iter().map(|(_, label)| label.as_str()))
    }

    /// Its label in a language, or else the first.
    pub(super) fn label(&self, language: &str) -> Option<&str> {
        let of_language = self.labels.iter().find(|(code, _)| code.as_deref() == Some(language));
        of_language.or(self.labels.first()).map(|(_, label)| label.as_str())
    }
}

fn add_to(map: &mut HashMap<String, Vec<usize>>, key: String, number: usize) {
    let known = map.entry(key).or_default();
    if known.last() != Some(&number) {
        known.push(number);
    }
}

/// A path of names with one separator, whichever an export uses.
fn path_key(name: &str) -> String {
    name.replace(['.', '-', ':'], "/")
}
