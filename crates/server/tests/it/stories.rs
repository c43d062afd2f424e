//! Every story of `stories/`, told to a whole office: the same words as on the bare rulebook, over every store.

use std::sync::Arc;

use app::case_command::{self, Extra};
use app::import_office::{Import, import_office};
use app::review::{self, PLACE_FIELD};
use app::session::Account;
use app::submit::{self, Submit};
use app::view::case::of_recipient;
use app::{Error, confirm_evidence, draft, officer_command, register_case};
use casework::actor::{Actor, Organization};
use casework::case::{Case, Phase};
use casework::command::{Command, SignDeed};
use casework::event::{Answer, Evidence};
use casework::identifier::CaseNumber;
use casework::projection::role_name;
use casework::story::cast::{self, PLAYERS, Player};
use casework::story::{
    Act, Driver, Filing, Story, View, Who, act_of_rule, act_of_work, answers, files, run, said,
};
use jiff::{SignedDuration, Timestamp};
use law::edition::{Edition, Role};
use law::{Language, Law};
use sandbox::choice::{KeyKind, OcspMode};
use tokio::runtime::Runtime;

mod consent;
mod fifth;

use crate::office::{Engine, LAW, TestOffice, at_hand, root};

/// An office to which one story is told.
struct Told {
    runtime: Runtime,
    office: TestOffice,
    organization: Organization,
    service: String,
    place: String,
    /// The key with which the recipient signs: a revoked one if the story says that it turns out so.
    key: KeyKind,
    number: Option<CaseNumber>,
    /// The service is invented: its officials have no keys in the town, and what they sign is taken as verified.
    is_invented: bool,
}

/// What a person who is declined reads, as a story writes it.
type Said = Result<(), String>;

impl Told {
    fn new(engine: Engine, story: &Story) -> Self {
        Self::under(&LAW, engine, story)
    }

    /// The same under another law than the real one.
    fn under(law: &Arc<Law>, engine: Engine, story: &Story) -> Self {
        let first = story.steps.first().expect("something happens");
        let clock = &law.places().get(&story.organization.kato).unwrap().clock;
        // A person reads before they sign.
        let start = clock.instant(first.at).unwrap() - SignedDuration::from_mins(2);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let mut office = runtime.block_on(TestOffice::empty(engine, start));
        office.app.law = law.clone();
        runtime.block_on(import(&office, story));
        let turns_out = story.steps.iter().find_map(|step| match step.act {
            Act::ConfirmEvidence => Some(KeyKind::Good),
            Act::RejectEvidence { .. } => Some(KeyKind::Revoked),
            Act::File(_)
            | Act::Look
            | Act::Register
            | Act::Take
            | Act::Record(_)
            | Act::Find { .. }
            | Act::SendBack { .. }
            | Act::Sign { .. }
            | Act::Work(_)
            | Act::Rule(_) => None,
        });
        Self {
            runtime,
            office,
            organization: story.organization.clone(),
            service: story.service.clone(),
            place: story.place.clone(),
            key: turns_out.unwrap_or(KeyKind::Good),
            number: None,
            is_invented: !Arc::ptr_eq(law, &LAW),
        }
    }

    /// Lets two weeks pass, so that everything that waits for a day is done, and looks after the office.
    fn finish(self) {
        self.office.later(SignedDuration::from_hours(14 * 24));
        self.runtime.block_on(async {
            // A story signs a corrected deed with bytes that are none: it counts as printed.
            let store = &self.office.app.store;
            let data = casework::canonical::sha256_hex(b"the corrected deed");
            if let Some(row) = store.deed_by_digest(&data).await.unwrap() {
                store.set_deed_pdf(&row.number, &data).await.unwrap();
            }
            self.office.finish().await;
        });
    }

    async fn file(&self, id: &str, filing: &Filing) -> Result<CaseNumber, Error> {
        let citizen = self.office.citizen(id).await;
        let app = &self.office.app;
        let (account, signs_at) = (&citizen.account, self.office.now());
        // Who read the edition of another day did so before the day changed.
        let earlier = SignedDuration::from_mins(i64::from(filing.read.is_some()));
        let now = signs_at - earlier;
        let edition = self.edition(now);
        let player = Player::find(id).unwrap();
        let typed = answers(player, &self.place, filing, edition);
        let id = draft::start(app, account, &self.service, &typed, now).await?;
        for section in &edition.form {
            draft::save(app, account, &id, (section, &typed), now).await?;
        }
        for (document, bytes) in files(filing, edition) {
            let file = draft::NewFile {
                edition,
                document: &document,
                name: &format!("{document}.pdf"),
                bytes,
            };
            draft::attach(app, account, &id, file, now).await?;
        }
        let draft = draft::load(app, account, &id).await?;
        assert_eq!(draft.answers[PLACE_FIELD], Answer::One(self.place.clone()));
        let language = Language::Ru;
        let reviewed = review::review(app, &app.law, account, &draft, (language, now)).await?;
        if let Some(act) = &filing.read {
            assert_eq!(reviewed.edition.act.code, *act);
        }
        let text = reviewed.text;
        let container = self.office.sign(&citizen.id, self.key, text.as_bytes());
        let session = &citizen.session;
        let record = review::show(app, account, session, &draft, (text, now)).await?;
        if filing.is_evidence_late {
            self.office.ocsp(OcspMode::Down);
        }
        let sent = Submit {
            draft: &id,
            record: &record,
            container: &container,
        };
        let received = submit::receive(app, account, session, &sent, signs_at).await;
        self.office.ocsp(OcspMode::Normal);
        received
    }

    /// The edition of the day on which an application sent at `now` is registered.
    fn edition(&self, now: Timestamp) -> &Edition {
        let law = &self.office.app.law;
        let place = law.places().get(&self.organization.kato).unwrap();
        let calendar = law.calendar().known_on(place.local(now).date());
        let hours = &self.organization.hours;
        law.receive(&self.service, now, place, hours, calendar)
            .unwrap()
            .1
    }

    async fn do_it(&self, who: &Who, act: &Act, number: &CaseNumber) -> Result<(), Error> {
        let (app, now) = (&self.office.app, self.office.now());
        let case = self.office.case(number).await;
        let edition = app.edition(&case.filed.edition)?;
        let waits_for_evidence = case.phase == Phase::Received && case.evidence.is_none();
        if self.is_invented && !matches!(act, Act::File(_) | Act::Look | Act::Register) {
            return self.taken_as_verified(who, act, &case).await;
        }
        match (who, act) {
            (_, Act::File(_)) => Err(Error::Conflict),
            (_, Act::Look) => Ok(()),
            (Who::System, Act::ConfirmEvidence | Act::RejectEvidence { .. })
                if waits_for_evidence =>
            {
                let outcome = confirm_evidence::confirm_evidence(app, number, now).await?;
                assert_eq!(outcome, app::job::Outcome::Done);
                Ok(())
            }
            (Who::System, Act::Register) => {
                register_case::register(app, number, now).await.map(drop)
            }
            (who, Act::Work(work)) => {
                let actor = actor(who);
                let said = (&actor, &self.organization);
                let command = act_of_work(work, &case, edition, said).unwrap();
                self.past_the_door(who, command, number).await
            }
            (who, Act::Rule(rule)) => {
                let command = act_of_rule(rule, &case, &self.organization).unwrap();
                self.past_the_door(who, command, number).await
            }
            (Who::Player(id), Act::Sign { ordinal })
                if is_of(id) && waits(&case, ordinal.as_deref()) =>
            {
                let official = self.office.official(id).await;
                official.sign(number).await.map(drop)
            }
            (Who::Player(id), act) if is_of(id) => match act.command(&case, edition) {
                Some(command) => self.at_the_desk(id, command, number).await,
                None => self.past_the_door(who, by_hand(act, &case), number).await,
            },
            (Who::Player(_) | Who::System, act) => {
                let command = act.command(&case, edition);
                let command = command.unwrap_or_else(|| by_hand(act, &case));
                self.past_the_door(who, command, number).await
            }
        }
    }

    /// An official's command, as their page sends it.
    async fn at_the_desk(
        &self,
        id: &str,
        command: Command,
        number: &CaseNumber,
    ) -> Result<(), Error> {
        let official = self.office.official(id).await;
        let (app, officer, now) = (&self.office.app, &official.officer, self.office.now());
        match command {
            Command::Take => officer_command::take(app, officer, number, now).await,
            Command::RecordFinding(finding) => {
                officer_command::record_finding(app, officer, number, finding, now).await
            }
            Command::FindOutcome(found) => {
                officer_command::find_outcome(app, officer, number, found, now).await
            }
            Command::ReturnDeed { deed, note } => {
                officer_command::return_deed(app, officer, number, (deed, note), now).await
            }
            Command::ConfirmEvidence(_)
            | Command::RejectEvidence { .. }
            | Command::Register { .. }
            | Command::SignDeed(_)
            | Command::Work(_)
            | Command::Rule(_) => panic!("no page sends this"),
        }
        .map(drop)
    }

    /// A command that no page offers this person: the rulebook is asked inside the commit all the same.
    async fn past_the_door(
        &self,
        who: &Who,
        command: Command,
        number: &CaseNumber,
    ) -> Result<(), Error> {
        let actor = actor(who);
        let (app, now) = (&self.office.app, self.office.now());
        let loaded = case_command::load(app, number).await?;
        let make = Box::new(move |_numbers: &store::Numbers| Ok(command));
        let done = case_command::act(app, loaded, actor, make, Extra::default(), now).await;
        done.map(drop)
    }

    /// An error of the office, as a story writes it.
    fn said(&self, error: Error) -> String {
        match error {
            Error::Refused(refusal) => said(&refusal),
            // An official's key is not a key of a person who applies for themselves.
            Error::NotFound | Error::Rejected { code: "wrong-role" } => "not-yours".to_owned(),
            Error::EditionChanged => {
                format!("edition-changed: {}", self.edition(self.office.now()).id.0)
            }
            Error::Problems(all) => {
                let all = all
                    .iter()
                    .map(|it| format!("{} {}", it.field, it.code.key()));
                format!("problems: {}", all.collect::<Vec<_>>().join(", "))
            }
            error @ (Error::Rejected { .. }
            | Error::NotTaken(_)
            | Error::Password(_)
            | Error::SignedOut
            | Error::NotRegistered
            | Error::Conflict
            | Error::Signing(_)
            | Error::Fault(_)) => format!("{error:?}"),
        }
    }
}

impl Driver for Told {
    fn act(&mut self, at: Timestamp, who: &Who, act: &Act) -> Said {
        self.office.at_instant(at);
        let done = match (&self.number, who, act) {
            (None, Who::Player(id), Act::File(filing)) => {
                let filed = self.runtime.block_on(self.file(id, filing));
                filed.map(|number| self.number = Some(number))
            }
            (None, ..) => return Err("no-case".to_owned()),
            (Some(number), ..) => self.runtime.block_on(self.do_it(who, act, number)),
        };
        done.map_err(|error| self.said(error))
    }

    fn case(&self) -> Option<View> {
        let number = self.number.as_ref()?;
        self.runtime.block_on(async {
            let (app, now) = (&self.office.app, self.office.now());
            let account = Account {
                person: self.office.case(number).await.filed.recipient,
                row: None,
                officers: Vec::new(),
            };
            let view = of_recipient(app, &account, number, now).await.unwrap();
            let events: Vec<_> = view.loaded.events.into_iter().map(|(_, it)| it).collect();
            Some(View::of(&view.loaded.case, &events, &view.deadlines))
        })
    }
}

/// The providers of the cast, that of the story with the story's hours.
async fn import(office: &TestOffice, story: &Story) {
    let codes = [
        "astana-social",
        "almaty-social",
        "atyrau-social",
        "astana-housing",
    ];
    for code in codes {
        let own = story.organization.code == code;
        // The housing department is there for the invented service only.
        if code == "astana-housing" && !own {
            continue;
        }
        let usual = cast::organization(code).unwrap();
        let organization = if own {
            story.organization.clone()
        } else {
            usual
        };
        let officers = PLAYERS.iter().filter_map(|player| match player.actor()? {
            Actor::Officer(officer) if officer.organization == code => {
                let roles = officer.roles.iter().map(|role| word(*role)).collect();
                Some((officer.person.iin, officer.person.name, roles))
            }
            Actor::Officer(_) | Actor::Recipient(_) | Actor::System => None,
        });
        let import = Import {
            organization,
            officers: officers.collect(),
        };
        let imported = import_office(&office.app, import, office.now()).await;
        imported.unwrap();
    }
}

fn word(role: Role) -> String {
    role_name(role).to_owned()
}

fn actor(who: &Who) -> Actor {
    match who {
        Who::System => Actor::System,
        Who::Player(id) => Player::find(id).and_then(Player::actor).unwrap(),
    }
}

/// Whether somebody is an official.
fn is_of(id: &str) -> bool {
    let actor = Player::find(id).and_then(Player::actor);
    matches!(actor, Some(Actor::Officer(_)))
}

/// Whether the deed of that ordinal is the one that waits.
fn waits(case: &Case, ordinal: Option<&str>) -> bool {
    match &case.phase {
        Phase::AwaitingSignature { proposal } => {
            ordinal.is_none_or(|ordinal| proposal.number.ends_with(&format!("/{ordinal}")))
        }
        Phase::Received
        | Phase::AtStage { .. }
        | Phase::Decided { .. }
        | Phase::Withdrawn { .. }
        | Phase::Void { .. } => false,
    }
}

/// A command with evidence out of thin air, for those who must be declined before anybody looks at it.
fn by_hand(act: &Act, case: &Case) -> Command {
    let evidence = Evidence {
        by_list: false,
        delta_digest: None,
        ocsp_digest: "0".repeat(64),
        verdict_digest: "0".repeat(64),
        certificate: "00".to_owned(),
    };
    let number = |ordinal: &Option<String>| {
        let ordinal = ordinal.clone();
        let ordinal = ordinal.unwrap_or_else(|| case.deeds_drawn_up.to_string());
        let registered = case.registration.as_ref().map(|it| it.number.as_str());
        format!("{}/{ordinal}", registered.unwrap_or_default())
    };
    match act {
        Act::ConfirmEvidence => Command::ConfirmEvidence(evidence),
        Act::RejectEvidence { reason } => Command::RejectEvidence {
            reason: reason.clone(),
        },
        Act::Register => Command::Register {
            number: "0".to_owned(),
        },
        Act::Sign { ordinal } => Command::SignDeed(SignDeed {
            deed: number(ordinal),
            data_digest: "0".repeat(64),
            container_digest: "0".repeat(64),
            evidence,
            bin: cast::organization(&case.filed.organization).unwrap().bin,
        }),
        Act::File(_)
        | Act::Look
        | Act::Take
        | Act::Record(_)
        | Act::Find { .. }
        | Act::SendBack { .. }
        | Act::Work(_)
        | Act::Rule(_) => panic!("it has a command of its own"),
    }
}

/// Tells every story whose place in the list leaves `part` to four, so that the parts run beside each other.
fn tell(part: usize) {
    let mut paths: Vec<_> = std::fs::read_dir(root().join("stories"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "story"))
        .collect();
    paths.sort();
    let mut wrong = Vec::new();
    let ours: Vec<_> = paths.iter().skip(part).step_by(4).collect();
    assert!(!ours.is_empty(), "there are no stories");
    for path in ours {
        let story = Story::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        for engine in at_hand() {
            let name = format!("{} on {engine}", path.file_stem().unwrap().display());
            let mut told = Told::new(engine, &story);
            let failures = run(&story, &LAW, &mut told);
            wrong.extend(failures.iter().map(|failure| format!("{name}: {failure}")));
            if failures.is_empty() {
                told.finish();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn first_quarter_of_the_stories_holds_in_the_office() {
    tell(0);
}

#[test]
fn second_quarter_of_the_stories_holds_in_the_office() {
    tell(1);
}

#[test]
fn third_quarter_of_the_stories_holds_in_the_office() {
    tell(2);
}

#[test]
fn last_quarter_of_the_stories_holds_in_the_office() {
    tell(3);
}
