//! A command on a case: load, decide inside the commit, write events, lists, notices and jobs together.

use std::sync::Arc;

use casework::actor::{Actor, Organization};
use casework::case::Case;
use casework::command::Command;
use casework::event::{DeedSigned, Event, RuleEvent, WorkEvent};
use casework::identifier::CaseNumber;
use casework::{Moment, Refusal, deadline, decide, projection};
use jiff::Timestamp;
use law::Law;
use law::edition::EditionId;
use serde_json::json;
use store::{
    Batch, Blob, Body, CaseEntry, Commit, CommitError, DeedRow, EventDraft, JobDraft, NoticeRow,
    Numbers, Row, StoredEvent, StreamId,
};

use crate::error::{Error, Fault};
use crate::job::Job;
use crate::office::Office;

/// A case with its journal and what it is judged by.
pub struct Loaded {
    /// The case.
    pub case: Case,
    /// Its events with their instants, in order.
    pub events: Vec<(Timestamp, Event)>,
    /// Its organization.
    pub organization: Organization,
}

/// Loads a case by its number.
pub async fn load(office: &Office, number: &CaseNumber) -> Result<Loaded, Error> {
    let stored = office.store.read_stream(&StreamId::case(number)).await?;
    if stored.is_empty() {
        return Err(Error::NotFound);
    }
    let events = stored
        .into_iter()
        .map(event_of)
        .collect::<Result<Vec<_>, _>>()?;
    let Some((_, Event::Filed(filed))) = events.first() else {
        return Err(Fault::Journal(casework::case::NotACase::NoFiling).into());
    };
    let edition = office.edition(&filed.edition)?;
    let organization = office.organization(&filed.organization).await?;
    let case =
        Case::replay(events.iter().map(|(_, event)| event), edition).map_err(Fault::Journal)?;
    Ok(Loaded {
        case,
        events,
        organization,
    })
}

pub(crate) fn event_of(stored: StoredEvent) -> Result<(Timestamp, Event), Error> {
    let body = stored
        .body
        .ok_or_else(|| Fault::BytesGone(format!("event {}", stored.seq)))?;
    let event = Event::read(&body).map_err(Fault::Body)?;
    Ok((stored.at, event))
}

/// What a commit writes besides the case's own events and rows.
#[derive(Default)]
pub struct Extra {
    /// Bytes that the events name.
    pub blobs: Vec<Blob>,
    /// Work in progress that ends.
    pub rows: Vec<Row>,
    /// Counters to draw from.
    pub counters: Vec<String>,
    /// Outside effects that the events themselves do not call for.
    pub jobs: Vec<JobDraft>,
}

/// The command, made when the numbers are drawn.
pub type Make = Box<dyn FnOnce(&Numbers) -> Result<Command, Refusal> + Send>;

/// Carries out a command on a case as `actor` at `now`; the case after it.
pub async fn act(
    office: &Office,
    loaded: Loaded,
    actor: Actor,
    make: Make,
    extra: Extra,
    now: Timestamp,
) -> Result<Case, Error> {
    let desk = Desk {
        law: office.law.clone(),
        organization: loaded.organization,
        actor,
        now,
    };
    let stream = StreamId::case(&loaded.case.filed.number);
    let expected_seq = loaded.case.seq;
    let case = loaded.case;
    let notice_id = office.random_id()?;
    let Extra {
        blobs,
        rows,
        counters,
        jobs,
    } = extra;
    let commit = Commit {
        stream,
        expected_seq,
        counters,
        build: Box::new(move |numbers: &Numbers| {
            let command = make(numbers)?;
            let events = desk.decide(&case, command)?;
            // What is known already changes nothing, and nobody else's row.
            let (after, mut batch) = if events.is_empty() {
                (case, Batch::default())
            } else {
                let after = desk.fold(case, &events)?;
                let batch = desk.batch(&after, &events, &notice_id)?;
                (after, batch)
            };
            batch.blobs.extend(blobs);
            batch.rows.extend(rows);
            batch.jobs.extend(jobs);
            Ok((batch, after))
        }),
    };
    office
        .store
        .commit(commit)
        .await
        .map(|committed| committed.value)
        .map_err(uncommitted)
}

/// Why a commit was not made, as an error of the office.
pub(crate) fn uncommitted(error: CommitError<Refusal>) -> Error {
    match error {
        CommitError::Refused(refusal) => refusal.into(),
        CommitError::Conflict { .. } | CommitError::Taken { .. } => Error::Conflict,
        CommitError::Signing(error) => error.into(),
        CommitError::Fault(fault) => fault.into(),
    }
}

/// What the pure part of a commit needs.
pub(crate) struct Desk {
    pub(crate) law: Arc<Law>,
    pub(crate) organization: Organization,
    pub(crate) actor: Actor,
    pub(crate) now: Timestamp,
}

impl Desk {
    /// The same desk for what the system does by itself.
    pub(crate) fn of_system(&self) -> Self {
        Self {
            law: self.law.clone(),
            organization: self.organization.clone(),
            actor: Actor::System,
            now: self.now,
        }
    }

    pub(crate) fn moment(&self, edition: &EditionId) -> Result<Moment<'_>, Refusal> {
        let gone = || Refusal::LawSilent {
            what: edition.0.clone(),
        };
        Ok(Moment {
            now: self.now,
            actor: &self.actor,
            law: &self.law,
            edition: self.law.edition_by_id(edition).ok_or_else(gone)?,
            organization: &self.organization,
        })
    }

    pub(crate) fn decide(&self, case: &Case, command: Command) -> Result<Vec<Event>, Refusal> {
        decide(case, command, &self.moment(&case.filed.edition)?)
    }

    pub(crate) fn fold(&self, case: Case, events: &[Event]) -> Result<Case, Refusal> {
        let edition = self.moment(&case.filed.edition)?.edition;
        events.iter().try_fold(case, |case, event| {
            case.apply(event, edition)
                .map_err(|fault| Refusal::LawSilent {
                    what: fault.to_string(),
                })
        })
    }

    /// Events, the case's row, and what follows from each event.
    pub(crate) fn batch(
        &self,
        after: &Case,
        events: &[Event],
        notice_id: &str,
    ) -> Result<Batch, Refusal> {
        let mut batch = Batch::default();
        self.tell(after, events, notice_id, &mut batch)?;
        self.list(after, &mut batch)?;
        Ok(batch)
    }

    /// Events of this desk's actor, and what follows from each.
    pub(crate) fn tell(
        &self,
        after: &Case,
        events: &[Event],
        notice_id: &str,
        batch: &mut Batch,
    ) -> Result<(), Refusal> {
        for (index, event) in events.iter().enumerate() {
            batch.events.push(self.draft(after, event));
            // Several stages may end in one commit, each with a notice of its own.
            let notice_id = format!("{notice_id}-{index}");
            self.follow(after, event, &notice_id, batch)?;
        }
        Ok(())
    }

    /// The case's row.
    pub(crate) fn list(&self, after: &Case, batch: &mut Batch) -> Result<(), Refusal> {
        let deadlines = deadline::deadlines(after, &self.moment(&after.filed.edition)?)?;
        batch
            .rows
            .push(Row::Case(Box::new(entry(after, &deadlines))));
        Ok(())
    }

    fn draft(&self, case: &Case, event: &Event) -> EventDraft {
        EventDraft {
            at: self.now,
            actor: self.actor.envelope_name().to_owned(),
            edition: Some(case.filed.edition.0.clone()),
            kind: event.kind().to_owned(),
            body: Body::of(event),
        }
    }

    /// Notices, deeds and jobs that follow from an event, in the same transaction.
    fn follow(
        &self,
        case: &Case,
        event: &Event,
        notice_id: &str,
        batch: &mut Batch,
    ) -> Result<(), Refusal> {
        let notice =
            |code: &str, facts: serde_json::Value| self.notice(case, notice_id, code, facts);
        match event {
            Event::Filed(filed) => {
                let row = notice("filed", json!({ "day": filed.registration_day }));
                batch.rows.push(row);
                match &filed.evidence {
                    Some(_) if case.registration.is_some() => {}
                    Some(_) => batch.jobs.push(self.registration_job(case)?),
                    None => {
                        let case = filed.number.clone();
                        batch.jobs.push(Job::FetchEvidence { case }.draft(self.now));
                    }
                }
            }
            Event::EvidenceConfirmed(_) => batch.jobs.push(self.registration_job(case)?),
            Event::EvidenceRejected { reason } => {
                batch.rows.push(notice("void", json!({ "reason": reason })));
            }
            Event::Registered { number, day, .. } => {
                let facts = json!({ "number": number, "day": day });
                batch.rows.push(notice("registered", facts));
            }
            Event::StageDecided { stage, outcome, .. } => {
                let moment = self.moment(&case.filed.edition)?;
                let known = moment.edition.stages.iter().find(|it| &it.code == stage);
                let title = known.map(|it| &it.title);
                let facts = json!({ "stage": stage, "outcome": outcome, "title": title });
                batch.rows.push(notice("stage", facts));
            }
            Event::DeedSigned(signed) => self.deed(case, signed, notice_id, batch)?,
            Event::Work(work) => self.follow_work(case, work, notice_id, batch)?,
            Event::Rule(rule) => self.follow_rule(case, rule, notice_id, batch)?,
            Event::Taken { .. }
            | Event::FindingRecorded(_)
            | Event::DeedProposed(_)
            | Event::DeedReturned { .. } => {}
        }
        Ok(())
    }

    /// What follows from the work of a stage: the data of an agreement are kept when it is drawn up, and it is a
    /// deed like any other when everybody has signed it.
    fn follow_work(
        &self,
        case: &Case,
        event: &WorkEvent,
        notice_id: &str,
        batch: &mut Batch,
    ) -> Result<(), Refusal> {
        let silent = |fault: &dyn std::fmt::Display| Refusal::LawSilent {
            what: fault.to_string(),
        };
        if let WorkEvent::AgreementDrawnUp(draft) = event {
            let moment = self.moment(&case.filed.edition)?;
            let document = casework::deed::write_agreement(case, draft, &moment);
            let data = document.map_err(|fault| silent(&fault))?.bytes();
            let data = data.map_err(|fault| silent(&fault))?;
            batch.blobs.push(Blob::new(data));
        } else if let WorkEvent::AgreementConcluded(signed) = event {
            self.deed(case, signed, notice_id, batch)?;
        }
        Ok(())
    }

    /// What the person is told of the rules of the Code. A corrected deed is a deed like any other.
    fn follow_rule(
        &self,
        case: &Case,
        event: &RuleEvent,
        notice_id: &str,
        batch: &mut Batch,
    ) -> Result<(), Refusal> {
        let (code, facts) = match event {
            RuleEvent::DeedCorrected(it) => return self.deed(case, &it.signed, notice_id, batch),
            RuleEvent::PreliminaryDecisionSent(sent) => {
                let facts = json!({ "number": sent.number, "day": sent.earliest.day });
                ("preliminary", facts)
            }
            RuleEvent::HearingAppointed {
                number,
                appointment,
                ..
            } => {
                let (day, place) = (appointment.at.date(), &appointment.place);
                let facts = json!({ "number": number, "day": day, "place": place });
                ("hearing", facts)
            }
            RuleEvent::HearingHeld(held) => {
                let facts = json!({ "number": held.number, "day": held.remarks.day });
                ("protocol", facts)
            }
            RuleEvent::Withdrawn(withdrawal) => ("withdrawn", json!({ "day": withdrawal.day })),
            RuleEvent::TermExtended(it) => ("extended", json!({ "day": it.after.day })),
            RuleEvent::CorrectionDeclined { deed, reason, .. } => {
                let facts = json!({ "number": deed, "reason": reason });
                ("correction-declined", facts)
            }
            RuleEvent::NoticeReceived(_)
            | RuleEvent::ObjectionFiled(_)
            | RuleEvent::HearingRequested { .. }
            | RuleEvent::ProtocolRemarked(_)
            | RuleEvent::ObjectionsConsidered(_)
            | RuleEvent::SilenceFound { .. }
            | RuleEvent::HearingWaived { .. }
            | RuleEvent::HearingDispensed(_)
            | RuleEvent::RefusalGivenUp(_)
            | RuleEvent::CorrectionAsked(_) => return Ok(()),
        };
        batch.rows.push(self.notice(case, notice_id, code, facts));
        Ok(())
    }

    fn deed(
        &self,
        case: &Case,
        signed: &DeedSigned,
        notice_id: &str,
        batch: &mut Batch,
    ) -> Result<(), Refusal> {
        let facts = json!({ "deed": signed.deed, "number": signed.number });
        batch.rows.push(self.notice(case, notice_id, "deed", facts));
        let row = self.deed_row(case, signed)?;
        batch.rows.push(Row::Deed(Box::new(row)));
        let job = Job::PrintDeed {
            case: case.filed.number.clone(),
            deed: signed.number.clone(),
        };
        batch.jobs.push(job.draft(self.now));
        Ok(())
    }

    fn notice(&self, case: &Case, notice_id: &str, code: &str, facts: serde_json::Value) -> Row {
        Row::Notice(Box::new(NoticeRow {
            id: format!("{notice_id}-{code}"),
            recipient: case.filed.recipient.iin.clone(),
            case_number: case.filed.number.clone(),
            code: code.to_owned(),
            facts,
            at: self.now,
            read_at: None,
        }))
    }

    /// Registration is due when the office opens on the legal day of registration, or now if it has.
    fn registration_job(&self, case: &Case) -> Result<JobDraft, Refusal> {
        let kato = &self.organization.kato;
        let unknown = || Refusal::LawSilent {
            what: format!("place {kato}"),
        };
        let place = self.law.places().get(kato).ok_or_else(unknown)?;
        let opens = case
            .filed
            .registration_day
            .to_datetime(self.organization.hours.from);
        let opens = place.instant(opens).ok_or_else(unknown)?;
        let job = Job::RegisterCase {
            case: case.filed.number.clone(),
        };
        Ok(job.draft(opens.max(self.now)))
    }

    fn deed_row(&self, case: &Case, signed: &DeedSigned) -> Result<DeedRow, Refusal> {
        let edition = self.moment(&case.filed.edition)?.edition;
        let deed =
            casework::deed::find(edition, &signed.deed).map_err(|fault| Refusal::LawSilent {
                what: fault.to_string(),
            })?;
        Ok(DeedRow {
            number: signed.number.clone(),
            case_number: case.filed.number.clone(),
            organization: case.filed.organization.clone(),
            code: signed.deed.clone(),
            titles: json!(deed.title),
            day: signed.day,
            data_digest: signed.data_digest.clone(),
            container_digest: signed.container_digest.clone(),
            pdf_digest: None,
            recipient: case.filed.recipient.iin.clone(),
        })
    }
}

/// The row of a case of `organization` with its deadlines as they are counted at `now`.
pub(crate) fn case_entry(
    office: &Office,
    case: &Case,
    organization: &Organization,
    now: Timestamp,
) -> Result<CaseEntry, Error> {
    let moment = Moment {
        now,
        actor: &Actor::System,
        law: &office.law,
        edition: office.edition(&case.filed.edition)?,
        organization,
    };
    Ok(entry(case, &deadline::deadlines(case, &moment)?))
}

/// The row of a case with the day on which it waits to be registered.
fn entry(case: &Case, deadlines: &deadline::Deadlines) -> CaseEntry {
    let waits = case.registration.is_none() && case.evidence.is_some();
    CaseEntry {
        row: projection::list_row(case, deadlines),
        registers_on: waits.then_some(case.filed.registration_day),
    }
}
