//! A class of values, and the classes of a map.

/// What the values of a class have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClassKind {
    /// They are zero.
    Zero,
    /// They lie in a range.
    Range,
    /// They are changes about zero, too small to be called growth or decline.
    Neutral,
}

impl ClassKind {
    /// The name used in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::Range => "range",
            Self::Neutral => "neutral",
        }
    }
}

/// Values that share a colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// What they have in common.
    pub kind: ClassKind,
    /// Where it begins: the break below it; of the lowest class the smallest value, rounded down as far as its label shows. Equal to `high` where
    /// all are one value.
    pub low: f64,
    /// Where it ends: the break above it; of the highest class the largest value, rounded up.
    pub high: f64,
    /// Whether `low` is in it.
    pub holds_low: bool,
    /// Whether `high` is in it.
    pub holds_high: bool,
    /// How many units fall in it.
    pub units: usize,
    /// Its distance from no colour: 1 for the lowest range, 2 for the next; of changes, negative for decline and 0 for the neutral class. It depends on
    /// the breaks alone, so that classes that are not there shift no colours. Zeros have 0.
    pub step: i8,
    /// The largest distance that a class can have by these breaks, up or down.
    pub steps: u8,
}

impl Class {
    /// The class of one value, or of values that are the same.
    pub(super) fn of_value(kind: ClassKind, value: f64, (step, steps): (i8, u8)) -> Self {
        Self { kind, low: value, high: value, holds_low: true, holds_high: true, units: 0, step, steps }
    }

    /// Whether a value falls in it.
    pub fn holds(&self, value: f64) -> bool {
        let is_above = if self.holds_low { self.low <= value } else { self.low < value };
        is_above && if self.holds_high { value <= self.high } else { value < self.high }
    }

    /// Whether all of its values are the same.
    pub fn is_one_value(&self) -> bool {
        self.low >= self.high
    }
}

/// The classes of a map, lowest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
    /// Each with the units that fall in it.
    pub classes: Vec<Class>,
    /// How many decimals values need, so that none that is printed falls in another class than before: with this many, or more.
    pub decimals: usize,
}

impl Classes {
    /// The position of the class that a value falls in.
    pub fn position(&self, value: f64) -> Option<usize> {
        self.classes.iter().position(|class| class.holds(value))
    }
}

impl std::ops::Deref for Classes {
    type Target = [Class];
    fn deref(&self) -> &[Class] {
        &self.classes
    }
}
