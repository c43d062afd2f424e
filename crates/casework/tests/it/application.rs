//! Answers: what is wrong is said beside its field, all at once; what is right has one form and one text.

use std::collections::BTreeMap;

use casework::application::check::ROWS_MAX;
use casework::application::{Application, ProblemCode, check};
use casework::event::{Answer, Answers, PersonRef};
use casework::story::cast::{self, Player};
use casework::story::{Filing, answers};
use jiff::civil::date;
use law::edition::{Field, Type};
use law::{Edition, Language};
use proptest::prelude::*;

use crate::library::LAW;

fn edition() -> &'static Edition {
    LAW.edition("housing-assistance", date(2026, 11, 17))
        .unwrap()
}

/// The usual application of madina.
fn usual() -> Answers {
    let madina = Player::find("madina").unwrap();
    answers(madina, "710000000", &Filing::default(), edition())
}

fn text(answers: &Answers, language: Language) -> String {
    let recipient: PersonRef = Player::find("madina").unwrap().person().unwrap();
    let organization = cast::organization("astana-social").unwrap();
    let application = Application {
        edition: edition(),
        recipient: &recipient,
        organization: (&organization.code, &organization.name),
        place: (
            "710000000",
            LAW.places()
                .get("710000000")
                .unwrap()
                .name(date(2026, 11, 17)),
        ),
        answers,
        attachments: &[],
        language,
        draft: "0123456789abcdef0123456789abcdef",
    };
    application.text().unwrap()
}

fn one(text: &str) -> Answer {
    Answer::One(text.to_owned())
}

fn row(cells: &[(&str, &str)]) -> BTreeMap<String, String> {
    cells
        .iter()
        .map(|(column, text)| ((*column).to_owned(), (*text).to_owned()))
        .collect()
}

fn found(answers: &Answers) -> Vec<(String, ProblemCode)> {
    match check(edition(), answers) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .into_iter()
            .map(|problem| (problem.field, problem.code))
            .collect(),
    }
}

#[test]
fn the_usual_application_has_no_problem() {
    let answers = usual();
    assert_eq!(found(&answers), []);
    let clean = check(edition(), &answers).unwrap();
    assert_eq!(clean.get("consents.protected-data"), Some(&one("true")));
    assert_eq!(clean.len(), 16);
}

#[test]
fn everything_that_is_wrong_is_said_at_once_beside_its_field() {
    let mut wrong = usual();
    let member = row(&[
        ("name", "Ахметов Данияр"),
        ("birth-date", "31.02.1985"),
        ("relationship", "neighbor"),
        ("iin", "85090339002"),
    ]);
    for (field, answer) in [
        ("applicant.iin", one("970915400123")),
        ("applicant.id-number", one("   ")),
        ("dwelling.address", one(&"ү".repeat(501))),
        ("dwelling.tenure", one("castle")),
        ("dwelling.area", one("62.1234567")),
        ("family.size", one("four")),
        (
            "family.members",
            Answer::Rows(vec![row(&[("name", " ")]), member]),
        ),
        ("costs.costs", Answer::Rows(Vec::new())),
        ("income.family-income", one("much")),
        ("account.iban", one("KZ86125KZT5004100101")),
        ("account.bank", one("Halyk\u{7}Bank")),
        ("consents.protected-data", one("no")),
    ] {
        wrong.insert(field.to_owned(), answer);
    }
    let expected = [
        ("applicant.iin", ProblemCode::CheckDigit),
        ("applicant.id-number", ProblemCode::Required),
        ("dwelling.address", ProblemCode::TooLong),
        ("dwelling.tenure", ProblemCode::NotAChoice),
        ("dwelling.area", ProblemCode::TooManyPlaces { places: 6 }),
        ("family.size", ProblemCode::NotACount),
        ("family.members.1.birth-date", ProblemCode::NotADay),
        ("family.members.1.relationship", ProblemCode::NotAChoice),
        ("family.members.1.social-status", ProblemCode::Required),
        ("family.members.1.iin", ProblemCode::NotTwelveDigits),
        ("costs.costs", ProblemCode::NoRows),
        ("income.family-income", ProblemCode::NotAnAmount),
        ("account.iban", ProblemCode::NotAnAccount),
        ("account.bank", ProblemCode::NotText),
        ("consents.protected-data", ProblemCode::MustAgree),
    ];
    let expected = expected.map(|(field, code)| (field.to_owned(), code));
    assert_eq!(found(&wrong), expected);
}

#[test]
fn a_list_takes_forty_rows_and_no_more() {
    let bill = || row(&[("kind", "other"), ("billed", "1")]);
    let mut answers = usual();
    let rows = Answer::Rows((0..ROWS_MAX).map(|_| bill()).collect());
    answers.insert("costs.costs".to_owned(), rows);
    assert_eq!(found(&answers), []);
    let rows = Answer::Rows((0..=ROWS_MAX).map(|_| bill()).collect());
    answers.insert("costs.costs".to_owned(), rows);
    let too_many = ProblemCode::TooManyRows { rows_max: ROWS_MAX };
    assert_eq!(found(&answers), [("costs.costs".to_owned(), too_many)]);
}

#[test]
fn money_has_two_places_and_no_tiyn_is_lost() {
    let income = |typed: &str| {
        let mut answers = usual();
        answers.insert("income.family-income".to_owned(), one(typed));
        check(edition(), &answers)
            .map(|clean| clean["income.family-income"].clone())
            .map_err(|problems| problems[0].code.clone())
    };
    assert_eq!(income("1\u{a0}234,50"), Ok(one("1234.5")));
    assert_eq!(income("0"), Ok(one("0")));
    assert_eq!(income("-5"), Err(ProblemCode::NotAnAmount));
    assert_eq!(income("1e5"), Err(ProblemCode::NotAnAmount));
    assert_eq!(
        income("1.005"),
        Err(ProblemCode::TooManyPlaces { places: 2 })
    );
    // More digits than a number here can keep are never rounded away.
    assert!(income("1.00000000000000000000000000000001").is_err());
    assert!(income(&"9".repeat(40)).is_err());
}

#[test]
fn a_day_is_one_of_a_calendar_of_people() {
    let birth = |typed: &str| {
        let mut answers = usual();
        let member = row(&[
            ("name", "Ахметов Данияр"),
            ("birth-date", typed),
            ("relationship", "spouse"),
            ("social-status", "employed"),
            ("iin", "850903390020"),
        ]);
        answers.insert("family.members".to_owned(), Answer::Rows(vec![member]));
        match check(edition(), &answers) {
            Ok(clean) => match &clean["family.members"] {
                Answer::Rows(rows) => rows[0]["birth-date"].clone(),
                Answer::One(_) => unreachable!("a list has rows"),
            },
            Err(problems) => problems[0].code.key().to_owned(),
        }
    };
    assert_eq!(birth("1985-09-03"), "1985-09-03");
    assert_eq!(birth("3.9.1985"), "1985-09-03");
    assert_eq!(birth("03/09/1985"), "1985-09-03");
    for wrong in [
        "0085-09-03",
        "1985-09-03T10:00",
        "-000085-09-03",
        "1985-W36-2",
        "3.9.85",
        "29.02.2025",
    ] {
        assert_eq!(birth(wrong), "not-a-day", "{wrong}");
    }
}

/// What a person reads must be what is there: no character that hides, turns or breaks a line.
#[test]
fn no_answer_can_forge_a_line_of_the_signed_text() {
    for sly in [
        '\n', '\r', '\0', '\u{85}', '\u{2028}', '\u{2029}', '\u{202e}', '\u{2066}', '\u{feff}',
    ] {
        let mut answers = usual();
        answers.insert("account.bank".to_owned(), one(&format!("Halyk{sly}Bank")));
        let expected = [("account.bank".to_owned(), ProblemCode::NotText)];
        assert_eq!(found(&answers), expected, "{sly:?}");
    }
    // A joiner inside a word is honest text.
    let mut answers = usual();
    answers.insert("account.bank".to_owned(), one("Halyk\u{200d}Bank"));
    assert_eq!(found(&answers), []);
}

/// Texts that a field takes, by its type.
fn fitting(ty: &Type) -> BoxedStrategy<String> {
    match ty {
        Type::Boolean => Just("yes".to_owned()).boxed(),
        Type::Count => (0_u32..99).prop_map(|count| count.to_string()).boxed(),
        Type::Number { .. } | Type::Share | Type::Money { .. } => {
            "[1-9][0-9]{0,6}(\\.[0-9][1-9])?".boxed()
        }
        Type::Date => Just("1985-09-03".to_owned()).boxed(),
        Type::Choice { options } => {
            let codes: Vec<String> = options.iter().map(|option| option.code.clone()).collect();
            prop::sample::select(codes).boxed()
        }
        Type::Iin => Just("850903390020".to_owned()).boxed(),
        Type::Iban => Just("KZ10601SANDBOX000001".to_owned()).boxed(),
        Type::Line | Type::PersonName | Type::Place => {
            "[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі0-9 .,«»-]{1,40}[а-я]".boxed()
        }
        Type::List { .. } => Just(String::new()).boxed(),
    }
}

fn fitting_answer(field: &Field) -> BoxedStrategy<Answer> {
    let Type::List { columns } = &field.ty else {
        return fitting(&field.ty).prop_map(Answer::One).boxed();
    };
    let cells: Vec<_> = columns.iter().map(|column| fitting(&column.ty)).collect();
    let codes: Vec<String> = columns.iter().map(|column| column.code.clone()).collect();
    let row = cells.prop_map(move |cells| codes.iter().cloned().zip(cells).collect());
    prop::collection::vec(row, 1..4)
        .prop_map(Answer::Rows)
        .boxed()
}

fn fitting_answers() -> impl Strategy<Value = Answers> {
    let (names, fields): (Vec<String>, Vec<_>) = edition()
        .form
        .iter()
        .flat_map(|section| {
            section
                .fields
                .iter()
                .map(|field| (section.code.clone(), field))
        })
        .map(|(section, field)| (format!("{section}.{}", field.code), fitting_answer(field)))
        .unzip();
    fields.prop_map(move |answers| names.iter().cloned().zip(answers).collect())
}

/// Any answer to any field, and to fields that do not exist.
fn any_answers() -> impl Strategy<Value = Answers> {
    let mut names: Vec<String> = usual().into_keys().collect();
    names.push("fishing.rod".to_owned());
    let cell = prop_oneof![any::<String>(), "[0-9.,]{0,40}", "[0-9]{12}", "\\PC{0,20}"];
    let columns = prop::sample::select(vec!["kind", "billed", "name", "iin", "birth-date", "rod"]);
    let row = prop::collection::btree_map(columns.prop_map(str::to_owned), cell.clone(), 0..5);
    let answer = prop_oneof![
        cell.prop_map(Answer::One),
        prop::collection::vec(row, 0..50).prop_map(Answer::Rows)
    ];
    prop::collection::btree_map(prop::sample::select(names), answer, 0..16)
}

/// Every single text of the answers.
fn texts(answers: &Answers) -> Vec<&String> {
    answers
        .values()
        .flat_map(|answer| match answer {
            Answer::One(text) => vec![text],
            Answer::Rows(rows) => rows.iter().flat_map(BTreeMap::values).collect(),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arbitrary_answers_are_judged_and_never_panic(answers in any_answers()) {
        if let Err(problems) = check(edition(), &answers) {
            prop_assert!(!problems.is_empty());
        }
    }

    #[test]
    fn right_answers_have_one_form_and_stand_in_the_text(answers in fitting_answers()) {
        let clean = check(edition(), &answers).unwrap();
        let again = check(edition(), &clean).unwrap();
        prop_assert_eq!(&again, &clean);
        let written = text(&clean, Language::Kk);
        let once_more = text(&clean, Language::Kk);
        prop_assert_eq!(&written, &once_more);
        for answer in texts(&clean) {
            prop_assert!(written.contains(answer.as_str()), "{}", answer);
        }
        // The data stand on the last line, and nothing stands behind them.
        let line = written.trim_end().lines().last().unwrap();
        let data: serde_json::Value = serde_json::from_str(line).unwrap();
        prop_assert_eq!(&data["answers"], &serde_json::to_value(&clean).unwrap());
    }
}
