//! Who signed, as the certificate says it (profile of the national certification authority).

use std::collections::BTreeSet;
use std::fmt;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc4519::{
    COMMON_NAME, GIVEN_NAME, ORGANIZATION_NAME, ORGANIZATIONAL_UNIT_NAME, SERIAL_NUMBER,
};
use der::{Tag, Tagged};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use x509_cert::name::Name;

use crate::algorithm::sha256;
use crate::certificate::Certificate;
use crate::raw::hex;
use crate::rejected::Rejected;

/// A role that the authority certifies by an extended key usage under 1.2.398.3.3.4.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A natural person (.1).
    Individual,
    /// Somebody of a legal entity (.2).
    LegalEntity,
    /// The first head of a legal entity (.2.1).
    Head,
    /// A person with the right to sign (.2.2).
    RightToSign,
    /// A person with the right to sign financial documents (.2.3).
    FinancialSignature,
    /// An employee of human resources (.2.4).
    HumanResources,
    /// An employee (.2.5).
    Employee,
    /// An information system (.2.6).
    InformationSystem,
}

impl Role {
    fn of(oid: &ObjectIdentifier) -> Option<Self> {
        Some(match oid.to_string().as_str() {
            "1.2.398.3.3.4.1.1" => Self::Individual,
            "1.2.398.3.3.4.1.2" => Self::LegalEntity,
            "1.2.398.3.3.4.1.2.1" => Self::Head,
            "1.2.398.3.3.4.1.2.2" => Self::RightToSign,
            "1.2.398.3.3.4.1.2.3" => Self::FinancialSignature,
            "1.2.398.3.3.4.1.2.4" => Self::HumanResources,
            "1.2.398.3.3.4.1.2.5" => Self::Employee,
            "1.2.398.3.3.4.1.2.6" => Self::InformationSystem,
            _ => return None,
        })
    }
}

/// Who signed. Serialized it is personal data; `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Individual identification number, compared as text: the check digit may be wrong.
    pub iin: Option<String>,
    /// Business identification number of the legal entity.
    pub bin: Option<String>,
    /// Surname and given name, or the name of a system.
    pub common_name: Option<String>,
    /// The patronymic, which stands in the attribute of given names (KNCA's profile).
    pub patronymic: Option<String>,
    /// The legal entity.
    pub organization: Option<String>,
    /// The certified roles.
    pub roles: BTreeSet<Role>,
    /// The serial number of the certificate.
    pub serial_hex: String,
    /// The first instant of the certificate.
    pub not_before: Timestamp,
    /// The last instant of the certificate.
    pub not_after: Timestamp,
    /// The common name of the authority that issued the certificate.
    pub issuer: Option<String>,
    /// SHA-256 of the certificate.
    pub certificate_sha256: String,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("roles", &self.roles)
            .field("serial_hex", &self.serial_hex)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

impl Signer {
    /// Surname, given name and patronymic, as the certificate spells them.
    pub fn full_name(&self) -> Option<String> {
        let name = self.common_name.as_deref()?;
        Some(match &self.patronymic {
            Some(patronymic) => format!("{name} {patronymic}"),
            None => name.to_owned(),
        })
    }

    pub(crate) fn of(certificate: &Certificate) -> Result<Self, Rejected> {
        let subject = certificate.subject_name();
        let numbers = [SERIAL_NUMBER, ORGANIZATIONAL_UNIT_NAME];
        Ok(Self {
            iin: number(subject, "IIN", &[SERIAL_NUMBER]),
            bin: number(subject, "BIN", &numbers),
            common_name: texts(subject, COMMON_NAME).next(),
            patronymic: texts(subject, GIVEN_NAME).next(),
            organization: texts(subject, ORGANIZATION_NAME).next(),
            roles: certificate
                .key_purposes()?
                .iter()
                .filter_map(Role::of)
                .collect(),
            serial_hex: hex(certificate.serial()),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            issuer: texts(certificate.issuer_name(), COMMON_NAME).next(),
            certificate_sha256: hex(&sha256(certificate.der())),
        })
    }
}

/// The only twelve-digit number with a prefix; two different ones are as good as none.
fn number(name: &Name, prefix: &str, attributes: &[ObjectIdentifier]) -> Option<String> {
    let all = attributes.iter().flat_map(|oid| texts(name, *oid));
    let found: BTreeSet<String> = all
        .filter_map(|text| text.strip_prefix(prefix).map(str::to_owned))
        .filter(|rest| rest.len() == 12 && rest.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    if found.len() == 1 {
        found.into_iter().next()
    } else {
        None
    }
}

/// The texts of an attribute, in the order of the name.
pub(crate) fn texts(name: &Name, oid: ObjectIdentifier) -> impl Iterator<Item = String> {
    name.0
        .iter()
        .flat_map(|part| part.0.iter())
        .filter(move |attribute| attribute.oid == oid)
        .filter(|attribute| {
            [Tag::Utf8String, Tag::PrintableString, Tag::Ia5String].contains(&attribute.value.tag())
        })
        .filter_map(|attribute| String::from_utf8(attribute.value.value().to_vec()).ok())
}

/// The words of a name in capitals, whatever attribute they stand in.
pub(crate) fn words(name: &Name) -> BTreeSet<String> {
    let values = name.0.iter().flat_map(|part| part.0.iter());
    let texts = values.map(|one| String::from_utf8_lossy(one.value.value()).to_uppercase());
    texts
        .flat_map(|text| {
            let split = text.split(|letter: char| !letter.is_alphabetic());
            split.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}
