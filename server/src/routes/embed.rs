//! One map as a page, and the map that the page shows. What the API refuses a page mends: the address of a map stands in articles that
//! nobody changes any more.

use geodata::atlas::Atlas;
use geodata::figures::Indicator;
use geodata::model::{AdminLevel, DistanceDetail, GroupCoverage, PopulationGroup, Round, Service};
use styles::pictures;
use styles::scene::{Geometry, Paper, compose_page_map};
use styles::words::Filled;
use styles::{History, MapDocument, MapRow, MapValues};

use super::maps;
use super::parameters::{BY_UNIT_OF_MAP, INDICATOR_ID, LANG, OF_MAP, PER_OF_MAP, ROUND, YEAR, joined};
use crate::html::card::{Card, title_of};
use crate::html::own_language::Fallbacks;
use crate::html::preview::Preview;
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, INSIDE, PAGES, RequestContext, Route};
use crate::static_files::{self, WrittenMap};

/// How a page shows its map. What must be said of it is never left out.
const FLAGS: [Parameter; 3] = [
    Parameter::new("controls", ParamType::Flag, "true: with a chooser of group, year and level"),
    Parameter::new("plain", ParamType::Flag, "true: without ground and margins, in the style of the page around it"),
    Parameter::new(
        "static",
        ParamType::Flag,
        "true: the picture as it is, which answers to no pointer and cannot be zoomed",
    ),
];
const INDICATOR: Parameter = Parameter {
    description: "What the map shows; the first group that the round counts without it",
    required: false,
    ..INDICATOR_ID
};

/// The parameters of the map that a page shows.
pub(super) const OF_EMBEDDED_MAP: [Parameter; 20] = joined(&[&[INDICATOR], &OF_MAP, &[LANG]]);

pub const EMBED: Route = Route {
    method: Route::GET,
    path: "/embed",
    id: "getEmbed",
    tag: PAGES,
    summary: "One map as a page for an iframe",
    path_parameters: &[],
    parameters: &joined::<{ OF_EMBEDDED_MAP.len() + FLAGS.len() }>(&[&OF_EMBEDDED_MAP, &FLAGS]),
    formats: &[Format::Html],
    schema: "",
    statuses: &[],
    handler: Handler::Data(page),
};

/// The same page with a slash at the end of its address.
pub const EMBED_FOLDER: Route = Route { path: "/embed/", id: "getEmbedFolder", tag: INSIDE, ..EMBED };

pub const EMBEDDED_MAP: Route = Route {
    path: "/embed.json",
    id: "getEmbeddedMap",
    tag: INSIDE,
    summary: "The map that a page shows for a query, and what of the query it could not follow",
    parameters: &OF_EMBEDDED_MAP,
    formats: &[Format::Json],
    handler: Handler::Data(embedded_map),
    ..EMBED
};

/// The map alone, as the page shows it.
pub const CARD: Route = Route {
    path: "/embed/map",
    id: "getEmbeddedCard",
    tag: INSIDE,
    summary: "The map that a page shows for a query, as a part of a page",
    parameters: &OF_EMBEDDED_MAP,
    handler: Handler::Data(|call| {
        let card = card(call)?;
        Ok(HandlerResponse::bytes(Format::Html, card.markup(false).into_string().into_bytes()))
    }),
    ..EMBED
};

/// Where the line to embed a page is.
pub const OEMBED_PATH: &str = "/oembed";

fn page(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let card = card(call)?;
    let map = WrittenMap { attributes: attributes(call, EMBED.parameters), card: card.markup(true) };
    let page = static_files::page_of_map(call.language(), &call.relative_root(), &card.title(), &map);
    Ok(card.preview.put_into(page).framed_by(call.frame_ancestors.sources()))
}

/// What an element is asked for by the query of its page.
pub(super) fn attributes<'a>(call: &'a RequestContext, known: &'a [Parameter]) -> Vec<(&'a str, &'a str)> {
    known.iter().filter_map(|known| Some((known.name, call.query.text(known.name)?))).collect()
}

/// What other sites show of a page with the map that its query asks for; none where there is no map.
pub fn preview(call: &RequestContext) -> Option<Preview> {
    let Shown { call: answered, indicator, values, .. } = Shown::of(call).ok()?;
    let request = maps::request(answered.arguments(), &indicator).ok()?;
    Some(preview_of(&answered, &maps::document_of(&answered, &request, values)))
}

fn preview_of(answered: &RequestContext, map: &MapDocument) -> Preview {
    // How the page shows the map makes no other page of it.
    let beside = |name: &str| OF_EMBEDDED_MAP.iter().all(|known| known.name != name);
    let others: Vec<&str> =
        answered.query.canonical_pairs().into_iter().map(|(name, _)| name).filter(|name| beside(name)).collect();
    let changes: Vec<(&str, Option<&str>)> = others.into_iter().map(|name| (name, None)).collect();
    let address = answered.link_with(&changes);
    let encoded: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
    Preview {
        title: title_of(map),
        description: map.summary.clone(),
        picture: format!("{}&paper={}", map.picture, Paper::Preview.id()),
        oembed: answered.link(&format!("{OEMBED_PATH}?url={encoded}")),
        address,
        site: answered.atlas().info.title.get(answered.language()).to_owned(),
        language: answered.language().code().to_owned(),
    }
}

/// How many units a map has at most that is drawn in the page itself.
const MOST_UNITS: usize = 1_500;

/// What patterns and clips of the map are called begins so.
const SVG_ID: &str = "map";

/// The map that a call is for, with its picture.
pub(super) fn card(call: &RequestContext) -> Result<Card, Problem> {
    let Shown { call: answered, indicator, values, notices } = Shown::of(call)?;
    let request = maps::request(answered.arguments(), &indicator)?;
    let data = &answered.snapshot;
    let atlas = &*data.atlas;
    let geometry = Geometry { atlas, layers: &data.tiles.layers, context: &atlas.context };
    // Beyond that, tiles are lighter than a picture, and a table of its own than one in the page.
    let is_light = values.units.len() <= MOST_UNITS;
    let rows = if is_light { MapRow::of(atlas, &values, &request) } else { Vec::new() };
    let largest_circle = styles::scene::page_map_circle(&values, request.marks);
    let (total, is_on_basemap) = (values.total_in_words.clone(), data.basemap.is_some());
    let scene = is_light.then(|| compose_page_map(&values, &request, geometry));
    let document = maps::document_of(&answered, &request, values);
    Ok(Card {
        aspect: scene.as_ref().map(|scene| scene.height / scene.width),
        svg: scene.map(|scene| pictures::svg(&scene, SVG_ID)),
        svg_id: SVG_ID,
        total,
        fallbacks: Fallbacks::of(atlas, answered.words()),
        history: if is_light { History::of(atlas, &request) } else { None },
        is_on_basemap,
        rows,
        largest_circle,
        preview: preview_of(&answered, &document),
        document,
        notices,
        // A page asks wherever it came from itself; with this it finds out where that is in the addresses of the map.
        root: call.link(""),
        root_of_page: (call.template != CARD.path).then(|| call.root_of_page()),
    })
}

/// How often a question is mended: each time one of its parameters is left out or filled in.
const MOST_MENDINGS: usize = 24;

/// The map that answers a call, and what of it could not be followed.
struct Shown {
    /// The call as it could be answered.
    call: RequestContext,
    indicator: String,
    values: MapValues,
    /// What readers are told.
    notices: Vec<String>,
}

impl Shown {
    fn of(call: &RequestContext) -> Result<Self, Problem> {
        let mut shown = Mending { call: call.clone(), filled: Vec::new(), notices: Vec::new() };
        // `f` and others are of the page, and not of its map.
        let of_map = |name: &&&str| OF_EMBEDDED_MAP.iter().any(|known| known.name == **name);
        for name in call.query.refused().iter().filter(of_map) {
            shown.tell_left_out(name, &call.words().not_offered());
        }
        let mut mendings = 0;
        let (indicator, round, values) = loop {
            let indicator = shown.indicator();
            match shown.answer(&indicator) {
                Ok((round, values)) => break (indicator, round, values),
                Err(problem) if mendings == MOST_MENDINGS => return Err(problem),
                Err(problem) => shown.mend(problem)?,
            }
            mendings += 1;
        };
        // The round that was not chosen is another one than readers may expect.
        if let Some((atlas, usual)) = shown.round()
            && let Some(round) = atlas.round(&round).filter(|round| round.id != usual.id)
        {
            let notice = shown.call.words().filled(Filled::Round(round));
            shown.notices.push(notice);
        }
        Ok(Self { call: shown.call, indicator, values, notices: shown.notices })
    }
}

fn embedded_map(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let Shown { call: answered, indicator, values, notices } = Shown::of(call)?;
    let document = maps::document_of(&answered, &maps::request(answered.arguments(), &indicator)?, values);
    let title = document.title.clone();
    let mut json = maps::json(&document)?;
    if let Some(members) = json.as_object_mut() {
        members.insert("notices".into(), notices.into());
        // A page asks wherever it came from itself; with this it finds out where that is in the addresses of the map.
        members.insert("root".into(), call.link("").into());
        members.insert("dataset".into(), call.atlas().info.id.as_str().into());
    }
    Ok(HandlerResponse::document(title, json))
}

/// A question that is changed until it has an answer.
struct Mending {
    call: RequestContext,
    /// Parameters that were filled in.
    filled: Vec<&'static str>,
    /// What readers are told of it.
    notices: Vec<String>,
}

impl Mending {
    /// The round and the values of the map, if the question has an answer.
    fn answer(&self, indicator: &str) -> Result<(String, MapValues), Problem> {
        let request = maps::request(self.call.arguments(), indicator)?;
        Ok((request.round.id.0.clone(), maps::values(&self.call, &request)?))
    }

    /// What the map shows: what is asked for, or the first group that the round counts in the period asked for, or in any.
    fn indicator(&self) -> String {
        if let Some(asked) = self.call.query.text(INDICATOR.name) {
            return asked.to_owned();
        }
        let (period, names_year) = (self.call.period(), self.call.query.text(YEAR.name).is_some());
        let counted = || {
            self.round().into_iter().flat_map(|(atlas, round)| {
                round.groups.iter().filter(|of| atlas.counts_of(&round.id.0, &of.group).is_some())
            })
        };
        let fits = |of: &&GroupCoverage| of.is_counted_in(period) && (of.date.is_none() || !names_year);
        let first = counted().find(fits).or_else(|| counted().next());
        match first {
            Some(coverage) => coverage.group.id(),
            None if self.default_service(false).is_some() => Indicator::COMMUNITIES_LACKING,
            None => self
                .call
                .atlas()
                .vocabulary
                .groups()
                .first()
                .map_or(Indicator::COMMUNITIES_LACKING, PopulationGroup::id),
        }
        .to_owned()
    }

    /// Takes out, or fills in, what a problem is about. Where that does not help, the indicator is left out; where none was asked for,
    /// the problem stays.
    fn mend(&mut self, problem: Problem) -> Result<(), Problem> {
        let mut names = EMBEDDED_MAP.parameters.iter().map(|parameter| parameter.name);
        let blamed = names.find(|name| problem.parameter.as_deref() == Some(*name));
        if let Some(name) = blamed
            && self.call.query.text(name).is_some()
            && !self.filled.contains(&name)
        {
            self.leave_out(name, &problem.detail);
            return Ok(());
        }
        // A round may have no distances, or may not count a group, that another one has.
        for name in blamed.into_iter().chain([ROUND.name]) {
            let can_be_filled = self.call.query.text(name).is_none() || name == BY_UNIT_OF_MAP.name;
            if let Some((value, words)) = self.default_of(name).filter(|_| can_be_filled) {
                self.call.query.set(name, Some(value));
                self.filled.push(name);
                self.notices.extend(words);
                return Ok(());
            }
        }
        // A change is of a year; where no year can be compared, the number itself is shown.
        let is_of_year = blamed == Some(YEAR.name) && self.call.query.text(PER_OF_MAP.name).is_some();
        if is_of_year {
            self.leave_out(PER_OF_MAP.name, &problem.detail);
        } else if self.call.query.text(INDICATOR.name).is_some() {
            self.leave_out(INDICATOR.name, &problem.detail);
            for name in self.filled.drain(..) {
                self.call.query.set(name, None);
            }
        } else {
            return Err(problem);
        }
        Ok(())
    }

    fn leave_out(&mut self, name: &'static str, why: &str) {
        self.call.query.set(name, None);
        self.tell_left_out(name, why);
    }

    /// What a map has where nothing is chosen though something must be, and the words for it where readers would not see it in the
    /// title.
    fn default_of(&self, name: &str) -> Option<(String, Option<String>)> {
        let told = |value: &str, filled: Filled<'_>| Some((value.to_owned(), Some(self.call.words().filled(filled))));
        match name {
            "service" => {
                let needs_distance = self.call.query.text(INDICATOR.name) == Some(Indicator::HOUSEHOLDS_BEYOND);
                let service = self.default_service(needs_distance)?;
                told(service.id(), Filled::Service(service))
            }
            "km" => {
                let km = usual_km(self.call.atlas());
                told(&km, Filled::Km(&km))
            }
            "year" => {
                let year = self.comparable_year()?;
                told(&year.to_string(), Filled::Year(year))
            }
            "by" => Some((self.larger_level()?.id().to_owned(), None)),
            "round" => {
                let round = self.round_with_services()?;
                told(&round.id.0, Filled::Round(round))
            }
            _ => None,
        }
    }

    fn round(&self) -> Option<(&Atlas, &Round)> {
        Some((self.call.atlas(), self.call.round().ok()?))
    }

    /// The last round that asked for services, or distances to them, where that of the dataset did not. That of a group is chosen by
    /// [`maps::document`].
    fn round_with_services(&self) -> Option<&Round> {
        let atlas = self.call.atlas();
        let asked = self.call.query.text(INDICATOR.name).filter(|_| self.call.root.at().is_none())?;
        let needs_distance = asked == Indicator::HOUSEHOLDS_BEYOND;
        let is_service = atlas.vocabulary.group(asked).is_none();
        let knows = |round: &Round| is_service && usual_service(atlas, round, needs_distance).is_some();
        let current = self.call.round().ok()?;
        atlas.rounds.iter().rev().find(|round| knows(round)).filter(|_| !knows(current))
    }

    fn default_service(&self, needs_distance: bool) -> Option<&Service> {
        let (atlas, round) = self.round()?;
        usual_service(atlas, round, needs_distance)
    }

    /// The last full year that follows another one, unless the API root says which year it is about.
    fn comparable_year(&self) -> Option<u16> {
        let group = self.call.atlas().vocabulary.group(&self.indicator()).filter(|_| self.call.root.at().is_none())?;
        let round = self.call.arguments().round_of(&Indicator::Group(group.clone())).ok()?;
        let coverage = round.coverage(group)?;
        let is_full = |year: u16| coverage.year_position(year).is_some() && !coverage.is_partial(year);
        coverage.years.iter().rev().copied().find(|year| is_full(*year) && year.checked_sub(1).is_some_and(is_full))
    }

    /// For a dataset that has no districts, or counts by something larger: the next larger units, or whatever there is.
    fn larger_level(&self) -> Option<AdminLevel> {
        let levels = || self.call.atlas().layers.iter().map(|layer| layer.level);
        let tried = self.call.query.text("by").and_then(AdminLevel::from_id).unwrap_or(maps::DEFAULT_LEVEL);
        let larger = levels().filter(|level| *level < tried).max();
        larger.or_else(|| levels().min().filter(|_| !levels().any(|level| level == tried)))
    }

    fn tell_left_out(&mut self, name: &str, why: &str) {
        self.notices.push(self.call.words().left_out(name, why));
    }
}

/// The services that a round asked for, with the distance to them or not.
fn services<'a>(atlas: &'a Atlas, round: &Round, needs_distance: bool) -> impl Iterator<Item = &'a Service> {
    let tables = atlas.services.iter().filter(|table| table.round == round.id);
    tables.filter(move |table| !needs_distance || table.detail != DistanceDetail::None).map(|table| &table.service)
}

/// The service of a map where none is chosen: the usual one of the vocabulary, or the first that the round asked for.
pub fn usual_service<'a>(atlas: &'a Atlas, round: &Round, needs_distance: bool) -> Option<&'a Service> {
    let mut known = services(atlas, round, needs_distance);
    let first = services(atlas, round, needs_distance).next();
    known.find(|service| Some(*service) == atlas.vocabulary.usual_service()).or(first)
}

/// The distance of a map where none is chosen, in kilometres: the last edge of the bands.
pub fn usual_km(atlas: &Atlas) -> String {
    atlas.vocabulary.bands().last_edge().to_string()
}
