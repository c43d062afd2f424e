//! The office: what officials of an organization do, one verb a file.
//!
//! # Threats
//!
//! An official who reads another organization's cases (the organization is in the address, the officer is
//! looked up in it, and to anybody else it does not exist); an old page that overwrites what a colleague did (every
//! form names its stage, and the journal is committed at the number it was read at); an official who looks without a
//! reason (every look is recorded before it is answered; looks at a case or a receipt are shown to the person, `app::access`).

mod assessment;
mod case;
mod completeness;
mod correction;
mod counter;
mod deed;
mod fact_form;
mod files;
mod finding;
mod happened;
mod head;
mod origin;
mod outcome;
mod qr;
mod refuse_intake;
mod return_deed;
mod rule;
mod sign_deed;
mod take;
mod verdict;
mod verification;
mod work_list;

pub(crate) use completeness::asked;
pub(crate) use sign_deed::waiting;

use app::access::Seen;
use app::view::case::{CaseView, of_officer};
use casework::actor::{Officer, Organization};
use casework::identifier::CaseNumber;
use jiff::civil::Date;
use law::edition::Role;

use crate::door::Visit;
use crate::failure::Failure;
use crate::pages::{Nav, Shell};
use crate::routes::Routes;
use crate::show;

/// The routes of the office.
pub(crate) fn routes() -> Routes {
    const CASE: &str = "/office/{org}/cases/{number}";
    let of_case = |verb: &str| format!("{CASE}{verb}");
    let counter = Routes::new()
        .get("/office/{org}/counter", counter::counter)
        .get("/office/{org}/counter/receipts/{place}", counter::receipt)
        .get(
            "/office/{org}/counter/receipts/{place}/files/pdf",
            counter::file,
        )
        .get("/office/{org}/counter/refuse/{code}", refuse_intake::page)
        .post("/office/{org}/counter/refuse/{code}", refuse_intake::review)
        .post(
            "/office/{org}/counter/refuse/{code}/issue",
            refuse_intake::issue,
        );
    Routes::new()
        .and(counter)
        .get("/office", work_list::choose)
        .get("/office/{org}", work_list::work_list)
        .get(CASE, case::case)
        .post(&of_case("/take"), take::take)
        .post(&of_case("/completeness"), completeness::completeness)
        .get(&of_case("/verification"), verification::verification)
        .post(&of_case("/findings/{fact}"), finding::finding)
        .post(&of_case("/outcome"), outcome::outcome)
        .get(&of_case("/assessment"), assessment::assessment)
        .post(&of_case("/assessment"), outcome::outcome)
        .post(&of_case("/rules/{act}"), rule::act)
        .get(&of_case("/deed"), deed::deed)
        .post(&of_case("/deed/prepare"), sign_deed::prepare)
        .get(&of_case("/deed/sign"), sign_deed::page)
        .post(&of_case("/deed/sign"), sign_deed::sign)
        .get(&of_case("/deed/qr"), qr::page)
        .post(&of_case("/deed/qr"), qr::begin)
        .get(&of_case("/deed/qr/status"), qr::status)
        .post(&of_case("/deed/qr/done"), qr::done)
        .get(&of_case("/correction"), correction::page)
        .post(&of_case("/correction"), correction::prepare)
        .get(&of_case("/correction/sign"), correction::sign_page)
        .post(&of_case("/correction/sign"), correction::sign)
        .post(&of_case("/deed/return"), return_deed::return_deed)
        .get(&of_case("/files/{what}"), files::file)
}

/// An officer at one organization.
pub(crate) struct Seat {
    /// The visit.
    pub(crate) visit: Visit,
    /// The officer.
    pub(crate) officer: Officer,
    /// The organization.
    pub(crate) organization: Organization,
}

impl Seat {
    /// Who is signed in, as an officer of this organization; to others it does not exist.
    pub(crate) async fn at(visit: Visit, organization: &str) -> Result<Self, Failure> {
        let officer = visit.signed_in()?.officer_of(organization)?.clone();
        let organization = visit.office().organization(organization).await?;
        Ok(Self {
            visit,
            officer,
            organization,
        })
    }

    /// A case of the organization by the number in the address; what the officer is about to see of it is recorded.
    pub(crate) async fn case(
        &self,
        number: &CaseNumber,
        seen: &Seen,
    ) -> Result<CaseView<'_>, Failure> {
        let office = self.visit.office();
        Ok(of_officer(office, &self.officer, number, seen, self.visit.now).await?)
    }

    /// An address below the organization, in the language of the visit.
    pub(crate) fn to(&self, path: &str) -> String {
        let code = &self.organization.code;
        self.visit.to(&format!("/office/{code}{path}"))
    }

    /// An address below a case.
    pub(crate) fn to_case(&self, number: &CaseNumber, path: &str) -> String {
        self.to(&format!("/cases/{number}{path}"))
    }

    /// The address of the counter, or one below it, without the language.
    pub(crate) fn counter(&self, path: &str) -> String {
        format!("/office/{}/counter{path}", self.organization.code)
    }

    /// The legal day at the organization.
    pub(crate) fn today(&self) -> Result<Date, Failure> {
        let office = self.visit.office();
        Ok(office.today_at(&self.organization.kato, self.visit.now)?)
    }

    /// What surrounds a page of the office; `path` is where the page is found, without the language.
    pub(crate) fn shell(&self) -> Shell {
        let language = self.visit.law_language();
        let roles = self.officer.roles.iter();
        let roles: Vec<_> = roles.map(|role| show::role(&self.visit, *role)).collect();
        Shell {
            nav: Nav::Office {
                organization: self.organization.name.get(language).to_owned(),
                role: roles.join(", "),
                counter: self.officer.has(Role::Operator).then(|| self.counter("")),
            },
            ..self.visit.shell()
        }
    }

    /// What surrounds a page that is drawn from a case as it stands now.
    pub(crate) fn shell_of(&self, view: &CaseView<'_>) -> Shell {
        Shell {
            events: Some(view.loaded.case.seq),
            ..self.shell()
        }
    }

    /// The surroundings of a page that is drawn in answer to a form: its address is that of the page itself.
    pub(crate) fn shell_at(&self, view: &CaseView<'_>, page: &str) -> Shell {
        let code = &self.organization.code;
        let number = &view.loaded.case.filed.number;
        Shell {
            path: format!("/office/{code}/cases/{number}{page}"),
            ..self.shell_of(view)
        }
    }

    /// A sentence without arguments.
    pub(crate) fn say(&self, key: &str) -> String {
        self.visit.say(key)
    }
}

/// The organization and the case of an address, after its language.
pub(crate) type CaseAddress = axum::extract::Path<(String, String, String)>;
