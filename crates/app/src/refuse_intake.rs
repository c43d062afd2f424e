//! Refusing documents at a counter of the State Corporation: a receipt with a number of its own (order 539 ¶7, appendix 3).
//!
//! It is an event of the organization's journal, whose bodies are sealed; the paper is printed out of it on demand.
//!
//! # Threats
//!
//! A form that is sent twice, by a double press or from an old page: it was given out with a random name, the place of
//! the journal and the instant, under our seal, and what the journal holds from there on tells whether it was sent before.
//! A form that is kept to have ever more of the journal read: it is taken for twelve hours.
//! A form of another operator: the seal is over the organization and the person. A refusal with no ground, or for a
//! document that may not be demanded: the rulebook declines. A name that cannot be printed: it is printed on trial first.
//! A look out of curiosity: looks at a receipt are recorded and shown to the person whom it names, found by the number that
//! the operator typed, and to the operators of that counter. A person number typed wrong: its check digit is tested; that
//! of somebody else shows them looks and the number of a receipt, and nothing of whom it was meant for. Receipts share the
//! key of the organization's journal, so that one of them cannot be erased alone.

use casework::actor::{Actor, Officer};
use casework::deed::receipt::Receipt;
use casework::deed::refused_intake::{self, RefusedIntake};
use casework::{Moment, Refusal};
use jiff::{SignedDuration, Timestamp};
use store::{
    Batch, Body, Commit, CommitError, EventDraft, ReceiptRow, Row, StoredEvent, StreamId, Subject,
};
use subtle::ConstantTimeEq as _;

use crate::case_command::uncommitted;
use crate::error::{Error, Fault};
use crate::intake_refused::{IntakeRefused, KIND, in_force};
use crate::office::Office;
use crate::print_deed::unprinted;
use crate::view::counter;

/// How often another operator may be first before this one is told to try again.
const TRIES: usize = 5;

/// How long a form is taken: what is read of the journal to know it again has an end.
const LASTS: SignedDuration = SignedDuration::from_hours(12);

/// The secret of a fresh form for this operator: whatever is sent with it makes one receipt.
pub async fn begin(office: &Office, officer: &Officer, now: Timestamp) -> Result<String, Error> {
    let stream = StreamId::organization(&officer.organization);
    let seen = office.store.stream_seq(&stream).await?;
    let name = format!("{}.{seen}.{}", office.random_id()?, now.as_second());
    Ok(format!("{name}.{}", seal(office, officer, &name)))
}

fn seal(office: &Office, officer: &Officer, name: &str) -> String {
    let (organization, iin) = (&officer.organization, officer.person.iin.as_str());
    let text = format!("shanyraq/counter/1 {organization} {iin} {name}");
    office.settings.secret.seal(&text)
}

/// The name of a form that was given to this operator and is not too old, and how many events there were then.
fn opened(
    office: &Office,
    officer: &Officer,
    secret: &str,
    now: Timestamp,
) -> Option<(String, u64)> {
    let (name, sealed) = secret.rsplit_once('.')?;
    let is_ours: bool = seal(office, officer, name)
        .as_bytes()
        .ct_eq(sealed.as_bytes())
        .into();
    let (id, rest) = name.split_once('.').filter(|_| is_ours)?;
    let (seen, given) = rest.split_once('.')?;
    let given = Timestamp::from_second(given.parse().ok()?).ok()?;
    let is_fresh = now.duration_since(given) <= LASTS;
    is_fresh.then(|| Some((id.to_owned(), seen.parse().ok()?)))?
}

/// What the rulebook says to a refusal today: the receipt as it would be issued.
///
/// # Errors
/// [`Error::Refused`] with its reason; [`Error::NotFound`] where the service is not given at the branch's place.
pub async fn review(
    office: &Office,
    officer: &Officer,
    (service, asked): (&str, &RefusedIntake),
    now: Timestamp,
) -> Result<Receipt, Error> {
    let refused = judged(office, officer, (service, asked), now).await?;
    refused.receipt(office, now)
}

/// Issues the receipt; its place in the organization's journal. The same form sent again has the same answer.
///
/// # Errors
/// As [`review`]; [`Error::Conflict`] where the form is not this operator's, is older than twelve hours, or made another
/// receipt before.
pub async fn refuse_intake(
    office: &Office,
    officer: &Officer,
    form: &str,
    (service, asked): (&str, &RefusedIntake),
    now: Timestamp,
) -> Result<u64, Error> {
    let (form, seen) = opened(office, officer, form, now).ok_or(Error::Conflict)?;
    let stream = StreamId::organization(&officer.organization);
    for _try in 0..TRIES {
        let since = seen.saturating_add(1);
        let events = office.store.read_stream_from(&stream, since).await?;
        // Whatever the law says by now, the receipt that was given stands.
        if let Some(place) = issued(&events, &form, (service, asked))? {
            return Ok(place);
        }
        let last = events.last().map_or(seen, |event| event.seq);
        // Judged anew each time, after the journal was read: by the organization as the journal has it there.
        let refused = IntakeRefused {
            form: form.clone(),
            ..judged(office, officer, (service, asked), now).await?
        };
        match commit(office, &stream, last, refused, now).await {
            Ok(place) => return Ok(place),
            Err(CommitError::Conflict { .. }) => {}
            Err(error) => return Err(uncommitted(error)),
        }
    }
    Err(Error::Conflict)
}

/// The refusal that the rulebook lets be issued, without number and form.
async fn judged(
    office: &Office,
    officer: &Officer,
    (service, asked): (&str, &RefusedIntake),
    now: Timestamp,
) -> Result<IntakeRefused, Error> {
    let (organization, edition) = in_force(office, officer, service, now).await?;
    let actor = Actor::Officer(officer.clone());
    let moment = Moment {
        now,
        actor: &actor,
        law: &office.law,
        edition,
        organization: &organization,
    };
    refused_intake::refusal(asked, &moment)?;
    let refused = IntakeRefused {
        number: String::new(),
        form: String::new(),
        edition: edition.id.clone(),
        organization,
        operator: officer.person.clone(),
        asked: asked.clone(),
    };
    match counter::printed(office, &refused, now) {
        Err(Error::Fault(Fault::Paper(fault))) => Err(unprinted(fault)),
        Err(error) => Err(error),
        Ok(_file) => Ok(refused),
    }
}

/// Where `form` made its receipt before, if it did.
fn issued(
    events: &[StoredEvent],
    form: &str,
    (service, asked): (&str, &RefusedIntake),
) -> Result<Option<u64>, Error> {
    for event in events.iter().filter(|event| event.kind == KIND) {
        let before = IntakeRefused::of(event)?;
        if before.form == form {
            let is_same = before.asked == *asked && before.edition.service() == service;
            return if is_same {
                Ok(Some(event.seq))
            } else {
                Err(Error::Conflict)
            };
        }
    }
    Ok(None)
}

async fn commit(
    office: &Office,
    stream: &StreamId,
    expected_seq: u64,
    refused: IntakeRefused,
    now: Timestamp,
) -> Result<u64, CommitError<Refusal>> {
    let silent = |what: String| CommitError::Refused(Refusal::LawSilent { what });
    let organization = &refused.organization;
    let today = office.today_at(&organization.kato, now);
    let year = today.map_err(|error| silent(error.to_string()))?.year();
    let counter = format!("intake-refusal/{}/{year}", organization.code);
    let register = organization.register.clone();
    let drawn = counter.clone();
    let tie = Row::Receipt(Box::new(ReceiptRow {
        subject: Subject::event(stream, expected_seq.saturating_add(1)),
        recipient: refused.asked.recipient.iin.clone(),
    }));
    let commit = Commit {
        stream: stream.clone(),
        expected_seq,
        counters: vec![counter],
        build: Box::new(move |numbers| {
            let ordinal = numbers.get(&drawn).ok_or_else(|| Refusal::LawSilent {
                what: drawn.clone(),
            })?;
            let refused = IntakeRefused {
                number: format!("{register}-ҚБТ-{year}-{ordinal:06}"),
                ..refused
            };
            let event = EventDraft {
                at: now,
                actor: "officer".to_owned(),
                edition: Some(refused.edition.0.clone()),
                kind: KIND.to_owned(),
                body: Body::of(&refused),
            };
            Ok((
                Batch {
                    events: vec![event],
                    rows: vec![tie],
                    ..Batch::default()
                },
                (),
            ))
        }),
    };
    let committed = office.store.commit(commit).await?;
    tracing::info!(stream = stream.as_str(), "documents were not accepted");
    Ok(committed.seq)
}
