//! Draws the areas of a dataset with their names, lines and insets as a bare SVG, to look at how names are placed:
//!
//! `cargo run -p styles --example names_on_a_map -- geodata/samples/kyrgyzstan LEVEL ru 1280 > map.svg`

use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use geo_types::{Coord, MultiPolygon, Rect};
use geodata::ingest::read_dataset;
use geodata::model::{AdminUnit, BBox, Language};
use geodata::progress::Silent;
use geodata::topology::UnitPosition;
use styles::scene::insets;
use styles::scene::labels::{Label, Lettering, NamedArea, Obstacles};
use styles::scene::projection::{Fit, Projection};

const FILLS: [&str; 4] = ["#dce9f6", "#a9c9e6", "#c9dbee", "#bdd3ea"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, level, language, width] = arguments.as_slice() else {
        return Err("give a dataset, a level from 0, a language and a width".into());
    };
    let (level, width): (usize, f64) = (level.parse()?, width.parse()?);
    let language = Language::from_code(language).ok_or("no such language")?;
    let ingested = read_dataset(Path::new(folder), &Silent);
    let (Some(parts), Some(topology)) = (ingested.parts, ingested.topology) else {
        return Err(format!("{folder} has errors").into());
    };
    let layer = parts.layers.get(level).ok_or("no such level")?;
    let extent = BBox::around(layer.units.iter().flat_map(AdminUnit::boxes)).ok_or("no areas")?;
    let places =
        || layer.units.iter().flat_map(|unit| unit.area.iter()).flat_map(|area| area.exterior().0.iter().copied());
    let height = (width * 0.58).round();
    let frame = Rect::new((0.0, 0.0), (width, height));
    let legend = Rect::new((8.0, 8.0), (8.0 + (width * 0.3).max(120.0), 8.0 + (width * 0.07).max(40.0)));
    let fit = Fit::around(Projection::for_extent(&extent), places(), frame, 16.0).ok_or("no fit")?;
    let zoom =
        (0..=14).find(|zoom| 40_075_016.0 / 256.0 / f64::from(1 << zoom) < fit.metres_per_pixel * 0.5).unwrap_or(14);
    let coverage = topology.at_zoom(zoom);
    let areas: Vec<MultiPolygon<f64>> =
        (0..layer.units.len()).map(|unit| fit.area(&coverage.unit_square_area(UnitPosition { level, unit }))).collect();

    let mut ranks: Vec<usize> = (0..layer.units.len()).collect();
    ranks.sort_by(|a, b| layer.units[*b].area_km2.total_cmp(&layer.units[*a].area_km2));
    let mut named: Vec<NamedArea<'_>> = areas
        .iter()
        .zip(&layer.units)
        .map(|(area, unit)| NamedArea {
            area,
            name: unit.names.get_or_main(language),
            short: Some(unit.names.get_or_main(language).trim_end_matches(" район").trim_end_matches(" району")),
            rank: 0,
        })
        .collect();
    for (rank, unit) in ranks.iter().enumerate() {
        named[*unit].rank = rank;
    }
    let lettering = Lettering { most: (width < 500.0).then_some(8), ..Lettering::default() };
    let boxes = [legend];
    let obstacles = Obstacles { boxes: &boxes, ..Obstacles::default() };
    let started = Instant::now();
    let naming = insets::name(&named, frame, obstacles, lettering);
    let took = started.elapsed();
    let all = || naming.insets.iter().map(|inset| &inset.labels).chain([&naming.labels]);
    let unplaced: Vec<&str> = all().flat_map(|labels| &labels.unplaced).map(|unit| named[*unit].name).collect();
    let placed: usize = all().map(|labels| labels.placed.len()).sum();
    eprintln!("{placed} of {} names in {took:?}; without: {}", named.len(), unplaced.join(", "));

    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' font-family='Noto Sans' text-anchor='middle'>\
         <rect width='100%' height='100%' fill='#f7f7f5'/>"
    );
    for (number, area) in areas.iter().enumerate() {
        let fill = FILLS[number % 4];
        write!(svg, "<path d='{}' fill='{fill}' stroke='#fff' stroke-width='0.6' fill-rule='evenodd'/>", path(area))?;
    }
    write!(svg, "{}", rect(legend))?;
    for inset in &naming.insets {
        let [from, to] = inset.leader;
        write!(
            svg,
            "<path d='M{:.1},{:.1}L{:.1},{:.1}' stroke='#333' stroke-width='0.5'/>",
            from.x, from.y, to.x, to.y
        )?;
        write!(svg, "{}{}", rect(inset.place).replace("#fff", "none"), rect(inset.frame).replace("#fff", "#f7f7f5"))?;
        for area in &inset.areas {
            let fill = FILLS[area % 4];
            let shape = path(&inset.area(&areas[*area]));
            write!(svg, "<path d='{shape}' fill='{fill}' stroke='#fff' stroke-width='0.6' fill-rule='evenodd'/>")?;
        }
    }
    for label in all().flat_map(|labels| &labels.placed) {
        draw(&mut svg, label)?;
    }
    println!("{svg}</svg>");
    Ok(())
}

fn draw(svg: &mut String, label: &Label) -> std::fmt::Result {
    if let Some([from, to]) = label.leader {
        write!(
            svg,
            "<path d='M{:.1},{:.1}L{:.1},{:.1}' stroke='#333' stroke-width='0.5'/><circle cx='{:.1}' cy='{:.1}' r='1.2' fill='#333'/>",
            from.x, from.y, to.x, to.y, to.x, to.y
        )?;
    }
    for line in &label.lines {
        write!(
            svg,
            "<text x='{:.1}' y='{:.1}'{} font-size='{}' stroke='#fff' stroke-opacity='0.7' stroke-width='2.5' stroke-linejoin='round' \
             paint-order='stroke' fill='#222'>{}</text>",
            line.at.x,
            line.at.y,
            if label.is_upright {
                format!(" transform='rotate(-90 {:.1} {:.1})'", line.at.x, line.at.y)
            } else {
                String::new()
            },
            label.size,
            line.text
        )?;
    }
    Ok(())
}

fn rect(rect: Rect<f64>) -> String {
    let (min, width, height) = (rect.min(), rect.width(), rect.height());
    format!(
        "<rect x='{:.1}' y='{:.1}' width='{width:.1}' height='{height:.1}' fill='#fff' stroke='#333' stroke-width='0.5'/>",
        min.x, min.y
    )
}

fn path(area: &MultiPolygon<f64>) -> String {
    let rings = area.iter().flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()));
    let at = |at: &Coord<f64>| format!("{:.1},{:.1}", at.x, at.y);
    rings.map(|ring| format!("M{}Z", ring.0.iter().map(at).collect::<Vec<_>>().join("L"))).collect::<Vec<_>>().concat()
}
