//! What stands around the text: letterhead, signatures, the way to check the deed, footers.

use krilla::{
    geom::Rect,
    tagging::{ArtifactType, Tag},
};

use crate::{
    Block, LanguagePart, PaperError, Sheet, SignatureBlock,
    flow::{Flow, GAP, Place},
    leaf::{
        ADDRESS, BODY, BOTTOM, FOOTER, HAIR, Ink, LEFT, Link, Mark, NOTE, NUMBER, ORGANIZATION,
        Owner, PAGE, RIGHT, SIGNED, SIGNER, TEAL, TOP, WATERMARK, WIDTH, rule, times,
    },
    ornament,
    tree::Branch,
    typeset::Style,
};

/// The radius of the mark.
const MARK: f32 = 14.0;
/// The width kept for the number at the top right.
const NUMBERS: f32 = 130.0;
/// The side of the QR code: 26 mm.
const QR: f32 = 73.7;
/// The width kept for the page number in the footer.
const FOLIO: f32 = 120.0;

/// Lays out one language part on its own pages.
pub(crate) fn part(
    flow: &mut Flow<'_, '_>,
    sheet: &Sheet,
    part: &LanguagePart,
    index: usize,
) -> Result<(), PaperError> {
    let footer = flow.setter.wrap(&part.footer, &FOOTER, WIDTH - FOLIO)?;
    let floor = footer_top(footer.len()) - GAP * 1.5;
    if floor < PAGE.1 / 2.0 {
        return Err(PaperError::FooterTooLong {
            lines: footer.len(),
        });
    }
    flow.begin(index, floor);
    let root = flow
        .tree
        .root(Tag::Part.with_lang(Some(tag(part.language)?.to_owned())));
    letterhead(flow, root, sheet, part)?;
    flow.title(root, &part.title)?;
    let check = Check::of(flow, sheet, part)?;
    for (index, block) in part.blocks.iter().enumerate() {
        let is_last = index + 1 == part.blocks.len() && part.signatures.is_empty();
        match block {
            Block::Paragraph(text) => {
                if is_last {
                    let lines = flow.setter.wrap(text, &BODY, WIDTH)?.len();
                    flow.ensure(BODY.leading * times(lines.min(2)) + GAP + check.height());
                }
                flow.paragraph(root, text)?;
            }
            Block::Heading(text) => flow.heading(root, text)?,
            Block::Facts(facts) => flow.facts(root, facts)?,
            Block::Table(table) => flow.table(root, table)?,
            Block::List(items) => flow.list(root, items)?,
        }
    }
    for (index, signature) in part.signatures.iter().enumerate() {
        let is_last = index + 1 == part.signatures.len();
        let after = if is_last { check.height() } else { 0.0 };
        signed(flow, root, signature, after)?;
    }
    verification(flow, root, (sheet, part), &check)
}

/// The language tag of RFC 5646 for a language deeds are issued in.
pub(crate) fn tag(language: &'static str) -> Result<&'static str, PaperError> {
    match language {
        "kk" => Ok("kk-KZ"),
        "ru" => Ok("ru-KZ"),
        "en" => Ok("en"),
        _ => Err(PaperError::UnknownLanguage { language }),
    }
}

fn letterhead(
    flow: &mut Flow<'_, '_>,
    root: Branch,
    sheet: &Sheet,
    part: &LanguagePart,
) -> Result<(), PaperError> {
    if let Some(path) = ornament::shanyraq(LEFT + MARK, TOP + MARK, MARK) {
        let ink = Ink::Shape {
            path,
            color: TEAL,
            stroke: Some(1.0),
        };
        flow.put(Mark {
            owner: Owner::Artifact(ArtifactType::Layout),
            ink,
        });
    }
    let x = LEFT + MARK * 2.0 + GAP;
    let width = RIGHT - x - NUMBERS - GAP;
    let left = column(
        flow,
        root,
        &part.organization,
        ORGANIZATION,
        (x, width, false),
    )?;
    let mut right = sheet.number.clone();
    if let Some(draft) = &part.draft {
        right.push('\n');
        right.push_str(draft);
    }
    let right = column(flow, root, &right, NUMBER, (RIGHT - NUMBERS, NUMBERS, true))?;
    flow.y = left.max(right).max(TOP + MARK * 2.0) + GAP;
    flow.put(rule(LEFT, RIGHT, flow.y, 0.9, TEAL));
    flow.y += GAP * 3.2;
    Ok(())
}

/// Writes a text beside the mark, centered on it if it is not taller, and returns where it ends.
fn column(
    flow: &mut Flow<'_, '_>,
    root: Branch,
    text: &str,
    style: Style,
    place: (f32, f32, bool),
) -> Result<f32, PaperError> {
    let (x, width, right) = place;
    let branch = flow.tree.branch(root, Tag::P);
    let lines = flow.setter.wrap(text, &style, width)?;
    let height = times(lines.len()) * style.leading;
    let mut top = TOP + (MARK - height / 2.0).max(0.0);
    for line in lines {
        let slack = if right {
            (width - line.width * style.size).max(0.0)
        } else {
            0.0
        };
        flow.write(Owner::Branch(branch), line, style, (x + slack, top));
        top += style.leading;
    }
    Ok(top)
}

/// A signature, kept on one page and with `after` points of what follows it.
fn signed(
    flow: &mut Flow<'_, '_>,
    root: Branch,
    signature: &SignatureBlock,
    after: f32,
) -> Result<(), PaperError> {
    flow.y += GAP;
    let x = LEFT + GAP * 1.4;
    let width = RIGHT - x;
    let mut lines = Vec::new();
    for (index, text) in signature.lines.iter().enumerate() {
        let style = if index == 0 { SIGNER } else { SIGNED };
        for line in flow.setter.wrap(text, &style, width)? {
            lines.push((line, style));
        }
    }
    let height: f32 = lines.iter().map(|(_, style)| style.leading).sum();
    flow.ensure(height + after);
    let branch = flow.tree.branch(root, Tag::P);
    for (line, style) in lines {
        flow.ensure(style.leading);
        flow.write(Owner::Branch(branch), line, style, (x, flow.y));
        let bar = Rect::from_xywh(LEFT, flow.y, 1.6, style.leading).and_then(filled);
        flow.put(bar);
        flow.y += style.leading;
    }
    Ok(())
}

/// A decorative bar in the accent color.
fn filled(area: Rect) -> Option<Mark> {
    let mut path = krilla::geom::PathBuilder::new();
    path.push_rect(area);
    let ink = Ink::Shape {
        path: path.finish()?,
        color: TEAL,
        stroke: None,
    };
    Some(Mark {
        owner: Owner::Artifact(ArtifactType::Layout),
        ink,
    })
}

/// The way to check the deed, measured: it never stands alone on the last page.
struct Check {
    /// The left edge of its words.
    x: f32,
    /// Their width.
    width: f32,
    /// The height of the words or of the code, whichever is taller.
    body: f32,
}

impl Check {
    /// The space over the block.
    const BEFORE: f32 = GAP * 2.2;
    /// The space between its rule and its words.
    const UNDER_RULE: f32 = GAP * 1.5;

    fn of(flow: &Flow<'_, '_>, sheet: &Sheet, part: &LanguagePart) -> Result<Self, PaperError> {
        // The quiet zone of a QR code is four modules; the gutter is wider than that.
        let x = LEFT + QR + GAP * 2.0;
        let width = RIGHT - x;
        let note = flow.setter.wrap(&part.verify_note, &NOTE, width)?;
        let address = flow.setter.wrap(&sheet.qr, &ADDRESS, width)?;
        let text = times(note.len()) * NOTE.leading + times(address.len()) * ADDRESS.leading;
        Ok(Self {
            x,
            width,
            body: text.max(QR),
        })
    }

    /// All that it takes of a page.
    fn height(&self) -> f32 {
        Self::BEFORE + Self::UNDER_RULE + self.body
    }
}

/// The QR code with the words and the address that do the same without a camera.
fn verification(
    flow: &mut Flow<'_, '_>,
    root: Branch,
    (sheet, part): (&Sheet, &LanguagePart),
    check: &Check,
) -> Result<(), PaperError> {
    let (x, width) = (check.x, check.width);
    flow.y += Check::BEFORE;
    flow.ensure(check.body + Check::UNDER_RULE);
    flow.put(rule(LEFT, RIGHT, flow.y, 0.4, HAIR));
    flow.y += Check::UNDER_RULE;
    let top = flow.y;
    let figure = Tag::Figure(Some(format!("QR: {}", sheet.qr))).with_placement(None);
    let figure = flow.tree.branch(root, figure);
    if let Some(path) = ornament::qr(&sheet.qr, LEFT, top, QR)? {
        let ink = Ink::Shape {
            path,
            color: BODY.color,
            stroke: None,
        };
        flow.put(Mark {
            owner: Owner::Branch(figure),
            ink,
        });
    }
    let branch = flow.tree.branch(root, Tag::P);
    flow.text(&part.verify_note, NOTE, Place { branch, x, width })?;
    let paragraph = flow.tree.branch(root, Tag::P);
    let branch = flow.tree.branch(paragraph, Tag::Link);
    let start = flow.y;
    flow.text(&sheet.qr, ADDRESS, Place { branch, x, width })?;
    let area = Rect::from_ltrb(x, start.min(flow.y), RIGHT, flow.y);
    if let (Some(area), Some(leaf)) = (area, flow.leaves.last_mut()) {
        leaf.links.push(Link {
            branch,
            area,
            address: sheet.qr.clone(),
        });
    }
    flow.y = flow.y.max(top + QR);
    Ok(())
}

/// Where a footer of so many lines begins; the number and the page take two.
fn footer_top(lines: usize) -> f32 {
    BOTTOM - times(lines.max(2)) * FOOTER.leading
}

/// Draws what is known only now that the pages are counted, and the draft's word under it all.
pub(crate) fn finish(flow: &mut Flow<'_, '_>, sheet: &Sheet) -> Result<(), PaperError> {
    let count = flow.leaves.len();
    let owner = Owner::Artifact(ArtifactType::Footer);
    let setter = flow.setter;
    for (index, leaf) in flow.leaves.iter_mut().enumerate() {
        let Some(part) = sheet.languages.get(leaf.part) else {
            continue;
        };
        if let Some(draft) = &part.draft {
            for line in setter.wrap(draft, &WATERMARK, PAGE.1)? {
                let owner = Owner::Artifact(ArtifactType::Watermark);
                let ink = Ink::Across {
                    line,
                    style: WATERMARK,
                };
                leaf.marks.insert(0, Mark { owner, ink });
            }
        }
        let law = setter.wrap(&part.footer, &FOOTER, WIDTH - FOLIO)?;
        let top = footer_top(law.len());
        leaf.marks
            .extend(rule(LEFT, RIGHT, top - GAP * 0.7, 0.4, HAIR));
        let folio = setter.wrap(
            &format!("{}\n{} / {count}", sheet.number, index + 1),
            &FOOTER,
            FOLIO - GAP,
        )?;
        let left = law
            .into_iter()
            .enumerate()
            .map(|(row, line)| (row, line, LEFT));
        let right = folio.into_iter().enumerate().map(|(row, line)| {
            let x = RIGHT - line.width * FOOTER.size;
            (row, line, x)
        });
        for (row, line, x) in left.chain(right) {
            let baseline = top + times(row) * FOOTER.leading + FOOTER.size;
            leaf.marks.push(Mark {
                owner,
                ink: Ink::Text {
                    line,
                    style: FOOTER,
                    x,
                    baseline,
                },
            });
        }
    }
    Ok(())
}
