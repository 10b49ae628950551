//! What the columns of a table with a row per place count: groups by year, breakdowns by category, services and distances.

use super::super::withheld::looks_withheld;
use super::column::{Column, is_no_data};
use super::counted::{
    CategoryColumn, CountColumn, Dimension, Group, category, dimension_in, dimension_of, group_in, sentence,
};
use super::doubts;
use super::forms;
use super::lexicon;
use super::long::{self, Long};
use super::parts;
use super::places::Place;
use super::reading::Reading;
use super::services::{self, Services};
use super::table::Table;
use super::words::{find_any, id_of, year, year_of};
use crate::model::{DistanceBands, PlaceLevel};

/// A table with a row per place, and what it counts.
#[derive(Debug)]
pub(super) struct PlaceTable {
    /// Its position among the tables.
    pub(super) table: usize,
    pub(super) place: Place,
    pub(super) figures: Figures,
    /// The round that it is of, where tables are of several and no column says it.
    pub(super) round: Option<String>,
}

/// What a table counts.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) counts: Vec<CountColumn>,
    pub(super) categories: Vec<CategoryColumn>,
    pub(super) services: Services,
    pub(super) long: Option<Long>,
    /// Columns that may be what an open one is.
    pub(super) alternatives: Vec<String>,
    /// What other columns are taken for.
    pub(super) readings: Vec<Reading>,
}

impl Figures {
    /// Whether it counts the same group and year as a column.
    pub(super) fn has_count(&self, count: &CountColumn) -> bool {
        self.counts.iter().any(|other| (&other.group, other.year) == (&count.group, count.year))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.categories.is_empty() && self.services.columns.is_empty()
    }
}

/// The share of the cells that must be counts where the header says what is counted.
pub(super) const MIN_COUNTS: f64 = 0.5;

/// A column of counts whose header has more words than a group and a year.
struct Candidate<'c> {
    column: &'c Column,
    group: Group,
    year: Option<u16>,
    /// What its header says besides.
    rest: Vec<String>,
    /// Why it may count something else.
    doubt: Option<String>,
    /// Texts in it that are no counts.
    faulty: Vec<String>,
}

impl Candidate<'_> {
    /// Why it is taken for what it is, and what in it is wrong.
    fn why(&self, why: &str) -> String {
        match &self.faulty[..] {
            [] => why.to_owned(),
            faulty => {
                let texts: Vec<String> = faulty.iter().map(|text| format!("`{text}`")).collect();
                format!("{why}; but some cells are no counts: {}", texts.join(", "))
            }
        }
    }
}

/// Reads the meaning of the columns that are not `used` otherwise. `is_place` is whether a column has codes or names of places.
/// `has_other_use` is whether the table is of use without any counts.
pub(super) fn read(
    table: &Table,
    place: &Place,
    used: &[&str],
    is_place: &dyn Fn(&Column) -> bool,
    has_other_use: bool,
) -> Figures {
    let mut figures = Figures::default();
    let free: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| column.name != place.column && !used.contains(&column.name.as_str()))
        .filter(|column| column.filled > 0 && !column.is_of_parent)
        .collect();
    let is_export = table.submitted.is_some();
    let (added, free): (Vec<&Column>, Vec<&Column>) =
        free.into_iter().partition(|column| is_export && forms::is_added(&column.name));
    let added =
        added.into_iter().map(|column| Reading::new(&column.name, "not used", "the export adds it to the answers"));
    figures.readings.extend(added);
    figures.services = services::read(&free);
    let is_service = |column: &&Column| figures.services.has(&column.name);
    let (of_services, free): (Vec<&Column>, Vec<&Column>) = free.into_iter().partition(is_service);
    if place.level != PlaceLevel::Community {
        figures.services = Services::default();
        let why =
            "it says which services there are, which is a matter of communities, and its rows are about larger places";
        figures.readings.extend(of_services.iter().map(|column| Reading::new(&column.name, "not used", why)));
    }
    let free: Vec<&Column> = free.into_iter().filter(|column| !is_place(column)).collect();
    let mut long = if place.repeats { long::read(table, place, &free) } else { None };
    let is_of_long = |column: &Column| long.as_ref().is_some_and(|long| long.uses(&column.name));
    let (mut candidates, mut doubtful, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for column in free.iter().copied().filter(|column| !is_of_long(column)) {
        let context = Context {
            table,
            is_long: long.is_some(),
            has_groups: long.as_ref().is_some_and(|long| long.groups.is_some()),
            is_of_communities: place.level == PlaceLevel::Community,
        };
        match candidate(&context, column) {
            Ok(candidate) if candidate.doubt.is_some() => doubtful.push(candidate),
            Ok(candidate) => candidates.push(candidate),
            Err(None) => unknown.push(column),
            Err(Some((meaning, why))) => figures.readings.push(Reading::new(&column.name, meaning, why)),
        }
    }
    doubtful.extend(of_several_dates(&mut candidates));
    divide(table, &candidates, &mut figures);
    for candidate in doubtful {
        figures.counts.push(CountColumn {
            column: candidate.column.name.clone(),
            group: Group::Open,
            year: candidate.year,
            is_year_stated: false,
            condition: None,
            why: candidate.why(candidate.doubt.as_deref().unwrap_or_default()),
        });
    }
    parts::leave_single(&mut figures.categories, &mut figures.readings);
    let parts = parts::of_totals(table, &mut unknown, &figures.counts);
    figures.categories.extend(parts);
    if let Some(long) = &long {
        long::by_group(long, &unknown, &mut figures.counts);
        unknown.retain(|column| figures.counts.iter().all(|count| count.column != column.name));
    }
    open_choice(&unknown, has_other_use, &mut figures);
    if let Some(long) = &mut long {
        long::rounds_of_stocks(long, &figures.counts);
    }
    figures.long = long;
    figures
}

/// The table that a column is in.
struct Context<'t> {
    table: &'t Table,
    is_long: bool,
    /// Whether a column says which group a row counts.
    has_groups: bool,
    is_of_communities: bool,
}

/// What a column counts. The error is none of one that may count something, and else what the column is, and why it is not read.
#[allow(clippy::type_complexity)]
fn candidate<'c>(
    context: &Context<'_>,
    column: &'c Column,
) -> Result<Candidate<'c>, Option<(&'static str, &'static str)>> {
    let faulty = if column.has_counts() { Vec::new() } else { column.no_counts() };
    // Where the header says what it counts, the check names the few cells that are wrong.
    let is_said = group_in(&column.words).is_some() || year_of(&column.words).is_some();
    let is_proposed = column.has_counts() || (is_said && column.share(|cell| column.is_count(cell)) >= MIN_COUNTS);
    if !is_proposed {
        return Err(Some(("not used", "it has no counts")));
    }
    if column.says(lexicon::PERCENT) || column.title.contains('%') {
        return Err(Some(("not used", "its header says that it has shares, and those are calculated")));
    }
    let is_year = |column: &Column| column.texts().all(|text| year(&text).is_some());
    if is_year(column) {
        return Err(Some(("not used", "it has years, and no row needs one")));
    }
    let (group, mut rest) = match group_in(&column.words) {
        Some((group, positions)) => {
            // An HXL tag may name the group a second time.
            let is_again =
                |word: &String| group_in(std::slice::from_ref(word)).is_some_and(|(again, _)| again == group);
            let rest = column
                .words
                .iter()
                .enumerate()
                .filter(|(position, word)| !positions.contains(position) && !is_again(word));
            let rest: Vec<String> = rest.map(|(_, word)| word.clone()).collect();
            (Some(group), rest)
        }
        None => (None, column.words.clone()),
    };
    if column.says(lexicon::HOUSEHOLDS) {
        return Err(Some(("not used", "it counts households, and not people")));
    }
    let when = year_of(&column.words);
    rest.retain(|word| !lexicon::FILLERS.contains(&word.as_str()) && year(word).is_none());
    let of_table = || group_in(&context.table.words).map(|(group, _)| group).filter(|_| !context.has_groups);
    let doubt = doubts::of(column, group.as_ref(), &rest, context.is_of_communities);
    let group = match group {
        Some(group) => group,
        None if doubt.is_some() && (when.is_some() || context.is_long) => Group::Open,
        // `2023` or `Total` in a sheet of return migrants.
        None if rest.is_empty() && (when.is_some() || column.says(lexicon::COUNTED)) => of_table().ok_or(None)?,
        None if column.says(lexicon::POPULATION) && when.is_none() && !context.has_groups => {
            return Err(Some(("not used", "its header says that it has the population, which is not counted here")));
        }
        None if column.says(lexicon::ID)
            || (column.is_key() && when.is_none() && column.filled > 20 && !context.has_groups) =>
        {
            return Err(Some(("not used", "its header says that it has codes, or each number is another")));
        }
        // Women of a year are a part of somebody, and no group.
        None if when.is_some() && dimension_of(&rest).is_some() => return Err(None),
        None if when.is_some() && !column.says(lexicon::POPULATION) => {
            let id = id_of(&rest, "_");
            if id.is_empty() || id.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(None);
            }
            let group = Group::Own(id, sentence(&rest));
            rest.clear();
            group
        }
        None if context.is_long => of_table().ok_or(None)?,
        None => return Err(None),
    };
    Ok(Candidate { column, group, year: when, rest, doubt, faulty })
}

/// Takes out the columns of a group that count it at several dates of a year: only one of them is that of the round.
fn of_several_dates<'c>(candidates: &mut Vec<Candidate<'c>>) -> Vec<Candidate<'c>> {
    let dated: Vec<(Group, Option<u16>, &str)> = candidates
        .iter()
        .filter(|one| doubts::months(one.column) > 0)
        .map(|one| (one.group.clone(), one.year, one.column.title.as_str()))
        .collect();
    let is_at_another = |one: &Candidate<'_>| {
        doubts::months(one.column) > 0
            && dated.iter().any(|(group, year, title)| {
                (group, *year) == (&one.group, one.year) && *title != one.column.title.as_str()
            })
    };
    let (several, others): (Vec<_>, Vec<_>) = candidates.drain(..).partition(is_at_another);
    *candidates = others;
    let doubt = "left open, since other columns have other dates: which is that of the round?";
    several.into_iter().map(|one| Candidate { doubt: Some(doubt.to_owned()), ..one }).collect()
}

/// Divides candidates into counts and breakdowns.
fn divide(table: &Table, candidates: &[Candidate<'_>], figures: &mut Figures) {
    let dimensions: Vec<Option<Dimension>> = candidates.iter().map(|candidate| dimension_of(&candidate.rest)).collect();
    let of_columns = dimensions.iter().flatten().next().copied();
    let of_table = dimension_in(&table.words);
    let mut taken: Vec<(Group, Option<u16>)> = Vec::new();
    // Those that say nothing else first: what says more counts a part of it.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|at| (!candidates[*at].rest.is_empty(), *at));
    let alike = |group: &Group| candidates.iter().filter(|other| other.group == *group).count();
    let mut sorted: Vec<(usize, Result<CountColumn, CategoryColumn>)> = Vec::new();
    for at in order {
        let Candidate { column, group, year, rest, .. } = &candidates[at];
        let dimension = dimensions[at].or(of_columns.filter(|_| is_rest(rest))).or(of_table).or(of_columns);
        let key = (group.clone(), *year);
        // A breakdown is one of all years of the round.
        let is_of_all_years = candidates.iter().all(|other| other.group != *group || other.year == *year);
        let is_part = !rest.is_empty()
            && is_of_all_years
            && (dimensions[at].is_some() || (dimension.is_some() && alike(group) > 1));
        match (is_part, dimension) {
            (true, Some(dimension)) => {
                let category = category(rest, dimension);
                let why = if dimensions[at].is_some() {
                    "likely: its header has a group and a category"
                } else {
                    "a guess: beside others that have a category"
                };
                sorted.push((
                    at,
                    Err(CategoryColumn {
                        column: column.name.clone(),
                        group: group.clone(),
                        dimension,
                        category,
                        year: *year,
                        why: candidates[at].why(why),
                    }),
                ));
            }
            _ if taken.contains(&key) || dimensions[at].is_some() => {
                figures.readings.push(Reading::new(
                    &column.name,
                    "not used",
                    "it counts a part of a group by no known dimension, or in one of several years",
                ));
            }
            _ => {
                taken.push(key);
                let year_found = year.or_else(|| year_of(&table.words));
                let why = match (group, year, rest.is_empty()) {
                    (Group::Own(..), ..) => {
                        "a guess: whole numbers, a year in the header, and a group that no ready vocabulary has"
                    }
                    (_, Some(_), true) => "sure: its header has the group and the year",
                    (_, Some(_), false) => "likely: its header has the group and the year, and other words",
                    (_, None, _) if year_found.is_some() => {
                        "likely: its header has the group, and the year stands in the name or the title of the table"
                    }
                    (_, None, _) => "likely: its header has the group",
                };
                sorted.push((
                    at,
                    Ok(CountColumn {
                        column: column.name.clone(),
                        group: group.clone(),
                        year: year_found,
                        is_year_stated: year.is_some(),
                        condition: None,
                        why: candidates[at].why(why),
                    }),
                ));
            }
        }
    }
    sorted.sort_by_key(|(at, _)| *at);
    for (_, column) in sorted {
        match column {
            Ok(count) => figures.counts.push(count),
            Err(category) => figures.categories.push(category),
        }
    }
}

/// Where nothing is recognised, one column of whole numbers is left open, and the others are named beside it.
fn open_choice(unknown: &[&Column], has_other_use: bool, figures: &mut Figures) {
    let may_count = |column: &&&Column| !column.says(lexicon::ID) && !column.says(lexicon::POPULATION);
    let mut open = unknown.iter().filter(may_count);
    if figures.is_empty()
        && !has_other_use
        && let Some(first) = open.next()
    {
        figures.counts.push(CountColumn {
            column: first.name.clone(),
            group: Group::Open,
            year: year_of(&first.words),
            is_year_stated: false,
            condition: None,
            why: "nothing says what it counts".to_owned(),
        });
        figures.alternatives.extend(open.map(|column| column.name.clone()));
        return;
    }
    for column in unknown {
        figures.readings.push(Reading::new(&column.name, "not used", "nothing says what it counts"));
    }
}

/// Whether words stand for what is left: other, unknown.
fn is_rest(rest: &[String]) -> bool {
    find_any(rest, lexicon::REST).is_some()
}

/// Words for no data in the columns that are read, and for withheld values.
pub(super) fn words_for_nothing(columns: &[&Column]) -> (Vec<String>, Vec<String>) {
    let (mut no_data, mut withheld): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    // Among other texts, `1-4` may be a code or a distance band.
    let texts = columns.iter().flat_map(|column| {
        let has_numbers = column.has_counts() || column.has_distances();
        let is_number_or_text =
            move |text: &String| has_numbers || !text.starts_with(|first: char| first.is_ascii_digit());
        column.different(2_000).into_iter().filter(is_number_or_text)
    });
    for text in texts {
        let list = if looks_withheld(&text) {
            &mut withheld
        } else if is_no_data(&text) {
            &mut no_data
        } else {
            continue;
        };
        if list.iter().all(|known| !known.eq_ignore_ascii_case(&text)) {
            list.push(text);
        }
    }
    (no_data, withheld)
}

/// The bands that labels are of, if they are the bands of these edges.
pub(super) fn fits_bands(labels: &[String], bands: &DistanceBands) -> bool {
    labels.iter().all(|label| bands.from_label(label).is_some() || is_no_data(label))
}
