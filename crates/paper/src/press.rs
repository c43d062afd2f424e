//! From pages to a PDF/A-3a that is also PDF/UA-1: ink, structure, outline, metadata, attachments.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use krilla::{
    Document, SerializeSettings,
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target},
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    embed::{AssociationKind, EmbeddedFile, MimeType},
    geom::{Point, Transform},
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{Artifact, ContentTag, SpanTag},
};

use crate::{
    Attachment, Fonts, PaperError, Relationship, Sheet,
    flow::{Bookmark, Flow},
    frame,
    leaf::{Color, Ink, LEFT, Leaf, Owner, PAGE},
    tree::Tree,
    typeset::{Line, Style, Typesetter, Weight},
};

/// Prints a deed. The same sheet and fonts give the same bytes.
///
/// The result is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) by the library's own checks;
/// a sheet that would break either is refused, and so is one the fonts cannot write in full.
pub fn render(sheet: &Sheet, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    check(sheet)?;
    let setter = Typesetter::new(fonts)?;
    let mut flow = Flow::new(&setter);
    for (index, part) in sheet.languages.iter().enumerate() {
        frame::part(&mut flow, sheet, part, index)?;
    }
    frame::finish(&mut flow, sheet)?;

    let Flow {
        mut tree,
        leaves,
        bookmarks,
        ..
    } = flow;
    let mut document = Document::new_with(settings()?);
    for leaf in leaves {
        print(&mut document, &mut tree, fonts, leaf);
    }
    document.set_tag_tree(tree.into_tags());
    document.set_outline(outline(bookmarks));
    document.set_metadata(metadata(sheet)?);
    for attachment in &sheet.attachments {
        attach(&mut document, attachment, date(sheet))?;
    }
    document
        .finish()
        .map_err(|error| PaperError::Profile(Box::new(error)))
}

fn check(sheet: &Sheet) -> Result<(), PaperError> {
    if sheet.languages.is_empty() {
        return Err(PaperError::NoLanguage);
    }
    let mut names = BTreeSet::new();
    for attachment in &sheet.attachments {
        let name = attachment.name.clone();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        let sound = (1..=127).contains(&name.len()) && name.bytes().all(plain);
        if !sound || !names.insert(&attachment.name) {
            return Err(PaperError::AttachmentName { name });
        }
        if attachment.description.is_empty() {
            return Err(PaperError::AttachmentUndescribed { name });
        }
    }
    Ok(())
}

fn settings() -> Result<SerializeSettings, PaperError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .ok()
        .ok_or(PaperError::NoProfile)?;
    Ok(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    })
}

fn print(document: &mut Document, tree: &mut Tree, fonts: &Fonts, leaf: Leaf) {
    let paper = PageSettings::from_wh(PAGE.0, PAGE.1).unwrap_or_default();
    let mut page = document.start_page_with(paper);
    let mut surface = page.surface();
    for mark in leaf.marks {
        let tag = match (mark.owner, &mark.ink) {
            (Owner::Artifact(kind), _) => ContentTag::Artifact(Artifact::with_kind(kind)),
            (Owner::Branch(_), Ink::Text { .. }) => ContentTag::Span(SpanTag::empty()),
            (Owner::Branch(_), Ink::Shape { .. } | Ink::Across { .. }) => ContentTag::Other,
        };
        let content = surface.start_tagged(tag);
        draw(&mut surface, fonts, mark.ink);
        surface.end_tagged();
        if let Owner::Branch(branch) = mark.owner {
            tree.content(branch, content);
        }
    }
    surface.finish();
    for link in leaf.links {
        let target = Target::Action(Action::Link(LinkAction::new(link.address.clone())));
        let link_to = LinkAnnotation::new(link.area, target);
        let note = Annotation::new_link(link_to, Some(link.address));
        tree.content(link.branch, page.add_tagged_annotation(note));
    }
    page.finish();
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, ink: Ink) {
    match ink {
        Ink::Text {
            line,
            style,
            x,
            baseline,
        } => {
            write(surface, fonts, &line, style, Point::from_xy(x, baseline));
        }
        Ink::Shape {
            path,
            color,
            stroke,
        } => {
            match stroke {
                Some(width) => {
                    surface.set_fill(None);
                    let paint = rgb(color).into();
                    surface.set_stroke(Some(Stroke {
                        paint,
                        width,
                        ..Stroke::default()
                    }));
                }
                None => fill(surface, color),
            }
            surface.draw_path(&path);
        }
        Ink::Across { line, style } => {
            let (x, y) = (PAGE.0 / 2.0, PAGE.1 / 2.0);
            surface.push_transform(&Transform::from_rotate_at(-52.0, x, y));
            let start = Point::from_xy(x - line.width * style.size / 2.0, y + style.size / 3.0);
            write(surface, fonts, &line, style, start);
            surface.pop();
        }
    }
}

fn write(surface: &mut Surface<'_>, fonts: &Fonts, line: &Line, style: Style, start: Point) {
    let typeface = match style.weight {
        Weight::Regular => &fonts.regular,
        Weight::Bold => &fonts.bold,
    };
    fill(surface, style.color);
    let font = typeface.font.clone();
    surface.draw_glyphs(start, &line.glyphs, font, &line.text, style.size, false);
}

fn fill(surface: &mut Surface<'_>, color: Color) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill {
        paint: rgb(color).into(),
        ..Fill::default()
    }));
}

fn rgb((red, green, blue): Color) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn outline(bookmarks: Vec<Bookmark>) -> Outline {
    let mut outline = Outline::new();
    let mut part: Option<OutlineNode> = None;
    for Bookmark {
        level,
        text,
        page,
        y,
    } in bookmarks
    {
        let target = XyzDestination::new(page, Point::from_xy(LEFT, y));
        let node = OutlineNode::new(text, target).with_open(true);
        match part.as_mut().filter(|_| level > 1) {
            Some(part) => part.push_child(node),
            None => {
                if let Some(done) = part.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(last) = part {
        outline.push_child(last);
    }
    outline
}

fn metadata(sheet: &Sheet) -> Result<Metadata, PaperError> {
    let first = sheet.languages.first().ok_or(PaperError::NoLanguage)?;
    let titles: Vec<&str> = sheet
        .languages
        .iter()
        .map(|part| part.title.as_str())
        .collect();
    Ok(Metadata::new()
        .title(titles.join(" / "))
        .description(sheet.number.clone())
        .authors(vec![first.organization.clone()])
        .creator("Shanyraq".to_owned())
        .language(frame::tag(first.language)?.to_owned())
        .document_id(sheet.document_id.clone())
        .creation_date(date(sheet)))
}

/// The instant of the sheet in UTC, to the second.
fn date(sheet: &Sheet) -> DateTime {
    let utc = sheet.created.to_zoned(TimeZone::UTC);
    let unsigned = |part: i8| u8::try_from(part).unwrap_or_default();
    DateTime::new(u16::try_from(utc.year()).unwrap_or_default())
        .month(unsigned(utc.month()))
        .day(unsigned(utc.day()))
        .hour(unsigned(utc.hour()))
        .minute(unsigned(utc.minute()))
        .second(unsigned(utc.second()))
        .utc_offset_hour(0)
}

fn attach(
    document: &mut Document,
    attachment: &Attachment,
    modified: DateTime,
) -> Result<(), PaperError> {
    let name = attachment.name.clone();
    let mime = MimeType::new(&attachment.mime)
        .ok_or_else(|| PaperError::AttachmentUndescribed { name: name.clone() })?;
    let file = EmbeddedFile {
        path: name.clone(),
        mime_type: Some(mime),
        description: Some(attachment.description.clone()),
        association_kind: match attachment.relationship {
            Relationship::Source => AssociationKind::Source,
            Relationship::Data => AssociationKind::Data,
            Relationship::Supplement => AssociationKind::Supplement,
        },
        data: attachment.bytes.clone().into(),
        modification_date: Some(modified),
        compress: None,
        location: None,
    };
    document
        .embed_file(file)
        .ok_or(PaperError::AttachmentName { name })
}
