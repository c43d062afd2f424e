//! A page as a list of marks, the measures of the paper and the colors of the house.

use krilla::{
    geom::{Path, PathBuilder, Rect},
    tagging::ArtifactType,
};

use crate::{
    tree::Branch,
    typeset::{Line, Style, Weight},
};

/// A4, in points.
pub(crate) const PAGE: (f32, f32) = (595.276, 841.89);
/// 30 mm at the left, where the deed is bound into the file.
pub(crate) const LEFT: f32 = 85.04;
/// The right edge of the text: 15 mm from the edge of the paper.
pub(crate) const RIGHT: f32 = PAGE.0 - 42.52;
/// 20 mm at the top.
pub(crate) const TOP: f32 = 56.69;
/// The lower edge of the footer: 20 mm from the edge of the paper.
pub(crate) const BOTTOM: f32 = PAGE.1 - 56.69;
/// The width of the text.
pub(crate) const WIDTH: f32 = RIGHT - LEFT;

/// An RGB color.
pub(crate) type Color = (u8, u8, u8);
/// The one accent.
pub(crate) const TEAL: Color = (0x0b, 0x5c, 0x5e);
const INK: Color = (0x1b, 0x21, 0x23);
/// Labels and footers: 6.4 to 1 on white, above the 4.5 of WCAG 1.4.3.
pub(crate) const GREY: Color = (0x55, 0x5f, 0x62);
/// Rules between rows.
pub(crate) const HAIR: Color = (0xcf, 0xd8, 0xd8);
const GHOST: Color = (0xec, 0xf1, 0xf1);

const fn style(weight: Weight, size: f32, leading: f32, color: Color) -> Style {
    Style {
        weight,
        size,
        leading,
        color,
    }
}

pub(crate) const ORGANIZATION: Style = style(Weight::Bold, 9.5, 13.0, INK);
pub(crate) const NUMBER: Style = style(Weight::Bold, 9.5, 13.0, TEAL);
pub(crate) const TITLE: Style = style(Weight::Bold, 17.0, 22.5, INK);
pub(crate) const HEADING: Style = style(Weight::Bold, 11.0, 15.0, TEAL);
pub(crate) const BODY: Style = style(Weight::Regular, 10.0, 15.0, INK);
pub(crate) const LABEL: Style = style(Weight::Regular, 9.0, 13.5, GREY);
pub(crate) const VALUE: Style = style(Weight::Regular, 9.5, 13.5, INK);
pub(crate) const CAPTION: Style = style(Weight::Bold, 9.0, 13.0, INK);
pub(crate) const COLUMN: Style = style(Weight::Bold, 8.0, 11.0, GREY);
pub(crate) const CELL: Style = style(Weight::Regular, 8.5, 12.0, INK);
pub(crate) const SIGNER: Style = style(Weight::Bold, 9.5, 13.5, INK);
pub(crate) const SIGNED: Style = style(Weight::Regular, 8.5, 12.5, GREY);
pub(crate) const NOTE: Style = style(Weight::Regular, 8.5, 12.5, INK);
pub(crate) const ADDRESS: Style = style(Weight::Regular, 8.5, 12.5, TEAL);
pub(crate) const FOOTER: Style = style(Weight::Regular, 7.0, 9.5, GREY);
pub(crate) const WATERMARK: Style = style(Weight::Bold, 96.0, 96.0, GHOST);

/// Whose mark it is: part of the text, or decoration a screen reader passes over.
#[derive(Clone, Copy)]
pub(crate) enum Owner {
    Branch(Branch),
    Artifact(ArtifactType),
}

/// What is drawn; lengths in points from the top left corner.
pub(crate) enum Ink {
    /// A line of text from `x` on its `baseline`.
    Text {
        line: Line,
        style: Style,
        x: f32,
        baseline: f32,
    },
    /// A filled shape, or its outline where `stroke` gives a width.
    Shape {
        path: Path,
        color: Color,
        stroke: Option<f32>,
    },
    /// A word across the page.
    Across { line: Line, style: Style },
}

/// One thing drawn and whose it is.
pub(crate) struct Mark {
    pub(crate) owner: Owner,
    pub(crate) ink: Ink,
}

/// An address one can follow from a place on the page.
pub(crate) struct Link {
    pub(crate) branch: Branch,
    pub(crate) area: Rect,
    pub(crate) address: String,
}

/// One page.
pub(crate) struct Leaf {
    /// The language part it belongs to, counted from zero.
    pub(crate) part: usize,
    pub(crate) marks: Vec<Mark>,
    pub(crate) links: Vec<Link>,
}

/// A decorative level line.
pub(crate) fn rule(from: f32, to: f32, y: f32, width: f32, color: Color) -> Option<Mark> {
    let mut line = PathBuilder::new();
    line.move_to(from, y);
    line.line_to(to, y);
    let path = line.finish()?;
    let ink = Ink::Shape {
        path,
        color,
        stroke: Some(width),
    };
    Some(Mark {
        owner: Owner::Artifact(ArtifactType::Layout),
        ink,
    })
}

/// A number of lines as a factor for their height.
pub(crate) fn times(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}
