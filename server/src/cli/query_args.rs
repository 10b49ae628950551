//! The parameters of a route as command-line options, from the same declaration.

use std::marker::PhantomData;

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use crate::http::parameter::ParamType;
use crate::http::problem::Problem;
use crate::http::query::Query;
use crate::http::route::Route;
use crate::routes::{PICTURE, TILE};
use crate::service::dispatch::parameters;

/// A route whose parameters are options.
pub trait OptionsOf {
    const ROUTE: &'static Route;
    /// What the options are about, in the help.
    const HEADING: &'static str;
}

/// The options of tiles.
#[derive(Clone, Debug)]
pub struct Tiles;

impl OptionsOf for Tiles {
    const ROUTE: &'static Route = &TILE;
    const HEADING: &'static str = "Tile contents";
}

/// The options of pictures of maps.
#[derive(Clone, Debug)]
pub struct Pictures;

impl OptionsOf for Pictures {
    const ROUTE: &'static Route = &PICTURE;
    const HEADING: &'static str = "Maps";
}

/// The query parameters of a route as options of the command line.
#[derive(Clone, Debug)]
pub struct QueryArgs<R>(Vec<(&'static str, String)>, PhantomData<R>);

impl<R: OptionsOf> QueryArgs<R> {
    /// The value of an option.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The same with other values of some options.
    pub fn with(&self, values: &[(&'static str, String)]) -> Self {
        let kept = self.0.iter().filter(|(name, _)| values.iter().all(|(other, _)| other != name));
        Self(kept.chain(values).cloned().collect(), PhantomData)
    }

    /// The options as a query string.
    pub fn raw(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.0);
        query.finish()
    }

    /// The options, checked like the parameters of a request.
    pub fn query(&self) -> Result<Query, Problem> {
        Query::parse(&self.raw(), parameters(R::ROUTE))
    }

    fn read(matches: &ArgMatches) -> Self {
        let given = R::ROUTE
            .parameters
            .iter()
            .filter_map(|parameter| Some((parameter.name, matches.get_one::<String>(parameter.name)?.clone())));
        Self(given.collect(), PhantomData)
    }
}

impl<R: OptionsOf> Args for QueryArgs<R> {
    fn augment_args(command: Command) -> Command {
        R::ROUTE.parameters.iter().fold(command.next_help_heading(R::HEADING), |command, parameter| {
            let help = match parameter.kind {
                ParamType::Enum(_) | ParamType::EnumInPart(_) => {
                    format!("{} [{}]", parameter.description, parameter.accepted())
                }
                _ => parameter.description.to_owned(),
            };
            command.arg(Arg::new(parameter.name).long(parameter.name).value_name("VALUE").help(help))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<R: OptionsOf> FromArgMatches for QueryArgs<R> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Ok(Self::read(matches))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::read(matches);
        Ok(())
    }
}
