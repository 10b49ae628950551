//! Names of vector files: their companions, and the names that they get in GDAL's memory.

use super::format::{Format, without_packing};

/// The companions of a file among the files beside it, each with its name in memory. The error is the name of a required
/// companion that is missing.
pub(super) fn companions<'n>(
    name: &str,
    format: Format,
    beside: impl Iterator<Item = &'n str>,
) -> Result<Vec<(String, &'n str)>, String> {
    let wanted = stem(name);
    let mut found: Vec<(String, &str)> = Vec::new();
    for other in beside {
        let Some((stem, extension)) = other.rsplit_once('.') else { continue };
        let extension = extension.to_lowercase();
        if !format.has_companion(&extension) || stem.to_lowercase() != wanted.to_lowercase() {
            continue;
        }
        // On a case-sensitive file system there may be two; the one with the same spelling wins.
        match found.iter_mut().find(|(known, _)| *known == extension) {
            Some((_, known)) if stem == wanted => *known = other,
            Some(_) => {}
            None => found.push((extension, other)),
        }
    }
    for any_of in format.required() {
        if !found.iter().any(|(extension, _)| any_of.contains(&extension.as_str())) {
            return Err(format!("{wanted}.{}", any_of.first().unwrap_or(&"")));
        }
    }
    let sanitized = sanitized(wanted);
    Ok(found.into_iter().map(|(extension, other)| (format!("{sanitized}.{extension}"), other)).collect())
}

/// The name of a file without folders and extension.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = without_packing(name).unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The name of a file in memory.
pub(super) fn memory_name(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    format!("{}.{}", sanitized(stem(name)), extension.to_lowercase())
}

/// A name without characters that GDAL interprets: `,xsd=` in the name of a GML file makes it read another file.
pub(super) fn sanitized(name: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    name.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companions_are_found_in_any_case_and_missing_ones_are_named() {
        let beside = ["A2.SHP", "a2.DBF", "A2.shx", "A2.dbf", "A2.xml", "a3.prj", "A2.PRJ"];
        let found = companions("A2.SHP", Format::Shapefile, beside.into_iter()).expect("complete");
        let found: Vec<(&str, &str)> = found.iter().map(|(name, other)| (name.as_str(), *other)).collect();
        assert_eq!(found, [("A2.dbf", "A2.dbf"), ("A2.shx", "A2.shx"), ("A2.prj", "A2.PRJ")]);
        let missing = |beside: &[&'static str], name, format| companions(name, format, beside.iter().copied()).err();
        assert_eq!(missing(&["a2.dbf"], "a2.shp", Format::Shapefile), Some("a2.shx".into()));
        assert_eq!(missing(&["a2.shx"], "a2.shp", Format::Shapefile), Some("a2.dbf".into()));
        assert_eq!(missing(&["a.map", "a.id", "a.dbf"], "a.tab", Format::MapInfoTable), None);
        assert_eq!(missing(&["a.map", "a.id"], "a.tab", Format::MapInfoTable), Some("a.dat".into()));
        assert_eq!(missing(&[], "a.geojson", Format::GeoJson), None);
    }

    #[test]
    fn names_in_memory_have_no_characters_that_gdal_interprets() {
        assert_eq!(memory_name("a,xsd=b.c.GML"), "a_xsd_b_c.gml");
        assert_eq!(memory_name("Области 2024.shp"), "Области 2024.shp");
        assert_eq!((memory_name("a.b.geojson.gz"), stem("c/a.b.geojson.gz")), ("a_b.gz".to_owned(), "a.b"));
    }
}
