//! Reads a dataset folder into [`DatasetParts`], checks it, and reports what it finds.
//!
//! A dataset is a folder with `dataset.toml`, which describes each file. Reading never stops at the first error: the [`Report`] has
//! all findings of one run, each with its location in the sources. The parts are returned only if no finding is an error. Nothing
//! is guessed, and nothing is omitted silently.
//!
//! ```text
//! config ─► vectors ─► layers ─┬─► communities ─► places ─► counts · breakdowns · services
//!                              ├─► facilities
//!                              └─► borders
//! ```
//!
//! What a source withholds is suppressed (`tables`); sums that it states beside its parts are kept (`stated`), and what gives a suppressed value
//! away is suppressed too, and reported (`revealed`). Sums that contradict their parts are reported (`sums`), and estimates are compared with the counts
//! beside them (`estimates`).
//!
//! Errors do not cascade: a row that refers to a unit or community with an error is not reported for that.

mod borders;
mod breakdowns;
mod codes;
mod communities;
mod concordances;
mod config;
mod context;
mod counts;
mod elsewhere;
mod estimates;
mod facilities;
mod fingerprint;
mod folder;
#[doc(hidden)]
pub mod fuzzing;
mod inner_totals;
mod international_borders;
mod kept_tables;
mod keys;
mod larger_units;
mod layers;
mod locations;
mod matching;
mod names;
mod outliers;
mod parts;
mod placement;
mod places;
mod plausibility;
mod proposal;
mod remote;
mod report;
mod revealed;
mod rows;
mod services;
mod stated;
mod sums;
mod tables;
#[cfg(test)]
mod tests;
mod text;
mod total_words;
mod totals;
mod values;
mod vectors;
mod withheld;
mod zipped_files;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use geo_types::Rect;

pub use folder::{FileError, Folder};
pub use matching::{MATCHES, MatchesError, ParsedName, UnitType, write_matches};
pub use proposal::{
    NothingUsable, Proposal, ProposedFile, Unused, belonging_to, is_readable_kind, propose, readable_kinds,
};
pub use remote::{PROJ_NETWORK, RemoteFiles, proj_network_enabled};
pub use report::{
    Action, Allowed, AllowedError, BorderDetails, Candidate, DifferentTotal, Finding, FoundPlace, Group, Joined, Kind,
    LayerSummary, Line, LineKind, Location, Omitted, Outlier, Outlying, Outside, Report, Severity, Summary, Tallies,
    Totals, UnresolvedName,
};

use crate::index::{CommunityUnits, SpatialIndex};
use crate::model::{
    AdminLayer, AdminLevel, AdminUnit, BBox, Breakdown, Counts, DatasetParts, LeftOut, PlaceLevel, Round,
};
use crate::progress::Progress;
use crate::subtraction::Places;
use crate::topology::Topology;
use communities::LoadedCommunities;
use config::DatasetConfig;
use elsewhere::Elsewhere;
use fingerprint::Fingerprint;
use layers::LoadedLayer;
use matching::{Decisions, UnitFinder, UnitNames};
use places::PlaceTable;
use plausibility::Plausibility;
use report::Findings;
use rows::RowReader;
use services::DatasetExtent;
use stated::Located;

/// The result of reading a dataset.
#[derive(Debug)]
pub struct Ingested {
    /// All findings.
    pub report: Report,
    /// The dataset; only if the report has no errors.
    pub parts: Option<DatasetParts>,
    /// The topology of its layers; present if the parts are.
    pub topology: Option<Topology>,
    /// What could be read of a dataset with errors: for drawing the report, and for nothing else.
    pub rejected: Option<Box<DatasetParts>>,
}

/// What the reader of a dataset may do.
#[derive(Clone, Default)]
pub struct ReadOptions {
    /// Fetches sources that `dataset.toml` marks as remote; without it they are errors.
    pub remote: Option<Arc<dyn RemoteFiles>>,
    /// The errors whose rows and cells are left out.
    pub allowed: Allowed,
    /// What no dataset may be called: the beginnings of addresses that a server has for something else.
    pub reserved_ids: Vec<String>,
}

impl fmt::Debug for ReadOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { remote, allowed, reserved_ids } = self;
        let mut shown = f.debug_struct("ReadOptions");
        shown.field("remote", &remote.is_some()).field("allowed", allowed).field("reserved_ids", reserved_ids).finish()
    }
}

/// Reads and checks the dataset in a folder. There is always a report; the parts only if it has no errors.
pub fn read_dataset(dir: &Path, progress: &dyn Progress) -> Ingested {
    read_dataset_with(dir, ReadOptions::default(), progress)
}

/// Like [`read_dataset`], with options.
pub fn read_dataset_with(dir: &Path, options: ReadOptions, progress: &dyn Progress) -> Ingested {
    let ReadOptions { remote, allowed, reserved_ids } = options;
    let mut findings = Findings::allowing(allowed);
    let mut fingerprint = Fingerprint::default();
    let mut summary = Summary::default();
    if remote.is_none() && remote::proj_network_enabled() {
        findings.error("proj_network", Location::file(config::FILE), remote::PROJ_NETWORK);
        return Ingested { report: findings.into_report(summary), parts: None, topology: None, rejected: None };
    }
    let parts = config::read(dir, (remote, &reserved_ids), &mut fingerprint, &mut findings).map(|config| {
        summary.dataset = Some(config.info.id.clone());
        summary.title = Some(config.info.title.main().to_owned());
        summary.files_read = true;
        read_files(config, fingerprint, progress, &mut summary, &mut findings)
    });
    let report = findings.into_report(summary);
    let (parts, topology) = parts.unzip();
    progress.finish();
    if report.has_errors() {
        return Ingested { report, parts: None, topology: None, rejected: parts.map(Box::new) };
    }
    Ingested { report, parts, topology: topology.flatten(), rejected: None }
}

/// Reads all files of the dataset: what could be read of it, and the topology if it has no errors.
fn read_files(
    mut config: DatasetConfig,
    mut fingerprint: Fingerprint,
    progress: &dyn Progress,
    summary: &mut Summary,
    findings: &mut Findings,
) -> (DatasetParts, Option<Topology>) {
    let layers = read_layers(&config, &mut fingerprint, progress, findings);
    let mut finder = Arc::new(unit_finder(&config, &layers, &mut fingerprint, findings));
    let concordances = {
        let units = place_tables(&layers, &finder, None);
        let at = |level: PlaceLevel| units.iter().find(|(known, _)| *known == level).map(|(_, places)| places);
        concordances::read(&config.concordances, at, &mut RowReader::new(&mut fingerprint, progress), findings)
    };
    if let Some(finder) = Arc::get_mut(&mut finder) {
        finder.elsewhere = Elsewhere::new(&concordances);
    }
    let mut rows = RowReader::new(&mut fingerprint, progress);
    locations::read(&config.locations, &finder, &mut config.rounds, &mut rows, findings);
    let community_level = config.communities.as_ref().map_or(AdminLevel::Admin2, |communities| communities.codes.level);
    let stated = layers.iter().find(|loaded| loaded.layer.level == community_level);
    // From here on, rows are about places that are known; those with errors can be left out.
    findings.reads_rows(Some(LeftOut::default()));
    let communities = config.communities.as_ref().map(|communities| {
        let illustrative = config.info.illustrative;
        communities::read(communities, (stated, &finder), illustrative, &mut rows, findings)
    });
    // Facilities state no unit: those of communities, or else the finest, tell whether they are in the country.
    let units = stated.or(layers.last());
    let facilities = config.facilities.as_ref().map(|facilities| {
        facilities::read(facilities, &config.vocabulary, units, &mut fingerprint, progress, findings)
    });

    let country = layers.iter().find(|loaded| loaded.layer.level == AdminLevel::Admin0);
    let international_borders = config
        .borders
        .as_ref()
        .map(|borders| international_borders::read(borders, country, &mut fingerprint, progress, findings));

    let context = context::read(&config.context, &mut fingerprint, progress, findings);
    let ground = BBox::around(plausible_boxes(&layers)).as_ref().map(DatasetExtent::of);
    let places = place_tables(&layers, &finder, communities.as_ref().and_then(Option::as_ref));
    let at = |level: PlaceLevel| places.iter().find(|(known, _)| *known == level).map(|(_, places)| places);
    let mut rows = RowReader::new(&mut fingerprint, progress);
    let mut counts = counts::read(&config.counts, at, &mut rows, findings);
    let mut breakdowns = breakdowns::read(&config.breakdowns, at, &counts, &mut rows, findings);
    let communities_at = at(PlaceLevel::Community);
    let bands = config.vocabulary.bands();
    let services = services::read(&config.services, bands, communities_at, ground, &mut rows, findings);
    warn_of_uncounted_groups(&config, findings);

    if let Some(communities) =
        communities.as_ref().map_or(Some(&[][..]), |loaded| loaded.as_ref().map(|all| all.list.as_slice()))
        && findings.blocking() == 0
    {
        let layers: Vec<&AdminLayer> = layers.iter().map(|loaded| &loaded.layer).collect();
        let levels: Vec<_> = layers.iter().map(|layer| (PlaceLevel::from(layer.level), layer.units.len())).collect();
        let units = sums::Units { places: Places::new(&layers, communities, community_level), levels };
        compare_and_suppress(&config.rounds, &units, at, (&mut counts, &mut breakdowns), findings);
    }
    let (counts, stated_counts) = stated::split(counts);
    let (breakdowns, stated_breakdowns) = stated::split(breakdowns);
    let communities = communities.unwrap_or(Some(LoadedCommunities::default()));
    let facilities = facilities.unwrap_or(Some(Vec::new()));
    summary.layers = layers
        .iter()
        .map(|loaded| LayerSummary { level: loaded.layer.level, units: loaded.layer.units.len() })
        .collect();
    summary.communities = communities.as_ref().map_or(0, |communities| communities.list.len());
    summary.facilities = facilities.as_ref().map_or(0, Vec::len);
    summary.rounds = config.rounds.iter().map(|round| round.id.0.clone()).collect();
    (summary.counts, summary.breakdowns, summary.services) = (counts.len(), breakdowns.len(), services.len());
    let files = layer_files(&config);
    let misplaced = layers.iter().filter(|loaded| loaded.plausibility == Plausibility::Misplaced);
    let misplaced: Vec<AdminLevel> = misplaced.map(|loaded| loaded.layer.level).collect();
    let is_whole = communities.is_some() && facilities.is_some();
    let mut info = config.info;
    info.left_out = findings.left_out().to_vec();
    if !info.left_out.is_empty() {
        fingerprint.add("--allow", format!("{:?}", info.left_out).as_bytes());
    }
    if let Some(edition) = &mut info.boundary_edition {
        edition.concordances = concordances;
    }
    let parts = DatasetParts {
        info,
        vocabulary: config.vocabulary,
        sources: config.sources,
        layers: layers.into_iter().map(|loaded| loaded.layer).collect(),
        communities: communities.unwrap_or_default().list,
        community_level,
        community_sources: config.communities.map_or_else(Vec::new, |communities| communities.sources),
        facilities: facilities.unwrap_or_default(),
        facility_sources: config.facilities.map_or_else(Vec::new, |facilities| facilities.sources),
        international_borders: international_borders.flatten().unwrap_or_default(),
        context,
        rounds: config.rounds,
        counts,
        stated_counts,
        breakdowns,
        stated_breakdowns,
        services,
        fingerprint: fingerprint.digest(),
    }
    .in_main_language();
    // These checks take long, and are not worth it for a dataset with errors.
    // That a file could not be used at all is always reported.
    let is_sound = findings.blocking() == 0 && is_whole;
    if is_sound {
        let location =
            |level: AdminLevel| files.iter().find(|(of, _)| *of == level).map(|(_, location)| location.clone());
        let all: Vec<&AdminLayer> = parts.layers.iter().collect();
        let below = || all.iter().copied().filter(|layer| layer.level > community_level);
        let index = SpatialIndex::new(below(), &[], &[]);
        let units = CommunityUnits { layers: &all, stated: community_level, index: &index };
        for layer in below() {
            let location = location(layer.level).unwrap_or_default();
            placement::report_without_unit(units, layer, &parts.communities, &location, findings);
        }
    }
    let topology = is_sound.then(|| borders::build_topology(&parts.layers, &files, &misplaced, progress, findings));
    (parts, topology)
}

/// Compares figures with the sums that are stated of them, with the round before and with estimates, and suppresses what would give a withheld
/// value away.
fn compare_and_suppress<'p>(
    rounds: &[Round],
    units: &sums::Units,
    at: impl Fn(PlaceLevel) -> Option<&'p PlaceTable> + Copy,
    (counts, breakdowns): (&mut [Located<Counts>], &mut [Located<Breakdown>]),
    findings: &mut Findings,
) {
    stated::align(breakdowns);
    stated::report_missing(counts, &units.places, at, findings);
    stated::report_missing(breakdowns, &units.places, at, findings);
    sums::compare(counts, units, at, findings);
    sums::compare(breakdowns, units, at, findings);
    outliers::warn(rounds, counts, &units.places, at, findings);
    let copies = estimates::compare(counts, units, at, findings);
    revealed::suppress(units, &copies, counts, breakdowns, findings);
}

/// The bounding boxes of all units, except those of misplaced layers.
fn plausible_boxes(layers: &[LoadedLayer]) -> impl Iterator<Item = Rect<f64>> + Clone {
    let plausible = layers.iter().filter(|loaded| loaded.plausibility != Plausibility::Misplaced);
    plausible.flat_map(|loaded| loaded.layer.units.iter().flat_map(AdminUnit::boxes))
}

/// The source of each level.
fn layer_files(config: &DatasetConfig) -> Vec<(AdminLevel, Location)> {
    let location = |vector: &config::VectorFile| Location {
        layer: vector.layer.as_ref().map(|layer| layer.name.clone()),
        ..Location::file(vector.display_name())
    };
    let first = |layer: &config::LayerConfig| config.files_of(layer).first().map(|file| location(&file.vector));
    config.layers.iter().filter_map(|layer| Some((layer.level, first(layer)?))).collect()
}

fn read_layers(
    config: &DatasetConfig,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Vec<LoadedLayer> {
    let mut layers: Vec<LoadedLayer> = Vec::new();
    let mut seen = codes::SeenCodes::default();
    let mut countries = vec![config.info.country.clone()];
    countries.extend(config.rounds.iter().map(|round| round.country.clone()));
    for layer in &config.layers {
        let above = layers.iter().find(|loaded| Some(loaded.layer.level) == layer.level.above());
        let files = config.files_of(layer);
        let loaded = layers::read(layer, &files, above, &countries, &mut seen, fingerprint, progress, findings);
        layers.extend(loaded);
    }
    let dataset = std::iter::once((config.info.country.clone(), config.country_line));
    let rounds = config.rounds.iter().map(|round| round.country.clone()).zip(config.round_country_lines.clone());
    layers::check_countries(&layers, dataset.chain(rounds), findings);
    layers
}

/// The names of all units, and what the dataset says of names.
fn unit_finder(
    config: &DatasetConfig,
    layers: &[LoadedLayer],
    fingerprint: &mut Fingerprint,
    findings: &mut Findings,
) -> UnitFinder {
    let mut names = UnitNames::new(layers);
    let is_whole = layers.len() == config.layers.len() && layers.iter().all(|layer| layer.complete);
    for alias in &config.aliases {
        match names.with_code_as_written(&alias.unit.name) {
            Some(unit) => alias.names.iter().for_each(|name| names.add_alias(unit, name)),
            None if is_whole => {
                let message = format!("`{}` is the code of no unit", alias.unit.name);
                findings.error("alias_unit_unknown", Location::line(config::FILE, alias.unit.line), message);
            }
            None => {}
        }
    }
    let decisions = Decisions::read(&config.folder, &names, is_whole, fingerprint, findings);
    UnitFinder { names, decisions, elsewhere: Elsewhere::default() }
}

fn place_tables(
    layers: &[LoadedLayer],
    finder: &Arc<UnitFinder>,
    communities: Option<&LoadedCommunities>,
) -> Vec<(PlaceLevel, PlaceTable)> {
    let units = layers.iter().map(|loaded| {
        let places = PlaceTable::of_units(loaded.codes(), &loaded.keys, loaded.complete, Arc::clone(finder));
        (PlaceLevel::from(loaded.layer.level), places)
    });
    let communities = communities.map(|communities| (PlaceLevel::Community, PlaceTable::of_communities(communities)));
    units.chain(communities).collect()
}

/// Warns of groups that a round declares, but that no table counts: the dataset is probably unfinished.
fn warn_of_uncounted_groups(config: &DatasetConfig, findings: &mut Findings) {
    for round in &config.rounds {
        for coverage in &round.groups {
            let is_counted = config.counts.iter().any(|table| {
                table.rows.round == round.id && table.groups.iter().any(|counted| counted.group == coverage.group)
            });
            if !is_counted {
                let message =
                    format!("the round `{}` counts `{}`, but no table has its counts", round.id, coverage.group.id());
                findings.warning("group_without_counts", Location::file(config::FILE), message);
            }
        }
    }
}
