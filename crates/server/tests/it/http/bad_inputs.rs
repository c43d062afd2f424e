//! Bad inputs through the doors: a clear answer in the person's language, nothing lost, nothing half done.
//!
//! `docs/bad-inputs.md` says of each input what shows it; the last test reads that table.

use app::draft::Draft;
use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use law::places::PlaceKind;
use web::locale::{Language, Words};

use super::Doors;
use super::browser::{Browser, Sent};
use super::page::{Form, Page};
use crate::office::{Citizen, Engine, LAW, SERVICE, TestOffice, file_of, moment, root};
use crate::tidy::files;

/// The languages of pages, with their codes.
pub(super) const LANGUAGES: [(&str, Language); 3] = [
    ("kk", Language::Kk),
    ("ru", Language::Ru),
    ("en", Language::En),
];

/// An office with an empty archive.
pub(super) async fn office() -> TestOffice {
    TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await
}

/// Madina with a whole application that she has not sent.
pub(super) struct Applicant<'o> {
    pub(super) person: Citizen<'o>,
    pub(super) draft: String,
}

impl<'o> Applicant<'o> {
    pub(super) async fn of(office: &'o TestOffice) -> Self {
        let person = office.citizen("madina").await;
        let draft = person.fill_in().await;
        Self { person, draft }
    }

    /// The draft as it is kept.
    pub(super) async fn kept(&self) -> Draft {
        self.person.draft(&self.draft).await.unwrap()
    }

    /// The address of a page of the draft.
    pub(super) fn at(&self, page: &str) -> String {
        format!("/drafts/{}{page}", self.draft)
    }
}

/// Asserts the status, the language of the page and a sentence of it.
pub(super) fn assert_says(page: &Page, status: u16, (code, language): (&str, Language), key: &str) {
    assert_eq!(page.status, status, "{}: {}", page.address, page.text());
    assert!(page.html().contains(&format!("lang=\"{code}\"")), "{code}");
    page.shows(&Words::of(language).text(key));
}

/// The end of an archive, as archives are recognized.
fn archive() -> Vec<u8> {
    let mut end = b"PK\x03\x04 a document\x00".to_vec();
    end.extend(b"PK\x05\x06");
    end.resize(end.len() + 18, 0);
    end
}

/// Sends a file for a document.
async fn attach(browser: &mut Browser<'_>, to: &Applicant<'_>, bytes: &[u8]) -> Page {
    let csrf = browser.csrf.clone();
    let fields = [("csrf", csrf.as_str()), ("document", "income-proof")];
    let address = browser.to(&to.at("/documents"));
    let file = Some(("proof.pdf", bytes));
    let sent = Sent::multipart(&address, browser.origin(), &fields, file);
    browser.send(&sent).await
}

#[tokio::test]
async fn no_file_but_a_whole_document_of_one_kind_is_attached() {
    let office = office().await;
    let madina = Applicant::of(&office).await;
    let kept = madina.kept().await.attachments;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let pdf = file_of(600, "proof");
    let picture = b"\x89PNG\r\n\x1a\npixels IEND\xae\x42\x60\x82";
    for language in LANGUAGES {
        browser.language = language.0;
        for (bytes, key) in [
            (archive(), "file-wrong-content"),
            (b"<html>%PDF-1.7 %%EOF".to_vec(), "file-wrong-content"),
            (b"\xff\xd8 no picture".to_vec(), "file-wrong-content"),
            (pdf[..300].to_vec(), "file-broken-file"),
            ([&pdf[..], &archive()].concat(), "file-broken-file"),
            ([&picture[..], b"<script>"].concat(), "file-broken-file"),
            (Vec::new(), "file-empty-file"),
        ] {
            let page = attach(&mut browser, &madina, &bytes).await;
            assert_says(&page, 422, language, key);
        }
        let page = attach(&mut browser, &madina, &file_of(1_048_577, "proof")).await;
        assert_eq!(page.status, 422, "{}", page.text());
        page.shows(&Words::of(language.1).size(1_048_576));
    }
    assert_eq!(madina.kept().await.attachments, kept);
}

#[tokio::test]
async fn form_of_a_thousand_parts_attaches_nothing_by_itself() {
    let office = office().await;
    let madina = Applicant::of(&office).await;
    let kept = madina.kept().await.attachments;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let csrf = browser.csrf.clone();
    let address = browser.to(&madina.at("/documents"));
    let mut many = vec![("csrf", csrf.as_str())];
    many.extend(std::iter::repeat_n(("document", "income-proof"), 1_000));
    let sent = Sent::multipart(&address, browser.origin(), &many, None);
    assert_eq!(browser.send(&sent).await.status, 303, "no file, no fault");
    many.push(("csrf", "another"));
    let pdf = file_of(600, "proof");
    let sent = Sent::multipart(&address, browser.origin(), &many, Some(("a.pdf", &pdf)));
    assert_eq!(browser.send(&sent).await.status, 403, "two secrets");
    let nested = "multipart/form-data; boundary=edge-of-a-part; boundary=another";
    let fields = [("csrf", csrf.as_str())];
    let sent = Sent::multipart(&address, browser.origin(), &fields, Some(("a.pdf", b"x")));
    let page = browser.send(&sent.with("content-type", Some(nested))).await;
    assert!([403, 422].contains(&page.status), "{}", page.text());
    assert_eq!(madina.kept().await.attachments, kept);
}

#[tokio::test]
async fn wrong_check_digit_is_said_beside_what_was_typed() {
    let office = office().await;
    let madina = Applicant::of(&office).await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let right = office.iin("madina").as_str().to_owned();
    let last = right.chars().last().unwrap().to_digit(10).unwrap();
    let wrong = format!("{}{}", right.get(..11).unwrap(), (last + 1) % 10);
    for language in LANGUAGES {
        browser.language = language.0;
        for (typed, key) in [
            (wrong.as_str(), "problem-check-digit"),
            ("12345", "problem-not-twelve-digits"),
        ] {
            let path = madina.at("/section/applicant");
            let page = browser.post(&path, &[("applicant.iin", typed)]).await;
            assert_says(&page, 200, language, key);
            assert!(page.links().contains(&"#applicant-iin".to_owned()));
            assert!(page.html().contains(&format!("value=\"{typed}\"")));
        }
    }
    assert_eq!(madina.person.cases_and_drafts().await, (0, 1));
}

#[tokio::test]
async fn place_without_the_service_is_named_and_begins_no_draft() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let path = format!("/services/{SERVICE}/apply");
    let mut places = LAW.places().iter();
    let elsewhere = places
        .find(|it| it.kind != PlaceKind::Region && it.online(SERVICE).is_none())
        .unwrap();
    let day = jiff::civil::date(2026, 11, 17);
    for (language, of_law) in LANGUAGES.into_iter().zip(law::Language::ALL) {
        browser.language = language.0;
        browser.get(&path).await;
        let page = browser.post(&path, &[("place", &elsewhere.code)]).await;
        assert_says(&page, 200, language, "not-online-how");
        page.shows(elsewhere.name(day).get(of_law));
        for unknown in ["", "000000000", "Астана"] {
            let page = browser.post(&path, &[("place", unknown)]).await;
            assert_says(&page, 200, language, "apply-place-missing");
        }
    }
    let madina = office.citizen("madina").await;
    assert_eq!(madina.cases_and_drafts().await, (0, 0));
}

#[tokio::test]
async fn unknown_language_is_answered_in_one_that_the_browser_asks_for() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.browser();
    for (asked, language) in [
        ("ru-RU", LANGUAGES[1]),
        ("de, en;q=0.5", LANGUAGES[2]),
        ("fr", LANGUAGES[0]),
    ] {
        for address in ["/xx/", "/de/account", "/%FF/", "/kkk/login?x=%FF"] {
            let sent = Sent::get(address).with("accept-language", Some(asked));
            let page = browser.send(&sent).await;
            assert_says(&page, 404, language, "error-404-heading");
        }
    }
}

#[tokio::test]
async fn second_press_and_the_back_button_lead_to_the_one_case() {
    let office = office().await;
    let madina = Applicant::of(&office).await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let mut viktor = doors.registered("viktor").await;
    let page = browser.get(&madina.at("/review")).await;
    let sent = browser.signed(&page.signed_form(), "madina");
    let filed = browser.send(&sent).await.location().to_owned();
    let case = filed.strip_suffix("?done=submitted").expect("it is filed");
    let number = CaseNumber::parse(case.rsplit('/').next().unwrap()).unwrap();
    let events = office.kinds(&number).await;
    assert_eq!(
        browser.send(&sent).await.location(),
        format!("{case}?done=sent-already")
    );
    let (_, without_language) = case.split_at("/kk".len());
    for language in LANGUAGES {
        browser.language = language.0;
        let there = format!("{}?done=sent-already", browser.to(without_language));
        for page in ["", "/section/applicant", "/documents", "/review"] {
            let path = madina.at(page);
            assert_eq!(browser.get(&path).await.location(), there);
            assert_eq!(viktor.get(&path).await.status, 404, "not theirs");
        }
        let path = madina.at("/section/applicant");
        let late = browser.post(&path, &[("applicant.iin", "1")]).await;
        assert_eq!(late.location(), there);
        let page = browser.follow(&there).await;
        assert_says(&page, 200, language, "flash-sent-already");
    }
    assert_eq!(madina.person.cases_and_drafts().await, (1, 0));
    assert_eq!(office.kinds(&number).await, events);
}

/// The form of a page that holds what was typed, as its button sends it.
fn again(page: &Page, browser: &Browser<'_>, typed: &str) -> Sent {
    let holds = |form: &Form| form.fields.iter().any(|(_, value)| value == typed);
    let form = page.forms().into_iter().find(holds);
    let form = form.unwrap_or_else(|| panic!("nothing is kept: {}", page.text()));
    let fields = form.fields.iter();
    let fields: Vec<_> = fields.map(|(a, b)| (a.as_str(), b.as_str())).collect();
    Sent::form(&form.action, browser.origin(), &fields)
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_kept_and_taken_after_signing_in() {
    let office = office().await;
    let madina = Applicant::of(&office).await;
    let doors = Doors::of(&office);
    let path = madina.at("/section/account");
    for (language, bank) in LANGUAGES.into_iter().zip(["<Бірінші>", "Второй", "Third"])
    {
        let mut browser = doors.signed_in("madina").await;
        browser.language = language.0;
        browser.get(&path).await;
        let fields = [("account.iban", "KZ1"), ("account.bank", bank)];
        let sent = browser.filled(&path, &fields);
        let before = madina.kept().await;
        office.later(SignedDuration::from_hours(3));
        let page = browser.send(&sent).await;
        assert_says(&page, 403, language, "error-signed-out-heading");
        page.shows(&Words::of(language.1).text("error-signed-out-kept"));
        let kept = again(&page, &browser, bank);
        // What the browser does not call its own is not held out to be sent again.
        let unsaid = sent.clone().with("origin", None);
        let unsaid = unsaid.with("sec-fetch-site", None);
        assert_eq!(browser.send(&unsaid).await.status, 303, "only signing in");

        browser.log_in("madina").await;
        let page = browser.send(&kept).await;
        assert_says(&page, 403, language, "error-403-kept");
        let page_of_stranger = browser.send(&unsaid).await;
        assert_eq!(page_of_stranger.status, 403);
        assert!(!page_of_stranger.html().contains("KZ1"), "nothing to press");
        let now = madina.kept().await;
        assert_eq!(now.answers, before.answers, "nothing before the press");
        let page = browser.send(&again(&page, &browser, bank)).await;
        assert_eq!(page.status, 200, "taken, and judged: {}", page.text());
        let now = madina.kept().await.answers;
        assert_eq!(
            now["account.bank"],
            casework::event::Answer::One(bank.to_owned())
        );
        assert_eq!(now["applicant.iin"], before.answers["applicant.iin"]);
    }
}

/// The names of tests that the table gives, by its rows.
fn rows(table: &str) -> Vec<(String, Vec<String>)> {
    let rows = table.lines().filter(|line| line.starts_with("| "));
    let rows = rows.map(|line| line.trim_matches('|').split('|').collect::<Vec<_>>());
    rows.skip(1)
        .map(|cells| {
            assert_eq!(cells.len(), 4, "{cells:?}");
            let names = cells[3].split('`').skip(1).step_by(2);
            (
                cells[0].trim().to_owned(),
                names.map(str::to_owned).collect(),
            )
        })
        .collect()
}

#[test]
fn every_bad_input_of_the_table_has_a_test_that_exists() {
    let table = std::fs::read_to_string(root().join("docs/bad-inputs.md")).unwrap();
    let sources = files(&root().join("crates"), ".rs");
    let sources: String = sources
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    let rows = rows(&table);
    assert!(rows.len() >= 25, "{} rows", rows.len());
    for (input, tests) in rows {
        assert!(!tests.is_empty(), "{input}: nothing shows it");
        for test in tests {
            let is_there = sources.contains(&format!("fn {test}()"));
            assert!(is_there, "{input}: there is no test {test}");
        }
    }
}
