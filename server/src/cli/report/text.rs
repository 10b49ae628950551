//! A report as text on a terminal: in colour, and wrapped to its width. Elsewhere each finding stays one line, for `grep` and for scripts.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use geodata::ingest::{Line, LineKind, Report, Severity};
use textwrap::{Options, WordSplitter};

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Whether it has colours.
    pub colour: bool,
    /// How many characters a line has, if they are wrapped.
    pub width: Option<usize>,
}

/// A terminal with fewer columns is not wrapped for: words would stand alone.
const MIN_WIDTH: usize = 40;

/// The report as text. The lines of a report have no control characters, so that all in the result are of its colours.
pub fn painted(report: &Report, style: TextStyle) -> String {
    let mut text = String::new();
    for line in report.lines() {
        if line.kind.is_apart() {
            text.push('\n');
        }
        let _ = writeln!(text, "{}", one_line(&line, style));
    }
    text
}

fn one_line(line: &Line, style: TextStyle) -> String {
    let paint = |style_of: Style| if style.colour { style_of } else { Style::new() };
    let (whole, place) = (paint(style_of(line.kind)), paint(location_style(line.kind)));
    let mark = if line.kind == LineKind::Remedy { "→ " } else { "" };
    let location = line.location.as_ref().map_or_else(String::new, |at| format!("{place}{at}{place:#}: "));
    let text = format!("{whole}{mark}{location}{}{whole:#}", line.text);
    let indentation = " ".repeat(line.kind.indentation());
    match style.width {
        None => format!("{indentation}{text}"),
        Some(width) => {
            let further = match line.kind {
                LineKind::Finding(_) | LineKind::Remedy => format!("{indentation}  "),
                _ => indentation.clone(),
            };
            let options = Options::new(width.max(MIN_WIDTH))
                .initial_indent(&indentation)
                .subsequent_indent(&further)
                .word_splitter(WordSplitter::NoHyphenation)
                .break_words(false);
            textwrap::fill(&text, options)
        }
    }
}

fn style_of(kind: LineKind) -> Style {
    let plain = Style::new();
    match kind {
        LineKind::Title | LineKind::Action(_) | LineKind::Count => plain.bold(),
        LineKind::Summary | LineKind::Finding(_) => plain,
        LineKind::Severity(severity) => colour_of(severity).bold(),
        LineKind::More => plain.dimmed(),
        LineKind::Remedy => plain.fg_color(Some(AnsiColor::Green.into())),
    }
}

fn location_style(kind: LineKind) -> Style {
    match kind {
        LineKind::Finding(severity) => colour_of(severity),
        _ => Style::new(),
    }
}

fn colour_of(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    Style::new().fg_color(Some(colour.into()))
}

#[cfg(test)]
mod tests {
    use geodata::ingest::read_dataset;
    use geodata::progress::Silent;

    use super::*;

    /// The report of Sandland with a negative count, and a village in the wrong district.
    fn report() -> Report {
        let mut dataset = fixtures::Dataset::sandland();
        dataset.edit("counts.csv", "C2,0,3,1", "C2,0,-3,1");
        dataset.edit("communities.csv", "74.2,42.5", "74.6,42.5");
        read_dataset(dataset.write().path(), &Silent).report
    }

    #[test]
    fn without_a_terminal_it_is_the_plain_text_with_a_line_for_each_finding() {
        let report = report();
        let text = painted(&report, TextStyle { colour: false, width: None });
        assert_eq!(text.trim_end(), report.to_string());
        assert!(text.lines().any(|line| line.len() > 100), "{text}");
    }

    #[test]
    fn on_a_terminal_lines_are_wrapped_and_colours_do_not_count_as_width() {
        let report = report();
        for width in [40, 80, 200] {
            let plain = painted(&report, TextStyle { colour: false, width: Some(width) });
            assert!(plain.lines().all(|line| textwrap::core::display_width(line) <= width), "{plain}");
            let coloured = painted(&report, TextStyle { colour: true, width: Some(width) });
            assert!(coloured.contains("\u{1b}[31m"), "errors are red: {coloured}");
            assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
        }
    }
}
