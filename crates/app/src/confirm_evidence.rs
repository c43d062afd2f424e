//! Late evidence: the responder was silent when the application came; it is asked again until it answers.

use casework::actor::Actor;
use casework::case::Phase;
use casework::command::Command;
use casework::identifier::CaseNumber;
use jiff::Timestamp;
use signature::{Expected, ExpectedRole, Purpose};

use crate::bytes::bytes;
use crate::case_command::{self, Extra};
use crate::error::Error;
use crate::job::Outcome;
use crate::notary::{self, Judged, Question, Time};
use crate::office::Office;

/// Asks for the evidence of a case's signature once more.
pub async fn confirm_evidence(
    office: &Office,
    number: &CaseNumber,
    now: Timestamp,
) -> Result<Outcome, Error> {
    let loaded = case_command::load(office, number).await?;
    let filed = &loaded.case.filed;
    if loaded.case.evidence.is_some() || loaded.case.phase != Phase::Received {
        return Ok(Outcome::Done);
    }
    let container = bytes(office, &filed.container_digest).await?;
    let signed = bytes(office, &filed.signed_digest).await?;
    let expected = Expected {
        purpose: Purpose::Document,
        iin: Some(filed.recipient.iin.as_str().to_owned()),
        bin: None,
        role: ExpectedRole::Individual,
    };
    let question = Question {
        container: &container,
        signed: &signed,
        expected: &expected,
        time: Time::Kept(kept_token(office, &filed.container_digest).await?),
    };
    let (command, extra) = match notary::judge(office, question, filed.filed_at).await {
        Ok(Judged::Pending { code, .. }) => return Ok(Outcome::Retry(code.to_owned())),
        Ok(Judged::Counts(proof)) => {
            let command = Command::ConfirmEvidence(proof.kept.clone());
            let written = proof.written(office, (number.clone(), None), now)?;
            let extra = Extra {
                blobs: written.blobs,
                rows: vec![written.row],
                jobs: written.jobs,
                ..Extra::default()
            };
            (command, extra)
        }
        Err(Error::Rejected { code }) => {
            let reason = code.to_owned();
            (Command::RejectEvidence { reason }, Extra::default())
        }
        Err(error) => return Err(error),
    };
    let make = Box::new(move |_numbers: &store::Numbers| Ok(command));
    case_command::act(office, loaded, Actor::System, make, extra, now).await?;
    Ok(Outcome::Done)
}

/// The token that came with the application, if one did.
async fn kept_token(office: &Office, container: &str) -> Result<Option<Vec<u8>>, Error> {
    let row = office.store.evidence(container).await?;
    match row.and_then(|row| row.token_digest) {
        Some(digest) => Ok(Some(bytes(office, &digest).await?)),
        None => Ok(None),
    }
}
