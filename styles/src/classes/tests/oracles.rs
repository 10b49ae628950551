//! The groups of each method, compared with those of mapclassify and classInt on the same values (`tests/classes/make.py`): which values are together.
//!
//! What differs on purpose: zeros are a class of their own; no class has values on both sides of zero; `pretty` makes no more classes than seven.
//! Natural breaks may have several best answers: another one must be as good.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Case {
    name: String,
    classes: u8,
    groups: usize,
    /// Other than zero.
    values: Vec<f64>,
    zeros: usize,
    mapclassify: BTreeMap<String, String>,
    classint: BTreeMap<String, String>,
}

impl Case {
    fn per(&self) -> Normalisation {
        if self.name.starts_with("counts") { Normalisation::None } else { Normalisation::Per1000Households }
    }

    /// The class of each value by ours.
    fn ours(&self, method: Method) -> Vec<usize> {
        let with_zeros: Vec<f64> = self.values.iter().copied().chain(vec![0.0; self.zeros]).collect();
        let classes = classify(&with_zeros, &in_classes(method, self.classes), self.per());
        self.values.iter().map(|value| classes.position(*value).expect("a class")).collect()
    }

    /// Groups numbered from the lowest value, none of them on both sides of zero.
    fn numbered(&self, groups: &[usize]) -> Vec<usize> {
        let keys: Vec<(bool, usize)> =
            self.values.iter().map(|value| *value > 0.0).zip(groups.iter().copied()).collect();
        let order: BTreeSet<_> = keys.iter().collect();
        keys.iter().map(|key| order.iter().position(|known| *known == key).expect("a key")).collect()
    }

    /// The sum of squared distances to the means of groups.
    fn deviation(&self, groups: &[usize]) -> f64 {
        let of = |group: usize| {
            let values: Vec<f64> =
                self.values.iter().zip(groups).filter(|(_, of)| **of == group).map(|(value, _)| *value).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            values.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
        };
        groups.iter().copied().collect::<BTreeSet<_>>().into_iter().map(of).sum()
    }
}

fn in_classes(method: Method, classes: u8) -> Classification {
    Classification::new((Some(method), Some(classes), None), Normalisation::Share, Breaks::Own)
        .expect("a classification")
}

fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/classes/oracles.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("oracles")).expect("cases")
}

#[test]
fn groups_are_those_of_mapclassify_and_classint() {
    let mut compared = BTreeMap::new();
    for case in cases() {
        for (oracle, answers) in [("mapclassify", &case.mapclassify), ("classInt", &case.classint)] {
            for (method, groups) in answers {
                let id = Method::from_id(method).expect("a method");
                let groups: Vec<usize> =
                    groups.chars().map(|digit| digit.to_digit(36).expect("a digit") as usize).collect();
                let (ours, theirs) = (case.numbered(&case.ours(id)), case.numbered(&groups));
                let what = format!("{method} of {}, {} classes: {oracle}", case.name, case.classes);
                if id == Method::NaturalBreaks && ours != theirs {
                    let (ours, theirs) = (case.deviation(&ours), case.deviation(&theirs));
                    assert!(ours <= theirs * (1.0 + 1e-9), "{what}: {ours} > {theirs}");
                } else {
                    assert_eq!(ours, theirs, "{what}\n{:?}", case.values);
                }
                *compared.entry((oracle, method.clone())).or_insert(0) += 1;
            }
        }
    }
    assert!(compared.len() == 10 && compared.values().all(|count| *count >= 60), "{compared:?}");
}

/// With no more values than classes, each has one for itself.
#[test]
fn few_values_have_a_class_each() {
    let few: Vec<Case> = cases().into_iter().filter(|case| case.groups < usize::from(case.classes)).collect();
    assert!(few.len() > 10);
    for case in few {
        for method in [Method::NaturalBreaks, Method::Quantile] {
            let ours = case.ours(method);
            let together = ours.iter().collect::<BTreeSet<_>>().len();
            assert!(
                together <= case.groups && (method == Method::Quantile || together == case.groups),
                "{}",
                case.name
            );
        }
    }
}
