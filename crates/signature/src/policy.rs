//! Certificate policies along a path (RFC 5280 §6.1, without the mapping of policies).

use std::collections::BTreeSet;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ANY_POLICY, ID_CE_POLICY_MAPPINGS};
use x509_cert::ext::pkix::{CertificatePolicies, InhibitAnyPolicy, PolicyConstraints};

use crate::certificate::Certificate;
use crate::rejected::Rejected;

/// What is demanded of the policies of a path (RFC 5280 §6.1.1 c, e, g).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathPolicy {
    /// The policies of which one is wanted; any is good when empty.
    pub acceptable: BTreeSet<ObjectIdentifier>,
    /// Whether the path must be valid for a policy even if no certificate says so.
    pub explicit: bool,
    /// Whether the wildcard policy counts for nothing from the start.
    pub inhibit_any: bool,
}

/// What the certificates seen so far agree on.
struct Agreed {
    /// `None` means any policy.
    policies: Option<BTreeSet<ObjectIdentifier>>,
    /// How many certificates may still come before a policy must be there.
    explicit: usize,
    /// How many certificates may still come before the wildcard counts for nothing.
    inhibit_any: usize,
}

/// Checks the policies of a path: the leaf first, without its anchor.
pub(crate) fn check(path: &[&Certificate], demanded: &PathPolicy) -> Result<(), Rejected> {
    let never = path.len() + 1;
    let mut agreed = Agreed {
        policies: None,
        explicit: if demanded.explicit { 0 } else { never },
        inhibit_any: if demanded.inhibit_any { 0 } else { never },
    };
    for (left, one) in path.iter().enumerate().rev() {
        if one.has(ID_CE_POLICY_MAPPINGS) {
            return Err(Rejected::PolicyMapping);
        }
        agreed.narrow(one, left)?;
        agreed.tighten(one, left)?;
    }
    let wanted = match (&agreed.policies, demanded.acceptable.is_empty()) {
        (None, _) => true,
        (Some(found), true) => !found.is_empty(),
        (Some(found), false) => !found.is_disjoint(&demanded.acceptable),
    };
    if wanted || agreed.explicit > 0 {
        Ok(())
    } else {
        Err(Rejected::PolicyMissing)
    }
}

impl Agreed {
    /// Keeps what this certificate also asserts (RFC 5280 §6.1.3 d–f).
    fn narrow(&mut self, one: &Certificate, left: usize) -> Result<(), Rejected> {
        let asserted = policies(one)?;
        let wildcard = self.inhibit_any > 0 || (left > 0 && one.is_self_issued());
        if !(wildcard && asserted.contains(&ANY_POLICY)) {
            let named = asserted.into_iter().filter(|oid| *oid != ANY_POLICY);
            let named: BTreeSet<_> = named.collect();
            self.policies = Some(match self.policies.take() {
                Some(before) => before.intersection(&named).copied().collect(),
                None => named,
            });
        }
        let none = self.policies.as_ref().is_some_and(BTreeSet::is_empty);
        if none && self.explicit == 0 {
            return Err(Rejected::PolicyMissing);
        }
        Ok(())
    }

    /// Takes over the constraints of this certificate (RFC 5280 §6.1.4 h–j, §6.1.5 a–b).
    fn tighten(&mut self, one: &Certificate, left: usize) -> Result<(), Rejected> {
        if left == 0 || !one.is_self_issued() {
            self.explicit = self.explicit.saturating_sub(1);
            self.inhibit_any = self.inhibit_any.saturating_sub(1);
        }
        let constraints = one.value::<PolicyConstraints>()?;
        if let Some(after) = constraints.and_then(|read| read.require_explicit_policy) {
            let after = usize::try_from(after).unwrap_or(usize::MAX);
            // Of the last certificate only an immediate demand counts.
            if left > 0 || after == 0 {
                self.explicit = self.explicit.min(after);
            }
        }
        if let Some(InhibitAnyPolicy(after)) = one.value()? {
            let after = usize::try_from(after).unwrap_or(usize::MAX);
            self.inhibit_any = self.inhibit_any.min(after);
        }
        Ok(())
    }
}

/// The policies that a certificate asserts; none when it has no such extension.
pub(crate) fn policies(one: &Certificate) -> Result<BTreeSet<ObjectIdentifier>, Rejected> {
    let read = one.value::<CertificatePolicies>()?;
    let all = read.map(|read| read.0).unwrap_or_default();
    Ok(all.iter().map(|info| info.policy_identifier).collect())
}
