//! The receipt of acceptance of an application, as PDF/A: its number, the minute, what came (APPC art. 64(2)). It is made
//! on demand out of the journal and is the same file each time.

use casework::actor::Actor;
use casework::deed::{DEED_LANGUAGES, DeedWords, receipt};
use law::Language;
use law::text::days;
use paper::{Block, LanguagePart, Sheet, SignatureBlock};

use super::case::CaseView;
use crate::error::{Error, Fault};
use crate::file::File;
use crate::office::Office;

/// The receipt of an application that was filed on the portal; an edition that gives none has none.
pub(super) fn acceptance(office: &Office, view: &CaseView<'_>) -> Result<File, Error> {
    let filed = &view.loaded.case.filed;
    let actor = Actor::System;
    let moment = casework::Moment {
        now: filed.filed_at,
        actor: &actor,
        law: &office.law,
        edition: view.edition,
        organization: &view.loaded.organization,
    };
    let receipt = receipt::acceptance(&view.loaded.case, &moment);
    let receipt = receipt.map_err(|_none| Error::NotFound)?;
    let languages = DEED_LANGUAGES.into_iter().filter_map(|language| {
        let words = receipt.words.get(language.code())?;
        Some(part(office, view, words, language))
    });
    let sheet = Sheet {
        languages: languages.collect(),
        number: filed.number.to_string(),
        document_id: format!("{}-receipt", filed.signed_digest),
        qr: format!("{}/kk/cases/{}", office.settings.origin, filed.number),
        created: filed.filed_at,
        attachments: Vec::new(),
    };
    Ok(File {
        name: format!("{}-receipt.pdf", filed.number),
        mime: "application/pdf",
        bytes: paper::render(&sheet, &office.fonts).map_err(Fault::Paper)?,
    })
}

fn part(
    office: &Office,
    view: &CaseView<'_>,
    words: &DeedWords,
    language: Language,
) -> LanguagePart {
    let paragraphs = words.paragraphs.iter().cloned().map(Block::Paragraph);
    let facts = Block::Facts(words.fields.clone());
    let place = office.law.places().get(&view.loaded.organization.kato);
    let at = place.map_or_else(String::new, |place| {
        let local = place.local(view.loaded.case.filed.filed_at);
        let day = days::date(local.date(), language);
        format!("{day}, {}", days::time(local.time()))
    });
    let (accepted, note) = match language {
        Language::Kk => (
            "Порталда автоматты түрде қабылданды",
            "Өтініштің күйі осы код арқылы, жеке кабинетте көрінеді.",
        ),
        Language::Ru | Language::En => (
            "Принято порталом автоматически",
            "Состояние заявления видно по этому коду в личном кабинете.",
        ),
    };
    LanguagePart {
        language: language.code(),
        organization: words.organization.clone(),
        title: words.title.clone(),
        draft: None,
        blocks: paragraphs.chain([facts]).collect(),
        signatures: vec![SignatureBlock {
            lines: vec![accepted.to_owned(), at],
        }],
        verify_note: note.to_owned(),
        footer: words.footer.clone(),
    }
}
