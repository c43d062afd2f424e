//! What a story can see of a case.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::registration::Reason;

use super::cast;
use crate::case::{Case, Phase};
use crate::deadline::Deadlines;
use crate::event::{DeedProposal, DocumentFault, Event};
use crate::projection::{list_row, role_name};

mod rule;
mod work;

/// A case as a story sees it, the same on every driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The kinds of all its events.
    pub events: Vec<String>,
    /// The edition: `housing-assistance/2023-12-24-order-117`.
    pub edition: String,
    /// The legal day of registration and the kinds of its reasons: `filed-after-hours`.
    pub registration: (Date, Vec<String>),
    /// The chancellery's number, once given.
    pub number: Option<String>,
    /// The day by which the recipient must have the answer.
    pub answer: Date,
    /// `received`, the code of the stage, or `closed`.
    pub stage: String,
    /// Whose turn it is.
    pub turn: String,
    /// The day by which the present stage must end.
    pub due: Option<Date>,
    /// The day by which each stage of the path must end, and each further term as `limit/CODE`.
    pub plan: BTreeMap<String, Date>,
    /// The id of the officer who has it.
    pub executor: Option<String>,
    /// The deed that waits for a signature.
    pub deed: Option<WaitingDeed>,
    /// Number and code of each signed deed.
    pub signed: Vec<(String, String)>,
    /// The signatory's words on the deed sent back.
    pub returned: Option<String>,
    /// `favorable`, `adverse`, `withdrawn` or `void`, with the outcome or the reason.
    pub closed: Option<(String, String)>,
    /// The track of the edition.
    pub track: Option<String>,
    /// What is known of the work of its stages, a line each.
    pub work: Vec<String>,
    /// The established facts in the JSON form of a facts file.
    pub findings: BTreeMap<String, serde_json::Value>,
}

/// A deed that waits for its signatory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingDeed {
    /// Its number.
    pub number: String,
    /// Its code.
    pub deed: String,
    /// The role that signs.
    pub signed_by: String,
    /// Its fields in words, by code.
    pub values: BTreeMap<String, law::Text>,
    /// `missing income-proof`, `expired utility-bills`.
    pub missing: Vec<String>,
    /// The codes of the grounds.
    pub grounds: Vec<String>,
}

impl View {
    /// The view of `case`, told by `events`, with its deadlines as they are counted now.
    pub fn of(case: &Case, events: &[Event], deadlines: &Deadlines) -> Self {
        let row = list_row(case, deadlines);
        let closed = match &case.phase {
            Phase::Decided { outcome, .. } => row.closed_as.map(|how| (how, outcome.clone())),
            Phase::Withdrawn { .. } => row
                .closed_as
                .map(|how| (how, "by the recipient".to_owned())),
            Phase::Void { reason } => row.closed_as.map(|how| (how, reason.clone())),
            Phase::Received | Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => None,
        };
        let deed = match &case.phase {
            Phase::AwaitingSignature { proposal } => Some(waiting(proposal)),
            Phase::Received
            | Phase::AtStage { .. }
            | Phase::Decided { .. }
            | Phase::Withdrawn { .. }
            | Phase::Void { .. } => None,
        };
        let waits = row.waits_for.as_ref().map(|what| match row.waits_until {
            Some(day) => format!("waits for {what} until {day}"),
            None => format!("waits for {what}"),
        });
        let limits = deadlines
            .limits
            .iter()
            .map(|limit| (format!("limit/{}", limit.code), limit.deadline.day));
        Self {
            events: events.iter().map(|event| event.kind().to_owned()).collect(),
            edition: case.filed.edition.0.clone(),
            registration: (
                case.filed.registration_day,
                deadlines.registration.derivation.iter().map(kind).collect(),
            ),
            number: row.registration_number,
            answer: row.answer_due,
            stage: row.stage,
            turn: row.turn,
            due: row.due,
            plan: deadlines
                .stages
                .iter()
                .map(|stage| (stage.stage.clone(), stage.due))
                .chain(limits)
                .collect(),
            executor: row.officer_name.map(|name| cast::ids_for_names(&name)),
            deed,
            signed: case
                .deeds
                .iter()
                .map(|deed| (deed.number.clone(), deed.deed.clone()))
                .collect(),
            returned: case.returned.as_ref().map(|returned| returned.note.clone()),
            closed,
            track: case.track.clone(),
            work: work::lines(case)
                .iter()
                .chain(&rule::lines(case, deadlines))
                .chain(&waits)
                .map(|line| cast::ids_for_names(line))
                .collect(),
            findings: case
                .findings
                .values()
                .map(|finding| (finding.fact.clone(), finding.value.clone()))
                .collect(),
        }
    }
}

fn waiting(proposal: &DeedProposal) -> WaitingDeed {
    WaitingDeed {
        number: proposal.number.clone(),
        deed: proposal.deed.clone(),
        signed_by: role_name(proposal.signed_by).to_owned(),
        values: proposal.values.clone(),
        missing: proposal
            .missing
            .iter()
            .map(|missing| format!("{} {}", fault(missing.fault), missing.document))
            .collect(),
        grounds: proposal.grounds.clone(),
    }
}

fn fault(fault: DocumentFault) -> &'static str {
    match fault {
        DocumentFault::Missing => "missing",
        DocumentFault::Expired => "expired",
        DocumentFault::Unreadable => "unreadable",
    }
}

/// The kind of a reason as it stands in JSON.
fn kind(reason: &Reason) -> String {
    let kind = match reason {
        Reason::FiledDuringHours { .. } => "filed-during-hours",
        Reason::FiledBeforeHours { .. } => "filed-before-hours",
        Reason::FiledAfterHours { .. } => "filed-after-hours",
        Reason::FiledOnDayOff { .. } => "filed-on-day-off",
        Reason::AlsoOff { .. } => "also-off",
        Reason::MovedWorkingDay { .. } => "moved-working-day",
        Reason::WithdrawnDayOff { .. } => "withdrawn-day-off",
        Reason::EditionChanges { .. } => "edition-changes",
    };
    kind.to_owned()
}
