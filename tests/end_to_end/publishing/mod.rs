//! What editors do with maps: their own words, addresses that stay, previews, frames.

mod own_words;
