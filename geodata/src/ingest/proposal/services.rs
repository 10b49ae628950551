//! Columns of services: whether a community has one, and how far the nearest is.

use super::super::text::comparable;
use super::column::{Column, is_no_data};
use super::lexicon::{self, SERVICES};
use super::words::{find_any, words_of};
use crate::model::{DistanceBands, GroupDefinition, GroupKind, Labels, Vocabulary, VocabularyDefinition};

/// A service and its columns.
#[derive(Clone, Debug)]
pub(super) struct ServiceColumn {
    /// Its position in the lexicon.
    pub(super) service: usize,
    pub(super) available: String,
    pub(super) distance: Option<(String, Distance)>,
}

/// How a column gives distances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Distance {
    Kilometres,
    /// The labels of bands.
    Bands(Vec<String>),
}

/// The services of a table, and its words for yes, no, and no answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Services {
    pub(super) columns: Vec<ServiceColumn>,
    pub(super) yes: Vec<String>,
    pub(super) no: Vec<String>,
    pub(super) no_answer: Vec<String>,
    /// Columns of distances to services of which no column says whether they are there.
    pub(super) alone: Vec<String>,
}

impl Services {
    /// Whether a column is one of these.
    pub(super) fn has(&self, column: &str) -> bool {
        let is_it = |service: &ServiceColumn| {
            let (available, choice) = service.available.split_at_checked(column.len()).unwrap_or_default();
            available == column && (choice.is_empty() || choice.starts_with('/'))
                || service.distance.as_ref().is_some_and(|(name, _)| name == column)
        };
        self.columns.iter().any(is_it) || self.alone.iter().any(|name| name == column)
    }
}

/// What a cell answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Yes,
    No,
    Nothing,
}

fn said(text: &str) -> Option<Said> {
    let text = comparable(text);
    let is_in = |words: &[&str]| words.contains(&text.as_str());
    if is_in(lexicon::YES) {
        Some(Said::Yes)
    } else if is_in(lexicon::NO) {
        Some(Said::No)
    } else if is_in(lexicon::NO_ANSWER) || is_no_data(&text) {
        Some(Said::Nothing)
    } else {
        None
    }
}

/// Whether a column answers yes or no.
fn answers(column: &Column) -> bool {
    let texts = column.different(20);
    let all: Vec<Option<Said>> = texts.iter().map(|text| said(text)).collect();
    let logical = column.share(|cell| matches!(cell, super::super::tables::Cell::Logical(_))) > 0.9;
    logical || (all.iter().all(Option::is_some) && all.iter().any(|said| matches!(said, Some(Said::Yes | Said::No))))
}

/// Reads the services of some columns.
pub(super) fn read(columns: &[&Column]) -> Services {
    let mut services = Services::default();
    let mut distances: Vec<(usize, &Column, Distance)> = Vec::new();
    let mut answered: Vec<&Column> = Vec::new();
    for column in columns.iter().copied() {
        let Some(service) = SERVICES.iter().position(|known| find_any(&column.words, known.patterns).is_some()) else {
            continue;
        };
        if answers(column) && !column.says(lexicon::DISTANCE) {
            let is_known = services.columns.iter().any(|known| known.service == service);
            if !is_known {
                services.columns.push(ServiceColumn { service, available: column.name.clone(), distance: None });
                answered.push(column);
            }
        } else if let Some(distance) = distance_of(column) {
            distances.push((service, column, distance));
        }
    }
    for column in columns.iter().copied() {
        for (service, available) in chosen(column) {
            if services.columns.iter().all(|known| known.service != service) {
                services.columns.push(ServiceColumn { service, available, distance: None });
            }
        }
    }
    // `km` alone, beside the only service.
    if let ([only], true) = (&services.columns[..], distances.is_empty())
        && let Some((column, distance)) = columns
            .iter()
            .filter(|column| column.says(lexicon::DISTANCE))
            .find_map(|column| Some((*column, distance_of(column)?)))
    {
        distances.push((only.service, column, distance));
    }
    for (service, column, distance) in distances {
        match services.columns.iter_mut().find(|known| known.service == service && known.distance.is_none()) {
            Some(known) => known.distance = Some((column.name.clone(), distance)),
            None => services.alone.push(column.name.clone()),
        }
    }
    for text in answered.iter().flat_map(|column| column.different(20)) {
        let list = match said(&text) {
            Some(Said::Yes) if !is_built_in(&text) => &mut services.yes,
            Some(Said::No) if !is_built_in(&text) => &mut services.no,
            Some(Said::Nothing) => &mut services.no_answer,
            _ => continue,
        };
        if list.iter().all(|known| comparable(known) != comparable(&text)) {
            list.push(text);
        }
    }
    services
}

/// The services that a column lists, as forms write the answers to a question with several: `clinic school`. Each with the name of its choice.
fn chosen(column: &Column) -> Vec<(usize, String)> {
    const MOST: usize = 60;
    let is_choice = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let texts: Vec<String> = column.texts().collect();
    if column.says(lexicon::DISTANCE) || texts.iter().any(|text| !text.split_whitespace().all(is_choice)) {
        return Vec::new();
    }
    let mut choices: Vec<&str> = column.choices.iter().map(String::as_str).collect();
    for choice in texts.iter().flat_map(|text| text.split_whitespace()) {
        if !choices.contains(&choice) {
            choices.push(choice);
        }
        if choices.len() > MOST {
            return Vec::new();
        }
    }
    let service = |choice: &str| {
        let words = words_of(choice);
        SERVICES.iter().position(|known| find_any(&words, known.patterns).is_some())
    };
    let found: Vec<(usize, &str)> = choices.iter().filter_map(|choice| Some((service(choice)?, *choice))).collect();
    let lists_several = texts.iter().any(|text| text.contains(char::is_whitespace));
    let is_about = found.len() * 2 >= choices.len() && (lists_several || column.says(lexicon::FACILITY));
    let named = |(service, choice): (usize, &str)| (service, format!("{}/{choice}", column.name));
    if is_about { found.into_iter().map(named).collect() } else { Vec::new() }
}

/// Whether a word needs no explanation.
fn is_built_in(text: &str) -> bool {
    super::super::text::yes_or_no(&comparable(text)).is_some()
}

/// How a column gives distances, if it does.
fn distance_of(column: &Column) -> Option<Distance> {
    let labels: Vec<String> = column.different(40).into_iter().filter(|text| !is_no_data(text)).collect();
    if column.says(lexicon::DISTANCE) && column.has_distances() {
        return Some(Distance::Kilometres);
    }
    let are_bands = !labels.is_empty() && labels.len() <= 20 && edges_of(&labels).is_some();
    are_bands.then_some(Distance::Bands(labels))
}

/// The upper edges of the bands that have these labels: `0-5`, `6-10`, `>10`.
pub(super) fn edges_of(labels: &[String]) -> Option<Vec<f64>> {
    let mut edges: Vec<f64> = Vec::new();
    for label in labels {
        let plain =
            label.to_lowercase().replace(['–', '—', '−'], "-").replace("km", "").replace("км", "").replace(',', ".");
        let plain: String = plain.split_whitespace().collect();
        let edge = match plain.split_once('-') {
            Some((low, high)) if low.parse::<f64>().is_ok() => high.parse().ok()?,
            _ => {
                plain.strip_prefix('>').or_else(|| plain.strip_prefix("over"))?.trim_start_matches('_').parse().ok()?
            }
        };
        if !edges.contains(&edge) {
            edges.push(edge);
        }
    }
    edges.sort_by(f64::total_cmp);
    let bands = bands_of(&edges)?;
    labels.iter().all(|label| bands.from_label(label).is_some()).then_some(edges)
}

/// Bands with these edges.
pub(super) fn bands_of(edges: &[f64]) -> Option<DistanceBands> {
    let group = GroupDefinition {
        id: "people".to_owned(),
        label: Labels::of_main_language("People"),
        in_sentence: None,
        kind: GroupKind::Stock,
        estimate_of: None,
    };
    let definition =
        VocabularyDefinition { bands: edges.to_vec(), groups: vec![group], ..VocabularyDefinition::default() };
    Vocabulary::try_from(definition).ok().map(|vocabulary| vocabulary.bands().clone())
}
