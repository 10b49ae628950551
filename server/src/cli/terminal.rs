//! Prints text on the terminal. All output except the log ([`crate::log`]) goes through here, because control
//! characters from data must be escaped.

use std::fmt::Display;
use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use geodata::ingest::Report;
use geodata::visible::{Visible, VisibleLines};

use super::report::{TextStyle, painted};

/// The width of a terminal that does not say it.
const USUAL_WIDTH: usize = 80;

/// When text is coloured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    /// On a terminal, unless the environment says `NO_COLOR` (`CLICOLOR_FORCE` colours everywhere).
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes it the choice of this process.
    pub fn choose(self) {
        let choice = match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::AlwaysAnsi,
            Self::Never => ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// Prints an error as one line on standard error.
pub fn print_error(reason: impl Display) {
    eprintln!("kerben: {}", Visible(&reason.to_string()));
}

/// Prints a report on standard error.
pub fn print_report_as_error(report: &Report) {
    let style = TextStyle {
        colour: AutoStream::choice(&io::stderr()) != ColorChoice::Never,
        width: width_of(&console::Term::stderr()),
    };
    let _ = writeln!(io::stderr(), "{}", painted(report, style).trim_end());
}

/// Prints a report on standard output. A closed pipe is no error.
pub fn print_report(report: &Report) {
    let style = TextStyle {
        colour: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        width: width_of(&console::Term::stdout()),
    };
    let _ = writeln!(io::stdout(), "{}", painted(report, style).trim_end());
}

/// The width of a terminal; none if it is a file or a pipe.
fn width_of(terminal: &console::Term) -> Option<usize> {
    let known = terminal.size_checked().map(|(_, columns)| usize::from(columns)).filter(|columns| *columns > 0);
    terminal.is_term().then(|| known.unwrap_or(USUAL_WIDTH))
}

/// Prints text on standard output. A closed pipe (`| head`) is no error.
pub fn print(text: &str) {
    let _ = writeln!(io::stdout(), "{}", VisibleLines(text.trim_end()));
}
