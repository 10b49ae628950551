//! What a map is asked to show, and what its colours can stand for.

use geodata::figures::{Indicator, Normalisation};
use geodata::model::{AdminLevel, Language, Period, Round};
use serde::Serialize;

use crate::classes::Method;

/// What a map is asked to show.
#[derive(Clone, Debug)]
pub struct MapRequest<'a> {
    /// The indicator.
    pub indicator: Indicator,
    /// By which units.
    pub by: AdminLevel,
    /// In which round.
    pub round: &'a Round,
    /// When.
    pub period: Period,
    /// How normalised.
    pub per: Normalisation,
    /// How values are divided into classes.
    pub method: Method,
    /// Only inside this unit.
    pub within: Option<(AdminLevel, usize)>,
    /// Language of names and words.
    pub language: Language,
}

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LegendKind {
    /// A class of reported values.
    Class,
    /// The source says nothing.
    NoData,
    /// Withheld to protect people.
    Suppressed,
    /// There is nobody to measure.
    NotApplicable,
}

impl LegendKind {
    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::NoData => "no_data",
            Self::Suppressed => "suppressed",
            Self::NotApplicable => "not_applicable",
        }
    }
}
