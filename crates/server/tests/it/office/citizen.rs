//! A citizen at the portal.

use app::draft::{self, Draft, NewFile};
use app::register_person::{Contacts, register_person};
use app::review::{self, Review};
use app::session::{self, Account, Session};
use app::submit::{self, Submit};
use app::view::case::{self, CaseView};
use app::view::download::{self, File, Wanted};
use app::{Error, documents};
use casework::identifier::CaseNumber;
use jiff::civil::Date;
use law::Language;
use law::edition::Edition;
use sandbox::choice::KeyKind;

use super::answers::{answers, paper_for};
use super::{SERVICE, TestOffice};

/// A person signed in on the portal.
pub(crate) struct Citizen<'o> {
    /// The office.
    pub(crate) office: &'o TestOffice,
    /// The person's id in the town.
    pub(crate) id: String,
    /// The browser.
    pub(crate) session: Session,
    /// Who the office takes them for.
    pub(crate) account: Account,
}

/// An application that was read and waits for a signature.
pub(crate) struct Reviewed {
    /// The draft.
    pub(crate) draft: String,
    /// The signing record.
    pub(crate) record: String,
    /// The text.
    pub(crate) text: Vec<u8>,
}

/// Signs in with a key of that kind in a fresh browser.
pub(crate) async fn log_in(office: &TestOffice, id: &str, kind: KeyKind) -> Result<Session, Error> {
    let app = &office.app;
    let token = session::fresh_token(app)?;
    let now = office.now();
    let challenge = app::log_in::challenge(app, &token, now);
    let container = office.sign(id, kind, &challenge.bytes);
    let new = app::log_in::log_in(app, &token, challenge.issued, &container, now).await?;
    session::find(app, &new.token, now).await
}

impl<'o> Citizen<'o> {
    /// Signs in and gives contacts.
    pub(super) async fn registered(office: &'o TestOffice, id: &str) -> Self {
        let session = log_in(office, id, KeyKind::Good).await.unwrap();
        let account = session::account(&office.app, &session).await.unwrap();
        let contacts = Contacts {
            phone: office.town.register().person(id).unwrap().phone(),
            email: format!("{id}@example.kz"),
            language: Some(Language::Kk),
            is_acknowledged: true,
        };
        let register = register_person(&office.app, &account, &contacts, office.now());
        register.await.unwrap();
        let account = session::account(&office.app, &session).await.unwrap();
        Self {
            office,
            id: id.to_owned(),
            session,
            account,
        }
    }

    fn today(&self) -> Date {
        let place = &self.home().dwelling.kato;
        self.office.app.today_at(place, self.office.now()).unwrap()
    }

    fn home(&self) -> &sandbox::people::Household {
        let register = self.office.town.register();
        register.household_of(&self.id).unwrap()
    }

    /// The edition of the day of registration, were the application sent now.
    pub(crate) async fn edition(&self) -> &'o Edition {
        let (app, now) = (&self.office.app, self.office.now());
        let place = &self.home().dwelling.kato;
        let competent = app.competent(SERVICE, place, self.today()).await.unwrap();
        let calendar = app.law.calendar().known_on(self.today());
        let place = app.law.places().get(place).unwrap();
        let hours = competent.expect("an organization").hours;
        let received = app.law.receive(SERVICE, now, place, &hours, calendar);
        received.unwrap().1
    }

    /// Starts a draft, fills in every section and attaches every document that is asked for.
    pub(crate) async fn fill_in(&self) -> String {
        let (app, now) = (&self.office.app, self.office.now());
        let edition = self.edition().await;
        let town = self.office.town.register();
        let typed = answers(town, &self.id, edition, self.today());
        let begun = draft::start(app, &self.account, SERVICE, &typed, now).await;
        let draft = begun.unwrap();
        for section in &edition.form {
            let saved = draft::save(app, &self.account, &draft, (section, &typed), now).await;
            assert_eq!(draft::problems(section, &saved.unwrap()), []);
        }
        for document in documents::asked(&app.law, edition, &typed) {
            let (name, bytes) = paper_for(town, &self.id, document, self.today());
            self.attach(&draft, (&document.code, &name), bytes)
                .await
                .unwrap();
        }
        draft
    }

    /// Attaches a file.
    pub(crate) async fn attach(
        &self,
        draft: &str,
        (document, name): (&str, &str),
        bytes: Vec<u8>,
    ) -> Result<Draft, Error> {
        let file = NewFile {
            edition: self.edition().await,
            document,
            name,
            bytes,
        };
        let app = &self.office.app;
        draft::attach(app, &self.account, draft, file, self.office.now()).await
    }

    /// Takes away every file that answers a document.
    pub(crate) async fn detach(&self, draft: &str, document: &str) {
        let (app, now) = (&self.office.app, self.office.now());
        for file in self.draft(draft).await.unwrap().attachments {
            if file.document == document {
                let which = (document, file.sha256.as_str());
                let gone = draft::detach(app, &self.account, draft, which, now).await;
                gone.unwrap();
            }
        }
    }

    /// The draft as it is kept.
    pub(crate) async fn draft(&self, id: &str) -> Result<Draft, Error> {
        draft::load(&self.office.app, &self.account, id).await
    }

    /// What a review of the draft says.
    pub(crate) async fn look_over(&self, draft: &str) -> Result<Review<'o>, Error> {
        let (app, now) = (&self.office.app, self.office.now());
        let draft = self.draft(draft).await?;
        review::review(app, &app.law, &self.account, &draft, (Language::Ru, now)).await
    }

    /// Reads the application as it would be signed.
    pub(crate) async fn review(&self, id: &str) -> Result<Reviewed, Error> {
        let (app, now) = (&self.office.app, self.office.now());
        let draft = self.draft(id).await?;
        let text = self.look_over(id).await?.text;
        let record = review::show(app, &self.account, &self.session, &draft, (text, now)).await?;
        let text = review::shown(app, &self.session, id, &record, now).await?;
        Ok(Reviewed {
            draft: id.to_owned(),
            record,
            text,
        })
    }

    /// Signs what was read with a key of that kind.
    pub(crate) fn sign(&self, reviewed: &Reviewed, kind: KeyKind) -> Vec<u8> {
        self.office.sign(&self.id, kind, &reviewed.text)
    }

    /// Sends a signature; what is due is run.
    pub(crate) async fn submit(
        &self,
        reviewed: &Reviewed,
        container: &[u8],
    ) -> Result<CaseNumber, Error> {
        let (app, now) = (&self.office.app, self.office.now());
        let sent = Submit {
            draft: &reviewed.draft,
            record: &reviewed.record,
            container,
        };
        submit::submit(app, &self.account, &self.session, &sent, now).await
    }

    /// Signs what was read with a good key and sends it.
    pub(crate) async fn sign_and_submit(&self, reviewed: &Reviewed) -> Result<CaseNumber, Error> {
        let container = self.sign(reviewed, KeyKind::Good);
        self.submit(reviewed, &container).await
    }

    /// Fills in, reads, signs and sends a whole application.
    pub(crate) async fn file(&self) -> CaseNumber {
        let draft = self.fill_in().await;
        let reviewed = self.review(&draft).await.unwrap();
        self.sign_and_submit(&reviewed).await.unwrap()
    }

    /// The case as the person sees it.
    pub(crate) async fn view(&self, number: &CaseNumber) -> Result<CaseView<'o>, Error> {
        let (app, now) = (&self.office.app, self.office.now());
        case::of_recipient(app, &self.account, number, now).await
    }

    /// A file of the case.
    pub(crate) async fn download(
        &self,
        number: &CaseNumber,
        wanted: &Wanted,
    ) -> Result<File, Error> {
        let view = self.view(number).await?;
        download::download(&self.office.app, &view, wanted).await
    }

    /// How many cases and drafts the person has.
    pub(crate) async fn cases_and_drafts(&self) -> (usize, usize) {
        let overview = app::view::lists::overview(&self.office.app, &self.account);
        let overview = overview.await.unwrap();
        (overview.cases.len(), overview.drafts.len())
    }
}
