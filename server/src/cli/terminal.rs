//! Prints text on the terminal. All output except the log ([`crate::log`]) goes through here, because control
//! characters from data must be escaped.

use std::fmt::Display;
use std::io::{self, Write};

use geodata::visible::{Visible, VisibleLines};

/// Prints an error as one line on standard error.
pub fn print_error(reason: impl Display) {
    eprintln!("kerben: {}", Visible(&reason.to_string()));
}

/// Prints multi-line text on standard error.
pub fn print_report(text: &str) {
    eprintln!("{}", VisibleLines(text.trim_end()));
}

/// Prints text on standard output. A closed pipe (`| head`) is no error.
pub fn print(text: &str) {
    let _ = writeln!(io::stdout(), "{}", VisibleLines(text.trim_end()));
}
