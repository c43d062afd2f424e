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
    /// The day by which the present stage must end; none once closed, unless a correction is asked for.
    pub due: Option<Date>,
    /// The day by which the recipient must have the answer.
    pub answer_due: Date,
    /// How it ended: `favorable`, `adverse`, `withdrawn`, `void`.
    pub closed_as: Option<String>,
    /// The day on which it ended.
    pub closed_day: Option<Date>,
    /// The number of events of the case so far.
    pub seq: u64,
    /// What a list says besides the stage: `objections` or `hearing` while a hearing runs, `correction` while a request
    /// to put a slip right is open. See [`list_row`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<String>,
    /// The last day of that; none where it is not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_until: Option<Date>,
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

/// The row of a case as the lists of people keep it: where it stands, and what else is waited for.
///
/// A decided case comes back to the list of work as long as a request to correct a slip of its deeds is unanswered: it
/// is the turn of the role that signed the deed, by the day on which the request must be considered (APPC art. 82). So
/// is an open case whose stage falls due later than that.
///
/// A hearing does not move the day of the stage, but the list says that it runs. Inferred: arts. 62–77 of the APPC know
/// no pause of the procedure; art. 73 asks for the notice before the act within the term, and whoever needs more time
/// extends the term by a decision (art. 76(3)).
pub fn list_row(case: &Case, deadlines: &Deadlines) -> CaseRow {
    let row = case_row(case, deadlines);
    let is_first = |until: &Date| row.due.is_none_or(|due| until < &due);
    if let Some((role, until)) = correction(case).filter(|(_role, until)| is_first(until)) {
        return CaseRow {
            turn: role_name(role).to_owned(),
            due: Some(until),
            waits_for: Some("correction".to_owned()),
            waits_until: Some(until),
            ..row
        };
    }
    let hearing = hearing(case).filter(|_| case.is_open());
    let (waits_for, waits_until) = hearing.unzip();
    CaseRow {
        waits_for,
        waits_until: waits_until.flatten(),
        ..row
    }
}

/// The hearing that runs: what is waited for, and until when if that is known. Whoever reads it compares the day with
/// their own: a row is as old as the last event.
fn hearing(case: &Case) -> Option<(String, Option<Date>)> {
    let hearing = case.rules.open_hearing()?;
    if let Some(appointed) = &hearing.appointment {
        return Some(("hearing".to_owned(), Some(appointed.at.date())));
    }
    let until = hearing.receipt.as_ref().map(|it| it.objections.day);
    let is_asked = hearing.requested.is_some();
    (!is_asked).then(|| ("objections".to_owned(), until))
}

/// The request to correct a deed that must be considered first: the role that signed the deed, and the day.
fn correction(case: &Case) -> Option<(Role, Date)> {
    let asked = case.rules.corrections_asked.iter();
    asked
        .filter_map(|asked| {
            let mut deeds = case.deeds.iter();
            let signed = deeds.find(|signed| signed.number == asked.deed)?;
            Some((signed.officer.role, asked.consider.day))
        })
        .min_by_key(|(_role, day)| *day)
}

/// Where a case stands, as seen with its deadlines: what follows from its journal, also in a folder that proves itself.
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
        waits_for: None,
        waits_until: None,
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
