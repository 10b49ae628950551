//! The columns of exports of forms, as KoBoToolbox and ODK write them.
//!
//! A question in a group has the group before its name: `returns/year_2023`, `returns.year_2023`, and in an export of ODK `returns-year_2023`. A question
//! with several answers is a column of the names of its choices (`clinic school`), a column for each choice (`services/clinic`), or both. A position is
//! a text of latitude, longitude, altitude and accuracy, or a column for each: `_location_latitude`, in ODK `location-Latitude`.

use super::super::text::{listed, trimmed};
use super::cell::Cell;
use super::form::{Choices, Form};
use super::not_found::NotFound;

/// What of a column is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ColumnPart {
    #[default]
    Whole,
    /// Whether a choice is among those that were chosen: 1 or 0.
    Choice(String),
    Latitude,
    Longitude,
}

/// A column and what of it is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FoundPart {
    pub(super) position: usize,
    pub(super) part: ColumnPart,
}

/// Columns that only exports of KoBo have.
const OF_KOBO: [&str; 8] = [
    "_uuid",
    "_submission_time",
    "_validation_status",
    "__version__",
    "_submitted_by",
    "_parent_index",
    "_submission__id",
    "_submission__uuid",
];

/// Columns that only exports of ODK have.
const OF_ODK: [&str; 3] = ["SubmissionDate", "meta-instanceID", "PARENT_KEY"];

/// The column with the time of a submission.
pub(in crate::ingest) fn submission_time<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names.find(|name| ["_submission_time", "SubmissionDate", "_submission__submission_time"].contains(name))
}

/// What separates groups and questions in the headers of a table.
#[derive(Clone, Copy, Debug)]
struct Separators {
    characters: &'static [char],
    /// The table is an export, so that what is before a separator is a group; otherwise two columns must share it.
    is_export: bool,
}

impl Separators {
    fn of(names: &[&str]) -> Self {
        let has = |columns: &[&str]| columns.iter().any(|column| names.contains(column));
        match (has(&OF_ODK), has(&OF_KOBO)) {
            (true, _) => Self { characters: &['/', '.', '-', ':'], is_export: true },
            (false, is_export) => Self { characters: &['/', '.'], is_export },
        }
    }

    /// The names of groups and question of a header; none if it has no group, or is no name of a form.
    fn path(self, name: &str) -> Vec<&str> {
        if name.contains(char::is_whitespace) { vec![name] } else { name.split(self.characters).collect() }
    }
}

/// Finds the column that a name means, which no column has as it is. `by_name` finds columns that have a name as it is.
pub(super) fn find(
    names: &[&str],
    wanted: &str,
    form: Option<&Form>,
    by_name: &dyn Fn(&str) -> Result<usize, NotFound>,
) -> Result<FoundPart, NotFound> {
    let whole = |position| FoundPart { position, part: ColumnPart::Whole };
    let separators = Separators::of(names);
    let question = |name: &str| match by_name(name) {
        Err(NotFound::Missing) => match in_group(names, name, separators) {
            Err(NotFound::Missing) => of_form(names, name, form),
            found => found,
        },
        found => found,
    };
    match question(wanted) {
        Err(NotFound::Missing) => {}
        found => return found.map(whole),
    }
    if let Some((of, part)) = coordinate(wanted) {
        return match of_position(names, of, &part, separators, form) {
            Err(NotFound::Missing) => question(of).map(|position| FoundPart { position, part }),
            found => found.map(whole),
        };
    }
    // Names of a form have no white space, as `Return migrants / 2023` has; labels have, but the form knows them.
    let is_of_form = !wanted.contains(char::is_whitespace) || form.is_some_and(|form| form.has_choice(wanted));
    let Some((of, choice)) =
        wanted.rsplit_once('/').filter(|(of, choice)| is_of_form && !of.is_empty() && !choice.is_empty())
    else {
        return Err(NotFound::Missing);
    };
    question(of).map(|position| FoundPart { position, part: ColumnPart::Choice(choice.to_owned()) })
}

/// The question that a coordinate is of, and which one: `_location_latitude`.
fn coordinate(name: &str) -> Option<(&str, ColumnPart)> {
    let inner = name.strip_prefix('_')?;
    let latitude = inner.strip_suffix("_latitude").map(|of| (of, ColumnPart::Latitude));
    latitude
        .or_else(|| Some((inner.strip_suffix("_longitude")?, ColumnPart::Longitude)))
        .filter(|(of, _)| !of.is_empty())
}

/// The column of a question or choice of the form, by its name or label.
fn of_form(names: &[&str], wanted: &str, form: Option<&Form>) -> Result<usize, NotFound> {
    let Some(form) = form else { return Err(NotFound::Missing) };
    let asked = form.targets(wanted);
    let is_meant = |name: &str| !asked.is_empty() && form.targets(name).iter().any(|target| asked.contains(target));
    let found = names.iter().enumerate().filter(|(_, name)| is_meant(name)).map(|(position, _)| position);
    only(names, &found.collect::<Vec<_>>())
}

/// The column of a question in a group.
fn in_group(names: &[&str], wanted: &str, separators: Separators) -> Result<usize, NotFound> {
    let wanted = separators.path(wanted);
    if !wanted.last().is_some_and(|last| names.iter().any(|name| name.ends_with(last))) {
        return Err(NotFound::Missing);
    }
    let paths: Vec<Vec<&str>> = names.iter().map(|name| separators.path(name)).collect();
    let is_meant = |(position, path): &(usize, &Vec<&str>)| {
        let Some(groups) = path.strip_suffix(&wanted[..]) else { return false };
        if groups.is_empty() {
            return true;
        }
        // `services/clinic` beside `services` is a choice, and no question.
        let is_choice = wanted.len() == 1 && paths.iter().any(|other| other[..] == *groups);
        let shares_group = || {
            let has_group = |(other, path): (usize, &Vec<&str>)| other != *position && path.starts_with(groups);
            paths.iter().enumerate().any(has_group)
        };
        !is_choice && (separators.is_export || shares_group())
    };
    let found: Vec<usize> = paths.iter().enumerate().filter(is_meant).map(|(position, _)| position).collect();
    only(names, &found)
}

/// The column of one coordinate of a position.
fn of_position(
    names: &[&str],
    of: &str,
    part: &ColumnPart,
    separators: Separators,
    form: Option<&Form>,
) -> Result<usize, NotFound> {
    let wanted = separators.path(of);
    let asked = form.map(|form| form.targets(of)).unwrap_or_default();
    let is_asked = |of: &str| {
        let targets = form.filter(|_| !asked.is_empty()).map(|form| form.targets(of));
        targets.is_some_and(|targets| targets.iter().any(|target| asked.contains(target)))
    };
    let (of_kobo, of_odk) =
        if *part == ColumnPart::Latitude { ("_latitude", "Latitude") } else { ("_longitude", "Longitude") };
    let is_meant = |name: &str| {
        // KoBo puts its underscore before the groups: `_place/location_latitude`.
        let kobo = name.strip_prefix('_').and_then(|name| name.strip_suffix(of_kobo));
        let odk = || name.strip_suffix(of_odk).and_then(|name| name.strip_suffix(['-', ':', '/', '.']));
        kobo.or_else(odk).is_some_and(|of| separators.path(of).ends_with(&wanted) || is_asked(of))
    };
    let found: Vec<usize> =
        names.iter().enumerate().filter(|(_, name)| is_meant(name)).map(|(position, _)| position).collect();
    only(names, &found)
}

/// The only one of some columns.
fn only(names: &[&str], found: &[usize]) -> Result<usize, NotFound> {
    match found {
        [] => Err(NotFound::Missing),
        [position] => Ok(*position),
        several => Err(NotFound::Unclear(listed(several.iter().map(|position| names[*position])))),
    }
}

impl ColumnPart {
    /// What a cell has of this part.
    pub(super) fn of(&self, cell: Cell, choices: Option<&Choices>) -> Cell {
        let text = match &cell {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            _ => return cell,
        };
        let coordinate = |of: fn((f64, f64)) -> f64| {
            position(&text).map(of).map_or_else(|| Cell::NotAPosition(text.clone()), Cell::Number)
        };
        match self {
            Self::Whole => cell,
            Self::Choice(choice) => match is_chosen(&text, choice, choices) {
                Some(is_chosen) => Cell::Number(if is_chosen { 1.0 } else { 0.0 }),
                // Its error shows what stands there.
                None => cell,
            },
            Self::Latitude => coordinate(|(latitude, _)| latitude),
            Self::Longitude => coordinate(|(_, longitude)| longitude),
        }
    }
}

/// Whether a choice is among those that a text lists. None if it lists what the form does not have.
fn is_chosen(text: &str, choice: &str, choices: Option<&Choices>) -> Option<bool> {
    let Some(choices) = choices else { return Some(text.split_whitespace().any(|chosen| chosen == choice)) };
    let name = &choices.choice(choice)?.name;
    choices.chosen(text).map(|chosen| chosen.contains(&name.as_str()))
}

/// Latitude and longitude of a position as forms write it: `42.87 74.59 760 4.5`. Altitude and accuracy may be missing.
pub(in crate::ingest) fn position(text: &str) -> Option<(f64, f64)> {
    let numbers: Option<Vec<f64>> = trimmed(text).split_whitespace().map(|number| number.parse().ok()).collect();
    match numbers?[..] {
        [latitude, longitude] | [latitude, longitude, _] | [latitude, longitude, _, _] => Some((latitude, longitude)),
        _ => None,
    }
}
