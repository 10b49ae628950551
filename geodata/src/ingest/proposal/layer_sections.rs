//! Writes the sections of layers.

use super::super::config::OPEN;
use super::description::{Description, inline_table};
use super::languages::names_for;
use super::layer::{Layer, LayerColumns, MoreUnits};
use super::toml_text::{TomlText, behind, list, quoted};
use crate::model::CodeKind;

impl Description<'_> {
    /// Writes the section of a layer.
    pub(super) fn layer_section(&self, layer: &Layer, out: &mut TomlText) {
        out.section("[[layers]]");
        out.comment(&format!(
            "{} {}; {}.",
            layer.own_units(),
            if layer.own_units() == 1 { "unit" } else { "units" },
            layer.why
        ));
        out.text("level", layer.level.id());
        match (&layer.dissolve, &layer.files[..]) {
            (Some(below), _) => out.text("dissolve", below.id()),
            (None, [(file, of_file)]) => {
                out.text("file", file);
                if let Some(of_file) = of_file {
                    out.text("layer", of_file);
                }
            }
            (None, several) => out.key("file", &list(&several.iter().map(|(file, _)| file).collect::<Vec<_>>())),
        }
        if layer.dissolve.is_none() {
            out.open("boundaries", "official, generalised or schematic");
            out.key("sources", &list(&[layer.source_id()]));
        }
        if let LayerColumns::Named { pcode, parent, names, population, aliases } = &layer.columns {
            if layer.units.kind != CodeKind::PCode {
                out.line(&format!("codes = {}{}", quoted(layer.units.kind.id()), behind("as the codes look")));
            }
            let mut columns: Vec<(String, String)> =
                vec![("pcode".to_owned(), pcode.clone().unwrap_or_else(|| OPEN.to_owned()))];
            let open_parent = || {
                let has_above = self.above(layer).is_some();
                has_above.then(|| OPEN.to_owned())
            };
            columns.extend(parent.clone().or_else(open_parent).map(|column| ("parent".to_owned(), column)));
            columns.extend(
                names_for(names, &self.languages)
                    .into_iter()
                    .map(|(code, column)| (format!("name_{code}"), column.to_owned())),
            );
            columns.extend(aliases.as_ref().map(|column| ("aliases".to_owned(), column.clone())));
            columns.extend(population.as_ref().map(|column| ("population".to_owned(), column.clone())));
            out.line(&format!("columns = {}", inline_table(&columns)));
        }
    }

    /// The layer above.
    fn above(&self, layer: &Layer) -> Option<&Layer> {
        self.layers.iter().find(|other| Some(other.level) == layer.level.above())
    }

    /// Writes the section of a file with more units.
    pub(super) fn more_units(&self, layer: &Layer, more: &MoreUnits, out: &mut TomlText) {
        out.line("");
        out.comment(&format!("{} more of `{}`; {}.", more.count, layer.level.id(), more.why));
        out.line("[[layers.files]]");
        out.text("file", &more.file);
        if let Some(of_file) = &more.layer {
            out.text("layer", of_file);
        }
        let above = self.above(layer);
        let open = || OPEN.to_owned();
        let code = more.code.clone().unwrap_or_else(open);
        let parent = above.map(|_| match (&more.parent, &more.code) {
            (Some(parent), _) => parent.clone(),
            (None, Some(code)) if !more.keys.is_empty() => code.clone(),
            _ => open(),
        });
        let mut columns = vec![("pcode".to_owned(), code)];
        columns.extend(parent.map(|column| ("parent".to_owned(), column)));
        let names = names_for(&more.names, &self.languages).into_iter();
        columns.extend(names.map(|(code, column)| (format!("name_{code}"), column.to_owned())));
        out.line(&format!("columns = {}", inline_table(&columns)));
        if more.has_provisional_codes {
            out.comment("No column has codes as the other units have: these ids are provisional. Write the codes, if there are any.");
            out.line(&format!("pcodes = {}", inline_table(&more.keys)));
        }
        if let (Some(above), None, false) = (above, &more.parent, more.keys.is_empty()) {
            let known: Vec<String> =
                above.units.listed.iter().map(|(code, name)| format!("{code} {name}").trim().to_owned()).collect();
            let rest = if above.units.codes.len() > known.len() { ", …" } else { "" };
            out.comment(&format!("To which of `{}` each belongs: {}{rest}", above.level.id(), known.join(", ")));
            let parents: Vec<(String, String)> = more.keys.iter().map(|(key, _)| (key.clone(), open())).collect();
            out.line(&format!("parents = {}", inline_table(&parents)));
        }
    }
}
