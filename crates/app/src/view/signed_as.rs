//! In which capacity and by which method somebody signed, as the kept evidence says: never from what was typed.

use std::collections::BTreeSet;

pub use signature::{Method, Role as Capacity};

use crate::error::Error;
use crate::evidence;
use crate::office::Office;

/// How a document was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedAs {
    /// The roles in the certificate, from its extended key usages.
    pub roles: BTreeSet<Capacity>,
    /// The method of the signature; none if the container cannot say.
    pub method: Option<Method>,
}

impl SignedAs {
    /// The role that says most: who heads an entity is of that entity too.
    pub fn capacity(&self) -> Option<Capacity> {
        [
            Capacity::Head,
            Capacity::RightToSign,
            Capacity::FinancialSignature,
            Capacity::HumanResources,
            Capacity::Employee,
            Capacity::InformationSystem,
            Capacity::LegalEntity,
            Capacity::Individual,
        ]
        .into_iter()
        .find(|role| self.roles.contains(role))
    }
}

/// How the document with this signature container was signed; none while its evidence is not complete.
pub async fn signed_as(office: &Office, container: &str) -> Result<Option<SignedAs>, Error> {
    let package = evidence::package_of(office, container).await?;
    let signed = package.and_then(|package| {
        let verified = package.verdict().verified.as_ref()?;
        Some(SignedAs {
            roles: verified.signer.roles.clone(),
            method: signature::method(&package.container).ok(),
        })
    });
    Ok(signed)
}

#[cfg(test)]
mod tests {
    use super::{Capacity, SignedAs};

    #[test]
    fn capacity_is_the_role_that_says_most() {
        let of = |roles: &[Capacity]| {
            let roles = roles.iter().copied().collect();
            SignedAs {
                roles,
                method: None,
            }
            .capacity()
        };
        let entity = Capacity::LegalEntity;
        assert_eq!(of(&[entity, Capacity::Head]), Some(Capacity::Head));
        assert_eq!(of(&[entity, Capacity::Employee]), Some(Capacity::Employee));
        assert_eq!(of(&[Capacity::Individual]), Some(Capacity::Individual));
        assert_eq!(of(&[]), None);
    }
}
