//! The fonts of a report, and text as glyphs: shaped by the same code for measuring and for drawing.

use std::collections::HashMap;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Face, UnicodeBuffer};

use crate::Error;

/// Inter 4.001 by the Inter Project (SIL Open Font License 1.1), as the screens have it: the subsets of the npm package
/// @fontsource-variable/inter 5.3 for Latin, Greek, Cyrillic and Vietnamese, set to a weight, joined, with digits of one width.
const REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.ttf");
/// DejaVu Sans 2.37 (Bitstream Vera and public domain), of Debian's fonts-dejavu-core: Hebrew, Arabic, Armenian, Georgian,
/// symbols and the plain emoji, for names that Inter cannot write.
const OTHER_SCRIPTS: &[u8] = include_bytes!("../../fonts/DejaVuSans-other-scripts.ttf");

/// Stands for a character that no font of ours has; the text behind it is still the character's.
const MISSING: char = '\u{25A1}';

/// How heavy text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// One of the fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Inter(Weight),
    Other,
    /// Drawn as boxes.
    None,
}

/// A stretch of text in one font.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) font: Font,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// In ems.
    pub(super) width: f32,
}

/// A line of text as glyphs.
#[derive(Clone, Default)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    /// In ems.
    pub(super) width: f32,
}

struct Typeface {
    font: Font,
    face: Face<'static>,
}

impl Typeface {
    fn new(bytes: &'static [u8]) -> Result<Self, Error> {
        let wanting = || Error::Pdf("a font cannot be read".to_owned());
        let font = Font::new(bytes.into(), 0).ok_or_else(wanting)?;
        Ok(Self { font, face: Face::from_slice(bytes, 0).ok_or_else(wanting)? })
    }

    fn has(&self, character: char) -> bool {
        self.face.glyph_index(character).is_some()
    }
}

/// The fonts, and the widths of words that were measured.
pub(super) struct Fonts {
    regular: Typeface,
    bold: Typeface,
    other: Typeface,
    widths: HashMap<(String, Weight), f32>,
}

impl Fonts {
    pub(super) fn new() -> Result<Self, Error> {
        Ok(Self {
            regular: Typeface::new(REGULAR)?,
            bold: Typeface::new(SEMIBOLD)?,
            other: Typeface::new(OTHER_SCRIPTS)?,
            widths: HashMap::new(),
        })
    }

    fn typeface(&self, which: Which) -> &Typeface {
        match which {
            Which::Inter(Weight::Regular) => &self.regular,
            Which::Inter(Weight::Bold) => &self.bold,
            Which::Other | Which::None => &self.other,
        }
    }

    /// How wide a text is, in ems.
    pub(super) fn width(&mut self, text: &str, weight: Weight) -> f32 {
        if let Some(width) = self.widths.get(&(text.to_owned(), weight)) {
            return *width;
        }
        let width = self.line(text, weight).width;
        self.widths.insert((text.to_owned(), weight), width);
        width
    }

    /// A text as glyphs. What is written from the right stands in its own order.
    pub(super) fn line(&self, text: &str, weight: Weight) -> Line {
        let mut line = Line::default();
        for (which, text) in self.stretches(text, weight) {
            let run = match which {
                Which::None => self.boxes(text),
                Which::Inter(_) | Which::Other => self.shaped(which, text),
            };
            line.width += run.width;
            line.runs.push(run);
        }
        line
    }

    /// The text cut where its font changes. Blanks and marks between two words of another script stay with them.
    fn stretches(&self, text: &str, weight: Weight) -> Vec<(Which, String)> {
        let characters: Vec<char> = text.chars().collect();
        let mut stretches: Vec<(Which, String)> = Vec::new();
        for (at, character) in characters.iter().enumerate() {
            let before = stretches.last().map(|(which, _)| *which);
            let mut which = self.font_of(*character, weight);
            let neutral = !character.is_alphanumeric() && self.other.has(*character);
            if neutral && before == Some(Which::Other) && self.other_follows(&characters[at..], weight) {
                which = Which::Other;
            }
            match stretches.last_mut() {
                Some((last, text)) if *last == which => text.push(*character),
                _ => stretches.push((which, character.to_string())),
            }
        }
        stretches
    }

    fn other_follows(&self, rest: &[char], weight: Weight) -> bool {
        let next = rest.iter().find(|character| character.is_alphanumeric());
        next.is_some_and(|character| self.font_of(*character, weight) == Which::Other)
    }

    fn font_of(&self, character: char, weight: Weight) -> Which {
        let inter = Which::Inter(weight);
        if self.typeface(inter).has(character) {
            inter
        } else if self.other.has(character) {
            Which::Other
        } else {
            Which::None
        }
    }

    fn shaped(&self, which: Which, text: String) -> Run {
        let Typeface { font, face } = self.typeface(which);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let em = face.units_per_em() as f32;
        let ends = ends(shaped.glyph_infos().iter().map(|info| info.cluster as usize), text.len());
        let glyphs: Vec<_> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, place)| KrillaGlyph {
                glyph_id: GlyphId::new(info.glyph_id),
                text_range: info.cluster as usize..ends[&(info.cluster as usize)],
                x_advance: place.x_advance as f32 / em,
                x_offset: place.x_offset as f32 / em,
                y_offset: place.y_offset as f32 / em,
                y_advance: 0.0,
                location: None,
            })
            .collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { font: font.clone(), text, glyphs, width }
    }

    fn boxes(&self, text: String) -> Run {
        let Typeface { font, face } = &self.other;
        let glyph = face.glyph_index(MISSING).unwrap_or_default();
        let em = face.units_per_em() as f32;
        let advance = f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) / em;
        let glyphs: Vec<_> = text
            .char_indices()
            .map(|(at, character)| KrillaGlyph {
                glyph_id: GlyphId::new(u32::from(glyph.0)),
                text_range: at..at + character.len_utf8(),
                x_advance: advance,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            })
            .collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { font: font.clone(), text, glyphs, width }
    }
}

/// Where the text of each cluster ends: where the next one begins, whichever way they stand.
fn ends(clusters: impl Iterator<Item = usize>, length: usize) -> HashMap<usize, usize> {
    let mut starts: Vec<usize> = clusters.collect();
    starts.sort_unstable();
    starts.dedup();
    let next = starts.iter().skip(1).copied().chain([length]);
    starts.iter().copied().zip(next).collect()
}
