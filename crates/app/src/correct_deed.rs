//! Correcting a slip in a signed deed: the head reads the new deed, which names the old one, and signs it (APPC art. 82).
//!
//! Threats: a correction that changes what was decided (the rulebook lets words be corrected only, never an outcome, a
//! ground or what the law computed); a deed shown with one change and signed with another (what changes stands in the
//! signed data and is read from there); a deed that is signed and then cannot be printed (it is printed on trial first).

use casework::Refusal;
use casework::actor::{Actor, Officer};
use casework::case::Case;
use casework::command::rule::Correct;
use casework::command::{Command, RuleCommand, SignDeed};
use casework::deed::{self, Corrects, DeedDocument, Signing};
use casework::event::{Event, Evidence, RuleEvent};
use casework::identifier::CaseNumber;
use casework::refusal::RuleRefusal;
use jiff::Timestamp;

use crate::case_command::{self, Loaded};
use crate::error::{Error, Fault, SigningOver};
use crate::office::Office;
use crate::print_deed::try_to_print;
use crate::session::Session;
use crate::sign_deed::{Ready, judged, load, show, shown};

/// A slip as the head corrects it.
#[derive(Clone)]
pub struct Slip {
    /// The number of the deed that holds it.
    pub deed: String,
    /// Field and what it should say, for each slip.
    pub changes: Vec<(String, String)>,
    /// Why.
    pub reason: String,
}

/// Shows the corrected deed for signature in this browser, if the rulebook would take it.
pub async fn prepare_correction(
    office: &Office,
    officer: &Officer,
    session: &Session,
    (number, slip): (&CaseNumber, Slip),
    now: Timestamp,
) -> Result<Ready, Error> {
    let loaded = load(office, officer, number).await?;
    let document = write(office, &loaded, officer, slip, now)?;
    try_to_print(office, &document, now)?;
    show(office, officer, session, document, now).await
}

/// Takes the signature of a corrected deed; the case after it. The PDF is made by the job that the commit holds.
pub async fn correct_deed(
    office: &Office,
    officer: &Officer,
    session: &Session,
    (number, deed, record): (&CaseNumber, &str, &str),
    container: &[u8],
    now: Timestamp,
) -> Result<Case, Error> {
    let ready = shown(office, officer, session, (deed, record), now).await?;
    let loaded = load(office, officer, number).await?;
    let corrects = ready.document.corrects.clone().ok_or(Error::NotFound)?;
    let slip = Slip {
        deed: corrects.number,
        changes: corrects
            .changes
            .into_iter()
            .map(|change| (change.field, change.is.kk))
            .collect(),
        reason: corrects.reason,
    };
    // Written once more: what was shown is what the case still gives.
    if write(office, &loaded, officer, slip.clone(), now)? != ready.document {
        return Err(Error::Signing(SigningOver::Expired));
    }
    let (signed, extra) = judged(office, officer, (&loaded, ready), container, now).await?;
    let make = Box::new(move |_numbers: &store::Numbers| Ok(command(slip, signed)));
    let actor = Actor::Officer(officer.clone());
    let case = case_command::act(office, loaded, actor, make, extra, now).await?;
    tracing::info!(case = number.as_str(), deed, "a corrected deed was signed");
    Ok(case)
}

fn command(slip: Slip, signed: SignDeed) -> Command {
    Command::Rule(RuleCommand::Correct(Box::new(Correct {
        deed: slip.deed,
        changes: slip.changes,
        reason: slip.reason,
        signed,
    })))
}

/// The corrected deed as `officer` would sign it today. The rulebook is asked first, with a signature that is none: the
/// answer is used and never committed.
fn write(
    office: &Office,
    loaded: &Loaded,
    officer: &Officer,
    slip: Slip,
    now: Timestamp,
) -> Result<DeedDocument, Error> {
    let edition = office.edition(&loaded.case.filed.edition)?;
    let drawn = deed::corrected(&loaded.case, &slip.deed, &[]);
    let drawn = drawn.ok_or_else(|| RuleRefusal::NoSuchDeed {
        deed: slip.deed.clone(),
    });
    let signed = SignDeed {
        deed: drawn.map_err(Refusal::from)?.number,
        data_digest: String::new(),
        container_digest: String::new(),
        evidence: Evidence {
            ocsp_digest: String::new(),
            by_list: false,
            delta_digest: None,
            verdict_digest: String::new(),
            certificate: String::new(),
        },
        bin: loaded.organization.bin.clone(),
    };
    let actor = Actor::Officer(officer.clone());
    let moment = casework::Moment {
        now,
        actor: &actor,
        law: &office.law,
        edition,
        organization: &loaded.organization,
    };
    let events = casework::decide(&loaded.case, command(slip, signed), &moment)?;
    let mut rules = events.iter().filter_map(Event::rule);
    let correction = rules.find_map(RuleEvent::correction);
    let correction = correction.ok_or(Error::NotFound)?.clone();
    let signing = Signing {
        law: &office.law,
        edition,
        organization: &loaded.organization,
        day: office.today_at(&loaded.organization.kato, now)?,
        signatory: &correction.signed.officer,
    };
    let corrects = Corrects {
        number: correction.corrects,
        changes: correction.changes,
        reason: correction.reason,
    };
    let document = deed::write_corrected(&loaded.case, corrects, &signing);
    document.map_err(|fault| Fault::Deed(fault).into())
}
