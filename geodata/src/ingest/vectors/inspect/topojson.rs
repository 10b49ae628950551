//! TopoJSON: each border is stored once and areas refer to it, so a small file can expand to a very large map.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value as Json;

use super::super::super::text::excerpt;
use super::super::error::VectorError;

/// The largest number of vertices of all layers: GDAL expands them all at once.
const MAX_VERTICES: usize = 20_000_000;

#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Vec<IgnoredAny>>,
    objects: HashMap<String, Json>,
}

/// Counts the vertices that the areas expand to.
pub(super) fn inspect(content: &[u8]) -> Result<(), VectorError> {
    let topology: Topology = serde_json::from_slice(content)
        .map_err(|error| VectorError::new("json_syntax", format!("the TopoJSON cannot be read: {error}")))?;
    let lengths: Vec<usize> = topology.arcs.iter().map(Vec::len).collect();
    let mut left = MAX_VERTICES;
    for (name, object) in &topology.objects {
        count_vertices(name, object, &lengths, &mut left)?;
    }
    Ok(())
}

/// Subtracts the vertices of an object from those left. Refuses features without geometry or with unknown arcs, since GDAL silently
/// omits them.
fn count_vertices(name: &str, object: &Json, lengths: &[usize], left: &mut usize) -> Result<(), VectorError> {
    if object.get("type").is_none_or(Json::is_null) {
        let message = format!("a feature of the object `{}` in it has no geometry", excerpt(name));
        return Err(VectorError::new("geometry_missing", message));
    }
    if let Some(arcs) = object.get("arcs") {
        count_arcs(arcs, lengths, left)?;
    }
    let members = object.get("geometries").and_then(Json::as_array);
    members.into_iter().flatten().try_for_each(|member| count_vertices(name, member, lengths, left))
}

fn count_arcs(arcs: &Json, lengths: &[usize], left: &mut usize) -> Result<(), VectorError> {
    if let Some(arc) = arcs.as_i64() {
        // A negative number is a reversed arc.
        let index = if arc < 0 { !arc } else { arc };
        let length = usize::try_from(index).ok().and_then(|index| lengths.get(index)).ok_or_else(|| {
            VectorError::new(
                "vector_damaged",
                format!("the file is damaged: an area has the arc {arc}, which is not there"),
            )
        })?;
        *left = left.checked_sub(*length).ok_or_else(|| {
            let message =
                format!("its areas unfold to more than {MAX_VERTICES} vertices, which is the most that is read");
            VectorError::new("layer_too_large", message)
        })?;
    }
    arcs.as_array().into_iter().flatten().try_for_each(|arcs| count_arcs(arcs, lengths, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vertices_that_a_small_file_expands_to_are_counted() {
        let arc = format!("[{}]", vec!["[1,2]"; 10_000].join(","));
        let topology = |times: usize| {
            let rings = ["[[0]]", "[[-1]]"].repeat(times / 2).join(",");
            format!(
                r#"{{"type":"Topology","arcs":[{arc}],"objects":{{"a":{{"type":"GeometryCollection","geometries":[{{"type":"MultiPolygon","arcs":[{rings}]}}]}}}}}}"#
            )
        };
        assert!(inspect(topology(2000).as_bytes()).is_ok());
        assert_eq!(inspect(topology(2002).as_bytes()).map_err(|fault| fault.code), Err("layer_too_large"));
        assert_eq!(inspect(b"{}").map_err(|fault| fault.code), Err("json_syntax"));
    }

    #[test]
    fn a_feature_that_would_be_left_out_is_an_error() {
        let with = |more: &str| {
            let first = r#"{"type":"Polygon","arcs":[[0]]}"#;
            let members = format!(r#"{{"type":"GeometryCollection","geometries":[{first}{more}]}}"#);
            let topology = format!(r#"{{"type":"Topology","arcs":[[[1,2],[3,4]]],"objects":{{"a":{members}}}}}"#);
            inspect(topology.as_bytes()).map_err(|fault| (fault.code, fault.message))
        };
        assert_eq!(with(""), Ok(()));
        assert_eq!(with(r#",{"type":"Point","coordinates":[1,2]}"#), Ok(()));
        let message = "a feature of the object `a` in it has no geometry".to_owned();
        assert_eq!(with(r#",{"type":null,"properties":{"pcode":"KG1"}}"#), Err(("geometry_missing", message)));
        for arc in ["1", "-2", "9223372036854775807", "-9223372036854775808"] {
            let areas = format!(r#",{{"type":"MultiPolygon","arcs":[[[0]],[[{arc}]]]}}"#);
            let message = format!("the file is damaged: an area has the arc {arc}, which is not there");
            assert_eq!(with(&areas), Err(("vector_damaged", message)));
        }
    }
}
