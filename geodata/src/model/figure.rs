use super::{Derivation, Dimension, PlaceLevel, PopulationGroup, RoundId};

/// A number with its status. Zero is a reported value; "no data", "suppressed" and "not applicable" are distinct and never numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Value<N = u64> {
    /// A number, given by the source.
    Reported(N),
    /// The source has no value.
    #[default]
    NoData,
    /// Known, and withheld to protect people.
    Suppressed,
    /// There is nobody to measure, as in a share of nobody. Counts never have this status.
    NotApplicable,
}

impl<N> Value<N> {
    /// `reported`, `no_data`, `suppressed` or `not_applicable`.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Reported(_) => "reported",
            Self::NoData => "no_data",
            Self::Suppressed => "suppressed",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The number, if it is reported.
    pub fn reported(self) -> Option<N> {
        match self {
            Self::Reported(number) => Some(number),
            Self::NoData | Self::Suppressed | Self::NotApplicable => None,
        }
    }

    /// Applies `f` to a reported number; the other statuses stay.
    pub fn map<M>(self, f: impl FnOnce(N) -> M) -> Value<M> {
        match self {
            Self::Reported(number) => Value::Reported(f(number)),
            Self::NoData => Value::NoData,
            Self::Suppressed => Value::Suppressed,
            Self::NotApplicable => Value::NotApplicable,
        }
    }
}

impl<N> Value<N> {
    /// The value of what may be unknown.
    pub fn known(number: Option<N>) -> Self {
        number.map_or(Self::NoData, Self::Reported)
    }
}

impl Value<u64> {
    /// The sum of two parts of a whole. A part without data adds nothing (the caller counts missing parts). A suppressed part makes
    /// the sum suppressed, since it could otherwise be recovered from the sum.
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Suppressed, _) | (_, Self::Suppressed) => Self::Suppressed,
            (Self::NotApplicable, _) => other,
            (part, Self::NoData | Self::NotApplicable) | (Self::NoData, part) => part,
            (Self::Reported(a), Self::Reported(b)) => Self::Reported(a.saturating_add(b)),
        }
    }
}

/// The counts of one group in one round, as the source gives them: a row per place, a column per year; or a single column, for a stock and for a
/// flow that is counted over its whole window.
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
    /// The years, as in the round's coverage of the group; none where it is not counted by year.
    pub years: Vec<u16>,
    /// Values by place, then year: `values[place * width + year]`; places in the order of their layer.
    pub values: Vec<Value>,
    /// Which of its columns were not published.
    pub derived: Vec<Derivation>,
}

impl Counts {
    /// How many values a place has: one per year, or the one at the date of the round or over its window.
    pub fn width(&self) -> usize {
        width_of_years(&self.years)
    }

    /// The values of one place.
    pub fn of_place(&self, place: usize) -> &[Value] {
        let width = self.width();
        &self.values[place * width..(place + 1) * width]
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.values.len() / self.width()
    }
}

/// How many values a place has in counts of these years; without years it has one.
pub(crate) fn width_of_years(years: &[u16]) -> usize {
    years.len().max(1)
}

/// The counts of one group in one round over its whole window or on the day of a stock, by category.
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
    /// Which of its categories were not published as numbers of people.
    pub derived: Vec<Derivation>,
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
    fn not_applicable_parts_add_nothing() {
        for part in [Value::Reported(3), Value::NoData, Value::Suppressed, Value::NotApplicable] {
            assert_eq!(Value::NotApplicable.plus(part), part);
            assert_eq!(part.plus(Value::NotApplicable), part);
        }
        assert_eq!(
            (Value::<u64>::NotApplicable.status(), Value::<u64>::NotApplicable.reported()),
            ("not_applicable", None)
        );
    }

    #[test]
    fn a_suppressed_part_suppresses_the_sum() {
        assert_eq!(Value::Reported(7).plus(Value::Suppressed), Value::Suppressed);
        assert_eq!(Value::Suppressed.plus(Value::NoData), Value::Suppressed);
    }
}
