//! Points of tiles in groups: the parameter `cluster`, and what a TileJSON says of groups.

use geodata::figures::IndicatorQuery;
use geodata::grid::TileId;
use geodata::model::Period;
use geodata::query::{Collection, Columns, ColumnsError};
use geodata::tiles::points::{ClusterColumn, ClusterColumns, ClusterMode, ClusterZooms, clustered_point_layer};
use geodata::tiles::{EncodedRow, TileField, TileLayer, ZOrderPoints};
use serde_json::{Map, Value as Json, json};

use super::parameters::{GROUPS, PROPERTIES};
use super::tile_layers::in_words;
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::route::Call;
use crate::published::MAX_ZOOM;
use crate::selections::SumsChoice;

pub const CLUSTER: Parameter = Parameter::new(
    "cluster",
    Kind::Choice(&["auto", "true", "false"]),
    "Of points: whether those in one cell of a grid, eight cells along a tile, are shown as a group with the sums of its \
     members. auto, also without it: at zooms where a tile somewhere has more than 1,000 points, or 40,000 attributes of points. A group has `cluster` \
     whichever `properties` are asked for",
);

/// The groups of a collection of points, as a request wants them.
pub struct Groups<'a> {
    clustering: ClusterMode,
    points: &'a ZOrderPoints,
    columns: ClusterColumns<'a>,
}

/// What is asked for of a collection of points; None for areas, which are never grouped.
fn asked(call: &Call, collection: Collection) -> Result<Option<(&ZOrderPoints, ClusterMode)>, Problem> {
    match (call.query.text(CLUSTER.name), call.published.tiles.layer(collection)) {
        (asked, Some(TileLayer::Points(points))) => {
            Ok(Some((points, asked.and_then(ClusterMode::from_id).unwrap_or_default())))
        }
        (Some(_), _) => {
            let detail = format!("{} are areas: only points are grouped", collection.id());
            Err(Problem::bad_request(detail).blame(CLUSTER.name))
        }
        (None, _) => Ok(None),
    }
}

/// How a zoom of a collection is grouped whose features have so many attributes; None where it is not.
pub fn at(call: &Call, collection: Collection, zoom: u8, attributes: usize) -> Result<Option<ClusterZooms>, Problem> {
    let asked = asked(call, collection)?;
    let zooms = asked.and_then(|(points, clustering)| clustering.zooms(points, attributes, MAX_ZOOM));
    Ok(zooms.filter(|zooms| zoom <= zooms.last))
}

impl<'a> Groups<'a> {
    /// None for areas, which are never grouped.
    pub fn asked(
        call: &'a Call,
        collection: Collection,
        period: Period,
        question: Option<&IndicatorQuery<'a>>,
    ) -> Result<Option<Self>, Problem> {
        let Some((points, clustering)) = asked(call, collection)? else { return Ok(None) };
        let layer = (points, &call.published.tiles.community_aggregates);
        let mut columns = ClusterColumns::new(call.atlas(), collection, layer, call.round()?, period);
        if let Some(question) = question {
            columns = columns.with_indicator(question)?;
        }
        Ok(Some(Self { clustering, points, columns }))
    }

    /// Takes only the columns that `groups` and `properties` name, of single points and of groups. A property must be one of either.
    pub fn select<'c>(mut self, call: &Call, mut columns: Columns<'c>) -> Result<(Columns<'c>, Self), Problem> {
        if let Some(names) = call.query.names(GROUPS.name) {
            columns = columns.with_groups(&names)?;
            self.columns = self.columns.with_groups(&names);
        }
        let Some(names) = call.query.names(PROPERTIES.name) else { return Ok((columns, self)) };
        let own: Vec<String> = self.own_columns(&columns).map(|column| column.name.clone()).collect();
        let others: Vec<String> = names.iter().filter(|name| !own.contains(name)).cloned().collect();
        let columns = columns.select(&others).map_err(|error| match error {
            ColumnsError::UnknownColumn { name, known } => {
                ColumnsError::UnknownColumn { name, known: known.into_iter().chain(own).collect() }
            }
            other => other,
        })?;
        self.columns = self.columns.select(&names);
        Ok((columns, self))
    }

    /// The same for groups alone, where the names are known to be right.
    pub fn chosen(mut self, call: &Call) -> Self {
        if let Some(names) = call.query.names(GROUPS.name) {
            self.columns = self.columns.with_groups(&names);
        }
        if let Some(names) = call.query.names(PROPERTIES.name) {
            self.columns = self.columns.select(&names);
        }
        self
    }

    /// With what members add up to for the indicator of a request, kept or added up now, so that a group of any size takes
    /// little time.
    pub fn added_up(mut self, call: &Call, choice: Option<SumsChoice>) -> Self {
        if let Some(choice) = choice.filter(|_| self.columns.needs_indicator_sums()) {
            let sums = call.published.selections.sums(choice, || self.columns.indicator_sums());
            self.columns = self.columns.with_indicator_sums(sums);
        }
        self
    }

    /// Without what depends on the round.
    pub fn geometry_only(mut self) -> Self {
        self.columns = self.columns.geometry_only();
        self
    }

    /// A tile of a zoom that has groups.
    pub fn tile<'s>(
        &self,
        name: &str,
        tile: TileId,
        zooms: ClusterZooms,
        single: impl FnMut(usize) -> Option<EncodedRow<'s>>,
    ) -> Option<Vec<u8>> {
        clustered_point_layer(name, self.points, tile, zooms, single, |group| self.columns.attributes(group))
    }

    /// The columns that only groups have.
    fn own_columns(&self, of_points: &Columns<'_>) -> impl Iterator<Item = &ClusterColumn> {
        let shown = if self.clustering == ClusterMode::Never { &[][..] } else { self.columns.columns() };
        shown.iter().filter(|column| of_points.position(&column.name).is_none())
    }

    /// What groups say beside what single points say.
    pub fn fields(&self, of_points: &Columns<'_>) -> Vec<TileField> {
        match self.zooms(of_points) {
            Some(_) => self.own_columns(of_points).map(field).collect(),
            None => Vec::new(),
        }
    }

    /// At which zooms there are groups, and what they say: a member of TileJSON.
    pub fn describe(&self, of_points: &Columns<'_>) -> Json {
        let mut description = Map::new();
        description.insert("mode".into(), self.clustering.id().into());
        let zooms = self.zooms(of_points);
        description.insert("zooms".into(), zooms.map_or(json!([]), |zooms| json!([0, zooms.last])));
        if zooms.is_some() {
            let fields: Map<String, Json> =
                self.columns.columns().iter().map(|column| in_words(field(column))).collect();
            description.insert("fields".into(), fields.into());
        }
        description.into()
    }

    fn zooms(&self, of_points: &Columns<'_>) -> Option<ClusterZooms> {
        self.clustering.zooms(self.points, of_points.columns().len(), MAX_ZOOM)
    }
}

fn field(column: &ClusterColumn) -> TileField {
    TileField { name: column.name.clone(), description: column.description.clone(), kind: column.kind }
}
