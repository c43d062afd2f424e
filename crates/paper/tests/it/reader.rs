//! Reads a PDF back: text, pixels and attachments with poppler, objects with lopdf.

use std::{fs, path::PathBuf, process::Command};

use lopdf::{Dictionary, Document, Object};
use paper::{Fonts, Sheet, render};
use tempfile::TempDir;

/// The bytes of a font from `SHANYRAQ_FONTS`, or where Debian's `fonts-noto-core` puts it.
pub(crate) fn face(name: &str) -> Vec<u8> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test finds its fonts by the environment"
    )]
    let folder = std::env::var("SHANYRAQ_FONTS");
    let folder = folder.unwrap_or_else(|_| "/usr/share/fonts/truetype/noto".to_owned());
    let path = PathBuf::from(folder).join(name);
    fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{} cannot be read ({error}): install fonts-noto-core or set SHANYRAQ_FONTS",
            path.display()
        )
    })
}

/// Noto Sans, regular and bold.
pub(crate) fn noto() -> Fonts {
    Fonts::new(face("NotoSans-Regular.ttf"), face("NotoSans-Bold.ttf")).unwrap()
}

/// A printed deed in a folder of its own.
pub(crate) struct Printed {
    pub(crate) folder: TempDir,
    pub(crate) bytes: Vec<u8>,
}

/// Prints a sheet with Noto Sans.
pub(crate) fn print(sheet: &Sheet) -> Printed {
    let bytes = render(sheet, &noto()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("deed.pdf"), &bytes).unwrap();
    Printed { folder, bytes }
}

impl Printed {
    /// What a program says about the file; it must succeed.
    pub(crate) fn ask(&self, program: &str, arguments: &[&str]) -> Vec<u8> {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap_or_else(|error| panic!("{program} cannot be run ({error}): install it"));
        assert!(output.status.success(), "{program}: {output:?}");
        output.stdout
    }

    /// The words of the pages from `first` to `last`, one space between two of them.
    pub(crate) fn words(&self, first: usize, last: usize) -> String {
        let (first, last) = (first.to_string(), last.to_string());
        let text = self.ask(
            "pdftotext",
            &["-enc", "UTF-8", "-f", &first, "-l", &last, "deed.pdf", "-"],
        );
        flat(&String::from_utf8(text).unwrap())
    }

    /// The words of the whole deed.
    pub(crate) fn all_words(&self) -> String {
        self.words(1, self.pages())
    }

    pub(crate) fn pages(&self) -> usize {
        self.parsed().get_pages().len()
    }

    pub(crate) fn parsed(&self) -> Document {
        Document::load_mem(&self.bytes).unwrap()
    }
}

/// Every kind of white space becomes one space.
pub(crate) fn flat(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character == '\u{c}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Every structure element of the kind, such as `TH`.
pub(crate) fn elements(document: &Document, kind: &str) -> Vec<Dictionary> {
    let is_kind = |dictionary: &&Dictionary| {
        dictionary
            .get(b"S")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == kind.as_bytes())
            && dictionary.has(b"P")
    };
    let dictionaries = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    dictionaries.filter(is_kind).cloned().collect()
}
