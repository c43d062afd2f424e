//! A signature that does not count: each reason has its page, in three languages, with the way out, and nothing is lost.

use std::path::Path;
use std::sync::Arc;

use app::Office;
use casework::case::Phase;
use jiff::SignedDuration;
use sandbox::ca::{Form, Role};
use sandbox::choice::{KeyKind, OcspMode, TsaMode};
use web::locale::{Language, Words};

use super::browser::{Browser, Sent, encode};
use super::page::{Form as PageForm, Page};
use super::phones::{code_of, press};
use super::{Doors, ORGANIZATION, case_before_its_signature};
use crate::office::{TestOffice, for_each_engine, root};
use crate::signatures::{container, key_of, key_within, profile};

const MORNING: &str = "2026-11-17T10:00";
const ASTANA_BIN: &str = "080140900014";

const LANGUAGES: [(&str, Language); 3] = [
    ("kk", Language::Kk),
    ("ru", Language::Ru),
    ("en", Language::En),
];

/// Sends a signature of a form in each language; each answer is the page of the reason with the way out.
async fn refused(
    browser: &mut Browser<'_>,
    form: &PageForm,
    (page, signature): (&str, &[u8]),
    back: &str,
) {
    for language in LANGUAGES {
        refused_in(language, browser, form, (page, signature), back).await;
    }
}

/// The same in one language.
async fn refused_in(
    (language, words): (&str, Language),
    browser: &mut Browser<'_>,
    form: &PageForm,
    (page, signature): (&str, &[u8]),
    back: &str,
) {
    let words = Words::of(words);
    let (_, rest) = form.action.trim_start_matches('/').split_once('/').unwrap();
    let fields = with_signature(form, std::str::from_utf8(signature).unwrap());
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (&**a, &**b)).collect();
    let sent = Sent::form(&format!("/{language}/{rest}"), browser.origin(), &fields);
    let answer = browser.send(&sent).await;
    let at = format!("{page} in {language}: {}", answer.text());
    assert_eq!(answer.status, 422, "{at}");
    for part in ["heading", "what", "do"] {
        answer.shows(&words.text(&format!("signature-{page}-{part}")));
    }
    let back = format!("/{language}{back}");
    assert!(answer.links().contains(&back), "{at}: no {back}");
}

/// The fields of a form with this signature.
fn with_signature(form: &PageForm, signature: &str) -> Vec<(String, String)> {
    let filled = |(name, value): &(String, String)| {
        let is_it = name == "signature";
        let value = if is_it { signature } else { value };
        (name.clone(), value.to_owned())
    };
    form.fields.iter().map(filled).collect()
}

/// A browser before the review page of a whole application, and the form that is signed.
async fn at_review<'d>(
    doors: &'d Doors<'_>,
    office: &TestOffice,
) -> (Browser<'d>, String, PageForm) {
    let draft = office.citizen("madina").await.fill_in().await;
    let mut browser = doors.signed_in("madina").await;
    let page = browser.get(&format!("/drafts/{draft}/review")).await;
    (browser, draft, page.signed_form())
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_signature_of_an_application_has_its_page_and_keeps_the_draft() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut browser, draft, _form) = at_review(&doors, office).await;
        let own = profile(office, "madina", Role::Individual, None);
        let off_the_books = key_of(office, &own);
        let hour = SignedDuration::from_hours(1);
        let future = key_within(office, &own, (hour, hour * 24));
        let good = office.town.key("madina", KeyKind::Good).unwrap();
        let made = |key, bytes: &[u8]| container(key, bytes, office, Form::Attached);
        let back = format!("/drafts/{draft}/review");
        for language in LANGUAGES {
            browser.language = language.0;
            // What is signed is in the language of the page.
            let form = browser.get(&back).await.signed_form();
            let bytes = form.payload();
            let sign = |kind| office.sign("madina", kind, &bytes);
            let altered = [bytes.as_slice(), b" "].concat();
            for (page, signature) in [
                ("untrusted", sign(KeyKind::RogueCa)),
                ("untrusted", sign(KeyKind::Forged)),
                ("revoked", sign(KeyKind::Revoked)),
                ("expired", sign(KeyKind::Expired)),
                ("too-early", made(&future, &bytes)),
                ("not-issued", made(&off_the_books, &bytes)),
                ("not-for-signing", sign(KeyKind::AuthOnly)),
                (
                    "other-person",
                    office.sign("daniyar", KeyKind::Good, &bytes),
                ),
                ("other-bytes", made(&good, &altered)),
                ("unreadable", b"no container at all".to_vec()),
                ("no-signature", Vec::new()),
            ] {
                let sent = (page, signature.as_slice());
                refused_in(language, &mut browser, &form, sent, &back).await;
            }
        }
        let citizen = office.citizen("madina").await;
        assert_eq!(citizen.cases_and_drafts().await, (0, 1));
        browser.language = "kk";
        let page = browser.get(&back).await;
        let sent = browser.signed(&page.signed_form(), "madina");
        let answer = browser.send(&sent).await;
        assert_eq!(answer.status, 303, "the draft is not as it was");
        assert_eq!(citizen.cases_and_drafts().await, (1, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn application_is_received_while_the_responder_is_behind_and_the_page_says_so() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut browser, _draft, form) = at_review(&doors, office).await;
        office.ocsp(OcspMode::Stale);
        let sent = browser.signed(&form, "madina");
        let answer = browser.send(&sent).await;
        let case = answer.location().to_owned();
        for language in ["kk", "ru", "en"] {
            let words = Words::of(Language::parse(language).unwrap());
            let page = browser
                .send(&Sent::get(&case.replacen("kk", language, 1)))
                .await;
            page.shows(&words.text("tag-pending"));
        }
        office.ocsp(OcspMode::Normal);
        office.later(SignedDuration::from_mins(10));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_time_stamping_authority_stops_nobody() {
    for mode in [TsaMode::Down, TsaMode::WrongImprint] {
        for_each_engine(MORNING, async |office| {
            let doors = Doors::of(office);
            let (mut browser, _draft, form) = at_review(&doors, office).await;
            office.tsa(mode);
            let sent = browser.signed(&form, "madina");
            let answer = browser.send(&sent).await;
            assert!(answer.location().contains("/cases/"), "{}", mode.word());
            office.tsa(TsaMode::Normal);
            office.later(SignedDuration::from_mins(10));
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_signature_of_a_deed_has_its_page_and_the_deed_still_waits() {
    for_each_engine(MORNING, async |office| {
        let number = case_before_its_signature(office, "madina").await;
        let doors = Doors::of(office);
        let mut head = doors.signed_in("aigerim").await;
        let deed = format!("/office/{ORGANIZATION}/cases/{number}/deed");
        let page = head.get(&deed).await;
        let fixed = press(&mut head, &page, "/deed/prepare").await;
        let page = head.follow(fixed.location()).await;
        let form = page.signed_form();
        let bytes = form.payload();
        let made = |role, bin| {
            let key = key_of(office, &profile(office, "aigerim", role, bin));
            container(&key, &bytes, office, Form::Attached)
        };
        let sign = |person, kind| office.sign(person, kind, &bytes);
        let reasons = [
            ("other-person", sign("askar", KeyKind::Good)),
            ("other-organization", made(Role::Individual, None)),
            ("other-organization", made(Role::Head, Some("090240900027"))),
            ("not-head", made(Role::Employee, Some(ASTANA_BIN))),
            ("not-head", made(Role::RightToSign, Some(ASTANA_BIN))),
            ("not-for-signing", sign("aigerim", KeyKind::AuthOnly)),
            ("revoked", sign("aigerim", KeyKind::Revoked)),
            ("untrusted", sign("aigerim", KeyKind::Forged)),
            ("not-issued", made(Role::Head, Some(ASTANA_BIN))),
            (
                "other-bytes",
                office.sign("aigerim", KeyKind::Good, b"another deed"),
            ),
        ];
        for (reason, signature) in &reasons {
            refused(&mut head, &form, (reason, signature), &deed).await;
            let case = office.case(&number).await;
            assert!(case.deeds.is_empty(), "{reason}");
            assert!(matches!(case.phase, Phase::AwaitingSignature { .. }));
        }
        for mode in [OcspMode::Down, OcspMode::Stale, OcspMode::Malformed] {
            office.ocsp(mode);
            let good = sign("aigerim", KeyKind::Good);
            refused(&mut head, &form, ("pending-check", &good), &deed).await;
            assert!(office.case(&number).await.deeds.is_empty());
        }
        office.ocsp(OcspMode::Normal);
        let answer = head.send(&head.signed(&form, "aigerim")).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let deeds = office.case(&number).await.deeds;
        assert_eq!(deeds.len(), 1);

        // Whoever looks is told in which capacity and how it was signed, and strangers nothing about whom.
        let mut stranger = doors.browser();
        let mut madina = doors.registered("madina").await;
        let check = format!("/verify?number={}", encode(&deeds[0].number));
        for (code, language) in LANGUAGES {
            let words = Words::of(language);
            (stranger.language, madina.language) = (code, code);
            let public = stranger.get(&check).await;
            let own = madina.get(&format!("/cases/{number}")).await;
            for page in [&public, &own] {
                page.shows(&words.text("capacity-head"));
            }
            let method = ["means-eds-gost", "means-eds-rsa"].map(|key| words.text(key));
            let named = method.iter().any(|it| public.text().contains(&**it));
            assert!(named, "{}", public.text());
            own.shows(&words.text("capacity-individual"));
            assert!(!public.text().contains("Ахметова"), "whom it concerns");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_login_has_its_page_and_a_key_for_login_alone_logs_in() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let mut browser = doors.browser();
        let page = browser.get("/login?next=/account").await;
        let form = page.signed_form();
        let bytes = form.payload();
        let sign = |kind| office.sign("madina", kind, &bytes);
        let reasons = [
            ("untrusted", sign(KeyKind::RogueCa)),
            ("untrusted", sign(KeyKind::Forged)),
            ("revoked", sign(KeyKind::Revoked)),
            ("expired", sign(KeyKind::Expired)),
            ("other-bytes", office.sign("madina", KeyKind::Good, b"x")),
            ("unreadable", b"nothing".to_vec()),
            ("no-signature", Vec::new()),
        ];
        for (reason, signature) in &reasons {
            refused(&mut browser, &form, (reason, signature), "/login").await;
            assert!(browser.get("/account").await.location().contains("/login"));
        }
        office.ocsp(OcspMode::Down);
        let good = sign(KeyKind::Good);
        refused(&mut browser, &form, ("pending-check", &good), "/login").await;
        office.ocsp(OcspMode::Normal);
        let only = String::from_utf8(sign(KeyKind::AuthOnly)).unwrap();
        let fields = with_signature(&form, &only);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (&**a, &**b)).collect();
        let sent = Sent::form(&form.action, browser.origin(), &fields);
        let answer = browser.send(&sent).await;
        assert_eq!(answer.location(), "/kk/register?next=/account");
    })
    .await;
}

/// The office whose edition lets nobody confirm by a one-time password.
fn by_signature_only(office: &TestOffice) -> Office {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("law"), folder.path());
    let editions = folder.path().join("services/housing-assistance");
    for entry in std::fs::read_dir(editions).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|it| it == "kdl") {
            let text = std::fs::read_to_string(&file).unwrap();
            let changed = text.replace("signing eds one-time-password", "signing eds");
            std::fs::write(&file, changed).unwrap();
        }
    }
    Office {
        law: Arc::new(server::library::load(folder.path()).unwrap()),
        ..office.app.clone()
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_form_confirms_nothing_where_the_edition_wants_a_signature() {
    for_each_engine(MORNING, async |office| {
        let lax = Doors::of(office);
        let strict = Doors::with(office, by_signature_only(office));
        let (mut browser, draft, _form) = at_review(&lax, office).await;
        let review = format!("/drafts/{draft}/review");
        let offered = browser.get(&review).await;
        assert!(offered.html().contains(&format!("/drafts/{draft}/confirm")));

        let mut forger = strict.browser();
        forger.cookie.clone_from(&browser.cookie);
        let page = forger.get(&review).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let confirm = format!("/drafts/{draft}/confirm");
        assert!(!page.html().contains(&confirm), "it is offered");
        let fields = page.signed_form().fields;
        let payload = fields.iter().find(|(name, _)| name == "payload");
        let payload = payload.unwrap().1.clone();
        let answer = forger.post(&confirm, &[("payload", &payload)]).await;
        assert_eq!(answer.status, 409, "{}", answer.text());
        answer.shows(&Words::of(Language::Kk).text("refusal-means-not-allowed"));
        assert!(office.town.messages().is_empty(), "a code was sent");

        // A code that was sent while the edition still allowed it counts no more either.
        let sent = press(&mut browser, &offered, "/confirm").await;
        let to = sent.location().replacen("/kk", "", 1);
        let to = to.replacen("/confirm?", "/confirm/code?", 1);
        let answer = forger.post(&to, &[("code", &code_of(office))]).await;
        assert_eq!(answer.status, 409, "{}", answer.text());
        let citizen = office.citizen("madina").await;
        assert_eq!(citizen.cases_and_drafts().await, (0, 1), "a case was filed");
    })
    .await;
}

/// What a page shows of a form that came too late.
fn assert_kept(page: &Page, words: &str) {
    assert_eq!(page.status, 409, "{}", page.text());
    page.shows(words);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_typed_into_a_form_that_came_too_late_are_shown() {
    for_each_engine(MORNING, async |office| {
        let number = case_before_its_signature(office, "madina").await;
        let doors = Doors::of(office);
        let mut madina = doors.registered("madina").await;
        let mine = format!("/cases/{number}/rules");
        madina.get(&format!("/cases/{number}")).await;
        let words = "Біз бұл пәтерде тұрмаймыз.";
        // Nothing was sent that could be objected to.
        let late = [("number", "1"), ("text", words)];
        let page = madina.post(&format!("{mine}/object"), &late).await;
        assert_kept(&page, words);
        page.shows(&Words::of(Language::Kk).text("refusal-typed"));
        let mut askar = doors.signed_in("askar").await;
        let desk = format!("/office/{ORGANIZATION}/cases/{number}");
        askar.get(&desk).await;
        let late = [("number", "1"), ("note", words)];
        let page = askar.post(&format!("{desk}/rules/consider"), &late).await;
        assert_kept(&page, words);
        // With nothing typed there is nothing to show.
        let page = madina
            .post(&format!("{mine}/hear"), &[("number", "1")])
            .await;
        assert_eq!(page.status, 409);
        assert!(!page.html().contains("govuk-summary-list"), "an empty list");
    })
    .await;
}
