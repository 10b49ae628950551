//! How values are to be divided into classes: what an address can ask for, and which choices contradict each other.

use std::fmt;

use geodata::figures::Normalisation;

/// How values are divided into classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// Groups with the least variance inside (Jenks' criterion, solved exactly by Ckmeans, Wang and Song 2011).
    #[default]
    NaturalBreaks,
    /// Groups of about as many units each. Equal values are never parted, so that there may be fewer.
    Quantile,
    /// Ranges of the same width, whether there are values in them or not.
    EqualInterval,
    /// Ranges of the same width between round numbers, of which there may be one or two more or fewer than asked for (as R's `pretty`).
    Pretty,
    /// Each class but the last holds what is up to the mean of all that is above the class before (Jiang 2013); for values of which few are
    /// large.
    HeadTail,
    /// Ranges around the mean, a standard deviation wide.
    StandardDeviation,
    /// Ranges between breaks that are given.
    Manual,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 7] = [
        Self::NaturalBreaks,
        Self::Quantile,
        Self::EqualInterval,
        Self::Pretty,
        Self::HeadTail,
        Self::StandardDeviation,
        Self::Manual,
    ];

    /// The name used in addresses and data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NaturalBreaks => "natural_breaks",
            Self::Quantile => "quantile",
            Self::EqualInterval => "equal_interval",
            Self::Pretty => "pretty",
            Self::HeadTail => "head_tail",
            Self::StandardDeviation => "standard_deviation",
            Self::Manual => "manual",
        }
    }

    /// The method with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.id() == id)
    }
}

/// Which values the breaks between classes come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Breaks {
    /// The values that the map shows.
    #[default]
    Own,
    /// Those of all years and rounds that count the same, so that their maps compare.
    Shared,
    /// None: these are the breaks, ascending.
    Given(Vec<f64>),
}

impl Breaks {
    /// The name used in addresses and data, where the breaks are not numbers.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
            Self::Given(_) => "given",
        }
    }
}

/// How many classes there can be. More shades than seven are hard to tell apart, and two or less are no map.
pub const CLASS_COUNTS: std::ops::RangeInclusive<u8> = 3..=7;

/// How many classes there are where nothing is chosen.
const USUAL_COUNT: u8 = 5;

/// How many breaks can be given: those between as many classes as there can be.
pub const MOST_BREAKS: usize = 6;

/// The largest break that can be given, up or down; beyond it numbers are not written exactly any more.
const LARGEST_BREAK: f64 = 1e15;

/// How values are to be divided into classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classification {
    method: Method,
    classes: Option<u8>,
    breaks: Breaks,
}

impl Classification {
    /// From what was chosen. Breaks that are given are the method `manual`, and decide how many classes there are. `usual` is where breaks come from if
    /// nothing is chosen.
    pub fn new(
        (method, classes, breaks): (Option<Method>, Option<u8>, Option<Breaks>),
        per: Normalisation,
        usual: Breaks,
    ) -> Result<Self, ClassificationError> {
        if let Some(classes) = classes.filter(|classes| !CLASS_COUNTS.contains(classes)) {
            return Err(ClassificationError::ClassCount(classes));
        }
        let is_manual = method.unwrap_or_default() == Method::Manual;
        let given = match &breaks {
            Some(Breaks::Given(given)) => given,
            _ if is_manual => return Err(ClassificationError::ManualWithoutBreaks),
            _ => {
                return Ok(Self { method: method.unwrap_or_default(), classes, breaks: breaks.unwrap_or(usual) });
            }
        };
        if let Some(method) = method.filter(|_| !is_manual) {
            return Err(ClassificationError::MethodWithBreaks(method));
        }
        if classes.is_some() {
            return Err(ClassificationError::ClassesWithBreaks);
        }
        if !are_breaks(given) {
            return Err(ClassificationError::NoBreaks);
        }
        let is_mirrored = || given.iter().zip(given.iter().rev()).all(|(low, high)| low + high == 0.0 && *low != 0.0);
        if per == Normalisation::Change && !is_mirrored() {
            return Err(ClassificationError::ChangeNotSymmetric);
        }
        Ok(Self { method: Method::Manual, classes: None, breaks: Breaks::Given(given.clone()) })
    }

    /// A method with the breaks of each map alone, in as many classes as usual.
    pub fn own(method: Method) -> Self {
        Self { method, ..Self::default() }
    }

    /// The same in at most so many classes: of one of two variables, fewer than where nothing else is drawn.
    pub(crate) fn in_classes(method: Method, classes: u8) -> Self {
        Self { method, classes: Some(classes), ..Self::default() }
    }

    /// How values are divided.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Into how many classes, where that was chosen.
    pub fn chosen_classes(&self) -> Option<u8> {
        self.classes
    }

    /// Into how many classes at most: not of zeros, which have one for themselves.
    pub fn classes(&self) -> u8 {
        self.classes.unwrap_or(USUAL_COUNT)
    }

    /// Where the breaks come from.
    pub fn breaks(&self) -> &Breaks {
        &self.breaks
    }
}

/// Whether numbers can be breaks: a few finite ones, ascending.
pub fn are_breaks(numbers: &[f64]) -> bool {
    let are_written_exactly = numbers.iter().all(|number| number.is_finite() && number.abs() <= LARGEST_BREAK);
    (1..=MOST_BREAKS).contains(&numbers.len())
        && are_written_exactly
        && numbers.windows(2).all(|pair| pair[0] < pair[1])
}

/// Choices that make no classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassificationError {
    /// A number of classes that there cannot be.
    ClassCount(u8),
    /// The method `manual` without numbers.
    ManualWithoutBreaks,
    /// Numbers beside a method that finds its own.
    MethodWithBreaks(Method),
    /// Numbers beside a number of classes.
    ClassesWithBreaks,
    /// Numbers that are no breaks.
    NoBreaks,
    /// Of changes, breaks that are not the same on both sides of zero.
    ChangeNotSymmetric,
}

impl ClassificationError {
    /// The parameter to leave out or to change.
    pub fn parameter(self) -> &'static str {
        match self {
            Self::ClassCount(_) | Self::ClassesWithBreaks => "classes",
            Self::ManualWithoutBreaks | Self::MethodWithBreaks(_) => "method",
            Self::NoBreaks | Self::ChangeNotSymmetric => "breaks",
        }
    }
}

impl fmt::Display for ClassificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClassCount(classes) => {
                write!(f, "{classes} classes: there are {} to {}", CLASS_COUNTS.start(), CLASS_COUNTS.end())
            }
            Self::ManualWithoutBreaks => write!(f, "method=manual needs numbers in `breaks`, such as breaks=10,20,50"),
            Self::MethodWithBreaks(method) => {
                write!(
                    f,
                    "method={} finds breaks by itself: leave out the numbers in `breaks`, or the method",
                    method.id()
                )
            }
            Self::ClassesWithBreaks => {
                write!(f, "the numbers in `breaks` say how many classes there are: leave out `classes`, or the numbers")
            }
            Self::NoBreaks => write!(
                f,
                "breaks are 1 to {MOST_BREAKS} different numbers between -{LARGEST_BREAK:e} and {LARGEST_BREAK:e}, \
                 the smallest first"
            ),
            Self::ChangeNotSymmetric => write!(
                f,
                "the breaks of a change are the same on both sides of zero, which is not one of them: -50,-10,10,50"
            ),
        }
    }
}

impl std::error::Error for ClassificationError {}
