use serde::{Deserialize, Serialize};

use super::{PlaceLevel, PopulationGroup, RoundId};

/// A count with its status. Zero is a reported value; "no data" and "suppressed" are never numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Value<N = u64> {
    /// A number, given by the source.
    Reported(N),
    /// The source says nothing.
    #[default]
    NoData,
    /// Known, and withheld to protect people.
    Suppressed,
}

impl<N> Value<N> {
    /// `reported`, `no_data` or `suppressed`.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Reported(_) => "reported",
            Self::NoData => "no_data",
            Self::Suppressed => "suppressed",
        }
    }

    /// The number, only where it is reported.
    pub fn reported(self) -> Option<N> {
        match self {
            Self::Reported(number) => Some(number),
            Self::NoData | Self::Suppressed => None,
        }
    }

    /// The value computed from a reported number; the other statuses stay what they are.
    pub fn map<M>(self, f: impl FnOnce(N) -> M) -> Value<M> {
        match self {
            Self::Reported(number) => Value::Reported(f(number)),
            Self::NoData => Value::NoData,
            Self::Suppressed => Value::Suppressed,
        }
    }

    /// Like [`Value::map`], where the computation may have no answer (a division by zero): then there is no data.
    pub fn and_then<M>(self, f: impl FnOnce(N) -> Option<M>) -> Value<M> {
        match self {
            Self::Reported(number) => f(number).map_or(Value::NoData, Value::Reported),
            Self::NoData => Value::NoData,
            Self::Suppressed => Value::Suppressed,
        }
    }
}

impl Value<u64> {
    /// The sum of two parts of a whole. A part without data leaves the other as it is (the sum is then of what was reported, and the
    /// caller says how many parts are missing); a suppressed part makes the sum suppressed, since the rest would
    /// otherwise give it away.
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Suppressed, _) | (_, Self::Suppressed) => Self::Suppressed,
            (Self::NoData, part) | (part, Self::NoData) => part,
            (Self::Reported(a), Self::Reported(b)) => Self::Reported(a.saturating_add(b)),
        }
    }
}

/// The counts of one group in one round, as the source gives them: a row per place, a column per year.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// The round.
    pub round: RoundId,
    /// The group.
    pub group: PopulationGroup,
    /// What the rows are.
    pub level: PlaceLevel,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// The years, as in the round's coverage of the group.
    pub years: Vec<u16>,
    /// Values by place, then year: `values[place * years.len() + year]`; places in the order of their layer.
    pub values: Vec<Value>,
}

impl Counts {
    /// The values of one place, a value per year.
    pub fn of_place(&self, place: usize) -> &[Value] {
        let width = self.years.len();
        &self.values[place * width..(place + 1) * width]
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.values.len() / self.years.len().max(1)
    }
}

/// Along which line a count is broken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Country of origin or destination.
    Country,
    /// Sex.
    Sex,
    /// Length of stay.
    LengthOfStay,
    /// Main reason to move.
    Reason,
    /// Within the same district, or between districts.
    Movement,
}

impl Dimension {
    /// All dimensions.
    pub const ALL: [Self; 5] = [Self::Country, Self::Sex, Self::LengthOfStay, Self::Reason, Self::Movement];

    /// The name used in data and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Sex => "sex",
            Self::LengthOfStay => "length_of_stay",
            Self::Reason => "reason",
            Self::Movement => "movement",
        }
    }

    /// The dimension with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.id() == id)
    }
}

/// The counts of one group in one round over its whole window, by category.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// The round.
    pub round: RoundId,
    /// The group.
    pub group: PopulationGroup,
    /// What the categories are.
    pub dimension: Dimension,
    /// What the rows are.
    pub level: PlaceLevel,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// The categories, in the order of the source.
    pub categories: Vec<String>,
    /// Values by place, then category.
    pub values: Vec<Value>,
}

impl Breakdown {
    /// The values of one place, a value per category.
    pub fn of_place(&self, place: usize) -> &[Value] {
        let width = self.categories.len();
        &self.values[place * width..(place + 1) * width]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_is_reported_and_no_data_is_not_a_zero() {
        assert_eq!(Value::Reported(0).plus(Value::NoData), Value::Reported(0));
        assert_eq!(Value::<u64>::NoData.plus(Value::NoData), Value::NoData);
        assert_eq!(Value::Reported(0).status(), "reported");
    }

    #[test]
    fn a_suppressed_part_suppresses_the_sum() {
        assert_eq!(Value::Reported(7).plus(Value::Suppressed), Value::Suppressed);
        assert_eq!(Value::Suppressed.plus(Value::NoData), Value::Suppressed);
    }
}
