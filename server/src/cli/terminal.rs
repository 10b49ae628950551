//! Where text goes to the terminal. All of it goes through here (and logs through [`EscapedLog`]): what came from data is shown, not
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

/// The log: each event is written at once, and is one line.
#[derive(Debug)]
pub struct EscapedLog<W>(pub W);

impl<W: Write> Write for EscapedLog<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        match text.strip_suffix('\n') {
            Some(line) => writeln!(self.0, "{}", Visible(line))?,
            None => write!(self.0, "{}", Visible(&text))?,
        }
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_of_the_log_stays_one_line() {
        let mut log = EscapedLog(Vec::new());
        log.write_all("INFO a\u{1b}[2J\nERROR forged\n".as_bytes()).expect("memory takes everything");
        assert_eq!(String::from_utf8_lossy(&log.0), "INFO a\\u001b[2J\\nERROR forged\n");
    }
}
