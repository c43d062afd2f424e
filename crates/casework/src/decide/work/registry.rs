//! Registers: only those asked answer, their answers are typed findings, and silence is never an answer.

use law::edition::{Origin, Trigger};

use super::{is_open, is_system, no_such_work, one, present};
use crate::case::{Case, Progress, Questions};
use crate::command::work::AnswerOfRegister;
use crate::decide::record_finding::may_come_from;
use crate::event::work::{RegisterAnswered, WorkEvent};
use crate::event::{Event, Finding};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

pub(super) fn answer(
    case: &Case,
    answer: AnswerOfRegister,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    expected(case, &answer.register, moment)?;
    let origin = Origin::Registry(answer.register.clone());
    let mut events = one(WorkEvent::RegisterAnswered(RegisterAnswered {
        register: answer.register,
        digest: answer.digest.clone(),
        at: moment.now,
    }));
    for (fact, value) in answer.facts {
        may_come_from(moment.edition, &fact, &origin)?;
        facts::is_fitting(moment.edition, &fact, &value)?;
        events.push(Event::FindingRecorded(Finding {
            fact,
            value,
            origin: origin.clone(),
            attachment: None,
            answer: Some(answer.digest.clone()),
            note: String::new(),
            officer: None,
            at: moment.now,
        }));
    }
    Ok(events)
}

/// The register is given up; where the edition does not say what then, it has to be asked until it answers.
pub(super) fn silence(
    case: &Case,
    register: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    expected(case, &register, moment)?;
    let stage = present(case, moment)?;
    if law::procedure::outcome_of(stage, Trigger::Silent).is_none() {
        return Err(WorkRefusal::SilenceIsNoAnswer.into());
    }
    let at = moment.now;
    Ok(one(WorkEvent::RegisterSilent { register, at }))
}

/// The register was asked and has not answered.
fn expected<'c>(
    case: &'c Case,
    register: &str,
    moment: &Moment<'_>,
) -> Result<&'c Questions, Refusal> {
    is_system(moment)?;
    let stage = present(case, moment)?;
    let Progress::Registry(questions) = &case.work else {
        return Err(no_such_work(stage));
    };
    if !questions.asked.contains(register) {
        return Err(WorkRefusal::NotAsked.into());
    }
    is_open(case)?;
    if questions.waiting().any(|waiting| waiting == register) {
        Ok(questions)
    } else {
        Err(WorkRefusal::AnsweredAlready.into())
    }
}
