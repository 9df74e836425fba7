//! A report as its author thinks of it: headings, paragraphs, facts and tables, before anything has a place on a page.

use chrono::{DateTime, FixedOffset};

use crate::Table;

/// A report.
#[derive(Clone, Debug)]
pub struct Report {
    /// What it is, such as "Claim batch 2, November 2026".
    pub title: String,
    /// Whose it is: the practice.
    pub practice: String,
    /// When it was made, in the practice's zone. The only time in the file.
    pub made: DateTime<FixedOffset>,
    /// Where the record stood when it was made, and what the file is: at the foot of each page.
    pub foot: String,
    /// Wider than high.
    pub landscape: bool,
    /// What it says, in this order.
    pub blocks: Vec<Block>,
}

/// A piece of a report.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading of the report's first level, below its title.
    Heading(String),
    /// A heading below such a heading.
    Subheading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph in small and muted type: how to read what stands beside it.
    Note(String),
    /// Names and values, in two columns where there is room.
    Facts(Vec<(String, String)>),
    /// A list of sentences.
    List(Vec<String>),
    /// A table; its headings are repeated on each page it goes on to.
    Table(Table),
    /// Lines to sign on.
    Signatures(Vec<String>),
    /// What follows begins on a new page.
    NewPage,
}
