//! A refusal of a rule of the Code, as a story writes its facts.

use crate::refusal::RuleRefusal;

pub(super) fn facts(refusal: &RuleRefusal) -> String {
    match refusal {
        RuleRefusal::NoHearingNeeded
        | RuleRefusal::HearingOver
        | RuleRefusal::NotReceived
        | RuleRefusal::OralHearingAsked
        | RuleRefusal::NoObjection
        | RuleRefusal::PositionStated
        | RuleRefusal::NotAppointed
        | RuleRefusal::ExceptionNotAllowed { .. } => String::new(),
        RuleRefusal::RuleNotInForce { rule } => rule.code().to_owned(),
        RuleRefusal::HearingUnderWay { number }
        | RuleRefusal::NoSuchNotice { number }
        | RuleRefusal::DecisionSigned { deed: number }
        | RuleRefusal::NoSuchDeed { deed: number }
        | RuleRefusal::CorrectedAlready { by: number } => ordinal(number),
        RuleRefusal::NewGrounds { grounds } | RuleRefusal::NotOnCourtAct { grounds } => {
            grounds.join(", ")
        }
        RuleRefusal::TooSoonAfterNotice { day }
        | RuleRefusal::ReceivedAlready { day }
        | RuleRefusal::ObjectionsOver { day }
        | RuleRefusal::ObjectionsOpen { until: day }
        | RuleRefusal::RemarksOver { day }
        | RuleRefusal::DayImpossible { day }
        | RuleRefusal::ExtendedAlready { day }
        | RuleRefusal::TermPassed { day }
        | RuleRefusal::ExtensionTooLong { until: day }
        | RuleRefusal::ExtensionTooShort { day } => day.to_string(),
        RuleRefusal::SaidEnough { most } => most.to_string(),
        RuleRefusal::HearingNotYet { at } => at.to_string(),
        RuleRefusal::NoSuchExtensionGround { ground } => ground.clone(),
        RuleRefusal::NoSuchField { field }
        | RuleRefusal::FieldOfLaw { field }
        | RuleRefusal::NothingToCorrect { field }
        | RuleRefusal::NoCorrectionAsked { field } => field.clone(),
    }
}

/// The last part of a number: stories name deeds by it.
fn ordinal(number: &str) -> String {
    number.rsplit('/').next().unwrap_or_default().to_owned()
}
