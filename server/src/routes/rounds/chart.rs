//! The chart of a trend: a line for each segment, a gap where it breaks, and no point where there is no number.

use geodata::figures::{Estimate, Segment};
use maud::{Markup, html};
use styles::words::{Words, say};

/// The size of the chart, in units that are pixels on a small screen.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 210.0;
/// What is left free around the points, for labels.
const MARGIN: f64 = 34.0;
/// Labels of points are so far apart at least.
const LABEL_SPACING: f64 = 58.0;
/// The radius of a point.
const RADIUS: f64 = 3.5;

/// One round on the chart.
struct Point<'a> {
    round: &'a str,
    segment: usize,
    x: f64,
    /// Its height; none where no number is reported.
    y: Option<f64>,
    text: String,
}

/// The values of all places together, over the days of the rounds.
pub fn svg(segments: &[Segment<'_>], values: &[Estimate], label: &str, words: Words) -> Markup {
    let points = points(segments, values, words);
    let breaks = points.windows(2).filter_map(|pair| match pair {
        [before, after] if before.segment != after.segment => Some(f64::midpoint(before.x, after.x)),
        _ => None,
    });
    let ground = HEIGHT - MARGIN;
    let mut last_label = f64::NEG_INFINITY;
    let is_labelled: Vec<bool> = points
        .iter()
        .map(|point| {
            let has_room = point.x - last_label >= LABEL_SPACING;
            last_label = if has_room { point.x } else { last_label };
            has_room
        })
        .collect();
    html! {
        svg class="trend" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(label) {
            line class="axis" x1=(MARGIN / 2.0) x2=(WIDTH - MARGIN / 2.0) y1=(ground) y2=(ground) {}
            @for x in breaks {
                line class="break" x1=(x) x2=(x) y1=(MARGIN / 2.0) y2=(ground) {}
                text class="break" x=(x) y=(MARGIN / 2.0 - 4.0) { (say!(words, "trend-break")) }
            }
            @for line in lines(&points) { polyline points=(line) {} }
            @for (point, is_labelled) in points.iter().zip(is_labelled) {
                @let y = point.y.unwrap_or(ground);
                g {
                    title { (point.round) ": " (point.text) }
                    circle class=[point.y.is_none().then_some("none")] cx=(point.x) cy=(y) r=(RADIUS) {}
                }
                @if is_labelled {
                    text x=(point.x) y=(y - 8.0) { (point.text) }
                    text x=(point.x) y=(ground + 16.0) { (point.round) }
                }
            }
        }
    }
}

fn points<'a>(segments: &'a [Segment<'_>], values: &[Estimate], words: Words) -> Vec<Point<'a>> {
    let rounds =
        segments.iter().enumerate().flat_map(|(at, segment)| segment.rounds.iter().map(move |round| (at, round)));
    let rounds: Vec<_> = rounds.zip(values).collect();
    let days: Vec<f64> = rounds.iter().map(|((_, round), _)| day(round.date())).collect();
    let (first, last) = (days.first().copied().unwrap_or(0.0), days.last().copied().unwrap_or(0.0));
    let numbers = values.iter().filter_map(|estimate| estimate.value.reported());
    let (lowest, highest) = numbers.fold((0.0f64, 0.0f64), |(low, high), number| (low.min(number), high.max(number)));
    let between = |from: f64, to: f64, at: f64| if to > from { (at - from) / (to - from) } else { 0.5 };
    rounds
        .iter()
        .zip(days)
        .map(|(((segment, round), estimate), day)| {
            let height = |number: f64| HEIGHT - MARGIN - between(lowest, highest, number) * (HEIGHT - 2.0 * MARGIN);
            let value = estimate.value;
            let is_whole = value.reported().is_none_or(|number| number.fract() == 0.0);
            Point {
                round: &round.id.0,
                segment: *segment,
                x: (MARGIN + between(first, last, day) * (WIDTH - 2.0 * MARGIN)).round(),
                y: value.reported().map(|number| height(number).round()),
                text: value.reported().map_or_else(|| words.status(value), |number| words.value(number, is_whole)),
            }
        })
        .collect()
}

/// The points that a line joins: of one segment, with numbers, one after the other.
fn lines(points: &[Point<'_>]) -> Vec<String> {
    let chunks = points.chunk_by(|a, b| a.segment == b.segment && a.y.is_some() && b.y.is_some());
    let long = chunks.filter(|chunk| chunk.len() > 1);
    let written = |point: &Point<'_>| Some(format!("{},{}", point.x, point.y?));
    long.map(|chunk| chunk.iter().filter_map(written).collect::<Vec<_>>().join(" ")).collect()
}

/// Days since some day, from `YYYY-MM-DD`, as precisely as a chart shows them.
fn day(date: &str) -> f64 {
    let numbers: Vec<f64> = date.split('-').map(|part| part.parse().unwrap_or(0.0)).collect();
    match *numbers {
        [year, month, day] => year * 365.25 + (month - 1.0) * 30.44 + day,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(segment: usize, x: f64, y: Option<f64>) -> Point<'static> {
        Point { round: "r", segment, x, y, text: String::new() }
    }

    #[test]
    fn lines_join_numbers_of_one_segment_alone() {
        let points = [
            point(0, 1.0, Some(1.0)),
            point(0, 2.0, Some(2.0)),
            point(0, 3.0, None),
            point(0, 4.0, Some(4.0)),
            point(1, 5.0, Some(5.0)),
            point(1, 6.0, Some(6.0)),
        ];
        assert_eq!(lines(&points), ["1,1 2,2", "5,5 6,6"]);
        assert!(day("2024-02-29") < day("2024-03-01") && day("2023-12-31") < day("2024-01-01"));
    }
}
