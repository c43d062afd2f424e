//! Review: what will be signed, when it will be registered, and by when the answer must come.

use casework::Refusal;
use casework::actor::Organization;
use casework::application::{self, Application};
use casework::event::{Answer, Answers};
use jiff::{SignedDuration, Timestamp};
use law::edition::{Document, Edition};
use law::plan::Plan;
use law::{Language, Law};

use crate::documents;
use crate::draft::Draft;
use crate::error::{Error, Fault};
use crate::office::Office;
use crate::session::{Account, Session};
use crate::signing::{self, Shown};

/// How long the record of a signed text can be used; it is made when the signature comes.
const LASTS: SignedDuration = SignedDuration::from_mins(30);
/// The field that names the place; every edition's form has it.
pub const PLACE_FIELD: &str = "dwelling.place";

/// An application as it would be signed now.
pub struct Review<'l> {
    /// The edition of the day of registration.
    pub edition: &'l Edition,
    /// The organization that is competent.
    pub organization: Organization,
    /// KATO code of the place.
    pub place: String,
    /// The checked answers.
    pub answers: Answers,
    /// The exact text.
    pub text: String,
    /// When it would be registered, and every deadline.
    pub plan: Plan,
    /// Documents that the edition asks for and that are not attached.
    pub unattached: Vec<&'l Document>,
}

/// Reviews a draft as of `now`: nothing is kept.
pub async fn review<'l>(
    office: &Office,
    law: &'l Law,
    account: &Account,
    draft: &Draft,
    (language, now): (Language, Timestamp),
) -> Result<Review<'l>, Error> {
    let place = match draft.answers.get(PLACE_FIELD) {
        Some(Answer::One(place)) => place.clone(),
        Some(Answer::Rows(_)) | None => String::new(),
    };
    let no_place = || {
        Error::Refused(Refusal::NotOnline {
            place: place.clone(),
        })
    };
    let known = law.places().get(&place).ok_or_else(no_place)?;
    known.online(&draft.service).ok_or_else(no_place)?;
    let today = known.local(now).date();
    let organization = office
        .competent(&draft.service, &place, today)
        .await?
        .ok_or_else(no_place)?;
    let calendar = law.calendar().known_on(today);
    let (_registration, edition) = law
        .receive(&draft.service, now, known, &organization.hours, calendar)
        .map_err(|error| Fault::Law(error.to_string()))?;
    let typed = application::as_certified(edition, &account.person, &draft.answers);
    let answers = application::check(edition, &typed).map_err(Error::Problems)?;
    // A tracked service shows its first track until the form has told which one the case takes.
    let track = edition.tracks.first().map(|track| track.code.as_str());
    let path = edition.path(track).ok_or(Error::NotFound)?;
    let plan = law::plan::plan(law, &path, now, known, &organization.hours, calendar)
        .map_err(|error| Fault::Law(error.to_string()))?;
    let text = Application {
        edition,
        recipient: &account.person,
        organization: (&organization.code, &organization.name),
        place: (&place, known.name(today)),
        answers: &answers,
        attachments: &draft.attachments,
        language,
        draft: &draft.id,
    }
    .text()
    .map_err(Fault::from)?;
    let unattached = documents::asked(law, edition, &answers)
        .into_iter()
        .filter(|asked| {
            !draft
                .attachments
                .iter()
                .any(|file| file.document == asked.code)
        })
        .collect();
    Ok(Review {
        edition,
        organization,
        place,
        answers,
        text,
        plan,
        unattached,
    })
}

/// Keeps the reviewed text for signature in this browser; the id of the record.
pub async fn show(
    office: &Office,
    account: &Account,
    session: &Session,
    draft: &Draft,
    (text, now): (String, Timestamp),
) -> Result<String, Error> {
    let shown = Shown {
        purpose: purpose(&draft.id),
        subject: account.person.iin.clone(),
        session,
        bytes: text.into_bytes(),
        lasts: LASTS,
    };
    Ok(signing::show(office, shown, now).await?.id)
}

/// The text of a record that waits for signature, as bytes.
pub async fn shown(
    office: &Office,
    session: &Session,
    draft_id: &str,
    record: &str,
    now: Timestamp,
) -> Result<Vec<u8>, Error> {
    Ok(
        signing::find(office, record, &purpose(draft_id), session, now)
            .await?
            .bytes,
    )
}

/// What a signing record of a draft is for.
pub(crate) fn purpose(draft_id: &str) -> String {
    format!("submit/{draft_id}")
}
