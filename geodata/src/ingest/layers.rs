//! Reads admin layers: units with their areas, names and parents.

use geo::{BoundingRect, InteriorPoint};
use geo_types::Rect;

use super::codes::{CodeError, SeenCodes};
use super::config::{LayerCodes, LayerConfig};
use super::fingerprint::Fingerprint;
use super::names::NameFields;
use super::plausibility::{self, Plausibility};
use super::report::{Findings, Location, Reported};
use super::tables::{Cell, MarkUsage};
use super::text::metres;
use super::vectors::{FeatureRecord, Features, Field, make_valid};
use crate::index::{is_in, metres_to_border};
use crate::model::{AdminLayer, AdminLevel, AdminUnit, CodeKind, Names, UnitCode, UnitCodeError};
use crate::progress::Progress;

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
    fn is_whole(&self) -> bool {
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

struct UnitFields {
    pcode: Field,
    /// With the kind of the codes in it.
    parent: Option<(Field, LayerCodes)>,
    names: NameFields<Field>,
    population: Option<Field>,
}

/// A unit whose parent is not yet resolved from its code.
struct PendingUnit {
    unit: AdminUnit,
    parent: Option<UnitCode>,
    feature: u64,
}

/// Reads one level. `above` is the level above, if it could be read; `countries` are the codes of the countries in `dataset.toml`.
pub(super) fn read(
    config: &LayerConfig,
    above: Option<&LoadedLayer>,
    countries: &[String],
    seen: &mut SeenCodes,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<LoadedLayer> {
    let mut wanted = vec![&config.pcode];
    wanted.extend(config.names.all());
    wanted.extend(config.parent.iter().map(|parent| &parent.column).chain(&config.population));
    let (mut features, found) = Features::read(&config.vector, &wanted, fingerprint, progress, findings)?;
    let field = |wanted: &str| found.iter().find(|field| field.name == wanted).cloned();
    let fields = UnitFields {
        pcode: field(&config.pcode.name)?,
        parent: config.parent.as_ref().and_then(|parent| Some((field(&parent.column.name)?, parent.codes))),
        names: NameFields::find(&config.names, |column| field(&column.name))?,
        population: config.population.as_ref().and_then(|column| field(&column.name)),
    };
    let boxes = features.list.iter().filter_map(|record| record.geometry.as_ref()?.bounding_rect());
    if let Some(message) = plausibility::too_small(boxes) {
        findings.error("layer_too_small", features.at(), message);
        return None;
    }
    progress.stage(&format!("Checking {}", config.level.id()), Some(features.list.len() as u64));
    let codes = LayerCodes { kind: config.codes, level: config.level };
    warn_of_lost_zeros(&features, &fields.pcode, codes, findings);
    let mut pending_units = Vec::with_capacity(features.list.len());
    let mut keys = Vec::with_capacity(features.list.len());
    let all = features.list.len();
    for mut record in std::mem::take(&mut features.list) {
        let code = unit_code(&features, &record, &fields.pcode, codes, seen, findings);
        keys.extend(code.as_ref().map(|code| code.as_str().to_owned()));
        let pending = unit(&features, &mut record, &fields, code, findings);
        pending_units.extend(pending);
        progress.advance(1);
    }
    pending_units.sort_by(|a: &PendingUnit, b: &PendingUnit| a.unit.pcode.cmp(&b.unit.pcode));
    keys.sort_unstable();
    if let (Some(above), Some((field, _))) = (above, &fields.parent) {
        for pending in &mut pending_units {
            resolve_parent(pending, above, &features, field, findings);
        }
    }
    let numbers: Vec<u64> = pending_units.iter().map(|pending| pending.feature).collect();
    let layer = AdminLayer {
        level: config.level,
        codes: config.codes,
        boundaries: config.boundaries,
        note: config.note.clone(),
        sources: config.sources.clone(),
        units: pending_units.into_iter().map(|pending| pending.unit).collect(),
    };
    let placed_above = above.filter(|above| above.plausibility != Plausibility::Misplaced).map(|above| &above.layer);
    // The extent of an incomplete layer is not known.
    let whole_above = placed_above.filter(|_| above.is_some_and(LoadedLayer::is_whole));
    let plausibility = plausibility::check_layer(&layer, whole_above, countries, &features.at(), findings);
    if let Some(above) = placed_above.filter(|_| plausibility != Plausibility::Misplaced) {
        for (unit, number) in layer.units.iter().zip(numbers) {
            compare_with_parent(unit, above, features.at_feature(number), findings);
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
        findings.error(error.code(), features.at_field(record.number, field), error.to_string());
        return None;
    };
    if let Err(message) = seen.add(&code, codes, features.at_feature(record.number)) {
        findings.error(SeenCodes::finding(codes.kind), features.at_field(record.number, field), message);
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
        findings.error(error.code(), features.at_field(record.number, field), error.to_string());
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
    findings: &mut Findings,
) -> Option<PendingUnit> {
    // Read everything before returning, so that all errors of a feature are reported at once.
    let names = names(features, record, &fields.names, findings);
    let population = match &fields.population {
        Some(field) => features.value(record, field, findings, |cell| cell.count(MarkUsage::default())),
        None => Some(None),
    };
    let parent = match &fields.parent {
        Some((field, codes)) => parent(features, record, field, *codes, findings).map(Some),
        None => Ok(None),
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
    Some(PendingUnit { unit, parent: parent.ok()?, feature: record.number })
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
        findings.error("parent_missing", features.at_field(record.number, field), message);
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
    let names = fields.read(|field| features.value(record, field, findings, Cell::text).flatten());
    if let Err(missing) = &names
        && findings.errors() == before
    {
        findings.error("name_missing", features.at_field(record.number, &fields.main_column), missing.as_str());
    }
    names.ok().filter(|_| findings.errors() == before)
}

/// Resolves the code of the parent to its position.
fn resolve_parent(
    pending: &mut PendingUnit,
    above: &LoadedLayer,
    features: &Features,
    field: &Field,
    findings: &mut Findings,
) {
    let Some(parent) = &pending.parent else { return };
    pending.unit.parent = above.layer.position(parent.as_str());
    if pending.unit.parent.is_none()
        && let Some(message) = above.unknown(parent)
    {
        findings.error("parent_unknown", features.at_field(pending.feature, field), message);
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
