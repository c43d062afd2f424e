//! Asking the notary: examine, ask the responder with our nonce and the time-stamping authority at once, verify, keep
//! the evidence.

use casework::canonical::sha256_hex;
use casework::event::Evidence as Kept;
use casework::identifier::CaseNumber;
use jiff::Timestamp;
use signature::package::{EvidencePackage, verify_and_pack};
use signature::{Evidence, Examined, Expected, OcspAnswer, Rejected, Revocation, Verified};
use store::{Blob, EvidenceRow, JobDraft, Row};

use crate::error::{Error, Fault, chain};
use crate::evidence;
use crate::job::Job;
use crate::lists::kept_lists;
use crate::office::Office;
use crate::stamp::token_over;

/// A signature that the notary looked at.
pub enum Judged {
    /// It counts.
    Counts(Box<Proof>),
    /// It holds in everything but revocation, and the responder gave no answer that can be believed.
    Pending {
        /// The reason code.
        code: &'static str,
        /// The token over the signature, if it came.
        token: Option<Vec<u8>>,
    },
}

/// How the time of a signature is proven.
pub enum Time {
    /// By our receipt alone: a login.
    Receipt,
    /// By a token that is asked for now; by our receipt until it comes.
    Stamped,
    /// By a token that was kept, or by our receipt where none was.
    Kept(Option<Vec<u8>>),
}

/// What the notary is asked.
pub struct Question<'a> {
    /// The container.
    pub container: &'a [u8],
    /// The bytes that were shown.
    pub signed: &'a [u8],
    /// By whom, and for what.
    pub expected: &'a Expected,
    /// How its time is proven.
    pub time: Time,
}

/// A signature that counts, with all that is kept of it.
pub struct Proof {
    /// The verdict.
    pub verified: Verified,
    /// How events name the evidence.
    pub kept: Kept,
    /// The container.
    pub container: Blob,
    /// What says that the certificate was not revoked: an answer, or a list and perhaps the changes to it.
    revocation: Vec<Blob>,
    /// The verdict as JSON.
    verdict: Blob,
    /// All of it, to be checked again without us.
    package: EvidencePackage,
}

/// What is written down with a proof.
pub struct Written {
    /// Bytes.
    pub blobs: Vec<Blob>,
    /// The row of the package.
    pub row: Row,
    /// A token that did not come is asked for again.
    pub jobs: Vec<JobDraft>,
}

impl Proof {
    /// What is written down of a signature on a case, or of a deed of it.
    pub fn written(
        self,
        office: &Office,
        (case, deed): (CaseNumber, Option<String>),
        now: Timestamp,
    ) -> Result<Written, Error> {
        let (manifest, mut blobs) = evidence::to_blobs(&self.package)?;
        let container = self.container.digest().to_owned();
        let named = (container.clone(), manifest);
        let row = evidence::row_of(&self.package, named, (case, deed))?;
        let is_late = row.ends_at == Timestamp::UNIX_EPOCH && office.tsa.is_some();
        let jobs = is_late.then(|| Job::StampEvidence { container }.draft(now));
        blobs.extend([self.container, self.verdict]);
        blobs.extend(self.revocation);
        Ok(Written {
            blobs,
            row: Row::Evidence(Box::new(row)),
            jobs: jobs.into_iter().collect(),
        })
    }
}

/// The row of a signature that waits for evidence of revocation; its token is not lost meanwhile.
pub(crate) fn waiting(container: &[u8], token: &[u8], case: CaseNumber) -> (Row, Blob) {
    let token = Blob::new(token.to_vec());
    let row = EvidenceRow {
        container_digest: sha256_hex(container),
        case_number: case,
        deed: None,
        token_digest: Some(token.digest().to_owned()),
        manifest_digest: None,
        ends_at: Timestamp::UNIX_EPOCH,
    };
    (Row::Evidence(Box::new(row)), token)
}

/// Judges a signature received at `now`. The responder and the time-stamping authority are asked at the same time.
pub async fn judge(
    office: &Office,
    question: Question<'_>,
    now: Timestamp,
) -> Result<Judged, Error> {
    let (container, signed) = (question.container, question.signed);
    let examined = signature::examine(container, signed, question.expected, &office.trust, now)
        .map_err(|reason| rejected(&reason))?;
    let nonce: [u8; 16] = office.random()?;
    let (response, token) = match &question.time {
        Time::Receipt => (ask(office, &examined, &nonce).await, None),
        Time::Kept(token) => (ask(office, &examined, &nonce).await, token.clone()),
        Time::Stamped => {
            let token = token_over(office, examined.signature_value(), now);
            let (response, token) = tokio::join!(ask(office, &examined, &nonce), token);
            (response, token?)
        }
    };
    let ocsp = response.as_deref().map(|response| OcspAnswer {
        response,
        nonce: Some(&nonce),
    });
    let evidence = Evidence {
        ocsp,
        token: token.as_deref(),
        embedded_only_refutes: true,
        ..Evidence::default()
    };
    let code = match weigh(office, &question, &evidence, now)? {
        Weighed::Counts(proof) => return Ok(Judged::Counts(proof)),
        Weighed::Blocked(code) => {
            tracing::warn!(reason = code, "the responder speaks against a certificate");
            return Ok(Judged::Pending { code, token });
        }
        Weighed::Pending(code) => code,
    };
    // The lists are asked only where the responder's answer is missing or cannot be believed, never against its word.
    let lists = kept_lists(office).await?;
    if !lists.is_empty() {
        let crls: Vec<&[u8]> = lists.iter().map(Vec::as_slice).collect();
        let evidence = Evidence {
            ocsp: None,
            crls: &crls,
            token: token.as_deref(),
            embedded_only_refutes: true,
        };
        match weigh(office, &question, &evidence, now)? {
            Weighed::Counts(proof) => return Ok(Judged::Counts(proof)),
            // That the responder is silent says more to a person than what is wrong with a list.
            Weighed::Pending(reason) | Weighed::Blocked(reason) => {
                tracing::warn!(reason, "the lists do not help");
            }
        }
    }
    tracing::warn!(
        reason = code,
        "nothing about revocation can be believed yet"
    );
    Ok(Judged::Pending { code, token })
}

/// What one set of evidence says; that the signature does not count is an error.
enum Weighed {
    Counts(Box<Proof>),
    /// Nothing in it can be believed.
    Pending(&'static str),
    /// The responder itself spoke against the certificate, and may take it back.
    Blocked(&'static str),
}

fn weigh(
    office: &Office,
    question: &Question<'_>,
    evidence: &Evidence<'_>,
    now: Timestamp,
) -> Result<Weighed, Error> {
    let (container, signed, expected) = (question.container, question.signed, question.expected);
    let trust = &office.trust;
    match verify_and_pack(container, signed, expected, trust, evidence, now) {
        Ok((verified, package)) => Ok(Weighed::Counts(Box::new(proof(verified, package)?))),
        Err(reason) if reason.blocks() => Ok(Weighed::Blocked(reason.code())),
        Err(reason) if reason.is_pending() => Ok(Weighed::Pending(reason.code())),
        Err(reason) => Err(rejected(&reason)),
    }
}

/// The responder's answer, or `None`: not knowing is never a pass, and the caller says what then.
async fn ask(office: &Office, examined: &Examined, nonce: &[u8]) -> Option<Vec<u8>> {
    match office.ocsp.ask(examined.ocsp_request(nonce)).await {
        Ok(response) => Some(response),
        Err(error) => {
            tracing::warn!(error = chain(&error), "no answer about revocation");
            None
        }
    }
}

fn proof(verified: Verified, package: EvidencePackage) -> Result<Proof, Error> {
    let verdict = serde_json::to_vec(&verified).map_err(Fault::Body)?;
    let answer = package.ocsp.as_ref().map(|answer| &answer.response);
    let used = Used::of(&verified.revocation, answer, &package.crls)?;
    Ok(Proof {
        kept: Kept {
            ocsp_digest: sha256_hex(used.main),
            by_list: used.by_list,
            delta_digest: used.changes.map(|list| sha256_hex(list)),
            verdict_digest: sha256_hex(&verdict),
            certificate: verified.signer.serial_hex.clone(),
        },
        revocation: [Some(used.main), used.changes]
            .into_iter()
            .flatten()
            .map(|bytes| {
                if used.by_list {
                    Blob::public(bytes.clone())
                } else {
                    Blob::new(bytes.clone())
                }
            })
            .collect(),
        verified,
        container: Blob::new(package.container.clone()),
        verdict: Blob::new(verdict),
        package,
    })
}

/// The very bytes that a verdict about revocation stands on.
#[derive(Debug, PartialEq, Eq)]
struct Used<'a> {
    /// The responder's answer, or the whole list.
    main: &'a Vec<u8>,
    /// The changes to that list.
    changes: Option<&'a Vec<u8>>,
    by_list: bool,
}

impl<'a> Used<'a> {
    /// Finds them by the digests of the verdict among what was brought. A verdict on anything else is a fault: the journal
    /// must name what was used, and nothing else.
    fn of(
        revocation: &Revocation,
        answer: Option<&'a Vec<u8>>,
        lists: &'a [Vec<u8>],
    ) -> Result<Self, Error> {
        let gone = |part: &str| {
            let part = part.to_owned();
            Error::from(Fault::Package(Rejected::PackageBroken { part }))
        };
        let list = |digest: &String| lists.iter().find(|list| sha256_hex(list) == *digest);
        match revocation {
            Revocation::Ocsp(facts) => Ok(Self {
                main: answer
                    .filter(|answer| sha256_hex(answer) == facts.response_sha256)
                    .ok_or_else(|| gone("the answer that the verdict stands on"))?,
                changes: None,
                by_list: false,
            }),
            Revocation::Crl(facts) => Ok(Self {
                main: list(&facts.base_sha256)
                    .ok_or_else(|| gone("the list that the verdict stands on"))?,
                changes: match &facts.delta_sha256 {
                    Some(digest) => Some(
                        list(digest)
                            .ok_or_else(|| gone("the changes that the verdict stands on"))?,
                    ),
                    None => None,
                },
                by_list: true,
            }),
        }
    }
}

/// The notary's reason, logged once by its code.
fn rejected(reason: &Rejected) -> Error {
    let code = reason.code();
    tracing::info!(reason = code, "a signature does not count");
    Error::Rejected { code }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use signature::{CrlFacts, OcspFacts};

    use super::*;

    fn by_answer(bytes: &[u8]) -> Revocation {
        Revocation::Ocsp(OcspFacts {
            produced_at: Timestamp::UNIX_EPOCH,
            this_update: Timestamp::UNIX_EPOCH,
            next_update: None,
            revoked_later: None,
            nonce_matched: true,
            responder: None,
            response_sha256: sha256_hex(bytes),
        })
    }

    fn by_lists(base: &[u8], delta: Option<&[u8]>) -> Revocation {
        Revocation::Crl(CrlFacts {
            this_update: Timestamp::UNIX_EPOCH,
            next_update: Timestamp::UNIX_EPOCH,
            revoked_later: None,
            base_sha256: sha256_hex(base),
            delta_sha256: delta.map(sha256_hex),
        })
    }

    #[test]
    fn journal_names_the_evidence_that_the_verdict_stands_on() {
        let (answer, lists) = (b"answer".to_vec(), [b"delta".to_vec(), b"base".to_vec()]);
        let [delta, base] = &lists;
        let cases = [
            (by_answer(&answer), &answer, None, false),
            (by_lists(base, None), base, None, true),
            (by_lists(base, Some(delta)), base, Some(delta), true),
        ];
        for (revocation, main, changes, by_list) in cases {
            let used = Used::of(&revocation, Some(&answer), &lists).unwrap();
            let expected = Used {
                main,
                changes,
                by_list,
            };
            assert_eq!(used, expected);
        }
    }

    #[test]
    fn verdict_on_evidence_that_is_not_there_names_nothing() {
        let (answer, lists) = (b"answer".to_vec(), [b"base".to_vec()]);
        let cases = [
            by_answer(b"another answer"),
            by_lists(b"another list", None),
            by_lists(b"base", Some(b"changes")),
        ];
        for revocation in cases {
            assert!(Used::of(&revocation, Some(&answer), &lists).is_err());
        }
        assert!(Used::of(&by_answer(&answer), None, &lists).is_err());
        assert!(Used::of(&by_lists(b"", None), None, &[]).is_err());
    }
}
