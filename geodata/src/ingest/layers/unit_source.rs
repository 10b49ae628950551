//! The files of a layer, read: their features, and which fields have what.

use super::super::config::{ColumnName, FILE, LayerColumns, LayerConfig, LayerFile, NamedColumns, PartOf, Replacement};
use super::super::fingerprint::Fingerprint;
use super::super::names::NameFields;
use super::super::report::{Findings, Location};
use super::super::text::trimmed;
use super::super::vectors::{Features, Field};
use super::layouts::Layout;
use crate::model::{CodeKind, Language};
use crate::progress::Progress;

/// One file of a layer.
pub(super) struct UnitSource {
    pub(super) features: Features,
    pub(super) fields: UnitFields,
    /// What its codes are, if its columns say so.
    pub(super) codes: Option<CodeKind>,
}

/// The fields of a unit.
pub(super) struct UnitFields {
    pub(super) pcode: Field,
    /// None if there is no level above, or the parent of a unit is the one that it lies in.
    pub(super) parent: Option<Field>,
    pub(super) names: NameFields<Field>,
    pub(super) population: Option<Field>,
}

/// What a file has of a layer.
pub(super) enum Source {
    /// Its units.
    Units(UnitSource),
    /// Parts of units that other files name.
    Parts(PartSource),
}

/// Parts of units that other files name.
pub(super) struct PartSource {
    pub(super) features: Features,
    /// The unit of the level above the parts.
    pub(super) whole: Field,
    /// Whether that level is the one that is made of the parts.
    pub(super) is_next: bool,
}

/// The columns by which a file is read.
enum Columns<'f> {
    Named(&'f NamedColumns),
    Layout(Layout),
    PartOf(&'f PartOf),
}

impl Columns<'_> {
    fn wanted(&self) -> Vec<ColumnName> {
        match self {
            Self::Named(columns) => {
                let mut wanted = vec![columns.pcode.clone()];
                wanted.extend(columns.names.all().cloned());
                wanted.extend(columns.parent.iter().chain(&columns.population).cloned());
                wanted
            }
            Self::Layout(layout) => layout.columns(),
            Self::PartOf(part_of) => vec![part_of.column.clone()],
        }
    }
}

impl Source {
    /// Reads a file. `is_dissolved` is whether the units are parts of those of the layer.
    pub(super) fn read(
        file: &LayerFile,
        config: &LayerConfig,
        parent_codes: Option<CodeKind>,
        is_dissolved: bool,
        fingerprint: &mut Fingerprint,
        progress: &dyn Progress,
        findings: &mut Findings,
    ) -> Option<Self> {
        let mut chosen = None;
        let mut choose = |fields: &[String], at: &Location, findings: &mut Findings| {
            let columns = match &file.columns {
                LayerColumns::Named(columns) => {
                    let is_there = fields.iter().any(|field| trimmed(field) == columns.pcode.name);
                    let instead = file.part_of.as_ref().filter(|_| !is_there);
                    instead.map_or(Columns::Named(columns), Columns::PartOf)
                }
                LayerColumns::Recognised => {
                    match (Layout::recognise(fields, config, parent_codes, is_dissolved), &file.part_of) {
                        (Ok(layout), _) => Columns::Layout(layout),
                        (Err(_), Some(part_of)) => Columns::PartOf(part_of),
                        (Err(message), None) => {
                            findings.error("columns_not_recognised", at.clone(), message);
                            return None;
                        }
                    }
                }
            };
            Some(chosen.insert(columns).wanted())
        };
        let (mut features, found) =
            Features::read_choosing(&file.vector, &mut choose, fingerprint, progress, findings)?;
        let mut source = match chosen? {
            Columns::Named(columns) => UnitSource::of_names(columns, features, &found)?,
            Columns::Layout(layout) => UnitSource::of_layout(&layout, features, &found, &config.languages, findings)?,
            Columns::PartOf(part_of) => {
                let whole = found.into_iter().next()?;
                replace(&mut features, &whole, &part_of.codes, findings);
                return Some(Self::Parts(PartSource { features, whole, is_next: part_of.is_next }));
            }
        };
        replace(&mut source.features, &source.fields.pcode, &file.pcodes, findings);
        if let Some(parent) = &source.fields.parent {
            replace(&mut source.features, parent, &file.parents, findings);
        }
        Some(Self::Units(source))
    }
}

impl UnitSource {
    fn of_names(columns: &NamedColumns, features: Features, found: &[Field]) -> Option<Self> {
        let field = |wanted: &ColumnName| found.iter().find(|field| field.name == wanted.name).cloned();
        let fields = UnitFields {
            pcode: field(&columns.pcode)?,
            // From the end: it may be the column of codes once more, with other values in place of what stands there.
            parent: columns
                .parent
                .as_ref()
                .and_then(|wanted| found.iter().rev().find(|field| field.name == wanted.name).cloned()),
            names: NameFields::find(&columns.names, field)?,
            population: columns.population.as_ref().and_then(field),
        };
        Some(Self { features, fields, codes: None })
    }

    fn of_layout(
        layout: &Layout,
        features: Features,
        found: &[Field],
        languages: &[Language],
        findings: &mut Findings,
    ) -> Option<Self> {
        let field = |wanted: &str| found.iter().find(|field| field.name == wanted).cloned();
        let names = match layout.names(&features, found, languages) {
            Ok(names) => names,
            Err(message) => {
                findings.error("names_not_recognised", features.at(), message);
                return None;
            }
        };
        let names: Vec<(Language, Field)> =
            names.into_iter().filter_map(|(language, name)| Some((language, field(&name)?))).collect();
        findings.note("columns_recognised", features.at(), layout.describe(&names));
        let fields = UnitFields {
            pcode: field(&layout.code)?,
            parent: layout.parent.as_deref().and_then(field),
            names: NameFields::of(names)?,
            population: None,
        };
        Some(Self { features, fields, codes: Some(layout.codes) })
    }
}

/// Reads codes in place of what stands in a field. One that is for nothing there is a warning.
fn replace(features: &mut Features, field: &Field, replacements: &[Replacement], findings: &mut Findings) {
    let mut unused: Vec<&Replacement> = replacements.iter().collect();
    features.replace(field, |text| {
        let replacement = replacements.iter().find(|replacement| replacement.found.name == text)?;
        unused.retain(|other| other.found.name != text);
        Some(replacement.meant.clone())
    });
    for Replacement { found, meant } in unused {
        let message = format!("`{meant}` is given for `{}`, which no feature has in `{}`", found.name, field.name);
        findings.warning("replacement_unused", Location::line(FILE, found.line), message);
    }
}
