//! Checks and resolves the values of `dataset.toml`, and reports those that it cannot resolve.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use serde_spanned::Spanned;

use super::super::folder::Folder;
use super::super::remote::{RemoteFiles, without_credentials};
use super::super::report::{Findings, Location};
use super::super::text::{excerpt, listed, trimmed};
use super::schema::{DatasetToml, LayerSection, Said, SourceSection, Text};
use super::toml_error::Lines;
use super::{
    BreakdownConfig, CommunitiesConfig, CountsConfig, DatasetConfig, FILE, GroupColumns, LayerCodes, LocatedName,
    PlaceTableConfig, WatchedColumns,
};
use crate::model::DatasetInfo;
use crate::model::{AdminLevel, CodeKind, Labels, Language, Source, UnitCode, Vocabulary, is_web_address};

/// Checks `dataset.toml` section by section. A check that fails reports the error and returns none; the other sections are still
/// checked, so that one run shows all errors.
pub(super) struct Checker<'a> {
    pub(super) folder: &'a Arc<Folder>,
    /// Fetches remote sources, if they are allowed.
    pub(super) remote: Option<Arc<dyn RemoteFiles>>,
    text: &'a str,
    lines: Lines,
    pub(super) findings: &'a mut Findings,
    /// The languages of the dataset, once they are known.
    pub(super) languages: Vec<Language>,
    /// The words of the dataset, once they are read.
    pub(super) vocabulary: Vocabulary,
    sources: HashMap<String, usize>,
    /// The levels of all layers, also of those with errors.
    pub(super) levels: Vec<AdminLevel>,
    /// The kinds of the codes of layers.
    codes: HashMap<AdminLevel, CodeKind>,
    /// The country of the dataset, once it is read.
    pub(super) country: Option<String>,
    /// The ids of rounds with errors: references to them are not reported.
    pub(super) faulty_rounds: HashSet<String>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        folder: &'a Arc<Folder>,
        remote: Option<Arc<dyn RemoteFiles>>,
        text: &'a str,
        findings: &'a mut Findings,
    ) -> Self {
        Self {
            folder,
            remote,
            text,
            lines: Lines::of(text),
            findings,
            languages: Vec::new(),
            vocabulary: Vocabulary::default(),
            sources: HashMap::new(),
            levels: Vec::new(),
            codes: HashMap::new(),
            country: None,
            faulty_rounds: HashSet::new(),
        }
    }

    /// Checks all sections. None if there is any error.
    pub(super) fn dataset(mut self, parsed: &DatasetToml, reserved_ids: &[String]) -> Option<DatasetConfig> {
        let before = self.findings.errors();
        let section = &parsed.dataset;
        self.languages = self.languages_of(parsed);
        // All other sections use these words: without them nothing more can be said.
        self.vocabulary = self.vocabulary_of(section.vocabulary.as_ref(), parsed.vocabulary.as_ref())?;
        let sources = self.sources(&parsed.sources);
        self.codes = self.kinds_of_codes(&parsed.layers);
        let id = self.id(&section.id);
        if let Some(id) = id.as_ref().filter(|id| reserved_ids.contains(id)) {
            let message = format!(
                "the id `{id}` cannot be the beginning of addresses, where the server has something else: its own are {}",
                reserved_ids.join(", ")
            );
            self.error(&section.id, "id_reserved", message);
        }
        let title = self.said(&section.title);
        let country = self.country(&section.country);
        self.country.clone_from(&country);
        let illustrative_note = self.optional_said(section.illustrative_note.as_ref());
        let disclaimer = self.optional_said(section.disclaimer.as_ref());

        let layers = self.layers(&parsed.layers);
        let (rounds, round_country_lines) = self.rounds(&parsed.rounds);
        let locations = self.locations(&parsed.rounds);
        let known_rounds: Vec<&str> = parsed.rounds.iter().map(|round| trimmed(round.id.get_ref())).collect();
        let default_round = trimmed(section.default_round.get_ref());
        if !known_rounds.contains(&default_round) {
            let message =
                format!("the default round `{default_round}` does not exist; rounds: {}", listed(&known_rounds));
            self.error(&section.default_round, "unknown_round", message);
        }
        let aliases = self.aliases(&parsed.aliases);
        let communities = parsed.communities.as_ref().and_then(|section| self.communities(section));
        let facilities = parsed.facilities.as_ref().and_then(|section| self.facilities(section));
        let borders = parsed.borders.as_ref().and_then(|section| self.borders(section));
        let boundaries = parsed.boundaries.as_ref().map_or_else(Default::default, |section| self.boundaries(section));
        let context = self.context(parsed.context.as_ref());
        let has_communities = parsed.communities.is_some();
        let counts = self.counts(&parsed.counts, &rounds, has_communities);
        let mut breakdowns = self.breakdowns(&parsed.breakdowns, &rounds, has_communities);
        watch_unread(&mut breakdowns, &counts, communities.as_ref());
        let services = self.services(&parsed.services, &rounds, has_communities);

        let boundary_edition = parsed.boundary_edition.as_ref().and_then(|section| self.boundary_edition(section));
        let has_edition = parsed.boundary_edition.is_some();
        let concordances = self.concordances(&parsed.concordances, id.as_deref(), has_edition);
        let basemap = parsed.basemap.as_ref().and_then(|section| self.basemap(section));

        if self.findings.errors() > before {
            return None;
        }
        if section.illustrative && illustrative_note.is_none() {
            let message =
                "the dataset is illustrative, but nothing says what in it was made up; add `illustrative_note`";
            self.findings.warning("illustrative_note_missing", Location::file(FILE), message);
        }
        Some(DatasetConfig {
            folder: Arc::clone(self.folder),
            aliases,
            info: DatasetInfo {
                id: id?,
                title: title?,
                country: country?,
                illustrative: section.illustrative,
                illustrative_note,
                default_round: default_round.to_owned(),
                languages: self.languages.clone(),
                disclaimer,
                basemap,
                boundary_edition,
                boundaries,
                left_out: Vec::new(),
            },
            country_line: self.line(&section.country),
            vocabulary: self.vocabulary,
            sources,
            layers,
            rounds,
            locations,
            round_country_lines,
            communities,
            facilities,
            borders,
            context: context?,
            counts,
            breakdowns,
            services,
            concordances,
        })
    }

    fn sources(&mut self, sections: &[SourceSection]) -> Vec<Source> {
        let mut sources = Vec::with_capacity(sections.len());
        for section in sections {
            let id = self.id(&section.id);
            if let Some(id) = &id {
                let line = self.line(&section.id);
                if let Some(first) = self.sources.get(id) {
                    let message = format!("the source `{id}` is already given on line {first}");
                    self.error(&section.id, "duplicate_source", message);
                } else {
                    self.sources.insert(id.clone(), line);
                }
            }
            let source = (|| {
                let (title, citation) = (self.said(&section.title), self.non_empty(&section.citation));
                let (publisher, licence) = (self.non_empty(&section.publisher), self.non_empty(&section.licence));
                let date = self.date(&section.date, &[1, 2, 3]);
                let url = self.optional_non_empty(section.url.as_ref());
                if let (Some(url), Some(at)) = (&url, &section.url)
                    && !is_web_address(url)
                {
                    let message =
                        format!("`{url}` is no web address; expected one that starts with https:// or http://");
                    self.error(at, "bad_url", message);
                }
                let disclaimer = self.optional_said(section.disclaimer.as_ref());
                let notes = self.all_said(&section.notes);
                Some(Source {
                    id: id?,
                    title: title?,
                    citation: citation?,
                    publisher: publisher?,
                    licence: licence?,
                    date: date?,
                    url,
                    disclaimer,
                    notes,
                })
            })();
            sources.extend(source);
        }
        sources
    }

    /// The kind of codes of each layer: first of all, since a country is a unit, too.
    fn kinds_of_codes(&mut self, sections: &[LayerSection]) -> HashMap<AdminLevel, CodeKind> {
        let kind = |section: &LayerSection| {
            let level = AdminLevel::from_id(trimmed(section.level.get_ref()))?;
            let codes = section.codes.as_ref()?;
            let kind = self.one_of(codes, "unknown_codes", "a kind of codes", &CodeKind::ALL, CodeKind::id)?;
            Some((level, kind))
        };
        sections.iter().filter_map(kind).collect()
    }

    /// What the layer of a level says that its codes are.
    pub(super) fn stated_codes(&self, level: AdminLevel) -> Option<CodeKind> {
        self.codes.get(&level).copied()
    }

    /// What the codes of a level are: P-codes, unless its layer says something else.
    pub(super) fn codes_of(&self, level: AdminLevel) -> LayerCodes {
        LayerCodes { kind: self.stated_codes(level).unwrap_or_default(), level }
    }

    /// The code of a country.
    pub(super) fn country(&mut self, code: &Text) -> Option<String> {
        let codes = self.codes_of(AdminLevel::Admin0);
        match UnitCode::new(code.get_ref(), codes.kind, codes.level) {
            Ok(code) => Some(code.as_str().to_owned()),
            Err(error) => {
                self.error(code, "bad_country", error.to_string());
                None
            }
        }
    }

    /// Resolves a list of source ids; there must be at least one.
    pub(super) fn sources_of(&mut self, ids: &Spanned<Vec<Text>>) -> Option<Vec<String>> {
        let mut sources_of: Vec<String> = Vec::new();
        if ids.get_ref().is_empty() {
            self.error(ids, "no_sources", "no source is given; every answer must be able to say what it rests on");
            return None;
        }
        for id in ids.get_ref() {
            let text = trimmed(id.get_ref());
            if !self.sources.contains_key(text) {
                let mut known: Vec<&str> = self.sources.keys().map(String::as_str).collect();
                known.sort_unstable();
                let message = format!("the source `{text}` does not exist; sources: {}", listed(known));
                self.error(id, "unknown_source", message);
            } else if sources_of.iter().any(|before| before == text) {
                self.error(id, "source_twice", format!("the source `{text}` is named twice"));
            } else {
                sources_of.push(text.to_owned());
            }
        }
        (sources_of.len() == ids.get_ref().len()).then_some(sources_of)
    }

    /// Resolves a value of an enumeration by its id.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        text: &Text,
        code: &'static str,
        what: &str,
        all: &[T],
        id: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let wanted = trimmed(text.get_ref());
        let found = all.iter().copied().find(|value| id(*value) == wanted);
        if found.is_none() {
            self.not_one_of(text, code, what, &listed(all.iter().map(|value| id(*value))));
        }
        found
    }

    /// Reports a value that is not among those that are accepted.
    pub(super) fn not_one_of(&mut self, text: &Text, code: &'static str, what: &str, accepted: &str) {
        let wanted = trimmed(text.get_ref());
        self.error(text, code, format!("`{wanted}` is not {what}; accepted: {accepted}"));
    }

    /// Checks an id, which becomes part of URLs and file names.
    pub(super) fn id(&mut self, text: &Text) -> Option<String> {
        let id = trimmed(text.get_ref());
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if !id.is_empty() && id.len() <= 64 && id.chars().all(fits) {
            return Some(id.to_owned());
        }
        let message =
            format!("`{id}` cannot be an id; expected 1 to 64 lower case letters a to z, digits, `-` and `_`");
        self.error(text, "bad_id", message);
        None
    }

    /// A text that must not be empty.
    pub(super) fn non_empty(&mut self, text: &Text) -> Option<String> {
        let inner = trimmed(text.get_ref());
        if inner.is_empty() {
            self.error(text, "empty_text", "the text is empty");
            return None;
        }
        Some(inner.to_owned())
    }

    /// An optional text that must not be empty.
    pub(super) fn optional_non_empty(&mut self, text: Option<&Text>) -> Option<String> {
        text.and_then(|text| self.non_empty(text))
    }

    /// A text for readers.
    pub(super) fn said(&mut self, text: &Said) -> Option<Labels> {
        let main = DatasetInfo::by_rank(&self.languages).first().copied();
        if let Some(fault) = text.get_ref().fault_of_text(main) {
            let code = if text.get_ref().has_unknown_language() { "unknown_language" } else { "empty_text" };
            self.error(text, code, fault);
            return None;
        }
        Some(text.get_ref().clone().map(|text| trimmed(text).to_owned()))
    }

    /// An optional text for readers.
    pub(super) fn optional_said(&mut self, text: Option<&Said>) -> Option<Labels> {
        text.and_then(|text| self.said(text))
    }

    /// Texts for readers.
    pub(super) fn all_said(&mut self, texts: &[Said]) -> Vec<Labels> {
        texts.iter().filter_map(|text| self.said(text)).collect()
    }

    /// A name that must not be empty, with its line.
    pub(super) fn located_name(&mut self, text: &Text) -> Option<LocatedName> {
        let line = self.line(text);
        self.non_empty(text).map(|name| LocatedName { name, written: text.get_ref().clone(), line })
    }

    pub(super) fn line<T>(&self, value: &Spanned<T>) -> usize {
        self.line_of(&value.span())
    }

    pub(super) fn error<T>(&mut self, value: &Spanned<T>, code: &'static str, message: impl Into<String>) {
        let at = self.at(value);
        self.findings.error(code, at, message);
    }

    pub(super) fn warning<T>(&mut self, value: &Spanned<T>, code: &'static str, message: impl Into<String>) {
        let at = self.at(value);
        self.findings.warning(code, at, message);
    }

    pub(super) fn note<T>(&mut self, value: &Spanned<T>, code: &'static str, message: impl Into<String>) {
        let at = self.at(value);
        self.findings.note(code, at, message);
    }

    /// The line of a value as a location, and the value as it is written, if that is one line.
    fn at<T>(&self, value: &Spanned<T>) -> Location {
        let written = self.text.get(value.span()).filter(|written| !written.is_empty() && !written.contains('\n'));
        let shown = written.map(|written| excerpt(&without_credentials(written.trim_matches(['"', '\'']))));
        Location::line(FILE, self.line(value)).holding(shown)
    }

    fn line_of(&self, format_bounds: &Range<usize>) -> usize {
        self.lines.at(format_bounds.start)
    }
}

/// Says of the tables of categories which of their columns some section reads.
fn watch_unread(breakdowns: &mut [BreakdownConfig], counts: &[CountsConfig], communities: Option<&CommunitiesConfig>) {
    fn columns<K>(rows: &PlaceTableConfig, groups: &[GroupColumns<K>]) -> Vec<LocatedName> {
        let values = groups.iter().flat_map(|group| &group.columns);
        let values = values.flat_map(|one| one.conditions.iter().map(|condition| &condition.column).chain([&one.name]));
        let keys = rows.tables.iter().flat_map(|table| &table.layout.keys);
        values.chain(rows.keys()).chain(keys).cloned().collect()
    }
    let mut read: HashMap<String, Vec<LocatedName>> = HashMap::new();
    let of_breakdowns = breakdowns.iter().map(|of| (&of.rows.tables, columns(&of.rows, &of.groups)));
    let of_counts = counts.iter().map(|of| (&of.rows.tables, columns(&of.rows, &of.groups)));
    let of_communities = communities.map(|of| (&of.tables, of.households.iter().chain([&of.id]).cloned().collect()));
    for (tables, columns) in of_breakdowns.chain(of_counts).chain(of_communities) {
        for table in tables {
            read.entry(table.display_name().to_owned()).or_default().extend(columns.iter().cloned());
        }
    }
    for table in breakdowns.iter_mut().flat_map(|of| &mut of.rows.tables) {
        let mut read = read.get(table.display_name()).cloned().unwrap_or_default();
        read.sort_by(|one, other| one.written.cmp(&other.written));
        read.dedup_by(|one, other| one.written == other.written);
        table.layout.watched = Some(WatchedColumns { read, suppressed: table.words.suppressed.clone() });
    }
}
