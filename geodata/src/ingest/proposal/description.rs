//! Writes the description: the sections of the dataset as a whole, of its sources, layers and rounds.

use std::collections::BTreeSet;

use super::super::config::OPEN;
use super::super::plausibility::country_name;
use super::communities::Communities;
use super::counted::Group;
use super::facilities::Facilities;
use super::figures::PlaceTable;
use super::inventory::Unused;
use super::languages::languages_of;
use super::layer::{Layer, LayerColumns};
use super::round_names;
use super::table::Table;
use super::toml_text::{TomlText, bare_key, behind, list, quoted};
use super::vocabulary::{Choice, Words};
use super::words::{id_of, words_of};

use crate::model::{AdminLevel, VocabularyDefinition};

/// The id of the source of all tables.
pub(super) const SURVEY: &str = "survey";

/// What was recognised in the files.
#[derive(Clone, Copy)]
pub(super) struct Recognised<'a> {
    pub(super) tables: &'a [Table],
    pub(super) layers: &'a [Layer],
    pub(super) communities: Option<&'a Communities>,
    pub(super) facilities: Option<&'a Facilities>,
    pub(super) place_tables: &'a [PlaceTable],
    pub(super) words: &'a Words,
}

/// What the description is written of.
pub(super) struct Description<'a> {
    pub(super) id: &'a str,
    recognised: Recognised<'a>,
    pub(super) languages: Vec<String>,
    pub(super) rounds: Vec<Round>,
    unused: &'a [Unused],
    country: Option<String>,
}

/// A round of the description.
pub(super) struct Round {
    pub(super) id: String,
    title: String,
    /// Its number, or what else stands for it.
    number: String,
    /// What stands in the column of the round in its rows.
    pub(super) texts: Vec<String>,
    groups: Vec<Coverage>,
}

/// A group in a round.
struct Coverage {
    group: Group,
    /// None of a stock.
    years: Option<BTreeSet<u16>>,
    /// Whether some column of it has no year.
    has_open_year: bool,
}

impl<'a> std::ops::Deref for Description<'a> {
    type Target = Recognised<'a>;
    fn deref(&self) -> &Recognised<'a> {
        &self.recognised
    }
}

impl<'a> Description<'a> {
    pub(super) fn new(id: &'a str, recognised: Recognised<'a>, unused: &'a [Unused]) -> Self {
        let Recognised { layers, communities, facilities, .. } = recognised;
        let more = layers.iter().flat_map(|layer| &layer.more).map(|more| more.names.as_slice());
        let sections = layers.iter().map(|layer| layer.columns.names()).chain(more);
        let points = communities.map(|communities| communities.names.as_slice());
        let facility_names = facilities.map(|facilities| facilities.names.as_slice());
        let sections: Vec<_> = sections.chain(points).chain(facility_names).collect();
        let mut description = Self {
            id,
            recognised,
            languages: languages_of(&sections),
            rounds: Vec::new(),
            unused,
            country: country_of(layers),
        };
        description.rounds = description.rounds();
        description
    }

    /// The files that it names.
    pub(super) fn files(&self) -> Vec<String> {
        let of_layers = self.layers.iter().flat_map(|layer| layer.files.iter().map(|(file, _)| file.clone()));
        let more = self.layers.iter().flat_map(|layer| layer.more.iter().map(|more| more.file.clone()));
        let of_tables = self.place_tables.iter().map(|table| &self.tables[table.table]).flat_map(|table| {
            let parent = table.parent.as_ref().and_then(|parent| parent.file.clone());
            [Some(table.file.clone()), table.form.clone(), parent].into_iter().flatten()
        });
        let facilities = self.facilities.map(|facilities| self.tables[facilities.table].file.clone());
        of_layers.chain(more).chain(of_tables).chain(facilities).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Its text, and what was recognised.
    pub(super) fn write(&self) -> (String, Vec<String>) {
        let mut out = TomlText::default();
        let mut recognised = Vec::new();
        out.comment("Proposed by `kerben init`: what it took each file and column for, how sure that is, and why, stands beside it. Change what is wrong.");
        out.comment("A value of \"?\" is a choice that only you can make; `kerben check` names those that are left.");
        self.dataset(&mut out);
        self.vocabulary(&mut out);
        self.sources(&mut out);
        for layer in self.layers {
            self.layer_section(layer, &mut out);
            recognised.push(layer.shown());
            for more in &layer.more {
                self.more_units(layer, more, &mut out);
                recognised.push(format!("{}: {} more in {} ({})", layer.level.id(), more.count, more.file, more.why));
            }
        }
        for round in &self.rounds {
            self.round(round, &mut out);
        }
        recognised.extend(self.communities_section(&mut out));
        recognised.extend(self.facilities_section(&mut out));
        for table in self.place_tables {
            recognised.extend(self.table_sections(table, &mut out));
        }
        if !self.unused.is_empty() {
            out.line("");
            out.comment("Not used:");
            for unused in self.unused {
                out.comment(&format!("- {}: {}.", unused.what, unused.reason));
            }
        }
        (out.0, recognised)
    }

    fn dataset(&self, out: &mut TomlText) {
        out.section("[dataset]");
        out.text("id", self.id);
        let country = self.country.as_deref().and_then(country_name);
        match country {
            Some(name) => out.text("title", &format!("{name}: people on the move")),
            None => out.open("title", "what readers see"),
        }
        match &self.country {
            Some(code) => out.text("country", code),
            None => out.open("country", "its code"),
        }
        match &self.rounds[..] {
            [only] => out.text("default_round", &only.id),
            rounds => {
                let ids: Vec<&str> = rounds.iter().map(|round| round.id.as_str()).collect();
                out.open("default_round", &format!("shown where none is asked for; one of {}", ids.join(", ")));
            }
        }
        let main = self.languages.first().map_or("en", String::as_str);
        out.line(&format!(
            "languages = {}{}",
            list(&self.languages),
            behind(&format!("every place needs a name in the first (`{main}`); found by columns of names"))
        ));
        if self.communities.is_some_and(|communities| communities.has_generated) {
            out.line(&format!(
                "illustrative = true{}",
                behind("the table of the communities says of some that they are generated")
            ));
            out.open("illustrative_note", "what in it was made up");
        }
        if let Choice::Ready(name) = &self.words.choice {
            out.line(&format!("vocabulary = {}{}", quoted(name), behind(&self.words.why)));
        }
    }

    fn vocabulary(&self, out: &mut TomlText) {
        let Choice::Own(own) = &self.words.choice else { return };
        out.section("[vocabulary]");
        out.comment(&self.words.why);
        // The definition is plain data: it is written as any other.
        let Ok(written) = toml::to_string(&OwnVocabulary { vocabulary: own }) else { return };
        for line in written.lines().filter(|line| *line != "[vocabulary]") {
            out.line(line);
        }
    }

    fn sources(&self, out: &mut TomlText) {
        let mut seen: Vec<&str> = Vec::new();
        for layer in self.layers {
            let id = layer.source_id();
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let (title, publisher) = match &layer.columns {
                LayerColumns::Recognised { publisher: "geoBoundaries", .. } => ("geoBoundaries", Some("geoBoundaries")),
                LayerColumns::Recognised { publisher: "GADM", .. } => {
                    ("GADM, database of global administrative areas", Some("GADM"))
                }
                LayerColumns::Recognised { .. } => {
                    ("Common operational dataset of administrative boundaries (COD-AB)", None)
                }
                LayerColumns::Named { .. } => ("Boundaries of admin units", None),
            };
            source(id, title, publisher, out);
        }
        if !self.rounds.is_empty() {
            source(SURVEY, "Mobility tracking", None, out);
        }
    }

    fn round(&self, round: &Round, out: &mut TomlText) {
        out.section("[[rounds]]");
        out.text("id", &round.id);
        match &self.country {
            Some(code) => out.text("country", code),
            None => out.open("country", "its code"),
        }
        out.text("title", &round.title);
        out.line(&format!(
            "collected = [\"{OPEN}\", \"{OPEN}\"]{}",
            behind("the first and the last day of collection")
        ));
        out.open("method", "how the data were collected, as `Key informant interviews`");
        out.key("sources", &list(&[SURVEY]));
        let mut hint = "was the last not over when collection ended? then: partial = { YEAR = \"January to April\" }";
        for coverage in &round.groups {
            let Some(id) = self.words.choice.group_id(&coverage.group) else { continue };
            out.section("[[rounds.groups]]");
            out.text("group", &id);
            if let Some(years) = &coverage.years {
                let mut years: Vec<String> = years.iter().map(u16::to_string).collect();
                if coverage.has_open_year || years.is_empty() {
                    years.push(format!("\"{OPEN}\""));
                }
                out.line(&format!("years = [{}]{}", years.join(", "), behind(std::mem::take(&mut hint))));
            }
            out.open("definition", "who is counted");
        }
    }

    /// The rounds, as the tables have them.
    fn rounds(&self) -> Vec<Round> {
        let prefix = self.country.as_deref().map_or("x".to_owned(), |code| id_of(&words_of(code), ""));
        let mut rounds: Vec<Round> = Vec::new();
        for table in self.place_tables {
            let texts = table.figures.long.iter().filter_map(|long| long.round.as_ref()).flat_map(|(_, texts)| texts);
            let of_texts = texts.map(|text| (round_names::of_text(text), Some(text)));
            for (number, text) in of_texts.chain(table.round.clone().map(|number| (number, None))) {
                let at = rounds.iter().position(|round| round.number == number).unwrap_or_else(|| {
                    rounds.push(Round::new(&prefix, &number));
                    rounds.len() - 1
                });
                let known = &mut rounds[at].texts;
                known.extend(text.filter(|text| !known.contains(text)).cloned());
            }
        }
        rounds.sort_by_key(|round| (round.number.parse::<u64>().unwrap_or(u64::MAX), round.number.clone()));
        if rounds.is_empty() {
            let number = self.place_tables.iter().find_map(|table| self.tables[table.table].round.clone());
            rounds.push(Round::new(&prefix, number.as_deref().unwrap_or("1")));
        }
        for table in self.place_tables {
            let of_column = table.figures.long.as_ref().and_then(|long| long.round.as_ref());
            let last = rounds.len() - 1;
            for (at, round) in rounds.iter_mut().enumerate() {
                let is_of_round = match (of_column, &table.round) {
                    (Some((_, texts)), _) => texts.iter().any(|text| round.texts.contains(text)),
                    (None, Some(number)) => round.number == *number,
                    (None, None) => at == last,
                };
                if is_of_round {
                    round.cover(table, self.words);
                }
            }
        }
        for round in rounds.iter_mut().filter(|round| round.groups.is_empty()) {
            round.groups.push(Coverage {
                group: Group::Open,
                years: self.words.is_flow(&Group::Open).filter(|flow| *flow).map(|_| BTreeSet::new()),
                has_open_year: true,
            });
        }
        rounds
    }

    /// The round of a table: the last, unless something says another.
    pub(super) fn round_of(&self, table: &PlaceTable) -> Option<&Round> {
        let stated = table.round.as_ref().and_then(|number| self.rounds.iter().find(|round| round.number == *number));
        stated.or(self.rounds.last())
    }
}

impl Round {
    fn new(prefix: &str, number: &str) -> Self {
        let id = format!("{prefix}-r{}", id_of(&words_of(number), "-"));
        Self { id, title: format!("Round {number}"), number: number.to_owned(), texts: Vec::new(), groups: Vec::new() }
    }

    /// Adds what a table counts.
    fn cover(&mut self, table: &PlaceTable, words: &Words) {
        let long_years = table.figures.long.as_ref().and_then(|long| long.year.as_ref()).map(|(_, years)| years);
        let counts = table.figures.counts.iter().map(|count| (&count.group, count.year, true));
        let categories =
            table.figures.categories.iter().map(|category| (&category.group, category.year, category.year.is_some()));
        for (group, year, is_count) in counts.chain(categories) {
            let Some(is_flow) = words.is_flow(group) else { continue };
            let at = self.groups.iter().position(|known| known.group == *group).unwrap_or_else(|| {
                self.groups.push(Coverage {
                    group: group.clone(),
                    years: is_flow.then(BTreeSet::new),
                    has_open_year: false,
                });
                self.groups.len() - 1
            });
            let coverage = &mut self.groups[at];
            if let (Some(known), true) = (&mut coverage.years, is_count) {
                match (long_years, year) {
                    (Some(years), _) => known.extend(years),
                    (None, Some(year)) => {
                        known.insert(year);
                    }
                    (None, None) => coverage.has_open_year = true,
                }
            }
        }
    }
}

/// The code of the country, as the layers have it.
fn country_of(layers: &[Layer]) -> Option<String> {
    let first = layers.first()?;
    if first.level == AdminLevel::Admin0 {
        return first.units.first.clone().filter(|_| first.units.codes.len() == 1);
    }
    let code = first.units.first.as_deref()?;
    let letters = code.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(code.len());
    let prefix = code.get(..letters).filter(|letters| (2..=3).contains(&letters.len()))?;
    let is_of_all = first.units.codes.iter().all(|code| code.starts_with(prefix));
    (is_of_all && country_name(prefix).is_some()).then(|| prefix.to_owned())
}

fn source(id: &str, title: &str, publisher: Option<&str>, out: &mut TomlText) {
    out.section("[[sources]]");
    out.text("id", id);
    out.text("title", title);
    out.open("citation", "how it is to be cited");
    match publisher {
        Some(publisher) => out.text("publisher", publisher),
        None => out.open("publisher", "who published it"),
    }
    out.open("licence", "under which licence, as `CC BY 4.0`");
    out.open("date", "when it was published: YYYY, YYYY-MM or YYYY-MM-DD");
}

/// A table in one line.
pub(super) fn inline_table(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(key, text)| format!("{} = {}", bare_key(key), quoted(text))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// The section of a vocabulary.
#[derive(serde::Serialize)]
struct OwnVocabulary<'v> {
    vocabulary: &'v VocabularyDefinition,
}
