//! The print room: a deed in, a tagged PDF/A-3 with its signed data attached out; no files, no clock.
#![expect(
    clippy::float_arithmetic,
    reason = "places on paper are points and fractions; no amount of money is computed here"
)]

mod error;
mod flow;
mod fonts;
mod frame;
mod leaf;
mod ornament;
mod press;
mod sheet;
mod table;
mod tree;
mod typeset;

pub use error::PaperError;
pub use fonts::Fonts;
pub use press::render;
pub use sheet::{
    Align, Attachment, Block, LanguagePart, Relationship, Sheet, SignatureBlock, Table,
};
