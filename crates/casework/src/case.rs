//! A case: the fold of its events.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use law::edition::{Adverse, Edition, Next, Path, Role};

use crate::event::{
    DeedProposal, DeedSigned, Event, Filed, FilingEvidence, Finding, OfficerRef, WorkEvent,
};

mod progress;
mod rule;

pub use progress::{
    Agreement, Ballot, Consents, Entry, EntryAnswer, Outside, Payments, Progress, Questions, Sent,
};
pub use rule::{HeardOut, Hearing, HearingEnd, Rules};

/// A case as its journal tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The application with which it began.
    pub filed: Filed,
    /// Where it stands.
    pub phase: Phase,
    /// What stands behind the application, once at hand.
    pub evidence: Option<FilingEvidence>,
    /// Its registration, once made.
    pub registration: Option<Registration>,
    /// The track of the edition, fixed at registration; none = the edition has no tracks.
    pub track: Option<String>,
    /// The executor who has it.
    pub executor: Option<OfficerRef>,
    /// The officers who have it in other roles.
    pub holders: BTreeMap<Role, OfficerRef>,
    /// The legal day on which the present stage began.
    pub entered: Option<Date>,
    /// The work of the present stage.
    pub work: Progress,
    /// What the rules of the Code made of it.
    pub rules: Rules,
    /// The stages that have ended, in order.
    pub ended: Vec<EndedStage>,
    /// The latest finding of each fact.
    pub findings: BTreeMap<String, Finding>,
    /// The signed deeds, in order.
    pub deeds: Vec<DeedSigned>,
    /// How many deeds have been drawn up, for their ordinals.
    pub deeds_drawn_up: u32,
    /// The signatory's words on the deed last sent back, until a new one is proposed.
    pub returned: Option<Returned>,
    /// The number of events so far; the next one has this number plus one.
    pub seq: u64,
}

/// The chancellery's registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The number.
    pub number: String,
    /// The legal day.
    pub day: Date,
}

/// A stage that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedStage {
    /// Its code.
    pub stage: String,
    /// The outcome.
    pub outcome: String,
    /// The legal day.
    pub day: Date,
    /// Who ended it; none = it followed from the work.
    pub officer: Option<OfficerRef>,
    /// What they noted.
    pub note: String,
    /// Its work.
    pub work: Progress,
}

/// A deed that the signatory sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The deed's number.
    pub deed: String,
    /// Who sent it back.
    pub officer: OfficerRef,
    /// Why.
    pub note: String,
}

/// Where a case stands; each variant has exactly its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Signed bytes are kept; the evidence or the registration is still to come.
    Received,
    /// A stage is worked on.
    AtStage {
        /// The stage.
        stage: String,
    },
    /// A deed waits for its signatory.
    AwaitingSignature {
        /// The deed.
        proposal: Box<DeedProposal>,
    },
    /// It ended by a decision.
    Decided {
        /// The outcome.
        outcome: String,
        /// Adverse, and of what kind.
        adverse: Option<Adverse>,
        /// The legal day.
        day: Date,
    },
    /// The recipient withdrew it.
    Withdrawn {
        /// The legal day.
        day: Date,
    },
    /// It never counted, because the signature does not.
    Void {
        /// The notary's reason code.
        reason: String,
    },
}

/// A journal that is not a case's: it says so instead of guessing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACase {
    /// The journal does not begin with a filing, or is empty.
    #[error("the journal does not begin with a filing")]
    NoFiling,
    /// The registration names a track that the edition lacks, or none where it has some.
    #[error("the edition has no track {track:?}")]
    UnknownTrack {
        /// The track named.
        track: Option<String>,
    },
    /// An event names a stage or outcome that the edition lacks.
    #[error("the edition has no outcome `{outcome}` of stage `{stage}`")]
    UnknownOutcome {
        /// The stage named.
        stage: String,
        /// The outcome named.
        outcome: String,
    },
}

impl Case {
    /// The case that a journal tells, under the edition it is pinned to.
    pub fn replay<'a>(
        events: impl IntoIterator<Item = &'a Event>,
        edition: &Edition,
    ) -> Result<Self, NotACase> {
        let mut events = events.into_iter();
        let Some(Event::Filed(filed)) = events.next() else {
            return Err(NotACase::NoFiling);
        };
        events.try_fold(Self::begin(filed.as_ref().clone()), |case, event| {
            case.apply(event, edition)
        })
    }

    /// The case that begins with `filed`.
    pub fn begin(filed: Filed) -> Self {
        Self {
            evidence: filed.evidence.clone(),
            filed,
            phase: Phase::Received,
            registration: None,
            track: None,
            executor: None,
            holders: BTreeMap::new(),
            entered: None,
            work: Progress::Nothing,
            rules: Rules::default(),
            ended: Vec::new(),
            findings: BTreeMap::new(),
            deeds: Vec::new(),
            deeds_drawn_up: 0,
            returned: None,
            seq: 1,
        }
    }

    /// The case after one more event.
    pub fn apply(mut self, event: &Event, edition: &Edition) -> Result<Self, NotACase> {
        self.seq += 1;
        match event {
            Event::Filed(_) => return Err(NotACase::NoFiling),
            Event::EvidenceConfirmed(evidence) => {
                self.evidence = Some(FilingEvidence::Signature(evidence.clone()));
            }
            Event::EvidenceRejected { reason } => {
                self.phase = Phase::Void {
                    reason: reason.clone(),
                };
            }
            Event::Registered { number, day, track } => {
                self.registration = Some(Registration {
                    number: number.clone(),
                    day: *day,
                });
                self.track.clone_from(track);
                let path = self.path(edition)?;
                let stage = path.first().ok_or(NotACase::NoFiling)?.code.clone();
                self.enter(Phase::AtStage { stage }, *day);
            }
            Event::Taken { officer } => self.take(officer),
            Event::FindingRecorded(finding) => {
                self.findings.insert(finding.fact.clone(), finding.clone());
            }
            Event::StageDecided {
                stage,
                outcome,
                day,
                officer,
                note,
            } => self.end_stage(edition, outcome, (stage, *day, officer.as_ref(), note))?,
            Event::Work(event) => self.work_on(event),
            Event::Rule(event) => self.rule(event, edition)?,
            Event::DeedProposed(proposal) => {
                self.deeds_drawn_up += 1;
                self.returned = None;
                self.phase = Phase::AwaitingSignature {
                    proposal: proposal.clone(),
                };
            }
            Event::DeedReturned {
                deed,
                officer,
                note,
            } => self.take_back(deed, officer, note),
            Event::DeedSigned(signed) => {
                if let Phase::AwaitingSignature { proposal } = &self.phase {
                    self.rules.texts.push(proposal.as_ref().clone());
                }
                let ended = (signed.stage.as_str(), signed.day, Some(&signed.officer), "");
                self.end_stage(edition, &signed.outcome, ended)?;
                self.deeds.push(signed.as_ref().clone());
            }
        }
        Ok(self)
    }

    /// The legal day on which the stage of this code ended, the last time it did.
    pub fn ended_on(&self, stage: &str) -> Option<Date> {
        self.ended
            .iter()
            .rev()
            .find(|ended| ended.stage == stage)
            .map(|ended| ended.day)
    }

    /// The stage that the case is at, whether an officer works on it or a deed of it waits.
    pub fn stage(&self) -> Option<&str> {
        match &self.phase {
            Phase::AtStage { stage } => Some(stage),
            Phase::AwaitingSignature { proposal } => Some(&proposal.stage),
            Phase::Received
            | Phase::Decided { .. }
            | Phase::Withdrawn { .. }
            | Phase::Void { .. } => None,
        }
    }

    /// When the application arrived.
    pub fn filed_at(&self) -> Timestamp {
        self.filed.filed_at
    }

    /// The stages of the case in order, with its terms.
    pub fn path<'e>(&self, edition: &'e Edition) -> Result<Path<'e>, NotACase> {
        edition
            .path(self.track.as_deref())
            .map(|path| path.on(self.filed.channel))
            .ok_or_else(|| NotACase::UnknownTrack {
                track: self.track.clone(),
            })
    }

    /// The officer who has the case in that role.
    pub fn holder(&self, role: Role) -> Option<&OfficerRef> {
        if role == Role::Executor {
            self.executor.as_ref()
        } else {
            self.holders.get(&role)
        }
    }

    /// The work of the present stage, and behind it that of the ended stages, latest first.
    pub fn works(&self) -> impl Iterator<Item = &Progress> {
        std::iter::once(&self.work).chain(self.ended.iter().rev().map(|ended| &ended.work))
    }

    fn take(&mut self, officer: &OfficerRef) {
        if officer.role == Role::Executor {
            self.executor = Some(officer.clone());
        } else {
            self.holders.insert(officer.role, officer.clone());
        }
    }

    fn work_on(&mut self, event: &WorkEvent) {
        if matches!(event, WorkEvent::AgreementDrawnUp(_)) {
            self.deeds_drawn_up += 1;
        }
        self.work.apply(event);
        self.deeds.extend(progress::concluded(event).cloned());
    }

    /// Ends the stage with an outcome and goes where it leads.
    fn end_stage(
        &mut self,
        edition: &Edition,
        outcome: &str,
        (stage, day, officer, note): (&str, Date, Option<&OfficerRef>, &str),
    ) -> Result<(), NotACase> {
        let next = after(&self.path(edition)?, stage, outcome, day)?;
        self.ended.push(EndedStage {
            stage: stage.to_owned(),
            outcome: outcome.to_owned(),
            day,
            officer: officer.cloned(),
            note: note.to_owned(),
            work: std::mem::take(&mut self.work),
        });
        self.rules.overtake();
        self.enter(next, day);
        Ok(())
    }

    fn enter(&mut self, phase: Phase, day: Date) {
        self.phase = phase;
        self.entered = Some(day);
    }

    fn take_back(&mut self, deed: &str, officer: &OfficerRef, note: &str) {
        self.returned = Some(Returned {
            deed: deed.to_owned(),
            officer: officer.clone(),
            note: note.to_owned(),
        });
        if let Phase::AwaitingSignature { proposal } = &self.phase {
            self.phase = Phase::AtStage {
                stage: proposal.stage.clone(),
            };
        }
    }
}

/// The phase to which an outcome leads.
fn after(path: &Path<'_>, stage: &str, outcome: &str, day: Date) -> Result<Phase, NotACase> {
    let unknown = || NotACase::UnknownOutcome {
        stage: stage.to_owned(),
        outcome: outcome.to_owned(),
    };
    let found = path
        .stage(stage)
        .and_then(|stage| stage.outcomes.iter().find(|it| it.code == outcome))
        .ok_or_else(unknown)?;
    Ok(match path.destination(stage, found).ok_or_else(unknown)? {
        Next::To(next) => Phase::AtStage {
            stage: next.code.clone(),
        },
        Next::Close => Phase::Decided {
            outcome: outcome.to_owned(),
            adverse: found.adverse,
            day,
        },
    })
}
