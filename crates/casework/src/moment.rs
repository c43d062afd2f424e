//! A moment: everything but the case that a decision may depend on.

use jiff::Timestamp;
use jiff::civil::Date;
use law::Law;
use law::edition::Edition;

use crate::actor::{Actor, Organization};

/// Now, who acts, under which edition, at which organization.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The present instant, handed in.
    pub now: Timestamp,
    /// Who acts.
    pub actor: &'a Actor,
    /// The library.
    pub law: &'a Law,
    /// The edition to which the case is pinned.
    pub edition: &'a Edition,
    /// The organization of the case.
    pub organization: &'a Organization,
}

impl Moment<'_> {
    /// The legal day of now, in the time of the organization's place; `None` if the place is unknown.
    pub fn today(&self) -> Option<Date> {
        let place = self.law.places().get(&self.organization.kato)?;
        Some(place.local(self.now).date())
    }
}
