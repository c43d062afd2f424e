//! `shanyraq signature verify --evidence DIR`: an evidence package checked again from itself, with no network.

use std::path::Path;

use anyhow::Context as _;
use jiff::Timestamp;
use serde_json::json;
use signature::Trust;
use signature::package::{EvidencePackage, File, MAX_FILES, Reverified, VALID, reverify};

use super::Output;
use super::verify_signature::{read, who};

/// Says whether the package in `folder` proves what it says until `now`; true only when the signature counts.
pub(super) fn verify_evidence(
    folder: &Path,
    trust: &Trust,
    now: Timestamp,
    output: Output,
) -> anyhow::Result<bool> {
    let files = files(folder)?;
    let found = EvidencePackage::from_files(&files)
        .and_then(|package| reverify(&package, trust, Some(now)));
    let report = match &found {
        Ok(found) => of_verdict(found, now),
        Err(reason) => json!({
            "verdict": "broken",
            "reason": reason.code(),
            "detail": reason.to_string(),
            "at": now,
            "verifier": signature::VERIFIER,
        }),
    };
    output.print(&report, || in_words(&report))?;
    Ok(found.is_ok_and(|found| found.verdict.code == VALID))
}

fn of_verdict(found: &Reverified, now: Timestamp) -> serde_json::Value {
    let verified = found.verdict.verified.as_ref();
    let is_valid = found.verdict.code == VALID;
    json!({
        "verdict": if is_valid { "valid" } else { "rejected" },
        "reason": (!is_valid).then_some(&found.verdict.code),
        "signer": verified.map(|verified| who(&verified.signer)),
        "signed_at": verified.map(|verified| verified.at),
        "time_stamp": verified.and_then(|verified| verified.time_stamp.as_ref()),
        "revocation": verified.map(|verified| &verified.revocation),
        "received_at": found.verdict.received_at,
        "stamps": found.stamps,
        "at": now,
        "verifier": found.verdict.verifier,
    })
}

/// The files of a folder: a package has no folders in it.
fn files(folder: &Path) -> anyhow::Result<Vec<File>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read the package {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries.take(MAX_FILES.saturating_add(1)) {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("{} is no file of ours", path.display()))?;
        files.push((name.to_owned(), read(&path)?));
    }
    Ok(files)
}

fn in_words(report: &serde_json::Value) -> String {
    let text = |path: &str| {
        let value = report.pointer(path).and_then(|value| value.as_str());
        value.unwrap_or("—").to_owned()
    };
    let stamps = report.get("stamps").and_then(|stamps| stamps.as_array());
    let verdict = match text("/verdict").as_str() {
        "valid" => "valid: the signature counts, and the package proves it".to_owned(),
        "rejected" => format!(
            "rejected: the signature does not count ({})",
            text("/reason")
        ),
        _broken => format!("broken: {} ({})", text("/detail"), text("/reason")),
    };
    format!(
        "verdict      {verdict}\nsigner       {}, IIN {}, BIN {}\ncertificate  {} of {}\nsigned at    {}\ntime stamp   {} by {}\nrevocation   known by {}\nnew stamps   {}\nchecked for  {}",
        text("/signer/name"),
        text("/signer/iin"),
        text("/signer/bin"),
        text("/signer/certificate"),
        text("/signer/issuer"),
        text("/signed_at"),
        text("/time_stamp/made_at"),
        text("/time_stamp/authority"),
        text("/revocation/by"),
        stamps.map_or(0, Vec::len),
        text("/at"),
    )
}
