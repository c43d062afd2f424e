//! Two at once: one is first, the other is told so, and nothing is lost.

use app::draft::Saved;
use app::register_person::{Contacts, register_person};
use app::{Error, draft, jobs, register_case, session};
use casework::Refusal;
use casework::attachment::NotTaken;
use casework::event::{Answer, Answers};
use futures::future::join;
use jiff::SignedDuration;
use sandbox::choice::KeyKind;
use store::Config;
use tokio_postgres::NoTls;

use crate::office::{TestOffice, file_of, for_each_engine, log_in};

/// What the edition allows for all files together.
const LIMIT_BYTES: usize = 1_048_576;

#[tokio::test]
async fn of_two_officers_one_takes_the_case() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let askar = office.official("askar").await;
        let elena = office.official("elena").await;
        let (one, other) = join(Box::pin(askar.take(&number)), Box::pin(elena.take(&number))).await;
        assert_ne!(one.is_ok(), other.is_ok(), "exactly one has it");
        let second = if one.is_ok() { other } else { one };
        assert!(matches!(
            second,
            Err(Error::Conflict | Error::Refused(Refusal::TakenByAnother { .. }))
        ));
        assert_eq!(
            office.kinds(&number).await,
            ["filed", "registered", "taken"]
        );
        // Whoever comes later is told by whom.
        let has_it = office.case(&number).await.executor.unwrap();
        let late = if has_it.iin == askar.officer.person.iin {
            &elena
        } else {
            &askar
        };
        let told = late.find(&number, ("completeness", "complete"), &[]).await;
        assert!(matches!(
            told,
            Err(Error::Refused(Refusal::TakenByAnother { officer })) if officer == has_it.name
        ));
    })
    .await;
}

#[tokio::test]
async fn of_two_tabs_that_send_the_same_signature_one_files() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let reviewed = madina.review(&madina.fill_in().await).await.unwrap();
        let container = madina.sign(&reviewed, KeyKind::Good);
        let (one, other) = join(
            Box::pin(madina.submit(&reviewed, &container)),
            Box::pin(madina.submit(&reviewed, &container)),
        )
        .await;
        assert_ne!(one.is_ok(), other.is_ok(), "exactly one files");
        assert_eq!(madina.cases_and_drafts().await, (1, 0));
    })
    .await;
}

#[tokio::test]
async fn of_two_first_registrations_one_makes_the_account() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let app = &office.app;
        let session = log_in(office, "madina", KeyKind::Good).await.unwrap();
        let account = session::account(app, &session).await.unwrap();
        assert!(account.row.is_none());
        let contacts = Contacts {
            phone: "8 701 123 45 67".to_owned(),
            is_acknowledged: true,
            ..Contacts::default()
        };
        let (one, other) = join(
            register_person(app, &account, &contacts, office.now()),
            register_person(app, &account, &contacts, office.now()),
        )
        .await;
        assert_ne!(one.is_ok(), other.is_ok(), "one person, one account");
        let second = if one.is_ok() { other } else { one };
        assert!(matches!(second, Err(Error::Conflict)));
        let account = session::account(app, &session).await.unwrap();
        assert_eq!(account.row.unwrap().phone.unwrap(), "+77011234567");
    })
    .await;
}

/// The numbers of all cases of these people, sorted; every case must have one.
async fn numbers_of(office: &TestOffice, people: &[&str]) -> Vec<String> {
    let mut numbers = Vec::new();
    for person in people {
        let iin = office.iin(person);
        let rows = office.app.store.cases_of_recipient(&iin, None, 9).await;
        let given = rows.unwrap().into_iter().map(|row| row.registration_number);
        numbers.extend(given.map(|number| number.expect("a number")));
    }
    numbers.sort();
    numbers
}

#[tokio::test]
async fn two_workers_give_each_case_one_number_and_leave_no_gap() {
    for_each_engine("2026-11-20T19:40", async |office| {
        let people = ["madina", "kulyash", "timur", "nurlan"];
        for person in people {
            office.citizen(person).await.file().await;
        }
        office.at("2026-11-23T09:00");
        let (app, now) = (&office.app, office.now());
        let (one, other) = join(
            Box::pin(jobs::run_due(app, now, 2)),
            Box::pin(jobs::run_due(app, now, 2)),
        )
        .await;
        assert_eq!(one.unwrap() + other.unwrap(), 4, "no job is run by both");
        // Whoever found the register taken by the other tries again.
        office.later(SignedDuration::from_mins(1));
        office.drain_jobs().await;
        let expected: Vec<_> = (1..=4).map(|it| format!("АСТ-2026-00000{it}")).collect();
        assert_eq!(numbers_of(office, &people).await, expected);
    })
    .await;
}

#[tokio::test]
async fn job_of_a_worker_that_died_is_done_by_another_and_once() {
    for_each_engine("2026-11-20T19:40", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        office.at("2026-11-23T09:00");
        let store = &office.app.store;
        let lease = SignedDuration::from_mins(2);
        let died_with = store.claim_jobs(office.now(), 9, lease).await.unwrap();
        assert_eq!(died_with.len(), 1);
        office.drain_jobs().await;
        assert_eq!(office.kinds(&number).await, ["filed"], "it is leased");
        office.later(lease);
        office.drain_jobs().await;
        assert_eq!(office.kinds(&number).await, ["filed", "registered"]);

        // The first worker was only slow: it does its job a second time.
        let job = register_case::register_case(&office.app, &number, office.now()).await;
        assert_eq!(job.unwrap(), app::job::Outcome::Done);
        assert!(!store.finish_job(&died_with[0]).await.unwrap());
        assert_eq!(numbers_of(office, &["madina"]).await, ["АСТ-2026-000001"]);
        assert_eq!(office.notice_codes("madina").await, ["filed", "registered"]);
    })
    .await;
}

#[tokio::test]
async fn two_tabs_of_one_draft_lose_nothing() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let edition = madina.edition().await;
        let section = |code: &str| edition.form.iter().find(|it| it.code == code).unwrap();
        let typed = |all: &[(&str, &str)]| -> Answers {
            let one =
                |(name, text): &(&str, &str)| ((*name).to_owned(), Answer::One((*text).to_owned()));
            all.iter().map(one).collect()
        };
        let income = typed(&[("income.family-income", "600 000")]);
        let account = typed(&[
            ("account.iban", "KZ10601SANDBOX000001"),
            ("account.bank", "Kaspi Bank"),
        ]);
        let (app, person, now) = (&office.app, &madina.account, office.now());
        let (one, other) = join(
            draft::save(app, person, &draft, (section("income"), &income), now),
            draft::save(app, person, &draft, (section("account"), &account), now),
        )
        .await;
        one.unwrap();
        other.unwrap();
        let kept = madina.draft(&draft).await.unwrap().answers;
        assert_eq!(
            kept["income.family-income"], income["income.family-income"],
            "as typed"
        );
        assert_eq!(kept["account.bank"], account["account.bank"]);
        assert!(kept.contains_key("family.members"), "the rest stays");
        let text = madina.look_over(&draft).await.unwrap().text;
        assert!(text.contains("\"income.family-income\":\"600000\""));
    })
    .await;
}

#[tokio::test]
async fn of_two_tabs_that_save_one_section_at_once_one_saves_and_the_other_is_told() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let edition = madina.edition().await;
        let section = edition.form.iter().find(|it| it.code == "account").unwrap();
        let before = madina.draft(&draft).await.unwrap().answers;
        let seen = draft::version(section, &before);
        let typed = |bank: &str| {
            let mut typed = before.clone();
            let bank = Answer::One(bank.to_owned());
            typed.insert("account.bank".to_owned(), bank);
            typed
        };
        let (first, second) = (typed("First"), typed("Second"));
        let (app, person, now) = (&office.app, &madina.account, office.now());
        let save = |typed| draft::save_seen(app, person, &draft, (section, typed, &seen), now);
        let (one, other) = join(save(&first), save(&second)).await;
        let (saved, told) = match (one.unwrap(), other.unwrap()) {
            (Saved::Done(saved), Saved::Meanwhile(told))
            | (Saved::Meanwhile(told), Saved::Done(saved)) => (saved, told),
            (Saved::Done(_), Saved::Done(_)) => panic!("one overwrote the other"),
            (Saved::Meanwhile(_), Saved::Meanwhile(_)) => panic!("neither was saved"),
        };
        assert_eq!(told.answers, saved.answers, "what stands there is told");
        assert_eq!(madina.draft(&draft).await.unwrap().answers, saved.answers);
        let rest = |all: &Answers| {
            let mut all = all.clone();
            all.remove("account.bank");
            all
        };
        assert_eq!(rest(&saved.answers), rest(&before));
    })
    .await;
}

#[tokio::test]
async fn attachments_are_counted_together_to_the_byte() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let (app, now) = (&office.app, office.now());
        let none = Answers::new();
        let draft = draft::start(app, &madina.account, "housing-assistance", &none, now).await;
        let draft = draft.unwrap();
        let bills = ("utility-bills", "bills.pdf");
        let first = file_of(1_000_000, "bills");
        madina.attach(&draft, bills, first).await.unwrap();
        let rest = LIMIT_BYTES - 1_000_000;
        let over = file_of(rest + 1, "income");
        let income = ("income-proof", "income.pdf");
        let refused = madina.attach(&draft, income, over).await.err();
        assert!(matches!(
            refused,
            Some(Error::NotTaken(NotTaken::TooLarge {
                together_bytes: 1_048_577,
                limit_bytes: 1_048_576
            }))
        ));
        assert_eq!(madina.draft(&draft).await.unwrap().attachments.len(), 1);
        let fits = file_of(rest, "income");
        let kept = madina.attach(&draft, income, fits).await.unwrap();
        let together: u64 = kept.attachments.iter().map(|it| it.size_bytes).sum();
        assert_eq!(together, 1_048_576);
        let one_more = madina.attach(&draft, income, file_of(16, "")).await;
        assert!(matches!(one_more, Err(Error::NotTaken(_))));
    })
    .await;
}

#[tokio::test]
async fn two_tabs_cannot_exceed_the_limit_together() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let (app, now) = (&office.app, office.now());
        let none = Answers::new();
        let draft = draft::start(app, &madina.account, "housing-assistance", &none, now).await;
        let draft = draft.unwrap();
        let (one, other) = join(
            madina.attach(&draft, ("utility-bills", "a.pdf"), file_of(600_000, "a")),
            madina.attach(&draft, ("income-proof", "b.pdf"), file_of(600_000, "b")),
        )
        .await;
        assert_ne!(one.is_ok(), other.is_ok(), "one of them fits");
        assert_eq!(madina.draft(&draft).await.unwrap().attachments.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn file_is_what_its_content_says() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let before = madina.draft(&draft).await.unwrap().attachments;
        let proof = ("income-proof", "proof.pdf");
        let attach = async |bytes: &[u8]| madina.attach(&draft, proof, bytes.to_vec()).await.err();
        for (bytes, expected) in [
            (&b"PK\x03\x04 an archive"[..], NotTaken::WrongContent),
            (b"<html>%PDF-1.7 %%EOF", NotTaken::WrongContent),
            (b"%PDF-1.7 cut off", NotTaken::Ambiguous),
            (b"", NotTaken::Empty),
        ] {
            let refused = attach(bytes).await;
            assert!(
                matches!(&refused, Some(Error::NotTaken(found)) if *found == expected),
                "{refused:?}"
            );
        }
        let unknown = ("fishing-licence", "licence.pdf");
        let unknown = madina.attach(&draft, unknown, file_of(64, "fish")).await;
        assert!(matches!(unknown, Err(Error::NotFound)));
        let viktor = office.citizen("viktor").await;
        let foreign = viktor.attach(&draft, proof, file_of(64, "mine")).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
        assert_eq!(madina.draft(&draft).await.unwrap().attachments, before);
    })
    .await;
}

/// Waits as long as PostgreSQL waits for a lock; on SQLite there is one writer and no lock of a row.
#[tokio::test]
async fn who_keeps_the_register_keeps_nobody_from_filing() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let Config::Postgres { url, .. } = office.archive() else {
            return;
        };
        let madina = office.citizen("madina").await;
        let (keeper, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
        let filed = async {
            let register = "BEGIN; INSERT INTO counter VALUES ('register/astana-social/2026', 1)";
            keeper.batch_execute(register).await.unwrap();
            let number = madina.file().await;
            assert_eq!(office.kinds(&number).await, ["filed"]);
            keeper.batch_execute("ROLLBACK").await.unwrap();
            drop(keeper);
            number
        };
        let (number, end) = join(Box::pin(filed), connection).await;
        end.unwrap();
        office.drain_jobs().await;
        assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
        assert_eq!(numbers_of(office, &["madina"]).await, ["АСТ-2026-000001"]);
    })
    .await;
}
