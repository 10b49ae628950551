//! What belongs beside the numbers of a table in files that leave the server: what they are, how to cite them, what they rest on.

use std::sync::Arc;

use geodata::figures::{Indicator, PeriodSelection};
use geodata::model::{Period, Source};
use styles::words::say;

use super::columns::{Column, Columns};
use super::table::{IndicatorTable, Observed};

/// What is said of a table: a list of names, each with one or several texts.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What the table is called.
    pub title: String,
    pub entries: Vec<(String, Vec<String>)>,
}

impl About {
    /// What is said of a table that lies at an address.
    pub fn of(table: &Arc<IndicatorTable>, addresses: Vec<String>) -> Self {
        let (atlas, words, language) = (&*table.atlas, table.words(), table.language);
        let mut observed = Observed::default();
        table.rows().for_each(|row| observed.add(&row));
        let provenance = table.trailer(observed.is_missing.then(|| table.missing(true))).provenance;
        let round = atlas.round(&table.round);
        let mut about = Self { title: words.indicator(&table.indicator), entries: Vec::new() };
        about.one(say!(words, "download-indicator"), Some(about.title.clone()));
        if atlas.is_illustrative(&table.round) {
            about.one(say!(words, "download-illustrative"), Some(say!(words, "document-yes")));
        }
        let definition = match &table.indicator {
            Indicator::Group(_) => round
                .and_then(|round| table.indicator.coverage(round))
                .map(|coverage| coverage.definition.get(language).to_owned()),
            Indicator::HouseholdsBeyond(_) => Some(words.households_beyond_any()[1].clone()),
            Indicator::CommunitiesLacking(_) => Some(words.communities_lacking_any()[1].clone()),
        };
        about.one(say!(words, "download-definition"), definition);
        about.one(say!(words, "download-unit"), Some(table.unit()));
        about.one(say!(words, "download-places"), Some(words.level(table.by)));
        let within = table.within().and_then(|(level, unit)| atlas.unit(level, unit));
        about.one(say!(words, "download-inside"), within.map(|unit| unit.names.get_or_main(language).to_owned()));
        let time = match (table.date(), table.periods) {
            (Some(date), _) => words.date(date),
            (None, PeriodSelection::One(Period::Year(year))) => {
                let period = Period::Year(year);
                let coverage = round.and_then(|round| table.indicator.coverage(round));
                match coverage.and_then(|coverage| words.partial(coverage, period)) {
                    Some(part) => say!(words, "period-partial", period = year.to_string(), part = part),
                    None => year.to_string(),
                }
            }
            (None, _) => table.window(),
        };
        about.one(say!(words, "download-time"), Some(time).filter(|time| !time.is_empty()));
        about.one(say!(words, "download-dataset"), Some(atlas.info.title.get(language).to_owned()));
        if let Some(round) = round {
            let [first, last] = &round.collected;
            about.one(say!(words, "download-round"), Some(round.title.get(language).to_owned()));
            about.one(say!(words, "download-collected"), Some(words.days([first, last])));
            about.one(say!(words, "download-method"), Some(round.method.get(language).to_owned()));
        }
        let total = table.total.map(|total| match total.value.reported() {
            Some(value) => words.value(value, table.is_whole()),
            None => words.status(total.value),
        });
        about.one(say!(words, "download-total"), total);
        about.one(say!(words, "download-citation"), table.citation().map(str::to_owned));
        about.one(say!(words, "download-disclaimer"), provenance.disclaimer(atlas, language).map(str::to_owned));
        about.some(say!(words, "page-notes"), words.notes(&provenance.notes));
        about.some(say!(words, "page-sources"), Vec::new());
        about.add_sources(table, &provenance.sources_in(language));
        about.some(say!(words, "download-addresses"), addresses);
        about.entries.retain(|(_, texts)| texts.iter().any(|text| !text.is_empty()));
        about
    }

    /// Adds sources that are not there yet.
    pub fn add_sources(&mut self, table: &IndicatorTable, sources: &[Source]) {
        let words = table.words();
        let line = |source: &Source| {
            let (citation, licence) = (source.citation.as_str(), source.licence.as_str());
            let line = say!(words, "page-cited-licence", citation = citation, licence = licence);
            let url = source.url.as_deref().filter(|url| !citation.contains(*url));
            url.map_or_else(|| line.clone(), |url| format!("{line} {url}"))
        };
        self.add(&say!(words, "page-sources"), sources.iter().map(line));
    }

    /// Adds notes that are not there yet.
    pub fn add_notes(&mut self, table: &IndicatorTable, notes: &[String]) {
        self.add(&say!(table.words(), "page-notes"), notes.iter().cloned());
    }

    fn add(&mut self, name: &str, texts: impl Iterator<Item = String>) {
        let position = self.entries.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.entries.push((name.to_owned(), Vec::new()));
            self.entries.len() - 1
        });
        if let Some((_, known)) = self.entries.get_mut(position) {
            for text in texts {
                if !known.contains(&text) {
                    known.push(text);
                }
            }
        }
    }

    fn one(&mut self, name: String, text: Option<String>) {
        self.entries.extend(text.map(|text| (name, vec![text])));
    }

    fn some(&mut self, name: String, texts: Vec<String>) {
        self.entries.push((name, texts));
    }

    /// What the columns of a table mean: `communities: Communities assessed`.
    pub fn columns(table: &Arc<IndicatorTable>) -> Vec<String> {
        let columns = Columns::of(table);
        let line = |column: &Column| format!("{}: {}", columns.key(*column, table), column.title(table));
        columns.list.iter().map(line).collect()
    }

    /// As plain text: each name on a line of its own, and its texts below it.
    pub fn text(&self) -> String {
        let entry = |(name, texts): &(String, Vec<String>)| format!("\r\n{name}\r\n  {}\r\n", texts.join("\r\n  "));
        self.entries.iter().map(entry).collect()
    }
}
