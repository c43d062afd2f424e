//! `kill -9` at every point of the browser's whole job: before and after every request, before, within and after
//! every commit, and between the steps of the worker; on every engine, against the real program.
//!
//! The job is done step by step. Before each step the archive is copied; the step is done once without a kill, and
//! then, each time on a fresh copy, with a kill at its first point, its second, and so on until it passes no more. After
//! each kill another program goes on with what is left.

mod archives;
mod picture;
mod step;

use std::time::Duration;

use app::{Office, jobs};
use jiff::SignedDuration;
use store::Config;

use super::Doors;
use super::browser::{Browser, Wire};
use super::page::Page;
use super::program::Program;
use crate::office::{Engine, TestOffice, at_hand, moment};
use archives::Archives;
use picture::Picture;
use step::{Memory, Step};

/// A broken program fails the test instead of hanging it.
const PATIENCE: Duration = Duration::from_mins(2);

/// Every how many points of a step it is killed, beginning elsewhere in each step. `SHANYRAQ_EVERY_POINT=1` kills it at
/// each of them, which takes the better part of an hour.
const STRIDE: u64 = 9;

/// How many points it is killed at, at least, on either engine.
const POINTS_MIN: u32 = 15;

fn stride() -> u64 {
    if std::env::var_os("SHANYRAQ_EVERY_POINT").is_some() {
        1
    } else {
        STRIDE
    }
}

/// The job, as far as it has come.
struct Work<'o> {
    office: &'o TestOffice,
    archives: Archives,
    /// Where the archive of the acknowledged steps is.
    archive: Config,
    memory: Memory,
    picture: Picture,
    points: u32,
    steps: u64,
}

impl<'o> Work<'o> {
    async fn begun(office: &'o TestOffice) -> Self {
        let archives = Archives::of(office);
        let archive = archives.copy(&office.archive()).await;
        let picture = Picture::of(&on(office, &archive), office).await;
        Self {
            office,
            archives,
            archive,
            memory: Memory::default(),
            picture,
            points: 0,
            steps: 0,
        }
    }

    /// Does a step, and does it again with a kill at each of its points.
    async fn through(&mut self, step: &Step) {
        let after = self.archives.copy(&self.archive).await;
        let mut memory = self.memory.clone();
        let mut program = Program::start_on(self.office, &after, None, None);
        let wire = Wire::Program(program.address);
        let answer = self.attempt(wire, &mut memory, step).await;
        assert!(answer.is_some(), "{step:?} is answered");
        assert!(self.jobs_are_done(&mut program, &after).await, "{step:?}");
        program.kill();
        let picture = Picture::of(&on(self.office, &after), self.office).await;
        let first = 1 + self.steps % stride();
        self.steps += 1;
        let ordinals = (first..).step_by(usize::try_from(stride()).unwrap());
        for ordinal in ordinals.take_while(|_| step.is_killed()) {
            let copy = self.archives.copy(&self.archive).await;
            let was_killed = self.killed(step, ordinal, (&copy, &picture)).await;
            self.archives.discard(&copy).await;
            if !was_killed {
                break;
            }
            self.points += 1;
        }
        self.archives.discard(&self.archive).await;
        (self.archive, self.memory, self.picture) = (after, memory, picture);
    }

    /// Opens the page of a step and sends its form; what was answered is remembered. None if the program is gone.
    async fn attempt(&self, wire: Wire<'_>, memory: &mut Memory, step: &Step) -> Option<Page> {
        let mut browser = Browser::new(self.office, wire);
        browser.cookie = memory.cookies.get(step.person()).cloned();
        memory.sent = None;
        let open = super::browser::Sent::get(&browser.to(&step.page(memory)));
        let page = browser.try_send(&open).await?;
        assert_eq!(page.status, 200, "{step:?}: {}", page.text());
        let sent = step.sent(self.office, &browser, &page, memory);
        memory.sent = Some(sent.clone());
        let answer = browser.try_send(&sent).await?;
        assert_eq!(answer.status, 303, "{step:?}: {}", answer.text());
        memory.sent = None;
        step.answered(&browser, &answer, memory);
        Some(answer)
    }

    /// Waits until the worker has nothing left; whether the program lives.
    async fn jobs_are_done(&self, program: &mut Program<'_>, archive: &Config) -> bool {
        let store = self.office.open_archive(archive);
        let done = async {
            while !program.is_dead() {
                if store.jobs_left().await.unwrap() == 0 {
                    return true;
                }
                tokio::task::yield_now().await;
            }
            false
        };
        let done = tokio::time::timeout(PATIENCE, done).await;
        done.expect("the worker finishes its jobs")
    }

    /// Does a step with a kill at a point, and looks after what is left. Whether the point was reached.
    async fn killed(
        &self,
        step: &Step,
        ordinal: u64,
        (archive, after): (&Config, &Picture),
    ) -> bool {
        let mut memory = self.memory.clone();
        let mut program = Program::start_on(self.office, archive, None, Some(ordinal));
        let wire = Wire::Program(program.address);
        let answer = self.attempt(wire, &mut memory, step).await;
        if answer.is_some() && self.jobs_are_done(&mut program, archive).await {
            return false;
        }
        let end = async {
            while !program.is_dead() {
                tokio::task::yield_now().await;
            }
        };
        let end = tokio::time::timeout(PATIENCE, end).await;
        end.expect("what gave no answer was killed");

        let place = format!("{step:?}, point {ordinal}");
        let office = on(self.office, archive);
        let report = office.store.verify().await.unwrap();
        assert!(report.is_sound(), "{place}: {:?}", report.faults);
        let left = Picture::of(&office, self.office).await;
        left.assert_between(&self.picture, after, &place);
        if answer.is_some() {
            left.assert_acknowledged(after, &place);
        }
        self.go_on(step, (office, memory, answer.is_some()), after, &place)
            .await;
        true
    }

    /// The person sends the same again, or begins the step anew; in the end it was done exactly once.
    async fn go_on(
        &self,
        step: &Step,
        (office, mut memory, was_answered): (Office, Memory, bool),
        after: &Picture,
        place: &str,
    ) {
        self.office.at_instant(self.office.town.now());
        let doors = Doors::with(self.office, office.clone());
        for (person, cookie) in &memory.cookies {
            let mut browser = doors.browser();
            browser.cookie = Some(cookie.clone());
            let page = browser.get("/login").await;
            assert_eq!(page.status, 303, "{place}: {person} is still signed in");
        }
        if let Some(sent) = memory.sent.take().filter(|_| step.is_sent_again()) {
            let mut browser = doors.browser();
            browser.cookie = memory.cookies.get(step.person()).cloned();
            let page = browser.send(&sent).await;
            assert!(page.status < 500, "{place}: {}", page.text());
        }
        self.run_jobs(&office).await;
        let mut now = Picture::of(&office, self.office).await;
        if now != *after || (step.leaves_no_picture() && !was_answered) {
            let wire = doors.browser().wire.clone();
            let again = self.attempt(wire, &mut memory, step).await;
            assert!(again.is_some(), "{place}");
            self.run_jobs(&office).await;
            now = Picture::of(&office, self.office).await;
        }
        assert_eq!(now, *after, "{place}: done exactly once");
        let report = office.store.verify().await.unwrap();
        assert!(report.is_sound(), "{place}: {:?}", report.faults);
    }

    /// Runs every job, also those that the killed program had leased.
    async fn run_jobs(&self, office: &Office) {
        let mut now = self.office.now();
        for _lease in 0..5 {
            if office.store.jobs_left().await.unwrap() == 0 {
                break;
            }
            now += SignedDuration::from_mins(3);
            while jobs::run_due(office, now, 16).await.unwrap() > 0 {}
        }
        assert_eq!(office.store.jobs_left().await.unwrap(), 0);
        assert_eq!(office.store.given_up_jobs(9).await.unwrap(), []);
    }

    /// All of it happened once, and the program agrees.
    #[expect(
        clippy::print_stderr,
        reason = "whoever kills at every point wants to know how many"
    )]
    async fn finish(self) {
        let program = Program::start_on(self.office, &self.archive, None, None);
        program.verify_journal();
        drop(program);
        self.picture.assert_whole();
        let office = on(self.office, &self.archive);
        let before = self.picture;
        app::rebuild_lists::rebuild_lists(&office, self.office.now())
            .await
            .unwrap();
        let after = Picture::of(&office, self.office).await;
        assert_eq!(before, after, "the lists are what the journal says");
        drop(office);
        self.archives.discard(&self.archive).await;
        eprintln!("killed at {} points", self.points);
        assert!(self.points >= POINTS_MIN, "only {} points", self.points);
    }
}

/// The office over another archive.
fn on(office: &TestOffice, archive: &Config) -> Office {
    Office {
        store: office.open_archive(archive),
        ..office.app.clone()
    }
}

async fn whole_job(engine: Engine) {
    let engine = archives::with_a_database_of_its_own(engine).await;
    let office = TestOffice::open(engine, moment("2026-11-17T10:00")).await;
    let mut work = Work::begun(&office).await;
    for step in step::all() {
        work.through(&step).await;
    }
    work.finish().await;
    archives::close(office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_every_point_of_the_job_on_sqlite() {
    whole_job(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_every_point_of_the_job_on_postgres() {
    for engine in at_hand() {
        if matches!(engine, Engine::Postgres { .. }) {
            whole_job(engine).await;
        }
    }
}
