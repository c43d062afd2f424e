//! Exporting a case: all of its journal, all that the journal names, the law, and its place under a seal.

use std::collections::{BTreeMap, BTreeSet};

use casework::canonical;
use casework::case::Case;
use casework::identifier::CaseNumber;
use casework::seal::{hex, proof};
use jiff::Timestamp;
use law::edition::Edition;
use store::{ExportedEvent, StreamId};

use super::{
    CHECKPOINT, Files, JOURNAL, LAW, MANIFEST, ORGANIZATION, OrganizationSince, PROOF, Proof,
    README, SIGNATURES, STATE, State, TOKEN, digests_in, manifest, organization_at, readme, stands,
};
use crate::bytes::bytes;
use crate::case_command;
use crate::error::{Error, Fault};
use crate::evidence;
use crate::import_office;
use crate::office::Office;
use crate::seal::checkpoint_of;

/// All files of a case, to be written into a folder. A case that is not sealed yet has no folder `seal/`.
pub async fn export_case(
    office: &Office,
    number: &CaseNumber,
    now: Timestamp,
) -> Result<Files, Error> {
    let loaded = case_command::load(office, number).await?;
    let edition = office.edition(&loaded.case.filed.edition)?;
    let stream = StreamId::case(number);
    let journal = office.store.export_stream(&stream).await?;
    let mut files = Files::new();
    put_journal(&mut files, &journal);
    for file in office.law.files() {
        let path = format!("{LAW}{}", file.path());
        files.insert(path, file.text().as_bytes().to_vec());
    }
    put_deeds(office, &loaded.case, &mut files).await?;
    let names = names(&loaded.case, edition);
    let absent = put_named(office, &journal, &names, &mut files).await?;
    put_signatures(office, number, &mut files).await?;
    put_seal(office, &stream, &mut files).await?;
    let known = organizations(office, &loaded.case.filed.organization).await?;
    let organization = organization_at(&known, now).unwrap_or(&loaded.organization);
    let state = State {
        exported_at: now,
        absent,
        stands: stands(&loaded.case, &office.law, edition, organization, now)?,
    };
    files.insert(STATE.to_owned(), json(&state)?);
    files.insert(ORGANIZATION.to_owned(), json(&known)?);
    files.insert(
        README.to_owned(),
        readme::text(number.as_str()).into_bytes(),
    );
    let manifest = manifest(&files);
    files.insert(MANIFEST.to_owned(), manifest.into_bytes());
    Ok(files)
}

fn put_journal(files: &mut Files, journal: &[ExportedEvent]) {
    for event in journal {
        let name = |part: &str| format!("{JOURNAL}{:06}-{part}", event.seq);
        files.insert(name("envelope.json"), event.envelope.clone().into_bytes());
        if let Some(body) = &event.body {
            files.insert(name("body.json"), body.clone().into_bytes());
        }
        if let Some(salt) = &event.salt {
            files.insert(name("salt.bin"), salt.clone());
        }
    }
}

/// What people would call the bytes of a digest; the ending says what they are.
pub(super) fn names(case: &Case, edition: &Edition) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let filed = &case.filed;
    names.insert(
        filed.signed_digest.clone(),
        "application/signed.txt".to_owned(),
    );
    names.insert(
        filed.container_digest.clone(),
        "application/signature.p7s".to_owned(),
    );
    for (index, file) in filed.attachments.iter().enumerate() {
        let ending = match file.media {
            casework::event::Media::Pdf => "pdf",
            casework::event::Media::Jpeg => "jpg",
            casework::event::Media::Png => "png",
        };
        let name = format!("attachments/{:02}-{}.{ending}", index + 1, file.document);
        names.entry(file.sha256.clone()).or_insert(name);
    }
    for (index, deed) in case.deeds.iter().enumerate() {
        let folder = format!("deeds/{:02}-{}", index + 1, deed.deed);
        names.insert(deed.data_digest.clone(), format!("{folder}/data.json"));
        names.insert(
            deed.container_digest.clone(),
            format!("{folder}/signature.p7s"),
        );
    }
    // The edition lies among the texts of the law.
    names.remove(&edition.digest);
    names
}

/// The bytes of every digest that the journal names; the digests whose bytes are not kept.
async fn put_named(
    office: &Office,
    journal: &[ExportedEvent],
    names: &BTreeMap<String, String>,
    files: &mut Files,
) -> Result<Vec<String>, Error> {
    let mut digests = BTreeSet::new();
    for event in journal {
        let body = event.body.as_deref().unwrap_or("null");
        digests_in(
            &serde_json::from_str(body).map_err(Fault::Body)?,
            &mut digests,
        );
    }
    let present: BTreeSet<String> = files.values().map(|it| canonical::sha256_hex(it)).collect();
    let mut absent = Vec::new();
    for digest in digests.difference(&present) {
        match bytes(office, digest).await {
            Ok(bytes) => {
                let path = names.get(digest).cloned();
                files.insert(path.unwrap_or_else(|| format!("files/{digest}")), bytes);
            }
            Err(Error::Fault(Fault::BytesGone(_))) => absent.push(digest.clone()),
            Err(error) => return Err(error),
        }
    }
    Ok(absent)
}

/// The deeds as people hold them.
async fn put_deeds(office: &Office, case: &Case, files: &mut Files) -> Result<(), Error> {
    let rows = office.store.deeds_of_case(&case.filed.number).await?;
    for (index, deed) in case.deeds.iter().enumerate() {
        let row = rows.iter().find(|row| row.number == deed.number);
        if let Some(digest) = row.and_then(|row| row.pdf_digest.as_ref()) {
            let path = format!("deeds/{:02}-{}/deed.pdf", index + 1, deed.deed);
            files.insert(path, bytes(office, digest).await?);
        }
    }
    Ok(())
}

/// The evidence package of every signature that counts, each a folder with a manifest of its own.
async fn put_signatures(
    office: &Office,
    number: &CaseNumber,
    files: &mut Files,
) -> Result<(), Error> {
    for row in office.store.evidence_of_case(number).await? {
        if let Some(manifest) = &row.manifest_digest {
            for (name, bytes) in evidence::files(office, manifest).await? {
                let path = format!("{SIGNATURES}{}/{name}", row.container_digest);
                files.insert(path, bytes);
            }
        }
    }
    Ok(())
}

/// The newest seal over the newest leaf of the case, with the path between them.
async fn put_seal(office: &Office, stream: &StreamId, files: &mut Files) -> Result<(), Error> {
    let store = &office.store;
    let (Some(leaf), Some(row)) = (store.sealed_head(stream).await?, store.latest_seal().await?)
    else {
        return Ok(());
    };
    let checkpoint = checkpoint_of(&row)?;
    let spans =
        proof::inclusion(leaf.place, checkpoint.size).ok_or(Fault::SealBroken(checkpoint.day))?;
    let path = store.seal_path(&spans).await?;
    let proof = Proof {
        head: leaf.head,
        place: leaf.place,
        size: checkpoint.size,
        path: path.iter().map(|hash| hex(hash)).collect(),
    };
    files.insert(PROOF.to_owned(), json(&proof)?);
    files.insert(CHECKPOINT.to_owned(), row.note.clone().into_bytes());
    if let Some(digest) = &row.token_digest {
        files.insert(TOKEN.to_owned(), bytes(office, digest).await?);
    }
    Ok(())
}

/// The organization as its own journal tells it; its officers are nobody's business here.
async fn organizations(office: &Office, code: &str) -> Result<Vec<OrganizationSince>, Error> {
    let events = office
        .store
        .read_stream(&StreamId::organization(code))
        .await?;
    let mut known = Vec::new();
    // Other events name the organization too: a receipt of its counter as it was named that day.
    let imports = events
        .into_iter()
        .filter(|it| it.kind == import_office::KIND);
    for event in imports {
        let body = event.body.as_deref().unwrap_or("null");
        let mut body: serde_json::Value = serde_json::from_str(body).map_err(Fault::Body)?;
        if let Some(organization) = body.get_mut("organization") {
            known.push(OrganizationSince {
                since: event.at,
                organization: serde_json::from_value(organization.take()).map_err(Fault::Body)?,
            });
        }
    }
    Ok(known)
}

fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    Ok(canonical::bytes(value).map_err(Fault::from)?)
}
