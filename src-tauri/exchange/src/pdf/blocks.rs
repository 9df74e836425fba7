//! The blocks of a report on pages, with what stands at the head and the foot of each.

use super::fonts::Weight;
use super::page::{Ink, Look, Pages};
use super::table;
use super::text::clean;
use crate::Error;
use crate::report::{Block, Report};

const PRACTICE: Look = Look::new(9.0, Weight::Regular, Ink::Muted);
const TITLE: Look = Look::new(19.0, Weight::Bold, Ink::Text);
const HEADING: Look = Look::new(12.5, Weight::Bold, Ink::Text);
const SUBHEADING: Look = Look::new(9.6, Weight::Bold, Ink::Text);
const BODY: Look = Look::new(9.0, Weight::Regular, Ink::Text);
const NOTE: Look = Look::new(7.8, Weight::Regular, Ink::Muted);
const LABEL: Look = Look::new(7.4, Weight::Regular, Ink::Muted);
const VALUE: Look = Look::new(9.0, Weight::Regular, Ink::Text);
const FOOT: Look = Look::new(7.2, Weight::Regular, Ink::Muted);

/// Between columns of facts.
const GAP: f32 = 22.0;

pub(super) fn lay_out(report: &Report) -> Result<Pages, Error> {
    let mut pages = Pages::new(report.landscape)?;
    head(&mut pages, report);
    for block in &report.blocks {
        put(&mut pages, block);
    }
    feet(&mut pages, report);
    Ok(pages)
}

fn head(pages: &mut Pages, report: &Report) {
    let practice = pages.tags.paragraph();
    pages.paragraph(&report.practice, PRACTICE, (pages.left(), pages.room()), practice);
    pages.skip(1.0);
    pages.heading(&report.title, 1, TITLE, 0.0);
    let made = pages.tags.paragraph();
    let words = format!("Made {} by Caretally", report.made.format("%m/%d/%Y %-I:%M %p, UTC %:z"));
    pages.paragraph(&words, NOTE, (pages.left(), pages.room()), made);
    pages.skip(6.0);
    pages.rule(pages.left(), pages.right(), Ink::Strong);
    pages.skip(10.0);
}

fn put(pages: &mut Pages, block: &Block) {
    match block {
        Block::Heading(text) => {
            pages.skip(12.0);
            pages.heading(text, 2, HEADING, 54.0);
            pages.skip(4.0);
        }
        Block::Subheading(text) => {
            pages.skip(7.0);
            pages.heading(text, 3, SUBHEADING, 40.0);
            pages.skip(2.0);
        }
        Block::Text(text) => paragraph(pages, text, BODY),
        Block::Note(text) => paragraph(pages, text, NOTE),
        Block::Facts(facts) => put_facts(pages, facts),
        Block::List(items) => put_list(pages, items),
        Block::Table(table) => {
            table::put(pages, table);
            pages.skip(8.0);
        }
        Block::Signatures(names) => put_signatures(pages, names),
        Block::NewPage => pages.new_page(),
    }
}

fn paragraph(pages: &mut Pages, text: &str, look: Look) {
    let node = pages.tags.paragraph();
    // Lines longer than some hundred characters are hard to follow.
    let room = pages.room().min(560.0);
    pages.paragraph(text, look, (pages.left(), room), node);
    pages.skip(5.0);
}

/// Names above their values, in as many columns as there is room for.
fn put_facts(pages: &mut Pages, facts: &[(String, String)]) {
    let columns = if pages.width > pages.height { 4 } else { 3 };
    let width = (pages.room() - GAP * (columns - 1) as f32) / columns as f32;
    let list = pages.tags.list();
    let mut waiting = facts;
    while !waiting.is_empty() {
        let (row, rest) = take_row(pages, waiting, columns, width);
        waiting = rest;
        let height = row.iter().map(|fact| fact.lines.len()).max().unwrap_or(0) as f32 * VALUE.leading();
        pages.need(height + LABEL.leading() + 5.0);
        let top = pages.y;
        let mut x = pages.left();
        for fact in row {
            let (label, body) = pages.tags.item(list);
            pages.text_at(&fact.name, LABEL, (x, top), Some(label));
            for (at, line) in fact.lines.iter().enumerate() {
                let y = top + LABEL.leading() + at as f32 * VALUE.leading();
                pages.text_at(line, VALUE, (x, y), Some(body));
            }
            x += fact.span as f32 * (width + GAP);
        }
        pages.skip(height + LABEL.leading() + 5.0);
    }
    pages.skip(3.0);
}

/// A fact in a row.
struct Fact {
    name: String,
    lines: Vec<String>,
    /// Columns it takes: a long value, such as a hash, more than one.
    span: usize,
}

/// As many facts as fit in a row, and those that do not.
fn take_row<'a>(
    pages: &mut Pages,
    facts: &'a [(String, String)],
    columns: usize,
    width: f32,
) -> (Vec<Fact>, &'a [(String, String)]) {
    let (mut row, mut used, mut taken) = (Vec::new(), 0, 0);
    for (name, value) in facts {
        let wide = pages.fonts.width(&clean(value), VALUE.weight) * VALUE.size;
        let span = if wide <= width {
            1
        } else if wide <= 2.0 * width + GAP {
            2
        } else {
            columns
        };
        if used + span > columns && taken > 0 {
            break;
        }
        let room = span.min(columns) as f32 * (width + GAP) - GAP;
        row.push(Fact { name: name.clone(), lines: pages.lines(value, VALUE, room), span });
        used += span;
        taken += 1;
    }
    (row, facts.get(taken..).unwrap_or_default())
}

fn put_list(pages: &mut Pages, items: &[String]) {
    let list = pages.tags.list();
    for item in items {
        let (label, body) = pages.tags.item(list);
        pages.need(2.0 * BODY.leading());
        let (x, y) = (pages.left(), pages.y);
        pages.text_at("•", BODY, (x + 2.0, y), Some(label));
        let room = (pages.room() - 14.0).min(600.0);
        pages.paragraph(item, BODY, (x + 14.0, room), body);
        pages.skip(2.0);
    }
    pages.skip(4.0);
}

/// A line for each, with the name below it.
fn put_signatures(pages: &mut Pages, names: &[String]) {
    pages.need(54.0);
    pages.skip(30.0);
    let width = 210.0;
    let mut x = pages.left();
    let top = pages.y;
    for name in names {
        pages.rule(x, x + width, Ink::Strong);
        let node = pages.tags.paragraph();
        let lines = pages.lines(name, NOTE, width);
        for (at, line) in lines.iter().enumerate() {
            pages.text_at(line, NOTE, (x, top + 4.0 + at as f32 * NOTE.leading()), Some(node));
        }
        x += width + 30.0;
    }
    pages.skip(24.0);
}

/// Title, foot and page number of each page, once it is known how many there are.
fn feet(pages: &mut Pages, report: &Report) {
    let count = pages.pages.len();
    let (left, right, bottom) = (pages.left(), pages.right(), pages.bottom());
    let filled = std::mem::take(&mut pages.pages);
    let title = clean(&format!("{}. {}", report.practice, report.title));
    for (at, items) in filled.into_iter().enumerate() {
        pages.pages.push(items);
        if at > 0 {
            let line = pages.lines(&title, FOOT, right - left).into_iter().next().unwrap_or_default();
            pages.text_at(&line, FOOT, (left, 26.0), None);
        }
        let number = format!("Page {} of {count}", at + 1);
        pages.text_to(&number, FOOT, (right, bottom + 16.0), None);
        let lines = pages.lines(&report.foot, FOOT, right - left - 90.0);
        for (n, line) in lines.iter().take(2).enumerate() {
            pages.text_at(line, FOOT, (left, bottom + 16.0 + n as f32 * FOOT.leading()), None);
        }
    }
}
