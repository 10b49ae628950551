//! What a request leads to: the dataset of its address, the API root there, and the path below it.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest};
use geodata::model::Language;
use url::form_urlencoded;

use super::server::Server;
use crate::html::PageHeader;
use crate::http::api_root::ApiRoot;
use crate::http::base_url::BaseUrl;
use crate::http::headers;
use crate::http::negotiation;
use crate::http::problem::{Problem, truncated};
use crate::http::route::root_of_page;
use crate::publications::Addressed;
use crate::snapshot::{Served, Snapshot};

/// Where a request leads.
#[derive(Clone, Debug)]
pub struct Target<'r> {
    /// The position of the dataset; none where the address names none and there is no default.
    pub dataset: Option<usize>,
    /// What it has published now.
    pub snapshot: Arc<Snapshot>,
    pub root: ApiRoot,
    /// The path below the root: empty for a root without its last slash.
    pub rest: &'r str,
}

impl<'r> Target<'r> {
    /// The dataset that a request is about, whose root is that of everything there.
    pub fn of(request: &'r HttpRequest, server: &Server) -> Self {
        let publications = &server.publications;
        let located = request.extensions().get::<Addressed>().copied();
        let (addressed, rest) = match located {
            Some(addressed) => (addressed, request.match_info().as_str()),
            // The step that locates it comes later, or could not read the path.
            None => publications.locate(request.uri().path()),
        };
        let rest = if addressed.lacks_slash { "" } else { rest };
        let root = publications.root(addressed).into();
        Self { dataset: addressed.dataset, snapshot: publications.snapshot(addressed.dataset), root, rest }
    }

    /// The same with the root of a round and year, if the path lies below one.
    pub fn at_round(&self) -> Result<Self, Problem> {
        if self.dataset.is_none() {
            return Ok(self.clone());
        }
        let (root, rest) = ApiRoot::split(self.root.dataset(), self.rest, self.snapshot.rounds())?;
        Ok(Self { root, rest, ..self.clone() })
    }

    /// The language of the page of a problem: that of the address, or what the browser prefers, among the languages of what is there.
    fn language(&self, request: &HttpRequest) -> Language {
        let offered = match &self.snapshot.served {
            Served::Data(data) => data.atlas.info.languages_by_rank(),
            Served::Datasets(list) => list.all.iter().flat_map(|data| data.atlas.info.languages_by_rank()).collect(),
            Served::Archive(_) => Vec::new(),
        };
        let named = form_urlencoded::parse(request.query_string().as_bytes()).find(|(name, _)| name == "lang");
        let named = named.and_then(|(_, code)| Language::from_code(&code)).filter(|named| offered.contains(named));
        let accepted = || headers::text(request.headers(), &header::ACCEPT_LANGUAGE);
        let chosen = named.or_else(|| negotiation::language(accepted().as_deref(), &offered));
        chosen.or(self.snapshot.data().map(|data| data.atlas.info.main_language())).unwrap_or_default()
    }

    /// What the page of a problem begins with.
    pub fn header(&self, server: &Server, request: &HttpRequest) -> PageHeader {
        let base = BaseUrl::of(server.public_url.as_deref(), request);
        let all = server.publications.are_several().then(|| self.root.server_relative_to(self.rest));
        PageHeader::new(root_of_page(&base, &self.root, self.rest), &self.snapshot)
            .among(all)
            .in_language(self.language(request))
    }

    /// The problem of a request for something that is not there.
    pub fn nothing_at(&self, request: &HttpRequest) -> Problem {
        let detail = format!("there is nothing at {}", truncated(request.path()));
        match &self.snapshot.served {
            Served::Datasets(list) => Problem {
                accepted: Some(list.addresses()),
                ..Problem::not_found(format!("{detail}: addresses on this server begin with the id of a dataset"))
            },
            _ => Problem::not_found(detail),
        }
    }
}
