//! A moment: everything but the case that a decision may depend on.

use jiff::Timestamp;
use jiff::civil::Date;
use law::Law;
use law::edition::Edition;
use law::places::Place;
use law::registration::{Reason, Registration};

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

    /// The instant of a local day and time in the organization's place.
    pub fn instant(&self, local: jiff::civil::DateTime) -> Result<Timestamp, Refusal> {
        let instant = self.place()?.instant(local);
        instant.ok_or_else(|| Refusal::LawSilent {
            what: format!("the instant of {local}"),
        })
    }

    /// The registration of what was filed at `filed_at`, by the calendar as it is known today. If another edition
    /// was in force on the day of filing than the one of the case, a reason says so.
    pub fn registration(&self, filed_at: Timestamp) -> Result<Registration, Refusal> {
        let calendar = self.law.calendar().known_on(self.today()?);
        let hours = &self.organization.hours;
        let mut registration =
            law::registration::registration(filed_at, self.place()?, hours, calendar).map_err(
                |uncovered| Refusal::LawSilent {
                    what: uncovered.to_string(),
                },
            )?;
        let filed = registration.filed.date();
        let before = self.law.edition(&self.edition.service, filed).ok();
        if before.is_none_or(|before| before.id != self.edition.id) {
            registration.derivation.push(Reason::EditionChanges {
                from: before.map(|before| before.id.clone()),
                to: self.edition.id.clone(),
                act: self.edition.act.title.clone(),
            });
        }
        Ok(registration)
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
