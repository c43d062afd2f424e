//! Two at once: one is first, the other is told so, and nothing is lost.

use app::Error;
use app::draft;
use casework::Refusal;
use casework::attachment::NotTaken;
use casework::event::{Answer, Answers};
use futures::future::join;
use sandbox::choice::KeyKind;

use crate::office::{file_of, for_each_engine};

/// What the edition allows for all files together.
const LIMIT_BYTES: usize = 1_048_576;

#[tokio::test]
async fn of_two_officers_one_takes_the_case() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let askar = office.official("askar").await;
        let elena = office.official("elena").await;
        let (one, other) = join(askar.take(&number), elena.take(&number)).await;
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
            madina.submit(&reviewed, &container),
            madina.submit(&reviewed, &container),
        )
        .await;
        assert_ne!(one.is_ok(), other.is_ok(), "exactly one files");
        assert_eq!(madina.cases_and_drafts().await, (1, 0));
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
