//! Deadlines of the rules of the Code: objections, the earliest day of a refusal, notices, corrections, complaints;
//! and the refusal that silence is.

use jiff::civil::Date;
use law::edition::{CodeRule, Source};
use law::term::Deadline;

use crate::case::{Case, Hearing, Phase};
use crate::decide::{code, last_day};
use crate::moment::Moment;
use crate::refusal::Refusal;

/// What a deadline of a rule is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleTerm {
    /// The person objects or asks to be heard (art. 73(3)).
    Objections,
    /// The refusal is not made before (art. 73(1)).
    Earliest,
    /// The protocol of the hearing is signed (art. 74).
    Protocol,
    /// The person remarks on the protocol (art. 74).
    Remarks,
    /// The person is told that the procedure has ended (art. 70(3)).
    TellOfWithdrawal,
    /// The person is told that the term is longer (art. 76(3)).
    TellOfExtension,
    /// A request to correct a slip is considered (art. 82).
    ConsiderCorrection {
        /// The number of the deed.
        deed: String,
    },
    /// The corrected copy is sent (art. 82).
    SendCorrection {
        /// The number of the corrected deed.
        deed: String,
    },
    /// The person may complain of an adverse deed (art. 92(1)).
    Complain {
        /// The number of the deed.
        deed: String,
    },
}

impl RuleTerm {
    /// The key of its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Objections => "objections",
            Self::Earliest => "earliest",
            Self::Protocol => "protocol",
            Self::Remarks => "remarks",
            Self::TellOfWithdrawal => "tell-of-withdrawal",
            Self::TellOfExtension => "tell-of-extension",
            Self::ConsiderCorrection { .. } => "consider-correction",
            Self::SendCorrection { .. } => "send-correction",
            Self::Complain { .. } => "complain",
        }
    }
}

/// A deadline of a rule with its derivation, as it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDeadline {
    /// What it is for.
    pub term: RuleTerm,
    /// The deadline.
    pub deadline: Deadline,
}

/// A term that passed without an act: the law takes it for a refusal, and the office must still decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeemedRefusal {
    /// From this legal day, the one after the term.
    pub from: Date,
    /// How to complain, in words of the Code.
    pub text: law::Text,
    /// Its source.
    pub source: Source,
    /// The person may complain until the end of this; none where the edition goes without the rule.
    pub complain: Option<Deadline>,
}

/// The deadlines of the rules of the Code, in the order in which they arose.
pub(super) fn of(case: &Case, moment: &Moment<'_>) -> Result<Vec<RuleDeadline>, Refusal> {
    let mut all = Vec::new();
    let mut push = |term, deadline: &Deadline| {
        let deadline = deadline.clone();
        all.push(RuleDeadline { term, deadline });
    };
    if let Some(hearing) = case.rules.hearings.last() {
        of_hearing(case, hearing, moment, &mut push)?;
    }
    for extension in &case.rules.extensions {
        push(RuleTerm::TellOfExtension, &extension.notify);
    }
    if let Some(withdrawal) = &case.rules.withdrawal {
        push(RuleTerm::TellOfWithdrawal, &withdrawal.notify);
    }
    for asked in &case.rules.corrections_asked {
        let deed = asked.deed.clone();
        push(RuleTerm::ConsiderCorrection { deed }, &asked.consider);
    }
    for correction in &case.rules.corrections {
        let deed = correction.signed.number.clone();
        push(RuleTerm::SendCorrection { deed }, &correction.send);
    }
    if let Some(code) = code(case, CodeRule::Appeal, moment) {
        // A corrected deed takes the place of the one that held the slip.
        let corrections = case.rules.corrections.iter();
        let is_replaced = |number: &str| corrections.clone().any(|it| it.corrects == number);
        let deeds = case.deeds.iter().filter(|deed| deed.adverse.is_some());
        for signed in deeds.filter(|deed| !is_replaced(&deed.number)) {
            let deed = signed.number.clone();
            let until = last_day(&code.appeal.within, signed.day, moment)?;
            push(RuleTerm::Complain { deed }, &until);
        }
    }
    Ok(all)
}

fn of_hearing(
    case: &Case,
    hearing: &Hearing,
    moment: &Moment<'_>,
    push: &mut impl FnMut(RuleTerm, &Deadline),
) -> Result<(), Refusal> {
    if !case.is_open() {
        return Ok(());
    }
    if let (Some(receipt), None) = (&hearing.receipt, &hearing.end) {
        push(RuleTerm::Objections, &receipt.objections);
    }
    match (&hearing.protocol, &hearing.appointment, &hearing.end) {
        (Some(protocol), _, _) => push(RuleTerm::Remarks, &protocol.remarks),
        (None, Some(appointment), None) => {
            if let Some(code) = code(case, CodeRule::Hearing, moment) {
                let held = appointment.at.date();
                let sign = last_day(&code.hearing.protocol, held, moment)?;
                push(RuleTerm::Protocol, &sign);
            }
        }
        (None, _, _) => {}
    }
    push(RuleTerm::Earliest, &hearing.preliminary.earliest);
    Ok(())
}

/// The refusal that silence is, once the term has passed without an act.
///
/// Source: APPC art. 91(2).
pub(super) fn silence(
    case: &Case,
    answer: &Deadline,
    moment: &Moment<'_>,
) -> Result<Option<DeemedRefusal>, Refusal> {
    let is_undecided = match case.phase {
        Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => true,
        Phase::Received | Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            false
        }
    };
    let Some(code) = code(case, CodeRule::Silence, moment).filter(|_| is_undecided) else {
        return Ok(None);
    };
    if moment.today()? <= answer.day {
        return Ok(None);
    }
    let from = answer.day.tomorrow().map_err(|fault| Refusal::LawSilent {
        what: fault.to_string(),
    })?;
    let complain = match crate::decide::code(case, CodeRule::Appeal, moment) {
        Some(code) => Some(last_day(&code.appeal.within, answer.day, moment)?),
        None => None,
    };
    Ok(Some(DeemedRefusal {
        from,
        text: code.silence.text.clone(),
        source: code.silence.source.clone(),
        complain,
    }))
}
