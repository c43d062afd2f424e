//! Cases of the fifth service wherever its work can stand, and the commands that fit there best.

use std::collections::BTreeMap;

use casework::Moment;
use casework::actor::{Actor, Organization};
use casework::canonical::sha256_hex;
use casework::case::{Case, Progress};
use casework::command::work::{
    AgreementSignature, AnswerOfRegister, Consent, ConsentBy, RecordTransfer,
};
use casework::command::{Command, FindOutcome, WorkCommand};
use casework::event::work::{Choice, RecusalCause};
use casework::event::{Attachment, Event, Media, PersonRef};
use casework::story::cast::Player;
use casework::story::{Driver as _, Pure, Story};
use jiff::Timestamp;
use jiff::civil::Date;
use law::Edition;

use crate::fifth::LAW;
use crate::folder::files_below;
use crate::library::invented;
use crate::permissions::evidence;

/// A case of the fifth service at some point of a story.
pub(crate) struct WorkScene {
    /// `contract, agreement drawn up`.
    pub(crate) place: String,
    pub(crate) case: Case,
    pub(crate) events: Vec<Event>,
    pub(crate) at: Timestamp,
}

/// A story of the fifth service.
pub(crate) fn story(name: &str) -> Story {
    let stories = files_below(&invented("fifth").join("stories"));
    let found = stories.iter().find(|(file, _)| file == name).unwrap();
    Story::parse(&found.1).unwrap()
}

pub(crate) fn edition() -> &'static Edition {
    LAW.editions("dacha").first().unwrap()
}

pub(crate) fn moment<'a>(
    now: Timestamp,
    actor: &'a Actor,
    organization: &'a Organization,
) -> Moment<'a> {
    Moment {
        now,
        actor,
        law: &LAW,
        edition: edition(),
        organization,
    }
}

/// Every place at which the story comes to stand, the first time that it does.
pub(crate) fn scenes(name: &str) -> Vec<WorkScene> {
    let story = story(name);
    let clock = &LAW.places().get(&story.organization.kato).unwrap().clock;
    let mut driver = Pure::new(&LAW, &story);
    let mut scenes: Vec<WorkScene> = Vec::new();
    for step in &story.steps {
        let at = clock.instant(step.at).unwrap();
        driver.act(at, &step.who, &step.act).unwrap();
        let case = Case::replay(driver.events(), edition()).unwrap();
        let stage = driver.case().unwrap().stage;
        let place = format!("{stage}, {}", kind(&case.work));
        if scenes.iter().all(|scene| scene.place != place) {
            let events = driver.events().to_vec();
            scenes.push(WorkScene {
                place,
                case,
                events,
                at,
            });
        }
    }
    scenes
}

fn kind(work: &Progress) -> &'static str {
    match work {
        Progress::Nothing => "nothing has begun",
        Progress::Consent(_) => "consents asked",
        Progress::Registry(_) => "registers asked",
        Progress::Vote(ballot) if ballot.votes.is_empty() => "commission convened",
        Progress::Vote(_) => "votes cast",
        Progress::Agree(_) => "agreement drawn up",
        Progress::Transfer(_) => "act recorded",
        Progress::Enrol(_) => "place given",
        Progress::Pay(payments) if payments.received.is_empty() => "payments scheduled",
        Progress::Pay(_) => "a payment received",
        Progress::Forward(_) => "forwarded",
        Progress::Record(entry) if entry.answer.is_none() => "entry asked",
        Progress::Record(_) => "entry answered",
        Progress::Hear(_) => "heard",
    }
}

fn person(id: &str) -> PersonRef {
    Player::find(id).unwrap().person().unwrap()
}

/// Each command as it fits the case best, so that what declines it is the rule of who and when.
pub(crate) fn commands(case: &Case, organization: &Organization, today: Date) -> Vec<Command> {
    let eds = || ConsentBy::Eds {
        signed_digest: sha256_hex(b"consent"),
        container_digest: sha256_hex(b"container"),
        evidence: evidence(),
    };
    let consent = |party: &str, id: &str, by: ConsentBy| {
        WorkCommand::Consent(Consent {
            party: party.to_owned(),
            person: person(id).iin,
            by,
        })
    };
    let works = vec![
        consent("owner", "viktor", eds()),
        consent("adult", "bolat", eds()),
        consent("adult", "bolat", ConsentBy::InPerson),
        WorkCommand::DeclineConsent {
            party: "owner".to_owned(),
            person: person("viktor").iin,
            note: String::new(),
        },
        WorkCommand::LapseConsents,
        WorkCommand::AnswerOfRegister(AnswerOfRegister {
            register: "residents".to_owned(),
            digest: sha256_hex(b"answer"),
            facts: BTreeMap::new(),
        }),
        WorkCommand::SilenceOfRegister {
            register: "plots".to_owned(),
        },
        WorkCommand::Convene {
            members: ["timur", "saule", "arman"].map(person).to_vec(),
            chair: person("timur").iin,
        },
        WorkCommand::Recuse {
            member: person("saule").iin,
            cause: RecusalCause::Relative,
            note: String::new(),
        },
        WorkCommand::CastVote {
            choice: Choice::For,
        },
        WorkCommand::CountVotes,
        WorkCommand::DrawUpAgreement {
            note: String::new(),
        },
        WorkCommand::Enrol { ordinal: 5 },
        WorkCommand::FindOverdue,
    ];
    let stage = case.stage().unwrap_or("examination").to_owned();
    let outcome = edition().stages.iter().find(|it| it.code == stage);
    let outcome = outcome.map_or_else(String::new, |it| it.outcomes.first().unwrap().code.clone());
    let mut all: Vec<Command> = vec![
        Command::Take,
        Command::FindOutcome(FindOutcome {
            stage,
            outcome,
            note: String::new(),
            missing: Vec::new(),
        }),
    ];
    let later = with_numbers(case, organization, today);
    all.extend(works.into_iter().chain(later).map(Command::Work));
    all
}

/// The commands that name a deed, a number or a day.
fn with_numbers(case: &Case, organization: &Organization, today: Date) -> Vec<WorkCommand> {
    let (mut deed, mut data_digest) = (String::new(), String::new());
    if let Progress::Agree(agreement) = &case.work {
        let draft = &agreement.draft;
        deed.clone_from(&draft.proposal.number);
        data_digest.clone_from(&draft.data_digest);
    }
    let named = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(code, name)| ((*code).to_owned(), (*name).to_owned()))
            .collect()
    };
    vec![
        WorkCommand::SignAgreement(Box::new(AgreementSignature {
            deed: deed.clone(),
            data_digest,
            container_digest: sha256_hex(b"container"),
            evidence: evidence(),
            bin: Some(organization.bin.clone()),
        })),
        WorkCommand::DeclineAgreement {
            deed,
            note: "Too dear".to_owned(),
        },
        WorkCommand::RecordTransfer(Box::new(RecordTransfer {
            number: "7".to_owned(),
            day: today,
            signatories: named(&[("giving-side", "Петров"), ("receiving-side", "Ахметова")]),
            approvals: named(&[("akim", "rural-akim")]),
            attachment: Some(Attachment {
                document: "outside-act".to_owned(),
                name: "act.pdf".to_owned(),
                media: Media::Pdf,
                size_bytes: 9,
                sha256: sha256_hex(b"act"),
            }),
        })),
        WorkCommand::DeclineTransfer {
            note: "No".to_owned(),
        },
        WorkCommand::ReceivePayment {
            reference: format!("bank-{}", case.seq),
            sum_tiyn: 100,
            day: today,
        },
        WorkCommand::Forward {
            number: "12-1".to_owned(),
        },
        WorkCommand::SatisfyInstead {
            act: "12-2".to_owned(),
            note: "All of it".to_owned(),
        },
        WorkCommand::AcknowledgeEntry {
            number: "5".to_owned(),
            day: today,
        },
        WorkCommand::RejectEntry {
            reason: "Arrested".to_owned(),
        },
    ]
}
