//! Makes the units of a layer of those of a layer below.

use std::collections::HashMap;

use geo_types::Geometry;

use super::super::config::LayerCodes;
use super::super::report::{Findings, Location};
use super::super::tables::Cell;
use super::super::vectors::{FeatureRecord, make_valid};
use super::unit_source::{PartSource, UnitSource};
use crate::progress::Progress;
use crate::topology::dissolve;

/// The features of one unit.
struct Group {
    /// The first one, which stands for all: the position of its file, and its position there.
    first: (usize, usize),
    number: usize,
}

/// Puts together the features with the same code: the first one stays, with the area of all. `parts` are those of files that only say to which
/// unit they belong.
pub(super) fn put_together(
    sources: &mut [UnitSource],
    parts: Vec<PartSource>,
    codes: LayerCodes,
    progress: &dyn Progress,
    findings: &mut Findings,
) {
    let mut groups: HashMap<String, Group> = HashMap::new();
    let (mut areas, mut group_of_area) = (Vec::new(), Vec::new());
    for (position, source) in sources.iter().enumerate() {
        for (place, record) in source.features.list.iter().enumerate() {
            // A missing code is an error, of every feature.
            let Ok(Some(code)) = source.features.cell(record, &source.fields.pcode).text() else { continue };
            let number = groups.len();
            let group = groups.entry(code).or_insert(Group { first: (position, place), number });
            if group.first != (position, place) {
                report_differences(sources, group.first, (position, place), codes, findings);
            }
            // One that cannot be mended is an error of the layer below.
            if let Some(Ok(repaired)) = record.geometry.clone().map(make_valid) {
                areas.push(repaired.area);
                group_of_area.push(group.number);
            }
        }
    }
    for source in parts {
        for record in &source.features.list {
            let code = source.features.cell(record, &source.whole).text().ok().flatten();
            // What is missing or unknown is an error of the layer below. Two levels above, the only unit has all.
            let group = match code.filter(|_| source.is_next) {
                Some(code) => groups.get(&code),
                None => groups.values().next().filter(|_| groups.len() == 1),
            };
            let Some(group) = group else {
                report_without_whole(&source, record, codes, findings);
                continue;
            };
            if let Some(Ok(repaired)) = record.geometry.clone().map(make_valid) {
                areas.push(repaired.area);
                group_of_area.push(group.number);
            }
        }
    }
    let dissolved = dissolve(&areas.iter().collect::<Vec<_>>(), &group_of_area, groups.len(), progress);
    let mut areas: HashMap<(usize, usize), _> = HashMap::new();
    for group in groups.into_values() {
        areas.insert(group.first, dissolved.get(group.number).cloned());
    }
    for (position, source) in sources.iter_mut().enumerate() {
        let mut kept = Vec::new();
        let code = source.fields.pcode.clone();
        for (place, mut record) in std::mem::take(&mut source.features.list).into_iter().enumerate() {
            if let Some(area) = areas.remove(&(position, place)) {
                record.geometry = area.filter(|area| !area.0.is_empty()).map(Geometry::MultiPolygon);
                kept.push(record);
            } else if !matches!(source.features.cell(&record, &code).text(), Ok(Some(_))) {
                kept.push(record);
            }
        }
        source.features.list = kept;
    }
}

/// Reports a part of which nothing says to which unit it belongs.
fn report_without_whole(source: &PartSource, record: &FeatureRecord, codes: LayerCodes, findings: &mut Findings) {
    let label = codes.level.label();
    let message = if source.is_next {
        let code = shown(source.features.cell(record, &source.whole));
        format!(
            "it belongs to the {label} `{code}`, which no other file of the layer names; name another, or give the layer above a file of its own"
        )
    } else {
        format!("nothing says to which {label} it belongs; give that layer a file of its own")
    };
    findings.error("dissolve_without_whole", source.features.at_field(record, &source.whole), message);
}

/// Reports what two features of one unit say differently of it.
fn report_differences(
    sources: &[UnitSource],
    first: (usize, usize),
    other: (usize, usize),
    codes: LayerCodes,
    findings: &mut Findings,
) {
    let (Some(source), Some(beside)) = (sources.get(first.0), sources.get(other.0)) else { return };
    let (Some(known), Some(record)) = (source.features.list.get(first.1), beside.features.list.get(other.1)) else {
        return;
    };
    // Files may have names in different languages.
    let names = beside.fields.names.by_language().filter_map(|(language, same)| {
        let (_, field) = source.fields.names.by_language().find(|(known, _)| *known == language)?;
        Some((field, same))
    });
    for (field, same) in source.fields.parent.iter().zip(&beside.fields.parent).chain(names) {
        let (is, was) = (beside.features.cell(record, same), source.features.cell(known, field));
        if is == was {
            continue;
        }
        let code = beside.features.cell(record, &beside.fields.pcode);
        let message = format!(
            "the {} `{}` has `{}` here, and `{}` in {}: the units that it is made of must say the same",
            codes.level.label(),
            shown(code),
            shown(is),
            shown(was),
            Location { column: None, ..source.features.at_feature(known.number) }
        );
        findings.error("dissolve_differs", beside.features.at_field(record, same), message);
    }
}

fn shown(cell: &Cell) -> String {
    cell.text().ok().flatten().unwrap_or_default()
}
