//! The receipt of refusal to accept documents at the counter (order 539 ¶7, appendix 3).

use std::collections::BTreeSet;

use casework::actor::{Actor, Officer, Organization};
use casework::application::read::LINE_CHARACTERS_MAX;
use casework::deed::receipt::Receipt;
use casework::deed::refused_intake::{
    Applies, Lack, Lacking, REFUSAL, RefusedIntake, asked, asks_less_again, is_given, refusal,
};
use casework::event::PersonRef;
use casework::identifier::Iin;
use casework::refusal::{IntakeRefusal, TextRefusal};
use casework::story::cast::Player;
use casework::{Moment, Refusal};
use jiff::Timestamp;
use law::Edition;
use law::edition::Role;
use proptest::prelude::*;

use crate::library::LAW;
use crate::scene::organization;
use crate::snapshot::assert_snapshot;

/// Between the two editions, and after the part of the Law on which the form rests was deleted.
const DAYS: [&str; 3] = [
    "2021-03-22T06:00:00Z",
    "2026-03-02T06:00:00Z",
    "2026-11-17T06:00:00Z",
];

fn edition(now: Timestamp) -> &'static Edition {
    let day = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    LAW.edition("housing-assistance", day).unwrap()
}

fn branch() -> Organization {
    let mut branch = organization();
    "astana-branch".clone_into(&mut branch.code);
    "«Азаматтарға арналған үкімет» мемлекеттік корпорациясының филиалы"
        .clone_into(&mut branch.name.kk);
    "Филиал Государственной корпорации «Правительство для граждан»".clone_into(&mut branch.name.ru);
    branch.address = law::Text::of(|_| "Астана, Шаңырақ, 4".to_owned());
    branch
}

fn operator(roles: &[Role]) -> Actor {
    Actor::Officer(Officer {
        person: PersonRef {
            iin: Iin::parse("880417490010").unwrap(),
            name: "Ахметова Мадина Ерланқызы".to_owned(),
        },
        organization: "astana-branch".to_owned(),
        roles: roles.iter().copied().collect::<BTreeSet<_>>(),
    })
}

fn lacking(document: &str, lack: Lack) -> Lacking {
    Lacking {
        document: document.to_owned(),
        lack,
    }
}

fn whole() -> RefusedIntake {
    RefusedIntake {
        recipient: Player::find("bolat").unwrap().person().unwrap(),
        address: "Астана қаласы, Сарыарқа көшесі, 5-үй, 12-пәтер".to_owned(),
        applies: Applies::First,
        lacking: vec![
            lacking("income-proof", Lack::Missing),
            lacking("utility-bills", Lack::Expired),
        ],
        department: "3".to_owned(),
        executor: "Жұмабаев Арман Қайратұлы".to_owned(),
        telephone: "+7 717 200 00 31".to_owned(),
    }
}

fn issue(wanted: &RefusedIntake, actor: &Actor, now: Timestamp) -> Result<Receipt, Refusal> {
    let organization = branch();
    let moment = Moment {
        now,
        actor,
        law: &LAW,
        edition: edition(now),
        organization: &organization,
    };
    refusal(wanted, &moment)
}

fn now(day: &str) -> Timestamp {
    day.parse().unwrap()
}

#[test]
fn a_receipt_of_refusal_to_accept_is_read_in_these_words() {
    let receipt = issue(&whole(), &operator(&[Role::Operator]), now(DAYS[2])).unwrap();
    assert_eq!(receipt.copies, 2, "one for each party");
    assert_eq!(receipt.words.len(), 2);
    for (language, words) in &receipt.words {
        let facts = words.fields.iter().chain(&receipt.by_hand[language]);
        let facts = facts.map(|(label, value)| format!("{label}: {value}"));
        let list = words.list.iter().zip(1..);
        let list = list.map(|(item, number)| format!("{number}) {item}"));
        let (before, after) = words.paragraphs.split_at(receipt.list_at);
        let lines = [words.organization.clone(), words.title.clone()];
        let lines: Vec<_> = lines
            .into_iter()
            .chain(before.iter().cloned())
            .chain(list)
            .chain(after.iter().cloned())
            .chain(facts)
            .chain([words.footer.clone()])
            .collect();
        let words = format!("{}\n", lines.join("\n"));
        assert!(!words.contains('{') && !words.contains('—'), "{words}");
        assert_snapshot(
            &format!("signed/receipt-of-refusal-to-accept.{language}.txt"),
            &words,
        );
    }
}

#[test]
fn every_line_of_appendix_3_is_filled_in_on_every_day() {
    for day in DAYS {
        let receipt = issue(&whole(), &operator(&[Role::Operator]), now(day)).unwrap();
        let words = &receipt.words["ru"];
        let said = words.paragraphs.join(" ");
        assert!(said.contains("пункта 2 статьи 20"), "{day}: {said}");
        assert!(said.contains("отдел № 3 (Филиал Государственной"), "{day}");
        assert!(said.contains(&branch().address.ru), "{day}: where it is");
        assert!(said.contains("двух экземплярах"), "{day}");
        let facts: Vec<_> = words
            .fields
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        for value in [
            "Қуанышев Болат Тілеуұлы",
            "Жұмабаев Арман Қайратұлы",
            "+7 717 200 00 31",
        ] {
            assert!(facts.contains(&value), "{day}: {value}");
        }
        assert!(facts.contains(&whole().address.as_str()), "{day}");
        assert_eq!(words.list.len(), 2, "{day}");
        assert!(!said.contains(&words.list[0]), "{day}: listed once");
        let hands: Vec<_> = receipt.by_hand["ru"]
            .iter()
            .map(|(_, name)| name.as_str())
            .collect();
        assert_eq!(
            hands,
            ["Ахметова Мадина Ерланқызы", "Қуанышев Болат Тілеуұлы"],
            "{day}"
        );
    }
}

#[test]
fn a_receipt_without_an_executor_has_no_line_for_one() {
    let wanted = RefusedIntake {
        executor: String::new(),
        telephone: " ".to_owned(),
        ..whole()
    };
    let receipt = issue(&wanted, &operator(&[Role::Operator]), now(DAYS[2])).unwrap();
    let all = issue(&whole(), &operator(&[Role::Operator]), now(DAYS[2])).unwrap();
    let labels = |of: &Receipt| of.words["kk"].fields.len();
    assert_eq!(labels(&receipt) + 2, labels(&all));
}

#[test]
fn nobody_but_an_operator_of_the_branch_refuses_documents() {
    for role in [Role::Clerk, Role::Executor, Role::Head, Role::Registrar] {
        let needed = Role::Operator;
        let refused = issue(&whole(), &operator(&[role]), now(DAYS[2])).err();
        assert_eq!(refused, Some(Refusal::NotYourRole { needed }), "{role:?}");
    }
    let Actor::Officer(mut elsewhere) = operator(&[Role::Operator]) else {
        panic!("an officer")
    };
    "almaty-branch".clone_into(&mut elsewhere.organization);
    let recipient = Actor::Recipient(whole().recipient);
    for actor in [Actor::Officer(elsewhere), recipient, Actor::System] {
        let refused = issue(&whole(), &actor, now(DAYS[2])).err();
        assert_eq!(refused, Some(Refusal::NotYours));
    }
    let own = RefusedIntake {
        recipient: Player::find("madina").unwrap().person().unwrap(),
        ..whole()
    };
    let refused = issue(&own, &operator(&[Role::Operator]), now(DAYS[2])).err();
    assert_eq!(refused, Some(Refusal::OwnCase));
}

#[test]
fn a_refusal_without_ground_is_not_issued() {
    let of = |lacking: Vec<Lacking>, applies: Applies| RefusedIntake {
        lacking,
        applies,
        ..whole()
    };
    let line = |line| IntakeRefusal::Unsaid { line };
    let bill = || lacking("telecommunications-bill", Lack::Missing);
    let named = || "telecommunications-bill".to_owned();
    let table = [
        (of(vec![], Applies::First), IntakeRefusal::NothingLacking),
        (
            of(vec![lacking("diploma", Lack::Missing)], Applies::First),
            IntakeRefusal::NotAsked {
                document: "diploma".to_owned(),
            },
        ),
        (
            of(vec![bill()], Applies::Again),
            IntakeRefusal::NotAskedAgain { document: named() },
        ),
        (
            of(
                vec![bill(), lacking("telecommunications-bill", Lack::Expired)],
                Applies::First,
            ),
            IntakeRefusal::NamedTwice { document: named() },
        ),
        (
            RefusedIntake {
                address: " ".to_owned(),
                ..whole()
            },
            line("address"),
        ),
        (
            RefusedIntake {
                department: String::new(),
                ..whole()
            },
            line("department"),
        ),
    ];
    for (wanted, expected) in table {
        let refused = issue(&wanted, &operator(&[Role::Operator]), now(DAYS[2])).err();
        assert_eq!(refused, Some(Refusal::Intake(expected)));
    }
}

/// One of the lines that an operator types.
type Typed = fn(&mut RefusedIntake) -> &mut String;

#[test]
fn nothing_unseen_and_no_overlong_line_gets_onto_a_receipt() {
    let long = "А".repeat(LINE_CHARACTERS_MAX + 1);
    for (text, is_long) in [
        ("Аб\u{202e}в", false),
        ("Аб\u{200b}в", false),
        ("\u{feff}Абв", false),
        ("Аб\nв", false),
        (&long, true),
    ] {
        let table: [(&str, Typed); 5] = [
            ("name", |it| &mut it.recipient.name),
            ("address", |it| &mut it.address),
            ("department", |it| &mut it.department),
            ("executor", |it| &mut it.executor),
            ("telephone", |it| &mut it.telephone),
        ];
        for (line, of) in table {
            let mut wanted = whole();
            text.clone_into(of(&mut wanted));
            let refused = issue(&wanted, &operator(&[Role::Operator]), now(DAYS[2])).err();
            let expected = if is_long {
                TextRefusal::TooLong { line }
            } else {
                TextRefusal::Unseen { line }
            };
            assert_eq!(refused, Some(Refusal::Text(expected)), "{text:?}");
            // As much as a line takes is no refusal.
            "А".repeat(LINE_CHARACTERS_MAX).clone_into(of(&mut wanted));
            assert!(issue(&wanted, &operator(&[Role::Operator]), now(DAYS[2])).is_ok());
        }
    }
}

#[test]
fn who_applies_again_is_asked_for_income_and_bills_only() {
    for day in DAYS {
        let edition = edition(now(day));
        assert!(asks_less_again(edition));
        let again: Vec<_> = asked(edition, Applies::Again)
            .map(|it| it.code.as_str())
            .collect();
        assert_eq!(
            again,
            ["application", "income-proof", "utility-bills"],
            "{day}"
        );
        assert_eq!(asked(edition, Applies::First).count(), 10, "{day}");
    }
}

#[test]
fn an_edition_without_the_deed_gives_no_receipt() {
    let now = now(DAYS[2]);
    let mut edition = edition(now).clone();
    edition.deeds.retain(|deed| deed.code != REFUSAL);
    let expected = Refusal::Intake(IntakeRefusal::NoReceipt {
        edition: edition.id.0.clone(),
    });
    assert_eq!(is_given(&edition), Err(expected.clone()));
    let (organization, actor) = (branch(), operator(&[Role::Operator]));
    let moment = Moment {
        now,
        actor: &actor,
        law: &LAW,
        edition: &edition,
        organization: &organization,
    };
    assert_eq!(refusal(&whole(), &moment).err(), Some(expected));
    let privatization = LAW
        .edition("privatization", jiff::civil::date(2026, 11, 17))
        .unwrap();
    assert!(
        is_given(privatization).is_err(),
        "it gives a receipt of acceptance alone"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is marked: there is a receipt just when something is named, each thing once and of what is asked, and it
    /// lists all of that and nothing else.
    #[test]
    fn a_receipt_lists_what_was_named_or_is_not_given(
        marks in proptest::collection::vec((0_usize..14, any::<bool>()), 0..8),
        is_again in any::<bool>(),
    ) {
        let edition = edition(now(DAYS[2]));
        let applies = if is_again { Applies::Again } else { Applies::First };
        let code = |at: usize| edition.documents.get(at).map_or("none", |it| it.code.as_str());
        let marks: Vec<_> = marks
            .into_iter()
            .map(|(at, is_expired)| {
                lacking(code(at), if is_expired { Lack::Expired } else { Lack::Missing })
            })
            .collect();
        let wanted = RefusedIntake { lacking: marks.clone(), applies, ..whole() };
        let names: BTreeSet<_> = marks.iter().map(|it| it.document.as_str()).collect();
        let is_asked = |name: &&str| asked(edition, applies).any(|it| it.code == **name);
        let is_sound = !marks.is_empty()
            && names.len() == marks.len()
            && names.iter().all(is_asked);
        let receipt = issue(&wanted, &operator(&[Role::Operator]), now(DAYS[2]));
        prop_assert_eq!(receipt.is_ok(), is_sound);
        if let Ok(receipt) = receipt {
            for words in receipt.words.values() {
                prop_assert_eq!(words.list.len(), marks.len());
            }
        }
    }
}
