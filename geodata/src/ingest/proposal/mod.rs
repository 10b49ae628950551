//! Proposes a `dataset.toml` for files of which nothing is known yet (`kerben init`).
//!
//! It looks at the files, decides what each is and what each column has, and writes a description that says so, with how sure it is and why.
//! What only a person can decide is left open (`"?"`), and the check names it.
//!
//! ```text
//! inventory ─► boundaries ─► communities ─► places ─► figures · services · long ─► vocabulary ─► description
//! ```
//!
//! Headers are read by their words (`words`, `lexicon`), cells by what they can be (`column`). The same files give the same description.

mod added_rows;
mod boundaries;
mod column;
mod communities;
mod counted;
mod counted_sections;
mod countries;
mod description;
mod doubts;
mod facilities;
mod facilities_section;
mod figures;
mod filled_down;
mod forms;
mod header_rows;
mod inventory;
mod languages;
mod larger_rows;
mod layer;
mod layer_sections;
mod lexicon;
mod long;
mod more_units;
mod parts;
mod places;
mod reading;
mod round_names;
mod rounds;
mod sections;
mod services;
mod table;
mod table_keys;
#[cfg(test)]
mod tests;
mod toml_text;
mod vocabulary;
mod words;

use std::collections::HashSet;

pub use inventory::{ProposedFile, Unused, belonging_to, is_readable_kind, readable_kinds};

use super::config::OPEN;
use crate::progress::Progress;
use communities::Communities;
use description::{Description, Recognised};
use figures::PlaceTable;
use inventory::Inventory;
use layer::Layer;
use places::Place;
use table::Table;
use vocabulary::Words;

/// A proposed description.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The text of `dataset.toml`.
    pub text: String,
    /// What was recognised, a line for each thing.
    pub recognised: Vec<String>,
    /// What is not used, and why.
    pub unused: Vec<Unused>,
    /// How many choices are left open.
    pub open_choices: usize,
    /// The files that the description names.
    pub files: Vec<String>,
}

/// Why no description can be proposed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("none of the files has boundaries of admin units, which every dataset needs: areas as {kinds}", kinds = readable_kinds())]
pub struct NothingUsable {
    /// What was not used, and why.
    pub unused: Vec<Unused>,
}

/// Proposes a description of some files for a dataset with this id.
pub fn propose(files: &[ProposedFile], id: &str, progress: &dyn Progress) -> Result<Proposal, NothingUsable> {
    let mut inventory = Inventory::of(files, progress);
    forms::recognise(&mut inventory);
    progress.finish();
    let layers = boundaries::recognise(&mut inventory);
    if layers.is_empty() {
        return Err(NothingUsable { unused: inventory.unused });
    }
    let points = std::mem::take(&mut inventory.layers);
    inventory.tables.extend(points.into_iter().map(inventory::VectorSheet::into_table));
    for table in &mut inventory.tables {
        filled_down::fill(table, &layers);
    }
    let communities = communities::find(&inventory.tables, &layers);
    if let Some(found) = communities.as_ref().filter(|found| found.is_latest) {
        inventory.tables[found.table].keep_latest(&found.id);
    }
    let of_communities = communities.as_ref().map(|found| found.table);
    let (facilities, others) = facilities::find(&inventory.tables, of_communities);
    let are_facilities: Vec<usize> =
        facilities.iter().map(|found| found.table).chain(others.iter().map(|(table, _)| *table)).collect();
    for (table, reason) in others {
        let shown = inventory.tables[table].shown();
        inventory.unused(shown, reason.to_owned());
    }
    let tables = place_tables(&mut inventory, &layers, communities.as_ref(), &are_facilities);
    let services = facilities.as_ref().map(facilities::Facilities::services).unwrap_or_default();
    let words = Words::choose(tables.iter().map(|table| &table.figures), &services);
    let recognised = Recognised {
        tables: &inventory.tables,
        layers: &layers,
        communities: communities.as_ref(),
        facilities: facilities.as_ref(),
        place_tables: &tables,
        words: &words,
    };
    let description = Description::new(id, recognised, &inventory.unused);
    let (text, recognised) = description.write();
    let open_choices = text.matches(&format!("\"{OPEN}\"")).count()
        - text
            .lines()
            .filter(|line| line.starts_with('#'))
            .map(|line| line.matches(&format!("\"{OPEN}\"")).count())
            .sum::<usize>();
    let files = description.files();
    Ok(Proposal { text, recognised, unused: inventory.unused, open_choices, files })
}

/// The tables with a row per place, and what they count. What is none of them is added to what is not used.
fn place_tables(
    inventory: &mut Inventory,
    layers: &[Layer],
    communities: Option<&Communities>,
    are_facilities: &[usize],
) -> Vec<PlaceTable> {
    let ids: Option<HashSet<String>> = communities.map(|communities| {
        let columns = inventory.tables[communities.table].columns.iter();
        columns.filter(|column| column.name == communities.id).flat_map(column::Column::texts).collect()
    });
    let mut found = Vec::new();
    let mut unused: Vec<(String, &str)> = Vec::new();
    let tables = inventory.tables.iter_mut().enumerate();
    for (position, table) in tables.filter(|(position, _)| !are_facilities.contains(position)) {
        let own = communities.filter(|communities| communities.table == position);
        if let Some((column, text)) = places::country_in(table, layers).filter(|_| own.is_none()) {
            table.keep_only(&column, &text);
        }
        let place = match own {
            Some(communities) => Some(Place::of_communities(&communities.id)),
            None => places::find(table, layers, ids.as_ref()),
        };
        let Some(place) = place else {
            let points = "its points are no communities: no column has ids of communities, or codes or names of units";
            let rows = "no column has ids of communities, or codes or names of units";
            unused.push((table.shown(), if table.is_points { points } else { rows }));
            continue;
        };
        if own.is_none() && place.is_submitted_again(table) {
            table.keep_latest(&place.column);
        }
        let place = Place { repeats: own.is_none() && places::repeats_in(table, &place.column), ..place };
        let used = own.map(Communities::columns).unwrap_or_default();
        let is_place = |column: &column::Column| places::is_of_units(column, layers);
        let figures = figures::read(table, &place, &used, &is_place, own.is_some());
        if figures.is_empty() && own.is_none() {
            unused.push((table.shown(), "no column counts people, or says which services there are"));
            continue;
        }
        found.push(PlaceTable { table: position, place, figures, round: None });
    }
    for (what, reason) in unused {
        inventory.unused(what, reason.to_owned());
    }
    let tables = &inventory.tables;
    rounds::divide(&mut found, tables, &|before, table| {
        is_about_same(tables, before, table) && table.figures.counts.iter().any(|count| before.figures.has_count(count))
    });
    without_repetition(found, inventory)
}

/// Leaves out tables that count the same of the same places as one before.
fn without_repetition(tables: Vec<PlaceTable>, inventory: &mut Inventory) -> Vec<PlaceTable> {
    let mut kept: Vec<PlaceTable> = Vec::new();
    for mut table in tables {
        let mut repeated = None;
        for before in kept.iter().filter(|before| before.round == table.round) {
            if !is_about_same(&inventory.tables, before, &table) {
                continue;
            }
            if table.figures.counts.iter().any(|count| before.figures.has_count(count)) {
                table.figures.counts.retain(|count| !before.figures.has_count(count));
                repeated = Some(inventory.tables[before.table].shown());
            }
            let of_before: Vec<usize> = before.figures.services.columns.iter().map(|service| service.service).collect();
            table.figures.services.columns.retain(|service| !of_before.contains(&service.service));
        }
        if let Some(before) = repeated {
            let shown = inventory.tables[table.table].shown();
            inventory.unused(
                shown,
                format!("{before} has the same counts of the same places: say in the description which is right"),
            );
        }
        kept.push(table);
    }
    kept
}

/// Whether two tables are about some of the same places.
fn is_about_same(tables: &[Table], before: &PlaceTable, table: &PlaceTable) -> bool {
    before.place.level == table.place.level && !places_in(tables, before).is_disjoint(&places_in(tables, table))
}

/// The texts in the column of the place.
fn places_in(tables: &[Table], table: &PlaceTable) -> HashSet<String> {
    let columns = tables[table.table].columns.iter().filter(|column| column.name == table.place.column);
    columns.flat_map(column::Column::texts).collect()
}
