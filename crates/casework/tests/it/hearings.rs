//! No order of commands makes a refusal on a ground without a satisfied ground and a hearing, or an exception that
//! somebody named.

use casework::actor::Actor;
use casework::canonical::sha256_hex;
use casework::case::Phase;
use casework::command::rule::{Dispense, Extend, RecordHearing, RuleCommand, SendPreliminary};
use casework::command::{Command, FindOutcome, RecordFinding, SignDeed};
use casework::event::rule::{Appointment, GroundShown, NoticeMeans, Preliminary, RuleEvent};
use casework::event::{DeedProposal, Event};
use casework::{Case, decide};
use jiff::{SignedDuration, Timestamp, civil::Date};
use law::assess::Conclusion;
use law::code::Exception;
use law::edition::{Adverse, Origin, TermUnit};
use proptest::prelude::*;
use serde_json::json;

use crate::permissions::evidence;
use crate::scene::{Scene, actor, afternoon};

const PEOPLE: [&str; 5] = ["madina", "askar", "aigerim", "viktor", "zarina"];

/// What is tried, made for the case as it stands.
#[derive(Clone, Copy, Debug)]
enum Try {
    Intend { with_hearing: bool },
    Open,
    Deliver,
    Object,
    Ask,
    Waive,
    Appoint,
    Hold { attended: bool },
    Remark,
    Consider,
    Silence,
    Dispense,
    GiveUp,
    Withdraw,
    Extend,
    Dwellings(u8),
    Banned(bool),
    Refuse,
    Assign,
    Sign,
    SendBack,
}

fn any_try() -> impl Strategy<Value = Try> {
    prop_oneof![
        3 => any::<bool>().prop_map(|with_hearing| Try::Intend { with_hearing }),
        2 => Just(Try::Open),
        1 => Just(Try::Deliver),
        2 => Just(Try::Object),
        1 => Just(Try::Ask),
        1 => Just(Try::Waive),
        1 => Just(Try::Appoint),
        2 => any::<bool>().prop_map(|attended| Try::Hold { attended }),
        1 => Just(Try::Remark),
        2 => Just(Try::Consider),
        2 => Just(Try::Silence),
        1 => Just(Try::Dispense),
        1 => Just(Try::GiveUp),
        1 => Just(Try::Extend),
        1 => Just(Try::Withdraw),
        1 => (1_u8..4).prop_map(Try::Dwellings),
        1 => any::<bool>().prop_map(Try::Banned),
        6 => Just(Try::Refuse),
        1 => Just(Try::Assign),
        3 => Just(Try::Sign),
        1 => Just(Try::SendBack),
    ]
}

/// Who should do it.
fn fitting(made: Try) -> &'static str {
    match made {
        Try::Open | Try::Object | Try::Ask | Try::Waive | Try::Remark | Try::Withdraw => "madina",
        Try::Sign | Try::SendBack | Try::Extend => "aigerim",
        Try::Intend { .. }
        | Try::Deliver
        | Try::Appoint
        | Try::Hold { .. }
        | Try::Consider
        | Try::Silence
        | Try::Dispense
        | Try::GiveUp
        | Try::Dwellings(_)
        | Try::Banned(_)
        | Try::Refuse
        | Try::Assign => "askar",
    }
}

fn finding(fact: &str, value: serde_json::Value) -> Command {
    Command::RecordFinding(RecordFinding {
        fact: fact.to_owned(),
        value,
        origin: Origin::Registry(if fact == "court-ban" {
            "court-acts".to_owned()
        } else {
            "real-estate".to_owned()
        }),
        attachment: None,
        note: String::new(),
    })
}

fn find(outcome: &str) -> Command {
    Command::FindOutcome(FindOutcome {
        stage: "decision".to_owned(),
        outcome: outcome.to_owned(),
        note: String::new(),
        missing: Vec::new(),
    })
}

fn waiting(case: &Case) -> String {
    match &case.phase {
        Phase::AwaitingSignature { proposal } => proposal.number.clone(),
        Phase::Received
        | Phase::AtStage { .. }
        | Phase::Decided { .. }
        | Phase::Withdrawn { .. }
        | Phase::Void { .. } => String::new(),
    }
}

fn command(made: Try, case: &Case, now: Timestamp) -> Command {
    let words = || "In words.".to_owned();
    match made {
        Try::Dwellings(count) => finding("owned-dwellings", json!(count)),
        Try::Banned(banned) => finding("court-ban", json!(banned)),
        Try::Refuse => find("refused"),
        Try::Assign => find("assigned"),
        Try::Sign => Command::SignDeed(SignDeed {
            deed: waiting(case),
            data_digest: sha256_hex(b"data"),
            container_digest: sha256_hex(b"container"),
            evidence: evidence(),
            bin: crate::scene::organization().bin,
        }),
        Try::SendBack => Command::ReturnDeed {
            deed: waiting(case),
            note: words(),
        },
        Try::Withdraw => Command::Rule(RuleCommand::Withdraw { note: words() }),
        Try::Extend => Command::Rule(RuleCommand::Extend(Extend {
            amount: 1,
            unit: TermUnit::Months,
            ground: None,
            reason: words(),
        })),
        Try::Dispense => Command::Rule(RuleCommand::Dispense(Dispense {
            stage: "decision".to_owned(),
            outcome: "refused".to_owned(),
            exception: Exception::CourtDecision,
            reason: words(),
        })),
        Try::Intend { .. }
        | Try::Open
        | Try::Deliver
        | Try::Object
        | Try::Ask
        | Try::Waive
        | Try::Appoint
        | Try::Hold { .. }
        | Try::Remark
        | Try::Consider
        | Try::Silence
        | Try::GiveUp => Command::Rule(of_hearing(made, case, now)),
    }
}

/// What is tried about the latest preliminary decision.
fn of_hearing(made: Try, case: &Case, now: Timestamp) -> RuleCommand {
    let latest = case.rules.hearings.last();
    let number = latest.map_or_else(String::new, |it| it.preliminary.number.clone());
    // The clock of Astana: five hours ahead of the instant.
    let clock = jiff::tz::TimeZone::fixed(jiff::tz::offset(5));
    let local = now.to_zoned(clock).datetime();
    let ahead = Appointment {
        place: "room 12".to_owned(),
        at: local.checked_add(SignedDuration::from_hours(2)).unwrap(),
    };
    let appointed = latest.and_then(|it| it.appointment.as_ref());
    let appointed = appointed.map_or(local, |it| it.at);
    let text = "In words.".to_owned();
    match made {
        Try::Open => RuleCommand::OpenNotice { number },
        Try::Deliver => RuleCommand::RecordDelivery {
            number,
            day: local.date(),
            proof: text,
        },
        Try::Object => RuleCommand::Object { number, text },
        Try::Ask => RuleCommand::AskToBeHeard { number },
        Try::Waive => RuleCommand::WaiveHearing { number },
        Try::Appoint => RuleCommand::AppointHearing {
            number,
            appointment: ahead,
        },
        Try::Hold { attended } => RuleCommand::RecordHearing(Box::new(RecordHearing {
            number,
            begun: appointed,
            ended: appointed,
            is_attended: attended,
            participants: Vec::new(),
            said: text,
        })),
        Try::Remark => RuleCommand::RemarkOnProtocol { number, text },
        Try::Consider => RuleCommand::ConsiderObjections { number, note: text },
        Try::Silence => RuleCommand::FindSilence { number },
        Try::GiveUp => RuleCommand::GiveUpRefusal { number, note: text },
        Try::Intend { .. }
        | Try::Dispense
        | Try::Withdraw
        | Try::Extend
        | Try::Dwellings(_)
        | Try::Banned(_)
        | Try::Refuse
        | Try::Assign
        | Try::Sign
        | Try::SendBack => RuleCommand::SendPreliminary(SendPreliminary {
            stage: "decision".to_owned(),
            outcome: "refused".to_owned(),
            appointment: matches!(made, Try::Intend { with_hearing: true }).then_some(ahead),
            means: NoticeMeans::Account,
            note: String::new(),
        }),
    }
}

/// The grounds of a proposal with their requirements, from the assessment that it carries.
fn grounds_of(proposal: &DeedProposal) -> Vec<(String, String)> {
    let assessed = proposal.assessed.as_ref().unwrap().read().unwrap();
    match assessed.conclusion {
        Conclusion::Refused { grounds } => grounds
            .into_iter()
            .map(|it| (it.ground, it.requirement))
            .collect(),
        Conclusion::Favorable | Conclusion::Unknown { .. } => Vec::new(),
    }
}

fn covers(told: &[GroundShown], needed: &[(String, String)]) -> bool {
    needed.iter().all(|(ground, requirement)| {
        told.iter()
            .any(|it| &it.ground == ground && &it.requirement == requirement)
    })
}

/// Read from the journal alone, and not by the code under test: the person was told of all these grounds, and was
/// heard, was silent after two working days or waived it; or an officer named an exception with its reason.
fn was_heard(before: &[Event], needed: &[(String, String)], signed: Date) -> bool {
    let rules: Vec<&RuleEvent> = before.iter().filter_map(rule).collect();
    let is_dispensed = rules.iter().any(|rule| {
        matches!(rule, RuleEvent::HearingDispensed(it)
            if it.exception == Exception::CourtDecision
                && !it.reason.is_empty()
                && !it.cite.is_empty()
                && covers(&it.grounds, needed))
    });
    let is_heard = rules.iter().any(|rule| {
        matches!(rule, RuleEvent::PreliminaryDecisionSent(sent)
            if covers(&sent.grounds, needed) && is_over(sent, &rules, signed))
    });
    is_dispensed || is_heard
}

fn rule(event: &Event) -> Option<&RuleEvent> {
    if let Event::Rule(rule) = event {
        Some(rule)
    } else {
        None
    }
}

/// Whether the person waived the hearing, or had their days and was heard, answered or kept silent.
fn is_over(sent: &Preliminary, rules: &[&RuleEvent], signed: Date) -> bool {
    let number = &sent.number;
    let is_waived = rules
        .iter()
        .any(|rule| matches!(rule, RuleEvent::HearingWaived { number: it, .. } if it == number));
    let until = rules.iter().find_map(|rule| {
        if let RuleEvent::NoticeReceived(receipt) = rule
            && &receipt.number == number
        {
            Some(receipt.objections.day)
        } else {
            None
        }
    });
    let is_after = |day: Date| until.is_some_and(|until| until < day);
    let is_heard = rules.iter().any(|rule| {
        if let RuleEvent::HearingHeld(held) = rule {
            &held.number == number && (held.is_attended || until.is_some())
        } else if let RuleEvent::SilenceFound {
            number: it, day, ..
        } = rule
        {
            it == number && is_after(*day)
        } else if let RuleEvent::ObjectionsConsidered(it) = rule {
            &it.number == number && is_after(it.day)
        } else {
            false
        }
    });
    is_waived || (is_heard && sent.earliest.day <= signed && sent.day < signed)
}

/// How many refusals on a ground were signed; panics at one that nobody was heard on.
fn check(events: &[Event]) -> usize {
    let mut proposal: Option<&DeedProposal> = None;
    let mut refusals = 0;
    for (place, event) in events.iter().enumerate() {
        if let Event::DeedProposed(proposed) = event {
            proposal = Some(proposed);
        }
        if let Event::DeedSigned(signed) = event
            && signed.adverse == Some(Adverse::Ground)
        {
            let proposal = proposal.unwrap();
            assert_eq!(proposal.number, signed.number);
            let needed = grounds_of(proposal);
            assert!(!needed.is_empty(), "a refusal without a satisfied ground");
            assert!(!proposal.grounds.is_empty(), "a refusal that names none");
            let before = events.get(..place).unwrap();
            assert!(was_heard(before, &needed, signed.day), "nobody was heard");
            refusals += 1;
        }
    }
    refusals
}

fn play(moves: &[(Try, usize, i64)]) -> (Case, Vec<Event>) {
    let scene = Scene::two_dwellings();
    let (mut case, mut events) = (scene.case.clone(), scene.events.clone());
    let mut now = afternoon();
    for (made, who, hours) in moves {
        now = now.checked_add(SignedDuration::from_hours(*hours)).unwrap();
        let who = match PEOPLE.get(*who) {
            Some(id) => actor(id),
            None if *who == PEOPLE.len() => Actor::System,
            None => actor(fitting(*made)),
        };
        let command = command(*made, &case, now);
        let new = decide(&case, command, &scene.moment(&who, now)).unwrap_or_default();
        assert!(new.is_empty() || case.is_open(), "an event after the end");
        for event in new {
            case = case.apply(&event, scene.edition).unwrap();
            events.push(event);
        }
    }
    (case, events)
}

/// Beyond the people and the system: whoever may make the move.
const FITTING: usize = 39;

/// Every way to a refusal, with hours between its steps that are enough.
const WAYS: [&[(Try, i64)]; 5] = [
    &[
        (
            Try::Intend {
                with_hearing: false,
            },
            1,
        ),
        (Try::Open, 1),
        (Try::Silence, 96),
    ],
    &[
        (
            Try::Intend {
                with_hearing: false,
            },
            1,
        ),
        (Try::Object, 1),
        (Try::Consider, 96),
    ],
    &[
        (Try::Intend { with_hearing: true }, 1),
        (Try::Open, 1),
        (Try::Hold { attended: false }, 96),
    ],
    &[
        (
            Try::Intend {
                with_hearing: false,
            },
            1,
        ),
        (Try::Waive, 0),
    ],
    &[
        (Try::Dwellings(1), 0),
        (Try::Banned(true), 0),
        (Try::Dispense, 0),
    ],
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nobody_is_refused_on_a_ground_without_being_heard(
        moves in prop_oneof![
            prop::collection::vec((any_try(), 0_usize..40, 0_i64..40), 0..50),
            nearly_a_way(),
        ],
    ) {
        let (case, events) = play(&moves);
        check(&events);
        let kept: Vec<Event> = events
            .iter()
            .map(|event| serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap())
            .collect();
        let scene = Scene::two_dwellings();
        prop_assert_eq!(Case::replay(&kept, scene.edition).unwrap(), case);
    }
}

/// A way to a refusal at any pace, with a step left out and others between, and the refusal tried after each.
fn nearly_a_way() -> impl Strategy<Value = Vec<(Try, usize, i64)>> {
    let paced = prop::collection::vec(0_i64..60, 4);
    let between = prop::collection::vec((any_try(), 0_usize..40, 0_i64..20), 0..6);
    (0_usize..WAYS.len(), 0_usize..4, paced, between).prop_map(|(way, without, paced, between)| {
        let steps = WAYS.get(way).copied().unwrap_or_default();
        let kept = steps
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != without);
        let mut moves: Vec<(Try, usize, i64)> = Vec::new();
        let mut between = between.into_iter();
        for ((_, (made, _)), hours) in kept.zip(paced) {
            moves.push((*made, FITTING, hours));
            moves.extend(between.next());
            moves.push((Try::Refuse, FITTING, 0));
        }
        moves.extend(between);
        moves.extend([(Try::Refuse, FITTING, 0), (Try::Sign, FITTING, 0)]);
        moves
    })
}

/// Without this the property above could hold because nobody is ever refused.
#[test]
fn each_way_to_a_refusal_is_open() {
    for way in WAYS {
        let rest = [(Try::Refuse, 0), (Try::Sign, 0)];
        let moves: Vec<(Try, usize, i64)> = way
            .iter()
            .chain(&rest)
            .map(|(made, hours)| (*made, FITTING, *hours))
            .collect();
        let (case, events) = play(&moves);
        assert_eq!(check(&events), 1, "{way:?}");
        assert!(!case.is_open());
    }
}

/// A refusal that no event of a hearing stands before is found by the check itself.
#[test]
fn the_check_finds_a_refusal_that_nobody_was_heard_on() {
    let needed = [("not-compliant".to_owned(), "one-dwelling".to_owned())];
    assert!(!was_heard(
        &[],
        &needed,
        afternoon().to_zoned(jiff::tz::TimeZone::UTC).date()
    ));
}
