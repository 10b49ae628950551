//! What parameters accept of this dataset, where that is less than what they accept of any: only that is offered, in the OpenAPI document
//! and in errors.

use geodata::atlas::Atlas;
use geodata::figures::{Indicator, Normalisation};
use geodata::model::{Dimension, Language, PopulationGroup, Service};
use geodata::query::Collection;

use crate::http::api_root::ApiRoot;
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::query::Query;

/// The words that a parameter accepts; none where they are those of its declaration.
pub fn words(parameter: &Parameter, atlas: &Atlas) -> Option<Vec<String>> {
    let levels = || atlas.layers.iter().map(|layer| layer.level.id().to_owned());
    let has_service = |service: &Service| atlas.services.iter().any(|table| table.service == *service);
    let services = || atlas.vocabulary.services().iter().filter(|service| has_service(service));
    let words: Vec<String> = match of_first(parameter.name) {
        "lang" => atlas.info.languages.iter().map(ToString::to_string).collect(),
        "round" | "a" | "b" => atlas.rounds.iter().map(|round| round.id.0.clone()).collect(),
        "collection" | "collections" => {
            Collection::of(atlas).into_iter().map(|collection| collection.id().to_owned()).collect()
        }
        "by" | "level" if parameter.accepts("community") => levels().chain(["community".to_owned()]).collect(),
        "by" | "level" => levels().collect(),
        "breakdown" => {
            let has = |dimension: &&Dimension| atlas.breakdowns.iter().any(|table| table.dimension == **dimension);
            atlas.vocabulary.dimensions().iter().filter(has).map(|dimension| dimension.id().to_owned()).collect()
        }
        "service" => services().map(|service| service.id().to_owned()).collect(),
        "indicator" => {
            let is_counted = |group: &&PopulationGroup| atlas.counts.iter().any(|counts| counts.group == **group);
            let groups = atlas.vocabulary.groups().iter().filter(is_counted).map(PopulationGroup::id);
            let of_services = [Indicator::HOUSEHOLDS_BEYOND, Indicator::COMMUNITIES_LACKING];
            let of_services = of_services.into_iter().filter(|_| services().next().is_some());
            groups.chain(of_services).map(str::to_owned).collect()
        }
        "of" if atlas.facilities.is_empty() => vec!["communities".to_owned()],
        "per" => {
            let has = |per: &Normalisation| *per != Normalisation::Per1000Population || atlas.has_population();
            Normalisation::ALL.into_iter().filter(has).map(|per| per.id().to_owned()).collect()
        }
        _ => return None,
    };
    // An empty list would be no schema; the handler says what is missing.
    Some(words).filter(|words| !words.is_empty())
}

/// The parameter that says the same of the first of two variables.
fn of_first(name: &str) -> &str {
    match name {
        "against" => "indicator",
        _ => name.strip_prefix("against_").unwrap_or(name),
    }
}

/// A parameter of a query whose word the dataset does not declare.
pub fn undeclared<'p>(
    query: &Query,
    mut declared: impl Iterator<Item = &'p Parameter>,
    atlas: &Atlas,
) -> Option<&'p Parameter> {
    let is_declared = |parameter: &Parameter, word: &str| match of_first(parameter.name) {
        "breakdown" => atlas.vocabulary.dimension(word).is_some(),
        "service" => atlas.vocabulary.service(word).is_some(),
        "lang" => Language::from_code(word).is_some_and(|language| atlas.info.languages.contains(&language)),
        "indicator" => {
            [Indicator::HOUSEHOLDS_BEYOND, Indicator::COMMUNITIES_LACKING].contains(&word)
                || atlas.vocabulary.group(word).is_some()
        }
        _ => true,
    };
    declared.find(|parameter| {
        let word = query.text(parameter.name).filter(|_| matches!(parameter.kind, ParamType::Word));
        word.is_some_and(|word| !is_declared(parameter, word))
    })
}

/// Leaves out of the query of a page what its dataset does not know, and what its API root contradicts.
pub fn mend<'p>(
    query: &mut Query,
    declared: &(impl Iterator<Item = &'p Parameter> + Clone),
    (root, atlas): (&ApiRoot, Option<&Atlas>),
) {
    while let Some(parameter) = atlas.and_then(|atlas| undeclared(query, declared.clone(), atlas)) {
        query.refuse(parameter.name);
    }
    while let Err(Problem { parameter: Some(contradiction), .. }) = root.check(query) {
        query.refuse(&contradiction);
    }
}

/// A problem with a parameter, offering only what there is in a dataset, where one is served.
pub fn offer<'p>(
    problem: Problem,
    mut declared: impl Iterator<Item = &'p Parameter>,
    atlas: Option<&Atlas>,
) -> Problem {
    let blamed = declared.find(|parameter| problem.parameter.as_deref() == Some(parameter.name));
    let is_choice = |parameter: &&Parameter| {
        matches!(parameter.kind, ParamType::Enum(_) | ParamType::EnumList(_) | ParamType::Word)
    };
    match blamed.filter(is_choice).and_then(|parameter| Some((parameter, words(parameter, atlas?)?))) {
        Some((parameter, words)) if problem.accepted.is_some() => {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            Problem { accepted: Some(parameter.accepted_words(&words)), ..problem }
        }
        _ => problem,
    }
}
