//! The lists of revoked certificates (RFC 5280 §5), made from the ledger: a whole one by the day, changes at any moment.

use const_oid::AssociatedOid;
use const_oid::db::rfc5280::ID_CE_DELTA_CRL_INDICATOR;
use der::asn1::{BitString, Ia5String, OctetString, Uint};
use der::{Decode, Encode};
use jiff::{SignedDuration, Timestamp};
use x509_cert::Version;
use x509_cert::crl::{CertificateList, RevokedCert, TbsCertList};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{CrlDistributionPoints, CrlNumber, FreshestCrl};

use super::{CaError, TestCa, certificate};

/// Whole lists are made at midnight UTC.
const DAY_SECONDS: i64 = 24 * 60 * 60;
/// How long a whole list is good for: the next one comes two hours before its end.
const WHOLE_LASTS: SignedDuration = SignedDuration::from_hours(26);
/// How long changes are good for.
const CHANGES_LAST: SignedDuration = SignedDuration::from_hours(3);
/// How far before the whole list changes reach back, so that a line entered late is missed by nobody.
const WINDOW: SignedDuration = SignedDuration::from_hours(48);

/// Where an authority publishes its lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    /// The address of the whole list.
    pub whole: String,
    /// The address of the changes to it.
    pub changes: String,
}

impl Points {
    /// `cRLDistributionPoints` and `freshestCRL` (RFC 5280 §4.2.1.13 and §4.2.1.15).
    pub(super) fn extensions(&self) -> Result<[Extension; 2], CaError> {
        let whole = CrlDistributionPoints(vec![point(&self.whole)?]);
        let changes = FreshestCrl(vec![point(&self.changes)?]);
        Ok([
            certificate::extension(&whole, false)?,
            certificate::extension(&changes, false)?,
        ])
    }
}

fn point(address: &str) -> Result<DistributionPoint, CaError> {
    let address = GeneralName::UniformResourceIdentifier(Ia5String::new(address)?);
    Ok(DistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(vec![address])),
        reasons: None,
        crl_issuer: None,
    })
}

/// The whole list in force at `now`.
pub(super) fn whole(ca: &TestCa, now: Timestamp) -> Result<Vec<u8>, CaError> {
    let made = midnight(now)?;
    let numbers = vec![number(CrlNumber::OID, false, made)?];
    let revoked = revoked(ca, |since| since <= made)?;
    signed(ca, (made, WHOLE_LASTS), revoked, numbers)
}

/// The changes to it as of `now`.
pub(super) fn changes(ca: &TestCa, now: Timestamp) -> Result<Vec<u8>, CaError> {
    let base = midnight(now)?;
    let from = base.saturating_sub(WINDOW).unwrap_or(base);
    let numbers = vec![
        number(CrlNumber::OID, false, now)?,
        number(ID_CE_DELTA_CRL_INDICATOR, true, base)?,
    ];
    let revoked = revoked(ca, |since| from < since && since <= now)?;
    signed(ca, (now, CHANGES_LAST), revoked, numbers)
}

fn midnight(now: Timestamp) -> Result<Timestamp, CaError> {
    let seconds = now.as_second() - now.as_second().rem_euclid(DAY_SECONDS);
    let midnight = Timestamp::from_second(seconds).ok();
    midnight.ok_or(CaError::Time { at: now })
}

/// A number of a list: the second in which it was made.
fn number(
    extn_id: const_oid::ObjectIdentifier,
    critical: bool,
    made: Timestamp,
) -> Result<Extension, CaError> {
    let number = u64::try_from(made.as_second()).unwrap_or_default();
    let number = CrlNumber(Uint::new(&number.to_be_bytes())?);
    Ok(Extension {
        extn_id,
        critical,
        extn_value: OctetString::new(number.to_der()?)?,
    })
}

/// The lines of the ledger that were revoked at such instants.
fn revoked(ca: &TestCa, is_in: impl Fn(Timestamp) -> bool) -> Result<Vec<RevokedCert>, CaError> {
    let mut revoked = Vec::new();
    for entry in &ca.ledger {
        let Some(info) = &entry.revoked else { continue };
        let since = info.revocation_time.0.to_unix_duration().as_secs();
        let since = i64::try_from(since).ok();
        let since = since.and_then(|since| Timestamp::from_second(since).ok());
        let since = since.unwrap_or(Timestamp::UNIX_EPOCH);
        if is_in(since) {
            revoked.push(RevokedCert {
                serial_number: entry.serial.clone(),
                revocation_date: certificate::time(since)?,
                crl_entry_extensions: None,
            });
        }
    }
    Ok(revoked)
}

fn signed(
    ca: &TestCa,
    (made, lasts): (Timestamp, SignedDuration),
    revoked: Vec<RevokedCert>,
    extensions: Vec<Extension>,
) -> Result<Vec<u8>, CaError> {
    let issuing = ca.issuing.certificate()?.tbs_certificate;
    let until = made.saturating_add(lasts).unwrap_or(made);
    let tbs_cert_list = TbsCertList {
        version: Version::V2,
        signature: ca.issuing.pair().signature_algorithm(),
        issuer: issuing.subject,
        this_update: certificate::time(made)?,
        next_update: Some(certificate::time(until)?),
        revoked_certificates: (!revoked.is_empty()).then_some(revoked),
        crl_extensions: Some(extensions),
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
