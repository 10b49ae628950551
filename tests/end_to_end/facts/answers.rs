use serde_json::Value as Json;
use tests::Server;

/// The value of a row.
pub fn number(row: &Json, member: &str) -> f64 {
    row[member].as_f64().unwrap_or_else(|| panic!("{member} is no number in {row}"))
}

/// The rows of an answer.
pub fn rows(server: &Server, path: &str) -> Vec<Json> {
    let answer = server.json(path);
    answer["rows"].as_array().unwrap_or_else(|| panic!("{path} has no rows: {answer}")).clone()
}

/// The single row of the country.
pub fn country(server: &Server, path: &str) -> Json {
    let mut rows = rows(server, path);
    assert_eq!(rows.len(), 1, "{path} by admin0 is one row");
    assert_eq!(rows[0]["pcode"], "KG", "{path}");
    rows.remove(0)
}

/// The value of the row in which `member` is `name`.
pub fn value_of(rows: &[Json], member: &str, name: &str) -> f64 {
    let found: Vec<&Json> = rows.iter().filter(|row| row[member] == name).collect();
    assert_eq!(found.len(), 1, "one row has the {member} {name}");
    assert_eq!(found[0]["status"], "reported");
    number(found[0], "value")
}
