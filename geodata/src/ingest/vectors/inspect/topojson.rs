//! TopoJSON: each border is stored once and named by the areas that have it, so that a small file can be a very large map.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value as Json;

use super::super::contents::Fault;

/// GDAL unfolds all layers at once.
const MOST_VERTICES: usize = 20_000_000;

#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Vec<IgnoredAny>>,
    objects: HashMap<String, Json>,
}

/// Counts what the areas unfold to.
pub(super) fn inspect(content: &[u8]) -> Result<(), Fault> {
    let topology: Topology = serde_json::from_slice(content)
        .map_err(|error| Fault::new("json_syntax", format!("the TopoJSON cannot be read: {error}")))?;
    let lengths: Vec<usize> = topology.arcs.iter().map(Vec::len).collect();
    let mut left = MOST_VERTICES;
    for object in topology.objects.values() {
        unfold(object, &lengths, &mut left).ok_or_else(|| {
            let message =
                format!("its areas unfold to more than {MOST_VERTICES} vertices, which is the most that is read");
            Fault::new("layer_too_large", message)
        })?;
    }
    Ok(())
}

/// Takes the vertices of an object off; none where they are more than are left.
fn unfold(object: &Json, lengths: &[usize], left: &mut usize) -> Option<()> {
    if let Some(arcs) = object.get("arcs") {
        take(arcs, lengths, left)?;
    }
    let members = object.get("geometries").and_then(Json::as_array);
    members.into_iter().flatten().try_for_each(|member| unfold(member, lengths, left))
}

fn take(arcs: &Json, lengths: &[usize], left: &mut usize) -> Option<()> {
    if let Some(arc) = arcs.as_i64() {
        // A negative number is an arc the other way round.
        let index = if arc < 0 { !arc } else { arc };
        let length = usize::try_from(index).ok().and_then(|index| lengths.get(index)).copied().unwrap_or(0);
        *left = left.checked_sub(length)?;
    }
    arcs.as_array().into_iter().flatten().try_for_each(|arcs| take(arcs, lengths, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_small_file_unfolds_to_is_counted() {
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
}
