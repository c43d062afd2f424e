//! What a name means, in the words of the law.

use super::{Files, declared::label, definition::named, outline::Outline};
use crate::{source_file::Span, text::Language};

/// What is known of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The name, with the node that declares it: `fact family-income`.
    pub name: String,
    /// Its words in Kazakh, Russian and English, as far as they are written.
    pub texts: Vec<(Language, String)>,
    /// The paragraph.
    pub cite: Option<String>,
    /// On what basis, and why, if the declaration says so itself.
    pub basis: Option<String>,
    /// The place of the name that was asked about.
    pub span: Span,
}

/// What the name at `offset` (in bytes) of the file at `path` means.
pub fn hover(files: &Files, path: &str, offset: usize) -> Option<Hover> {
    let (declared, span) = named(files, path, offset)?;
    let outline = Outline::of(files.get(&declared.path)?);
    let node = outline.get(declared.node)?;
    let words = label(&outline, declared.node);
    let texts = Language::ALL.into_iter().filter_map(|language| {
        let text = words?.property(language.code())?;
        Some((language, text.to_owned()))
    });
    let basis = node.property("basis").map(|basis| {
        let why = node.property("why").map(|why| format!(": {why}"));
        format!("{basis}{}", why.unwrap_or_default())
    });
    // A figure cites with each value; the first says the act.
    let cite = node.property("cite").or_else(|| {
        let mut values = outline.inside(Some(declared.node));
        values.find_map(|(_, value)| value.property("act"))
    });
    Some(Hover {
        name: format!("{} {}", node.name.text, declared.name),
        texts: texts.collect(),
        cite: cite.map(str::to_owned),
        basis,
        span,
    })
}
