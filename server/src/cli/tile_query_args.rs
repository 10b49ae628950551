//! The parameters of tiles as command-line options, from the same declaration as the routes.

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use crate::http::parameter::ParamType;
use crate::http::problem::Problem;
use crate::http::query::Query;
use crate::routes::TILE;
use crate::service::dispatch::parameters;

/// The query parameters of tiles as options of the command line.
#[derive(Clone, Debug, Default)]
pub struct TileQueryArgs(Vec<(&'static str, String)>);

impl TileQueryArgs {
    /// The options as a query string.
    pub fn raw(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.0);
        query.finish()
    }

    /// The options, checked like the parameters of a request.
    pub fn query(&self) -> Result<Query, Problem> {
        Query::parse(&self.raw(), parameters(&TILE))
    }

    fn read(matches: &ArgMatches) -> Self {
        let given = TILE
            .parameters
            .iter()
            .filter_map(|parameter| Some((parameter.name, matches.get_one::<String>(parameter.name)?.clone())));
        Self(given.collect())
    }
}

impl Args for TileQueryArgs {
    fn augment_args(command: Command) -> Command {
        TILE.parameters.iter().fold(command.next_help_heading("Tile contents"), |command, parameter| {
            let help = match parameter.kind {
                ParamType::Enum(_) => format!("{} [{}]", parameter.description, parameter.accepted()),
                _ => parameter.description.to_owned(),
            };
            command.arg(Arg::new(parameter.name).long(parameter.name).value_name("VALUE").help(help))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for TileQueryArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Ok(Self::read(matches))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::read(matches);
        Ok(())
    }
}
