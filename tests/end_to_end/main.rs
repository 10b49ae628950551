//! The running binary, asked as its clients ask it: one folder to a subject.

mod archives;
mod bad_datasets;
mod bad_requests;
mod codes;
mod editions;
mod facts;
mod features;
mod geometry;
mod how_to;
mod http;
mod init;
mod languages;
mod many_datasets;
mod maps;
mod places;
mod publishing;
mod rounds;
mod services;
mod tiles;
mod withheld;
mod words;
