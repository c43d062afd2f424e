//! What the rules of the Administrative Procedural and Process Code made of a case.

use jiff::civil::Date;
use law::edition::Edition;

use super::{Case, NotACase, Phase, Progress};
use crate::event::rule::{
    Appointment, Consideration, CorrectionAsked, DeedCorrection, Dispensation, Objection,
    Preliminary, Protocol, Receipt, Remark, RuleEvent, TermExtension, Withdrawal,
};
use crate::event::{DeedProposal, OfficerRef};

/// Hearings, exceptions, extensions, corrections and the withdrawal of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Every preliminary decision with its hearing, in order.
    pub hearings: Vec<Hearing>,
    /// The hearings that an officer went without.
    pub dispensed: Vec<Dispensation>,
    /// The withdrawal.
    pub withdrawal: Option<Withdrawal>,
    /// The extensions of the term, in order.
    pub extensions: Vec<TermExtension>,
    /// The requests for corrections that nobody has answered.
    pub corrections_asked: Vec<CorrectionAsked>,
    /// The corrected deeds, in order.
    pub corrections: Vec<DeedCorrection>,
    /// The texts of the signed deeds, in order; a correction begins with one.
    pub texts: Vec<DeedProposal>,
}

/// A preliminary decision and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// The preliminary decision.
    pub preliminary: Preliminary,
    /// When and how it reached the person.
    pub receipt: Option<Receipt>,
    /// The written objections.
    pub objections: Vec<Objection>,
    /// The day on which an oral hearing was asked for.
    pub requested: Option<Date>,
    /// Place and time of the oral hearing.
    pub appointment: Option<Appointment>,
    /// Its protocol.
    pub protocol: Option<Protocol>,
    /// Remarks on the protocol.
    pub remarks: Vec<Remark>,
    /// How the hearing ended; none = it is under way.
    pub end: Option<HearingEnd>,
}

/// How a hearing ended; each variant has exactly its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HearingEnd {
    /// The person was heard in person, or did not come although notified: see the protocol.
    Heard,
    /// The written objections were weighed.
    Considered(Consideration),
    /// The person kept silent.
    Silent {
        /// The legal day on which that was found.
        day: Date,
        /// Who found it.
        officer: OfficerRef,
    },
    /// The person asked for none.
    Waived {
        /// The legal day.
        day: Date,
    },
    /// The refusal was given up.
    GivenUp(Consideration),
    /// The case went on without the refusal, or another preliminary decision took the place of this one.
    Overtaken,
}

/// What a stage for hearings brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeardOut {
    /// The person was heard, waived it or kept silent.
    Heard,
    /// The refusal was given up.
    Satisfied,
}

impl Hearing {
    /// Whether the person's position is still waited for on `today`: the notice has not reached them, or the days
    /// for objections run.
    pub fn waits_for_person(&self, today: Date) -> bool {
        let is_open = self
            .receipt
            .as_ref()
            .is_none_or(|receipt| today <= receipt.objections.day);
        self.end.is_none() && self.appointment.is_none() && self.requested.is_none() && is_open
    }
}

impl Rules {
    /// The hearing that is under way.
    pub fn open_hearing(&self) -> Option<&Hearing> {
        self.hearings.iter().find(|hearing| hearing.end.is_none())
    }

    /// The hearing of that preliminary decision.
    pub fn hearing(&self, number: &str) -> Option<&Hearing> {
        self.hearings
            .iter()
            .find(|hearing| hearing.preliminary.number == number)
    }

    /// The extension that counts.
    pub fn extension(&self) -> Option<&TermExtension> {
        self.extensions.last()
    }

    /// The hearing under way is of no use any more.
    pub(super) fn overtake(&mut self) {
        for hearing in &mut self.hearings {
            if hearing.end.is_none() {
                hearing.end = Some(HearingEnd::Overtaken);
            }
        }
    }

    fn at(&mut self, number: &str) -> Option<&mut Hearing> {
        self.hearings
            .iter_mut()
            .find(|hearing| hearing.preliminary.number == number)
    }

    /// A hearing after one more event of it. An event of an unknown hearing changes nothing.
    fn hear(&mut self, event: &RuleEvent) {
        if let RuleEvent::PreliminaryDecisionSent(sent) = event {
            self.overtake();
            self.hearings.push(Hearing {
                appointment: sent.appointment.clone(),
                preliminary: sent.as_ref().clone(),
                receipt: None,
                objections: Vec::new(),
                requested: None,
                protocol: None,
                remarks: Vec::new(),
                end: None,
            });
        } else if let RuleEvent::NoticeReceived(receipt) = event
            && let Some(hearing) = self.at(&receipt.number)
        {
            hearing.receipt = Some(receipt.clone());
        } else if let RuleEvent::ObjectionFiled(objection) = event
            && let Some(hearing) = self.at(&objection.number)
        {
            hearing.objections.push(objection.clone());
        } else if let RuleEvent::HearingRequested { number, day } = event
            && let Some(hearing) = self.at(number)
        {
            hearing.requested = Some(*day);
        } else if let RuleEvent::HearingAppointed {
            number,
            appointment,
            ..
        } = event
            && let Some(hearing) = self.at(number)
        {
            hearing.appointment = Some(appointment.clone());
        } else if let RuleEvent::HearingHeld(protocol) = event
            && let Some(hearing) = self.at(&protocol.number)
        {
            hearing.protocol = Some(protocol.as_ref().clone());
            hearing.end = Some(HearingEnd::Heard);
        } else if let RuleEvent::ProtocolRemarked(remark) = event
            && let Some(hearing) = self.at(&remark.number)
        {
            hearing.remarks.push(remark.clone());
        } else {
            self.end_hearing(event);
        }
    }

    fn end_hearing(&mut self, event: &RuleEvent) {
        let (number, end) = if let RuleEvent::ObjectionsConsidered(considered) = event {
            let end = HearingEnd::Considered(considered.clone());
            (&considered.number, end)
        } else if let RuleEvent::SilenceFound {
            number,
            day,
            officer,
        } = event
        {
            let officer = officer.clone();
            (number, HearingEnd::Silent { day: *day, officer })
        } else if let RuleEvent::HearingWaived { number, day } = event {
            (number, HearingEnd::Waived { day: *day })
        } else if let RuleEvent::RefusalGivenUp(given) = event {
            (&given.number, HearingEnd::GivenUp(given.clone()))
        } else {
            return;
        };
        if let Some(hearing) = self.at(number) {
            hearing.end = Some(end);
        }
    }

    fn correct(&mut self, correction: &DeedCorrection) {
        let changed = |field: &str| correction.changes.iter().any(|it| it.field == field);
        self.corrections_asked
            .retain(|asked| asked.deed != correction.corrects || !changed(&asked.field));
        // What was asked about the rest of the deed is not answered by this: it is about the deed in force now.
        for asked in &mut self.corrections_asked {
            if asked.deed == correction.corrects {
                asked.deed.clone_from(&correction.signed.number);
            }
        }
        self.texts.push(correction.proposal.clone());
        self.corrections.push(correction.clone());
    }
}

impl Case {
    /// Whether something may still happen to it.
    pub fn is_open(&self) -> bool {
        match self.phase {
            Phase::Received | Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => true,
            Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => false,
        }
    }

    /// The case after an event of a rule.
    pub(super) fn rule(&mut self, event: &RuleEvent, edition: &Edition) -> Result<(), NotACase> {
        match event {
            RuleEvent::PreliminaryDecisionSent(sent) => {
                // A stage for hearings may have its notice as a deed of the edition, whose number it keeps.
                if !self.deeds.iter().any(|deed| deed.number == sent.number) {
                    self.deeds_drawn_up += 1;
                }
                self.rules.hear(event);
            }
            RuleEvent::NoticeReceived(_)
            | RuleEvent::ObjectionFiled(_)
            | RuleEvent::HearingRequested { .. }
            | RuleEvent::HearingAppointed { .. }
            | RuleEvent::HearingHeld(_)
            | RuleEvent::ProtocolRemarked(_)
            | RuleEvent::ObjectionsConsidered(_)
            | RuleEvent::SilenceFound { .. }
            | RuleEvent::HearingWaived { .. }
            | RuleEvent::RefusalGivenUp(_) => self.rules.hear(event),
            RuleEvent::HearingDispensed(it) => self.rules.dispensed.push(it.as_ref().clone()),
            RuleEvent::Withdrawn(withdrawal) => {
                self.rules.overtake();
                self.phase = Phase::Withdrawn {
                    day: withdrawal.day,
                };
                self.rules.withdrawal = Some(withdrawal.as_ref().clone());
            }
            RuleEvent::TermExtended(it) => self.rules.extensions.push(it.as_ref().clone()),
            RuleEvent::CorrectionAsked(asked) => {
                self.rules.corrections_asked.push(asked.as_ref().clone());
            }
            RuleEvent::CorrectionDeclined { deed, field, .. } => self
                .rules
                .corrections_asked
                .retain(|asked| asked.deed != *deed || asked.field != *field),
            RuleEvent::DeedCorrected(correction) => {
                self.deeds_drawn_up += 1;
                self.deeds.push(correction.signed.clone());
                self.rules.correct(correction);
            }
        }
        self.hear_at_stage(edition)
    }

    /// At a stage that the edition has for hearings, the end of the hearing is what its work brings.
    fn hear_at_stage(&mut self, edition: &Edition) -> Result<(), NotACase> {
        let Phase::AtStage { stage } = &self.phase else {
            return Ok(());
        };
        let path = self.path(edition)?;
        let is_for_hearings = path
            .stage(stage)
            .is_some_and(|stage| stage.work() == law::edition::Work::Hear);
        let here = self.rules.hearings.last();
        let end = here
            .filter(|hearing| is_for_hearings && hearing.preliminary.stage == *stage)
            .and_then(|hearing| hearing.end.as_ref());
        match end {
            Some(
                HearingEnd::Heard
                | HearingEnd::Considered(_)
                | HearingEnd::Silent { .. }
                | HearingEnd::Waived { .. },
            ) => self.work = Progress::Hear(HeardOut::Heard),
            Some(HearingEnd::GivenUp(_)) => self.work = Progress::Hear(HeardOut::Satisfied),
            Some(HearingEnd::Overtaken) | None => {}
        }
        Ok(())
    }
}
