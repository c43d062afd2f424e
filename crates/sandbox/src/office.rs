//! The office file of the town: what `shanyraq office import` reads to know the providers and their officials.

use serde::{Deserialize, Serialize};

use crate::identifiers::CannotMake;
use crate::people::{Hours, OfficerRole, Register, Text};

/// The whole file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeFile {
    /// The providers.
    pub organization: Vec<Provider>,
}

/// One provider in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Unique kebab-case word.
    pub code: String,
    /// Business identification number.
    pub bin: String,
    /// The place it serves.
    pub kato: String,
    /// Prefix of the registration numbers.
    pub register: String,
    /// Codes of services.
    pub services: Vec<String>,
    /// Landline in E.164.
    pub phone: String,
    /// Where it sits.
    pub address: Text,
    /// Its name.
    pub name: Text,
    /// When it works.
    pub hours: Hours,
    /// Its officials.
    pub officer: Vec<Official>,
}

/// One official in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Official {
    /// Individual identification number.
    pub iin: String,
    /// Full name.
    pub name: String,
    /// Roles at the provider.
    pub roles: Vec<OfficerRole>,
}

/// Why the office file cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// A number of the town cannot be made.
    #[error(transparent)]
    Number(#[from] CannotMake),
    /// The text cannot be made.
    #[error(transparent)]
    Text(#[from] toml::ser::Error),
}

/// The office file of the town as TOML text.
pub fn office_file(town: &Register) -> Result<String, OfficeError> {
    let mut organization = Vec::new();
    for provider in &town.organizations {
        let mut officer = Vec::new();
        for post in &provider.officer {
            if let Some(person) = town.person(&post.person) {
                officer.push(Official {
                    iin: person.iin()?,
                    name: person.name.full(),
                    roles: post.roles.clone(),
                });
            }
        }
        organization.push(Provider {
            code: provider.code.clone(),
            bin: provider.bin()?,
            kato: provider.kato.clone(),
            register: provider.register.clone(),
            services: provider.services.clone(),
            phone: provider.phone.clone(),
            address: provider.address.clone(),
            name: provider.name.clone(),
            hours: provider.hours.clone(),
            officer,
        });
    }
    Ok(toml::to_string(&OfficeFile { organization })?)
}
