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
use crate::notary::{self, Judged};
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
    let (command, blobs) =
        match notary::judge(office, &container, &signed, &expected, filed.filed_at).await {
            Ok(Judged::Pending { code }) => return Ok(Outcome::Retry(code.to_owned())),
            Ok(Judged::Counts(proof)) => (
                Command::ConfirmEvidence(proof.kept.clone()),
                proof.blobs().to_vec(),
            ),
            Err(Error::Rejected { code }) => (
                Command::RejectEvidence {
                    reason: code.to_owned(),
                },
                Vec::new(),
            ),
            Err(error) => return Err(error),
        };
    let extra = Extra {
        blobs,
        ..Extra::default()
    };
    let make = Box::new(move |_numbers: &store::Numbers| Ok(command));
    case_command::act(office, loaded, Actor::System, make, extra, now).await?;
    Ok(Outcome::Done)
}
