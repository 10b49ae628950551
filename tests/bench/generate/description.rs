//! `dataset.toml`.

use std::fmt::Write;
use std::path::Path;

use crate::communities::{BANDED, MEASURED, YEARS, columns};
use crate::people::{GROUPS, People};
use crate::{Extent, YEAR};

pub fn write(name: &str, extent: &Extent, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut text = format!(
        r#"[dataset]
id = "bench-{name}"
title = "Benchmark, {name} (generated)"
country = "AA"
illustrative = true
illustrative_note = "Everything is generated."
default_round = "bench-r1"
languages = ["en"]

[[sources]]
id = "generator"
title = "The generator of the benchmark"
citation = "Kerben, data made for measuring."
publisher = "Kerben"
licence = "CC0"
date = "2024"

[[rounds]]
id = "bench-r1"
country = "AA"
title = "Round 1"
collected = ["2025-01-15", "2025-02-28"]
method = "Generated"
sources = ["generator"]

[communities]
file = "communities.csv"
sources = ["generator"]
columns = {{ id = "id", name_en = "name", lon = "lon", lat = "lat", admin2 = "admin2", households = "households", origin = "origin" }}
"#
    );
    for level in ["admin0", "admin1", "admin2"] {
        let parent = if level == "admin0" { "" } else { "parent = \"parent\", " };
        writeln!(text, "\n[[layers]]\nlevel = \"{level}\"\nfile = \"{level}.fgb\"\nboundaries = \"schematic\"")?;
        writeln!(text, "sources = [\"generator\"]\ncolumns = {{ pcode = \"pcode\", {parent}name_en = \"name\" }}")?;
    }
    for group in &GROUPS[..People::groups(extent.detailed)] {
        let years = if extent.detailed { &YEARS[..] } else { &[YEAR] };
        writeln!(text, "\n[[rounds.groups]]\ngroup = \"{group}\"\nyears = {years:?}\ndefinition = \"Generated.\"")?;
    }
    writeln!(text, "\n[[counts]]\nfile = \"counts.csv\"\nround = \"bench-r1\"\nlevel = \"community\"\nplace = \"id\"")?;
    writeln!(text, "sources = [\"generator\"]\ncolumns = [")?;
    for (column, group, year) in columns(extent.detailed) {
        writeln!(text, "  {{ column = \"{column}\", group = \"{}\", year = {year} }},", GROUPS[group])?;
    }
    writeln!(text, "]")?;
    if extent.detailed {
        writeln!(text, "\n[[services]]\nfile = \"services.csv\"\nround = \"bench-r1\"\nplace = \"id\"")?;
        writeln!(
            text,
            "sources = [\"generator\"]\ncolumns = [\n  {{ service = \"internet\", available = \"internet\" }},"
        )?;
        for (services, distance) in [(&BANDED[..], "band"), (&MEASURED[..], "km")] {
            for service in services {
                let given = format!("{distance} = \"{service}_{distance}\"");
                writeln!(text, "  {{ service = \"{service}\", available = \"{service}\", {given} }},")?;
            }
        }
        writeln!(text, "]")?;
    }
    std::fs::write(folder.join("dataset.toml"), text)?;
    Ok(())
}
