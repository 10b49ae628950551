//! Areas that are the same in two editions of boundaries: where units split or merged, the smallest groups of them that cover each other.
//!
//! ```text
//! old  A    B    C   D            concordance  A-A, B-B1, B-B2, C-E, D-E
//! new  A  B1 B2   E               areas        {A | A}  {B | B1 B2}  {C D | E}
//! ```
//!
//! A group adds up whole units alone, so nothing is divided by a guess; and each side adds up units of one round, so that it shows nothing that
//! the round does not publish.

use std::collections::HashMap;

use crate::atlas::Atlas;
use crate::figures::FigureError;
use crate::model::{AdminLevel, Concordance};

/// Units of each side that cover the same ground: positions in their layers, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparableArea {
    /// The units of each side.
    pub units: [Vec<usize>; 2],
}

/// The areas of a level that two datasets have in common, in the order of the units of the first. Every unit is in one of them.
pub fn comparable_areas(atlases: [&Atlas; 2], level: AdminLevel) -> Result<Vec<ComparableArea>, FigureError> {
    let [a, b] = atlases;
    let layers = [a, b].map(|atlas| atlas.layer(level).ok_or(FigureError::NoLayer(level.into())));
    let [layer_a, layer_b] = layers;
    let (layer_a, layer_b) = (layer_a?, layer_b?);
    let (of_a, of_b) = (layer_a.units.len(), layer_b.units.len());
    // A country as a whole needs no table.
    let is_same_country = level == AdminLevel::Admin0 && of_a == 1 && of_b == 1 && a.info.country == b.info.country;
    if is_same_country {
        return Ok(vec![ComparableArea { units: [vec![0], vec![0]] }]);
    }
    let (pairs, is_turned) = match (concordance(b, a, level), concordance(a, b, level)) {
        (Some(found), _) => (&found.pairs, false),
        (None, Some(found)) => (&found.pairs, true),
        (None, None) => return Err(no_concordance(atlases, level)),
    };
    let unknown = |atlas: &Atlas, code: &str| FigureError::ConcordanceUnitUnknown {
        dataset: atlas.info.id.clone(),
        level,
        code: code.to_owned(),
    };
    let mut groups = Groups::new(of_a + of_b);
    let mut is_mapped = vec![false; of_a + of_b];
    for [from, to] in pairs {
        let (code_a, code_b) = if is_turned { (to, from) } else { (from, to) };
        let unit_a = layer_a.position(code_a).ok_or_else(|| unknown(a, code_a))?;
        let unit_b = of_a + layer_b.position(code_b).ok_or_else(|| unknown(b, code_b))?;
        groups.join(unit_a, unit_b);
        for unit in [unit_a, unit_b] {
            if let Some(mapped) = is_mapped.get_mut(unit) {
                *mapped = true;
            }
        }
    }
    if let Some(unit) = is_mapped.iter().position(|mapped| !mapped) {
        let (atlas, found) =
            if unit < of_a { (a, layer_a.units.get(unit)) } else { (b, layer_b.units.get(unit - of_a)) };
        let code = found.map_or_else(String::new, |unit| unit.pcode.as_str().to_owned());
        return Err(FigureError::ConcordanceLacksUnit { dataset: atlas.info.id.clone(), level, code });
    }
    let mut areas: Vec<ComparableArea> = Vec::new();
    let mut area_of: HashMap<usize, usize> = HashMap::new();
    for unit in 0..of_a + of_b {
        let root = groups.root(unit);
        let area = *area_of.entry(root).or_insert_with(|| {
            areas.push(ComparableArea { units: [Vec::new(), Vec::new()] });
            areas.len() - 1
        });
        if let Some(ComparableArea { units: [units_a, units_b] }) = areas.get_mut(area) {
            if unit < of_a { units_a.push(unit) } else { units_b.push(unit - of_a) }
        }
    }
    Ok(areas)
}

/// The concordance that a dataset has with another.
pub fn concordance<'a>(of: &'a Atlas, with: &Atlas, level: AdminLevel) -> Option<&'a Concordance> {
    let all = &of.info.boundary_edition.as_ref()?.concordances;
    all.iter().find(|known| known.dataset == with.info.id && known.level == level)
}

fn no_concordance([a, b]: [&Atlas; 2], level: AdminLevel) -> FigureError {
    let is_known = |level: &AdminLevel| concordance(a, b, *level).or(concordance(b, a, *level)).is_some();
    FigureError::NoConcordance {
        datasets: [a, b].map(|atlas| atlas.info.id.clone()),
        level,
        levels: AdminLevel::ALL.into_iter().filter(is_known).collect(),
    }
}

/// Groups of units that are joined one after the other.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The unit that stands for the group of a unit.
    fn root(&mut self, mut unit: usize) -> usize {
        while let Some(above) = self.0.get(unit).copied().filter(|above| *above != unit) {
            let next = self.0.get(above).copied().unwrap_or(above);
            if let Some(shortened) = self.0.get_mut(unit) {
                *shortened = next;
            }
            unit = above;
        }
        unit
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(above) = self.0.get_mut(one.max(other)) {
            *above = one.min(other);
        }
    }
}
