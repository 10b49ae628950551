//! The section `[basemap]`: an archive of tiles to draw under the data.

use std::path::Path;

use serde_spanned::Spanned;

use super::check::Checker;
use super::schema::{BasemapSection, Text};
use crate::model::{Basemap, BasemapLocation, is_archive_address};
use crate::visible::without_secrets;

impl Checker<'_> {
    /// A basemap: one archive, in the folder or at an address, with its sources.
    pub(super) fn basemap(&mut self, spanned: &Spanned<BasemapSection>) -> Option<Basemap> {
        let section = spanned.get_ref();
        let title = self.non_empty(&section.title);
        let place = match (&section.file, &section.url) {
            (Some(file), None) => self.basemap_file(file),
            (None, Some(url)) => self.basemap_url(url),
            (Some(_), Some(url)) => {
                self.error(url, "basemap_twice", "the basemap has a `file` and a `url`; give one of them");
                None
            }
            (None, None) => {
                self.error(spanned, "basemap_missing", "the basemap has no `file` and no `url`; give one of them");
                None
            }
        };
        let sources = self.sources_of(&section.sources);
        Some(Basemap { title: title?, place: place?, sources: sources? })
    }

    fn basemap_file(&mut self, file: &Text) -> Option<BasemapLocation> {
        let data = self.data_file(file)?;
        let extension =
            Path::new(&data.display_name).extension().and_then(|extension| extension.to_str()).unwrap_or("");
        if !matches!(extension.to_ascii_lowercase().as_str(), "pmtiles" | "mbtiles") {
            let message = format!("`{}` is not an archive of tiles; accepted: .pmtiles, .mbtiles", data.display_name);
            self.error(file, "unknown_archive", message);
            return None;
        }
        Some(BasemapLocation::File(data.display_name))
    }

    fn basemap_url(&mut self, url: &Text) -> Option<BasemapLocation> {
        let address = self.non_empty(url)?;
        if !is_archive_address(&address) {
            let display_name = without_secrets(&address);
            let message = format!(
                "`{display_name}` is no address of an archive; expected s3://bucket/key, https://… or http://…"
            );
            self.error(url, "bad_url", message);
            return None;
        }
        if without_secrets(&address) != address {
            let message = "the address has a user, a password or a query in it, which every edition of the dataset will carry; give it \
                           where it is served instead (`--basemap`, or KERBEN_BASEMAP)";
            self.warning(url, "secret_in_url", message);
        }
        Some(BasemapLocation::Url(address))
    }
}
