//! The office through its doors: pages and forms as a browser sees them, over the router and over the real program.

pub(crate) mod api;
mod as_typed;
mod bad_inputs;
mod broken_forms;
mod browser;
mod case_page;
mod come_back;
mod completeness;
mod connections;
mod correction;
mod counter;
mod doors;
mod downloads;
mod edition_gone;
mod estimate;
mod full;
mod hearing;
mod kill;
mod kill_points;
mod limits;
mod measured;
mod outside;
mod page;
mod phones;
mod program;
mod restart;
mod route_table;
mod second_factor;
mod second_official;
mod signature_pages;
mod two_tabs;
mod views;

use std::sync::{Arc, Mutex};

use axum::Router;
use casework::identifier::CaseNumber;
use jiff::Timestamp;
use sandbox::choice::KeyKind;
use web::Front;

use crate::office::TestOffice;
use browser::{Browser, Wire};

pub(crate) use browser::Sent;
pub(crate) use program::Program;

/// The organization of the capital.
const ORGANIZATION: &str = "astana-social";

/// The front of an office, with browsers before it.
pub(crate) struct Doors<'o> {
    office: &'o TestOffice,
    router: Router,
    now: Arc<Mutex<Timestamp>>,
}

impl<'o> Doors<'o> {
    /// The doors of an office; its moment is that of the office at each request.
    pub(crate) fn of(office: &'o TestOffice) -> Self {
        Self::of_app(office, office.app.clone(), web::door::Gate::open())
    }

    /// The doors of an office that was told something else than the test's.
    pub(crate) fn with(office: &'o TestOffice, app: app::Office) -> Self {
        Self::of_app(office, app, web::door::Gate::open())
    }

    /// The same doors behind a gate with limits.
    pub(crate) fn with_gate(office: &'o TestOffice, gate: web::door::Gate) -> Self {
        Self::of_app(office, office.app.clone(), gate)
    }

    fn of_app(office: &'o TestOffice, app: app::Office, gate: web::door::Gate) -> Self {
        let now = Arc::new(Mutex::new(office.now()));
        let clock = now.clone();
        let front = Front {
            office: app,
            clock: Box::new(move || *clock.lock().unwrap()),
            gate,
        };
        Self {
            office,
            router: web::router(Arc::new(front)),
            now,
        }
    }

    /// A browser without a history.
    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser::new(self.office, Wire::Router(self.router.clone(), &self.now))
    }

    /// A browser in which a person has signed in.
    pub(crate) async fn signed_in(&self, person: &str) -> Browser<'_> {
        let mut browser = self.browser();
        browser.log_in(person).await;
        browser
    }

    /// A browser in which a person has signed in and given contacts.
    pub(crate) async fn registered(&self, person: &str) -> Browser<'_> {
        let mut browser = self.signed_in(person).await;
        browser.register().await;
        browser
    }
}

/// A case that waits for the head's signature of its notice of assignment.
async fn case_before_its_signature(office: &TestOffice, recipient: &str) -> CaseNumber {
    let number = office.citizen(recipient).await.file().await;
    office
        .official("askar")
        .await
        .decide_to_assign(&number)
        .await;
    number
}

/// What the person's key makes of the payload of a form.
fn signature_of(office: &TestOffice, person: &str, payload: &[u8]) -> String {
    String::from_utf8(office.sign(person, KeyKind::Good, payload)).unwrap()
}
