//! The files of a layer, read: their features, and which fields have what.

use super::super::config::{ColumnName, FILE, LayerColumns, LayerConfig, LayerFile, NamedColumns, Replacement};
use super::super::fingerprint::Fingerprint;
use super::super::names::NameFields;
use super::super::report::{Findings, Location};
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

impl UnitSource {
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
        let source = match &file.columns {
            LayerColumns::Named(columns) => Self::read_named(file, columns, fingerprint, progress, findings),
            LayerColumns::Recognised => {
                Self::read_recognised(file, config, parent_codes, is_dissolved, fingerprint, progress, findings)
            }
        };
        let mut source = source?;
        replace(&mut source.features, &source.fields.pcode, &file.pcodes, findings);
        if let Some(parent) = &source.fields.parent {
            replace(&mut source.features, parent, &file.parents, findings);
        }
        Some(source)
    }

    fn read_recognised(
        file: &LayerFile,
        config: &LayerConfig,
        parent_codes: Option<CodeKind>,
        is_dissolved: bool,
        fingerprint: &mut Fingerprint,
        progress: &dyn Progress,
        findings: &mut Findings,
    ) -> Option<Self> {
        let mut recognised = None;
        let mut choose = |fields: &[String], at: &Location, findings: &mut Findings| match Layout::recognise(
            fields,
            config,
            parent_codes,
            is_dissolved,
        ) {
            Ok(layout) => Some(recognised.insert(layout).columns()),
            Err(message) => {
                findings.error("columns_not_recognised", at.clone(), message);
                None
            }
        };
        let (features, fields) = Features::read_choosing(&file.vector, &mut choose, fingerprint, progress, findings)?;
        Self::of_layout(&recognised?, features, &fields, &config.languages, findings)
    }

    fn read_named(
        file: &LayerFile,
        columns: &NamedColumns,
        fingerprint: &mut Fingerprint,
        progress: &dyn Progress,
        findings: &mut Findings,
    ) -> Option<Self> {
        let mut wanted = vec![&columns.pcode];
        wanted.extend(columns.names.all());
        wanted.extend(columns.parent.iter().chain(&columns.population));
        let (features, found) = Features::read(&file.vector, &wanted, fingerprint, progress, findings)?;
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
