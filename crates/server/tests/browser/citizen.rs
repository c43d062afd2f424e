//! What a citizen does in the browser, step by step.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::chromium::Tab;
use crate::page_checks::holds;
use crate::plant::Plant;

const CONTINUE: &str = "main form button.govuk-button[value=continue]";
const SERVICE: &str = "/services/housing-assistance";

/// A citizen in front of a browser.
pub(crate) struct Citizen<'p> {
    pub(crate) plant: &'p Plant,
    pub(crate) tab: Tab,
    pub(crate) language: &'static str,
    /// Whether every page is checked.
    pub(crate) is_strict: bool,
}

/// What the person of the ordinary case answers; `{}` stands in for nothing.
const ANSWERS: [(&str, &str); 17] = [
    ("applicant.birth-year", "1988"),
    ("applicant.id-number", "900000001"),
    ("applicant.id-issuer", "МВД РК"),
    (
        "dwelling.address",
        "город Астана, улица Байтерек, дом 12, квартира 34",
    ),
    ("dwelling.tenure", "owner"),
    ("dwelling.area", "62"),
    ("family.size", "4"),
    ("family.members.0.name", "Ахметов Данияр Серікұлы"),
    ("family.members.0.birth-date-day", "3"),
    ("family.members.0.birth-date-month", "9"),
    ("family.members.0.birth-date-year", "1985"),
    ("family.members.0.relationship", "spouse"),
    ("family.members.0.social-status", "employed"),
    ("family.members.0.iin", "850903390020"),
    ("costs.costs.0.kind", "electricity"),
    ("costs.costs.0.billed", "38 000"),
    ("income.family-income", "630 000"),
];
const LAST_ANSWERS: [(&str, &str); 3] = [
    ("account.iban", "KZ86125KZT5004100100"),
    ("account.bank", "Halyk Bank"),
    ("consents.protected-data", "true"),
];

impl<'p> Citizen<'p> {
    /// Sits down at a browser.
    pub(crate) async fn at(plant: &'p Plant, language: &'static str, is_strict: bool) -> Self {
        let tab = Tab::open(&plant.origin).await;
        Self {
            plant,
            tab,
            language,
            is_strict,
        }
    }

    pub(crate) async fn go(&mut self, path: &str) {
        let path = format!("/{}{path}", self.language);
        self.tab.go(&path).await;
        self.check().await;
    }

    /// The page holds, and it is a page and not an apology.
    pub(crate) async fn check(&mut self) {
        if self.is_strict {
            holds(&mut self.tab).await;
        }
    }

    /// Logs in with a person's key; the page that was wanted comes.
    pub(crate) async fn log_in(&mut self, person: &str, next: &str) {
        self.plant.choose(person, "good", "sign");
        self.go(&format!("/login?next={next}")).await;
        self.tab.follow("[data-sign-button]").await;
        self.check().await;
    }

    /// Logs out, so that another person may sit down here.
    pub(crate) async fn log_out(&mut self) {
        self.tab
            .follow("header form[action$='/logout'] button")
            .await;
    }

    /// Reads the passport, logs in, registers and begins an application.
    pub(crate) async fn begin(&mut self) {
        self.go("/").await;
        self.go(SERVICE).await;
        self.log_in("madina", &format!("{SERVICE}/apply")).await;
        self.register().await;
    }

    /// Registers — wrongly first — and begins an application.
    pub(crate) async fn register(&mut self) {
        assert_eq!(self.tab.path().await, "/register");
        self.tab.fill(&[("phone", "8 701")]).await;
        self.tab.follow("main form button:not([name])").await;
        self.check().await;
        assert!(self.tab.count(".govuk-error-summary li").await >= 1);
        let kept = self
            .tab
            .eval("document.querySelector('[name=phone]').value")
            .await;
        assert_eq!(kept, json!("8 701"));
        self.tab.fill(&[("phone", "8 701 123 45 67")]).await;
        self.tab.press("#acknowledged").await;
        self.tab.follow("main form button:not([name])").await;
        self.check().await;
        assert_eq!(self.tab.path().await, format!("{SERVICE}/apply"));
        self.tab.fill(&[("place", "710000000")]).await;
        self.tab.follow("main form[action$='/apply'] button").await;
        self.check().await;
    }

    /// What the person of the ordinary case answers.
    pub(crate) fn answers() -> Vec<(&'static str, &'static str)> {
        ANSWERS.into_iter().chain(LAST_ANSWERS).collect()
    }

    /// The section in the address, or nothing.
    pub(crate) async fn section(&self) -> Option<String> {
        let path = self.tab.path().await;
        path.split_once("/section/")
            .map(|(_, section)| section.to_owned())
    }

    /// Fills in all sections. `with_slips`: first with mistakes, and with a row too many.
    pub(crate) async fn fill_sections(&mut self, with_slips: bool) {
        let answers = Self::answers();
        while let Some(section) = self.section().await {
            if with_slips && section == "dwelling" {
                self.leave_out_the_tenure().await;
            }
            if with_slips && section == "family" {
                self.add_and_remove_a_row().await;
            }
            if self
                .tab
                .count("[name^='family.members.0.'],[name^='costs.costs.0.']")
                .await
                == 0
                && self.tab.count("[value=add-row]").await > 0
            {
                self.tab.follow("[value=add-row]").await;
            }
            let filled = self.tab.fill(&answers).await;
            assert!(!filled.is_empty(), "nothing to fill in at {section}");
            self.check().await;
            self.tab.follow(CONTINUE).await;
            let now = self.section().await;
            assert_ne!(
                now.as_ref(),
                Some(&section),
                "{}",
                self.tab.text("main").await
            );
        }
        self.check().await;
        assert!(self.tab.path().await.ends_with("/documents"));
    }

    /// What is missing is said beside the question and on top, and everything typed is kept.
    async fn leave_out_the_tenure(&mut self) {
        self.tab
            .fill(&[("dwelling.address", "Астана, Байтерек, 12")])
            .await;
        self.tab.follow(CONTINUE).await;
        self.check().await;
        assert!(self.tab.count(".govuk-error-summary li a").await >= 1);
        assert!(
            self.tab
                .count("[id='dwelling.tenure-error'],[id$='tenure-error']")
                .await
                == 1
        );
        let kept = self
            .tab
            .eval("document.querySelector(\"[name='dwelling.address']\").value")
            .await;
        assert_eq!(kept, json!("Астана, Байтерек, 12"));
    }

    async fn add_and_remove_a_row(&mut self) {
        let rows = self.tab.count("fieldset.sq-row").await;
        self.tab
            .fill(&[("family.members.0.name", "Ахметов Данияр Серікұлы")])
            .await;
        self.tab.follow("[value=add-row]").await;
        assert_eq!(self.tab.count("fieldset.sq-row").await, rows + 1);
        self.check().await;
        self.tab
            .follow(&format!(
                "fieldset.sq-row:nth-of-type({}) .sq-link-button",
                rows + 1
            ))
            .await;
        assert_eq!(self.tab.count("fieldset.sq-row").await, rows);
    }

    /// Attaches a file to every document that is asked for. A file of another kind is refused by what it holds.
    pub(crate) async fn attach(&mut self, files: &[PathBuf]) {
        let wrong = self.plant.folder().join("scan.pdf");
        std::fs::write(&wrong, "MZ this is a program and not a document").unwrap();
        self.upload(0, &wrong).await;
        self.check().await;
        assert_eq!(self.tab.count(".govuk-error-summary li").await, 1);
        assert_eq!(self.tab.count(".sq-files li").await, 0);
        let slots = self.tab.count("form[enctype]").await;
        for slot in 0..slots {
            let code = self
                .tab
                .eval(&format!(
                    "document.querySelectorAll('form[enctype]')[{slot}].elements.document.value"
                ))
                .await;
            let code = code.as_str().unwrap().to_owned();
            let own = |file: &&PathBuf| {
                file.file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with(&code))
            };
            let file = files.iter().find(own).unwrap_or(&files[0]);
            self.upload(slot, file).await;
        }
        assert_eq!(self.tab.count(".sq-files li").await, slots);
        self.check().await;
    }

    async fn upload(&mut self, slot: u64, file: &Path) {
        let mark = format!("document.querySelectorAll('form[enctype]')[{slot}].id = 'slot'; null");
        self.tab.eval(&mark).await;
        self.tab.give_file("#slot input[type=file]", file).await;
        self.tab.follow("#slot button[value=upload]").await;
    }

    /// Goes on to the review, where the text that is shown is the text that is signed.
    pub(crate) async fn review(&mut self) {
        self.tab.follow("main form[action$='/done'] button").await;
        self.check().await;
        assert!(
            self.tab.path().await.ends_with("/review"),
            "{}",
            self.tab.text("main").await
        );
        let digests = self
            .tab
            .eval(
                "(async () => {
                    const hex = async (bytes) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((it) => it.toString(16).padStart(2, '0')).join('');
                    const shown = new TextEncoder().encode(document.querySelector('.sq-signed-text').textContent);
                    const payload = Uint8Array.from(atob(document.querySelector('[name=payload]').value), (it) => it.charCodeAt(0));
                    return [await hex(shown), await hex(payload), document.querySelector('.sq-digest').textContent];
                })()",
            )
            .await;
        assert_eq!(
            digests[0], digests[1],
            "another text is shown than is signed"
        );
        assert_eq!(digests[1], digests[2]);
    }

    /// The text that would be signed.
    pub(crate) async fn payload(&self) -> Vec<u8> {
        let payload = self
            .tab
            .eval("document.querySelector('[name=payload]').value")
            .await;
        STANDARD.decode(payload.as_str().unwrap()).unwrap()
    }

    /// Signs; the number of the case.
    pub(crate) async fn sign(&mut self) -> String {
        self.tab.follow("[data-sign-button]").await;
        let path = self.tab.path().await;
        let number = path.strip_prefix("/cases/");
        number
            .unwrap_or_else(|| panic!("signing led to {path}"))
            .to_owned()
    }
}
