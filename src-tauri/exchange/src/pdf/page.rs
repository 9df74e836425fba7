//! Pages before they are drawn: what stands where, and which part of the document it belongs to.

use krilla::geom::Point;

use super::fonts::{Fonts, Line, Weight};
use super::tags::{NodeId, Tags};
use super::text::{clean, wrap};
use crate::Error;

/// US Letter, in points.
const SHORT: f32 = 612.0;
const LONG: f32 = 792.0;
/// Margins: the foot has room for its lines.
const SIDE: f32 = 44.0;
const TOP: f32 = 46.0;
const BOTTOM: f32 = 54.0;

/// Lines of text stand so far apart, as a part of their size.
pub(super) const LEADING: f32 = 1.36;

/// How dark something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// What is read.
    Text,
    /// Labels and notes: seven to one on white.
    Muted,
    /// Hairlines.
    Line,
    /// The line under headings and above totals.
    Strong,
}

/// How text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) ink: Ink,
}

impl Look {
    pub(super) const fn new(size: f32, weight: Weight, ink: Ink) -> Self {
        Self { size, weight, ink }
    }

    pub(super) fn leading(self) -> f32 {
        self.size * LEADING
    }
}

/// Something on a page. What belongs to no part of the document is decoration: rules, running heads, page numbers.
pub(super) enum Item {
    /// A line of text, from its baseline.
    Text { line: Line, at: Point, look: Look, leaf: Option<usize> },
    /// A rule from left to right.
    Rule { from: Point, to: f32, ink: Ink },
}

/// Where a heading stands.
pub(super) struct Mark {
    pub(super) text: String,
    pub(super) level: u16,
    pub(super) page: usize,
    pub(super) at: Point,
}

/// Pages being filled, from top to bottom.
pub(super) struct Pages {
    pub(super) fonts: Fonts,
    pub(super) tags: Tags,
    pub(super) pages: Vec<Vec<Item>>,
    pub(super) marks: Vec<Mark>,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) y: f32,
}

impl Pages {
    pub(super) fn new(landscape: bool) -> Result<Self, Error> {
        let (width, height) = if landscape { (LONG, SHORT) } else { (SHORT, LONG) };
        Ok(Self {
            fonts: Fonts::new()?,
            tags: Tags::default(),
            pages: vec![Vec::new()],
            marks: Vec::new(),
            width,
            height,
            y: TOP,
        })
    }

    pub(super) fn left(&self) -> f32 {
        SIDE
    }

    pub(super) fn right(&self) -> f32 {
        self.width - SIDE
    }

    pub(super) fn room(&self) -> f32 {
        self.right() - self.left()
    }

    /// Where the text of a page ends.
    pub(super) fn bottom(&self) -> f32 {
        self.height - BOTTOM
    }

    /// How much fits on this page below what is there.
    pub(super) fn left_over(&self) -> f32 {
        self.bottom() - self.y
    }

    /// How much fits on an empty page.
    pub(super) fn whole(&self) -> f32 {
        self.bottom() - TOP
    }

    pub(super) fn new_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Begins a new page unless so much fits on this one; what fits on no page gets none.
    pub(super) fn need(&mut self, height: f32) {
        if height > self.left_over() && self.y > TOP && height <= self.whole() {
            self.new_page();
        }
    }

    pub(super) fn skip(&mut self, height: f32) {
        self.y += height;
    }

    fn put(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.push(item);
        }
    }

    pub(super) fn rule(&mut self, from: f32, to: f32, ink: Ink) {
        let at = Point::from_xy(from, self.y);
        self.put(Item::Rule { from: at, to, ink });
    }

    /// A line of text with its top at `top`; without a part of the document it is decoration.
    pub(super) fn text_at(&mut self, text: &str, look: Look, (x, top): (f32, f32), node: Option<NodeId>) {
        if text.trim().is_empty() {
            return;
        }
        let line = self.fonts.line(text, look.weight);
        let leaf = node.map(|node| self.tags.leaf(node));
        // The baseline of Inter lies so far below the top of its line.
        let at = Point::from_xy(x, top + look.size * 1.03);
        self.put(Item::Text { line, at, look, leaf });
    }

    /// A line of text that ends at `right`.
    pub(super) fn text_to(&mut self, text: &str, look: Look, (right, top): (f32, f32), node: Option<NodeId>) {
        let wide = self.fonts.width(text.trim_end(), look.weight) * look.size;
        self.text_at(text, look, (right - wide, top), node);
    }

    /// The lines of a text in so much room.
    pub(super) fn lines(&mut self, text: &str, look: Look, room: f32) -> Vec<String> {
        wrap(&mut self.fonts, text, look.weight, room / look.size)
    }

    /// A paragraph that goes on over pages; gives where it began.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        look: Look,
        (x, room): (f32, f32),
        node: NodeId,
    ) -> (usize, f32) {
        let mut began = None;
        for line in self.lines(text, look, room) {
            self.need(look.leading());
            began.get_or_insert((self.pages.len() - 1, self.y));
            let y = self.y;
            self.text_at(&line, look, (x, y), Some(node));
            self.skip(look.leading());
        }
        began.unwrap_or((self.pages.len() - 1, self.y))
    }

    /// A heading: marked for the outline, and never the last thing on a page.
    pub(super) fn heading(&mut self, text: &str, level: u16, look: Look, keep: f32) {
        self.need(look.leading() + keep);
        let text = clean(text);
        let node = self.tags.heading(level, &text);
        let (page, y) = self.paragraph(&text, look, (self.left(), self.room()), node);
        let at = Point::from_xy(self.left(), (y - 6.0).max(0.0));
        self.marks.push(Mark { text, level, page, at });
    }
}
