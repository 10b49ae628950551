//! What becomes of odd files: they are named with a reason, and never stop the rest.

use super::Files;

#[test]
fn what_cannot_be_used_is_named_with_a_reason() {
    let files = Files::sandland()
        .put("empty.csv", "")
        .put("broken.xlsx", "PK")
        .put("text.geojson", "{}")
        .put("lines.geojson", r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"LineString","coordinates":[[74,42],[75,43]]}}]}"#)
        .put("other.csv", "a,b\nx,1\ny,2\n")
        .put("one-row.csv", "a,b,c\n")
        .put("zeros.csv", [0_u8; 100])
        .put("deep.json", "[".repeat(100_000));
    let proposal = files.proposal();
    let unused: Vec<&str> = proposal.unused.iter().map(|unused| unused.what.as_str()).collect();
    for name in [
        "empty.csv",
        "broken.xlsx",
        "text.geojson",
        "lines.geojson",
        "other.csv",
        "one-row.csv",
        "zeros.csv",
        "deep.json",
    ] {
        assert!(unused.contains(&name), "{name}: {unused:?}");
    }
    assert!(proposal.unused.iter().all(|unused| !unused.reason.is_empty()));
    files.decided();
}

#[test]
fn headers_cannot_break_the_description() {
    let table = "id,\"returnees\n\"\"2023\"\" # \\ \u{1b}\u{202e}\"\nC1,10\nC2,20\nC3,30\nC4,40\n";
    let files = Files::sandland().put("a \"b\" #.csv", table);
    assert_eq!(super::counts(&files.decided().0), "return_migrants community 2023:10,20,30,40\n");
}
