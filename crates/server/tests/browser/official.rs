//! What the officials do in the browser: take, check, verify, decide, sign.

use crate::citizen::Citizen;
use crate::page_checks::picture;

/// The office of the ordinary case.
pub(crate) const OFFICE: &str = "/office/astana-social";

/// What the executor establishes where nothing was declared.
pub(crate) const ESTABLISHED: [(&str, &str); 8] = [
    ("share", "0.05"),
    ("owned-dwellings", "1"),
    ("registered-at-dwelling", "true"),
    ("lives-in-dwelling", "true"),
    ("adults-consented", "true"),
    ("data-reliable", "true"),
    ("court-ban", "false"),
    ("court-deprivation", "false"),
];

impl Citizen<'_> {
    /// The executor takes the case and checks the documents.
    pub(crate) async fn check_documents(&mut self, number: &str) {
        self.log_in("askar", OFFICE).await;
        assert_eq!(self.tab.path().await, OFFICE);
        picture(&self.tab, &format!("worklist-{}", self.language), 1400).await;
        self.tab
            .follow(&format!("a[href$='/cases/{number}']"))
            .await;
        self.check().await;
        self.tab.follow("form[action$='/take'] button").await;
        self.check().await;
        self.tab
            .eval("document.querySelector('#rest').click()")
            .await;
        self.tab
            .follow("button[name=outcome][value=complete]")
            .await;
        self.check().await;
    }

    /// The executor establishes every fact with its source.
    pub(crate) async fn verify_facts(&mut self, number: &str) {
        self.establish(number, &ESTABLISHED).await;
    }

    /// The same, with what is found where nothing was declared.
    pub(crate) async fn establish(&mut self, number: &str, found: &[(&str, &str)]) {
        self.go(&format!("{OFFICE}/cases/{number}/verification"))
            .await;
        loop {
            let next = self
                .tab
                .eval(
                    "document.querySelector('section.sq-document:not(.sq-document--attached)')?.id",
                )
                .await;
            let Some(fact) = next.as_str() else { break };
            let confirm = format!("#{fact} button[value=confirm]");
            if self.tab.count(&confirm).await > 0 {
                self.tab.follow(&confirm).await;
                continue;
            }
            let value = found.iter().find(|(code, _)| *code == fact);
            let (_, value) = value.unwrap_or_else(|| panic!("nobody knows {fact}"));
            let filled = self
                .tab
                .fill_in(&format!("#{fact}"), &[("value", value)])
                .await;
            assert_eq!(filled, ["value"], "{fact}");
            self.tab
                .follow(&format!("#{fact} button[value=record]"))
                .await;
        }
        self.check().await;
    }

    /// The executor reads the assessment and drafts the deed that follows from it.
    pub(crate) async fn decide(&mut self, number: &str) {
        let assessment = format!("{OFFICE}/cases/{number}/assessment");
        self.go(&assessment).await;
        self.tab
            .follow("button[name=outcome][value=verified]")
            .await;
        self.check().await;
        self.go(&assessment).await;
        assert_eq!(
            self.tab.count("button[name=outcome][value=refused]").await,
            0
        );
        self.tab
            .follow("button[name=outcome][value=assigned]")
            .await;
        self.check().await;
        assert!(self.tab.path().await.ends_with("/deed"));
    }

    /// The head reads the data and signs them.
    pub(crate) async fn sign_deed(&mut self, number: &str) {
        self.log_in("aigerim", OFFICE).await;
        self.tab
            .follow(&format!("a[href$='/cases/{number}']"))
            .await;
        self.check().await;
        self.go(&format!("{OFFICE}/cases/{number}/deed")).await;
        self.tab
            .follow("form[action$='/deed/prepare'] button")
            .await;
        self.check().await;
        picture(&self.tab, &format!("deed-{}", self.language), 900).await;
        self.tab.follow("[data-sign-button]").await;
        self.check().await;
        assert_eq!(self.tab.path().await, format!("{OFFICE}/cases/{number}"));
    }
}
