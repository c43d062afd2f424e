//! A case as it is told: where it is, who has it, by when and why.

use app::view::case::CaseView;
use casework::actor::Actor;
use casework::case::{Hearing, HearingEnd, Phase};
use casework::projection::role_name;
use law::edition::Role;
use serde::Serialize;
use utoipa::ToSchema;

use super::files::{self, FileTold};
use super::shape::{AttachmentTold, DeadlineTold};
use crate::door::Visit;
use crate::rule::{Side, part};

/// A case.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseTold {
    /// Its number.
    number: String,
    /// How many events it has: its `ETag`.
    seq: u64,
    /// The service.
    service: String,
    /// The name of the service.
    service_name: String,
    /// The edition that applies to it.
    edition: String,
    /// `received`, `at-stage`, `awaiting-signature`, `decided`, `withdrawn` or `void`.
    phase: String,
    /// Where it is: the code of the stage.
    stage: Option<String>,
    /// How it ended: the code of the outcome.
    outcome: Option<String>,
    /// Whether it ended against the person.
    is_adverse: bool,
    /// Who has it.
    holder: Holder,
    /// By when the answer must come, and why then.
    answer: DeadlineTold,
    /// The stages in order.
    stages: Vec<StageTold>,
    /// When it was filed.
    #[schema(format = "date-time")]
    filed_at: String,
    /// The legal day on which it is registered.
    #[schema(format = "date")]
    registration_day: String,
    /// The chancellery's number.
    registration: Option<String>,
    /// Preliminary decisions with their hearings, in order.
    hearings: Vec<HearingTold>,
    /// What the Code lets the caller do now: the acts that would be taken.
    acts: Vec<ActTold>,
    /// The files that were given.
    attachments: Vec<AttachmentTold>,
    /// The signed deeds.
    deeds: Vec<DeedLine>,
    /// Everything that can be downloaded.
    files: Vec<FileTold>,
    /// How to complain.
    appeal: Vec<String>,
}

/// Who has a case.
#[derive(Serialize, ToSchema)]
struct Holder {
    /// In which role.
    role: String,
    /// The official, once one has taken it.
    name: Option<String>,
    /// The code of the organization.
    organization: String,
    /// The name of the organization.
    organization_name: String,
    /// Its telephone.
    phone: String,
}

/// A stage of a case.
#[derive(Serialize, ToSchema)]
struct StageTold {
    /// Its code.
    code: String,
    /// Its name.
    title: String,
    /// Who acts.
    actor: String,
    /// Whether it has ended, is under way or is to come: `ended`, `now`, `next`.
    progress: String,
    /// The outcome with which it ended.
    outcome: Option<String>,
    /// The day on which it ended, or must end.
    #[schema(format = "date")]
    day: Option<String>,
    /// How the day by which it must end is counted.
    deadline: Option<DeadlineTold>,
    /// The paragraph.
    cite: String,
}

/// A preliminary decision with its hearing (APPC art. 73).
#[derive(Serialize, ToSchema)]
struct HearingTold {
    /// The number of the preliminary decision.
    number: String,
    /// The intended outcome.
    outcome: String,
    /// The day of the notice.
    #[schema(format = "date")]
    sent: String,
    /// The grounds. To the person they are shown once the notice was opened.
    grounds: Vec<String>,
    /// The intended decision is not made before this day.
    earliest: DeadlineTold,
    /// The day on which it reached the person.
    #[schema(format = "date")]
    received: Option<String>,
    /// Objections come until the end of this day.
    objections_until: Option<DeadlineTold>,
    /// The written objections.
    objections: Vec<String>,
    /// Where the oral hearing is.
    place: Option<String>,
    /// When it is, in the time of the organization's place.
    at: Option<String>,
    /// How the hearing ended: `heard`, `considered`, `silent`, `waived`, `given-up`, `overtaken`.
    ended: Option<String>,
}

/// An act that would be taken now.
#[derive(Serialize, ToSchema)]
struct ActTold {
    /// Its code.
    act: String,
    /// The preliminary decision that it is about.
    number: Option<String>,
}

/// A signed deed.
#[derive(Serialize, ToSchema)]
struct DeedLine {
    /// Its number.
    number: String,
    /// The deed of the edition.
    deed: String,
    /// Its title.
    title: String,
    /// The legal day of signing.
    #[schema(format = "date")]
    day: String,
    /// Who signed it.
    signed_by: Option<String>,
    /// Whether it has been printed.
    is_printed: bool,
}

impl CaseTold {
    /// The case as `actor` may see it; `address` is that of the case.
    pub(super) fn of(visit: &Visit, view: &CaseView<'_>, actor: Actor, address: &str) -> Self {
        let case = &view.loaded.case;
        let language = visit.law_language();
        let is_person = matches!(actor, Actor::Recipient(_));
        let side = Side {
            visit,
            view,
            actor,
            to: String::new(),
        };
        let (phase, outcome, is_adverse) = phase(&case.phase);
        let hearings = case.rules.hearings.iter();
        Self {
            number: case.filed.number.to_string(),
            seq: case.seq,
            service: case.filed.service.clone(),
            service_name: view.edition.name.get(language).to_owned(),
            edition: case.filed.edition.0.clone(),
            phase: phase.to_owned(),
            stage: case.stage().map(str::to_owned),
            outcome,
            is_adverse,
            holder: holder(visit, view),
            answer: DeadlineTold::of(visit, &view.deadlines.answer),
            stages: stages(visit, view),
            filed_at: case.filed.filed_at.to_string(),
            registration_day: case.filed.registration_day.to_string(),
            registration: case.registration.as_ref().map(|it| it.number.clone()),
            hearings: hearings.map(|it| hearing(visit, it, is_person)).collect(),
            acts: acts(&side),
            attachments: case
                .filed
                .attachments
                .iter()
                .map(AttachmentTold::of)
                .collect(),
            deeds: deeds(visit, view),
            files: files::told(view, address),
            appeal: view
                .edition
                .appeal
                .iter()
                .map(|it| it.get(language).to_owned())
                .collect(),
        }
    }
}

fn phase(phase: &Phase) -> (&'static str, Option<String>, bool) {
    match phase {
        Phase::Received => ("received", None, false),
        Phase::AtStage { .. } => ("at-stage", None, false),
        Phase::AwaitingSignature { proposal } => {
            ("awaiting-signature", Some(proposal.outcome.clone()), false)
        }
        Phase::Decided {
            outcome, adverse, ..
        } => ("decided", Some(outcome.clone()), adverse.is_some()),
        Phase::Withdrawn { .. } => ("withdrawn", None, false),
        Phase::Void { .. } => ("void", None, false),
    }
}

fn holder(visit: &Visit, view: &CaseView<'_>) -> Holder {
    let case = &view.loaded.case;
    let organization = &view.loaded.organization;
    let (role, name) = match &case.phase {
        Phase::Received => ("system", None),
        Phase::AtStage { .. } => (
            role_name(Role::Executor),
            case.executor.as_ref().map(|it| it.name.clone()),
        ),
        Phase::AwaitingSignature { proposal } => (role_name(proposal.signed_by), None),
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => ("none", None),
    };
    Holder {
        role: role.to_owned(),
        name,
        organization: organization.code.clone(),
        organization_name: organization.name.get(visit.law_language()).to_owned(),
        phone: organization.phone.clone(),
    }
}

fn stages(visit: &Visit, view: &CaseView<'_>) -> Vec<StageTold> {
    let case = &view.loaded.case;
    let told = view.edition.stages.iter().map(|stage| {
        let ended = case.ended.iter().rev().find(|it| it.stage == stage.code);
        let due = view
            .deadlines
            .stages
            .iter()
            .find(|it| it.stage == stage.code);
        let progress = match (ended, case.stage() == Some(stage.code.as_str())) {
            (Some(_), _) => "ended",
            (None, true) => "now",
            (None, false) => "next",
        };
        let day = ended.map_or_else(|| due.map(|it| it.due), |it| Some(it.day));
        let deadline = due.and_then(|it| it.deadline.as_ref());
        StageTold {
            code: stage.code.clone(),
            title: stage.title.get(visit.law_language()).to_owned(),
            actor: role_name(stage.actor).to_owned(),
            progress: progress.to_owned(),
            outcome: ended.map(|it| it.outcome.clone()),
            day: day.map(|it| it.to_string()),
            deadline: deadline.map(|it| DeadlineTold::of(visit, it)),
            cite: stage.source.cite.clone(),
        }
    });
    told.collect()
}

/// What a preliminary decision says is shown to the person once they have opened it.
fn hearing(visit: &Visit, it: &Hearing, is_person: bool) -> HearingTold {
    let is_open = it.receipt.is_some() || !is_person;
    let grounds = it.preliminary.grounds.iter().filter(|_| is_open);
    let ended = it.end.as_ref().map(|end| match end {
        HearingEnd::Heard => "heard",
        HearingEnd::Considered(_) => "considered",
        HearingEnd::Silent { .. } => "silent",
        HearingEnd::Waived { .. } => "waived",
        HearingEnd::GivenUp(_) => "given-up",
        HearingEnd::Overtaken => "overtaken",
    });
    let receipt = it.receipt.as_ref();
    let appointment = it.appointment.as_ref();
    HearingTold {
        number: it.preliminary.number.clone(),
        outcome: it.preliminary.outcome.clone(),
        sent: it.preliminary.day.to_string(),
        grounds: grounds.map(|it| it.ground.clone()).collect(),
        earliest: DeadlineTold::of(visit, &it.preliminary.earliest),
        received: receipt.map(|it| it.day.to_string()),
        objections_until: receipt.map(|it| DeadlineTold::of(visit, &it.objections)),
        objections: it.objections.iter().map(|it| it.text.clone()).collect(),
        place: appointment.map(|it| it.place.clone()),
        at: appointment.map(|it| it.at.to_string()),
        ended: ended.map(str::to_owned),
    }
}

fn acts(side: &Side<'_>) -> Vec<ActTold> {
    let forms = part(side, None).forms.into_iter();
    let told = forms.map(|form| {
        let number = form.hidden.iter().find(|(name, _)| *name == "number");
        ActTold {
            act: form.code.to_owned(),
            number: number
                .map(|(_, number)| number.clone())
                .filter(|it| !it.is_empty()),
        }
    });
    told.collect()
}

fn deeds(visit: &Visit, view: &CaseView<'_>) -> Vec<DeedLine> {
    let told = view.deeds.iter().map(|row| {
        let signed = view
            .loaded
            .case
            .deeds
            .iter()
            .find(|it| it.number == row.number);
        DeedLine {
            number: row.number.clone(),
            deed: row.code.clone(),
            title: crate::portal::account::title(visit, &row.titles),
            day: row.day.to_string(),
            signed_by: signed.map(|it| it.officer.name.clone()),
            is_printed: row.pdf_digest.is_some(),
        }
    });
    told.collect()
}

/// An example of a case for the document.
pub(super) fn example() -> serde_json::Value {
    let deadline = serde_json::json!({ "day": "2026-11-26", "rule": "8 working days", "cite": "¶8", "derivation": [] });
    serde_json::json!({
        "number": "2GH4-7K2M-9QX0", "seq": 2, "service": "housing-assistance",
        "service_name": "Assignment of housing assistance", "edition": "housing-assistance/2023-12-24-order-117",
        "phase": "at-stage", "stage": "completeness", "outcome": null, "is_adverse": false,
        "holder": { "role": "executor", "name": null, "organization": "astana-social",
            "organization_name": "Department of Employment", "phone": "+77172000000" },
        "answer": deadline, "stages": [], "filed_at": "2026-11-17T05:00:00Z", "registration_day": "2026-11-17",
        "registration": "АСТ-2026-000001", "hearings": [], "acts": [{ "act": "withdraw", "number": null }],
        "attachments": [], "deeds": [], "files": [], "appeal": [],
    })
}
