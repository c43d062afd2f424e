//! Whose act an event is, as far as the event itself says.

use super::{Event, OfficerRef, RuleEvent, WorkEvent};

/// Whose act it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author<'e> {
    /// An officer's.
    Officer(&'e OfficerRef),
    /// The recipient's.
    Recipient,
    /// The system's, a register's, or that of a person who stands in the event by number.
    Other,
}

impl<'e> Author<'e> {
    fn officer_or(officer: Option<&'e OfficerRef>, other: Self) -> Self {
        officer.map_or(other, Self::Officer)
    }
}

impl Event {
    /// Whose act it is.
    pub fn author(&self) -> Author<'_> {
        match self {
            Self::Filed(_) => Author::Recipient,
            Self::Taken { officer } | Self::DeedReturned { officer, .. } => {
                Author::Officer(officer)
            }
            Self::FindingRecorded(it) => Author::officer_or(it.officer.as_ref(), Author::Other),
            Self::StageDecided { officer, .. } => {
                Author::officer_or(officer.as_ref(), Author::Other)
            }
            Self::DeedProposed(it) => Author::Officer(&it.officer),
            Self::DeedSigned(it) => Author::Officer(&it.officer),
            Self::Work(work) => work.author(),
            Self::Rule(rule) => rule.author(),
            Self::EvidenceConfirmed(_)
            | Self::EvidenceRejected { .. }
            | Self::Registered { .. } => Author::Other,
        }
    }
}

impl RuleEvent {
    fn author(&self) -> Author<'_> {
        match self {
            Self::PreliminaryDecisionSent(it) => Author::Officer(&it.officer),
            Self::NoticeReceived(it) => Author::officer_or(it.officer.as_ref(), Author::Recipient),
            Self::HearingAppointed { officer, .. }
            | Self::SilenceFound { officer, .. }
            | Self::CorrectionDeclined { officer, .. } => Author::Officer(officer),
            Self::HearingHeld(it) => Author::Officer(&it.officer),
            Self::ObjectionsConsidered(it) | Self::RefusalGivenUp(it) => {
                Author::Officer(&it.officer)
            }
            Self::HearingDispensed(it) => Author::Officer(&it.officer),
            Self::TermExtended(it) => Author::Officer(&it.officer),
            Self::DeedCorrected(it) => Author::Officer(&it.signed.officer),
            Self::ObjectionFiled(_)
            | Self::HearingRequested { .. }
            | Self::HearingWaived { .. }
            | Self::ProtocolRemarked(_)
            | Self::Withdrawn(_)
            | Self::CorrectionAsked(_) => Author::Recipient,
        }
    }
}

impl WorkEvent {
    fn author(&self) -> Author<'_> {
        match self {
            Self::CommissionConvened(it) => Author::Officer(&it.secretary),
            Self::AgreementDrawnUp(it) => Author::Officer(&it.proposal.officer),
            Self::AgreementSigned(it) => Author::officer_or(it.officer.as_ref(), Author::Other),
            Self::TransferRecorded(it) => Author::Officer(&it.officer),
            Self::TransferDeclined { officer, .. } => Author::Officer(officer),
            Self::Forwarded(it) => Author::Officer(&it.officer),
            Self::SatisfiedInstead(it) => Author::Officer(&it.officer),
            Self::EntryAcknowledged { officer, .. } | Self::EntryRejected { officer, .. } => {
                Author::officer_or(officer.as_ref(), Author::Other)
            }
            Self::ConsentsAsked(_)
            | Self::ConsentGiven(_)
            | Self::ConsentDeclined(_)
            | Self::ConsentsLapsed { .. }
            | Self::RegistersAsked { .. }
            | Self::RegisterAnswered(_)
            | Self::RegisterSilent { .. }
            | Self::MemberRecused(_)
            | Self::VoteCast(_)
            | Self::VotesCounted(_)
            | Self::AgreementDeclined { .. }
            | Self::AgreementConcluded(_)
            | Self::Enrolled(_)
            | Self::PaymentsScheduled(_)
            | Self::PaymentReceived(_)
            | Self::PaymentsOverdue { .. }
            | Self::EntryAsked { .. } => Author::Other,
        }
    }
}
