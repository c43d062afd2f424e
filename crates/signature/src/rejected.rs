//! Why a signature does not count: one variant per reason, none with personal data.

use jiff::Timestamp;
use serde::Serialize;

/// Why a signature does not count, or does not count yet.
///
/// Serialized with the same code under `code` and the facts beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Rejected {
    /// A structure is not what it should be.
    #[error("the {part} cannot be read")]
    Malformed {
        /// The structure that could not be read.
        part: &'static str,
    },
    /// More was sent than an honest signature needs.
    #[error("the {part} is larger than {limit}")]
    TooLarge {
        /// What is too large or too many.
        part: &'static str,
        /// The most that is accepted, in bytes or pieces.
        limit: usize,
    },
    /// A container must have exactly one signer.
    #[error("the container has {found} signers instead of one")]
    SignerCount {
        /// How many there are.
        found: usize,
    },
    /// The algorithm is not on the list of allowed ones, or does not fit its companions.
    #[error("the algorithm {oid} is not allowed")]
    AlgorithmNotAllowed {
        /// Its object identifier.
        oid: String,
    },
    /// The public key is too short to be believed.
    #[error("the public key has only {bits} bits")]
    KeyTooShort {
        /// Length of the modulus in bits.
        bits: usize,
    },
    /// The key names another parameter set than the one of its algorithm, or none.
    #[error("the public key is not of the parameter set of its algorithm")]
    KeyParameters,
    /// The public key has not the length of its algorithm.
    #[error("the public key has {bytes} bytes")]
    KeyLength {
        /// Its length in bytes.
        bytes: usize,
    },
    /// The public key is not a point of its curve.
    #[error("the public key is not on its curve")]
    KeyOffCurve,
    /// The public key has so few multiples that anybody could sign with it.
    #[error("the public key has only a few multiples")]
    KeyDegenerate,
    /// The signature has not the length of its algorithm.
    #[error("the signature has {bytes} bytes")]
    SignatureLength {
        /// Its length in bytes.
        bytes: usize,
    },
    /// A number of the signature is zero or not below the order of the group.
    #[error("the number {part} of the signature is out of range")]
    SignatureOutOfRange {
        /// `r` or `s`.
        part: &'static str,
    },
    /// Key and signature meet in the identity, which no honest signature does.
    #[error("the signature leads to the identity")]
    SignatureDegenerate,
    /// The container carries other bytes than the ones we asked to sign.
    #[error("the attached content differs from the bytes to be signed")]
    ContentDiffers,
    /// The signature was made over other bytes.
    #[error("the signature was made over other bytes")]
    DigestMismatch,
    /// A mandatory signed attribute is absent, repeated or of a wrong value.
    #[error("the signed attribute {attribute} is absent, repeated or wrong")]
    SignedAttributesMissing {
        /// Which one.
        attribute: &'static str,
    },
    /// The signed attributes name another certificate than the one in the container.
    #[error("the signed attributes name another certificate")]
    EssMismatch,
    /// The signature value does not fit the key.
    #[error("the signature value does not fit the key")]
    SignatureInvalid,
    /// The signer's certificate is not in the container.
    #[error("the certificate of the signer is not in the container")]
    CertificateMissing,
    /// No chain of signatures leads from the certificate to a pinned authority.
    #[error("no chain of signatures leads to a pinned authority")]
    ChainUntrusted,
    /// The certificate was signed by somebody who is not a certification authority.
    #[error("a certificate in the chain is not an authority")]
    CaNotACa,
    /// An authority above the certificate was not valid at the proven time.
    #[error("an authority in the chain was not valid at {at}")]
    CaOutOfTerm {
        /// Its first instant.
        not_before: Timestamp,
        /// Its last instant.
        not_after: Timestamp,
        /// The proven time.
        at: Timestamp,
    },
    /// An authority stands deeper in the path than one above it admits (RFC 5280 §4.2.1.9).
    #[error("the path has more authorities than one of them admits")]
    PathTooLong,
    /// A certificate names another issuer than the one above it in the path.
    #[error("a certificate in the path names another issuer than the one above it")]
    NameChaining,
    /// The policies of the path, or the one that we require of an owner, are not there.
    #[error("the certificate policies do not fit")]
    PolicyMissing,
    /// A certificate maps policies, which no national authority does; the path is refused.
    #[error("a certificate maps policies")]
    PolicyMapping,
    /// An authority constrains names, which no national authority does; the path is refused.
    #[error("an authority constrains names")]
    NameConstraints,
    /// A certificate demands something that we do not understand.
    #[error("a certificate has an unknown critical extension {oid}")]
    UnknownCriticalExtension {
        /// Object identifier of the extension.
        oid: String,
    },
    /// The certificate had ended by the proven time.
    #[error("the certificate ended at {not_after}, before {at}")]
    CertificateExpired {
        /// Its last instant.
        not_after: Timestamp,
        /// The proven time.
        at: Timestamp,
    },
    /// The certificate had not begun by the proven time.
    #[error("the certificate begins at {not_before}, after {at}")]
    CertificateNotYetValid {
        /// Its first instant.
        not_before: Timestamp,
        /// The proven time.
        at: Timestamp,
    },
    /// The key is not for signatures of this kind.
    #[error("the key may not be used here, the certificate lacks {lacks}")]
    KeyUsage {
        /// The permission that the certificate lacks.
        lacks: &'static str,
    },
    /// The key is for signing in only, and a document was to be signed.
    #[error("the key is for signing in, not for documents")]
    AuthenticationKey,
    /// The certificate is not of the person asked.
    #[error("the certificate belongs to another person")]
    WrongPerson,
    /// The certificate is not of the organization asked.
    #[error("the certificate belongs to another organization")]
    WrongOrganization,
    /// The owner does not have the role asked.
    #[error("the certificate does not have the role asked")]
    WrongRole,
    /// The certificate was revoked at or before the proven time.
    #[error("the certificate is revoked since {since}")]
    Revoked {
        /// When it was revoked.
        since: Timestamp,
        /// The code of the reason (RFC 5280 §5.3.1), when the authority gave one.
        reason: Option<u8>,
    },
    /// The authority says that it never issued the certificate.
    #[error("the authority never issued this certificate")]
    NotIssued,
    /// There is no evidence about revocation yet.
    #[error("there is no evidence about revocation")]
    RevocationUnknown,
    /// The OCSP response cannot be read.
    #[error("the OCSP response cannot be read")]
    OcspMalformed,
    /// The responder declined to answer.
    #[error("the OCSP responder declined with status {status}")]
    OcspRefused {
        /// `OCSPResponseStatus` (RFC 6960 §4.2.1).
        status: u8,
    },
    /// The OCSP response speaks of other certificates only.
    #[error("the OCSP response is about another certificate")]
    OcspOtherCertificate,
    /// The OCSP response comes from somebody whom the issuer did not entrust with answering.
    #[error("the OCSP responder is not entrusted by the issuer")]
    OcspResponder,
    /// The signature of the OCSP response does not hold.
    #[error("the signature of the OCSP response does not hold")]
    OcspSignature,
    /// The OCSP response is not the answer to our question.
    #[error("the OCSP response does not carry our nonce")]
    OcspNonce,
    /// The OCSP response is of another time.
    #[error("the OCSP response of {this_update} does not cover {at}")]
    OcspStale {
        /// The time for which the responder speaks.
        this_update: Timestamp,
        /// The proven time.
        at: Timestamp,
    },
    /// The responder does not know the certificate.
    #[error("the OCSP responder does not know the certificate")]
    OcspUnknown,
    /// The responder spoke against the certificate, in an answer that is not to our question or not of this time, and
    /// what it said may be taken back: on hold, or never issued.
    #[error("the OCSP responder spoke against the certificate at another time")]
    OcspAgainst,
    /// The list of revoked certificates cannot be read.
    #[error("the list of revoked certificates cannot be read")]
    CrlMalformed,
    /// No list is by the issuer of the certificate.
    #[error("no list of revoked certificates is by the issuer")]
    CrlIssuer,
    /// The signature of the list does not hold, or the key may not sign lists.
    #[error("the signature of the list of revoked certificates does not hold")]
    CrlSignature,
    /// The list does not cover the proven time.
    #[error("the list of revoked certificates of {this_update} does not cover {at}")]
    CrlStale {
        /// When the list was made.
        this_update: Timestamp,
        /// The proven time.
        at: Timestamp,
    },
    /// The list is not about all certificates of its issuer, or demands what we do not understand.
    #[error(
        "the list of revoked certificates has a scope or a demand {oid} that is not understood"
    )]
    CrlScope {
        /// Object identifier of the extension.
        oid: String,
    },
    /// The authority publishes changes to its list, and those for the proven time are absent.
    #[error("the changes to the list of revoked certificates are absent")]
    CrlDeltaMissing,
    /// The time-stamp token or the answer around it cannot be read.
    #[error("the time-stamp token cannot be read")]
    TokenMalformed,
    /// The time-stamping authority declined.
    #[error("the time-stamping authority declined with status {status}")]
    TokenRefused {
        /// `PKIStatus` (RFC 3161 §2.4.2).
        status: u8,
    },
    /// The token was made for other bytes.
    #[error("the time-stamp token is of other bytes")]
    TokenImprint,
    /// The signature of the token does not hold, or names another certificate.
    #[error("the signature of the time-stamp token does not hold")]
    TokenSignature,
    /// The token's signer is no trusted time-stamping authority.
    #[error("the signer of the time-stamp token is no trusted time-stamping authority")]
    TokenSigner,
    /// The token's signer is not certified for time stamping and for nothing else.
    #[error("the signer of the time-stamp token is not certified for it")]
    TokenUsage,
    /// The token was made under a policy that is not accepted.
    #[error("the time-stamp token has the policy {oid}")]
    TokenPolicy {
        /// Object identifier of the policy.
        oid: String,
    },
    /// The token is not the answer to our question.
    #[error("the time-stamp token does not carry our nonce")]
    TokenNonce,
    /// The token speaks of a time that has not come.
    #[error("the time-stamp token of {made_at} is later than {at}")]
    TokenFuture {
        /// When the token says it was made.
        made_at: Timestamp,
        /// When it was looked at.
        at: Timestamp,
    },
    /// A token's own certificate ended before the next token was put over it.
    #[error("the time-stamp token ended at {ended} and nothing later protects it")]
    TokenEnded {
        /// Last instant of the authority's certificate.
        ended: Timestamp,
    },
    /// The evidence package is not whole.
    #[error("the evidence package is broken at {part}")]
    PackageBroken {
        /// The file or the part that is absent, superfluous or changed.
        part: String,
    },
    /// Checked again, the package says something else than the verdict that was kept.
    #[error("the kept verdict was {kept} and the check says {found}")]
    VerdictDiffers {
        /// The code that was kept.
        kept: String,
        /// The code found now.
        found: String,
    },
}

impl Rejected {
    /// The reason as a stable key for locales, journals and statistics.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "malformed",
            Self::TooLarge { .. } => "too-large",
            Self::SignerCount { .. } => "signer-count",
            Self::AlgorithmNotAllowed { .. } => "algorithm-not-allowed",
            Self::KeyTooShort { .. } => "key-too-short",
            Self::KeyParameters => "key-parameters",
            Self::KeyLength { .. } => "key-length",
            Self::KeyOffCurve => "key-off-curve",
            Self::KeyDegenerate => "key-degenerate",
            Self::SignatureLength { .. } => "signature-length",
            Self::SignatureOutOfRange { .. } => "signature-out-of-range",
            Self::SignatureDegenerate => "signature-degenerate",
            Self::ContentDiffers => "content-differs",
            Self::DigestMismatch => "digest-mismatch",
            Self::SignedAttributesMissing { .. } => "signed-attributes-missing",
            Self::EssMismatch => "ess-mismatch",
            Self::SignatureInvalid => "signature-invalid",
            Self::CertificateMissing => "certificate-missing",
            Self::ChainUntrusted => "chain-untrusted",
            Self::CaNotACa => "ca-not-a-ca",
            Self::CaOutOfTerm { .. } => "ca-out-of-term",
            Self::PathTooLong => "path-too-long",
            Self::NameChaining => "name-chaining",
            Self::PolicyMissing => "policy-missing",
            Self::PolicyMapping => "policy-mapping",
            Self::NameConstraints => "name-constraints",
            Self::UnknownCriticalExtension { .. } => "unknown-critical-extension",
            Self::CertificateExpired { .. } => "certificate-expired",
            Self::CertificateNotYetValid { .. } => "certificate-not-yet-valid",
            Self::KeyUsage { .. } => "key-usage",
            Self::AuthenticationKey => "authentication-key",
            Self::WrongPerson => "wrong-person",
            Self::WrongOrganization => "wrong-organization",
            Self::WrongRole => "wrong-role",
            Self::Revoked { .. } => "revoked",
            Self::NotIssued => "not-issued",
            Self::RevocationUnknown => "revocation-unknown",
            Self::OcspMalformed => "ocsp-malformed",
            Self::OcspRefused { .. } => "ocsp-refused",
            Self::OcspOtherCertificate => "ocsp-other-certificate",
            Self::OcspResponder => "ocsp-responder",
            Self::OcspSignature => "ocsp-signature",
            Self::OcspNonce => "ocsp-nonce",
            Self::OcspStale { .. } => "ocsp-stale",
            Self::OcspUnknown => "ocsp-unknown",
            Self::OcspAgainst => "ocsp-against",
            Self::CrlMalformed => "crl-malformed",
            Self::CrlIssuer => "crl-issuer",
            Self::CrlSignature => "crl-signature",
            Self::CrlStale { .. } => "crl-stale",
            Self::CrlScope { .. } => "crl-scope",
            Self::CrlDeltaMissing => "crl-delta-missing",
            Self::TokenMalformed => "token-malformed",
            Self::TokenRefused { .. } => "token-refused",
            Self::TokenImprint => "token-imprint",
            Self::TokenSignature => "token-signature",
            Self::TokenSigner => "token-signer",
            Self::TokenUsage => "token-usage",
            Self::TokenPolicy { .. } => "token-policy",
            Self::TokenNonce => "token-nonce",
            Self::TokenFuture { .. } => "token-future",
            Self::TokenEnded { .. } => "token-ended",
            Self::PackageBroken { .. } => "package-broken",
            Self::VerdictDiffers { .. } => "verdict-differs",
        }
    }

    /// Whether better evidence may still turn the answer: the signature is not refuted, but nothing
    /// reliable is known about revocation. It does not count until that is known.
    pub fn is_pending(&self) -> bool {
        match self {
            Self::RevocationUnknown
            | Self::OcspMalformed
            | Self::OcspRefused { .. }
            | Self::OcspOtherCertificate
            | Self::OcspResponder
            | Self::OcspSignature
            | Self::OcspNonce
            | Self::OcspStale { .. }
            | Self::OcspUnknown
            | Self::OcspAgainst
            | Self::CrlMalformed
            | Self::CrlIssuer
            | Self::CrlSignature
            | Self::CrlStale { .. }
            | Self::CrlScope { .. }
            | Self::CrlDeltaMissing => true,
            Self::Malformed { .. }
            | Self::TooLarge { .. }
            | Self::SignerCount { .. }
            | Self::AlgorithmNotAllowed { .. }
            | Self::KeyTooShort { .. }
            | Self::KeyParameters
            | Self::KeyLength { .. }
            | Self::KeyOffCurve
            | Self::KeyDegenerate
            | Self::SignatureLength { .. }
            | Self::SignatureOutOfRange { .. }
            | Self::SignatureDegenerate
            | Self::ContentDiffers
            | Self::DigestMismatch
            | Self::SignedAttributesMissing { .. }
            | Self::EssMismatch
            | Self::SignatureInvalid
            | Self::CertificateMissing
            | Self::ChainUntrusted
            | Self::CaNotACa
            | Self::CaOutOfTerm { .. }
            | Self::PathTooLong
            | Self::NameChaining
            | Self::PolicyMissing
            | Self::PolicyMapping
            | Self::NameConstraints
            | Self::UnknownCriticalExtension { .. }
            | Self::CertificateExpired { .. }
            | Self::CertificateNotYetValid { .. }
            | Self::KeyUsage { .. }
            | Self::AuthenticationKey
            | Self::WrongPerson
            | Self::WrongOrganization
            | Self::WrongRole
            | Self::Revoked { .. }
            | Self::NotIssued
            | Self::TokenMalformed
            | Self::TokenRefused { .. }
            | Self::TokenImprint
            | Self::TokenSignature
            | Self::TokenSigner
            | Self::TokenUsage
            | Self::TokenPolicy { .. }
            | Self::TokenNonce
            | Self::TokenFuture { .. }
            | Self::TokenEnded { .. }
            | Self::PackageBroken { .. }
            | Self::VerdictDiffers { .. } => false,
        }
    }

    /// Whether the right responder itself spoke against the certificate. The signature is pending, because the responder
    /// may take its word back, but no other evidence outweighs it: a list may be older than what the responder knows.
    pub fn blocks(&self) -> bool {
        matches!(self, Self::OcspUnknown | Self::OcspAgainst)
    }
}
