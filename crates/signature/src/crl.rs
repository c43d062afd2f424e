//! Was the certificate revoked, by the authority's own lists (RFC 5280 §5, §6.3)?

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{
    ID_CE_CRL_NUMBER, ID_CE_CRL_REASONS, ID_CE_DELTA_CRL_INDICATOR, ID_CE_FRESHEST_CRL,
};
use der::Decode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use x509_cert::crl::{CertificateList, RevokedCert};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::CrlReason;

use crate::algorithm::{Algorithm, sha256};
use crate::armour;
use crate::certificate::{Certificate, instant};
use crate::ocsp::reason_code;
use crate::raw::{self, hex};
use crate::rejected::Rejected;
use crate::trust::Trust;

/// The largest list accepted, in bytes.
pub const MAX_CRL: usize = 16 * 1024 * 1024;

/// The most lists looked at for one certificate.
pub const MAX_CRLS: usize = 8;

/// What the authority's lists established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrlFacts {
    /// When the newest list that was believed was made.
    pub this_update: Timestamp,
    /// When the next list comes.
    pub next_update: Timestamp,
    /// When the certificate was revoked *after* the proven time, if it was.
    pub revoked_later: Option<Timestamp>,
    /// SHA-256 of the whole list.
    pub base_sha256: String,
    /// SHA-256 of the changes to it, if there were any.
    pub delta_sha256: Option<String>,
}

/// Checks the lists about a certificate for the instant `at`. `issuers` are certificates of its issuer:
/// the one that signed it, and perhaps others for the issuer's next keys, all checked already.
///
/// Every list of the issuer that covers `at` is believed; one that revokes is enough. A certificate
/// whose authority publishes changes (`FreshestCRL`) needs the changes too.
pub(crate) fn check(
    lists: &[&[u8]],
    leaf: &Certificate,
    issuers: &[&Certificate],
    at: Timestamp,
) -> Result<CrlFacts, Rejected> {
    if lists.len() > MAX_CRLS {
        return Err(Rejected::CrlMalformed);
    }
    let mut why = Rejected::CrlIssuer;
    let (mut bases, mut deltas) = (Vec::new(), Vec::new());
    for bytes in lists {
        match List::believed(bytes, leaf, issuers, at) {
            Ok(list) if list.changes_since.is_some() => deltas.push(list),
            Ok(list) => bases.push(list),
            // The reason of a list by the right issuer says more than that another was not.
            Err(Rejected::CrlIssuer) => {}
            Err(other) => why = other,
        }
    }
    let base = bases.iter().max_by_key(|list| list.this_update);
    let base = base.ok_or(why.clone())?;
    let delta = deltas.iter().filter(|delta| delta.continues(base));
    let delta = delta.max_by_key(|list| list.this_update);
    if delta.is_none() && leaf.has(ID_CE_FRESHEST_CRL) {
        let unknown = why == Rejected::CrlIssuer;
        return Err(if unknown {
            Rejected::CrlDeltaMissing
        } else {
            why
        });
    }
    let newest = delta.unwrap_or(base);
    Ok(CrlFacts {
        this_update: newest.this_update,
        next_update: newest.next_update,
        revoked_later: revoked_later(&bases, delta, leaf, at)?,
        base_sha256: base.sha256.clone(),
        delta_sha256: delta.map(|list| list.sha256.clone()),
    })
}

/// When the lists say that a certificate was revoked, if that was after `at`.
fn revoked_later(
    bases: &[List],
    delta: Option<&List>,
    leaf: &Certificate,
    at: Timestamp,
) -> Result<Option<Timestamp>, Rejected> {
    let mut later = None;
    let changed: Vec<_> = delta.iter().flat_map(|list| list.entries(leaf)).collect();
    let entries = if changed.is_empty() {
        bases.iter().flat_map(|list| list.entries(leaf)).collect()
    } else {
        changed
    };
    for entry in entries {
        let since = instant(entry.revocation_date).ok_or(Rejected::CrlMalformed)?;
        match reason(entry)? {
            Some(CrlReason::RemoveFromCRL) => {}
            reason if since <= at => {
                let reason = reason.map(reason_code);
                return Err(Rejected::Revoked { since, reason });
            }
            _later => later = Some(since),
        }
    }
    Ok(later)
}

/// What a list says of itself, after the check that a pinned authority signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFacts {
    /// When it was made.
    pub this_update: Timestamp,
    /// When the next one comes; without it the list is never believed.
    pub next_update: Option<Timestamp>,
    /// Whether it is one of changes to a whole list.
    pub is_delta: bool,
    /// Its number, big-endian without padding.
    number: Option<Vec<u8>>,
    /// SHA-256 of the DER of its issuer's name.
    issuer: Vec<u8>,
}

impl ListFacts {
    /// Whether the list was made before another one: earlier, or, among lists of one issuer and one kind, with a
    /// smaller number (RFC 5280 §5.2.3).
    pub fn is_older_than(&self, other: &Self) -> bool {
        let comparable = self.issuer == other.issuer && self.is_delta == other.is_delta;
        let smaller = match (&self.number, &other.number) {
            (Some(own), Some(others)) => !bigger_or_same(own, others),
            // An authority that numbered its lists does not stop.
            (None, Some(_)) => true,
            (_, None) => false,
        };
        self.this_update < other.this_update || (comparable && smaller)
    }
}

/// Checks that a list, DER or PEM, can be read and is signed by an authority of `trust` that may sign lists. Of which
/// time it may be believed, and about whom, is seen with a certificate.
pub fn check_list(bytes: &[u8], trust: &Trust) -> Result<ListFacts, Rejected> {
    let der = opened(bytes)?;
    let (read, tbs, name) = parts(&der).ok_or(Rejected::CrlMalformed)?;
    let mut named = trust.named(name).peekable();
    if named.peek().is_none() {
        return Err(Rejected::CrlIssuer);
    }
    if !named.any(|issuer| is_signed_by(&read, tbs, issuer)) {
        return Err(Rejected::CrlSignature);
    }
    let extensions = read.tbs_cert_list.crl_extensions.as_deref();
    let extensions = extensions.unwrap_or_default();
    let malformed = || Rejected::CrlMalformed;
    let next_update = read.tbs_cert_list.next_update;
    Ok(ListFacts {
        this_update: instant(read.tbs_cert_list.this_update).ok_or_else(malformed)?,
        next_update: match next_update {
            Some(next) => Some(instant(next).ok_or_else(malformed)?),
            None => None,
        },
        is_delta: number(extensions, ID_CE_DELTA_CRL_INDICATOR)?.is_some(),
        number: number(extensions, ID_CE_CRL_NUMBER)?,
        issuer: sha256(name),
    })
}

/// The DER of the only list in a file.
fn opened(bytes: &[u8]) -> Result<Vec<u8>, Rejected> {
    if bytes.len() > MAX_CRL {
        return Err(Rejected::CrlMalformed);
    }
    let opened = armour::open(bytes, &["X509 CRL"]).ok_or(Rejected::CrlMalformed)?;
    match <[Vec<u8>; 1]>::try_from(opened) {
        Ok([der]) => Ok(der),
        Err(_) => Err(Rejected::CrlMalformed),
    }
}

/// A list that may be believed.
struct List {
    read: CertificateList,
    this_update: Timestamp,
    next_update: Timestamp,
    /// Its number, big-endian without padding.
    number: Option<Vec<u8>>,
    /// The number of the list that it changes; `None` for a whole list.
    changes_since: Option<Vec<u8>>,
    sha256: String,
}

impl List {
    fn believed(
        bytes: &[u8],
        leaf: &Certificate,
        issuers: &[&Certificate],
        at: Timestamp,
    ) -> Result<Self, Rejected> {
        let der = opened(bytes)?;
        let (read, tbs, name) = parts(&der).ok_or(Rejected::CrlMalformed)?;
        if name != leaf.issuer() {
            return Err(Rejected::CrlIssuer);
        }
        let mut named = issuers.iter().filter(|one| one.subject() == name);
        if !named.any(|issuer| is_signed_by(&read, tbs, issuer)) {
            return Err(Rejected::CrlSignature);
        }
        let this_update = instant(read.tbs_cert_list.this_update).ok_or(Rejected::CrlMalformed)?;
        let stale = Rejected::CrlStale { this_update, at };
        let next_update = match read.tbs_cert_list.next_update {
            Some(next) => instant(next).ok_or(Rejected::CrlMalformed)?,
            None => return Err(stale),
        };
        if !(this_update..=next_update).contains(&at) {
            return Err(stale);
        }
        let extensions = read.tbs_cert_list.crl_extensions.as_deref();
        let extensions = extensions.unwrap_or_default();
        check_demands(extensions, &read)?;
        Ok(Self {
            this_update,
            next_update,
            number: number(extensions, ID_CE_CRL_NUMBER)?,
            changes_since: number(extensions, ID_CE_DELTA_CRL_INDICATOR)?,
            sha256: hex(&sha256(bytes)),
            read,
        })
    }

    /// Whether these changes can be put on a whole list (RFC 5280 §5.2.4).
    fn continues(&self, base: &Self) -> bool {
        match (&self.changes_since, &self.number, &base.number) {
            (Some(since), Some(own), Some(number)) => {
                bigger_or_same(number, since) && bigger_or_same(own, number)
            }
            (_, _, _) => false,
        }
    }

    fn entries(&self, leaf: &Certificate) -> impl Iterator<Item = &RevokedCert> {
        let all = self.read.tbs_cert_list.revoked_certificates.as_deref();
        let all = all.unwrap_or_default().iter();
        all.filter(|one| one.serial_number.as_bytes() == leaf.serial())
    }
}

/// A list read, the raw part that was signed, and the raw name of its issuer.
fn parts(der: &[u8]) -> Option<(CertificateList, &[u8], &[u8])> {
    let read = CertificateList::from_der(der).ok()?;
    let tbs: &[u8] = raw::children(der).ok()?.first()?;
    let fields = raw::children(tbs).ok()?;
    // The version comes first, unless it is the default one.
    let skip = usize::from(fields.first().is_some_and(|first| raw::tag(first) == 0x02));
    let name: &[u8] = fields.get(skip + 1)?;
    Some((read, tbs, name))
}

fn is_signed_by(read: &CertificateList, tbs: &[u8], issuer: &Certificate) -> bool {
    let may_sign = match issuer.key_usage() {
        Ok(usage) => usage.is_none_or(|usage| usage.crl_sign()),
        Err(_) => false,
    };
    let one_algorithm = read.signature_algorithm == read.tbs_cert_list.signature;
    let holds = Algorithm::of_signature(&read.signature_algorithm)
        .and_then(|known| issuer.check_signature(known, tbs, &read.signature));
    may_sign && one_algorithm && holds.is_ok()
}

/// Refuses a list with a scope of its own or a demand that we do not understand, in any entry.
fn check_demands(extensions: &[Extension], read: &CertificateList) -> Result<(), Rejected> {
    let known = [
        ID_CE_CRL_NUMBER,
        ID_CE_DELTA_CRL_INDICATOR,
        ID_CE_CRL_REASONS,
    ];
    let entries = read.tbs_cert_list.revoked_certificates.as_deref();
    let entries = entries.unwrap_or_default().iter();
    let of_entries =
        entries.flat_map(|one| one.crl_entry_extensions.as_deref().unwrap_or_default());
    let mut all = extensions.iter().chain(of_entries);
    let scoped = const_oid::db::rfc5280::ID_CE_ISSUING_DISTRIBUTION_POINT;
    let demand =
        all.find(|one| one.extn_id == scoped || (one.critical && !known.contains(&one.extn_id)));
    match demand {
        Some(one) => Err(Rejected::CrlScope {
            oid: one.extn_id.to_string(),
        }),
        None => Ok(()),
    }
}

fn number(extensions: &[Extension], oid: ObjectIdentifier) -> Result<Option<Vec<u8>>, Rejected> {
    let mut found = extensions.iter().filter(|one| one.extn_id == oid);
    let one = match (found.next(), found.next()) {
        (Some(one), None) => one,
        (None, _) => return Ok(None),
        (Some(_), Some(_)) => return Err(Rejected::CrlMalformed),
    };
    let read = der::asn1::UintRef::from_der(one.extn_value.as_bytes());
    let read = read.ok().ok_or(Rejected::CrlMalformed)?;
    Ok(Some(read.as_bytes().to_vec()))
}

/// Compares big-endian numbers without padding.
fn bigger_or_same(one: &[u8], other: &[u8]) -> bool {
    (one.len(), one) >= (other.len(), other)
}

fn reason(entry: &RevokedCert) -> Result<Option<CrlReason>, Rejected> {
    let extensions = entry.crl_entry_extensions.as_deref().unwrap_or_default();
    let found = extensions
        .iter()
        .find(|one| one.extn_id == ID_CE_CRL_REASONS);
    let read = found.map(|one| CrlReason::from_der(one.extn_value.as_bytes()));
    read.transpose().ok().ok_or(Rejected::CrlMalformed)
}
