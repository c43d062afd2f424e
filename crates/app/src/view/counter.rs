//! The counter of a branch of the State Corporation: the services of its place, the receipts of refusal that it issued, and
//! each of them as PDF/A, printed out of the journal and the same file each time.
//!
//! To whoever is no operator there, the counter does not exist. Nobody sees a receipt unrecorded.

use casework::actor::Officer;
use casework::canonical::sha256_hex;
use casework::deed::DEED_LANGUAGES;
use casework::deed::receipt::Receipt;
use casework::deed::refused_intake::{self, RefusedIntake};
use jiff::Timestamp;
use jiff::civil::Date;
use law::Language;
use law::edition::{Edition, EditionId, Role};
use law::text::days;
use paper::{Block, LanguagePart, Sheet, SignatureBlock};
use store::{StoredEvent, StreamId};

use crate::access::{self, Look, Seen};
use crate::error::{Error, Fault};
use crate::file::File;
use crate::intake_refused::{IntakeRefused, KIND, in_force};
use crate::office::Office;

/// Receipts of one page of the list.
pub const PAGE_ROWS: usize = 25;

/// A receipt of refusal that was issued.
pub struct Issued {
    /// Its place in the organization's journal, by which it is found.
    pub place: u64,
    /// When it was issued.
    pub at: Timestamp,
    /// Its number.
    pub number: String,
    /// The edition by which it was judged.
    pub edition: EditionId,
    /// The operator's name.
    pub operator: String,
    /// What was found, and whom it concerns.
    pub asked: RefusedIntake,
    refused: IntakeRefused,
}

impl Issued {
    fn of(stored: &StoredEvent) -> Result<Self, Error> {
        let refused = IntakeRefused::of(stored)?;
        Ok(Self {
            place: stored.seq,
            at: stored.at,
            number: refused.number.clone(),
            edition: refused.edition.clone(),
            operator: refused.operator.name.clone(),
            asked: refused.asked.clone(),
            refused,
        })
    }
}

/// A page of the receipts of a counter.
pub struct Receipts {
    /// The receipts, newest first.
    pub rows: Vec<Issued>,
    /// The place before which the next page begins, if there is one.
    pub next: Option<u64>,
}

/// A service at a counter.
pub struct Offered<'o> {
    /// Its edition in force.
    pub edition: &'o Edition,
    /// Whether it gives a receipt of refusal.
    pub is_given: bool,
}

/// To whoever is no operator, the counter does not exist.
fn operator(officer: &Officer) -> Result<(), Error> {
    if officer.has(Role::Operator) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// The services that are given at the place of the branch, each with its edition of today.
pub async fn services<'o>(
    office: &'o Office,
    officer: &Officer,
    now: Timestamp,
) -> Result<Vec<Offered<'o>>, Error> {
    operator(officer)?;
    let mut offered = Vec::new();
    for service in office.law.services() {
        match in_force(office, officer, service, now).await {
            Ok((_branch, edition)) => offered.push(Offered {
                edition,
                is_given: refused_intake::is_given(edition).is_ok(),
            }),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(offered)
}

/// One of them.
pub async fn service<'o>(
    office: &'o Office,
    officer: &Officer,
    service: &str,
    now: Timestamp,
) -> Result<&'o Edition, Error> {
    operator(officer)?;
    let (_branch, edition) = in_force(office, officer, service, now).await?;
    Ok(edition)
}

/// A page of the receipts that the counter issued, newest first, from before a place on. That the officer is about to see
/// who is named on it is recorded before this answers.
pub async fn receipts(
    office: &Office,
    officer: &Officer,
    before: Option<u64>,
    now: Timestamp,
) -> Result<Receipts, Error> {
    operator(officer)?;
    let stream = StreamId::organization(&officer.organization);
    let limit = PAGE_ROWS.saturating_add(1);
    let events = office.store.events_of_kind((&stream, KIND), before, limit);
    let mut rows = events
        .await?
        .iter()
        .map(Issued::of)
        .collect::<Result<Vec<_>, _>>()?;
    let is_more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    let next = rows.last().filter(|_| is_more).map(|row| row.place);
    let places = rows.iter().map(|row| row.place);
    access::record_receipts(office, officer, places, &Seen::Receipts, now).await?;
    Ok(Receipts { rows, next })
}

/// A receipt by its place, with who looked at it, this look included.
pub async fn receipt(
    office: &Office,
    officer: &Officer,
    place: u64,
    now: Timestamp,
) -> Result<(Issued, Vec<Look>), Error> {
    operator(officer)?;
    let stream = StreamId::organization(&officer.organization);
    let before = place.checked_add(1).ok_or(Error::NotFound)?;
    let events = office
        .store
        .events_of_kind((&stream, KIND), Some(before), 1);
    let events = events.await?;
    let event = events.iter().find(|event| event.seq == place);
    let issued = Issued::of(event.ok_or(Error::NotFound)?)?;
    let places = std::iter::once(place);
    access::record_receipts(office, officer, places, &Seen::Receipt, now).await?;
    let looks = access::of_receipt(office, (&officer.organization, place), &issued.number).await?;
    Ok((issued, looks))
}

/// The receipt in all its copies, PDF/A.
pub fn print(office: &Office, issued: &Issued) -> Result<File, Error> {
    printed(office, &issued.refused, issued.at)
}

/// The same of what is only about to be issued.
pub(crate) fn printed(
    office: &Office,
    refused: &IntakeRefused,
    at: Timestamp,
) -> Result<File, Error> {
    let receipt = refused.receipt(office, at)?;
    let edition = office.edition(&refused.edition)?;
    let day = office.today_at(&refused.organization.kato, at)?;
    let copies = (1..=receipt.copies).flat_map(|copy| {
        let receipt = &receipt;
        DEED_LANGUAGES
            .into_iter()
            .filter_map(move |language| part(receipt, copy, day, language))
    });
    let sheet = Sheet {
        languages: copies.collect(),
        number: refused.number.clone(),
        document_id: sha256_hex(format!("shanyraq/intake-refusal/1 {}", refused.number).as_bytes()),
        qr: format!("{}/kk/services/{}", office.settings.origin, edition.service),
        created: at,
        attachments: Vec::new(),
    };
    Ok(File {
        name: format!("{}.pdf", refused.number),
        mime: "application/pdf",
        bytes: paper::render(&sheet, &office.fonts).map_err(Fault::Paper)?,
    })
}

/// One copy in one language; the list stands where the form has it, and the lines for the signatures at the end.
fn part(receipt: &Receipt, copy: u8, day: Date, language: Language) -> Option<LanguagePart> {
    let words = receipt.words.get(language.code())?;
    let hands = receipt.by_hand.get(language.code())?;
    let (copy, note) = match language {
        Language::Kk => (
            format!("{copy}-дана, барлығы {}", receipt.copies),
            "Қандай құжаттар керегі және қайда шағымдануға болатыны осы код арқылы порталда жазылған.",
        ),
        Language::Ru | Language::En => (
            format!("Экземпляр {copy} из {}", receipt.copies),
            "Какие документы нужны и куда жаловаться, написано на портале по этому коду.",
        ),
    };
    let (before, after) = words
        .paragraphs
        .split_at_checked(receipt.list_at)
        .unwrap_or((&words.paragraphs, &[]));
    let said = |texts: &[String]| {
        texts
            .iter()
            .cloned()
            .map(Block::Paragraph)
            .collect::<Vec<_>>()
    };
    let blocks = std::iter::once(Block::Paragraph(copy))
        .chain(said(before))
        .chain([Block::List(words.list.clone())])
        .chain(said(after))
        .chain([Block::Facts(words.fields.clone())]);
    let by_hand = |(label, name): &(String, String)| SignatureBlock {
        lines: vec![
            label.clone(),
            format!("{name}  ______________________"),
            days::date(day, language),
        ],
    };
    Some(LanguagePart {
        language: language.code(),
        organization: words.organization.clone(),
        title: words.title.clone(),
        draft: None,
        blocks: blocks.collect(),
        signatures: hands.iter().map(by_hand).collect(),
        verify_note: note.to_owned(),
        footer: words.footer.clone(),
    })
}
