//! Signing with a phone: a QR code leads eGov Mobile to what was shown in this browser, and a signature comes back.
//!
//! Threats: a guessed address (it holds an HMAC with the office's secret, compared in constant time, and lives three
//! minutes), a fetched document under another's eyes (the bearer token is told to whoever has the address only),
//! another person's phone (the notary asks for the person's own number in the certificate), a signature put under another
//! act (the record is bound to person, bytes, purpose and browser, and only that browser files it), a second answer
//! (the first one is kept), a flood of bytes (limits on the body, one row a record).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::deed::DeedDocument;
use casework::identifier::Bin;
use gateway::egov_mobile::{
    Description, Document, DocumentAddress, Documents, File, Meta, Organisation, Wrapped,
    launch_link, qr_text,
};
use jiff::{SignedDuration, Timestamp};
use law::Text;
use law::edition::EditionId;
use store::{QrSigningRow, SigningRow};
use subtle::ConstantTimeEq as _;

use crate::error::{Error, Fault};
use crate::office::Office;
use crate::session::{Account, Session};
use crate::{draft, review, sign_deed, signing, submit};

/// How long a phone is let in.
const LASTS: SignedDuration = SignedDuration::from_mins(3);
/// The method of API-2 by which the signature comes without the document.
const SIGN_ONLY: &str = "CMS_SIGN_ONLY";

/// What is signed by phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed<'a> {
    /// An application, by its draft.
    Application(&'a str),
    /// A deed, by its number.
    Deed(&'a str),
}

impl Signed<'_> {
    fn purpose(self) -> String {
        match self {
            Self::Application(draft) => review::purpose(draft),
            Self::Deed(number) => sign_deed::purpose(number),
        }
    }
}

/// How far a signing by phone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No phone came yet.
    Waiting,
    /// A phone has fetched the document.
    Fetched,
    /// A signature came; it is not checked yet.
    Answered,
    /// The time is over and nothing came.
    Over,
}

/// A signing by phone as the page shows it.
pub struct Offer {
    /// The bytes to be signed.
    pub bytes: Vec<u8>,
    /// What stands in the QR code.
    pub qr_text: String,
    /// The link for the phone itself.
    pub launch: String,
    /// Until when a phone is let in.
    pub expires_at: Timestamp,
    /// How far it is.
    pub state: State,
}

/// Offers the reviewed text of a draft to a phone; the id of the record.
pub async fn offer_application(
    office: &Office,
    (account, session): (&Account, &Session),
    draft: &draft::Draft,
    text: String,
    now: Timestamp,
) -> Result<String, Error> {
    refuse_unless_offered(office)?;
    let record = review::show(office, account, session, draft, (text, now)).await?;
    office
        .store
        .offer_qr_signing(&record, now, now + LASTS)
        .await?;
    Ok(record)
}

/// Offers something that is shown in this browser to a phone, for a fresh while.
pub async fn offer(
    office: &Office,
    session: &Session,
    (signed, record): (Signed<'_>, &str),
    now: Timestamp,
) -> Result<(), Error> {
    refuse_unless_offered(office)?;
    signing::find(office, record, &signed.purpose(), session, now).await?;
    office
        .store
        .offer_qr_signing(record, now, now + LASTS)
        .await?;
    Ok(())
}

/// What was offered in this browser, and how far it is.
pub async fn offered(
    office: &Office,
    session: &Session,
    (signed, record): (Signed<'_>, &str),
    now: Timestamp,
) -> Result<Offer, Error> {
    let shown = signing::find(office, record, &signed.purpose(), session, now).await?;
    let row = office.store.qr_signing(record).await?;
    let row = row.ok_or(Error::NotFound)?;
    let address = address(office, record);
    let is_business = matches!(signed, Signed::Deed(_));
    Ok(Offer {
        bytes: shown.bytes,
        qr_text: qr_text(&address),
        launch: launch_link(&address, is_business),
        expires_at: row.expires_at,
        state: state(&row, now),
    })
}

/// The signature that a phone sent, to be judged like any other; none if nothing came yet.
pub async fn container(
    office: &Office,
    session: &Session,
    (signed, record): (Signed<'_>, &str),
    now: Timestamp,
) -> Result<Option<Vec<u8>>, Error> {
    signing::find(office, record, &signed.purpose(), session, now).await?;
    let row = office.store.qr_signing(record).await?;
    Ok(row.and_then(|row| row.container))
}

/// API-1: what a phone learns from the address in the code.
pub async fn describe(
    office: &Office,
    (record, seal): (&str, &str),
    now: Timestamp,
) -> Result<Description, Error> {
    let (shown, row) = open(office, record, seal, now).await?;
    let about = about(office, &shown).await?;
    Ok(Description {
        description: format!("{} / {}", about.name.kk, about.name.ru),
        expiry_date: row.expires_at.to_string(),
        organisation: Organisation {
            name_ru: about.organization.ru,
            name_kz: about.organization.kk,
            name_en: about.organization.en,
            bin: about.bin.as_str().to_owned(),
        },
        document: DocumentAddress {
            uri: format!("{}/documents", address(office, record)),
            auth_type: "Bearer".to_owned(),
            auth_token: bearer(office, record),
        },
    })
}

/// API-2, there: the document.
pub async fn documents(
    office: &Office,
    (record, seal): (&str, &str),
    token: &str,
    now: Timestamp,
) -> Result<Documents, Error> {
    refuse_unless_same(token, &bearer(office, record))?;
    let (shown, _row) = open(office, record, seal, now).await?;
    let about = about(office, &shown).await?;
    office.store.note_qr_fetched(record, now).await?;
    Ok(Documents {
        sign_method: SIGN_ONLY.to_owned(),
        documents_to_sign: vec![Document {
            id: 1,
            name_ru: about.name.ru,
            name_kz: about.name.kk,
            name_en: about.name.en,
            meta: vec![Meta {
                name: "SHA-256".to_owned(),
                value: shown.digest,
            }],
            document: Wrapped {
                file: File {
                    mime: String::new(),
                    data: STANDARD.encode(&shown.bytes),
                },
            },
        }],
    })
}

/// API-2, back: the signature is kept until the browser fetches it.
pub async fn receive(
    office: &Office,
    (record, seal): (&str, &str),
    token: &str,
    sent: &[u8],
    now: Timestamp,
) -> Result<(), Error> {
    refuse_unless_same(token, &bearer(office, record))?;
    open(office, record, seal, now).await?;
    let sent: Documents =
        serde_json::from_slice(sent).map_err(|_other| Error::Rejected { code: "malformed" })?;
    let [document] = sent.documents_to_sign.as_slice() else {
        return Err(Error::Rejected { code: "malformed" });
    };
    let container = document.document.file.data.as_bytes().to_vec();
    if container.is_empty() {
        return Err(Error::Rejected { code: "malformed" });
    }
    let is_first = office
        .store
        .receive_qr_signature(record, container, now)
        .await?;
    if is_first {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

fn refuse_unless_offered(office: &Office) -> Result<(), Error> {
    if office.settings.has_mobile_signing {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

fn state(row: &QrSigningRow, now: Timestamp) -> State {
    if row.container.is_some() {
        State::Answered
    } else if row.expires_at <= now {
        State::Over
    } else if row.fetched_at.is_some() {
        State::Fetched
    } else {
        State::Waiting
    }
}

/// The address of API-1, which nobody can guess.
fn address(office: &Office, record: &str) -> String {
    let seal = address_seal(office, record);
    format!("{}/mobile/{record}/{seal}", office.settings.origin)
}

fn address_seal(office: &Office, record: &str) -> String {
    let secret = &office.settings.secret;
    secret.seal(&format!("shanyraq/mobile/1 {record}"))
}

fn bearer(office: &Office, record: &str) -> String {
    let secret = &office.settings.secret;
    secret.seal(&format!("shanyraq/mobile-token/1 {record}"))
}

fn refuse_unless_same(sent: &str, ours: &str) -> Result<(), Error> {
    let is_same: bool = sent.as_bytes().ct_eq(ours.as_bytes()).into();
    if is_same {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// The record and its offer, for a phone that has the address, in time and until it is signed.
async fn open(
    office: &Office,
    record: &str,
    seal: &str,
    now: Timestamp,
) -> Result<(SigningRow, QrSigningRow), Error> {
    refuse_unless_offered(office)?;
    refuse_unless_same(seal, &address_seal(office, record))?;
    let shown = office.store.signing(record).await?;
    let shown = shown.ok_or(Error::NotFound)?;
    let row = office.store.qr_signing(record).await?;
    let row = row.ok_or(Error::NotFound)?;
    let is_over = row.expires_at <= now || shown.expires_at <= now || shown.used_at.is_some();
    if is_over {
        return Err(Error::NotFound);
    }
    Ok((shown, row))
}

/// What the phone tells about a document.
struct About {
    name: Text,
    organization: Text,
    bin: Bin,
}

async fn about(office: &Office, shown: &SigningRow) -> Result<About, Error> {
    let (name, organization) = if shown.purpose.starts_with(sign_deed::OF_DEED) {
        let deed: DeedDocument = serde_json::from_slice(&shown.bytes).map_err(Fault::Body)?;
        let title = |language: &str| {
            let words = deed.words.get(language);
            words.map_or_else(|| deed.number.clone(), |words| words.title.clone())
        };
        let name = Text {
            kk: title("kk"),
            ru: title("ru"),
            en: title("en"),
        };
        (name, deed.organization)
    } else {
        let (edition, organization) = submit::addressed(&shown.bytes)?;
        let edition = office.edition(&EditionId(edition))?;
        (edition.name.clone(), organization)
    };
    let organization = office.organization(&organization).await?;
    Ok(About {
        name,
        organization: organization.name,
        bin: organization.bin,
    })
}
