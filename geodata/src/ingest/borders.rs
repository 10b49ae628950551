//! Builds the topology of the layers, and reports findings about borders.
//!
//! None of them is an error, since a map can be drawn anyway. What a map would show wrongly is a warning; what is usual or was
//! repaired is a note. Of one kind the largest comes first.

use std::cmp::Reverse;

use geo_types::Coord;

use super::report::{BorderDetails, Findings, Location, Severity};
use super::text::{metres, square_metres};
use crate::model::{AdminLayer, AdminLevel};
use crate::progress::Progress;
use crate::topology::{LevelAreas, Tolerance, Topology, TopologyFinding, UnitPosition};

/// A gap with a smaller mean width is probably an error: lakes and enclaves are wider.
const NARROW_METRES: f64 = 50.0;
/// A larger distance between a border and that of its parts is visible when the map switches from one to the other.
const VISIBLE_METRES: f64 = 100.0;
/// The largest number of units that a message names.
const MAX_NAMED: usize = 4;

/// Builds the topology of layers, and reports the findings. `files` is the source of each level. For `misplaced` levels it is known
/// already that their borders differ from those of their parts.
pub(super) fn build_topology(
    layers: &[AdminLayer],
    files: &[(AdminLevel, Location)],
    misplaced: &[AdminLevel],
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Topology {
    let levels: Vec<LevelAreas<'_>> = layers.iter().map(LevelAreas::from).collect();
    let (topology, found) = Topology::build_watched(&levels, Tolerance::default(), progress);
    let builder = BorderFindingBuilder { layers, files };
    let is_known = |finding: &&TopologyFinding| match finding {
        TopologyFinding::LevelDiffers { unit, .. } => {
            layers.get(unit.level).is_some_and(|layer| misplaced.contains(&layer.level))
        }
        _ => false,
    };
    let mut border_findings: Vec<BorderFinding> =
        found.iter().filter(|finding| !is_known(finding)).map(|finding| builder.build(finding)).collect();
    // Square millimetres, or millimetres: whole numbers have an order.
    border_findings.sort_by_key(|finding| (finding.code, Reverse((finding.size * 1e6) as u64)));
    for BorderFinding { severity, code, location, message, border, .. } in border_findings {
        findings.border(severity, code, location, message, border);
    }
    topology
}

struct BorderFinding {
    severity: Severity,
    code: &'static str,
    location: Location,
    message: String,
    border: BorderDetails,
    size: f64,
}

struct BorderFindingBuilder<'a> {
    layers: &'a [AdminLayer],
    files: &'a [(AdminLevel, Location)],
}

impl BorderFindingBuilder<'_> {
    fn build(&self, finding: &TopologyFinding) -> BorderFinding {
        match finding {
            TopologyFinding::RingLeftOut { unit } => {
                let message = format!("a ring of {} has no area on the map and was left out", self.name(*unit));
                self.finding((Severity::Warning, "ring_left_out"), &[*unit], message, 0.0)
            }
            TopologyFinding::VerticesMoved { count, furthest_metres, at } => {
                let furthest = format!("at most by {furthest_metres:.2} m, at {}", format_position(*at));
                let message = format!("{count} vertices were moved to vertices of neighbours, {furthest}");
                let finding = self.finding((Severity::Note, "vertices_moved"), &[], message, 0.0);
                finding.at(*at).metres(*furthest_metres).count(*count)
            }
            TopologyFinding::JunctionsNoded { count } => {
                let message = format!("borders were led over {count} vertices of neighbours that they ran past");
                self.finding((Severity::Note, "junctions_noded"), &[], message, 0.0).count(*count)
            }
            TopologyFinding::SliversClosed { count, largest_square_metres } => {
                let message = format!(
                    "{count} gaps and overlaps no wider than the tolerance of borders were closed, the largest of {}",
                    square_metres(*largest_square_metres)
                );
                let finding = self.finding((Severity::Note, "slivers_closed"), &[], message, 0.0);
                finding.count(*count).square_metres(*largest_square_metres)
            }
            TopologyFinding::Gap { square_metres: area, width_metres, at, around } => {
                let between = self.names(around);
                let (size, width, shown_position) =
                    (square_metres(*area), metres_wide(*width_metres), format_position(*at));
                let (kind, message) = if *width_metres < NARROW_METRES {
                    let message =
                        format!("a gap of {size} ({width}) at {shown_position}, between {between}: no unit covers it");
                    ((Severity::Warning, "gap_between_units"), message)
                } else {
                    let message = format!(
                        "no unit covers {size} at {shown_position}, surrounded by {between}: a lake or an enclave, if that is meant"
                    );
                    ((Severity::Note, "area_without_unit"), message)
                };
                self.finding(kind, around, message, *area).at(*at).metres(*width_metres).square_metres(*area)
            }
            TopologyFinding::Overlap { square_metres: area, width_metres, at, between } => {
                let message = format!(
                    "{} overlap by {} ({}) at {}: the map shows the area as both",
                    self.names(between),
                    square_metres(*area),
                    metres_wide(*width_metres),
                    format_position(*at)
                );
                let finding = self.finding((Severity::Warning, "units_overlap"), between, message, *area);
                finding.at(*at).metres(*width_metres).square_metres(*area)
            }
            TopologyFinding::LevelDiffers { unit, metres: away, at } => {
                let message = format!(
                    "the border of {} is up to {} away from that of its parts, at {}; the map shows theirs",
                    self.name(*unit),
                    metres(*away),
                    format_position(*at)
                );
                let severity = if *away > VISIBLE_METRES { Severity::Warning } else { Severity::Note };
                self.finding((severity, "border_not_of_parts"), &[*unit], message, *away).at(*at).metres(*away)
            }
        }
    }

    /// `size` orders findings of one kind.
    fn finding(
        &self,
        (severity, code): (Severity, &'static str),
        units: &[UnitPosition],
        message: String,
        size: f64,
    ) -> BorderFinding {
        let finest = self.layers.len().saturating_sub(1);
        let level = units.iter().map(|at| at.level).max().unwrap_or(finest);
        let known = self.layers.get(level).and_then(|layer| self.files.iter().find(|(of, _)| *of == layer.level));
        let location = known.map(|(_, location)| location.clone()).unwrap_or_default();
        let units = units.iter().map(|at| self.pcode(*at).to_owned()).collect();
        BorderFinding {
            severity,
            code,
            location,
            message,
            border: BorderDetails { units, ..BorderDetails::default() },
            size,
        }
    }

    fn pcode(&self, at: UnitPosition) -> &str {
        self.layers.get(at.level).and_then(|layer| layer.units.get(at.unit)).map_or("", |unit| unit.pcode.as_str())
    }

    fn name(&self, at: UnitPosition) -> String {
        let unit = self.layers.get(at.level).and_then(|layer| layer.units.get(at.unit));
        unit.map_or_else(String::new, |unit| format!("{} ({})", unit.pcode, unit.names.main()))
    }

    fn names(&self, units: &[UnitPosition]) -> String {
        let more = units.len().saturating_sub(MAX_NAMED);
        let mut named: Vec<String> = units[..units.len() - more].iter().map(|at| self.name(*at)).collect();
        if more > 0 {
            named.push(format!("{more} more"));
        }
        match named.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }
}

impl BorderFinding {
    fn at(mut self, at: Coord<f64>) -> Self {
        (self.border.lon, self.border.lat) = (Some(rounded(at.x)), Some(rounded(at.y)));
        self
    }

    fn metres(mut self, metres: f64) -> Self {
        self.border.metres = Some((metres * 100.0).round() / 100.0);
        self
    }

    fn square_metres(mut self, area: f64) -> Self {
        self.border.km2 = Some(rounded(area / 1e6));
        self
    }

    fn count(mut self, count: usize) -> Self {
        self.border.count = Some(count);
        self
    }
}

/// Six decimals: a tenth of a metre, or a square metre.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

fn format_position(at: Coord<f64>) -> String {
    format!("{:.5}, {:.5}", at.x, at.y)
}

fn metres_wide(width: f64) -> String {
    if width < 10.0 { format!("{width:.1} m wide on average") } else { format!("{} wide on average", metres(width)) }
}
