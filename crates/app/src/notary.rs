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
    /// What says that the certificate was not revoked.
    revocation: Blob,
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
        blobs.extend([self.container, self.revocation, self.verdict]);
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
        Weighed::Pending(code) => code,
    };
    // The lists are asked only where the responder's answer is missing or cannot be believed.
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
            Weighed::Pending(reason) => tracing::warn!(reason, "the lists do not help"),
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
    Pending(&'static str),
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
    let (by_list, revocation) = match &package.ocsp {
        Some(answer) => (false, answer.response.clone()),
        None => (true, listing(&verified, &package)),
    };
    Ok(Proof {
        kept: Kept {
            ocsp_digest: sha256_hex(&revocation),
            by_list,
            verdict_digest: sha256_hex(&verdict),
            certificate: verified.signer.serial_hex.clone(),
        },
        verified,
        container: Blob::new(package.container.clone()),
        revocation: Blob::new(revocation),
        verdict: Blob::new(verdict),
        package,
    })
}

/// The list that answered.
fn listing(verified: &Verified, package: &EvidencePackage) -> Vec<u8> {
    let base = match &verified.revocation {
        Revocation::Crl(facts) => facts.base_sha256.clone(),
        Revocation::Ocsp(_) => String::new(),
    };
    let found = package.crls.iter().find(|list| sha256_hex(list) == base);
    found.cloned().unwrap_or_default()
}

/// The notary's reason, logged once by its code.
fn rejected(reason: &Rejected) -> Error {
    let code = reason.code();
    tracing::info!(reason = code, "a signature does not count");
    Error::Rejected { code }
}
