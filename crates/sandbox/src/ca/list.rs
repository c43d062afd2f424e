//! The list of revoked certificates (RFC 5280 §5), made from the ledger.

use const_oid::AssociatedOid;
use der::asn1::{BitString, OctetString, Uint};
use der::{Decode, Encode};
use jiff::{SignedDuration, Timestamp};
use x509_cert::Version;
use x509_cert::crl::{CertificateList, RevokedCert, TbsCertList};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::CrlNumber;

use super::{CaError, TestCa, certificate};

/// How long a list is good for.
const LASTS: SignedDuration = SignedDuration::from_hours(24);

/// The list of `ca` as of `now`, DER: a whole list, good for a day.
pub(super) fn list(ca: &TestCa, now: Timestamp) -> Result<Vec<u8>, CaError> {
    let mut revoked = Vec::new();
    for entry in &ca.ledger {
        if let Some(info) = &entry.revoked {
            let since = info.revocation_time.0.to_unix_duration().as_secs();
            let since = i64::try_from(since)
                .ok()
                .and_then(|since| Timestamp::from_second(since).ok());
            revoked.push(RevokedCert {
                serial_number: entry.serial.clone(),
                revocation_date: certificate::time(since.unwrap_or(now))?,
                crl_entry_extensions: None,
            });
        }
    }
    let number = u64::try_from(now.as_second()).unwrap_or_default();
    let number = CrlNumber(Uint::new(&number.to_be_bytes())?);
    let issuing = ca.issuing.certificate()?.tbs_certificate;
    let tbs_cert_list = TbsCertList {
        version: Version::V2,
        signature: ca.issuing.pair().signature_algorithm(),
        issuer: issuing.subject,
        this_update: certificate::time(now)?,
        next_update: Some(certificate::time(now.saturating_add(LASTS).unwrap_or(now))?),
        revoked_certificates: (!revoked.is_empty()).then_some(revoked),
        crl_extensions: Some(vec![Extension {
            extn_id: CrlNumber::OID,
            critical: false,
            extn_value: OctetString::new(number.to_der()?)?,
        }]),
    };
    let signature = ca.issuing.sign(&tbs_cert_list.to_der()?)?;
    let list = CertificateList {
        signature_algorithm: ca.issuing.pair().signature_algorithm(),
        signature: BitString::from_bytes(&signature)?,
        tbs_cert_list,
    };
    let der = list.to_der()?;
    CertificateList::from_der(&der)?;
    Ok(der)
}
