//! Pictures of a scene: SVG, PNG and PDF, without a browser.
//!
//! ```text
//! Scene ─► svg ─► usvg tree ─┬─► tiny-skia ─► PNG
//!                            └─► krilla ────► PDF, tagged
//! ```
//!
//! PNG and PDF are drawn from the SVG, so that the three cannot differ. Text is drawn with the fonts in `styles/fonts`, never with those of
//! the machine.

mod pdf;
mod png;
mod svg;

use std::sync::{Arc, OnceLock};

use resvg::usvg::{self, fontdb};

pub use self::pdf::pdf;
pub use self::png::png;
pub use self::svg::svg;
use crate::scene::text::{ARABIC, FAMILY, Face};

/// Why a picture cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// Wider or higher than a picture may be.
    #[error("the picture would have {width} × {height} pixels; at most {MAX_PIXELS} are drawn")]
    TooLarge {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// What a library says.
    #[error("the picture cannot be written: {0}")]
    Unwritable(String),
}

/// How many pixels a picture has at most: A3 at 3×, and a little more.
pub const MAX_PIXELS: u64 = 20_000_000;

/// What programs that show a file say of it.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// Whom to cite.
    pub sources: Vec<String>,
    /// What must be said beside it.
    pub notes: Vec<String>,
    /// The address of the map.
    pub url: Option<String>,
}

/// A document as a tree of shapes, with the fonts of this crate.
fn tree(svg: &str) -> Result<usvg::Tree, PictureError> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for face in Face::ALL {
            database.load_font_source(fontdb::Source::Binary(Arc::new(face.data())));
        }
        // Where Noto Sans lacks a letter, the others are asked.
        database.load_font_source(fontdb::Source::Binary(Arc::new(ARABIC)));
        database.set_sans_serif_family(FAMILY);
        Arc::new(database)
    });
    let options =
        usvg::Options { font_family: FAMILY.to_owned(), fontdb: Arc::clone(fonts), ..usvg::Options::default() };
    usvg::Tree::from_str(svg, &options).map_err(|error| PictureError::Unwritable(error.to_string()))
}
