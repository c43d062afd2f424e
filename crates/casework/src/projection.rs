//! Rows that lists are made of: computed from a case, written with its events, and rebuilt at will.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use law::edition::{Role, Work};

use crate::case::{Case, Phase, Progress};
use crate::deadline::{Deadlines, StageDeadline};
use crate::identifier::{CaseNumber, Iin};

/// A case as lists show it. One row per case; `organization` stands in every office query.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// The number.
    pub number: CaseNumber,
    /// The organization.
    pub organization: String,
    /// The service.
    pub service: String,
    /// KATO code.
    pub place: String,
    /// The recipient's number.
    pub recipient: Iin,
    /// The recipient's name.
    pub recipient_name: String,
    /// The chancellery's number, once registered.
    pub registration_number: Option<String>,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// Where it is, for filters: `received`, the stage's code, or `closed`.
    pub stage: String,
    /// Whose turn it is: a role (`executor`, `head`, …), `parties`, `system`, `objections` while the person
    /// may state a position on a preliminary decision, or `none` once closed.
    pub turn: String,
    /// The number of the officer who has it.
    pub officer: Option<Iin>,
    /// The officer's name.
    pub officer_name: Option<String>,
    /// The day by which the present stage must end; none once closed.
    pub due: Option<Date>,
    /// The day by which the recipient must have the answer.
    pub answer_due: Date,
    /// How it ended: `favorable`, `adverse`, `withdrawn`, `void`.
    pub closed_as: Option<String>,
    /// The day on which it ended.
    pub closed_day: Option<Date>,
    /// The number of events of the case so far.
    pub seq: u64,
}

impl std::fmt::Debug for CaseRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CaseRow")
            .field("number", &self.number)
            .field("stage", &self.stage)
            .field("due", &self.due)
            .field("seq", &self.seq)
            .finish_non_exhaustive()
    }
}

/// The row of a case, as seen with its deadlines.
pub fn case_row(case: &Case, deadlines: &Deadlines) -> CaseRow {
    let at = |code: &str| deadlines.stages.iter().find(|it| it.stage == code);
    let (stage, turn, closed) = match &case.phase {
        Phase::Received => ("received".to_owned(), "system", None),
        Phase::AtStage { stage } => (stage.clone(), turn(case, at(stage), deadlines.seen), None),
        Phase::AwaitingSignature { proposal } => {
            (proposal.stage.clone(), role_name(proposal.signed_by), None)
        }
        Phase::Decided {
            adverse: None, day, ..
        } => ("closed".to_owned(), "none", Some(("favorable", Some(*day)))),
        Phase::Decided {
            adverse: Some(_),
            day,
            ..
        } => ("closed".to_owned(), "none", Some(("adverse", Some(*day)))),
        Phase::Withdrawn { day } => ("closed".to_owned(), "none", Some(("withdrawn", Some(*day)))),
        Phase::Void { .. } => ("closed".to_owned(), "none", Some(("void", None))),
    };
    let due = at(&stage);
    // Who has the case is told by the role that its stage needs.
    let holder = due.and_then(|due| case.holder(due.worker));
    let officer = holder.or(case.executor.as_ref());
    CaseRow {
        number: case.filed.number.clone(),
        organization: case.filed.organization.clone(),
        service: case.filed.service.clone(),
        place: case.filed.place.clone(),
        recipient: case.filed.recipient.iin.clone(),
        recipient_name: case.filed.recipient.name.clone(),
        registration_number: case.registration.as_ref().map(|it| it.number.clone()),
        filed_at: case.filed.filed_at,
        turn: turn.to_owned(),
        officer: officer.map(|officer| officer.iin.clone()),
        officer_name: officer.map(|officer| officer.name.clone()),
        due: match &case.phase {
            Phase::Received => Some(case.filed.registration_day),
            Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => due.map(|it| it.due),
            Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => None,
        },
        stage,
        answer_due: deadlines.answer.day,
        closed_as: closed.map(|(how, _)| how.to_owned()),
        closed_day: closed.and_then(|(_, day)| day),
        seq: case.seq,
    }
}

/// Whose turn it is at a stage: of those for whose answer its work waits, else of the officer who works on it.
fn turn(case: &Case, stage: Option<&StageDeadline>, seen: Date) -> &'static str {
    let Some(stage) = stage else {
        return "none";
    };
    let officer = role_name(stage.worker);
    // The person has the word while the days for objections run (APPC art. 73(3)).
    let open = case.rules.open_hearing();
    if open.is_some_and(|hearing| hearing.waits_for_person(seen)) {
        return "objections";
    }
    if case.work.brought().is_some() {
        return officer;
    }
    let is_kept_by_hand = stage.actor != Role::System && stage.actor == stage.worker;
    match (&case.work, stage.work) {
        (_, Work::Consent) | (Progress::Agree(_), _) => "parties",
        (_, Work::Registry) => "system",
        (_, Work::Record) if stage.actor != Role::Registrar => "system",
        (_, Work::Enrol) if !is_kept_by_hand => "system",
        (_, Work::Pay) => "recipient",
        (Progress::Vote(_), _) => "commission",
        (
            _,
            Work::Check
            | Work::Assess
            | Work::Sign
            | Work::Vote
            | Work::Agree
            | Work::Transfer
            | Work::Enrol
            | Work::Hear
            | Work::Forward
            | Work::Record,
        ) => officer,
    }
}

/// Whose turn it is, by the role.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Clerk => "clerk",
        Role::Executor => "executor",
        Role::Head => "head",
        Role::Commission => "commission",
        Role::Chair => "chair",
        Role::Secretary => "secretary",
        Role::Operator => "operator",
        Role::Recipient => "recipient",
        Role::Party => "parties",
        Role::Reviewer => "reviewer",
        Role::Registrar => "registrar",
        Role::Outside => "outside",
        Role::System => "system",
    }
}
