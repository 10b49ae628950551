//! A scene as PNG, with its metadata.

use resvg::{tiny_skia, usvg};

use super::{MAX_PIXELS, Metadata, PictureError, svg::svg, tree};
use crate::scene::Scene;

/// Pixels per metre of a picture of 96 pixels per inch.
const PIXELS_PER_METRE: f64 = 96.0 / 0.0254;

/// A scene as PNG, with `scale` pixels for each of its own. What it shows and whom to cite is in its text chunks (PNG 1.2, section 11.3.4.2).
pub fn png(scene: &Scene, scale: f64, metadata: &Metadata) -> Result<Vec<u8>, PictureError> {
    let [width, height] = [scene.width, scene.height].map(|length| (length * scale).round().max(1.0) as u32);
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooLarge { width, height });
    }
    let tree = tree(&svg(scene, "m"))?;
    let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(PictureError::TooLarge { width, height })?;
    let transform =
        usvg::Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
    resvg::render(&tree, transform, &mut pixels.as_mut());
    encode(scene, &pixels, scale, metadata).map_err(|error| PictureError::Unwritable(error.to_string()))
}

fn encode(
    scene: &Scene,
    pixels: &tiny_skia::Pixmap,
    scale: f64,
    metadata: &Metadata,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    // The ground is opaque: no channel for transparency.
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let density = (PIXELS_PER_METRE * scale).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: density, yppu: density, unit: png::Unit::Meter }));
    let mut say = |keyword: &str, text: String| {
        if text.is_empty() {
            return Ok(());
        }
        encoder.add_itxt_chunk(keyword.to_owned(), text)
    };
    say("Title", scene.title.clone())?;
    say("Description", scene.alternative())?;
    say("Source", metadata.sources.join("\n"))?;
    say("Disclaimer", metadata.notes.join("\n"))?;
    say("URL", metadata.url.clone().unwrap_or_default())?;
    say("Software", format!("Kerben {}", env!("CARGO_PKG_VERSION")))?;
    let mut writer = encoder.write_header()?;
    let opaque: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|pixel| pixel.iter().take(3).copied()).collect();
    writer.write_image_data(&opaque)?;
    writer.finish()?;
    Ok(bytes)
}
