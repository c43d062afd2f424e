//! `shanyraq signature verify`: what the notary says of a container, offline.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use signature::{
    Environment, Evidence, Expected, ExpectedRole, OcspAnswer, Purpose, Signer, Trust, TrustError,
};

use super::Output;
use super::verify_evidence::verify_evidence;

/// The largest file that is read.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The policies of the national authority for RSA and for GOST.
pub(super) const TIME_POLICIES: [&str; 2] = ["1.2.398.3.3.2.6.2", "1.2.398.3.3.2.6.4"];

/// Says who signed, or why the signature does not count. Exit 0 only when it is valid.
#[derive(Debug, Args)]
pub struct VerifySignature {
    /// The signature: CMS as PEM, base64 or DER.
    #[arg(long, required_unless_present = "evidence", requires = "signed")]
    container: Option<PathBuf>,
    /// The file that was signed.
    #[arg(long, requires = "container")]
    signed: Option<PathBuf>,
    /// An evidence package as `signature export` wrote it: everything is checked again from it alone.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["container", "signed", "ocsp", "iin"])]
    evidence: Option<PathBuf>,
    /// A folder of CA certificates that are believed about time; that of --trust if left out.
    #[arg(long, requires = "evidence", value_name = "DIR")]
    time_trust: Option<PathBuf>,
    /// The policies of time stamps that are believed.
    #[arg(long, requires = "evidence", value_delimiter = ',', default_values = TIME_POLICIES)]
    time_policies: Vec<String>,
    /// A folder of DER or PEM CA certificates that are trusted.
    #[arg(long)]
    trust: PathBuf,
    /// A kept OCSP response. Without one the verdict is pending, never valid.
    #[arg(long)]
    ocsp: Option<PathBuf>,
    /// The person who was asked to sign.
    #[arg(long)]
    iin: Option<String>,
    /// The proven time; with --evidence the instant until which it must prove; now if left out.
    #[arg(long)]
    at: Option<Timestamp>,
}

/// Runs the command; true when the signature is valid.
pub fn verify_signature(
    args: &VerifySignature,
    now: Timestamp,
    output: Output,
) -> anyhow::Result<bool> {
    let trust = trust_of(&args.trust, Environment::Test)?;
    if let Some(folder) = &args.evidence {
        let of_time = args.time_trust.as_ref().unwrap_or(&args.trust);
        let policies = args.time_policies.iter().map(String::as_str);
        let trust = trust.with_time_stamping(trust_of(of_time, Environment::Test)?, policies)?;
        return verify_evidence(folder, &trust, args.at.unwrap_or(now), output);
    }
    let (Some(container), Some(signed)) = (&args.container, &args.signed) else {
        bail!("name --container and --signed, or --evidence");
    };
    let (container, signed) = (read(container)?, read(signed)?);
    let ocsp = args.ocsp.as_ref().map(|path| read(path)).transpose()?;
    let evidence = Evidence {
        ocsp: ocsp.as_deref().map(|response| OcspAnswer {
            response,
            nonce: None,
        }),
        ..Evidence::default()
    };
    let expected = Expected {
        purpose: Purpose::Document,
        iin: args.iin.clone(),
        bin: None,
        role: ExpectedRole::Any,
    };
    let at = args.at.unwrap_or(now);
    let report = match signature::verify(&container, &signed, &expected, &trust, &evidence, at) {
        Ok(verified) => json!({
            "verdict": "valid",
            "reason": null,
            "signer": who(&verified.signer),
            "at": at,
            "claimed_at": verified.claimed_at,
            "evidence": verified.revocation,
            "verifier": verified.verifier,
        }),
        Err(reason) => {
            let examined = signature::examine(&container, &signed, &expected, &trust, at);
            json!({
                "verdict": if reason.is_pending() { "pending" } else { "rejected" },
                "reason": reason.code(),
                "detail": reason.to_string(),
                "signer": examined.ok().map(|examined| who(examined.signer())),
                "at": at,
                "verifier": signature::VERIFIER,
            })
        }
    };
    output.print(&report, || in_words(&report))?;
    Ok(report.get("verdict").and_then(|verdict| verdict.as_str()) == Some("valid"))
}

/// The certificates of a folder, as the notary trusts them.
pub fn trust_of(folder: &Path, environment: Environment) -> anyhow::Result<Trust> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder of trust {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let is_certificate = path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| ["crt", "cer", "pem", "der"].contains(&ending));
        if is_certificate {
            files.push(read(&path)?);
        }
    }
    if files.is_empty() {
        bail!(
            "no certificate (.crt, .cer, .pem, .der) is in {}",
            folder.display()
        );
    }
    let trust = Trust::for_environment(environment, files.iter().map(Vec::as_slice));
    match trust {
        Err(TrustError::TestAuthority { subject }) => bail!(
            "{} has a test certification authority ({subject}): remove it from the folder, or set `environment = \"sandbox\"`",
            folder.display()
        ),
        trust => {
            trust.with_context(|| format!("the folder of trust {} is wrong", folder.display()))
        }
    }
}

pub(super) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let size = std::fs::metadata(path)
        .with_context(|| format!("cannot read {}", path.display()))?
        .len();
    if size > FILE_BYTES_MAX {
        bail!(
            "{} is {size} bytes, over the limit of {FILE_BYTES_MAX}",
            path.display()
        );
    }
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

pub(super) fn who(signer: &Signer) -> serde_json::Value {
    json!({
        "name": signer.common_name,
        "iin": signer.iin,
        "bin": signer.bin,
        "organization": signer.organization,
        "roles": signer.roles,
        "certificate": signer.serial_hex,
        "issuer": signer.issuer,
        "not_before": signer.not_before,
        "not_after": signer.not_after,
    })
}

fn in_words(report: &serde_json::Value) -> String {
    let text = |key: &str| {
        report
            .get(key)
            .and_then(|value| value.as_str())
            .unwrap_or("—")
            .to_owned()
    };
    let signer = |key: &str| {
        report
            .pointer(&format!("/signer/{key}"))
            .and_then(|value| value.as_str())
            .unwrap_or("—")
            .to_owned()
    };
    format!(
        "verdict      {}\nreason       {}\nsigner       {}, IIN {}, BIN {}\ncertificate  {} of {}\nat           {}",
        text("verdict"),
        text("reason"),
        signer("name"),
        signer("iin"),
        signer("bin"),
        signer("certificate"),
        signer("issuer"),
        text("at"),
    )
}
