//! Refusals of the cross-cutting rules of the Code, with the facts of the rule.

use jiff::civil::{Date, DateTime};
use law::code::Exception;
use law::edition::CodeRule;

/// Why something asked under a rule of the Code is declined. The words are in the locales under `refusal-…`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleRefusal {
    /// The Code was not in force on the day of registration, or the edition goes without the rule.
    #[error("the rule `{}` does not apply", rule.code())]
    RuleNotInForce {
        /// The rule.
        rule: CodeRule,
    },
    /// The Code asks for no hearing in this case.
    #[error("no hearing is needed")]
    NoHearingNeeded,
    /// The hearing on these grounds is not over.
    #[error("the hearing on {number} is under way")]
    HearingUnderWay {
        /// The preliminary decision.
        number: String,
    },
    /// The person was heard on other grounds: these need a hearing of their own.
    #[error("the person was not heard on these grounds")]
    NewGrounds {
        /// The grounds of which the person was not told.
        grounds: Vec<String>,
    },
    /// The adverse act is not adopted before this day (art. 73(1)).
    #[error("the act is not adopted before {day}")]
    TooSoonAfterNotice {
        /// The first possible day.
        day: Date,
    },
    /// There is no such preliminary decision, or no protocol of it.
    #[error("there is no preliminary decision {number}")]
    NoSuchNotice {
        /// The number asked for.
        number: String,
    },
    /// The hearing is over.
    #[error("the hearing is over")]
    HearingOver,
    /// The preliminary decision has not reached the person.
    #[error("the notice was not received")]
    NotReceived,
    /// It reached them before.
    #[error("the notice was received on {day}")]
    ReceivedAlready {
        /// On this day.
        day: Date,
    },
    /// So many objections, or remarks on the protocol, are enough for one hearing.
    #[error("there are {most} already")]
    SaidEnough {
        /// The most of them.
        most: usize,
    },
    /// The days for objections are over.
    #[error("objections came until {day}")]
    ObjectionsOver {
        /// The last day.
        day: Date,
    },
    /// The person may still object.
    #[error("objections come until {until}")]
    ObjectionsOpen {
        /// The last day.
        until: Date,
    },
    /// An oral hearing was asked for or called: it must be held.
    #[error("an oral hearing is to be held")]
    OralHearingAsked,
    /// Nobody objected.
    #[error("there are no objections")]
    NoObjection,
    /// The person did not keep silent.
    #[error("the person has stated a position")]
    PositionStated,
    /// No place and time were fixed.
    #[error("no hearing was appointed")]
    NotAppointed,
    /// The hearing was appointed for a later time.
    #[error("the hearing is at {at}")]
    HearingNotYet {
        /// The time appointed.
        at: DateTime,
    },
    /// Remarks on the protocol came until then.
    #[error("remarks came until {day}")]
    RemarksOver {
        /// The last day.
        day: Date,
    },
    /// The day or time is not possible.
    #[error("the day {day} is not possible")]
    DayImpossible {
        /// The day.
        day: Date,
    },
    /// The Code knows no such exception, or it is not an officer's to invoke.
    #[error("the exception {exception:?} is not an officer's")]
    ExceptionNotAllowed {
        /// The exception.
        exception: Exception,
    },
    /// A ground does not rest on an act of a court.
    #[error("a ground does not rest on an act of a court")]
    NotOnCourtAct {
        /// The grounds found.
        grounds: Vec<String>,
    },
    /// The decision is signed: there is nothing left to withdraw.
    #[error("the decision {deed} is signed")]
    DecisionSigned {
        /// The deed.
        deed: String,
    },
    /// The term is extended once.
    #[error("the term was extended until {day}")]
    ExtendedAlready {
        /// Until this day.
        day: Date,
    },
    /// The term has passed: there is nothing to extend.
    #[error("the term ended on {day}")]
    TermPassed {
        /// Its last day.
        day: Date,
    },
    /// The extension is longer than the rule allows.
    #[error("the term may be extended until {until} at most")]
    ExtensionTooLong {
        /// The last day possible.
        until: Date,
    },
    /// The new term would not end later than the present one.
    #[error("the term lasts until {day} anyway")]
    ExtensionTooShort {
        /// The last day of the present term.
        day: Date,
    },
    /// The act extends on its own grounds only, or the Code knows no grounds by name.
    #[error("there is no ground `{ground}` for an extension")]
    NoSuchExtensionGround {
        /// The ground asked for.
        ground: String,
    },
    /// The case has no such signed deed.
    #[error("there is no signed deed {deed}")]
    NoSuchDeed {
        /// The number.
        deed: String,
    },
    /// The deed was corrected; the newer one counts.
    #[error("the deed was corrected by {by}")]
    CorrectedAlready {
        /// The number of the newer deed.
        by: String,
    },
    /// The deed has no such field.
    #[error("the deed has no field `{field}`")]
    NoSuchField {
        /// The field.
        field: String,
    },
    /// The field holds no words but what the law or the register gave: that needs a complaint.
    #[error("the field `{field}` is no slip of the pen")]
    FieldOfLaw {
        /// The field.
        field: String,
    },
    /// The field says this already.
    #[error("the field `{field}` says this already")]
    NothingToCorrect {
        /// The field.
        field: String,
    },
    /// Nobody asked for this correction.
    #[error("no correction of `{field}` was asked for")]
    NoCorrectionAsked {
        /// The field.
        field: String,
    },
}

impl RuleRefusal {
    /// The key of the words for it, and the code in the log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RuleNotInForce { .. } => "rule-not-in-force",
            Self::NoHearingNeeded => "no-hearing-needed",
            Self::HearingUnderWay { .. } => "hearing-under-way",
            Self::NewGrounds { .. } => "new-grounds",
            Self::TooSoonAfterNotice { .. } => "too-soon-after-notice",
            Self::NoSuchNotice { .. } => "no-such-notice",
            Self::HearingOver => "hearing-over",
            Self::NotReceived => "not-received",
            Self::ReceivedAlready { .. } => "received-already",
            Self::SaidEnough { .. } => "said-enough",
            Self::ObjectionsOver { .. } => "objections-over",
            Self::ObjectionsOpen { .. } => "objections-open",
            Self::OralHearingAsked => "oral-hearing-asked",
            Self::NoObjection => "no-objection",
            Self::PositionStated => "position-stated",
            Self::NotAppointed => "not-appointed",
            Self::HearingNotYet { .. } => "hearing-not-yet",
            Self::RemarksOver { .. } => "remarks-over",
            Self::DayImpossible { .. } => "day-impossible",
            Self::ExceptionNotAllowed { .. } => "exception-not-allowed",
            Self::NotOnCourtAct { .. } => "not-on-court-act",
            Self::DecisionSigned { .. } => "decision-signed",
            Self::ExtendedAlready { .. } => "extended-already",
            Self::TermPassed { .. } => "term-passed",
            Self::ExtensionTooLong { .. } => "extension-too-long",
            Self::ExtensionTooShort { .. } => "extension-too-short",
            Self::NoSuchExtensionGround { .. } => "no-such-extension-ground",
            Self::NoSuchDeed { .. } => "no-such-deed",
            Self::CorrectedAlready { .. } => "corrected-already",
            Self::NoSuchField { .. } => "no-such-field",
            Self::FieldOfLaw { .. } => "field-of-law",
            Self::NothingToCorrect { .. } => "nothing-to-correct",
            Self::NoCorrectionAsked { .. } => "no-correction-asked",
        }
    }
}
