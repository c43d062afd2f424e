//! A moment: everything but the case that a decision may depend on.

use jiff::Timestamp;
use jiff::civil::Date;
use law::Law;
use law::edition::Edition;
use law::places::Place;
use law::registration::Registration;

use crate::actor::{Actor, Organization};
use crate::refusal::Refusal;

/// Now, who acts, under which edition, at which organization.
#[derive(Clone, Copy)]
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

impl<'a> Moment<'a> {
    /// The legal day of now, in the time of the organization's place.
    pub fn today(&self) -> Result<Date, Refusal> {
        Ok(self.place()?.local(self.now).date())
    }

    /// The registration of what was filed at `filed_at`, by the calendar as it is known today.
    pub fn registration(&self, filed_at: Timestamp) -> Result<Registration, Refusal> {
        let calendar = self.law.calendar().known_on(self.today()?);
        law::registration::registration(filed_at, self.place()?, &self.organization.hours, calendar)
            .map_err(|uncovered| Refusal::LawSilent {
                what: uncovered.to_string(),
            })
    }

    fn place(&self) -> Result<&'a Place, Refusal> {
        let kato = &self.organization.kato;
        self.law
            .places()
            .get(kato)
            .ok_or_else(|| Refusal::LawSilent {
                what: format!("place {kato}"),
            })
    }
}
