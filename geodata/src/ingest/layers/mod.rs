//! Reads admin layers: units with their areas, names and parents.

mod dissolving;
mod layouts;
mod unit_source;

use geo::{BoundingRect, InteriorPoint, Intersects};
use geo_types::Rect;

use super::codes::{CodeError, SeenCodes};
use super::config::{LayerAreas, LayerCodes, LayerConfig, LayerFile};
use super::fingerprint::Fingerprint;
use super::names::NameFields;
use super::plausibility::{self, Plausibility};
use super::report::{Findings, FoundPlace, Location, Reported};
use super::tables::{Cell, MarkUsage};
use super::text::metres;
use super::vectors::{FeatureRecord, Features, Field, make_valid};
use crate::index::{is_in, metres_to_border};
use crate::model::{AdminLayer, AdminLevel, AdminUnit, CodeKind, Names, UnitCode, UnitCodeError};
use crate::progress::Progress;
pub(super) use layouts::Layout;

use dissolving::put_together;
use unit_source::{PartSource, Source, UnitFields, UnitSource};

/// The part of a layer that could be read.
#[derive(Debug)]
pub(super) struct LoadedLayer {
    /// The units without errors; all of them, if the report has no errors.
    pub(super) layer: AdminLayer,
    /// The codes of all units, ascending, also of units with other errors, so that rows that refer to them are not reported.
    pub(super) keys: Vec<String>,
    /// True if every unit has a readable, unique code. Otherwise it is not known which codes do not exist.
    pub(super) complete: bool,
    /// Whether its position is plausible.
    pub(super) plausibility: Plausibility,
}

impl LoadedLayer {
    /// True if every unit could be read.
    pub(super) fn is_whole(&self) -> bool {
        self.complete && self.layer.units.len() == self.keys.len()
    }

    /// What its codes are.
    pub(super) fn codes(&self) -> LayerCodes {
        LayerCodes { kind: self.layer.codes, level: self.layer.level }
    }

    fn has(&self, code: &str) -> bool {
        self.keys.binary_search_by(|key| key.as_str().cmp(code)).is_ok()
    }

    /// The message for a code that certainly no unit has.
    pub(super) fn unknown(&self, code: &UnitCode) -> Option<String> {
        let (label, level) = (self.layer.level.label(), self.layer.level.id());
        let hint = LayerCodes::hint(code.as_str(), |key| self.has(key));
        let is_unknown = self.complete && !self.has(code.as_str());
        is_unknown.then(|| format!("there is no {label} `{code}` in the layer `{level}`{hint}"))
    }
}

/// A unit whose parent is not yet resolved.
struct PendingUnit {
    unit: AdminUnit,
    parent: Parent,
    at: Location,
}

/// How the unit above is found.
enum Parent {
    /// There is no level above.
    None,
    /// By its code, which stands there.
    Code(UnitCode, Box<Location>),
    /// The file does not say it: it is the one that the unit lies in.
    Position,
}

/// Reads one level from its files. `above` is the level above, if it could be read; `countries` are the codes of the countries in
/// `dataset.toml`.
// A reader has inputs, what it has seen, and three ways to tell of it.
#[allow(clippy::too_many_arguments)]
pub(super) fn read(
    config: &LayerConfig,
    files: &[LayerFile],
    above: Option<&LoadedLayer>,
    countries: &[String],
    seen: &mut SeenCodes,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<LoadedLayer> {
    let parent_codes = above.map(LoadedLayer::codes).or(config.above);
    let is_dissolved = matches!(config.areas, LayerAreas::Dissolved { .. });
    let parent_kind = parent_codes.map(|codes| codes.kind);
    let mut read = |file| Source::read(file, config, parent_kind, is_dissolved, fingerprint, progress, findings);
    // All files, so that one run shows the errors of all.
    let read: Vec<Option<Source>> = files.iter().map(&mut read).collect();
    let (mut sources, mut parts): (Vec<UnitSource>, Vec<PartSource>) = (Vec::new(), Vec::new());
    for source in read {
        match source? {
            Source::Units(units) => sources.push(units),
            Source::Parts(of_units) => parts.push(of_units),
        }
    }
    if let Some(first) = files.first().filter(|_| sources.is_empty()) {
        // No file names the units: the error says which columns they need.
        let first = LayerFile { part_of: None, ..first.clone() };
        Source::read(&first, config, parent_kind, is_dissolved, fingerprint, progress, findings);
        return None;
    }
    let whole = sources.first()?.features.at();
    let recognised = sources.iter().find_map(|source| source.codes);
    let codes = LayerCodes { kind: config.codes.or(recognised).unwrap_or_default(), level: config.level };
    let records = sources.iter().flat_map(|source| &source.features.list);
    let boxes: Vec<Rect<f64>> = records.filter_map(|record| record.geometry.as_ref()?.bounding_rect()).collect();
    if let Some(message) = plausibility::too_small(boxes.into_iter()) {
        findings.error("layer_too_small", whole, message);
        return None;
    }
    if is_dissolved {
        put_together(&mut sources, parts, codes, progress, findings);
    }
    let all: usize = sources.iter().map(|source| source.features.list.len()).sum();
    progress.stage(&format!("Checking {}", config.level.id()), Some(all as u64));
    let (mut pending_units, mut keys) = (Vec::with_capacity(all), Vec::with_capacity(all));
    for UnitSource { mut features, fields, .. } in sources {
        warn_of_lost_zeros(&features, &fields.pcode, codes, findings);
        for mut record in std::mem::take(&mut features.list) {
            let listed = findings.listed();
            let code = unit_code(&features, &record, &fields.pcode, codes, seen, findings);
            let id = code.as_ref().map(|code| code.as_str().to_owned());
            keys.extend(code.as_ref().map(|code| code.as_str().to_owned()));
            let pending = unit(&features, &mut record, &fields, code, parent_codes, findings);
            findings.are_about(listed, || FoundPlace { level: Some(codes.level.into()), id, ..FoundPlace::default() });
            pending_units.extend(pending);
            progress.advance(1);
        }
    }
    pending_units.sort_by(|a: &PendingUnit, b: &PendingUnit| a.unit.pcode.cmp(&b.unit.pcode));
    keys.sort_unstable();
    if let Some(above) = above {
        for pending in &mut pending_units {
            resolve_parent(pending, above, findings);
        }
        note_positions(&pending_units, above, &whole, findings);
    }
    let locations: Vec<Location> = pending_units.iter().map(|pending| pending.at.clone()).collect();
    let layer = AdminLayer {
        level: config.level,
        codes: codes.kind,
        boundaries: config.boundaries,
        note: config.note.clone(),
        sources: config.sources.clone(),
        units: pending_units.into_iter().map(|pending| pending.unit).collect(),
    };
    let placed_above = above.filter(|above| above.plausibility != Plausibility::Misplaced).map(|above| &above.layer);
    // The extent of an incomplete layer is not known.
    let whole_above = placed_above.filter(|_| above.is_some_and(LoadedLayer::is_whole));
    let plausibility = plausibility::check_layer(&layer, whole_above, countries, &whole, findings);
    if let Some(above) = placed_above.filter(|_| plausibility != Plausibility::Misplaced) {
        for (unit, at) in layer.units.iter().zip(locations) {
            compare_with_parent(unit, above, at, findings);
        }
    }
    let complete = keys.len() == all;
    Some(LoadedLayer { layer, keys, complete, plausibility })
}

/// The code of a feature, unless it is invalid or was seen before in any layer.
fn unit_code(
    features: &Features,
    record: &FeatureRecord,
    field: &Field,
    codes: LayerCodes,
    seen: &mut SeenCodes,
    findings: &mut Findings,
) -> Option<UnitCode> {
    let code = code_in(features, record, field, codes, findings).ok()?;
    let Some(code) = code else {
        let error = CodeError::from(UnitCodeError::Empty(codes.kind));
        findings.error(error.code(), features.at_field(record, field), error.to_string());
        return None;
    };
    if let Err(message) = seen.add(&code, codes, features.at_feature(record.number)) {
        findings.error(SeenCodes::finding(codes.kind), features.at_field(record, field), message);
        return None;
    }
    Some(code)
}

/// A code in a field, if there is one.
fn code_in(
    features: &Features,
    record: &FeatureRecord,
    field: &Field,
    codes: LayerCodes,
    findings: &mut Findings,
) -> Result<Option<UnitCode>, Reported> {
    codes.of_field(features.cell(record, field)).map_err(|error| {
        findings.error(error.code(), features.at_field(record, field), error.to_string());
        Reported
    })
}

/// Warns of official numbers that are stored as numbers and do not have the same number of digits: zeros at the beginning may be lost.
fn warn_of_lost_zeros(features: &Features, field: &Field, codes: LayerCodes, findings: &mut Findings) {
    let digits = features.list.iter().filter_map(|record| match features.cell(record, field) {
        Cell::Number(number) if codes.kind == CodeKind::Number => Some(number.to_string().len()),
        _ => None,
    });
    if let Some((least, most)) = digits.clone().min().zip(digits.max()).filter(|(least, most)| least < most) {
        let message = format!(
            "the official numbers are stored as numbers and have {least} to {most} digits: if all have {most}, zeros at the beginning are lost; store them as text"
        );
        findings.warning("code_zeros_lost", Location { column: Some(field.name.clone()), ..features.at() }, message);
    }
}

fn unit(
    features: &Features,
    record: &mut FeatureRecord,
    fields: &UnitFields,
    code: Option<UnitCode>,
    parent_codes: Option<LayerCodes>,
    findings: &mut Findings,
) -> Option<PendingUnit> {
    // Read everything before returning, so that all errors of a feature are reported at once.
    let names = names(features, record, &fields.names, findings);
    let population = match &fields.population {
        Some(field) => features.value(record, field, findings, |cell| cell.count(MarkUsage::default())),
        None => Some(None),
    };
    let parent = match (parent_codes, &fields.parent) {
        (None, _) => Ok(Parent::None),
        (Some(_), None) => Ok(Parent::Position),
        (Some(codes), Some(field)) => parent(features, record, field, codes, findings)
            .map(|code| Parent::Code(code, Box::new(features.at_field(record, field)))),
    };
    let repaired = record.geometry.take().map(make_valid)?.map_err(|error| {
        findings.error(error.code(), features.at_feature(record.number), error.to_string());
    });
    let repaired = repaired.ok()?;
    if let Some(reason) = &repaired.reason {
        let unit = code.as_ref().map_or_else(String::new, |code| format!(" of {code}"));
        let message =
            format!("the area{unit} was not valid ({reason}) and was mended; it has {:.1} km² now", repaired.km2);
        findings.warning("geometry_mended", features.at_feature(record.number), message);
    }
    let bbox: Rect<f64> = repaired.area.bounding_rect()?;
    let unit = AdminUnit {
        pcode: code?,
        parent: None,
        names: names?,
        population: population?,
        area: repaired.area,
        bbox,
        area_km2: repaired.km2,
    };
    Some(PendingUnit { unit, parent: parent.ok()?, at: features.at_feature(record.number) })
}

/// The code of the unit above.
fn parent(
    features: &Features,
    record: &FeatureRecord,
    field: &Field,
    codes: LayerCodes,
    findings: &mut Findings,
) -> Result<UnitCode, Reported> {
    code_in(features, record, field, codes, findings)?.ok_or_else(|| {
        let message = format!("the {} of the unit above is missing", codes.kind.label());
        findings.error("parent_missing", features.at_field(record, field), message);
        Reported
    })
}

/// The names of a feature; that in the main language of the dataset must be there.
pub(super) fn names(
    features: &Features,
    record: &FeatureRecord,
    fields: &NameFields<Field>,
    findings: &mut Findings,
) -> Option<Names> {
    let before = findings.errors();
    let names = fields.read(|field, _| features.value(record, field, findings, Cell::text).flatten());
    if let Err(missing) = &names
        && findings.errors() == before
    {
        findings.error("name_missing", features.at_field(record, &fields.main_column), missing.as_str());
    }
    names.ok().filter(|_| findings.errors() == before)
}

/// Finds the unit above.
fn resolve_parent(pending: &mut PendingUnit, above: &LoadedLayer, findings: &mut Findings) {
    match &pending.parent {
        Parent::None => {}
        Parent::Code(parent, at) => {
            pending.unit.parent = above.layer.position(parent.as_str());
            if pending.unit.parent.is_none()
                && let Some(message) = above.unknown(parent)
            {
                findings.error("parent_unknown", Location::clone(at), message);
            }
        }
        Parent::Position => {
            let inside = pending.unit.area.interior_point();
            let around = |unit: &AdminUnit| {
                inside.is_some_and(|inside| unit.bbox.intersects(&inside) && is_in(&unit.area, inside))
            };
            pending.unit.parent = above.layer.units.iter().position(around);
            // What is missing above has been reported.
            if pending.unit.parent.is_none() && above.is_whole() {
                let label = above.layer.level.label();
                let message = format!(
                    "the middle of {} ({}) lies in no {label}, and the file does not say to which it belongs; name a column with its code as `parent`",
                    pending.unit.pcode,
                    pending.unit.names.main()
                );
                findings.error("parent_not_found", pending.at.clone(), message);
            }
        }
    }
}

/// Says that units belong to what they lie in.
fn note_positions(units: &[PendingUnit], above: &LoadedLayer, whole: &Location, findings: &mut Findings) {
    let count = units.iter().filter(|pending| matches!(pending.parent, Parent::Position)).count();
    if count > 0 {
        let label = above.layer.level.label();
        let message = format!(
            "the file does not say to which {label} its units belong: each of {count} belongs to the one that its middle lies in"
        );
        findings.note("parent_by_position", whole.clone(), message);
    }
}

/// Checks that a unit lies in its parent.
fn compare_with_parent(unit: &AdminUnit, above: &AdminLayer, location: Location, findings: &mut Findings) {
    let Some(parent) = unit.parent.and_then(|position| above.units.get(position)) else { return };
    let Some(inside) = unit.area.interior_point() else { return };
    if !is_in(&parent.area, inside) {
        let message = format!(
            "the middle of {} ({}) lies outside its {} {}, {} from the border",
            unit.pcode,
            unit.names.main(),
            above.level.label(),
            parent.pcode,
            metres(metres_to_border(&parent.area, inside))
        );
        findings.warning("unit_outside_parent", location, message);
    }
}

/// Checks that the countries in `dataset.toml` are units of the country layer.
pub(super) fn check_countries(
    layers: &[LoadedLayer],
    countries: impl Iterator<Item = (String, usize)>,
    findings: &mut Findings,
) {
    let Some(top) = layers.iter().find(|loaded| loaded.layer.level == AdminLevel::Admin0) else { return };
    for (country, line) in countries {
        if top.complete && top.keys.binary_search(&country).is_err() {
            let known = super::text::listed(&top.keys);
            let message = format!("the country `{country}` is not in the layer `admin0`; it has: {known}");
            findings.error("unknown_country", Location::line(super::config::FILE, line), message);
        }
    }
}
