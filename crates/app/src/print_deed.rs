//! Printing a deed: PDF/A-3 in Kazakh and Russian, with the signed data and the signature inside. Made once.

use casework::Refusal;
use casework::canonical::sha256_hex;
use casework::deed::{DeedDocument, DeedWords};
use casework::identifier::CaseNumber;
use casework::refusal::TextRefusal;
use jiff::Timestamp;
use law::{Language, Text};
use paper::{Attachment, Block, LanguagePart, PaperError, Relationship, Sheet, SignatureBlock};
use signature::Method;
use store::{Batch, Blob, Commit, DeedRow, Row, StreamId};

use crate::bytes::bytes;
use crate::case_command::uncommitted;
use crate::error::{Error, Fault, chain};
use crate::job::Outcome;
use crate::office::Office;

/// Prints a signed deed and keeps the file.
pub async fn print_deed(
    office: &Office,
    case: &CaseNumber,
    deed: &str,
    now: Timestamp,
) -> Result<Outcome, Error> {
    let Some(row) = office.store.deed(deed).await? else {
        return Ok(Outcome::GiveUp(
            "the deed is not in the register".to_owned(),
        ));
    };
    if row.pdf_digest.is_some() {
        return Ok(Outcome::Done);
    }
    let data = bytes(office, &row.data_digest).await?;
    let container = bytes(office, &row.container_digest).await?;
    let sheet = sheet(office, data, container, now)?;
    match paper::render(&sheet, &office.fonts).map_err(Fault::Paper) {
        Ok(pdf) => {
            keep(office, case, row, pdf).await?;
            Ok(Outcome::Done)
        }
        // The same sheet and fonts give the same fault again.
        Err(fault) => Ok(Outcome::GiveUp(chain(&fault))),
    }
}

/// Prints what is about to be signed and keeps nothing.
///
/// # Errors
/// [`Refusal::Text`] with the first character that cannot be printed: signed, the deed would have no paper.
pub(crate) fn try_to_print(
    office: &Office,
    document: &DeedDocument,
    now: Timestamp,
) -> Result<(), Error> {
    let data = document.bytes().map_err(Fault::from)?;
    let sheet = sheet(office, data, Vec::new(), now)?;
    match paper::render(&sheet, &office.fonts) {
        Ok(_pdf) => Ok(()),
        Err(fault) => Err(unprinted(fault)),
    }
}

/// What a paper that cannot be printed says to whoever typed its words.
pub(crate) fn unprinted(fault: PaperError) -> Error {
    if let PaperError::Unprintable { character } = fault {
        Refusal::from(TextRefusal::Unprintable { character }).into()
    } else {
        Fault::Paper(fault).into()
    }
}

async fn keep(office: &Office, case: &CaseNumber, row: DeedRow, pdf: Vec<u8>) -> Result<(), Error> {
    let stream = StreamId::case(case);
    let expected_seq = office.store.stream_seq(&stream).await?;
    let row = DeedRow {
        pdf_digest: Some(sha256_hex(&pdf)),
        ..row
    };
    let commit = Commit {
        stream,
        expected_seq,
        counters: Vec::new(),
        build: Box::new(move |_numbers| {
            let rows = vec![Row::Deed(Box::new(row))];
            Ok((
                Batch {
                    rows,
                    blobs: vec![Blob::new(pdf)],
                    ..Batch::default()
                },
                (),
            ))
        }),
    };
    office.store.commit(commit).await.map_err(uncommitted)?;
    Ok(())
}

fn sheet(
    office: &Office,
    data: Vec<u8>,
    container: Vec<u8>,
    now: Timestamp,
) -> Result<Sheet, Error> {
    let document: DeedDocument = serde_json::from_slice(&data).map_err(Fault::Body)?;
    let method = signature::method(&container).ok();
    let languages = casework::deed::DEED_LANGUAGES
        .into_iter()
        .filter_map(|language| {
            let words = document.words.get(language.code())?;
            Some(part(&document, method, words, language))
        })
        .collect();
    Ok(Sheet {
        languages,
        document_id: sha256_hex(&data),
        qr: verification_address(office, &document.number),
        created: now,
        attachments: vec![
            Attachment {
                name: "deed.json".to_owned(),
                mime: "application/json".to_owned(),
                description: "The data of the deed, as signed (RFC 8785 JSON)".to_owned(),
                relationship: Relationship::Source,
                bytes: data,
            },
            Attachment {
                name: "deed.p7s".to_owned(),
                mime: "application/pkcs7-signature".to_owned(),
                description: "The signature over the data (CMS, detached)".to_owned(),
                relationship: Relationship::Supplement,
                bytes: container,
            },
        ],
        number: document.number,
    })
}

/// Where anybody checks a deed by its number.
pub(crate) fn verification_address(office: &Office, deed: &str) -> String {
    format!(
        "{}/kk/verify?number={}",
        office.settings.origin,
        escaped(deed)
    )
}

fn part(
    document: &DeedDocument,
    method: Option<Method>,
    words: &DeedWords,
    language: Language,
) -> LanguagePart {
    let mut blocks: Vec<Block> = words
        .paragraphs
        .iter()
        .map(|text| Block::Paragraph(text.clone()))
        .collect();
    let list = words.list_shown();
    if !list.is_empty() {
        blocks.push(Block::List(list.to_vec()));
    }
    if !words.fields.is_empty() {
        blocks.push(Block::Facts(words.fields.clone()));
    }
    blocks.extend(casework::deed::table(document, language).map(|table| {
        Block::Table(paper::Table {
            caption: table.caption,
            header: table.header,
            rows: table.rows,
            align: vec![paper::Align::Left, paper::Align::Right, paper::Align::Left],
        })
    }));
    if let Some(heading) = (!words.appeal.is_empty()).then(|| heading(language)) {
        blocks.push(Block::Heading(heading));
        blocks.extend(
            words
                .appeal
                .iter()
                .map(|text| Block::Paragraph(text.clone())),
        );
    }
    LanguagePart {
        language: language.code(),
        organization: words.organization.clone(),
        title: words.title.clone(),
        draft: None,
        blocks,
        signatures: vec![SignatureBlock {
            lines: signature_lines(document, method, language),
        }],
        verify_note: verify_note(language),
        footer: words.footer.clone(),
    }
}

fn signature_lines(
    document: &DeedDocument,
    method: Option<Method>,
    language: Language,
) -> Vec<String> {
    let signed = Text::of(|language| match language {
        Language::Kk => "Электрондық цифрлық қолтаңбамен қол қойылды".to_owned(),
        Language::Ru => "Подписано электронной цифровой подписью".to_owned(),
        Language::En => "Signed with an electronic digital signature".to_owned(),
    });
    vec![
        document.signers(),
        with_method(signed.get(language), method),
        law::text::days::date(document.day, language),
    ]
}

/// The method stands beside the word for the signature, where the container names one.
fn with_method(signed: &str, method: Option<Method>) -> String {
    match method {
        Some(Method::Gost) => format!("{signed} (ГОСТ Р 34.10-2015)"),
        Some(Method::Rsa) => format!("{signed} (RSA)"),
        None => signed.to_owned(),
    }
}

fn heading(language: Language) -> String {
    let text = match language {
        Language::Kk => "Шағымдану тәртібі",
        Language::Ru => "Порядок обжалования",
        Language::En => "How to appeal",
    };
    text.to_owned()
}

fn verify_note(language: Language) -> String {
    let text = match language {
        Language::Kk => {
            "Құжатты осы код арқылы немесе нөмірі бойынша порталда тексеруге болады. Қол қойылған деректер мен қолтаңба осы файлға салынған."
        }
        Language::Ru => {
            "Документ можно проверить на портале по этому коду или по номеру. Подписанные данные и подпись вложены в этот файл."
        }
        Language::En => {
            "Check the document on the portal by this code or by its number. The signed data and the signature are inside this file."
        }
    };
    text.to_owned()
}

/// A number as a part of an address: everything but letters, digits, `-`, `_`, `.` in percent form.
fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _infallible = write!(out, "%{byte:02X}");
        }
        out
    })
}
