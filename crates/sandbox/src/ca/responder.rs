//! The OCSP responder (RFC 6960), with the habits of the national one.

use aws_lc_rs::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use const_oid::db::rfc5912::{ID_SHA_1, ID_SHA_256};
use const_oid::db::rfc6960::{ID_PKIX_OCSP_EXTENDED_REVOKE, ID_PKIX_OCSP_NONCE};
use der::asn1::{BitString, Null, OctetString};
use der::{Decode, Encode};
use jiff::Timestamp;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::CrlReason;
use x509_ocsp::{
    BasicOcspResponse, CertId, CertStatus, OcspGeneralizedTime, OcspRequest, OcspResponse,
    ResponderId, ResponseData, RevokedInfo, SingleResponse, Version,
};

use super::{CaError, TestCa, certificate};

/// How a responder answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answering {
    /// As the national one does.
    AsAsked,
    /// Without the nonce of the question, as an answer out of a cache.
    WithoutNonce,
    /// As if it knew no certificate (RFC 6960 §2.2, `unknown`).
    KnowingNobody,
}

pub(super) fn answer(
    ca: &TestCa,
    request: &[u8],
    now: Timestamp,
    answering: Answering,
) -> Result<Vec<u8>, CaError> {
    let Ok(request) = OcspRequest::from_der(request) else {
        return Ok(OcspResponse::malformed_request().to_der()?);
    };
    let this_update = OcspGeneralizedTime(certificate::general_time(now)?);
    let mut responses = Vec::new();
    for asked in request.tbs_request.request_list {
        if !is_ours(ca, &asked.req_cert)? {
            return Ok(OcspResponse::unauthorized().to_der()?);
        }
        let status = match answering {
            Answering::AsAsked | Answering::WithoutNonce => status(ca, &asked.req_cert)?,
            Answering::KnowingNobody => CertStatus::unknown(),
        };
        responses.push(SingleResponse::new(asked.req_cert, status, this_update));
    }
    let asked = request.tbs_request.request_extensions.unwrap_or_default();
    let mut extensions: Vec<Extension> = asked
        .into_iter()
        .filter(|asked| asked.extn_id == ID_PKIX_OCSP_NONCE)
        .filter(|_| answering != Answering::WithoutNonce)
        .collect();
    extensions.push(extended_revoke()?);
    let responder = ca.responder.certificate()?;
    let tbs_response_data = ResponseData {
        version: Version::V1,
        responder_id: ResponderId::ByName(responder.tbs_certificate.subject.clone()),
        produced_at: this_update,
        responses,
        response_extensions: Some(extensions),
    };
    let signature = ca.responder.sign(&tbs_response_data.to_der()?)?;
    let basic = BasicOcspResponse {
        tbs_response_data,
        signature_algorithm: ca.responder.pair().signature_algorithm(),
        signature: BitString::from_bytes(&signature)?,
        certs: Some(vec![responder]),
    };
    Ok(OcspResponse::successful(basic)?.to_der()?)
}

/// Says that a serial number never issued is answered as revoked (RFC 6960 §4.4.8).
fn extended_revoke() -> Result<Extension, CaError> {
    let extn_value = OctetString::new(Null.to_der()?)?;
    Ok(Extension {
        extn_id: ID_PKIX_OCSP_EXTENDED_REVOKE,
        critical: false,
        extn_value,
    })
}

/// Whether a request asks about certificates of this CA only.
pub(super) fn is_for(ca: &TestCa, request: &[u8]) -> Result<bool, CaError> {
    let Ok(request) = OcspRequest::from_der(request) else {
        return Ok(false);
    };
    for asked in request.tbs_request.request_list {
        if !is_ours(ca, &asked.req_cert)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the question is about a certificate of our issuing CA.
fn is_ours(ca: &TestCa, asked: &CertId) -> Result<bool, CaError> {
    let algorithm: &'static Algorithm = if asked.hash_algorithm.oid == ID_SHA_256 {
        &SHA256
    } else if asked.hash_algorithm.oid == ID_SHA_1 {
        &SHA1_FOR_LEGACY_USE_ONLY
    } else {
        return Ok(false);
    };
    let issuing = ca.issuing.certificate()?.tbs_certificate;
    let name = digest(algorithm, &issuing.subject.to_der()?);
    let key = digest(
        algorithm,
        issuing
            .subject_public_key_info
            .subject_public_key
            .raw_bytes(),
    );
    Ok(asked.issuer_name_hash.as_bytes() == name.as_ref()
        && asked.issuer_key_hash.as_bytes() == key.as_ref())
}

fn status(ca: &TestCa, asked: &CertId) -> Result<CertStatus, CaError> {
    let entry = ca
        .ledger
        .iter()
        .find(|entry| entry.serial == asked.serial_number);
    match entry {
        Some(entry) => Ok(match entry.revoked {
            Some(info) => CertStatus::Revoked(info),
            None => CertStatus::good(),
        }),
        None => Ok(CertStatus::Revoked(RevokedInfo {
            revocation_time: OcspGeneralizedTime(certificate::general_time(Timestamp::UNIX_EPOCH)?),
            revocation_reason: Some(CrlReason::CertificateHold),
        })),
    }
}
