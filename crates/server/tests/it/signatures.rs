//! Signatures that do not count: each with its reason, and nothing half-done.

use app::error::SigningOver;
use app::session;
use app::{Error, log_in as door};
use casework::Refusal;
use casework::case::Phase;
use jiff::SignedDuration;
use law::edition::Role as Post;
use sandbox::ca::{Form, Key, Organization, Profile, Role, TestCa, Usage, pem_cms};
use sandbox::choice::{KeyKind, OcspMode};

use crate::office::{Citizen, Official, TestOffice, for_each_engine, log_in};

/// The reason for which a signature does not count.
fn reason<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Err(Error::Rejected { code }) => code,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("it counts"),
    }
}

/// Why what was shown cannot be signed any more.
fn over<T>(result: Result<T, Error>) -> SigningOver {
    match result {
        Err(Error::Signing(over)) => over,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("it can"),
    }
}

pub(crate) fn container(key: &Key, bytes: &[u8], office: &TestOffice, form: Form) -> Vec<u8> {
    pem_cms(&key.sign_cms(bytes, office.now(), form).unwrap()).into_bytes()
}

/// A key of that profile, made with the keys of the town's authority.
pub(crate) fn key_of(office: &TestOffice, profile: &Profile) -> Key {
    let day = SignedDuration::from_hours(24);
    key_within(office, profile, (-day, day))
}

/// The same with a term that begins and ends so long after now.
pub(crate) fn key_within(
    office: &TestOffice,
    profile: &Profile,
    (begins, ends): (SignedDuration, SignedDuration),
) -> Key {
    let bundle = std::fs::read_to_string(office.town_folder().join("ca.pem")).unwrap();
    let ca = TestCa::from_pem_bundle(&bundle).unwrap();
    let (from, until) = (office.now() + begins, office.now() + ends);
    ca.issue_off_the_books(profile, from, until).unwrap()
}

/// A person of the town in a role of an organization that may not be theirs.
pub(crate) fn profile(office: &TestOffice, person: &str, role: Role, bin: Option<&str>) -> Profile {
    let person = office.town.register().person(person).unwrap();
    Profile {
        iin: person.iin().unwrap(),
        surname: person.name.surname.to_uppercase(),
        given_name: person.name.given.to_uppercase(),
        patronymic: None,
        organization: bin.map(|bin| Organization {
            bin: bin.to_owned(),
            name: "Ұйым".to_owned(),
        }),
        role,
        usage: Usage::Sign,
    }
}

#[tokio::test]
async fn application_counts_only_with_the_recipients_own_good_signature_over_what_was_shown() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let reviewed = madina.review(&draft).await.unwrap();
        let key = office.town.key("madina", KeyKind::Good).unwrap();
        let altered = [reviewed.text.as_slice(), b" "].concat();
        let sign = |kind| madina.sign(&reviewed, kind);
        let cut = {
            let whole = sign(KeyKind::Good);
            whole[..whole.len() / 2].to_vec()
        };
        let bad = [
            (
                "content-differs",
                container(&key, &altered, office, Form::Attached),
            ),
            (
                "digest-mismatch",
                container(&key, &altered, office, Form::Detached),
            ),
            (
                "wrong-person",
                office.sign("daniyar", KeyKind::Good, &reviewed.text),
            ),
            ("chain-untrusted", sign(KeyKind::RogueCa)),
            ("chain-untrusted", sign(KeyKind::Forged)),
            ("revoked", sign(KeyKind::Revoked)),
            ("certificate-expired", sign(KeyKind::Expired)),
            ("authentication-key", sign(KeyKind::AuthOnly)),
            ("malformed", b"no container at all".to_vec()),
            ("malformed", cut),
        ];
        for (expected, container) in bad {
            assert_eq!(reason(madina.submit(&reviewed, &container).await), expected);
            assert_eq!(madina.cases_and_drafts().await, (0, 1), "{expected}");
            let row = office.app.store.signing(&reviewed.record).await.unwrap();
            assert_eq!(row.unwrap().used_at, None, "{expected}");
        }
        assert_eq!(office.app.store.jobs_left().await.unwrap(), 0);
        assert_eq!(office.notice_codes("madina").await, Vec::<String>::new());

        // The record was not spent on them: a good signature still finds it.
        let container = container(&key, &reviewed.text, office, Form::Detached);
        madina.submit(&reviewed, &container).await.unwrap();
        assert_eq!(madina.cases_and_drafts().await, (1, 0));
        let again = madina.submit(&reviewed, &container).await;
        assert_eq!(over(again), SigningOver::Used);
        assert_eq!(madina.cases_and_drafts().await, (1, 0), "filed once");
    })
    .await;
}

#[tokio::test]
async fn old_key_does_not_count_a_year_later() {
    for_each_engine("2025-09-15T10:00", async |office| {
        let key = office.town.key("madina", KeyKind::Good).unwrap();
        office.at("2026-11-17T10:00");
        let madina = office.citizen("madina").await;
        let reviewed = madina.review(&madina.fill_in().await).await.unwrap();
        let container = container(&key, &reviewed.text, office, Form::Attached);
        let late = madina.submit(&reviewed, &container).await;
        assert_eq!(reason(late), "certificate-expired");
        assert_eq!(madina.cases_and_drafts().await, (0, 1));
    })
    .await;
}

#[tokio::test]
async fn reviewed_application_is_of_one_person_one_browser_and_half_an_hour() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let reviewed = madina.review(&draft).await.unwrap();
        let container = madina.sign(&reviewed, KeyKind::Good);

        let other_browser = Citizen {
            office,
            id: madina.id.clone(),
            session: log_in(office, "madina", KeyKind::Good).await.unwrap(),
            account: madina.account.clone(),
        };
        let elsewhere = other_browser.submit(&reviewed, &container).await;
        assert_eq!(over(elsewhere), SigningOver::Elsewhere);

        // Another person in the same browser, after the first has gone.
        let viktor = office.citizen("viktor").await;
        let borrowed = Citizen {
            office,
            id: viktor.id.clone(),
            session: madina.session.clone(),
            account: viktor.account.clone(),
        };
        let stolen = borrowed.submit(&reviewed, &container).await;
        assert!(matches!(stolen, Err(Error::NotFound)));

        office.later(SignedDuration::from_mins(30));
        let late = madina.submit(&reviewed, &container).await;
        assert_eq!(over(late), SigningOver::Expired);
        assert_eq!(madina.cases_and_drafts().await, (0, 1));
        assert_eq!(viktor.cases_and_drafts().await, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn draft_reviewed_twice_becomes_one_case() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let first = madina.review(&draft).await.unwrap();
        let second = madina.review(&draft).await.unwrap();
        madina.sign_and_submit(&second).await.unwrap();
        let again = madina.sign_and_submit(&first).await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
        assert_eq!(madina.cases_and_drafts().await, (1, 0));
    })
    .await;
}

#[tokio::test]
async fn login_counts_once_in_its_browser_and_for_five_minutes() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let app = &office.app;
        let now = office.now();
        for (expected, kind) in [
            ("chain-untrusted", KeyKind::RogueCa),
            ("chain-untrusted", KeyKind::Forged),
            ("revoked", KeyKind::Revoked),
            ("certificate-expired", KeyKind::Expired),
        ] {
            assert_eq!(reason(log_in(office, "madina", kind).await), expected);
        }
        // A key for signing in only is for exactly this.
        let session = log_in(office, "madina", KeyKind::AuthOnly).await.unwrap();
        assert_eq!(session.person.unwrap().iin, office.iin("madina"));

        let token = session::fresh_token(app).unwrap();
        let asked = door::challenge(app, &token, now);
        let container = office.sign("madina", KeyKind::Good, &asked.bytes);
        let stranger = session::fresh_token(app).unwrap();
        let elsewhere = door::log_in(app, &stranger, asked.issued, &container, now).await;
        assert_eq!(reason(elsewhere), "content-differs");
        let good = door::log_in(app, &token, asked.issued, &container, now).await;
        let good = good.unwrap();
        assert_ne!(good.token, token, "who signs in gets a new session");
        let again = door::log_in(app, &token, asked.issued, &container, now).await;
        assert_eq!(over(again), SigningOver::Used);
        let guest = session::find(app, &token, now).await.unwrap();
        assert!(guest.person.is_none(), "the old token is nobody's");

        let asked = door::challenge(app, &stranger, now);
        let container = office.sign("madina", KeyKind::Good, &asked.bytes);
        office.later(SignedDuration::from_mins(5));
        let late = door::log_in(app, &stranger, asked.issued, &container, office.now()).await;
        assert_eq!(over(late), SigningOver::Expired);

        for mode in [OcspMode::Down, OcspMode::Stale, OcspMode::Malformed] {
            office.ocsp(mode);
            let code = reason(log_in(office, "madina", KeyKind::Good).await);
            let known = ["revocation-unknown", "ocsp-stale", "ocsp-malformed"];
            assert!(known.contains(&code), "{code}");
        }
    })
    .await;
}

/// A deed that waits on Madina's case, and the head who reads it.
async fn deed_that_waits(office: &TestOffice) -> (casework::identifier::CaseNumber, Official<'_>) {
    let number = office.citizen("madina").await.file().await;
    office
        .official("askar")
        .await
        .decide_to_assign(&number)
        .await;
    (number, office.official("aigerim").await)
}

#[tokio::test]
async fn deed_counts_only_with_the_key_of_the_head_of_that_organization() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let (number, aigerim) = deed_that_waits(office).await;
        let ready = aigerim.prepare(&number).await.unwrap();
        let bytes = &ready.bytes;
        let made = |role, bin| {
            let key = key_of(office, &profile(office, "aigerim", role, bin));
            container(&key, bytes, office, Form::Attached)
        };
        let astana = "080140900014";
        let bad = [
            ("wrong-person", office.sign("askar", KeyKind::Good, bytes)),
            ("wrong-person", office.sign("marat", KeyKind::Good, bytes)),
            ("wrong-organization", made(Role::Head, Some("090240900027"))),
            ("wrong-role", made(Role::Employee, Some(astana))),
            ("wrong-role", made(Role::RightToSign, Some(astana))),
            ("wrong-organization", made(Role::Individual, None)),
            ("not-issued", made(Role::Head, Some(astana))),
            ("revoked", office.sign("aigerim", KeyKind::Revoked, bytes)),
            (
                "authentication-key",
                office.sign("aigerim", KeyKind::AuthOnly, bytes),
            ),
            (
                "chain-untrusted",
                office.sign("aigerim", KeyKind::RogueCa, bytes),
            ),
            (
                "content-differs",
                office.sign("aigerim", KeyKind::Good, b"another deed"),
            ),
        ];
        for (expected, container) in bad {
            let sent = aigerim.send_signature(&number, &ready, &container).await;
            assert_eq!(reason(sent), expected);
            let case = office.case(&number).await;
            assert!(matches!(case.phase, Phase::AwaitingSignature { .. }));
            assert_eq!(case.deeds, [], "{expected}");
        }
        // Without the responder nothing is signed, and the page can be sent again.
        office.ocsp(OcspMode::Down);
        let good = office.sign("aigerim", KeyKind::Good, bytes);
        let blind = aigerim.send_signature(&number, &ready, &good).await;
        assert_eq!(reason(blind), "revocation-unknown");
        office.ocsp(OcspMode::Normal);
        aigerim
            .send_signature(&number, &ready, &good)
            .await
            .unwrap();
        let twice = aigerim.send_signature(&number, &ready, &good).await;
        assert!(matches!(twice, Err(Error::Refused(Refusal::NoDeedWaiting))));
        assert_eq!(office.case(&number).await.deeds.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn deed_is_read_by_its_signatory_on_the_day_of_signing() {
    for_each_engine("2026-11-17T23:45", async |office| {
        office.at("2026-11-18T10:00");
        let (number, aigerim) = deed_that_waits(office).await;
        let askar = office.official("askar").await;
        let refused = askar.prepare(&number).await.err();
        let needed = Post::Head;
        assert!(
            matches!(&refused, Some(Error::Refused(Refusal::NotYourRole { needed: it })) if *it == needed)
        );
        let marat = office.official("marat").await;
        assert!(matches!(marat.prepare(&number).await, Err(Error::NotFound)));

        // Read before midnight and signed after it: the deed would bear yesterday's day.
        office.at("2026-11-18T23:50");
        let aigerim_late = office.official("aigerim").await;
        let ready = aigerim_late.prepare(&number).await.unwrap();
        let good = office.sign("aigerim", KeyKind::Good, &ready.bytes);
        office.at("2026-11-19T00:05");
        let late = aigerim_late.send_signature(&number, &ready, &good).await;
        assert_eq!(over(late), SigningOver::Expired);
        assert_eq!(office.case(&number).await.deeds, []);
        drop(aigerim);
        let case = aigerim_late.sign(&number).await.unwrap();
        assert_eq!(case.deeds[0].day.to_string(), "2026-11-19");
    })
    .await;
}
