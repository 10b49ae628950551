//! What a tile, a page of features or a table of values costs when nothing has to be computed: a bare actix-web server
//! that asks Kerben once for each address, keeps the answers, and sends the same bytes and headers ever after.
//!
//! `bare KERBEN_URL PATH...` prints the address on which it listens.

use std::collections::HashMap;

use actix_web::http::header;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};

/// An answer as it goes over the wire.
struct Answer {
    headers: Vec<(String, String)>,
    body: web::Bytes,
}

/// Answers by address and by whether the client takes packed bodies.
type Answers = HashMap<(String, bool), Answer>;

/// What browsers send.
const PACKED: &str = "gzip, deflate, br, zstd";

/// The headers that actix-web writes itself.
const OWN: [&str; 4] = ["connection", "content-length", "date", "transfer-encoding"];

fn ask(base: &str, path: &str, packed: bool) -> Answer {
    let mut request = ureq::get(format!("{base}{path}"));
    if packed {
        request = request.header("Accept-Encoding", PACKED);
    }
    let mut response = request.call().unwrap_or_else(|error| panic!("{path}: {error}"));
    let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value)));
    let headers = headers.filter(|(name, _)| !OWN.contains(&name.as_str())).collect();
    let body = response.body_mut().read_to_vec().unwrap_or_else(|error| panic!("{path}: {error}"));
    Answer { headers, body: body.into() }
}

async fn send(request: HttpRequest, answers: web::Data<Answers>) -> HttpResponse {
    let packed = request.headers().contains_key(header::ACCEPT_ENCODING);
    let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let Some(answer) = answers.get(&(path, packed)) else { return HttpResponse::NotFound().finish() };
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
    let answers: Answers = arguments
        .flat_map(|path| [false, true].map(|packed| ((path.clone(), packed), ask(base, &path, packed))))
        .collect();
    let answers = web::Data::new(answers);
    let server = HttpServer::new(move || App::new().app_data(answers.clone()).default_service(web::get().to(send)))
        .bind(("127.0.0.1", 0))?;
    for address in server.addrs() {
        println!("Bare is ready: http://{address}");
    }
    server.run().await
}
