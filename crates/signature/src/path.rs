//! A path of certificates from an owner up to an anchor (RFC 5280 §6).

use const_oid::db::rfc5280::{ID_CE_NAME_CONSTRAINTS, ID_CE_POLICY_MAPPINGS};
use jiff::Timestamp;

use crate::certificate::{Authority, Certificate};
use crate::crl;
use crate::policy::{self, PathPolicy};
use crate::rejected::Rejected;

/// The longest path that is looked at, with leaf and anchor.
pub const MAX_PATH: usize = 10;

/// Checks a path: the leaf first, the pinned anchor last, each DER.
///
/// Names chain byte by byte, signatures hold, all are in term at `at`, each authority is one and has
/// room for those below it, and no certificate makes a demand that is not understood. With `lists`
/// every certificate below the anchor must also be covered by a list of its issuer and not revoked.
pub fn check_path(
    path: &[&[u8]],
    lists: Option<&[&[u8]]>,
    demanded: &PathPolicy,
    at: Timestamp,
) -> Result<(), Rejected> {
    if path.len() > MAX_PATH {
        return Err(Rejected::PathTooLong);
    }
    let read: Result<Vec<_>, _> = path.iter().map(|der| Certificate::read(der)).collect();
    let read = read?;
    let (leaf, above) = read.split_first().ok_or(Rejected::ChainUntrusted)?;
    let above: Vec<&Certificate> = above.iter().collect();
    for (below, issuer) in read.iter().zip(&above) {
        if below.issuer() != issuer.subject() {
            return Err(Rejected::NameChaining);
        }
        below.check_signed_by(issuer)?;
    }
    leaf.check_critical()?;
    leaf.check_term(at)?;
    check_above(leaf, &above, demanded, at)?;
    for (below, _) in read.iter().zip(&above) {
        if let Some(lists) = lists {
            crl::check(lists, below, &above, at)?;
        }
    }
    Ok(())
}

/// Checks the authorities above a leaf, the nearest first and the anchor last, and the policies.
/// Names and signatures have been checked already.
pub(crate) fn check_above(
    leaf: &Certificate,
    above: &[&Certificate],
    demanded: &PathPolicy,
    at: Timestamp,
) -> Result<(), Rejected> {
    if above.is_empty() {
        return Err(Rejected::ChainUntrusted);
    }
    // A certificate for the authority's own next key takes no room (RFC 5280 §6.1.4 l).
    let mut below = 0;
    for one in above {
        check_authority(one, below, at)?;
        if !one.is_self_issued() {
            below += 1;
        }
    }
    let mut path = vec![leaf];
    path.extend(above.iter().take(above.len() - 1));
    policy::check(&path, demanded)
}

/// Checks that a certificate is an authority's, in term, with room for `below` authorities.
fn check_authority(one: &Certificate, below: usize, at: Timestamp) -> Result<(), Rejected> {
    match one.authority()? {
        Authority::No => return Err(Rejected::CaNotACa),
        Authority::Yes { below: Some(most) } if below > usize::from(most) => {
            return Err(Rejected::PathTooLong);
        }
        Authority::Yes { .. } => {}
    }
    if one.has(ID_CE_NAME_CONSTRAINTS) {
        return Err(Rejected::NameConstraints);
    }
    if one.has(ID_CE_POLICY_MAPPINGS) {
        return Err(Rejected::PolicyMapping);
    }
    one.check_critical()?;
    if !one.is_valid_at(at) {
        let (not_before, not_after) = (one.not_before(), one.not_after());
        return Err(Rejected::CaOutOfTerm {
            not_before,
            not_after,
            at,
        });
    }
    Ok(())
}
