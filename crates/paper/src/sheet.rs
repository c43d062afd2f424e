//! What a deed says, before it has a shape on paper.

use jiff::Timestamp;

/// One deed: its text in every language, how to check it, and the files that go with it.
///
/// It holds personal data and therefore has no `Debug`.
#[derive(Clone)]
pub struct Sheet {
    /// The same text per language, Kazakh first, then Russian; each begins on a new page.
    pub languages: Vec<LanguagePart>,
    /// The number people quote, printed at the top right and in every footer.
    pub number: String,
    /// The name under which archives tell versions of this document apart; never shown.
    pub document_id: String,
    /// The address of the public verification page, as QR code, text and link.
    pub qr: String,
    /// The instant the deed was made; the only date the file itself carries.
    pub created: Timestamp,
    /// The files inside the PDF: the deed's data and the signatures over them.
    pub attachments: Vec<Attachment>,
}

/// The deed in one language.
#[derive(Clone)]
pub struct LanguagePart {
    /// `kk`, `ru` or `en`.
    pub language: &'static str,
    /// Who issues the deed.
    pub organization: String,
    /// What the deed is: the document's title and first heading.
    pub title: String,
    /// In a draft, the word that says so; printed at the top and across every page of this part.
    pub draft: Option<String>,
    /// The body, in reading order.
    pub blocks: Vec<Block>,
    /// Who signed, in the order of signing.
    pub signatures: Vec<SignatureBlock>,
    /// How to check the deed, printed beside the QR code.
    pub verify_note: String,
    /// The law of the day of signing that makes the deed equal to paper, on every page.
    pub footer: String,
}

/// A piece of the body.
#[derive(Clone)]
pub enum Block {
    /// Running text; a line feed starts a new line.
    Paragraph(String),
    /// A heading under the title.
    Heading(String),
    /// Labels and their values.
    Facts(Vec<(String, String)>),
    /// A table with a caption and a header row that is repeated on every page.
    Table(Table),
    /// A numbered list, so that a point of it can be cited.
    List(Vec<String>),
}

/// A table; missing cells are empty, cells beyond the header get columns without a heading.
#[derive(Clone, Default)]
pub struct Table {
    /// What the table shows; may be empty.
    pub caption: String,
    /// One heading per column.
    pub header: Vec<String>,
    /// The rows, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// Per column; columns beyond the list stand left.
    pub align: Vec<Align>,
}

/// On which side of its column a text stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers and amounts.
    Right,
}

/// One signature as people read it: name, office, time, certificate.
#[derive(Clone)]
pub struct SignatureBlock {
    /// The first line stands out.
    pub lines: Vec<String>,
}

/// A file inside the PDF.
#[derive(Clone)]
pub struct Attachment {
    /// 1 to 127 characters of `A-Z a-z 0-9 . _ -`, once per sheet.
    pub name: String,
    /// The media type, such as `application/json`.
    pub mime: String,
    /// What the file is, for the reader's list of attachments.
    pub description: String,
    /// What the file is to the deed.
    pub relationship: Relationship,
    /// The file, kept byte by byte.
    pub bytes: Vec<u8>,
}

/// What an attachment is to the deed (ISO 19005-3, annex E).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// The deed was made from it.
    Source,
    /// The deed shows it.
    Data,
    /// It adds to the deed, as a signature does.
    Supplement,
}
