//! `kill -9` at named points of a browser's work, on every engine, against the real program.
//!
//! After a start: what was answered is there; what was not answered is there wholly or not at all; the person can go
//! on; the journal verifies; the jobs are finished.

use std::net::SocketAddr;

use app::view::download::Wanted;
use casework::case::Phase;
use casework::identifier::CaseNumber;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::browser::{Browser, Sent, Wire};
use super::program::Program;
use super::{ORGANIZATION, case_before_its_signature};
use crate::office::{Citizen, TestOffice, for_each_engine};

/// A moment of a request at which the program is killed. None is found by a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    /// Half of the request has been written.
    HalfWritten,
    /// The program asks the responder about the signature.
    ResponderAsked,
    /// The whole request has been written, nothing of the answer was read.
    Written,
    /// The act stands in the archive, as another program sees; nothing of the answer was read.
    Committed,
    /// The first byte of the answer was read.
    FirstByte,
    /// The whole answer was read.
    Answered,
}

impl Point {
    /// Whether it must have been done.
    fn is_done(self) -> bool {
        matches!(self, Self::Committed | Self::FirstByte | Self::Answered)
    }

    /// Whether it cannot have been done.
    fn is_too_early(self) -> bool {
        matches!(self, Self::HalfWritten | Self::ResponderAsked)
    }
}

/// A responder that takes questions and never answers.
async fn silent_responder() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Sends a request to a program and kills it at the point. The program is started anew for it where the point needs
/// a responder of ours.
async fn kill_at<'o>(
    office: &'o TestOffice,
    mut program: Program<'o>,
    point: Point,
    (sent, cookie): (&Sent, Option<&str>),
    is_committed: impl AsyncFn() -> bool,
) {
    let bytes = sent.bytes(cookie);
    if point == Point::ResponderAsked {
        let (responder, address) = silent_responder().await;
        program.kill();
        let mut program = Program::start(office, Some(address));
        let mut stream = TcpStream::connect(program.address).await.unwrap();
        stream.write_all(&bytes).await.unwrap();
        let _asked = responder.accept().await.unwrap();
        program.kill();
        return;
    }
    let mut stream = TcpStream::connect(program.address).await.unwrap();
    let written = match point {
        Point::HalfWritten => bytes.len() / 2,
        Point::ResponderAsked
        | Point::Written
        | Point::Committed
        | Point::FirstByte
        | Point::Answered => bytes.len(),
    };
    stream.write_all(&bytes[..written]).await.unwrap();
    stream.flush().await.unwrap();
    let mut answer = Vec::new();
    match point {
        Point::HalfWritten | Point::ResponderAsked | Point::Written => {}
        Point::Committed => while !is_committed().await {},
        Point::FirstByte => answer.push(stream.read_u8().await.unwrap()),
        Point::Answered => {
            stream.read_to_end(&mut answer).await.unwrap();
            assert!(answer.starts_with(b"HTTP/1.1 303"), "{sent:?}");
        }
    }
    program.kill();
}

/// A browser in which the person is signed in, and the same one before a program that was started again.
async fn signed_in<'o>(program: &Program<'o>, person: &str) -> Browser<'o> {
    let mut browser = program.browser();
    browser.log_in(person).await;
    browser
}

fn again<'o>(browser: &mut Browser<'o>, program: &Program<'o>) {
    browser.wire = Wire::Program(program.address);
}

#[tokio::test]
async fn after_a_saved_draft_was_answered() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let mut program = Program::start(office, None);
        let mut browser = signed_in(&program, "madina").await;
        browser
            .get(&format!("/drafts/{draft}/section/account"))
            .await;
        let typed = [("account.iban", "KZ00"), ("account.bank", "typed last")];
        for how in ["/autosave", ""] {
            let bank = format!("typed last{how}");
            let path = format!("/drafts/{draft}/section/account{how}");
            let fields = [typed[0], ("account.bank", bank.as_str())];
            assert_eq!(browser.post(&path, &fields).await.status, 200);
            program.kill();
            program = Program::start(office, None);
            again(&mut browser, &program);
            let path = format!("/drafts/{draft}/section/account");
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200, "still signed in");
            assert!(page.html().contains(&format!("value=\"{bank}\"")));
        }
        assert_eq!(madina.cases_and_drafts().await, (0, 1));
    })
    .await;
}

/// Sends an application on every engine, and kills the program at the point.
async fn an_application(point: Point) {
    for_each_engine("2026-11-17T10:00", async |office| {
        submit_and_kill(office, point).await;
    })
    .await;
}

/// Signs and sends an application, kills the program at the point, and looks after what is left.
async fn submit_and_kill(office: &TestOffice, point: Point) {
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let program = Program::start(office, None);
    let mut browser = signed_in(&program, "madina").await;
    let page = browser.get(&format!("/drafts/{draft}/review")).await;
    let sent = browser.signed(&page.signed_form(), "madina");
    let cookie = browser.cookie.clone();
    let is_committed = async || madina.cases_and_drafts().await == (1, 0);
    kill_at(
        office,
        program,
        point,
        (&sent, cookie.as_deref()),
        is_committed,
    )
    .await;

    let left = madina.cases_and_drafts().await;
    if point.is_done() {
        assert_eq!(left, (1, 0), "{point:?}: what was answered is there");
    } else if point.is_too_early() {
        assert_eq!(left, (0, 1), "{point:?}: nothing is half done");
    } else {
        assert!(left == (1, 0) || left == (0, 1), "{point:?}: {left:?}");
    }
    let program = Program::start(office, None);
    again(&mut browser, &program);
    // The person does not know, and sends the same again.
    let page = browser.send(&sent).await;
    let to = page.location();
    if left == (1, 0) {
        assert!(to.ends_with("?done=sent-already"), "{point:?}: {to}");
    } else {
        assert!(to.ends_with("?done=submitted"), "{point:?}: {to}");
    }
    program.finish_jobs().await;
    assert_filed_once(office, &madina, &mut browser).await;
    program.verify_journal();
}

async fn assert_filed_once(office: &TestOffice, madina: &Citizen<'_>, browser: &mut Browser<'_>) {
    assert_eq!(madina.cases_and_drafts().await, (1, 0));
    let overview = app::view::lists::overview(&office.app, &madina.account);
    let number = overview.await.unwrap().cases[0].number.clone();
    assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
    assert_eq!(office.notice_codes("madina").await, ["filed", "registered"]);
    let page = browser.get(&format!("/cases/{number}")).await;
    page.shows("АСТ-2026-000001");
}

#[tokio::test]
async fn while_half_of_a_signed_application_has_come() {
    an_application(Point::HalfWritten).await;
}

#[tokio::test]
async fn while_the_responder_is_asked_about_an_application() {
    an_application(Point::ResponderAsked).await;
}

#[tokio::test]
async fn when_a_signed_application_was_sent() {
    an_application(Point::Written).await;
}

#[tokio::test]
async fn between_the_commit_of_an_application_and_its_answer() {
    an_application(Point::Committed).await;
}

#[tokio::test]
async fn at_the_first_byte_of_the_answer_to_an_application() {
    an_application(Point::FirstByte).await;
}

#[tokio::test]
async fn after_the_answer_to_an_application() {
    an_application(Point::Answered).await;
}

#[tokio::test]
async fn after_a_deed_was_drawn_up() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let askar = office.official("askar").await;
        askar.take_complete(&number).await;
        askar.establish(&number).await;
        let verified = ("verification", "verified");
        askar.find(&number, verified, &[]).await.unwrap();

        let program = Program::start(office, None);
        let mut browser = signed_in(&program, "askar").await;
        let case = format!("/office/{ORGANIZATION}/cases/{number}");
        browser.get(&format!("{case}/assessment")).await;
        let fields = [("stage", "decision"), ("outcome", "assigned")];
        let sent = browser.filled(&format!("{case}/outcome"), &fields);
        let cookie = browser.cookie.clone();
        let sent_by = (&sent, cookie.as_deref());
        kill_at(office, program, Point::Answered, sent_by, async || false).await;

        let waiting = office.case(&number).await;
        assert!(matches!(waiting.phase, Phase::AwaitingSignature { .. }));
        let events = office.kinds(&number).await;
        let program = Program::start(office, None);
        again(&mut browser, &program);
        let page = browser.send(&sent).await;
        assert_eq!(page.status, 409, "a second time there is nothing to decide");
        let page = browser.get(&format!("{case}/deed")).await;
        assert_eq!(page.status, 200);
        program.finish_jobs().await;
        assert_eq!(office.kinds(&number).await, events, "drawn up once");
        program.verify_journal();
    })
    .await;
}

/// Signs a deed on every engine, and kills the program at the point.
async fn a_deed(point: Point) {
    for_each_engine("2026-11-17T10:00", async |office| {
        sign_deed_and_kill(office, point).await;
    })
    .await;
}

/// Shows the deed to the head, sends her signature, kills the program at the point, and looks after what is left.
async fn sign_deed_and_kill(office: &TestOffice, point: Point) {
    let number = case_before_its_signature(office, "madina").await;
    let program = Program::start(office, None);
    let mut browser = signed_in(&program, "aigerim").await;
    let case = format!("/office/{ORGANIZATION}/cases/{number}");
    browser.get(&format!("{case}/deed")).await;
    let page = browser.post(&format!("{case}/deed/prepare"), &[]).await;
    let shown = page.location().to_owned();
    let page = browser.follow(&shown).await;
    let sent = browser.signed(&page.signed_form(), "aigerim");
    let cookie = browser.cookie.clone();
    let is_committed = async || !office.case(&number).await.deeds.is_empty();
    kill_at(
        office,
        program,
        point,
        (&sent, cookie.as_deref()),
        is_committed,
    )
    .await;

    let was_signed = !office.case(&number).await.deeds.is_empty();
    if point.is_done() {
        assert!(was_signed, "{point:?}: what was answered is there");
    } else if point.is_too_early() {
        assert!(!was_signed, "{point:?}: nothing is half done");
    }
    let program = Program::start(office, None);
    again(&mut browser, &program);
    let page = browser.send(&sent).await;
    if was_signed {
        assert_eq!(page.status, 409, "{point:?}: no deed waits any more");
    } else {
        assert!(page.location().ends_with("?done=signed"), "{point:?}");
    }
    program.finish_jobs().await;
    assert_signed_once(office, &number).await;
    program.verify_journal();
}

async fn assert_signed_once(office: &TestOffice, number: &CaseNumber) {
    let case = office.case(number).await;
    assert!(matches!(case.phase, Phase::Decided { .. }));
    assert_eq!(case.deeds.len(), 1);
    let kinds = office.kinds(number).await;
    let signed = kinds.iter().filter(|kind| **kind == "deed-signed");
    assert_eq!(signed.count(), 1, "{kinds:?}");
    let notices = office.notice_codes("madina").await;
    let deeds = notices.iter().filter(|code| *code == "deed");
    assert_eq!(deeds.count(), 1, "{notices:?}");
    let madina = office.citizen("madina").await;
    let pdf = Wanted::DeedPdf(case.deeds[0].number.clone());
    let pdf = madina.download(number, &pdf).await.unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF-"), "printed after the start");
}

#[tokio::test]
async fn while_half_of_a_signed_deed_has_come() {
    a_deed(Point::HalfWritten).await;
}

#[tokio::test]
async fn while_the_responder_is_asked_about_a_deed() {
    a_deed(Point::ResponderAsked).await;
}

#[tokio::test]
async fn when_a_signed_deed_was_sent() {
    a_deed(Point::Written).await;
}

#[tokio::test]
async fn between_the_commit_of_a_deed_and_its_answer() {
    a_deed(Point::Committed).await;
}

#[tokio::test]
async fn at_the_first_byte_of_the_answer_to_a_deed() {
    a_deed(Point::FirstByte).await;
}

#[tokio::test]
async fn after_the_answer_to_a_deed() {
    a_deed(Point::Answered).await;
}
