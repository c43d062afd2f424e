//! Two tabs on one section of a draft: neither overwrites the other unseen, and nothing typed is lost.

use casework::event::{Answer, Answers};

use super::Doors;
use super::bad_inputs::{LANGUAGES, assert_says, office};
use super::browser::{Browser, Sent};
use super::page::{Form, Page};
use crate::office::TestOffice;

const SECTION: &str = "account";
const IBAN: (&str, &str) = ("account.iban", "KZ10601SANDBOX000001");

/// A filled in draft, with a browser in which its account section can be opened in tabs.
struct Tabs<'o> {
    browser: Browser<'o>,
    office: &'o TestOffice,
    draft: String,
    path: String,
}

impl<'o> Tabs<'o> {
    async fn of(doors: &'o Doors<'o>, office: &'o TestOffice) -> Self {
        let draft = office.citizen("madina").await.fill_in().await;
        Self {
            browser: doors.registered("madina").await,
            path: format!("/drafts/{draft}/section/{SECTION}"),
            office,
            draft,
        }
    }

    /// Opens the section: which answers the tab's form was drawn from.
    async fn open(&mut self) -> String {
        let page = self.browser.get(&self.path).await;
        assert_eq!(page.status, 200, "{}", page.text());
        seen(&page)
    }

    /// Sends the section with the name of a bank from a tab.
    async fn send(&mut self, seen: &str, bank: &str) -> Page {
        let fields = [IBAN, ("account.bank", bank), ("seen", seen)];
        self.browser.post(&self.path, &fields).await
    }

    /// The same as the script of the page sends it while it is typed.
    async fn autosave(&mut self, seen: &str, bank: &str) -> Page {
        let fields = [IBAN, ("account.bank", bank), ("seen", seen)];
        let path = format!("{}/autosave", self.path);
        self.browser.post(&path, &fields).await
    }

    async fn answers(&self) -> Answers {
        let madina = self.office.citizen("madina").await;
        madina.draft(&self.draft).await.unwrap().answers
    }

    async fn bank(&self) -> Answer {
        self.answers().await["account.bank"].clone()
    }
}

fn seen(page: &Page) -> String {
    let mut fields = page.forms().into_iter().flat_map(|it| it.fields);
    let seen = fields.find(|(name, _)| name == "seen");
    seen.expect("the form says what it was drawn from").1
}

fn one(text: &str) -> Answer {
    Answer::One(text.to_owned())
}

/// The form of the page that holds what was typed.
fn kept(page: &Page) -> Form {
    let holds = |it: &Form| it.fields.iter().any(|(name, _)| name == IBAN.0);
    page.forms().into_iter().find(holds).expect("it is kept")
}

fn as_sent(form: &Form, origin: &str) -> Sent {
    let fields = form.fields.iter();
    let fields: Vec<_> = fields.map(|(a, b)| (a.as_str(), b.as_str())).collect();
    Sent::form(&form.action, origin, &fields)
}

#[tokio::test]
async fn of_two_tabs_on_one_section_the_later_one_sees_both_answers_and_chooses() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut tabs = Tabs::of(&doors, &office).await;
    for language in LANGUAGES {
        tabs.browser.language = language.0;
        let (one_tab, other_tab) = (tabs.open().await, tabs.open().await);
        let first = format!("First {}", language.0);
        assert_eq!(tabs.send(&one_tab, &first).await.status, 303);
        let before = tabs.answers().await;

        let page = tabs.send(&other_tab, "<b>Second</b>").await;
        assert_says(&page, 409, language, "meanwhile-title");
        for said in [first.as_str(), "<b>Second</b>"] {
            page.shows(said);
        }
        assert!(
            !page.text().contains(IBAN.1),
            "what is the same is not asked"
        );
        assert_eq!(tabs.answers().await, before, "nothing before the choice");

        let there = tabs.browser.to(&tabs.path);
        assert!(page.links().contains(&there), "the way to what is saved");
        assert_eq!(tabs.bank().await, one(&first));

        let sent = as_sent(&kept(&page), tabs.browser.origin());
        assert_eq!(tabs.browser.send(&sent).await.status, 303);
        assert_eq!(tabs.bank().await, one("<b>Second</b>"), "chosen");
        let others = |all: &Answers| {
            let mut all = all.clone();
            all.remove("account.bank");
            all
        };
        assert_eq!(others(&tabs.answers().await), others(&before));
    }
}

#[tokio::test]
async fn the_same_answers_another_section_and_a_page_drawn_anew_are_no_conflict() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut tabs = Tabs::of(&doors, &office).await;
    let (one_tab, other_tab) = (tabs.open().await, tabs.open().await);
    assert_eq!(tabs.send(&one_tab, "Kaspi Bank").await.status, 303);
    let page = tabs.send(&other_tab, "Kaspi Bank").await;
    assert_eq!(page.status, 303, "the button was pressed twice");

    let path = format!("/drafts/{}/section/income", tabs.draft);
    let income = seen(&tabs.browser.get(&path).await);
    let drawn = tabs.open().await;
    let fields = [("income.family-income", "610 000"), ("seen", &income)];
    tabs.browser.post(&path, &fields).await;
    assert_eq!(tabs.send(&drawn, "Halyk Bank").await.status, 303);

    // A form with a mistake comes back drawn from what is saved now.
    let drawn = tabs.open().await;
    let page = tabs.send(&drawn, "").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let drawn = seen(&page);
    assert_eq!(tabs.send(&drawn, "Jusan Bank").await.status, 303);
    assert_eq!(tabs.bank().await, one("Jusan Bank"));
}

#[tokio::test]
async fn what_was_chosen_is_asked_again_where_a_third_tab_saved_meanwhile() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut tabs = Tabs::of(&doors, &office).await;
    let drawn = tabs.open().await;
    assert_eq!(tabs.send(&drawn, "First").await.status, 303);
    let page = tabs.send(&drawn, "Second").await;
    let choice = as_sent(&kept(&page), tabs.browser.origin());
    let newest = tabs.open().await;
    assert_eq!(tabs.send(&newest, "Third").await.status, 303);
    let page = tabs.browser.send(&choice).await;
    assert_eq!(
        page.status, 409,
        "it was chosen over the first, not the third"
    );
    page.shows("Third");
    page.shows("Second");
    assert_eq!(tabs.bank().await, one("Third"));
}

#[tokio::test]
async fn typing_is_saved_on_and_never_over_what_another_tab_saved() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut tabs = Tabs::of(&doors, &office).await;
    let (mut one_tab, other_tab) = (tabs.open().await, tabs.open().await);
    for typed in ["K", "Kasp", "Kaspi Bank"] {
        let answer = tabs.autosave(&one_tab, typed).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(told["saved"], true);
        told["seen"].as_str().unwrap().clone_into(&mut one_tab);
    }
    let answer = tabs.autosave(&other_tab, "Halyk").await;
    assert_eq!(answer.status, 409);
    let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(told["saved"], false);
    assert_eq!(tabs.bank().await, one("Kaspi Bank"));
    let page = tabs.send(&other_tab, "Halyk Bank").await;
    assert_eq!(page.status, 409, "the button shows both");
    page.shows("Kaspi Bank");
    assert_eq!(tabs.send(&one_tab, "Kaspi Bank").await.status, 303);
}

#[tokio::test]
async fn rows_typed_into_a_list_are_kept_beside_those_that_another_tab_saved() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut tabs = Tabs::of(&doors, &office).await;
    let path = format!("/drafts/{}/section/family", tabs.draft);
    let drawn = seen(&tabs.browser.get(&path).await);
    let members = tabs.answers().await["family.members"].clone();
    let one_row = |name| [("family.members.0.name", name), ("seen", drawn.as_str())];
    tabs.browser.post(&path, &one_row("First of them")).await;
    let saved = tabs.answers().await["family.members"].clone();
    assert_ne!(saved, members);
    let mut fields = one_row("Second of them").to_vec();
    fields.push(("action", "add-row"));
    let page = tabs.browser.post(&path, &fields).await;
    assert_eq!(page.status, 409, "{}", page.text());
    page.shows("First of them");
    page.shows("Second of them");
    assert_eq!(tabs.answers().await["family.members"], saved);
    let holds = |it: &Form| it.fields.iter().any(|(_, value)| value == "Second of them");
    let kept = page.forms().into_iter().find(holds).expect("it is kept");
    let page = tabs
        .browser
        .send(&as_sent(&kept, tabs.browser.origin()))
        .await;
    assert_eq!(page.status, 200, "a row was added: {}", page.text());
    assert!(page.html().contains("family.members.1.name"));
    assert!(page.html().contains("Second of them"));
}

#[tokio::test]
async fn a_file_removed_twice_takes_no_other_with_it() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut tabs = Tabs::of(&doors, &office).await;
    let files = async |tabs: &Tabs<'_>| {
        let madina = tabs.office.citizen("madina").await;
        madina.draft(&tabs.draft).await.unwrap().attachments
    };
    let before = files(&tabs).await;
    let [first, others @ ..] = before.as_slice() else {
        panic!("there are files");
    };
    assert!(!others.is_empty());
    let documents = format!("/drafts/{}/documents", tabs.draft);
    let remove = format!("remove-{}.{}", first.document, first.sha256);
    let page = tabs.browser.get(&documents).await;
    assert!(
        String::from_utf8_lossy(&page.body).contains(&remove),
        "the button says which file"
    );
    let csrf = tabs.browser.csrf.clone();
    let fields = [("csrf", csrf.as_str()), ("action", remove.as_str())];
    let address = tabs.browser.to(&documents);
    let sent = Sent::multipart(&address, tabs.browser.origin(), &fields, None);
    for _tab in 0..2 {
        assert_eq!(tabs.browser.send(&sent).await.status, 303);
        assert_eq!(files(&tabs).await, others);
    }
}
