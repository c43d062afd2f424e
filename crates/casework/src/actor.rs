//! Who acts, and at which organization.

use std::collections::BTreeSet;

use law::Text;
use law::edition::Role;
use law::hours::WorkingHours;
use serde::{Deserialize, Serialize};

use crate::event::{OfficerRef, PersonRef};
use crate::identifier::Bin;

/// Whoever gives a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person acting for themselves.
    Recipient(PersonRef),
    /// An official.
    Officer(Officer),
    /// The system itself: registration in batches, late evidence.
    System,
}

impl Actor {
    /// How the journal's envelope names the actor: never by number or name.
    pub fn envelope_name(&self) -> &'static str {
        match self {
            Self::Recipient(_) => "recipient",
            Self::Officer(_) => "officer",
            Self::System => "system",
        }
    }
}

/// An official with the roles they hold at one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The person.
    pub person: PersonRef,
    /// The organization.
    pub organization: String,
    /// The roles held.
    pub roles: BTreeSet<Role>,
}

impl Officer {
    /// The officer as the journal names them, acting in `role`.
    pub fn acting_as(&self, role: Role) -> OfficerRef {
        OfficerRef {
            iin: self.person.iin.clone(),
            name: self.person.name.clone(),
            role,
            organization: self.organization.clone(),
        }
    }

    /// Whether the officer holds `role`.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// A provider: a local executive body's department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// `astana-social`.
    pub code: String,
    /// Its number.
    pub bin: Bin,
    /// KATO code of the place it serves.
    pub kato: String,
    /// The prefix of its registration numbers.
    pub register: String,
    /// The services it gives.
    pub services: Vec<String>,
    /// Its telephone.
    pub phone: String,
    /// Its address.
    pub address: Text,
    /// Its name.
    pub name: Text,
    /// Its working hours.
    pub hours: WorkingHours,
}
