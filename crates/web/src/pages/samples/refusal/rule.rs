//! The refusals of the rules of the Code, each on its page.

use casework::refusal::RuleRefusal;
use jiff::civil::date;
use law::code::Exception;
use law::edition::CodeRule;

/// The refusal after this one, so that a new one cannot be forgotten here.
pub(super) fn after(refusal: &RuleRefusal) -> Option<RuleRefusal> {
    let word = || "RR-2026-000041/1".to_owned();
    let day = date(2026, 11, 16);
    Some(match refusal {
        RuleRefusal::NoHearingNeeded => RuleRefusal::RuleNotInForce {
            rule: CodeRule::Hearing,
        },
        RuleRefusal::RuleNotInForce { .. } => RuleRefusal::HearingUnderWay { number: word() },
        RuleRefusal::HearingUnderWay { .. } => RuleRefusal::NewGrounds {
            grounds: vec![word()],
        },
        RuleRefusal::NewGrounds { .. } => RuleRefusal::TooSoonAfterNotice { day },
        RuleRefusal::TooSoonAfterNotice { .. } => RuleRefusal::NoSuchNotice { number: word() },
        RuleRefusal::NoSuchNotice { .. } => RuleRefusal::HearingOver,
        RuleRefusal::HearingOver => RuleRefusal::NotReceived,
        RuleRefusal::NotReceived => RuleRefusal::ReceivedAlready { day },
        RuleRefusal::ReceivedAlready { .. } => RuleRefusal::SaidEnough { most: 20 },
        RuleRefusal::SaidEnough { .. } => RuleRefusal::ObjectionsOver { day },
        RuleRefusal::ObjectionsOver { .. } => RuleRefusal::ObjectionsOpen { until: day },
        RuleRefusal::ObjectionsOpen { .. } => RuleRefusal::OralHearingAsked,
        RuleRefusal::OralHearingAsked => RuleRefusal::NoObjection,
        RuleRefusal::NoObjection => RuleRefusal::PositionStated,
        RuleRefusal::PositionStated => RuleRefusal::NotAppointed,
        RuleRefusal::NotAppointed => RuleRefusal::HearingNotYet {
            at: day.at(15, 0, 0, 0),
        },
        RuleRefusal::HearingNotYet { .. } => RuleRefusal::RemarksOver { day },
        RuleRefusal::RemarksOver { .. } => RuleRefusal::DayImpossible { day },
        RuleRefusal::DayImpossible { .. } => RuleRefusal::ExceptionNotAllowed {
            exception: Exception::Favorable,
        },
        RuleRefusal::ExceptionNotAllowed { .. } => RuleRefusal::NotOnCourtAct {
            grounds: vec![word()],
        },
        RuleRefusal::NotOnCourtAct { .. } => RuleRefusal::DecisionSigned { deed: word() },
        RuleRefusal::DecisionSigned { .. } => RuleRefusal::ExtendedAlready { day },
        RuleRefusal::ExtendedAlready { .. } => RuleRefusal::TermPassed { day },
        RuleRefusal::TermPassed { .. } => RuleRefusal::ExtensionTooLong { until: day },
        RuleRefusal::ExtensionTooLong { .. } => RuleRefusal::ExtensionTooShort { day },
        RuleRefusal::ExtensionTooShort { .. } => {
            RuleRefusal::NoSuchExtensionGround { ground: word() }
        }
        RuleRefusal::NoSuchExtensionGround { .. } => RuleRefusal::NoSuchDeed { deed: word() },
        RuleRefusal::NoSuchDeed { .. } => RuleRefusal::CorrectedAlready { by: word() },
        RuleRefusal::CorrectedAlready { .. } => RuleRefusal::NoSuchField { field: word() },
        RuleRefusal::NoSuchField { .. } => RuleRefusal::FieldOfLaw { field: word() },
        RuleRefusal::FieldOfLaw { .. } => RuleRefusal::NothingToCorrect { field: word() },
        RuleRefusal::NothingToCorrect { .. } => RuleRefusal::NoCorrectionAsked { field: word() },
        RuleRefusal::NoCorrectionAsked { .. } => return None,
    })
}
