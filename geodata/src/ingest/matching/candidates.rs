//! Units that a name may mean which names none: for people to choose from, never joined.

use super::super::report::Candidate;
use super::named::{UnitId, Unnamed, Within};
use super::unit_names::UnitNames;
use super::unit_type::ParsedName;
use crate::model::AdminLevel;

/// How many are offered.
const MAX_CANDIDATES: usize = 3;

/// Of levels with more units, only those are compared that share the most pairs of letters with the name.
const MAX_COMPARED: usize = 500;

/// What is less similar is not offered.
const MIN_SCORE: f64 = 0.4;

/// How much is taken off for what speaks against a unit.
const OTHER_TYPE: f64 = 0.05;
const OTHER_PARENT: f64 = 0.2;
const OTHER_LEVEL: f64 = 0.1;

/// A unit with what speaks for it.
struct Scored {
    unit: UnitId,
    score: f64,
    why: Vec<&'static str>,
}

impl UnitNames {
    /// The most similar units of a level, the most similar first.
    pub(super) fn candidates(
        &self,
        level: AdminLevel,
        text: &str,
        within: &Within,
        unnamed: Option<&Unnamed>,
    ) -> Vec<Candidate> {
        let name = ParsedName::of(text);
        let Some(position) = self.position_of(level).filter(|_| !name.spellings.is_empty()) else { return Vec::new() };
        let mut scored: Vec<Scored> =
            self.similar(position, &name).into_iter().filter_map(|unit| self.score(unit, &name, within)).collect();
        if let Some(Unnamed::LevelUnclear(one, _)) = unnamed {
            for scored in scored.iter_mut().filter(|scored| scored.unit == *one) {
                scored.score -= OTHER_LEVEL;
                scored.why.push("a larger unit has the name, too");
            }
        }
        scored.retain(|scored| scored.score >= MIN_SCORE);
        let code = |scored: &Scored| self.code(scored.unit);
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| code(a).cmp(code(b))));
        scored.truncate(MAX_CANDIDATES);
        let candidate = |scored: Scored| Candidate {
            code: self.code(scored.unit).to_owned(),
            name: self.unit(scored.unit).name.to_string(),
            score: (scored.score * 100.0).round() / 100.0,
            why: scored.why.join(", "),
        };
        scored.into_iter().map(candidate).collect()
    }

    fn score(&self, id: UnitId, name: &ParsedName, within: &Within) -> Option<Scored> {
        let unit = self.unit(id);
        let pairs = name.spellings.iter().flat_map(|one| unit.spellings.iter().map(move |other| (one, other)));
        let (mut score, reason) =
            pairs.map(|(one, other)| similarity(one, other)).max_by(|a, b| a.0.total_cmp(&b.0))?;
        let mut why = vec![reason];
        if name.vague.is_some() {
            why.push("the cell is not about all of it");
        }
        if !self.is_of_type(id, name) {
            score -= OTHER_TYPE;
            why.push("of another type");
        }
        if !self.is_within(id, within) {
            score -= OTHER_PARENT;
            why.push("in another unit than stated");
        }
        Some(Scored { unit: id, score, why })
    }

    /// The units of a level that may be similar at all: all of them, of very many those that share the most pairs of letters.
    fn similar(&self, level: usize, name: &ParsedName) -> Vec<UnitId> {
        let units = &self.levels[level].units;
        let all = (0..units.len()).map(|unit| UnitId { level, unit });
        if units.len() <= MAX_COMPARED {
            return all.collect();
        }
        let pairs = self.levels[level].letter_pairs(letter_pairs);
        let mut shared: Vec<u16> = vec![0; units.len()];
        for spelling in &name.spellings {
            for unit in letter_pairs(spelling).iter().filter_map(|pair| pairs.get(pair)).flatten() {
                shared[*unit as usize] = shared[*unit as usize].saturating_add(1);
            }
        }
        let mut units: Vec<UnitId> = all.filter(|id| shared[id.unit] > 0).collect();
        units.sort_by_key(|id| std::cmp::Reverse(shared[id.unit]));
        units.truncate(MAX_COMPARED);
        units
    }
}

/// The pairs of neighbouring letters, without regard to which vowels they have.
fn letter_pairs(spelling: &str) -> Vec<(char, char)> {
    let loose = loose(spelling);
    let with_edges: Vec<char> = std::iter::once(' ').chain(loose.chars()).chain(std::iter::once(' ')).collect();
    with_edges.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// How similar two spellings are, from 0 to 1, and in what.
fn similarity(one: &str, other: &str) -> (f64, &'static str) {
    if one == other {
        return (1.0, "the same name");
    }
    let (loose_one, loose_other) = (loose(one), loose(other));
    let (short, long) = if one.len() < other.len() { (&loose_one, &loose_other) } else { (&loose_other, &loose_one) };
    let share = short.chars().count() as f64 / long.chars().count().max(1) as f64;
    // A part of one letter or two says nothing.
    let is_part = short.chars().count() > 2 && long.contains(short.as_str());
    let all = [
        (strsim::normalized_damerau_levenshtein(one, other), "similar letters"),
        (0.95 * strsim::normalized_damerau_levenshtein(&loose_one, &loose_other), "similar but for vowels"),
        (if is_part { 0.45 + 0.3 * share } else { 0.0 }, "one name is part of the other"),
    ];
    all.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, ""))
}

/// A spelling without the differences between letters that are often confused.
fn loose(spelling: &str) -> String {
    let letter = |c: char| match c {
        'o' => 'u',
        'e' => 'i',
        'w' => 'v',
        'c' => 'k',
        c => c,
    };
    spelling.chars().map(letter).collect()
}
