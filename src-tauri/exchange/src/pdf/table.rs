//! Tables on pages: columns as wide as they need, cells that wrap, headings that come again on the next page.

use super::fonts::Weight;
use super::page::{Ink, Look, Pages};
use super::tags::NodeId;
use crate::{Cell, Kind, Table};

const HEAD: Look = Look::new(7.4, Weight::Bold, Ink::Muted);
const CELL: Look = Look::new(8.2, Weight::Regular, Ink::Text);
const FIRST: Look = Look::new(8.2, Weight::Bold, Ink::Text);
/// Between columns, and above and below the text of a row.
const GUTTER: f32 = 9.0;
const PAD: f32 = 3.2;

/// Left and right edge of each column's text.
type Edges = Vec<(f32, f32)>;

pub(super) fn put(pages: &mut Pages, table: &Table) {
    let edges = edges(pages, table);
    let (head, body) = pages.tags.table(&table.caption);
    let heading = heading(pages, table, &edges);
    // A heading alone at the foot of a page helps nobody.
    pages.need(heading.height + 2.0 * (CELL.leading() + 2.0 * PAD));
    let row = pages.tags.row(head);
    put_heading(pages, table, &heading, &edges, Some(row));
    for cells in &table.rows {
        put_row(pages, table, &heading, &edges, (body, cells, false));
    }
    if let Some(total) = &table.total {
        put_row(pages, table, &heading, &edges, (body, total, true));
    }
}

/// Words longer than that may be cut; shorter ones have room.
const KEPT_WHOLE: usize = 12;
/// Against the rounding of sums.
const SLACK: f32 = 0.5;

/// Figures are never broken: their columns are as wide as their widest. Words have room for their usual words, and share what
/// is left as their columns say.
fn edges(pages: &mut Pages, table: &Table) -> Edges {
    let gutters = GUTTER * table.columns.len().saturating_sub(1) as f32;
    let room = pages.room() - gutters;
    let needs: Vec<f32> = (0..table.columns.len()).map(|at| need(pages, table, at)).collect();
    let spare = (room - needs.iter().sum::<f32>()).max(0.0);
    let share = |at: usize| match table.columns[at].kind {
        Kind::Words => f32::from(table.columns[at].width),
        Kind::Figures => 0.0,
    };
    let shares: f32 = (0..needs.len()).map(share).sum();
    let scale = (room / needs.iter().sum::<f32>()).min(1.0);
    let mut x = pages.left();
    let mut edges = Vec::new();
    for (at, need) in needs.iter().enumerate() {
        let width = need * scale + spare * share(at) / shares.max(1.0);
        edges.push((x, x + width));
        x += width + GUTTER;
    }
    edges
}

/// How wide a column must be for nothing in it to be torn apart.
fn need(pages: &mut Pages, table: &Table, at: usize) -> f32 {
    let column = &table.columns[at];
    let mut width = widest_word(pages, column.title, HEAD, usize::MAX);
    for cells in table.rows.iter().chain(&table.total) {
        let shown = cells.get(at).map(Cell::shown).unwrap_or_default();
        let wide = match column.kind {
            Kind::Figures => pages.fonts.width(&shown, Weight::Bold) * CELL.size,
            Kind::Words => widest_word(pages, &shown, FIRST, KEPT_WHOLE),
        };
        width = width.max(wide);
    }
    width + SLACK
}

fn widest_word(pages: &mut Pages, text: &str, look: Look, longest: usize) -> f32 {
    let words = text.split_whitespace().filter(|word| word.chars().count() <= longest);
    words.map(|word| pages.fonts.width(word, look.weight) * look.size).fold(0.0, f32::max)
}

/// The lines of each heading.
struct Heading {
    lines: Vec<Vec<String>>,
    height: f32,
}

fn heading(pages: &mut Pages, table: &Table, edges: &Edges) -> Heading {
    let columns = table.columns.iter().zip(edges);
    let lines: Vec<_> =
        columns.map(|(column, (from, to))| pages.lines(column.title, HEAD, to - from)).collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    Heading { height: most as f32 * HEAD.leading() + PAD, lines }
}

/// The headings; those that come again are decoration, since who hears the table has them already.
fn put_heading(pages: &mut Pages, table: &Table, heading: &Heading, edges: &Edges, row: Option<NodeId>) {
    let top = pages.y;
    for (at, (lines, edge)) in heading.lines.iter().zip(edges).enumerate() {
        let node = row.map(|row| pages.tags.head_cell(row));
        // Headings stand on the line below them.
        let above = heading.height - PAD - lines.len() as f32 * HEAD.leading();
        put_lines(pages, lines, HEAD, *edge, top + above, table.columns[at].kind, node);
    }
    pages.skip(heading.height);
    pages.rule(pages.left(), pages.right(), Ink::Strong);
}

fn put_lines(
    pages: &mut Pages,
    lines: &[String],
    look: Look,
    (from, to): (f32, f32),
    top: f32,
    kind: Kind,
    node: Option<NodeId>,
) {
    for (at, line) in lines.iter().enumerate() {
        let y = top + at as f32 * look.leading();
        match kind {
            Kind::Words => pages.text_at(line, look, (from, y), node),
            Kind::Figures => pages.text_to(line, look, (to, y), node),
        }
    }
}

fn put_row(
    pages: &mut Pages,
    table: &Table,
    heading: &Heading,
    edges: &Edges,
    (body, cells, total): (NodeId, &[Cell], bool),
) {
    let look = |at: usize| if total || at == 0 { FIRST } else { CELL };
    let mut lines = Vec::new();
    for (at, (cell, (from, to))) in cells.iter().zip(edges).enumerate() {
        lines.push(pages.lines(&cell.shown(), look(at), to - from));
    }
    let row = pages.tags.row(body);
    let nodes: Vec<_> = (0..lines.len())
        .map(|at| if at == 0 { pages.tags.row_head(row) } else { pages.tags.cell(row) })
        .collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let mut done = 0;
    if most as f32 * CELL.leading() + 2.0 * PAD > pages.left_over() {
        next_page(pages, table, heading, edges);
    }
    // A row higher than a page goes on over the next ones.
    while done < most {
        let fits = ((pages.left_over() - 2.0 * PAD) / CELL.leading()).floor().max(1.0) as usize;
        let until = most.min(done + fits);
        pages.skip(PAD);
        let top = pages.y;
        for (at, lines) in lines.iter().enumerate() {
            let part = lines.get(done.min(lines.len())..until.min(lines.len())).unwrap_or_default();
            put_lines(pages, part, look(at), edges[at], top, table.columns[at].kind, Some(nodes[at]));
        }
        pages.skip((until - done) as f32 * CELL.leading() + PAD);
        done = until;
        if done < most {
            next_page(pages, table, heading, edges);
        }
    }
    pages.rule(pages.left(), pages.right(), if total { Ink::Strong } else { Ink::Line });
}

fn next_page(pages: &mut Pages, table: &Table, heading: &Heading, edges: &Edges) {
    pages.new_page();
    put_heading(pages, table, heading, edges, None);
}
