//! What editors do with maps: their own words, addresses that stay, previews, oEmbed, frames.

mod frames;
mod kept_maps;
mod oembed;
mod own_words;
mod previews;
