//! The keys of the section `[facilities]`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_spanned::Spanned;

use super::name_keys::WithNames;
use super::words::Text;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FacilitiesSection {
    pub(super) file: Text,
    pub(super) layer: Option<Text>,
    pub(super) crs: Option<Text>,
    pub(super) encoding: Option<Text>,
    #[serde(default)]
    pub(super) remote: bool,
    pub(super) sources: Spanned<Vec<Text>>,
    /// What all of them offer, where no column says it.
    pub(super) service: Option<Text>,
    /// The services that words of the column stand for; `-` for facilities that are left out.
    #[serde(default)]
    pub(super) services: BTreeMap<Text, Text>,
    pub(super) columns: Spanned<WithNames<FacilityColumns>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FacilityColumns {
    pub(super) id: Text,
    /// Stands for the columns of names in the list of keys that an error shows; [`WithNames`] reads them.
    #[serde(rename = "name_…")]
    _names: Option<Text>,
    pub(super) service: Option<Text>,
}
