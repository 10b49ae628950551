//! Resolves the sections of admin layers: their files, or the level that they are made of, and their columns.

use std::collections::{BTreeMap, HashMap};

use serde_spanned::Spanned;

use super::super::text::trimmed;
use super::check::Checker;
use super::file_names::FileNames;
use super::name_keys::WithNames;
use super::schema::{self, LayerSection, Text};
use super::{LayerAreas, LayerColumns, LayerConfig, LayerFile, NamedColumns, Replacement};
use crate::model::{AdminLevel, BoundaryStatus, Labels};

/// What a layer that is made of another says of its boundaries.
fn dissolved_note(from: AdminLevel) -> String {
    format!("The boundaries are those of the units of `{}`, put together.", from.id())
}

impl Checker<'_> {
    pub(super) fn layers(&mut self, sections: &[LayerSection]) -> Vec<LayerConfig> {
        let mut layers: Vec<LayerConfig> = Vec::new();
        let mut lines: HashMap<AdminLevel, usize> = HashMap::new();
        for section in sections {
            let level =
                self.one_of(&section.level, "unknown_level", "an admin level", &AdminLevel::ALL, AdminLevel::id);
            if let Some(level) = level {
                let last = self.levels.last().copied();
                if let Some(first) = lines.get(&level) {
                    let message = format!("the layer `{}` is already given on line {first}", level.id());
                    self.error(&section.level, "duplicate_layer", message);
                } else if let Some(last) = last.filter(|last| *last > level) {
                    let message =
                        format!("`{}` comes after `{}`; list the layers from the country down", level.id(), last.id());
                    self.error(&section.level, "layer_order", message);
                } else if let Some(last) = last.filter(|last| level.above() != Some(*last)) {
                    let message = format!(
                        "there is no layer between `{}` and `{}`; levels must follow each other without a gap",
                        last.id(),
                        level.id()
                    );
                    self.error(&section.level, "layer_gap", message);
                }
                let line = self.line(&section.level);
                lines.entry(level).or_insert(line);
                self.levels.push(level);
            }
            let layer = self.layer(section, level, sections);
            layers.extend(layer);
        }
        layers
    }

    fn layer(
        &mut self,
        section: &LayerSection,
        level: Option<AdminLevel>,
        sections: &[LayerSection],
    ) -> Option<LayerConfig> {
        let above = level.and_then(AdminLevel::above).filter(|above| self.levels.contains(above));
        let note = self.optional_said(section.note.as_ref());
        let columns = self.optional_columns(section.columns.as_ref(), above);
        let (areas, below) = match &section.dissolve {
            Some(dissolve) => {
                let below = level.and_then(|level| self.level_to_dissolve(section, dissolve, level, sections));
                let areas = |from| columns.map(|columns| LayerAreas::Dissolved { from, columns });
                (below.and_then(|(from, _)| areas(from)), below)
            }
            None => (columns.and_then(|columns| self.files(section, &columns, above)).map(LayerAreas::Files), None),
        };
        // A layer that is made of another has its boundaries and sources, unless it says something else.
        let below_section = below.map(|(_, section)| section);
        let boundaries = section.boundaries.as_ref().or(below_section.and_then(|below| below.boundaries.as_ref()));
        let sources = section.sources.as_ref().or(below_section.and_then(|below| below.sources.as_ref()));
        let is_made_of_nothing = section.dissolve.is_some() && below.is_none();
        for (key, is_given) in [("boundaries", boundaries.is_some()), ("sources", sources.is_some())] {
            if !is_given && !is_made_of_nothing {
                self.error(&section.level, "missing_key", format!("missing key `{key}` in the section of the layer"));
            }
        }
        let statuses = [BoundaryStatus::Official, BoundaryStatus::Generalised, BoundaryStatus::Schematic];
        let boundaries = boundaries.and_then(|boundaries| {
            self.one_of(boundaries, "unknown_boundaries", "a kind of boundaries", &statuses, BoundaryStatus::id)
        });
        let sources = sources.and_then(|sources| self.sources_of(sources));
        let note = match below {
            Some((from, _)) => {
                let dissolved = dissolved_note(from);
                Some(match note {
                    Some(note) => note.map(|note| format!("{note} {dissolved}")),
                    None => Labels::from(dissolved),
                })
            }
            None => note,
        };
        Some(LayerConfig {
            level: level?,
            codes: self.stated_codes(level?),
            above: above.map(|above| self.codes_of(above)),
            areas: areas?,
            boundaries: boundaries?,
            note,
            sources: sources?,
            languages: self.languages.clone(),
        })
    }

    /// The files of a layer, each with its columns.
    fn files(
        &mut self,
        section: &LayerSection,
        columns: &LayerColumns,
        above: Option<AdminLevel>,
    ) -> Option<Vec<LayerFile>> {
        let names = section.file.as_ref().map_or_else(Vec::new, FileNames::texts);
        let vectors = section.vectors(&names);
        if vectors.is_empty() {
            let message = "the layer has no file: name one with `file`, several with `file = [\"…\", \"…\"]` or `[[layers.files]]`, or the level below that it is made of with `dissolve`";
            self.error(&section.level, "layer_without_file", message);
            return None;
        }
        let own = std::iter::repeat_n(None, names.len()).chain(section.files.iter().map(Some));
        let mut files = Vec::with_capacity(vectors.len());
        let mut is_complete = true;
        for (vector, own) in vectors.into_iter().zip(own) {
            let columns = match own.and_then(|own| own.columns.as_ref()) {
                Some(own) => self.layer_columns(own, above),
                None => Some(columns.clone()),
            };
            let pcodes = own.map_or_else(Vec::new, |own| self.replacements(&own.pcodes));
            let parents = own.map_or_else(Vec::new, |own| self.replacements(&own.parents));
            match self.vector_file(vector).zip(columns) {
                Some((vector, columns)) => files.push(LayerFile { vector, columns, pcodes, parents, part_of: None }),
                None => is_complete = false,
            }
        }
        is_complete.then_some(files)
    }

    fn replacements(&mut self, pairs: &BTreeMap<Text, Text>) -> Vec<Replacement> {
        let replacement = |(found, meant): (&Text, &Text)| {
            let (found, meant) = (self.located_name(found), self.non_empty(meant));
            Some(Replacement { found: found?, meant: meant? })
        };
        pairs.iter().filter_map(replacement).collect()
    }

    /// The level that a layer is made of, and its section.
    fn level_to_dissolve<'s>(
        &mut self,
        section: &LayerSection,
        dissolve: &Text,
        level: AdminLevel,
        sections: &'s [LayerSection],
    ) -> Option<(AdminLevel, &'s LayerSection)> {
        let from = self.one_of(dissolve, "unknown_level", "an admin level", &AdminLevel::ALL, AdminLevel::id)?;
        if section.file.is_some() || !section.files.is_empty() {
            let message = "a layer has files, or is made of the level below, but not both; remove `file` or `dissolve`";
            self.error(dissolve, "dissolve_with_file", message);
            return None;
        }
        if let Some(columns) = &section.columns
            && let Some(population) = &columns.get_ref().others.population
        {
            let message = format!(
                "the population in `{}` is that of `{}`, not of what is made of them; remove it",
                population.get_ref(),
                from.id()
            );
            self.error(population, "dissolve_population", message);
            return None;
        }
        let below = sections.iter().find(|other| trimmed(other.level.get_ref()) == from.id());
        let below = below.filter(|below| from > level && below.dissolve.is_none());
        if below.is_none() {
            let (level, from) = (level.id(), from.id());
            let message = format!("`{level}` cannot be made of `{from}`: name a level below it that has files");
            self.error(dissolve, "dissolve_level", message);
        }
        below.map(|below| (from, below))
    }

    /// The columns that a layer names, if it names any; none if they have an error.
    fn optional_columns(
        &mut self,
        columns: Option<&Spanned<WithNames<schema::LayerColumns>>>,
        above: Option<AdminLevel>,
    ) -> Option<LayerColumns> {
        columns.map_or(Some(LayerColumns::Recognised), |columns| self.layer_columns(columns, above))
    }

    fn layer_columns(
        &mut self,
        section: &Spanned<WithNames<schema::LayerColumns>>,
        above: Option<AdminLevel>,
    ) -> Option<LayerColumns> {
        let columns = &section.get_ref().others;
        let pcode = self.located_name(&columns.pcode);
        let parent = columns.parent.as_ref().and_then(|parent| self.located_name(parent));
        if let (None, Some(above)) = (&columns.parent, above) {
            let message = format!(
                "`columns` has no `parent`: name the column with the {} of each unit's {}",
                self.codes_of(above).kind.label(),
                above.label()
            );
            self.error(section, "parent_column_missing", message);
        }
        let names = self.name_columns(section, columns.aliases.as_ref());
        let population = columns.population.as_ref().and_then(|column| self.located_name(column));
        let parent = parent.filter(|_| above.is_some());
        Some(LayerColumns::Named(Box::new(NamedColumns { pcode: pcode?, parent, names: names?, population })))
    }
}
