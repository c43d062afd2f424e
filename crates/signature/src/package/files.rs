//! The package as files: names that do not change, and a manifest.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{EvidencePackage, KeptAnswer, Signed, Verdict};
use crate::algorithm::sha256;
use crate::raw::hex;
use crate::rejected::Rejected;

/// A file: its name and its bytes.
pub type File = (String, Vec<u8>);

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.sha256";

/// The most files that a package has.
pub const MAX_FILES: usize = 256;

/// The first line of the manifest, which `sha256sum` takes as a remark.
const KIND: &str = "# shanyraq/evidence/1";

const CONTAINER: &str = "container.p7s";
const SIGNED: &str = "signed.bin";
const SIGNED_DIGEST: &str = "signed.json";
const TOKEN: &str = "token.tst";
const OCSP: &str = "ocsp.der";
const NONCE: &str = "ocsp-nonce.bin";
const CRL: &str = "list-";
const AUTHORITY: &str = "authority-";
const VERDICT: &str = "verdict.json";
const STAMP: &str = "stamp-";

/// The verdict as it is written, once: stamps are over these bytes, whatever a later verifier
/// would write.
pub(super) fn written(verdict: &Verdict) -> Vec<u8> {
    serde_json::to_vec(verdict).unwrap_or_default()
}

/// Whether the file of this name says nothing of the signer: a certificate of an authority, or its list of revoked ones.
pub fn is_public(name: &str) -> bool {
    name.starts_with(AUTHORITY) || name.starts_with(CRL)
}

/// What is kept of signed bytes that are kept elsewhere, in hexadecimal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Digests {
    sha256: String,
    message: String,
}

impl EvidencePackage {
    /// The package as files, with the manifest last. The same package gives the same bytes.
    pub fn to_files(&self) -> Result<Vec<File>, Rejected> {
        let mut files = self.files(self.stamps.len())?;
        let manifest = manifest(&files).into_bytes();
        files.push((MANIFEST.to_owned(), manifest));
        Ok(files)
    }

    /// Reads files in any order. All that the manifest names must be there, unchanged, and nothing
    /// else.
    pub fn from_files(files: &[File]) -> Result<Self, Rejected> {
        let mut found = checked(files)?;
        let verdict_json = take(&mut found, VERDICT)?;
        let verdict: Option<Verdict> = serde_json::from_slice(&verdict_json).ok();
        let signed = match found.remove(SIGNED) {
            Some(bytes) => Signed::Bytes(bytes),
            None => digests(&take(&mut found, SIGNED_DIGEST)?)?,
        };
        let nonce = found.remove(NONCE);
        let ocsp = found.remove(OCSP);
        let package = Self {
            container: take(&mut found, CONTAINER)?,
            signed,
            token: found.remove(TOKEN),
            ocsp: ocsp.map(|response| KeptAnswer { response, nonce }),
            crls: numbered(&mut found, CRL),
            authorities: numbered(&mut found, AUTHORITY),
            verdict: verdict.ok_or_else(|| broken(VERDICT))?,
            verdict_json,
            stamps: numbered(&mut found, STAMP),
        };
        match found.into_keys().next() {
            Some(unknown) => Err(broken(&unknown)),
            // Whatever was lost in reading, such as a nonce without an answer, shows here.
            None if package.files(package.stamps.len())?.len() + 1 == files.len() => Ok(package),
            None => Err(broken(MANIFEST)),
        }
    }

    /// What the stamp with this number, from zero, is a token over.
    pub(super) fn stamped(&self, number: usize) -> Result<Vec<u8>, Rejected> {
        Ok(manifest(&self.files(number)?).into_bytes())
    }

    /// All files but the manifest, with the first `stamps` archive stamps.
    fn files(&self, stamps: usize) -> Result<Vec<File>, Rejected> {
        let mut files = vec![(CONTAINER.to_owned(), self.container.clone())];
        let mut add = |name: &str, bytes: &[u8]| files.push((name.to_owned(), bytes.to_vec()));
        match &self.signed {
            Signed::Bytes(bytes) => add(SIGNED, bytes),
            Signed::Digest { sha256, message } => {
                let digests = Digests {
                    sha256: hex(sha256),
                    message: hex(message),
                };
                add(SIGNED_DIGEST, &json(&digests, SIGNED_DIGEST)?);
            }
        }
        if let Some(token) = &self.token {
            add(TOKEN, token);
        }
        if let Some(kept) = &self.ocsp {
            add(OCSP, &kept.response);
            if let Some(nonce) = &kept.nonce {
                add(NONCE, nonce);
            }
        }
        for (number, list) in self.crls.iter().enumerate() {
            add(&format!("{CRL}{number:03}"), list);
        }
        for (number, one) in self.authorities.iter().enumerate() {
            add(&format!("{AUTHORITY}{number:03}"), one);
        }
        add(VERDICT, &self.verdict_json);
        for (number, stamp) in self.stamps.iter().take(stamps).enumerate() {
            add(&format!("{STAMP}{number:03}"), stamp);
        }
        Ok(files)
    }
}

/// The digests of files, one per line.
fn manifest(files: &[File]) -> String {
    let mut text = format!("{KIND}\n");
    for (name, bytes) in files {
        text.push_str(&hex(&sha256(bytes)));
        text.push_str("  ");
        text.push_str(name);
        text.push('\n');
    }
    text
}

/// The files by name, if they are exactly those of their manifest.
fn checked(files: &[File]) -> Result<BTreeMap<String, Vec<u8>>, Rejected> {
    if files.len() > MAX_FILES {
        return Err(broken("number of files"));
    }
    let mut found = BTreeMap::new();
    for (name, bytes) in files {
        if found.insert(name.clone(), bytes.clone()).is_some() {
            return Err(broken(name));
        }
    }
    let text = String::from_utf8(take(&mut found, MANIFEST)?).ok();
    let text = text.ok_or_else(|| broken(MANIFEST))?;
    let lines = text
        .strip_prefix(KIND)
        .and_then(|rest| rest.strip_prefix('\n'));
    let lines = lines.and_then(|rest| rest.strip_suffix('\n'));
    let mut named = BTreeSet::new();
    for line in lines.ok_or_else(|| broken(MANIFEST))?.split('\n') {
        let (digest, name) = line.split_once("  ").ok_or_else(|| broken(MANIFEST))?;
        let bytes = found.get(name).ok_or_else(|| broken(name))?;
        if hex(&sha256(bytes)) != digest || !named.insert(name) {
            return Err(broken(name));
        }
    }
    match found.keys().find(|name| !named.contains(name.as_str())) {
        Some(stranger) => Err(broken(stranger)),
        None => Ok(found),
    }
}

fn take(found: &mut BTreeMap<String, Vec<u8>>, name: &str) -> Result<Vec<u8>, Rejected> {
    found.remove(name).ok_or_else(|| broken(name))
}

/// The files `prefix000`, `prefix001` and so on, until one is not there.
fn numbered(found: &mut BTreeMap<String, Vec<u8>>, prefix: &str) -> Vec<Vec<u8>> {
    let names = (0..MAX_FILES).map(|number| format!("{prefix}{number:03}"));
    names.map_while(|name| found.remove(&name)).collect()
}

fn digests(bytes: &[u8]) -> Result<Signed, Rejected> {
    let read: Option<Digests> = serde_json::from_slice(bytes).ok();
    let read = read.and_then(|read| Some((unhex(&read.sha256)?, unhex(&read.message)?)));
    let (sha256, message) = read.ok_or_else(|| broken(SIGNED_DIGEST))?;
    Ok(Signed::Digest { sha256, message })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|one| one.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    let bytes = digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit));
    Some(bytes.collect())
}

fn json<T: Serialize>(value: &T, part: &str) -> Result<Vec<u8>, Rejected> {
    serde_json::to_vec(value).ok().ok_or_else(|| broken(part))
}

fn broken(part: &str) -> Rejected {
    Rejected::PackageBroken {
        part: part.to_owned(),
    }
}
