use crate::tiles::attributes::Attributes;
use crate::tiles::encoded_attributes::EncodedRow;

/// The attributes of a feature as a layer takes them.
#[derive(Clone, Copy, Debug)]
pub enum FeatureAttributes<'a> {
    /// Encoded ones.
    Selected(EncodedRow<'a>),
    /// Its own.
    Own(&'a Attributes),
}

impl<'a> From<EncodedRow<'a>> for FeatureAttributes<'a> {
    fn from(row: EncodedRow<'a>) -> Self {
        Self::Selected(row)
    }
}

impl<'a> From<&'a Attributes> for FeatureAttributes<'a> {
    fn from(attributes: &'a Attributes) -> Self {
        Self::Own(attributes)
    }
}
