//! The structure of the document as a screen reader meets it, grown while pages are laid out.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// A place in the structure: a heading, a cell, a list item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Branch(usize);

/// The structure under construction; contents are hung on its branches when they are drawn.
#[derive(Default)]
pub(crate) struct Tree {
    branches: Vec<Growing>,
    roots: Vec<Branch>,
}

struct Growing {
    tag: TagKind,
    children: Vec<Child>,
}

enum Child {
    Branch(Branch),
    Content(Identifier),
}

impl Tree {
    /// A branch at the top, next in reading order.
    pub(crate) fn root(&mut self, tag: impl Into<TagKind>) -> Branch {
        let branch = self.add(tag.into());
        self.roots.push(branch);
        branch
    }

    /// A branch under `parent`, next in reading order.
    pub(crate) fn branch(&mut self, parent: Branch, tag: impl Into<TagKind>) -> Branch {
        let branch = self.add(tag.into());
        self.hang(parent, Child::Branch(branch));
        branch
    }

    /// Hangs drawn content on `parent`.
    pub(crate) fn content(&mut self, parent: Branch, content: Identifier) {
        self.hang(parent, Child::Content(content));
    }

    /// The finished structure.
    pub(crate) fn into_tags(mut self) -> TagTree {
        let roots = std::mem::take(&mut self.roots);
        let groups = roots.into_iter().filter_map(|root| self.grow(root));
        TagTree::from(groups.map(Node::Group).collect::<Vec<_>>())
    }

    fn add(&mut self, tag: TagKind) -> Branch {
        self.branches.push(Growing {
            tag,
            children: Vec::new(),
        });
        Branch(self.branches.len().saturating_sub(1))
    }

    fn hang(&mut self, parent: Branch, child: Child) {
        if let Some(growing) = self.branches.get_mut(parent.0) {
            growing.children.push(child);
        }
    }

    fn grow(&mut self, branch: Branch) -> Option<TagGroup> {
        let growing = self.branches.get_mut(branch.0)?;
        let children = std::mem::take(&mut growing.children);
        let mut group = TagGroup::new(growing.tag.clone());
        for child in children {
            match child {
                Child::Branch(branch) => {
                    if let Some(inner) = self.grow(branch) {
                        group.push(inner);
                    }
                }
                Child::Content(content) => group.push(content),
            }
        }
        Some(group)
    }
}
