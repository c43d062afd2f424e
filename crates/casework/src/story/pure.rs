//! The driver without a store: the rulebook applied to events in memory.

use jiff::Timestamp;
use law::edition::{Channel, Edition};
use law::{Language, Law};

use super::act::{Act, Who};
use super::application::{Filing, answers, files};
use super::cast::Player;
use super::deed::{deed_number, evidence};
use super::rule::act_of_rule;
use super::said::said;
use super::view::View;
use super::work::{At, WorkAct};
use super::{Driver, Story};
use crate::actor::{Actor, Organization};
use crate::application::{self, Application, ProblemCode};
use crate::canonical::sha256_hex;
use crate::case::{Case, Phase};
use crate::command::{Command, SignDeed};
use crate::deadline;
use crate::decide::{File, decide, file};
use crate::deed::{self, Signing};
use crate::event::{Attachment, Event, Filed, FilingEvidence, Media};
use crate::identifier::CaseNumber;
use crate::moment::Moment;

/// A case in memory.
pub struct Pure<'l> {
    law: &'l Law,
    service: String,
    organization: Organization,
    place: String,
    now: Timestamp,
    events: Vec<Event>,
    case: Option<Case>,
}

impl<'l> Pure<'l> {
    /// An office for `story`, before anything happens.
    pub fn new(law: &'l Law, story: &Story) -> Self {
        Self {
            law,
            service: story.service.clone(),
            organization: story.organization.clone(),
            place: story.place.clone(),
            now: Timestamp::UNIX_EPOCH,
            events: Vec::new(),
            case: None,
        }
    }

    /// The journal so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The edition of the case.
    pub fn edition(&self) -> Option<&'l Edition> {
        let case = self.case.as_ref()?;
        self.law.edition_by_id(&case.filed.edition)
    }

    fn moment<'a>(&'a self, actor: &'a Actor, edition: &'a Edition) -> Moment<'a> {
        Moment {
            now: self.now,
            actor,
            law: self.law,
            edition,
            organization: &self.organization,
        }
    }

    /// The edition that the person reads: that of the day of registration, unless the story says otherwise.
    fn edition_read(&self, filing: &Filing) -> Result<&'l Edition, String> {
        if let Some(act) = &filing.read {
            let mut editions = self.law.editions(&self.service).iter();
            return editions
                .find(|edition| edition.act.code == *act)
                .ok_or_else(|| format!("no edition {act}"));
        }
        let place = self.law.places().get(&self.organization.kato);
        let place = place.ok_or("no place")?;
        let calendar = self.law.calendar().known_on(place.local(self.now).date());
        let hours = &self.organization.hours;
        let received = self
            .law
            .receive(&self.service, self.now, place, hours, calendar);
        received
            .map(|(_, edition)| edition)
            .map_err(|none| none.to_string())
    }

    fn file(&self, who: &Who, actor: &Actor, filing: &Filing) -> Result<Filed, String> {
        let (Who::Player(id), Actor::Recipient(recipient)) = (who, actor) else {
            return Err("not-yours".to_owned());
        };
        let player = Player::find(id).ok_or("nobody")?;
        let edition = self.edition_read(filing)?;
        let typed = answers(player, &self.place, filing, edition);
        let typed = application::as_certified(edition, recipient, &typed);
        let answers = application::check(edition, &typed).map_err(|problems| {
            let said = |code: &ProblemCode| code.key();
            let all = problems
                .iter()
                .map(|it| format!("{} {}", it.field, said(&it.code)));
            format!("problems: {}", all.collect::<Vec<_>>().join(", "))
        })?;
        let attachments: Vec<Attachment> = files(filing, edition)
            .into_iter()
            .map(|(document, bytes)| Attachment {
                name: format!("{document}.pdf"),
                document,
                media: Media::Pdf,
                size_bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
                sha256: sha256_hex(&bytes),
            })
            .collect();
        let text = Application {
            edition,
            recipient,
            organization: (&self.organization.code, &self.organization.name),
            place: (&self.place, &self.organization.name),
            answers: &answers,
            attachments: &attachments,
            language: Language::Ru,
            draft: "story",
        };
        let text = text.text().map_err(|fault| fault.to_string())?;
        let filed = File {
            number: CaseNumber::from_random(1_234_567_890),
            place: self.place.clone(),
            channel: Channel::Portal,
            answers,
            attachments,
            signed_digest: sha256_hex(text.as_bytes()),
            container_digest: sha256_hex(b"container"),
            filed_at: self.now,
            evidence: (!filing.is_evidence_late).then(|| FilingEvidence::Signature(evidence())),
        };
        file(filed, &self.moment(actor, edition)).map_err(|refusal| said(&refusal))
    }

    fn command(&self, act: &Act, actor: &Actor, case: &Case) -> Result<Command, String> {
        let edition = self.edition().ok_or("no edition")?;
        if let Some(command) = act.command(case, edition) {
            return Ok(command);
        }
        match act {
            Act::ConfirmEvidence => Ok(Command::ConfirmEvidence(evidence())),
            Act::RejectEvidence { reason } => Ok(Command::RejectEvidence {
                reason: reason.clone(),
            }),
            Act::Register => Ok(Command::Register {
                number: format!(
                    "{}-{}-000001",
                    self.organization.register,
                    case.filed.registration_day.year()
                ),
            }),
            Act::Sign { ordinal } => Ok(Command::SignDeed(SignDeed {
                deed: deed_number(case, ordinal.as_deref()),
                data_digest: self.data_digest(actor, case, edition)?,
                container_digest: sha256_hex(b"container of the deed"),
                evidence: evidence(),
                bin: self.organization.bin.clone(),
            })),
            Act::Rule(rule) => act_of_rule(rule, case, &self.organization),
            Act::Work(work) => act_of_work(work, case, edition, (actor, &self.organization)),
            Act::File(_)
            | Act::Look
            | Act::Take
            | Act::Record(_)
            | Act::Find { .. }
            | Act::SendBack { .. } => Err("no command".to_owned()),
        }
    }

    /// The digest of the deed's data as the actor would sign them; of nothing if no deed waits.
    fn data_digest(&self, actor: &Actor, case: &Case, edition: &Edition) -> Result<String, String> {
        let (Phase::AwaitingSignature { proposal }, Actor::Officer(officer)) = (&case.phase, actor)
        else {
            return Ok(sha256_hex(b""));
        };
        let moment = self.moment(actor, edition);
        let signing = Signing {
            law: self.law,
            edition,
            organization: &self.organization,
            day: moment.today().map_err(|refusal| said(&refusal))?,
            signatory: &officer.acting_as(proposal.signed_by),
        };
        let document = deed::write(case, proposal, &signing).map_err(|fault| fault.to_string())?;
        let bytes = document.bytes().map_err(|fault| fault.to_string())?;
        Ok(sha256_hex(&bytes))
    }
}

/// The command of an act of the work of a stage, in the name of whoever acts.
///
/// # Errors
/// The sentence cannot be read to its end; how it is written.
pub fn act_of_work(
    act: &WorkAct,
    case: &Case,
    edition: &Edition,
    (actor, organization): (&Actor, &Organization),
) -> Result<Command, String> {
    let person = match actor {
        Actor::Recipient(person) => Some(person),
        Actor::Officer(officer) => Some(&officer.person),
        Actor::System => None,
    };
    let at = At {
        case,
        edition,
        bin: &organization.bin,
        iin: person.map(|person| &person.iin),
        is_official: matches!(actor, Actor::Officer(_)),
    };
    let command = act.command(&at).ok_or_else(|| act.how())?;
    Ok(Command::Work(command))
}

impl Driver for Pure<'_> {
    fn act(&mut self, at: Timestamp, who: &Who, act: &Act) -> Result<(), String> {
        self.now = at;
        let actor = match who {
            Who::System => Actor::System,
            Who::Player(id) => Player::find(id)
                .and_then(Player::actor)
                .ok_or_else(|| format!("nobody is called {id}"))?,
        };
        let Some(case) = self.case.clone() else {
            let Act::File(filing) = act else {
                return Err("no-case".to_owned());
            };
            let filed = self.file(who, &actor, filing)?;
            self.case = Some(Case::begin(filed.clone()));
            self.events.push(Event::Filed(Box::new(filed)));
            return Ok(());
        };
        match act {
            Act::Look => return Ok(()),
            Act::File(_) => return Err("filed-already".to_owned()),
            Act::ConfirmEvidence
            | Act::RejectEvidence { .. }
            | Act::Register
            | Act::Take
            | Act::Record(_)
            | Act::Find { .. }
            | Act::SendBack { .. }
            | Act::Sign { .. }
            | Act::Work(_)
            | Act::Rule(_) => {}
        }
        let edition = self.edition().ok_or("no edition")?;
        let command = self.command(act, &actor, &case)?;
        let events = decide(&case, command, &self.moment(&actor, edition))
            .map_err(|refusal| said(&refusal))?;
        let after = events
            .iter()
            .try_fold(case, |case, event| case.apply(event, edition))
            .map_err(|fault| fault.to_string())?;
        self.events.extend(events);
        self.case = Some(after);
        Ok(())
    }

    fn case(&self) -> Option<View> {
        let case = self.case.as_ref()?;
        let moment = self.moment(&Actor::System, self.edition()?);
        let deadlines = deadline::deadlines(case, &moment).ok()?;
        Some(View::of(case, &self.events, &deadlines))
    }
}
