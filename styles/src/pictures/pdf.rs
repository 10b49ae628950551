//! A scene as PDF 1.7: vectors, text as text, and a tree of tags (ISO 32000-1, section 14.8), so that a screen reader reads the title, what the
//! map shows, and the sources, in this order.

use krilla::document::Document;
use krilla::geom::Size;
use krilla::metadata::{Metadata as DocumentMetadata, TextDirection};
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::{Metadata, PictureError, svg::document, tree};
use crate::scene::{Role, Scene};

/// Points of PDF (1/72 inch) for each pixel (1/96 inch).
const POINTS_PER_PIXEL: f64 = 0.75;

/// A scene as a document of one page.
pub fn pdf(scene: &Scene, metadata: &Metadata) -> Result<Vec<u8>, PictureError> {
    let [width, height] = [scene.width, scene.height].map(|length| (length * POINTS_PER_PIXEL) as f32);
    let unwritable = |reason: &str| PictureError::Unwritable(reason.to_owned());
    let settings = PageSettings::from_wh(width, height).ok_or_else(|| unwritable("the page has no area"))?;
    let size = Size::from_wh(width, height).ok_or_else(|| unwritable("the page has no area"))?;

    let mut document_ = Document::new();
    let mut tags = TagTree::new();
    let mut page = document_.start_page_with(settings);
    let mut surface = page.surface();
    for section in &scene.sections {
        let tree = tree(&document(scene, "m", &|of| std::ptr::eq(of, section)))?;
        let content = match section.role {
            Role::Ground => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
            Role::Title | Role::Map | Role::Text => ContentTag::Span(SpanTag::empty()),
        };
        let identifier = surface.start_tagged(content);
        let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
        surface.end_tagged();
        drawn.ok_or_else(|| unwritable("a shape has no place in it"))?;
        let mut group = match section.role {
            Role::Ground => continue,
            Role::Title => TagGroup::new(Tag::Hn(std::num::NonZeroU16::MIN, None)),
            Role::Map => TagGroup::new(Tag::Figure(Some(scene.alternative()))),
            Role::Text => TagGroup::new(Tag::P),
        };
        group.push(identifier);
        tags.push(group);
    }
    surface.finish();
    page.finish();
    document_.set_tag_tree(tags);
    document_.set_metadata(document_metadata(scene, metadata));
    document_.finish().map_err(|error| PictureError::Unwritable(format!("{error:?}")))
}

fn document_metadata(scene: &Scene, metadata: &Metadata) -> DocumentMetadata {
    let said = scene.alternative();
    let description = std::iter::once(&said).chain(&metadata.sources).chain(&metadata.notes);
    DocumentMetadata::new()
        .title(scene.title.clone())
        .description(description.cloned().collect::<Vec<_>>().join("\n"))
        .language(scene.language.code().to_owned())
        .creator(format!("Kerben {}", env!("CARGO_PKG_VERSION")))
        .text_direction(if scene.is_right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight })
}
