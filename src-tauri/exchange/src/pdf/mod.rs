//! Reports as tagged PDF. The library checks each against PDF/UA-1 (ISO 14289-1) while it is written, and what does not pass
//! is no file.

mod blocks;
mod fonts;
mod page;
mod table;
mod tags;
mod text;

use chrono::{Datelike, Timelike};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

use crate::Error;
use crate::report::Report;
use page::{Ink, Item, Mark, Pages};

/// The file. The same report gives the same bytes.
///
/// # Errors
/// [`Error::Pdf`]: what came out would not be PDF/UA-1.
pub fn write(report: &Report) -> Result<Vec<u8>, Error> {
    let pages = blocks::lay_out(report)?;
    let mut document = Document::new_with(SerializeSettings {
        compress_content_streams: true,
        configuration: configuration()?,
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(report));
    let mut names: Vec<Option<Identifier>> = vec![None; pages.tags.leaves()];
    for items in &pages.pages {
        draw_page(&mut document, &pages, items, &mut names)?;
    }
    document.set_outline(outline(&pages.marks));
    document.set_tag_tree(pages.tags.tree(&names));
    document.finish().map_err(|error| Error::Pdf(format!("{error:?}")))
}

fn configuration() -> Result<Configuration, Error> {
    ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Error::Pdf(format!("{error:?}")))
}

fn metadata(report: &Report) -> Metadata {
    let made = &report.made;
    let offset = made.offset().local_minus_utc() / 60;
    let date = DateTime::new(u16::try_from(made.year()).unwrap_or(1900))
        .month(made.month() as u8)
        .day(made.day() as u8)
        .hour(made.hour() as u8)
        .minute(made.minute() as u8)
        .second(made.second() as u8)
        .utc_offset_hour((offset / 60) as i8)
        .utc_offset_minute(offset.rem_euclid(60) as u8);
    Metadata::new()
        .title(text::clean(&report.title))
        .authors(vec![text::clean(&report.practice)])
        .creator("Caretally".to_owned())
        .language("en-US".to_owned())
        .creation_date(date)
}

fn draw_page(
    document: &mut Document,
    pages: &Pages,
    items: &[Item],
    names: &mut [Option<Identifier>],
) -> Result<(), Error> {
    let settings = PageSettings::from_wh(pages.width, pages.height)
        .ok_or_else(|| Error::Pdf("a page has no size".to_owned()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for item in items {
        draw(&mut surface, item, names);
    }
    surface.finish();
    page.finish();
    Ok(())
}

fn draw(surface: &mut Surface<'_>, item: &Item, names: &mut [Option<Identifier>]) {
    let decoration = ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther));
    match item {
        Item::Text { line, at, look, leaf } => {
            let tag = if leaf.is_some() { ContentTag::Span(SpanTag::empty()) } else { decoration };
            let name = surface.start_tagged(tag);
            surface.set_fill(Some(fill(look.ink)));
            let mut x = at.x;
            for run in &line.runs {
                let from = Point::from_xy(x, at.y);
                surface.draw_glyphs(from, &run.glyphs, run.font.clone(), &run.text, look.size, false);
                x += run.width * look.size;
            }
            surface.end_tagged();
            if let Some(place) = leaf.and_then(|leaf| names.get_mut(leaf)) {
                *place = Some(name);
            }
        }
        Item::Rule { from, to, ink } => {
            let mut path = PathBuilder::new();
            path.move_to(from.x, from.y);
            path.line_to(*to, from.y);
            let Some(path) = path.finish() else { return };
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            surface.set_fill(None);
            let width = if *ink == Ink::Strong { 0.9 } else { 0.5 };
            let stroke = Stroke { paint: color(*ink).into(), width, ..Stroke::default() };
            surface.set_stroke(Some(stroke));
            surface.draw_path(&path);
            surface.set_stroke(None);
            surface.end_tagged();
        }
    }
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: color(ink).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

/// Ink on white: text is near black; labels keep a contrast of 7 : 1 (WCAG 2.2, 1.4.6).
fn color(ink: Ink) -> rgb::Color {
    match ink {
        Ink::Text => rgb::Color::new(20, 26, 36),
        Ink::Muted => rgb::Color::new(76, 84, 98),
        Ink::Line => rgb::Color::new(212, 217, 224),
        Ink::Strong => rgb::Color::new(110, 119, 134),
    }
}

/// Bookmarks, one for each heading.
fn outline(marks: &[Mark]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Option<OutlineNode> = None;
    for mark in marks {
        let node = OutlineNode::new(mark.text.clone(), XyzDestination::new(mark.page, mark.at));
        match open.as_mut() {
            Some(parent) if mark.level > 2 => parent.push_child(node),
            _ => {
                if let Some(done) = open.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(last) = open {
        outline.push_child(last);
    }
    outline
}

#[cfg(test)]
mod tests;
