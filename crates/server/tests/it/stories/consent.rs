//! The consents of parties, by the doors that people use: read, signed or confirmed, declined.

mod program;

use std::sync::Arc;

use app::consent::{self, Which};
use app::error::{PasswordProblem, SigningOver};
use app::session::{Account, Session};
use app::{Error, one_time_password};
use casework::Refusal;
use casework::case::{Case, Consents, Progress};
use casework::event::work::Proof;
use casework::identifier::CaseNumber;
use casework::refusal::WorkRefusal;
use casework::story::{Story, run};
use jiff::SignedDuration;
use law::edition::Edition;
use law::{Language, Law};
use sandbox::choice::KeyKind;
use serde_json::Value;

use super::Told;
use super::fifth::law_of_the_fifth;
use crate::office::{Citizen, TestOffice, at_hand};

/// A case of the invented service whose owner (by signature or password) and adult (by signature or in person) are asked.
const ASKED: &str = "\
story         Consents are asked
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose own
   with owner.full-name Кузнецов Виктор Петрович
   with owner.iin 561022390093
   with household.members Қуанышев Болат Тілеуұлы | 790502390136 | 1979-05-02
   system registers
2026-11-03 10:00  daniyar takes the case
   daniyar finds complete
";

/// Tells how it came to the consents on every engine, and then something more.
fn when_asked(story: &impl AsyncFn(&TestOffice, &CaseNumber)) {
    let law: Arc<Law> = law_of_the_fifth();
    let asked = Story::parse(ASKED).unwrap();
    for engine in at_hand() {
        let mut told = Told::under(&law, engine, &asked);
        let failures = run(&asked, &law, &mut told);
        assert!(failures.is_empty(), "{failures:?}");
        let number = told.number.clone().unwrap();
        told.runtime.block_on(story(&told.office, &number));
    }
}

type Who<'a> = (&'a Account, &'a Session);

fn who<'a>(citizen: &'a Citizen<'_>) -> Who<'a> {
    (&citizen.account, &citizen.session)
}

fn message(_edition: &Edition, code: &str) -> String {
    format!("{code} ...")
}

fn code_of(office: &TestOffice) -> String {
    let messages = office.town.messages();
    messages[0].text.chars().take(6).collect()
}

fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

fn refusal<T>(result: Result<T, Error>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("it was taken"),
    }
}

/// The consents of a case, asked now or before.
fn consents(case: &Case) -> &Consents {
    let found = case.works().find_map(|work| {
        if let Progress::Consent(consents) = work {
            Some(consents)
        } else {
            None
        }
    });
    found.unwrap()
}

async fn given(office: &TestOffice, number: &CaseNumber) -> usize {
    let case = office.case(number).await;
    consents(&case).given.len()
}

#[test]
fn owner_reads_what_they_consent_to_and_confirms_exactly_that_by_a_code() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let viktor = office.citizen("viktor").await;
        let (app, now) = (&office.app, office.now());
        let which = Which {
            number,
            party: "owner",
        };
        let read = consent::asked(app, &viktor.account, which, (Language::Ru, now)).await;
        let text = read.unwrap().text;
        for said in [
            "Согласие",
            "Собственник",
            "Кузнецов Виктор",
            "Ахметова Мадина",
        ] {
            assert!(text.contains(said), "no {said} in {text}");
        }
        let language = (Language::Ru, now);
        let shown = consent::show(app, who(&viktor), which, language).await;
        let record = shown.unwrap();
        let what = (which, record.as_str());
        let sent = consent::send(app, who(&viktor), what, message, now).await;
        let waiting = sent.unwrap();
        assert_eq!(waiting.text, text.as_bytes(), "bound to what was read");
        let code = code_of(office);
        let missed = consent::confirm(app, who(&viktor), what, &wrong(&code), now).await;
        let problem = PasswordProblem::Wrong { left: 4 };
        assert!(matches!(missed, Err(Error::Password(it)) if it == problem));
        assert_eq!(given(office, number).await, 0);
        let case = consent::confirm(app, who(&viktor), what, &code, now)
            .await
            .unwrap();
        let Progress::Consent(consents) = &case.work else {
            panic!("the other one is still asked");
        };
        let Proof::OneTimePassword { challenge_digest } = &consents.given[0].proof else {
            panic!("a code passes for something else");
        };
        let kept = app.store.blob(challenge_digest, 1 << 20).await.unwrap();
        let kept: Value = serde_json::from_slice(&kept.unwrap()).unwrap();
        let digest = casework::canonical::sha256_hex(text.as_bytes());
        assert_eq!(kept["document"], digest.as_str());
        assert_eq!(kept["action"], format!("consent/{number}/owner"));
        assert!(kept["what"].as_str().unwrap().contains("not an electronic"));
        let shown = app.store.blob(&digest, 1 << 20).await.unwrap();
        assert_eq!(shown.as_deref(), Some(text.as_bytes()), "the text is kept");

        let again = consent::confirm(app, who(&viktor), what, &code, now).await;
        assert!(matches!(again, Err(Error::Signing(SigningOver::Used))));
        let answered = consent::asked(app, &viktor.account, which, language).await;
        let answered = refusal(answered);
        assert_eq!(answered, WorkRefusal::AnsweredAlready.into());
        assert_eq!(given(office, number).await, 1, "it counts twice");
    });
}

#[test]
fn no_code_is_sent_or_taken_where_the_edition_wants_a_signature() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let bolat = office.citizen("bolat").await;
        let (app, now) = (&office.app, office.now());
        let which = Which {
            number,
            party: "adult",
        };
        let language = (Language::Kk, now);
        let asked = consent::asked(app, &bolat.account, which, language).await;
        let means = asked.unwrap().means;
        let by_code = law::edition::SigningMeans::OneTimePassword;
        assert!(!means.contains(&by_code), "{means:?}");
        let record = consent::show(app, who(&bolat), which, language).await;
        let record = record.unwrap();
        let what = (which, record.as_str());
        let sent = consent::send(app, who(&bolat), what, message, now).await;
        let refused = refusal(sent);
        assert_eq!(
            refused,
            WorkRefusal::MeansNotAllowed { means: by_code }.into()
        );
        assert!(office.town.messages().is_empty(), "a code was sent");

        // A forged answer to a text that was shown for a signature.
        let forged = consent::confirm(app, who(&bolat), what, "000000", now).await;
        let expired = PasswordProblem::Expired;
        assert!(matches!(forged, Err(Error::Password(it)) if it == expired));
        assert_eq!(given(office, number).await, 0);

        let row = app.store.signing(&record).await.unwrap().unwrap();
        let foreign = office.sign("viktor", KeyKind::Good, &row.bytes);
        let signed = consent::sign(app, who(&bolat), what, &foreign, now).await;
        let code = "wrong-person";
        assert!(matches!(signed, Err(Error::Rejected { code: it }) if it == code));
        let revoked = office.sign("bolat", KeyKind::Revoked, &row.bytes);
        let signed = consent::sign(app, who(&bolat), what, &revoked, now).await;
        assert!(matches!(signed, Err(Error::Rejected { code: "revoked" })));
        assert_eq!(given(office, number).await, 0);
        let own = office.sign("bolat", KeyKind::Good, &row.bytes);
        let case = consent::sign(app, who(&bolat), what, &own, now)
            .await
            .unwrap();
        let Progress::Consent(consents) = &case.work else {
            panic!("the other one is still asked");
        };
        let Proof::Eds { signed_digest, .. } = &consents.given[0].proof else {
            panic!("a signature passes for something else");
        };
        assert_eq!(*signed_digest, row.digest);
    });
}

#[test]
fn consent_is_of_the_one_who_was_asked_in_their_browser_and_in_time() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let (viktor, olga) = (office.citizen("viktor").await, office.citizen("olga").await);
        let (app, now) = (&office.app, office.now());
        let language = (Language::Kk, now);
        let which = Which {
            number,
            party: "owner",
        };
        let shown = consent::show(app, who(&viktor), which, language).await;
        let record = shown.unwrap();
        for (citizen, party) in [(&olga, "owner"), (&viktor, "adult"), (&viktor, "nobody")] {
            let which = Which { number, party };
            let seen = consent::asked(app, &citizen.account, which, language).await;
            assert!(matches!(seen, Err(Error::NotFound)), "{party}");
            let shown = consent::show(app, who(citizen), which, language).await;
            assert!(matches!(shown, Err(Error::NotFound)), "{party}");
            let sent = consent::send(app, who(citizen), (which, &record), message, now).await;
            assert!(matches!(sent, Err(Error::NotFound)), "{party}");
            let note = String::new();
            let declined = consent::decline(app, &citizen.account, which, note, now).await;
            // Whoever is a party of the case knows of it; to everybody else it does not exist.
            if citizen.id == "olga" {
                assert!(matches!(declined, Err(Error::NotFound)), "{party}");
            } else {
                assert_eq!(refusal(declined), WorkRefusal::NotAsked.into(), "{party}");
            }
        }
        assert!(office.town.messages().is_empty(), "a code was sent");
        let what = (which, record.as_str());
        let sent = consent::send(app, who(&viktor), what, message, now).await;
        assert!(sent.is_ok());
        let code = code_of(office);
        let elsewhere = consent::confirm(app, who(&olga), what, &code, now).await;
        let over = SigningOver::Elsewhere;
        assert!(matches!(elsewhere, Err(Error::Signing(it)) if it == over));
        let borrowed = (&olga.account, &viktor.session);
        let borrowed = consent::confirm(app, borrowed, what, &code, now).await;
        assert!(matches!(borrowed, Err(Error::NotFound)));

        // A record of another act does not open this one.
        let other = Which {
            number,
            party: "adult",
        };
        let mixed = consent::confirm(app, who(&viktor), (other, &record), &code, now).await;
        assert!(matches!(mixed, Err(Error::Signing(it)) if it == over));
        let as_application =
            one_time_password::confirm(app, who(&viktor), ("1", &record), &code, now).await;
        assert!(matches!(as_application, Err(Error::Signing(it)) if it == over));

        office.later(SignedDuration::from_mins(5));
        let late = consent::confirm(app, who(&viktor), what, &code, office.now()).await;
        let expired = PasswordProblem::Expired;
        assert!(matches!(late, Err(Error::Password(it)) if it == expired));

        assert_eq!(given(office, number).await, 0);
        assert_eq!(office.town.messages().len(), 1);
    });
}

#[test]
fn no_code_is_sent_after_the_days_of_the_law_even_for_words_that_were_shown_in_time() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let (app, which) = (
            &office.app,
            Which {
                number,
                party: "owner",
            },
        );
        let early = office.citizen("viktor").await;
        let language = (Language::Kk, office.now());
        let asked = consent::asked(app, &early.account, which, language).await;
        let term = asked.unwrap().expires.expect("a term");
        let last_minutes = SignedDuration::from_mins(10);
        office.later(term.duration_since(office.now()) - last_minutes);
        let viktor = office.citizen("viktor").await;
        let language = (Language::Kk, office.now());
        let shown = consent::show(app, who(&viktor), which, language).await;
        let record = shown.unwrap();
        office.later(last_minutes);

        let now = office.now();
        let what = (which, record.as_str());
        let words = consent::shown(app, who(&viktor), what, now).await;
        assert!(words.is_ok(), "the record itself has ended");
        let sent = consent::send(app, who(&viktor), what, message, now).await;
        let is_late = |it: Refusal| matches!(it, Refusal::Work(WorkRefusal::Expired { .. }));
        assert!(sent.is_err(), "a code for words of before");
        assert!(is_late(refusal(sent)), "refused for another reason");
        let shown = consent::show(app, who(&viktor), which, (Language::Kk, now)).await;
        assert!(is_late(refusal(shown)), "shown for another reason");
        assert!(office.town.messages().is_empty(), "a code was sent");
        assert_eq!(given(office, number).await, 0);
    });
}

#[test]
fn whoever_was_asked_may_decline_without_a_signature() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let viktor = office.citizen("viktor").await;
        let which = Which {
            number,
            party: "owner",
        };
        let (app, now) = (&office.app, office.now());
        let shown = consent::show(app, who(&viktor), which, (Language::Kk, now)).await;
        let record = shown.unwrap();
        let note = "Я продаю участок сам.".to_owned();
        let case = consent::decline(app, &viktor.account, which, note, now).await;
        let case = case.unwrap();
        assert_eq!(consents(&case).declined[0].note, "Я продаю участок сам.");
        let what = (which, record.as_str());
        let sent = consent::send(app, who(&viktor), what, message, now).await;
        assert_eq!(refusal(sent), WorkRefusal::AnsweredAlready.into());
        assert!(office.town.messages().is_empty());
    });
}
