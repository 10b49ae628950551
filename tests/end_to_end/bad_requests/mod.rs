//! What is refused, and in which words: every refusal names what was wrong, and which parameter, and what it accepts.

mod every_route;
mod features;
mod figures;
mod others;
mod services;
mod tiles;
mod wire;

use ::tests::{Answer, Server, sample};

/// Path as written; status; parameter to blame, or empty if none is; detail.
type Bad = (&'static str, u16, &'static str, &'static str);

#[test]
fn bad_requests_to_features_are_explained() {
    refused(features::TABLE);
}

#[test]
fn bad_requests_to_tiles_are_explained() {
    refused(tiles::TABLE);
}

#[test]
fn bad_requests_for_figures_are_explained() {
    refused(figures::TABLE);
}

#[test]
fn bad_requests_about_services_are_explained() {
    refused(services::TABLE);
}

#[test]
fn bad_requests_elsewhere_are_explained() {
    refused(others::TABLE);
}

fn refused(table: &[Bad]) {
    let server = Server::start(&sample());
    let mut wrong = Vec::new();
    for (path, status, parameter, detail) in table {
        let answer = server.get_as_written(path);
        let parameter = (!parameter.is_empty()).then_some(*parameter);
        if let Err(difference) = compare(&answer, *status, parameter, detail) {
            wrong.push(format!("{path}\n    {difference}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

/// A problem document (RFC 9457) that says exactly this.
fn compare(answer: &Answer, status: u16, parameter: Option<&str>, detail: &str) -> Result<(), String> {
    if answer.status != status {
        let body: String = answer.text().chars().take(300).collect();
        return Err(format!("status {}, not {status}: {body}", answer.status));
    }
    for (name, value) in [
        ("Content-Type", "application/problem+json"),
        ("Cache-Control", "no-store"),
        ("Access-Control-Allow-Origin", "*"),
        ("X-Content-Type-Options", "nosniff"),
    ] {
        if answer.header(name) != Some(value) {
            return Err(format!("{name} is {:?}", answer.header(name)));
        }
    }
    let problem = answer.json();
    let title = if status == 404 { "Not Found" } else { "Bad Request" };
    if problem["status"] != status || problem["title"] != title || problem["type"] != "about:blank" {
        return Err(format!("not the frame of a problem: {problem}"));
    }
    if problem["detail"] != detail
        || problem.get("parameter").and_then(|name| name.as_str()).filter(|name| !name.is_empty()) != parameter
    {
        return Err(format!("{problem}"));
    }
    // Whoever is told that a value or a name is wrong is told which are right.
    let must_tell = ["does not accept", "there is no parameter", "there is no property", "is required"];
    let tells = problem["accepted"].as_str().is_some_and(|accepted| !accepted.is_empty());
    if must_tell.iter().any(|phrase| detail.contains(phrase)) && !tells {
        return Err(format!("does not tell what is accepted: {problem}"));
    }
    Ok(())
}
