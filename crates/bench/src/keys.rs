//! The people of the scales and their keys: made once, used on both engines.

use std::sync::Arc;

use casework::event::PersonRef;
use casework::identifier::{Bin, Iin};
use jiff::civil::date;
use sandbox::ca::{Family, Key, Organization, Profile, Role, TestCa, Usage};
use sandbox::identifiers::{self, Sex};

use crate::notary_work::{authority, term};

/// Somebody who signs.
pub(crate) struct Signatory {
    /// Who it is.
    pub(crate) person: PersonRef,
    /// The key.
    pub(crate) key: Key,
}

/// The authority and everybody whom it has certified.
pub(crate) struct Keys {
    /// The authority.
    pub(crate) ca: Arc<TestCa>,
    /// Recipients.
    pub(crate) citizens: Vec<Arc<Signatory>>,
    /// Officials of the first provider, each executor and head.
    pub(crate) officials: Vec<Arc<Signatory>>,
}

/// The business number of the `n`th provider.
pub(crate) fn bin(n: usize) -> anyhow::Result<Bin> {
    let serial = 10_000 + u32::try_from(n)? * 20;
    let made =
        (serial..serial + 20).find_map(|serial| identifiers::bin(date(2001, 3, 1), serial).ok());
    Ok(Bin::parse(&made.unwrap_or_default())?)
}

/// The number of the `n`th person.
fn iin(n: usize) -> anyhow::Result<Iin> {
    let serial = 1_000 + u16::try_from(n)? * 20;
    let made = (serial..serial + 20)
        .find_map(|serial| identifiers::iin(date(1988, 5, 4), Sex::Female, serial).ok());
    Ok(Iin::parse(&made.unwrap_or_default())?)
}

/// Makes so many citizens and officials. A key takes some time: it is a pair of large primes.
pub(crate) fn keys(citizens: usize, officials: usize) -> anyhow::Result<Keys> {
    let mut ca = authority(Family::Rsa)?;
    let (from, until) = term()?;
    let mut certify = |n: usize, organization: Option<Organization>| {
        let person = PersonRef {
            iin: iin(n)?,
            name: format!("ӘЛІМЖАНОВА МАДИНА {n}"),
        };
        let profile = Profile {
            iin: person.iin.as_str().to_owned(),
            surname: "ӘЛІМЖАНОВА".to_owned(),
            given_name: format!("МАДИНА {n}"),
            patronymic: None,
            role: if organization.is_some() {
                Role::Head
            } else {
                Role::Individual
            },
            organization,
            usage: Usage::Sign,
        };
        let key = ca.issue(&profile, from, until)?;
        anyhow::Ok(Arc::new(Signatory { person, key }))
    };
    let provider = Organization {
        bin: bin(0)?.as_str().to_owned(),
        name: "Provider 0".to_owned(),
    };
    let citizens_made: anyhow::Result<Vec<_>> = (0..citizens).map(|n| certify(n, None)).collect();
    let officials_made: anyhow::Result<Vec<_>> = (citizens..citizens + officials)
        .map(|n| certify(n, Some(provider.clone())))
        .collect();
    let (citizens, officials) = (citizens_made?, officials_made?);
    Ok(Keys {
        ca: Arc::new(ca),
        citizens,
        officials,
    })
}
