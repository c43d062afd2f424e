//! What is signed, byte for byte, as a person of the law has read it.
//!
//! The digest of the edition's file is replaced, so that a remark added to the law does not change the samples.

use casework::Moment;
use casework::actor::Actor;
use casework::application::{Application, check, grouped};
use casework::canonical::sha256_hex;
use casework::case::Phase;
use casework::deed::{self, Corrects, DeedDocument, DeedWords, Manner, Signing};
use casework::event::{Answer, Answers, Attachment, DeedProposal, DeedSigned, Media, OfficerRef};
use casework::story::cast::Player;
use casework::story::{Filing, answers, files};
use law::edition::{Basis, Per, Role};
use law::value::Value;
use law::{Edition, Language};

use crate::scene::{Scene, actor, organization};
use crate::snapshot::assert_snapshot;

fn digest() -> String {
    "d".repeat(64)
}

fn application(edition: &Edition, language: Language) -> String {
    let madina = Player::find("madina").unwrap();
    let filing = Filing::default();
    let answers = check(edition, &answers(madina, "710000000", &filing, edition)).unwrap();
    let attachments: Vec<Attachment> = files(&filing, edition)
        .into_iter()
        .take(2)
        .map(|(document, bytes)| Attachment {
            name: format!("{document}.pdf"),
            document,
            media: Media::Pdf,
            size_bytes: u64::try_from(bytes.len()).unwrap(),
            sha256: sha256_hex(&bytes),
        })
        .collect();
    signed_text(edition, &answers, language, &attachments)
}

/// The text of Madina's application with these answers and files.
fn signed_text(
    edition: &Edition,
    answers: &Answers,
    language: Language,
    attachments: &[Attachment],
) -> String {
    let madina = Player::find("madina").unwrap();
    let organization = organization();
    let application = Application {
        edition,
        recipient: &madina.person().unwrap(),
        organization: (&organization.code, &organization.name),
        place: (
            "710000000",
            crate::library::LAW
                .places()
                .get("710000000")
                .unwrap()
                .name(jiff::civil::date(2026, 11, 17)),
        ),
        answers,
        attachments,
        language,
        draft: "0123456789abcdef0123456789abcdef",
    };
    application.text().unwrap()
}

/// The deed that waits in `scene`, as the head signs it the day after registration.
fn deed(scene: &Scene) -> DeedDocument {
    let Phase::AwaitingSignature { proposal } = &scene.case.phase else {
        panic!("no deed waits");
    };
    let Actor::Officer(head) = actor("aigerim") else {
        panic!("the head is no officer");
    };
    let mut case = scene.case.clone();
    case.filed.edition_digest = digest();
    case.filed.signed_digest = sha256_hex(b"application");
    let signing = Signing {
        law: &crate::library::LAW,
        edition: scene.edition,
        organization: &scene.organization,
        day: scene.case.filed.registration_day.tomorrow().unwrap(),
        signatory: &head.acting_as(Role::Head),
    };
    deed::write(&case, proposal, &signing).unwrap()
}

/// The words of a deed as they would be read aloud.
fn words(deed: &DeedDocument, language: Language) -> String {
    read_aloud(deed.words_in(language).unwrap())
}

fn read_aloud(words: &DeedWords) -> String {
    let fields = words
        .fields
        .iter()
        .map(|(label, value)| format!("{label}: {value}"));
    let mut lines = vec![
        words.organization.clone(),
        words.title.clone(),
        String::new(),
    ];
    lines.extend(words.paragraphs.iter().cloned());
    lines.push(String::new());
    lines.extend(fields);
    lines.push(String::new());
    lines.extend(words.list.iter().map(|item| format!("• {item}")));
    lines.extend(words.appeal.iter().cloned());
    lines.push(words.footer.clone());
    lines.push(String::new());
    lines.join("\n")
}

#[test]
fn an_application_is_signed_in_these_bytes() {
    let mut edition = Scene::received().edition.clone();
    edition.digest = digest();
    for (language, name) in [
        (Language::Kk, "signed/application.kk.txt"),
        (Language::Ru, "signed/application.ru.txt"),
    ] {
        assert_snapshot(name, &application(&edition, language));
    }
}

#[test]
fn a_refusal_to_consider_is_signed_in_these_bytes() {
    let bytes = deed(&Scene::incomplete()).bytes().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains('\n'), "canonical JSON is one line");
    assert_snapshot("signed/refusal-to-consider.json", &text);
}

#[test]
fn deeds_are_read_in_these_words() {
    for (scene, name) in [
        (Scene::incomplete(), "refusal-to-consider"),
        (Scene::deed_waits(), "notice-of-assignment"),
        (Scene::refused(), "reasoned-refusal"),
    ] {
        let deed = deed(&scene);
        for (language, ending) in [(Language::Kk, "kk"), (Language::Ru, "ru")] {
            let name = format!("signed/{name}.{ending}.txt");
            assert_snapshot(&name, &words(&deed, language));
        }
    }
}

/// Given as soon as the application has come, before it is registered; nobody at a counter took it in.
#[test]
fn a_receipt_of_acceptance_is_read_in_these_words() {
    let scene = Scene::received();
    assert!(scene.case.registration.is_none());
    let nobody = Actor::System;
    let moment = Moment {
        now: scene.case.filed.filed_at,
        actor: &nobody,
        law: &crate::library::LAW,
        edition: scene.edition,
        organization: &scene.organization,
    };
    let receipt = deed::receipt::acceptance(&scene.case, &moment).unwrap();
    for (language, words) in receipt.words {
        let words = read_aloud(&words);
        assert!(!words.contains('{') && !words.contains('—'), "{words}");
        assert_snapshot(
            &format!("signed/receipt-of-acceptance.{language}.txt"),
            &words,
        );
    }
}

/// A corrected deed says which one it replaces, what changed, and nothing else that changed.
#[test]
fn a_corrected_deed_names_the_one_that_it_replaces() {
    let scene = Scene::decided();
    let signed = scene.case.deeds.last().unwrap();
    let slips = deed::slips(&scene.case, signed, scene.edition);
    assert!(slips.iter().any(|(field, _)| field == "recipient"));
    let change = ("recipient", "Ахметова Мадина Еркинқызы");
    let change = deed::change(&scene.case, signed, change, scene.edition).unwrap();
    let Actor::Officer(head) = actor("aigerim") else {
        panic!("the head is no officer");
    };
    let signing = Signing {
        law: &crate::library::LAW,
        edition: scene.edition,
        organization: &scene.organization,
        day: signed.day,
        signatory: &head.acting_as(Role::Head),
    };
    let corrects = Corrects {
        number: signed.number.clone(),
        changes: vec![change],
        reason: "A slip of the pen.".to_owned(),
    };
    let new = deed::write_corrected(&scene.case, corrects, &signing).unwrap();
    assert_ne!(new.number, signed.number);
    for language in deed::DEED_LANGUAGES {
        let words = words(&new, language);
        assert!(words.contains(&signed.number), "{words}");
        assert!(words.contains("Еркинқызы"), "{words}");
    }
    let again: DeedDocument = serde_json::from_slice(&new.bytes().unwrap()).unwrap();
    assert!(again == new, "what changed is read out of what was signed");
}

/// A deed carries its whole derivation, and reading it back changes no byte.
#[test]
fn a_deed_read_back_has_the_same_bytes() {
    let deed = deed(&Scene::deed_waits());
    let bytes = deed.bytes().unwrap();
    let assessed = deed.assessed.as_ref().unwrap();
    assert!(assessed.read().unwrap().assessments.contains_key("amount"));
    let again: DeedDocument = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(again.bytes().unwrap(), bytes);
}

/// What the law computed, found or the register gave is no slip of the pen: a correction never changes it.
#[test]
fn a_correction_never_changes_what_the_law_gives() {
    let scene = Scene::decided();
    let deed = scene
        .edition
        .deeds
        .iter()
        .find(|deed| deed.code == "notice-of-assignment");
    let signed = scene.case.deeds.last().unwrap();
    for field in &deed.unwrap().fields {
        let changed = deed::change(
            &scene.case,
            signed,
            (&field.code, "something else"),
            scene.edition,
        );
        let room = field.from.split_once('.').unwrap().0;
        let is_words = matches!(
            field.from.as_str(),
            "recipient.name" | "org.name" | "org.address"
        ) || room == "form";
        assert!(
            changed.is_err() || is_words,
            "{} from {}",
            field.code,
            field.from
        );
    }
}

/// A refusal under an edition whose grounds came from an earlier act, as it is written in `manner`.
fn carried_over(manner: Manner) -> DeedDocument {
    let scene = Scene::refused();
    let edition = carried_over_edition(&scene);
    deed::write_as(
        &scene.case,
        &waiting(&scene),
        &signing(&scene, &edition, &head()),
        manner,
    )
    .unwrap()
}

fn waiting(scene: &Scene) -> DeedProposal {
    let Phase::AwaitingSignature { proposal } = &scene.case.phase else {
        panic!("no deed waits");
    };
    proposal.as_ref().clone()
}

fn head() -> OfficerRef {
    let Actor::Officer(head) = actor("aigerim") else {
        panic!("the head is no officer");
    };
    head.acting_as(Role::Head)
}

fn signing<'a>(scene: &'a Scene, edition: &'a Edition, head: &'a OfficerRef) -> Signing<'a> {
    Signing {
        law: &crate::library::LAW,
        edition,
        organization: &scene.organization,
        day: scene.case.filed.registration_day.tomorrow().unwrap(),
        signatory: head,
    }
}

fn carried_over_edition(scene: &Scene) -> Edition {
    let mut edition = scene.edition.clone();
    for ground in &mut edition.grounds {
        ground.source.cite = format!("539 {}", ground.source.cite);
        ground.source.basis = Basis::CarriedOver {
            from: "order-539".to_owned(),
            why: "an invented edition".to_owned(),
        };
    }
    edition
}

/// The paragraph of an act that is no longer in force is no ground of a refusal of today; what was signed with it
/// is written again byte for byte, so that it still proves.
#[test]
fn a_ground_that_was_carried_over_is_named_by_its_number() {
    let (present, first) = (carried_over(Manner::Present), carried_over(Manner::First));
    for (language, named) in [
        (Language::Kk, "(бас тарту негіздері тізбесінің 2-тармағы)"),
        (Language::Ru, "(основание 2 из перечня оснований отказа)"),
    ] {
        let said = words(&present, language);
        assert!(said.contains(named) && !said.contains("539 ¶"), "{said}");
        let said = words(&first, language);
        assert!(
            said.contains("(539 ¶12(2))") && !said.contains(named),
            "{said}"
        );
    }
    // Such is the edition of today, whose text of grounds came from order 539.
    let law = &crate::library::LAW;
    let today = law.edition("housing-assistance", jiff::civil::date(2026, 11, 17));
    for ground in &today.unwrap().grounds {
        let is_carried_over = matches!(ground.source.basis, Basis::CarriedOver { .. });
        assert!(is_carried_over && ground.source.cite.starts_with("539 "));
    }
    // Where nothing was carried over, both manners are the same.
    let scene = Scene::refused();
    let said = words(&deed(&scene), Language::Ru);
    assert!(said.contains("(¶12(2))"), "{said}");
}

/// The head corrects a name in a refusal of before: its grounds stay the words that were signed.
#[test]
fn a_correction_keeps_the_manner_of_the_deed_that_it_corrects() {
    for manner in Manner::ALL {
        let old = carried_over(manner);
        let scene = Scene::refused();
        let edition = carried_over_edition(&scene);
        let text = waiting(&scene);
        let mut case = scene.case.clone();
        case.deeds.push(DeedSigned {
            number: old.number.clone(),
            deed: old.deed.clone(),
            stage: text.stage.clone(),
            outcome: text.outcome.clone(),
            adverse: None,
            day: old.day,
            data_digest: sha256_hex(&old.bytes().unwrap()),
            container_digest: sha256_hex(b"container"),
            evidence: crate::permissions::evidence(),
            officer: head(),
            bin: scene.organization.bin.clone(),
        });
        case.rules.texts.push(text);
        let corrects = Corrects {
            number: old.number.clone(),
            changes: Vec::new(),
            reason: "A slip".to_owned(),
        };
        let later = head();
        let mut signing = signing(&scene, &edition, &later);
        signing.day = signing.day.tomorrow().unwrap();
        let new = deed::write_corrected(&case, corrects, &signing).unwrap();
        for language in deed::DEED_LANGUAGES {
            let (new, old) = (new.words_in(language), old.words_in(language));
            assert_eq!(new.unwrap().list, old.unwrap().list, "{manner:?}");
        }
    }
}

/// The paragraph says the grounds; the paper does not say them again below.
#[test]
fn a_list_that_a_paragraph_says_is_not_read_twice() {
    for scene in [Scene::incomplete(), Scene::refused()] {
        let deed = deed(&scene);
        for language in deed::DEED_LANGUAGES {
            let words = deed.words_in(language).unwrap();
            assert!(!words.list.is_empty(), "it stands in what is signed");
            let all = words.list.join("; ");
            let times = words
                .paragraphs
                .iter()
                .filter(|it| it.contains(&all))
                .count();
            let shown = words.list_shown();
            assert_eq!(shown.is_empty(), times == 1, "{}", deed.deed);
            let without = DeedWords {
                paragraphs: Vec::new(),
                ..words.clone()
            };
            assert_eq!(without.list_shown(), words.list);
        }
    }
}

#[test]
fn numbers_of_a_deed_are_written_as_each_language_writes_them() {
    let money = |amount: &str| Value::Money {
        amount: amount.parse().unwrap(),
        per: Per::Month,
    };
    let area = Value::Number {
        number: "72.5".parse().unwrap(),
        unit: "m2".to_owned(),
    };
    let share = Value::Share("0.055".parse().unwrap());
    for (value, kk, ru, en) in [
        (
            money("7539.9975"),
            "шамамен 7 540\u{a0}₸",
            "около 7 540\u{a0}₸",
            "about 7 540\u{a0}₸",
        ),
        (
            money("7539.994"),
            "шамамен 7 539,99\u{a0}₸",
            "около 7 539,99\u{a0}₸",
            "about 7 539.99\u{a0}₸",
        ),
        (
            money("1500.5"),
            "1 500,50\u{a0}₸",
            "1 500,50\u{a0}₸",
            "1 500.50\u{a0}₸",
        ),
        (
            money("7540"),
            "7 540\u{a0}₸",
            "7 540\u{a0}₸",
            "7 540\u{a0}₸",
        ),
        (area, "72,5\u{a0}м²", "72,5\u{a0}м²", "72.5\u{a0}м²"),
        (share, "5,5 %", "5,5 %", "5.5 %"),
    ] {
        let shown = deed::shown(&value);
        assert_eq!(
            (shown.kk.as_str(), shown.ru.as_str(), shown.en.as_str()),
            (kk, ru, en)
        );
    }
}

#[test]
fn decimals_of_an_application_have_a_comma_and_its_data_a_point() {
    let madina = Player::find("madina").unwrap();
    let edition = Scene::received().edition;
    let filing = Filing::default();
    let mut answers = check(edition, &answers(madina, "710000000", &filing, edition)).unwrap();
    answers.insert("dwelling.area".to_owned(), Answer::One("72.5".to_owned()));
    for (language, said) in [
        (Language::Kk, "72,5\u{a0}м²"),
        (Language::Ru, "72,5\u{a0}м²"),
        (Language::En, "72.5\u{a0}м²"),
    ] {
        let text = signed_text(edition, &answers, language, &[]);
        assert!(text.contains(said), "{text}");
        assert!(text.contains("\"dwelling.area\":\"72.5\""), "{text}");
    }
    for (amount, ru, en) in [
        ("1500.50", "1\u{a0}500,50", "1\u{a0}500.50"),
        ("587.5", "587,50", "587.50"),
        ("630000", "630\u{a0}000", "630\u{a0}000"),
    ] {
        assert_eq!(grouped(amount, Language::Ru), ru);
        assert_eq!(grouped(amount, Language::Kk), ru);
        assert_eq!(grouped(amount, Language::En), en);
    }
}
