//! What the parameters of a map say of its presentation: the editor's own words, highlighted units, hidden parts.

use geodata::model::AdminLevel;
use styles::{MOST_HIGHLIGHTED, Part, Presentation};

use super::arguments::Arguments;
use super::parameters::{HIDE, HIGHLIGHT, NOTE, SUBTITLE, TITLE};
use crate::http::own_words;
use crate::http::parameter::Parameter;
use crate::http::problem::{Problem, truncated};

/// What is asked of a map of a level.
pub fn of(arguments: Arguments<'_>, by: AdminLevel) -> Result<Presentation, Problem> {
    let words = |parameter: Parameter| arguments.query.text(parameter.name).and_then(own_words::cleaned);
    let hidden = arguments.query.names(HIDE.name).unwrap_or_default();
    Ok(Presentation {
        title: words(TITLE),
        subtitle: words(SUBTITLE),
        note: words(NOTE),
        highlight: highlighted(arguments, by)?,
        hidden: Part::ALL.into_iter().filter(|part| hidden.iter().any(|id| id == part.id())).collect(),
    })
}

/// The units to highlight, each once, in the order of the dataset.
fn highlighted(arguments: Arguments<'_>, by: AdminLevel) -> Result<Vec<usize>, Problem> {
    let Some(codes) = arguments.sorted_names(HIGHLIGHT.name) else { return Ok(Vec::new()) };
    if codes.len() > MOST_HIGHLIGHTED {
        let detail = format!("{} units are to be highlighted, and at most {MOST_HIGHLIGHTED} can be", codes.len());
        return Err(Problem::parameter(HIGHLIGHT.name, detail, "fewer codes"));
    }
    let within = arguments.within()?;
    let atlas = arguments.atlas;
    let position = |code: &String| {
        let shown = truncated(code);
        let accepted = format!("codes of units of {}, as in `pcode`, separated by commas", by.id());
        let refused = |detail: String| Problem::parameter(HIGHLIGHT.name, detail, accepted.clone());
        let Some(position) = atlas.layer(by).and_then(|layer| layer.position(code)) else {
            let level = atlas.find_unit(code).map(|(level, _)| level.id());
            return Err(refused(match level {
                Some(level) => format!("`{shown}` is a unit of {level}, and the map is of {}", by.id()),
                None => format!("there is no unit `{shown}`"),
            }));
        };
        match within {
            Some((level, unit)) if atlas.ancestor(by, position, level) != Some(unit) => {
                Err(refused(format!("`{shown}` is not on the map, which stays inside another unit")))
            }
            _ => Ok(position),
        }
    };
    let mut positions: Vec<usize> = codes.iter().map(position).collect::<Result<_, _>>()?;
    positions.sort_unstable();
    Ok(positions)
}

/// The parameters that present a map so again, each after `&`.
pub fn in_address(arguments: Arguments<'_>) -> String {
    let asked = [TITLE, SUBTITLE, NOTE, HIGHLIGHT, HIDE];
    let asked = asked.iter().filter_map(|of| Some((of.name, arguments.query.text(of.name)?)));
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
    if query.is_empty() { query } else { format!("&{query}") }
}
