//! Running text down the page: where the next line goes and when a page is full.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag};

use crate::{
    PaperError,
    leaf::{BODY, HEADING, Ink, LEFT, Leaf, Mark, Owner, TITLE, TOP, WIDTH, times},
    tree::{Branch, Tree},
    typeset::{Line, Style, Typesetter},
};

/// The space between two blocks.
pub(crate) const GAP: f32 = 9.0;
/// How far the text of a list item stands in from its number.
const INDENT: f32 = 22.0;

/// An entry of the outline.
pub(crate) struct Bookmark {
    /// 1 for a language part, 2 for a heading in it.
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// Where a text stands: its structure, its left edge and its width in points.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) branch: Branch,
    pub(crate) x: f32,
    pub(crate) width: f32,
}

/// The pages so far and the place where the next block begins.
pub(crate) struct Flow<'t, 'f> {
    pub(crate) setter: &'t Typesetter<'f>,
    pub(crate) tree: Tree,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) bookmarks: Vec<Bookmark>,
    /// The top of the next line.
    pub(crate) y: f32,
    /// Below this line stands the footer.
    pub(crate) floor: f32,
    part: usize,
}

impl<'t, 'f> Flow<'t, 'f> {
    pub(crate) fn new(setter: &'t Typesetter<'f>) -> Self {
        Self {
            setter,
            tree: Tree::default(),
            leaves: Vec::new(),
            bookmarks: Vec::new(),
            y: TOP,
            floor: TOP,
            part: 0,
        }
    }

    /// Begins a language part on a new page; text ends at `floor`.
    pub(crate) fn begin(&mut self, part: usize, floor: f32) {
        self.part = part;
        self.floor = floor;
        self.turn();
    }

    /// Goes on at the top of a new page.
    pub(crate) fn turn(&mut self) {
        self.leaves.push(Leaf {
            part: self.part,
            marks: Vec::new(),
            links: Vec::new(),
        });
        self.y = TOP;
    }

    /// Turns the page unless `height` points, or what a whole page offers, are left.
    pub(crate) fn ensure(&mut self, height: f32) {
        if self.y + height.min(self.floor - TOP) > self.floor {
            self.turn();
        }
    }

    pub(crate) fn put(&mut self, mark: impl Into<Option<Mark>>) {
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.marks.extend(mark.into());
        }
    }

    /// Writes one line whose box begins at `top`.
    pub(crate) fn write(&mut self, owner: Owner, line: Line, style: Style, at: (f32, f32)) {
        let (x, top) = at;
        // Capitals are 0.71 of the type size: this centers them in the line.
        let baseline = top + style.leading / 2.0 + style.size * 0.357;
        self.put(Mark {
            owner,
            ink: Ink::Text {
                line,
                style,
                x,
                baseline,
            },
        });
    }

    /// Writes `text` over as many pages as it needs, leaving no single line behind or ahead.
    pub(crate) fn text(
        &mut self,
        text: &str,
        style: Style,
        place: Place,
    ) -> Result<(), PaperError> {
        let lines = self.setter.wrap(text, &style, place.width)?;
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let together = match (index, count) {
                (0, _) => count.min(if count == 3 { 3 } else { 2 }),
                (index, count) if index + 2 == count => 2,
                _ => 1,
            };
            self.ensure(style.leading * times(together));
            self.write(Owner::Branch(place.branch), line, style, (place.x, self.y));
            self.y += style.leading;
        }
        Ok(())
    }

    /// A paragraph across the page.
    pub(crate) fn paragraph(&mut self, parent: Branch, text: &str) -> Result<(), PaperError> {
        let branch = self.tree.branch(parent, Tag::P);
        self.text(
            text,
            BODY,
            Place {
                branch,
                x: LEFT,
                width: WIDTH,
            },
        )?;
        self.y += GAP;
        Ok(())
    }

    /// The title of a part.
    pub(crate) fn title(&mut self, parent: Branch, text: &str) -> Result<(), PaperError> {
        self.bookmark(1, text);
        let tag = Tag::Hn(NonZeroU16::MIN, Some(text.to_owned()));
        let branch = self.tree.branch(parent, tag);
        let mut width = WIDTH * 0.9;
        let count = self.setter.wrap(text, &TITLE, width)?.len();
        // A title reads best on even lines: as narrow as the same number of lines allows.
        for part in [0.8, 0.72, 0.64, 0.56] {
            if self.setter.wrap(text, &TITLE, WIDTH * part)?.len() == count {
                width = WIDTH * part;
            }
        }
        self.text(
            text,
            TITLE,
            Place {
                branch,
                x: LEFT,
                width,
            },
        )?;
        self.y += GAP * 1.6;
        Ok(())
    }

    /// A heading, kept with the lines after it.
    pub(crate) fn heading(&mut self, parent: Branch, text: &str) -> Result<(), PaperError> {
        self.y += GAP;
        self.ensure(HEADING.leading + GAP + BODY.leading * 3.0);
        self.bookmark(2, text);
        let level = NonZeroU16::MIN.saturating_add(1);
        let branch = self
            .tree
            .branch(parent, Tag::Hn(level, Some(text.to_owned())));
        self.text(
            text,
            HEADING,
            Place {
                branch,
                x: LEFT,
                width: WIDTH,
            },
        )?;
        self.y += GAP * 0.5;
        Ok(())
    }

    /// A list numbered the way acts number their points: 1), 2), 3).
    pub(crate) fn list(&mut self, parent: Branch, items: &[String]) -> Result<(), PaperError> {
        if items.is_empty() {
            return Ok(());
        }
        let list = self.tree.branch(parent, Tag::L(ListNumbering::Decimal));
        for (index, item) in items.iter().enumerate() {
            let entry = self.tree.branch(list, Tag::LI);
            let label = self.tree.branch(entry, Tag::Lbl);
            let branch = self.tree.branch(entry, Tag::LBody);
            let width = WIDTH - INDENT;
            // The number stands on the page where its text begins.
            let first = self.setter.wrap(item, &BODY, width)?.len().clamp(1, 3);
            self.ensure(BODY.leading * times(first));
            let number = format!("{})", index + 1);
            for line in self.setter.wrap(&number, &BODY, WIDTH)? {
                self.write(Owner::Branch(label), line, BODY, (LEFT, self.y));
            }
            self.text(
                item,
                BODY,
                Place {
                    branch,
                    x: LEFT + INDENT,
                    width,
                },
            )?;
            self.y += GAP * 0.4;
        }
        self.y += GAP * 0.6;
        Ok(())
    }

    fn bookmark(&mut self, level: u8, text: &str) {
        let page = self.leaves.len().saturating_sub(1);
        self.bookmarks.push(Bookmark {
            level,
            text: text.to_owned(),
            page,
            y: self.y,
        });
    }
}
