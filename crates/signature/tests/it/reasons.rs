//! Every reason has one code, in `Rejected::code` and in its serialized form, and a sentence.

use jiff::Timestamp;
use signature::Rejected;

fn every_reason() -> Vec<Rejected> {
    let at = Timestamp::UNIX_EPOCH;
    let oid = || "1.2.3".to_owned();
    vec![
        Rejected::Malformed { part: "container" },
        Rejected::TooLarge {
            part: "container",
            limit: 1,
        },
        Rejected::SignerCount { found: 2 },
        Rejected::AlgorithmNotAllowed { oid: oid() },
        Rejected::KeyTooShort { bits: 1024 },
        Rejected::KeyParameters,
        Rejected::KeyLength { bytes: 1 },
        Rejected::KeyOffCurve,
        Rejected::KeyDegenerate,
        Rejected::SignatureLength { bytes: 1 },
        Rejected::SignatureOutOfRange { part: "r" },
        Rejected::SignatureDegenerate,
        Rejected::ContentDiffers,
        Rejected::DigestMismatch,
        Rejected::SignedAttributesMissing {
            attribute: "content-type",
        },
        Rejected::EssMismatch,
        Rejected::SignatureInvalid,
        Rejected::CertificateMissing,
        Rejected::ChainUntrusted,
        Rejected::CaNotACa,
        Rejected::CaOutOfTerm {
            not_before: at,
            not_after: at,
            at,
        },
        Rejected::UnknownCriticalExtension { oid: oid() },
        Rejected::CertificateExpired { not_after: at, at },
        Rejected::CertificateNotYetValid { not_before: at, at },
        Rejected::KeyUsage {
            lacks: "email-protection",
        },
        Rejected::AuthenticationKey,
        Rejected::WrongPerson,
        Rejected::WrongOrganization,
        Rejected::WrongRole,
        Rejected::Revoked {
            since: at,
            reason: None,
        },
        Rejected::NotIssued,
        Rejected::RevocationUnknown,
        Rejected::OcspMalformed,
        Rejected::OcspRefused { status: 3 },
        Rejected::OcspOtherCertificate,
        Rejected::OcspResponder,
        Rejected::OcspSignature,
        Rejected::OcspNonce,
        Rejected::OcspStale {
            this_update: at,
            at,
        },
        Rejected::OcspUnknown,
        Rejected::OcspAgainst,
    ]
}

fn every_later_reason() -> Vec<Rejected> {
    let at = Timestamp::UNIX_EPOCH;
    let oid = || "1.2.3".to_owned();
    vec![
        Rejected::PathTooLong,
        Rejected::NameChaining,
        Rejected::PolicyMissing,
        Rejected::PolicyMapping,
        Rejected::NameConstraints,
        Rejected::CrlMalformed,
        Rejected::CrlIssuer,
        Rejected::CrlSignature,
        Rejected::CrlStale {
            this_update: at,
            at,
        },
        Rejected::CrlScope { oid: oid() },
        Rejected::CrlDeltaMissing,
        Rejected::TokenMalformed,
        Rejected::TokenRefused { status: 2 },
        Rejected::TokenImprint,
        Rejected::TokenSignature,
        Rejected::TokenSigner,
        Rejected::TokenUsage,
        Rejected::TokenPolicy { oid: oid() },
        Rejected::TokenNonce,
        Rejected::TokenFuture { made_at: at, at },
        Rejected::TokenEnded { ended: at },
        Rejected::PackageBroken {
            part: "verdict.json".to_owned(),
        },
        Rejected::VerdictDiffers {
            kept: "valid".to_owned(),
            found: "revoked".to_owned(),
        },
    ]
}

#[test]
fn a_reason_has_the_same_code_in_words_and_in_json() {
    let mut codes = std::collections::BTreeSet::new();
    for reason in every_reason().into_iter().chain(every_later_reason()) {
        let json = serde_json::to_value(&reason).unwrap();
        assert_eq!(json["code"], reason.code());
        assert!(
            codes.insert(reason.code()),
            "{} is used twice",
            reason.code()
        );
        assert!(!reason.to_string().ends_with('.'));
        let about_revocation = reason.code() == "revocation-unknown"
            || reason.code().starts_with("ocsp-")
            || reason.code().starts_with("crl-");
        assert_eq!(reason.is_pending(), about_revocation, "{}", reason.code());
        let speaks_against = ["ocsp-unknown", "ocsp-against"].contains(&reason.code());
        assert_eq!(reason.blocks(), speaks_against, "{}", reason.code());
    }
}
