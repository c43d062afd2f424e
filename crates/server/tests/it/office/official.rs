//! An official at the desk.

use app::session::{self, Session};
use app::sign_deed::{self, Ready};
use app::{Error, officer_command};
use casework::Case;
use casework::actor::Officer;
use casework::case::Phase;
use casework::command::{FindOutcome, RecordFinding};
use casework::event::{DocumentFault, MissingDocument};
use casework::facts;
use casework::identifier::CaseNumber;
use law::edition::Origin;
use sandbox::choice::KeyKind;
use serde_json::json;

use super::{TestOffice, log_in};

/// An official signed in at the office.
pub(crate) struct Official<'o> {
    office: &'o TestOffice,
    id: String,
    /// The browser.
    pub(crate) session: Session,
    /// Who the office takes them for.
    pub(crate) officer: Officer,
}

impl<'o> Official<'o> {
    pub(super) async fn signed_in(office: &'o TestOffice, id: &str) -> Self {
        let session = log_in(office, id, KeyKind::Good).await.unwrap();
        let account = session::account(&office.app, &session).await.unwrap();
        let (organization, _post) = office.town.register().post_of(id).unwrap();
        Self {
            office,
            id: id.to_owned(),
            session,
            officer: account.officer_of(&organization.code).unwrap().clone(),
        }
    }

    /// Takes the case.
    pub(crate) async fn take(&self, number: &CaseNumber) -> Result<Case, Error> {
        let (app, now) = (&self.office.app, self.office.now());
        officer_command::take(app, &self.officer, number, now).await
    }

    /// Records a fact.
    pub(crate) async fn record(
        &self,
        number: &CaseNumber,
        finding: RecordFinding,
    ) -> Result<Case, Error> {
        let (app, now) = (&self.office.app, self.office.now());
        officer_command::record_finding(app, &self.officer, number, finding, now).await
    }

    /// Establishes every fact: as declared where it was, else as it is with most families.
    pub(crate) async fn establish(&self, number: &CaseNumber) {
        let case = self.office.case(number).await;
        let edition = self.office.app.edition(&case.filed.edition).unwrap();
        let declared = facts::declared(&case, edition);
        for fact in facts::to_establish(edition) {
            let usual = match fact.code.as_str() {
                "owned-dwellings" => json!(1),
                "court-ban" | "court-deprivation" => json!(false),
                _ => json!(true),
            };
            let value = declared.get(&fact.code).cloned().unwrap_or(usual);
            let document = fact.origins.iter().find_map(|origin| match origin {
                Origin::Document(code) => case
                    .filed
                    .attachments
                    .iter()
                    .find(|file| &file.document == code)
                    .map(|file| (origin.clone(), Some(file.sha256.clone()))),
                Origin::Registry(_)
                | Origin::Form(_)
                | Origin::Consent(_)
                | Origin::Figure(_)
                | Origin::Officer => None,
            });
            let (origin, attachment) = document.unwrap_or((Origin::Officer, None));
            let finding = RecordFinding {
                fact: fact.code.clone(),
                value,
                origin,
                attachment,
                note: String::new(),
            };
            self.record(number, finding).await.unwrap();
        }
    }

    /// Finds an outcome of a stage; `missing` are documents that were not given.
    pub(crate) async fn find(
        &self,
        number: &CaseNumber,
        (stage, outcome): (&str, &str),
        missing: &[&str],
    ) -> Result<Case, Error> {
        let missing = missing.iter().map(|document| MissingDocument {
            document: (*document).to_owned(),
            fault: DocumentFault::Missing,
            note: String::new(),
        });
        let found = FindOutcome {
            stage: stage.to_owned(),
            outcome: outcome.to_owned(),
            note: String::new(),
            missing: missing.collect(),
        };
        let (app, now) = (&self.office.app, self.office.now());
        officer_command::find_outcome(app, &self.officer, number, found, now).await
    }

    /// Takes the case and finds it complete.
    pub(crate) async fn take_complete(&self, number: &CaseNumber) {
        self.take(number).await.unwrap();
        let complete = ("completeness", "complete");
        self.find(number, complete, &[]).await.unwrap();
    }

    /// Takes the case, finds it complete and verified, and draws up the notice of assignment.
    pub(crate) async fn decide_to_assign(&self, number: &CaseNumber) {
        self.take_complete(number).await;
        self.establish(number).await;
        let verified = ("verification", "verified");
        self.find(number, verified, &[]).await.unwrap();
        let assigned = ("decision", "assigned");
        self.find(number, assigned, &[]).await.unwrap();
    }

    /// Sends the deed that waits back.
    pub(crate) async fn send_back(&self, number: &CaseNumber, note: &str) -> Result<Case, Error> {
        let case = self.office.case(number).await;
        let Phase::AwaitingSignature { proposal } = case.phase else {
            panic!("a deed waits");
        };
        let (app, now) = (&self.office.app, self.office.now());
        let words = (proposal.number, note.to_owned());
        officer_command::return_deed(app, &self.officer, number, words, now).await
    }

    /// Reads the deed that waits.
    pub(crate) async fn prepare(&self, number: &CaseNumber) -> Result<Ready, Error> {
        let (app, now) = (&self.office.app, self.office.now());
        sign_deed::prepare(app, &self.officer, &self.session, number, now).await
    }

    /// Sends a signature of the deed that was read.
    pub(crate) async fn send_signature(
        &self,
        number: &CaseNumber,
        ready: &Ready,
        container: &[u8],
    ) -> Result<Case, Error> {
        let (app, now) = (&self.office.app, self.office.now());
        let which = (number, ready.record.as_str());
        sign_deed::sign_deed(app, &self.officer, &self.session, which, container, now).await
    }

    /// Reads and signs the deed that waits.
    pub(crate) async fn sign(&self, number: &CaseNumber) -> Result<Case, Error> {
        let ready = self.prepare(number).await?;
        let container = self.office.sign(&self.id, KeyKind::Good, &ready.bytes);
        self.send_signature(number, &ready, &container).await
    }
}
