//! Maps and the values behind them: what each colour, each title and each word stands for.

mod cards;
mod cartography;
mod circles;
mod classes;
mod downloads;
mod map_files;
mod methods;
mod palettes;
mod pictures;
mod shares;
mod statuses;
mod summaries;
mod two_variables;
mod wording;
mod years;
