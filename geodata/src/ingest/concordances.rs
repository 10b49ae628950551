//! Reads concordances: which units of another edition of boundaries, and of this dataset, cover each other.

use std::collections::{BTreeSet, HashMap};

use super::config::{ConcordanceConfig, Larger};
use super::places::{Matching, PlaceTable, match_by_key};
use super::report::Findings;
use super::rows::RowReader;
use super::tables::{Cell, Row};
use super::text::excerpt;
use crate::model::{Concordance, PlaceLevel};

/// How many rows all concordances have together at most: they are part of the manifest of an edition, whose size is bounded.
const MAX_ROWS: usize = 60_000;
/// The longest code of a unit of another dataset, in bytes.
const MAX_CODE_BYTES: usize = 64;

/// Reads all concordances. Each unit of the level must be in one of the rows: an area that is missing on one side cannot be compared.
pub(super) fn read<'p>(
    configs: &[ConcordanceConfig],
    places: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Vec<Concordance> {
    let mut left = MAX_ROWS;
    let read = configs.iter().filter_map(|config| {
        let pairs = pairs(config, places(config.level.into())?, &mut left, rows, findings)?;
        Some(Concordance {
            dataset: config.dataset.clone(),
            level: config.level,
            sources: config.sources.clone(),
            pairs: pairs.into_iter().collect(),
        })
    });
    read.collect()
}

fn pairs(
    config: &ConcordanceConfig,
    units: &PlaceTable,
    left: &mut usize,
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Option<BTreeSet<[String; 2]>> {
    let (mut pairs, mut is_mapped, mut at) = (BTreeSet::new(), vec![false; units.len()], None);
    for file in &config.tables {
        let table = rows.read(file, &[&config.from, &config.to], findings)?;
        let Some(rest) = left.checked_sub(table.len()) else {
            let message = format!("concordances have at most {MAX_ROWS} rows together; this table has {}", table.len());
            findings.error("table_too_large", table.at(), message);
            return None;
        };
        *left = rest;
        let larger = Larger::default();
        let matching = Matching { place: &config.to, larger: &larger, totals: &file.totals, repeats: true };
        let matched = match_by_key(&table, matching, Some(units), findings)?;
        matched.report_unknown(&table, Some(units), findings);
        let from = table.column(&config.from, findings)?;
        let mut first: HashMap<usize, Row> = HashMap::new();
        for (unit, row) in matched.rows.iter().copied() {
            let before = *first.entry(unit).or_insert(row);
            if before != row {
                let at = table.at_cell(row, &matched.column);
                findings.refuse_one_decision(&table.at_row(before), &table.at_row(row), at);
            }
            if let Some(mapped) = is_mapped.get_mut(unit) {
                *mapped = true;
            }
            match table.value(row, &from, findings, Cell::key) {
                Some(Some(code)) if code.len() > MAX_CODE_BYTES => {
                    let message = format!("`{}` is longer than {MAX_CODE_BYTES} bytes", excerpt(&code));
                    findings.error("code_malformed", table.at_cell(row, &from), message);
                }
                Some(Some(code)) => {
                    pairs.insert([code, units.key(unit).to_owned()]);
                }
                Some(None) => {
                    let message = format!("the row does not say which unit of `{}` is meant", config.dataset);
                    findings.error("concordance_code_missing", table.at_cell(row, &from), message);
                }
                None => {}
            }
        }
        at.get_or_insert_with(|| table.at());
    }
    let is_missing = is_mapped.iter().enumerate().filter(|(_, mapped)| !**mapped);
    for (unit, _) in is_missing {
        let (key, dataset) = (units.key(unit), &config.dataset);
        let message = format!("`{key}` is in no row: nothing says which units of `{dataset}` it was made of");
        findings.error("concordance_unit_missing", at.clone().unwrap_or_default(), message);
    }
    Some(pairs)
}
