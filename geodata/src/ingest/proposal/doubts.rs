//! What makes it doubtful that a column counts the group that its header names: a part of the year, a plan, a change, thousands, two groups in one.
//! Such a column is left open, since a wrong number looks like a right one.

use super::column::Column;
use super::counted::{Group, dimension_of, group_in};
use super::lexicon::{self, GROUPS};
use super::words::{find_any, words_of, year};

/// Why a column may count something else than its header seems to say. `rest` are the words besides its group.
pub(super) fn of(column: &Column, group: Option<&Group>, rest: &[String], is_of_communities: bool) -> Option<String> {
    let words = words_of(&column.title);
    let says = |patterns: &[&str]| find_any(&words, patterns).is_some();
    let because = |what: &str| Some(format!("left open, since its header says {what}"));
    let is_category = dimension_of(rest).is_some();
    if let Some((_, what)) =
        lexicon::DOUBTS.iter().find(|(patterns, what)| says(patterns) && !(is_category && *what == lexicon::CHANGE))
    {
        return because(what);
    }
    let months = months(column);
    // The month of a stock is its date.
    let is_stock = matches!(group, Some(Group::Known(at)) if GROUPS.get(*at).is_some_and(|known| known.bma.is_empty()));
    if months > usize::from(is_stock) || says(lexicon::PARTS_OF_YEAR) {
        return because("a part of a year");
    }
    let mut years: Vec<&String> = words.iter().filter(|word| year(word).is_some()).collect();
    years.dedup();
    if years.len() > 1 {
        return because("several years");
    }
    match group {
        None if column.says(lexicon::POPULATION) && !years.is_empty() => because("the population"),
        None => None,
        Some(group) => {
            let besides = remaining(&words);
            let other = group_in(&besides).is_some_and(|(other, _)| other != *group);
            let is_estimate = says(lexicon::ESTIMATES);
            match (other, is_estimate) {
                (true, _) => because("two groups"),
                (false, true) if is_of_communities || !is_estimate_group(group) => because("that it is an estimate"),
                _ => None,
            }
        }
    }
}

/// The words besides those that name the group.
fn remaining(words: &[String]) -> Vec<String> {
    let positions = group_in(words).map(|(_, positions)| positions).unwrap_or_default();
    let others = words.iter().enumerate().filter(|(position, _)| !positions.contains(position));
    others.map(|(_, word)| word.clone()).collect()
}

/// Whether a group is an estimate of another.
fn is_estimate_group(group: &Group) -> bool {
    matches!(group, Group::Known(at) if GROUPS.get(*at).is_some_and(|known| known.dtm.ends_with("_estimated")))
}

/// How many months the header of a column says, as words or as dates: `2024-03`.
pub(super) fn months(column: &Column) -> usize {
    let words = words_of(&column.title);
    let is_month = |word: &&String| lexicon::MONTHS.iter().any(|(_, names)| names.contains(&word.as_str()));
    let is_dated = |part: &&str| {
        let date = part.split_once('-').filter(|(of, month)| year(of).is_some() && month.len() == 2);
        date.and_then(|(_, month)| month.parse::<u8>().ok()).is_some_and(|month| (1..=12).contains(&month))
    };
    words.iter().filter(is_month).count() + column.title.split_whitespace().filter(is_dated).count()
}
