//! What an answer costs when nothing has to be computed: a bare actix-web server that asks Kerben once for each address,
//! keeps the answers, and sends the same bytes and headers ever after.
//!
//! `bare KERBEN_URL FILE` reads paths, one a line, and prints the address on which it listens.

use std::collections::HashMap;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};

/// An answer as it goes over the wire.
struct Answer {
    headers: Vec<(String, String)>,
    body: web::Bytes,
}

type Answers = HashMap<String, Answer>;

/// The headers that actix-web writes itself.
const OWN: [&str; 4] = ["connection", "content-length", "date", "transfer-encoding"];

fn ask(base: &str, path: &str) -> Answer {
    let request = ureq::get(format!("{base}{path}")).header("Accept-Encoding", "gzip");
    let mut response = request.call().unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(response.status(), 200, "{path}");
    let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value)));
    let headers = headers.filter(|(name, _)| !OWN.contains(&name.as_str())).collect();
    let body = response.body_mut().with_config().limit(1 << 30).read_to_vec();
    let body = body.unwrap_or_else(|error| panic!("{path}: {error}"));
    Answer { headers, body: body.into() }
}

async fn send(request: HttpRequest, answers: web::Data<Answers>) -> HttpResponse {
    let path = request.uri().path_and_query().map_or("", |path| path.as_str());
    let Some(answer) = answers.get(path) else { return HttpResponse::NotFound().finish() };
    let mut response = HttpResponse::Ok();
    for (name, value) in &answer.headers {
        response.insert_header((name.as_str(), value.as_str()));
    }
    response.body(answer.body.clone())
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let base = arguments.next().expect("the address of a running Kerben");
    let base = base.trim_end_matches('/');
    let paths = std::fs::read_to_string(arguments.next().expect("a file with paths"))?;
    let answers: Answers = paths.lines().map(|path| (path.to_owned(), ask(base, path))).collect();
    let answers = web::Data::new(answers);
    let server = HttpServer::new(move || App::new().app_data(answers.clone()).default_service(web::get().to(send)))
        .bind(("127.0.0.1", 0))?;
    for address in server.addrs() {
        println!("Bare is ready: http://{address}");
    }
    server.run().await
}
