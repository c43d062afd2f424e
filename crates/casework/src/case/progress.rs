//! The work of a stage as far as it has come: what was asked and answered, and what that brings.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use law::edition::Trigger;

use super::rule::HeardOut;
use crate::event::work::{
    AgreementDraft, AgreementSigned, AskedParty, Commission, ConsentDeclined, ConsentGiven,
    Forwarding, Payment, Place, Recusal, RegisterAnswered, Satisfaction, Schedule, Tally, Transfer,
    Vote, WorkEvent,
};
use crate::event::{DeedSigned, PersonRef};

/// The work of a stage; each variant has exactly its data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing has begun, or the work is an officer's own: to check, to assess, to sign.
    #[default]
    Nothing,
    /// Consents of parties.
    Consent(Consents),
    /// Questions to registers.
    Registry(Questions),
    /// A vote of the commission.
    Vote(Box<Ballot>),
    /// A deed that several sign.
    Agree(Box<Agreement>),
    /// An outside act.
    Transfer(Outside),
    /// A place in a queue.
    Enrol(Place),
    /// Payments.
    Pay(Payments),
    /// The file is with another body, or need not be.
    Forward(Sent),
    /// An entry in a register.
    Record(Entry),
    /// A hearing that the edition has a stage for is over.
    Hear(HeardOut),
}

/// The consents asked and answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consents {
    /// Who was asked, once for each party that they are.
    pub asked: Vec<AskedParty>,
    /// When.
    pub asked_at: Timestamp,
    /// From this instant on nobody can consent any more.
    pub expires: Option<Timestamp>,
    /// Those who consented.
    pub given: Vec<ConsentGiven>,
    /// Those who declined.
    pub declined: Vec<ConsentDeclined>,
    /// When the time was found to have run out.
    pub lapsed: Option<Timestamp>,
}

/// The registers asked and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questions {
    /// The registers asked.
    pub asked: BTreeSet<String>,
    /// When.
    pub asked_at: Timestamp,
    /// Their answers.
    pub answered: BTreeMap<String, RegisterAnswered>,
    /// Those that were given up, and when.
    pub silent: BTreeMap<String, Timestamp>,
}

/// A vote of the commission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The commission as it met.
    pub commission: Commission,
    /// Members who may not take part.
    pub recused: Vec<Recusal>,
    /// The votes.
    pub votes: Vec<Vote>,
    /// The count, once made.
    pub tally: Option<Tally>,
}

/// A deed that several sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The deed as drawn up; nothing of it changes any more.
    pub draft: AgreementDraft,
    /// The signatures so far.
    pub signed: Vec<AgreementSigned>,
    /// Who declined, and why.
    pub declined: Option<(PersonRef, String)>,
    /// Whether everybody has signed.
    pub is_concluded: bool,
}

/// What became of an act made outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It was made.
    Recorded(Box<Transfer>),
    /// Somebody declined to sign it, and why.
    Declined(String),
}

/// Payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payments {
    /// What is due.
    pub schedule: Schedule,
    /// What arrived.
    pub received: Vec<Payment>,
    /// The day that passed without its sum.
    pub overdue: Option<Date>,
}

/// What became of a file for another body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It was sent.
    Forwarded(Forwarding),
    /// There is nothing left to send it for.
    Satisfied(Satisfaction),
}

/// An entry in a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The register.
    pub register: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Its answer.
    pub answer: Option<EntryAnswer>,
}

/// A register's answer to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryAnswer {
    /// It stands in the register.
    Acknowledged {
        /// Its number.
        number: String,
        /// Its legal day.
        day: Date,
    },
    /// It does not, and why.
    Rejected(String),
}

impl Progress {
    /// What the work has brought, once it is done.
    pub fn brought(&self) -> Option<Trigger> {
        match self {
            Self::Nothing => None,
            Self::Consent(consents) => consents.brought(),
            Self::Registry(questions) => questions.brought(),
            Self::Vote(ballot) => ballot.tally.as_ref().map(|tally| {
                if tally.carried {
                    Trigger::Carried
                } else {
                    Trigger::Lost
                }
            }),
            Self::Agree(agreement) if agreement.declined.is_some() => Some(Trigger::Declined),
            Self::Agree(agreement) => agreement.is_concluded.then_some(Trigger::Signed),
            Self::Transfer(outside) => Some(match outside {
                Outside::Recorded(_) => Trigger::Recorded,
                Outside::Declined(_) => Trigger::Declined,
            }),
            Self::Enrol(_) => Some(Trigger::Enrolled),
            Self::Pay(payments) => payments.brought(),
            Self::Forward(Sent::Forwarded(_)) => Some(Trigger::Forwarded),
            Self::Forward(Sent::Satisfied(_)) | Self::Hear(HeardOut::Satisfied) => {
                Some(Trigger::Satisfied)
            }
            Self::Hear(HeardOut::Heard) => Some(Trigger::Heard),
            Self::Record(entry) => entry.answer.as_ref().map(|answer| match answer {
                EntryAnswer::Acknowledged { .. } => Trigger::Acknowledged,
                EntryAnswer::Rejected(_) => Trigger::Rejected,
            }),
        }
    }

    /// The work after one more event of it. An event that does not fit the work changes nothing.
    pub(super) fn apply(&mut self, event: &WorkEvent) {
        match event {
            WorkEvent::ConsentsAsked(_)
            | WorkEvent::RegistersAsked { .. }
            | WorkEvent::CommissionConvened(_)
            | WorkEvent::AgreementDrawnUp(_)
            | WorkEvent::TransferRecorded(_)
            | WorkEvent::TransferDeclined { .. }
            | WorkEvent::Enrolled(_)
            | WorkEvent::PaymentsScheduled(_)
            | WorkEvent::Forwarded(_)
            | WorkEvent::SatisfiedInstead(_)
            | WorkEvent::EntryAsked { .. } => {
                if let Some(begun) = begun(event) {
                    *self = begun;
                }
            }
            WorkEvent::ConsentGiven(_)
            | WorkEvent::ConsentDeclined(_)
            | WorkEvent::ConsentsLapsed { .. }
            | WorkEvent::RegisterAnswered(_)
            | WorkEvent::RegisterSilent { .. }
            | WorkEvent::MemberRecused(_)
            | WorkEvent::VoteCast(_)
            | WorkEvent::VotesCounted(_)
            | WorkEvent::AgreementSigned(_)
            | WorkEvent::AgreementDeclined { .. }
            | WorkEvent::AgreementConcluded(_)
            | WorkEvent::PaymentReceived(_)
            | WorkEvent::PaymentsOverdue { .. }
            | WorkEvent::EntryAcknowledged { .. }
            | WorkEvent::EntryRejected { .. } => self.go_on(event),
        }
    }

    fn go_on(&mut self, event: &WorkEvent) {
        match (self, event) {
            (Self::Consent(consents), event) => consents.go_on(event),
            (Self::Registry(questions), WorkEvent::RegisterAnswered(answer)) => {
                let register = answer.register.clone();
                questions.answered.insert(register, answer.clone());
            }
            (Self::Registry(questions), WorkEvent::RegisterSilent { register, at }) => {
                questions.silent.insert(register.clone(), *at);
            }
            (Self::Vote(ballot), event) => ballot.go_on(event),
            (Self::Agree(agreement), WorkEvent::AgreementSigned(signed)) => {
                agreement.signed.push(signed.clone());
            }
            (Self::Agree(agreement), WorkEvent::AgreementDeclined { person, note }) => {
                agreement.declined = Some((person.clone(), note.clone()));
            }
            (Self::Agree(agreement), WorkEvent::AgreementConcluded(_)) => {
                agreement.is_concluded = true;
            }
            (Self::Pay(payments), WorkEvent::PaymentReceived(payment)) => {
                payments.received.push(payment.clone());
            }
            (Self::Pay(payments), WorkEvent::PaymentsOverdue { due }) => {
                payments.overdue = Some(*due);
            }
            (Self::Record(entry), WorkEvent::EntryAcknowledged { number, day, .. }) => {
                let (number, day) = (number.clone(), *day);
                entry.answer = Some(EntryAnswer::Acknowledged { number, day });
            }
            (Self::Record(entry), WorkEvent::EntryRejected { reason, .. }) => {
                entry.answer = Some(EntryAnswer::Rejected(reason.clone()));
            }
            // Nothing of the work that this event belongs to has begun.
            (_, _) => {}
        }
    }
}

/// The work that the event begins; none if it goes on with work that has begun.
fn begun(event: &WorkEvent) -> Option<Progress> {
    Some(match event {
        WorkEvent::ConsentsAsked(asked) => Progress::Consent(Consents {
            asked: asked.asked.clone(),
            asked_at: asked.at,
            expires: asked.expires,
            given: Vec::new(),
            declined: Vec::new(),
            lapsed: None,
        }),
        WorkEvent::RegistersAsked { registers, at } => Progress::Registry(Questions {
            asked: registers.iter().cloned().collect(),
            asked_at: *at,
            answered: BTreeMap::new(),
            silent: BTreeMap::new(),
        }),
        WorkEvent::CommissionConvened(commission) => Progress::Vote(Box::new(Ballot {
            commission: commission.clone(),
            recused: Vec::new(),
            votes: Vec::new(),
            tally: None,
        })),
        WorkEvent::AgreementDrawnUp(draft) => Progress::Agree(Box::new(Agreement {
            draft: draft.as_ref().clone(),
            signed: Vec::new(),
            declined: None,
            is_concluded: false,
        })),
        WorkEvent::TransferRecorded(transfer) => {
            Progress::Transfer(Outside::Recorded(transfer.clone()))
        }
        WorkEvent::TransferDeclined { note, .. } => {
            Progress::Transfer(Outside::Declined(note.clone()))
        }
        WorkEvent::Enrolled(place) => Progress::Enrol(place.clone()),
        WorkEvent::PaymentsScheduled(schedule) => Progress::Pay(Payments {
            schedule: schedule.clone(),
            received: Vec::new(),
            overdue: None,
        }),
        WorkEvent::Forwarded(forwarding) => Progress::Forward(Sent::Forwarded(forwarding.clone())),
        WorkEvent::SatisfiedInstead(act) => Progress::Forward(Sent::Satisfied(act.clone())),
        WorkEvent::EntryAsked { register, at } => Progress::Record(Entry {
            register: register.clone(),
            asked_at: *at,
            answer: None,
        }),
        WorkEvent::ConsentGiven(_)
        | WorkEvent::ConsentDeclined(_)
        | WorkEvent::ConsentsLapsed { .. }
        | WorkEvent::RegisterAnswered(_)
        | WorkEvent::RegisterSilent { .. }
        | WorkEvent::MemberRecused(_)
        | WorkEvent::VoteCast(_)
        | WorkEvent::VotesCounted(_)
        | WorkEvent::AgreementSigned(_)
        | WorkEvent::AgreementDeclined { .. }
        | WorkEvent::AgreementConcluded(_)
        | WorkEvent::PaymentReceived(_)
        | WorkEvent::PaymentsOverdue { .. }
        | WorkEvent::EntryAcknowledged { .. }
        | WorkEvent::EntryRejected { .. } => return None,
    })
}

impl Consents {
    /// The parties' consents that are still to come.
    pub fn waiting(&self) -> impl Iterator<Item = &AskedParty> {
        self.asked.iter().filter(|asked| {
            let is_this = |party: &str, person| party == asked.party && person == &asked.person.iin;
            !self.given.iter().any(|it| is_this(&it.party, &it.person))
                && !self
                    .declined
                    .iter()
                    .any(|it| is_this(&it.party, &it.person))
        })
    }

    fn brought(&self) -> Option<Trigger> {
        if !self.declined.is_empty() {
            Some(Trigger::Declined)
        } else if self.lapsed.is_some() {
            Some(Trigger::Lapsed)
        } else {
            self.waiting().next().is_none().then_some(Trigger::Given)
        }
    }

    fn go_on(&mut self, event: &WorkEvent) {
        if let WorkEvent::ConsentGiven(given) = event {
            self.given.push(given.clone());
        } else if let WorkEvent::ConsentDeclined(declined) = event {
            self.declined.push(declined.clone());
        } else if let WorkEvent::ConsentsLapsed { at } = event {
            self.lapsed = Some(*at);
        }
    }
}

impl Questions {
    /// The registers of which nothing has been heard yet.
    pub fn waiting(&self) -> impl Iterator<Item = &String> {
        self.asked.iter().filter(|register| {
            !self.answered.contains_key(*register) && !self.silent.contains_key(*register)
        })
    }

    fn brought(&self) -> Option<Trigger> {
        match (self.waiting().next(), self.silent.is_empty()) {
            (Some(_), _) => None,
            (None, true) => Some(Trigger::Answered),
            (None, false) => Some(Trigger::Silent),
        }
    }
}

impl Ballot {
    fn go_on(&mut self, event: &WorkEvent) {
        if let WorkEvent::MemberRecused(recusal) = event {
            self.recused.push(recusal.clone());
        } else if let WorkEvent::VoteCast(vote) = event {
            self.votes.push(vote.clone());
        } else if let WorkEvent::VotesCounted(tally) = event {
            self.tally = Some(tally.clone());
        }
    }
}

impl Payments {
    /// All that arrived, in tiyn.
    pub fn received_tiyn(&self) -> u64 {
        self.received
            .iter()
            .fold(0, |sum, payment| sum.saturating_add(payment.sum_tiyn))
    }

    /// The first sum that has not arrived in full; none if all of it has.
    pub fn next_due(&self) -> Option<Date> {
        let received = self.received_tiyn();
        let mut due = 0_u64;
        self.schedule
            .payments
            .iter()
            .find(|payment| {
                due = due.saturating_add(payment.sum_tiyn);
                received < due
            })
            .map(|payment| payment.day)
    }

    fn brought(&self) -> Option<Trigger> {
        if self.schedule.total_tiyn == 0 {
            Some(Trigger::NothingDue)
        } else if self.received_tiyn() >= self.schedule.total_tiyn {
            Some(Trigger::Paid)
        } else {
            self.overdue.map(|_day| Trigger::Overdue)
        }
    }
}

/// The deed that an event of the work brings into force, if it does.
pub(super) fn concluded(event: &WorkEvent) -> Option<&DeedSigned> {
    if let WorkEvent::AgreementConcluded(signed) = event {
        Some(signed)
    } else {
        None
    }
}
