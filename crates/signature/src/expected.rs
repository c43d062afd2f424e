//! Who was asked to sign, and for what; and whether the certificate is of that person and use.

use const_oid::db::rfc5280::{ID_KP_CLIENT_AUTH, ID_KP_EMAIL_PROTECTION};
use serde::{Deserialize, Serialize};
use x509_cert::ext::pkix::KeyUsage;

use crate::certificate::{Authority, Certificate};
use crate::rejected::Rejected;
use crate::signer::{Role, Signer};

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A document: an application, a consent, a deed. Keys for signing in only are refused.
    Document,
    /// Signing in with a nonce. Keys for signing in and keys for documents are both good.
    Login,
}

/// The role in which the person was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExpectedRole {
    /// Whatever the certificate says.
    Any,
    /// A natural person for himself or herself.
    Individual,
    /// The first head of the legal entity whose BIN is expected.
    Head,
    /// Somebody who may sign for the legal entity whose BIN is expected: its head, or a person
    /// with the right to sign.
    Signatory,
    /// Somebody who may sign financial documents for the legal entity whose BIN is expected: its
    /// head, or a person with that right.
    FinancialSignatory,
    /// Anybody certified as working for the legal entity whose BIN is expected, its head included.
    Employee,
    /// An information system of the legal entity whose BIN is expected.
    InformationSystem,
}

/// Who was asked to sign, and for what.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// What the signature is for.
    pub purpose: Purpose,
    /// The person asked, by IIN; `None` when the signature is to tell us who it is.
    pub iin: Option<String>,
    /// The legal entity asked, by BIN. A head without a BIN to compare is refused.
    pub bin: Option<String>,
    /// The role asked.
    pub role: ExpectedRole,
}

impl Expected {
    /// Checks that the key may be used for the purpose.
    pub(crate) fn check_usage(&self, leaf: &Certificate) -> Result<(), Rejected> {
        if let Authority::Yes { .. } = leaf.authority()? {
            return Err(Rejected::KeyUsage {
                lacks: "an owner who is not an authority",
            });
        }
        let purposes = leaf.key_purposes()?;
        let signs = purposes.contains(&ID_KP_EMAIL_PROTECTION);
        let signs_in = purposes.contains(&ID_KP_CLIENT_AUTH);
        match self.purpose {
            Purpose::Document if signs_in && !signs => return Err(Rejected::AuthenticationKey),
            Purpose::Document if !signs => {
                return Err(Rejected::KeyUsage {
                    lacks: "email-protection",
                });
            }
            Purpose::Login if !signs && !signs_in => {
                return Err(Rejected::KeyUsage {
                    lacks: "client-auth",
                });
            }
            Purpose::Document | Purpose::Login => {}
        }
        let usage = leaf.key_usage()?;
        if !usage.as_ref().is_some_and(KeyUsage::digital_signature) {
            return Err(Rejected::KeyUsage {
                lacks: "digital-signature",
            });
        }
        let binds = usage.as_ref().is_some_and(KeyUsage::non_repudiation);
        if self.purpose == Purpose::Document && !binds {
            return Err(Rejected::KeyUsage {
                lacks: "non-repudiation",
            });
        }
        Ok(())
    }

    /// Checks that the signer is the person, the entity and the role asked.
    pub(crate) fn check_person(&self, signer: &Signer) -> Result<(), Rejected> {
        if self.iin.is_some() && self.iin != signer.iin {
            return Err(Rejected::WrongPerson);
        }
        let needs_bin = self.role.is_of_an_entity();
        if (self.bin.is_some() || needs_bin) && (self.bin.is_none() || self.bin != signer.bin) {
            return Err(Rejected::WrongOrganization);
        }
        let has_role = match self.role.one_of() {
            Some(roles) => roles.iter().any(|role| signer.roles.contains(role)),
            None => true,
        };
        if has_role {
            Ok(())
        } else {
            Err(Rejected::WrongRole)
        }
    }
}

impl ExpectedRole {
    /// The certified roles of which one is enough; `None` when any or none will do.
    fn one_of(self) -> Option<&'static [Role]> {
        use Role::{Employee, FinancialSignature, Head, HumanResources, RightToSign};
        match self {
            Self::Any => None,
            Self::Individual => Some(&[Role::Individual]),
            Self::Head => Some(&[Head]),
            Self::Signatory => Some(&[Head, RightToSign]),
            Self::FinancialSignatory => Some(&[Head, FinancialSignature]),
            Self::Employee => Some(&[
                Head,
                RightToSign,
                FinancialSignature,
                HumanResources,
                Employee,
            ]),
            Self::InformationSystem => Some(&[Role::InformationSystem]),
        }
    }

    /// Whether the role is held in a legal entity, so that its BIN must be compared.
    fn is_of_an_entity(self) -> bool {
        match self {
            Self::Any | Self::Individual => false,
            Self::Head
            | Self::Signatory
            | Self::FinancialSignatory
            | Self::Employee
            | Self::InformationSystem => true,
        }
    }
}
