//! The structure of a report: headings, paragraphs, lists and tables as a tree that a screen reader walks.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A part of the document.
pub(super) type NodeId = usize;

/// Below the root, or below a part.
enum Kid {
    Part(NodeId),
    Leaf(usize),
}

struct Part {
    tag: TagKind,
    kids: Vec<Kid>,
}

/// The tree, before the drawing tells what its leaves are called.
#[derive(Default)]
pub(super) struct Tags {
    parts: Vec<Part>,
    roots: Vec<NodeId>,
    leaves: usize,
}

impl Tags {
    fn part(&mut self, tag: TagKind, parent: Option<NodeId>) -> NodeId {
        let id = self.parts.len();
        self.parts.push(Part { tag, kids: Vec::new() });
        match parent {
            Some(parent) => self.parts[parent].kids.push(Kid::Part(id)),
            None => self.roots.push(id),
        }
        id
    }

    /// A heading of the document's level 1 and below.
    pub(super) fn heading(&mut self, level: u16, title: &str) -> NodeId {
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        self.part(Tag::Hn(level, Some(title.to_owned())).into(), None)
    }

    pub(super) fn paragraph(&mut self) -> NodeId {
        self.part(Tag::P.into(), None)
    }

    pub(super) fn list(&mut self) -> NodeId {
        self.part(Tag::L(ListNumbering::None).into(), None)
    }

    /// An item of a list: where its label goes, where its body goes.
    pub(super) fn item(&mut self, list: NodeId) -> (NodeId, NodeId) {
        let item = self.part(Tag::LI.into(), Some(list));
        (self.part(Tag::Lbl.into(), Some(item)), self.part(Tag::LBody.into(), Some(item)))
    }

    /// A table, said in a sentence: where its head goes, where its rows go.
    pub(super) fn table(&mut self, summary: &str) -> (NodeId, NodeId) {
        let tag = Tag::Table.with_summary(Some(summary.to_owned()));
        let table = self.part(tag.into(), None);
        (self.part(Tag::THead.into(), Some(table)), self.part(Tag::TBody.into(), Some(table)))
    }

    pub(super) fn row(&mut self, rows: NodeId) -> NodeId {
        self.part(Tag::TR.into(), Some(rows))
    }

    pub(super) fn head_cell(&mut self, row: NodeId) -> NodeId {
        self.part(Tag::TH(TableHeaderScope::Column).into(), Some(row))
    }

    pub(super) fn row_head(&mut self, row: NodeId) -> NodeId {
        self.part(Tag::TH(TableHeaderScope::Row).into(), Some(row))
    }

    pub(super) fn cell(&mut self, row: NodeId) -> NodeId {
        self.part(Tag::TD.into(), Some(row))
    }

    /// A piece of text of a part, drawn later.
    pub(super) fn leaf(&mut self, part: NodeId) -> usize {
        let leaf = self.leaves;
        self.leaves += 1;
        self.parts[part].kids.push(Kid::Leaf(leaf));
        leaf
    }

    /// The tree, with what each leaf is called.
    pub(super) fn tree(&self, names: &[Option<Identifier>]) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some("en-US".to_owned()));
        for root in &self.roots {
            tree.push(self.group(*root, names));
        }
        tree
    }

    fn group(&self, id: NodeId, names: &[Option<Identifier>]) -> Node {
        let part = &self.parts[id];
        let mut group = TagGroup::new(part.tag.clone());
        for kid in &part.kids {
            match kid {
                Kid::Part(id) => group.push(self.group(*id, names)),
                Kid::Leaf(leaf) => {
                    if let Some(Some(name)) = names.get(*leaf) {
                        group.push(*name);
                    }
                }
            }
        }
        group.into()
    }

    pub(super) fn leaves(&self) -> usize {
        self.leaves
    }
}
