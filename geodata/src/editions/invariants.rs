//! Checks the invariants of an atlas before it is written and after it was read, because all queries rely on them.

use geo::BoundingRect;
use geo_types::{Coord, MultiPolygon, Rect};

use super::long_tables::PlaceKeys;
use crate::model::DatasetParts;
use crate::model::{
    AdminLayer, AdminUnit, BasemapLocation, Context, Counts, Derivation, GroupCoverage, PlaceLevel, Value,
    is_archive_address, is_web_address,
};
use crate::visible::without_secrets;

/// Rounding on the way through a projection may put a point a little beyond the edge of the globe, in degrees.
const ROUNDING: f64 = 1e-6;

/// The reason why the parts do not make an atlas, if there is one.
pub(super) fn check(parts: &DatasetParts) -> Result<(), String> {
    for pair in parts.layers.windows(2) {
        ensure(pair[0].level < pair[1].level, || "the admin layers are not in order, country first".to_owned())?;
    }
    for layer in &parts.layers {
        let above = parts.layers.iter().find(|above| Some(above.level) == layer.level.above());
        check_layer(layer, above.map_or(0, |above| above.units.len()))?;
    }
    check_addresses(parts)?;
    check_points(parts)?;
    check_borders(parts)?;
    check_context(parts)?;
    check_tables(parts)
}

/// Pages link to the addresses of sources, and the server asks that of a basemap: what a dataset must not name, an edition must not either.
fn check_addresses(parts: &DatasetParts) -> Result<(), String> {
    for source in &parts.sources {
        let url = source.url.as_deref();
        ensure(url.is_none_or(is_web_address), || {
            format!("the source `{}`: `{}` is no web address", source.id, without_secrets(url.unwrap_or_default()))
        })?;
    }
    match parts.info.basemap.as_ref().map(|basemap| &basemap.place) {
        Some(BasemapLocation::Url(url)) => ensure(is_archive_address(url), || {
            format!("the basemap: `{}` is no address of an archive", without_secrets(url))
        }),
        _ => Ok(()),
    }
}

fn check_layer(layer: &AdminLayer, above: usize) -> Result<(), String> {
    let name = layer.level.id();
    for pair in layer.units.windows(2) {
        let [before, after] = [&pair[0].pcode, &pair[1].pcode];
        ensure(before < after, || format!("{name}: the units are not in the order of their codes at {after}"))?;
    }
    for unit in &layer.units {
        let invalid = |reason: &str| format!("{name}: {}: {reason}", unit.pcode);
        ensure(unit.parent.is_none_or(|parent| parent < above), || invalid("the unit above does not exist"))?;
        ensure(unit.population.is_none_or(is_storable), || invalid("the population is too large"))?;
        ensure(unit.area_km2.is_finite() && unit.area_km2 >= 0.0, || invalid("the size of the area is no size"))?;
        check_area(&unit.area).map_err(invalid)?;
        ensure(is_boxed(unit), || invalid("the box is not the one around the area"))?;
    }
    Ok(())
}

fn check_area(area: &MultiPolygon<f64>) -> Result<(), &'static str> {
    for ring in area.0.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors())) {
        if ring.0.len() < 4 {
            return Err("a ring of the area has fewer than four positions");
        }
        if !ring.0.iter().all(|at| is_on_globe(*at)) {
            return Err("the area has a position that is not on the globe");
        }
    }
    Ok(())
}

fn is_boxed(unit: &AdminUnit) -> bool {
    unit.area.bounding_rect() == Some(unit.bbox)
}

fn check_points(parts: &DatasetParts) -> Result<(), String> {
    let (units, label) = (parts.layer(parts.community_level), parts.community_level.label());
    let units = units.map_or(0, |layer| layer.units.len());
    for pair in parts.communities.windows(2) {
        let [before, after] = [&pair[0].id, &pair[1].id];
        ensure(before < after, || format!("communities: they are not in the order of their ids at `{after}`"))?;
    }
    for community in &parts.communities {
        let invalid = |reason: &str| format!("communities: `{}`: {reason}", community.id);
        ensure(community.unit < units, || invalid(&format!("its {label} does not exist")))?;
        ensure(community.point.is_none_or(|point| is_on_globe(point.0)), || invalid("it is not on the globe"))?;
        let is_fine = community.households.reported().is_none_or(|households| is_storable(households.0));
        ensure(is_fine, || invalid("there are too many households"))?;
    }
    for pair in parts.facilities.windows(2) {
        let [before, after] = [&pair[0].id, &pair[1].id];
        ensure(before < after, || format!("facilities: they are not in the order of their ids at `{after}`"))?;
    }
    for facility in &parts.facilities {
        let is_fine = is_on_globe(facility.point.0);
        ensure(is_fine, || format!("facilities: `{}`: it is not on the globe", facility.id))?;
    }
    Ok(())
}

fn check_borders(parts: &DatasetParts) -> Result<(), String> {
    for pair in parts.international_borders.list.windows(2) {
        let [before, after] = [&pair[0].id, &pair[1].id];
        ensure(before < after, || {
            format!("international borders: they are not in the order of their ids at `{after}`")
        })?;
    }
    for border in &parts.international_borders.list {
        let are_lines = !border.lines.0.is_empty() && border.lines.0.iter().all(|line| line.0.len() >= 2);
        let is_fine = are_lines && border.lines.0.iter().flat_map(|line| &line.0).all(|at| is_on_globe(*at));
        ensure(is_fine, || format!("international borders: `{}`: it is no line on the globe", border.id))?;
    }
    Ok(())
}

fn check_context(parts: &DatasetParts) -> Result<(), String> {
    let Context { countries, lakes, rivers, places } = &parts.context;
    let on_globe = |bounds: &Rect<f64>| is_on_globe(bounds.min()) && is_on_globe(bounds.max());
    let countries = countries.own().iter().flat_map(|country| &country.polygons);
    let areas = countries.chain(lakes.own().iter().flat_map(|lake| &lake.polygons)).map(|part| part.bounds);
    let lines = rivers.own().iter().flat_map(|river| &river.lines).map(|part| part.bounds);
    let points = places.own().iter().map(|place| place.at.bounding_rect());
    let is_fine = areas.chain(lines).chain(points).all(|bounds| on_globe(&bounds));
    ensure(is_fine, || "context: something is not on the globe".to_owned())
}

fn check_tables(parts: &DatasetParts) -> Result<(), String> {
    check_coverage(parts)?;
    for counts in parts.counts.iter().chain(&parts.stated_counts) {
        let invalid = |reason: &str| format!("counts of `{}` in `{}`: {reason}", counts.group.id(), counts.round);
        let is_kind = counts.years.is_empty() || !counts.group.is_stock();
        ensure(is_kind, || invalid("a stock has no years"))?;
        let is_complete = is_complete(parts, counts.level, counts.width(), &counts.values);
        ensure(is_complete, || invalid("there is not one value per place and year"))?;
        ensure(counts.values.iter().all(is_count), || invalid("a count is too large"))?;
        ensure(are_columns(&counts.derived, counts.width()), || invalid("a derived column does not exist"))?;
    }
    for breakdown in parts.breakdowns.iter().chain(&parts.stated_breakdowns) {
        let invalid = |reason: &str| {
            let (group, dimension) = (breakdown.group.id(), breakdown.dimension.id());
            format!("breakdown of `{group}` by `{dimension}` in `{}`: {reason}", breakdown.round)
        };
        let is_complete = is_complete(parts, breakdown.level, breakdown.categories.len(), &breakdown.values);
        ensure(is_complete, || invalid("there is not one value per place and category"))?;
        ensure(breakdown.values.iter().all(is_count), || invalid("a count is too large"))?;
        let are_columns = are_columns(&breakdown.derived, breakdown.categories.len());
        ensure(are_columns, || invalid("a derived category does not exist"))?;
    }
    check_stated(parts)?;
    for table in &parts.services {
        let is_complete = table.status.len() == parts.communities.len();
        let what = || format!("`{}` in `{}`: there is not one status per community", table.service.id(), table.round);
        ensure(is_complete, what)?;
    }
    Ok(())
}

/// A flow is counted by year, a stock at the date of its round.
fn check_coverage(parts: &DatasetParts) -> Result<(), String> {
    for round in &parts.rounds {
        for GroupCoverage { group, years, partial, date, .. } in &round.groups {
            let is_sound = if group.is_stock() {
                years.is_empty() && partial.is_empty() && date.as_deref() == Some(round.date())
            } else {
                !years.is_empty() && date.is_none()
            };
            ensure(is_sound, || {
                let (id, kind) = (group.id(), group.kind().id());
                format!("the round `{}`: `{id}` is a {kind}, which does not go with its years and date", round.id)
            })?;
        }
    }
    Ok(())
}

/// What is stated of larger places is beside a table of smaller ones with the same columns, or is not by year where that is, or the other way round.
fn check_stated(parts: &DatasetParts) -> Result<(), String> {
    for stated in &parts.stated_counts {
        let is_beside =
            parts.counts_of(&stated.round.0, &stated.group).is_some_and(|counts| is_stated_beside(stated, counts));
        ensure(is_beside, || {
            format!("counts of `{}` in `{}`: the stated sums are of nothing", stated.group.id(), stated.round)
        })?;
    }
    for stated in &parts.stated_breakdowns {
        let is_beside = parts.breakdowns.iter().any(|table| {
            (&table.round, &table.group, &table.dimension) == (&stated.round, &stated.group, &stated.dimension)
                && table.level > stated.level
                && table.categories == stated.categories
        });
        ensure(is_beside, || {
            let (group, dimension) = (stated.group.id(), stated.dimension.id());
            format!("breakdown of `{group}` by `{dimension}` in `{}`: the stated sums are of nothing", stated.round)
        })?;
    }
    Ok(())
}

fn is_stated_beside(stated: &Counts, counts: &Counts) -> bool {
    if counts.years == stated.years {
        return counts.level > stated.level;
    }
    counts.level >= stated.level && (counts.years.is_empty() || stated.years.is_empty())
}

fn are_columns(derived: &[Derivation], width: usize) -> bool {
    derived.iter().flat_map(|derivation| &derivation.columns).all(|column| *column < width)
}

fn is_complete(parts: &DatasetParts, level: PlaceLevel, width: usize, values: &[Value]) -> bool {
    PlaceKeys::of(parts).count(level).checked_mul(width) == Some(values.len())
}

fn is_count(value: &Value) -> bool {
    value.reported().is_none_or(is_storable)
}

/// Whole numbers in the files have a sign, since many programs know no others.
fn is_storable(number: u64) -> bool {
    i64::try_from(number).is_ok()
}

fn is_on_globe(at: Coord<f64>) -> bool {
    at.x.abs() <= 180.0 + ROUNDING && at.y.abs() <= 90.0 + ROUNDING
}

fn ensure(holds: bool, reason: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(reason()) }
}
