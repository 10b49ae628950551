//! Where text goes to the terminal. All of it goes through here (logs go through [`crate::log`]): what came from data is shown, not
//! obeyed.

use std::fmt::Display;
use std::io::{self, Write};

use geodata::visible::{Visible, VisibleLines};

/// Says why something failed, in a line on the standard error.
pub fn complain(reason: impl Display) {
    eprintln!("kerben: {}", Visible(&reason.to_string()));
}

/// Prints text of several lines on the standard error.
pub fn report(text: &str) {
    eprintln!("{}", VisibleLines(text.trim_end()));
}

/// Prints text on the standard output. A reader that went away (`| head`) is no error.
pub fn print(text: &str) {
    let _ = writeln!(io::stdout(), "{}", VisibleLines(text.trim_end()));
}
