//! The key `year` of a column of counts: `year = 2023`, or `year = "window"` for all years together.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// The year of a column of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountYear {
    One(u16),
    /// The whole window of the round.
    Window,
}

/// The window, as addresses name it too.
const WINDOW: &str = "window";

impl<'de> Deserialize<'de> for CountYear {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct YearOrWindow;

        impl Visitor<'_> for YearOrWindow {
            type Value = CountYear;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a year, or \"{WINDOW}\" for all years of the round together")
            }

            fn visit_i64<E: Error>(self, year: i64) -> Result<CountYear, E> {
                u16::try_from(year).map(CountYear::One).map_err(|_| E::invalid_value(Unexpected::Signed(year), &self))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<CountYear, E> {
                if text.trim() == WINDOW {
                    Ok(CountYear::Window)
                } else {
                    Err(E::invalid_value(Unexpected::Str(text), &self))
                }
            }
        }

        deserializer.deserialize_any(YearOrWindow)
    }
}
