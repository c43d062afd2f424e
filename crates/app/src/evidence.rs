//! Evidence packages in the archive: a manifest, and the files that it names, each a blob by its digest.

use casework::identifier::CaseNumber;
use jiff::{SignedDuration, Timestamp};
use signature::package::{EvidencePackage, File, MANIFEST};
use store::{Blob, EvidenceRow};

use crate::bytes::bytes;
use crate::error::{Error, Fault};
use crate::job::{Job, Outcome};
use crate::office::Office;
use crate::stamp::token_over;

/// How long before the certificate behind a stamp ends a new stamp takes over.
pub const TAKES_OVER: SignedDuration = SignedDuration::from_hours(24 * 30);

/// The digest of the manifest, and all blobs of a package.
pub(crate) fn to_blobs(package: &EvidencePackage) -> Result<(String, Vec<Blob>), Error> {
    let files = package.to_files().map_err(broken)?;
    let mut manifest = String::new();
    let mut blobs = Vec::new();
    for (name, bytes) in files {
        // Of a package, certificates of authorities and their lists are public and the same in many.
        let blob = if signature::package::is_public(&name) {
            Blob::public(bytes)
        } else {
            Blob::new(bytes)
        };
        if name == MANIFEST {
            blob.digest().clone_into(&mut manifest);
        }
        blobs.push(blob);
    }
    Ok((manifest, blobs))
}

/// The files of the package with this manifest, the manifest last.
pub async fn files(office: &Office, manifest: &str) -> Result<Vec<File>, Error> {
    let text = bytes(office, manifest).await?;
    let mut files = Vec::new();
    for line in String::from_utf8_lossy(&text).lines() {
        // A remark begins with `#`; every other line is a digest, two spaces and a name.
        if let Some((digest, name)) = line.split_once("  ") {
            files.push((name.to_owned(), bytes(office, digest).await?));
        }
    }
    files.push((MANIFEST.to_owned(), text));
    Ok(files)
}

/// The package of a signature, if the signature counts; by the digest of its container.
pub async fn package_of(
    office: &Office,
    container_digest: &str,
) -> Result<Option<EvidencePackage>, Error> {
    let row = office.store.evidence(container_digest).await?;
    let Some(manifest) = row.and_then(|row| row.manifest_digest) else {
        return Ok(None);
    };
    let files = files(office, &manifest).await?;
    EvidencePackage::from_files(&files)
        .map(Some)
        .map_err(broken)
}

/// The row of a package that was just made.
pub(crate) fn row_of(
    package: &EvidencePackage,
    (container_digest, manifest): (String, String),
    (case, deed): (CaseNumber, Option<String>),
) -> Result<EvidenceRow, Error> {
    let ends = match package.stamps.last() {
        Some(stamp) => Some(signature::token_ends(stamp).map_err(broken)?),
        None => of_signature(package),
    };
    let token = package.token.as_deref();
    Ok(EvidenceRow {
        container_digest,
        case_number: case,
        deed,
        token_digest: token.map(casework::canonical::sha256_hex),
        manifest_digest: Some(manifest),
        ends_at: ends.unwrap_or(Timestamp::UNIX_EPOCH),
    })
}

/// When the token over the signature, beside or inside the container, ends.
fn of_signature(package: &EvidencePackage) -> Option<Timestamp> {
    let verified = package.verdict().verified.as_ref()?;
    verified.time_stamp.as_ref().map(|facts| facts.ends)
}

/// Puts a stamp over a package that nothing protects, or not for long any more. Where the first token did not come
/// in time, this is how the signature gets its proof of time late: the stamp is over the whole package.
pub async fn stamp_evidence(
    office: &Office,
    container_digest: &str,
    now: Timestamp,
) -> Result<Outcome, Error> {
    let Some(row) = office.store.evidence(container_digest).await? else {
        return Ok(Outcome::Done);
    };
    let Some(old) = row.manifest_digest.clone() else {
        return Ok(Outcome::Done);
    };
    let kept = files(office, &old).await?;
    let mut package = EvidencePackage::from_files(&kept).map_err(broken)?;
    let is_due = signature::package::needs_restamp(&package, now, TAKES_OVER).map_err(broken)?;
    if !is_due {
        return Ok(Outcome::Done);
    }
    let stamped = package.to_be_stamped().map_err(broken)?;
    let Some(token) = token_over(office, &stamped, now).await? else {
        return Ok(Outcome::Retry("no time stamp".to_owned()));
    };
    package
        .add_stamp(token, &office.trust, None, now)
        .map_err(broken)?;
    let (manifest, blobs) = to_blobs(&package)?;
    let named = (row.container_digest, manifest);
    let new = row_of(&package, named, (row.case_number, row.deed))?;
    if office.store.restamp_evidence(&old, &new, blobs).await? {
        Ok(Outcome::Done)
    } else {
        Err(Error::Conflict)
    }
}

/// Enqueues a stamp for every package whose protection ends soon, at most `limit`; how many.
pub async fn enqueue_stamps(office: &Office, now: Timestamp, limit: u32) -> Result<usize, Error> {
    if office.tsa.is_none() {
        return Ok(0);
    }
    let soon = now.saturating_add(TAKES_OVER).unwrap_or(now);
    let due = office.store.evidence_ending(soon, limit).await?;
    let count = due.len();
    for row in due {
        let container = row.container_digest;
        let job = Job::StampEvidence { container };
        office.store.enqueue_job(job.draft(now)).await?;
    }
    Ok(count)
}

fn broken(reason: signature::Rejected) -> Error {
    Fault::Package(reason).into()
}
