//! The figure of an official's step: a case is opened and decided, and a deed that waits is signed.

use std::collections::VecDeque;

use app::case_command::load;
use app::submit::{Submit, submit};
use app::{officer_command, review, sign_deed};
use casework::actor::Officer;
use casework::command::{FindOutcome, RecordFinding};
use casework::facts;
use casework::identifier::CaseNumber;
use futures::future::try_join_all;
use law::edition::Origin;
use sandbox::ca::{Form, pem_cms};
use serde_json::json;

use crate::application::prepare;
use crate::engine::{Engine, engines};
use crate::figure::{Figure, Target};
use crate::keys::Keys;
use crate::load::{Client, Measured, drive};
use crate::notary_work::instant;
use crate::program::Program;
use crate::scale::Scale;
use crate::town::{Town, Visitor, place, provider};
use crate::wire::{Wire, form};

/// As many as the target names.
const CLIENTS: usize = 32;

/// A deed that waits, with the container made for its data.
struct Waiting {
    case: CaseNumber,
    container: String,
}

/// What an official does with the next case.
enum Act {
    /// Opens a case and ends its stage.
    Decide(VecDeque<CaseNumber>),
    /// Reads a deed and signs it.
    Sign(VecDeque<Waiting>),
    /// Both, as one step.
    Both(VecDeque<(CaseNumber, Waiting)>),
}

struct Official {
    wire: Wire,
    csrf: String,
    act: Act,
}

impl Official {
    fn path(case: &CaseNumber, rest: &str) -> String {
        format!("/kk/office/{}/cases/{case}{rest}", provider(0))
    }

    async fn decide(&mut self, case: &CaseNumber) -> anyhow::Result<()> {
        let assessment = Self::path(case, "/assessment");
        let page = self.wire.get(&assessment).await?.page()?;
        // The outcome rests on the page that was read.
        let events = page.hidden("events")?;
        let outcome = [
            ("csrf", self.csrf.as_str()),
            ("events", events.as_str()),
            ("stage", "verification"),
            ("outcome", "verified"),
            ("note", ""),
        ];
        self.wire
            .post(&Self::path(case, "/outcome"), form(&outcome))
            .await?
            .leading_on()?;
        Ok(())
    }

    async fn sign(&mut self, waiting: &Waiting) -> anyhow::Result<()> {
        let csrf = [("csrf", self.csrf.as_str())];
        let fixed = self
            .wire
            .post(&Self::path(&waiting.case, "/deed/prepare"), form(&csrf))
            .await?
            .leading_on()?;
        let record = fixed.parameter("record")?;
        let path = Self::path(&waiting.case, &format!("/deed/sign?record={record}"));
        self.wire.get(&path).await?.page()?;
        let signed = [
            ("csrf", self.csrf.as_str()),
            ("signature", waiting.container.as_str()),
        ];
        self.wire.post(&path, form(&signed)).await?.leading_on()?;
        Ok(())
    }
}

impl Client for Official {
    async fn once(&mut self) -> anyhow::Result<bool> {
        match &mut self.act {
            Act::Decide(pile) => match pile.pop_front() {
                Some(case) => self.decide(&case).await?,
                None => return Ok(false),
            },
            Act::Sign(pile) => match pile.pop_front() {
                Some(waiting) => self.sign(&waiting).await?,
                None => return Ok(false),
            },
            Act::Both(pile) => match pile.pop_front() {
                Some((case, waiting)) => {
                    self.decide(&case).await?;
                    self.sign(&waiting).await?;
                }
                None => return Ok(false),
            },
        }
        Ok(true)
    }
}

/// A case of the first provider, taken, complete, with every fact established: nothing but an outcome is missing.
async fn ripe(town: &Town, citizen: &Visitor, officer: &Officer) -> anyhow::Result<CaseNumber> {
    let office = &town.office;
    let ready = prepare(town, citizen, &place(0)).await?;
    let draft = app::draft::load(office, &citizen.account, &ready.draft).await?;
    let when = (ready.text, town.now());
    let record = review::show(office, &citizen.account, &citizen.session, &draft, when).await?;
    let input = Submit {
        draft: &ready.draft,
        record: &record,
        container: ready.container.as_bytes(),
    };
    let number = submit(
        office,
        &citizen.account,
        &citizen.session,
        &input,
        town.now(),
    )
    .await?;
    officer_command::take(office, officer, &number, town.now()).await?;
    find(town, officer, &number, ("completeness", "complete")).await?;
    let case = load(office, &number).await?.case;
    let edition = office.edition(&case.filed.edition)?;
    let declared = facts::declared(&case, edition);
    for fact in facts::to_establish(edition) {
        let usual = match fact.code.as_str() {
            "owned-dwellings" => json!(1),
            "court-ban" | "court-deprivation" => json!(false),
            _ => json!(true),
        };
        let finding = RecordFinding {
            fact: fact.code.clone(),
            value: declared.get(&fact.code).cloned().unwrap_or(usual),
            origin: Origin::Officer,
            attachment: None,
            note: String::new(),
        };
        officer_command::record_finding(office, officer, &number, finding, town.now()).await?;
    }
    Ok(number)
}

async fn find(
    town: &Town,
    officer: &Officer,
    number: &CaseNumber,
    (stage, outcome): (&str, &str),
) -> anyhow::Result<()> {
    let found = FindOutcome {
        stage: stage.to_owned(),
        outcome: outcome.to_owned(),
        note: String::new(),
        missing: Vec::new(),
    };
    officer_command::find_outcome(&town.office, officer, number, found, town.now()).await?;
    Ok(())
}

/// A ripe case whose deed is drawn up, and the container over its data.
async fn waiting(
    town: &Town,
    citizen: &Visitor,
    official: &Visitor,
    officer: &Officer,
) -> anyhow::Result<Waiting> {
    let case = ripe(town, citizen, officer).await?;
    find(town, officer, &case, ("verification", "verified")).await?;
    find(town, officer, &case, ("decision", "assigned")).await?;
    let loaded = load(&town.office, &case).await?;
    let deed = sign_deed::draft(&town.office, &loaded, officer, town.now())?;
    let signed = official
        .signatory
        .key
        .sign_cms(&deed.bytes()?, instant()?, Form::Attached)?;
    Ok(Waiting {
        case,
        container: pem_cms(&signed),
    })
}

/// The piles of one official: to decide, to sign, and both.
async fn piles(
    town: &Town,
    citizen: &Visitor,
    official: &Visitor,
    each: usize,
) -> anyhow::Result<[Act; 3]> {
    let officer = official.account.officer_of(&provider(0))?;
    let (mut decide, mut sign, mut both) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
    for _n in 0..each {
        decide.push_back(ripe(town, citizen, officer).await?);
        sign.push_back(waiting(town, citizen, official, officer).await?);
        let first = ripe(town, citizen, officer).await?;
        both.push_back((first, waiting(town, citizen, official, officer).await?));
    }
    Ok([Act::Decide(decide), Act::Sign(sign), Act::Both(both)])
}

/// Measures both engines.
pub(crate) async fn measure(scale: &Scale, keys: &Keys) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for engine in engines(&scale.work, scale.postgres.as_deref(), "official") {
        engine.empty().await?;
        figures.extend(on(scale, &engine, keys).await?);
        engine.remove().await?;
    }
    Ok(figures)
}

/// An official at the program.
async fn seated(program: &Program, visitor: &Visitor, act: Act) -> anyhow::Result<Official> {
    Ok(Official {
        wire: Wire::open(program.address, Some(&visitor.token)).await?,
        csrf: visitor.session.csrf.clone(),
        act,
    })
}

async fn on(scale: &Scale, engine: &Engine, keys: &Keys) -> anyhow::Result<Vec<Figure>> {
    let each = scale.so_many(20);
    let town = Town::found(scale, engine, keys).await?;
    let (mut citizens, mut officials) = (Vec::new(), Vec::new());
    for (citizen, official) in keys.citizens.iter().zip(&keys.officials).take(CLIENTS) {
        citizens.push(town.visitor(citizen, true).await?);
        officials.push(town.visitor(official, false).await?);
    }
    let pairs = citizens.iter().zip(&officials);
    let piles =
        try_join_all(pairs.map(|(citizen, official)| piles(&town, citizen, official, each)))
            .await?;
    // What was made beforehand came in a minute; a store that lives has looked at its tables.
    engine.analyze().await?;
    let program = town.program(scale, engine)?;
    let mut figures = Vec::new();
    let mut rounds: [Vec<(&Visitor, Act)>; 3] = Default::default();
    for (visitor, acts) in officials.iter().zip(piles) {
        for (round, act) in rounds.iter_mut().zip(acts) {
            round.push((visitor, act));
        }
    }
    let mut loads = Vec::new();
    for round in rounds {
        // Opened only now: the program hangs up on a connection that is silent for a minute.
        let seated = round
            .into_iter()
            .map(|(visitor, act)| seated(&program, visitor, act));
        loads.push(drive(try_join_all(seated).await?, scale.lasting() * 30).await?);
    }
    let names = [
        "open and decide",
        "read and sign a deed",
        "open, decide, sign",
    ];
    for (name, load) in names.iter().zip(&loads) {
        figures.extend(figures_of(name, load, engine.name()));
    }
    Ok(figures)
}

fn figures_of(name: &str, load: &Measured, engine: &'static str) -> Vec<Figure> {
    let rate = Figure::of_load(format!("official: {name}, 32 clients"), load)
        .on(engine)
        .beside("Restate durable cases, 2026-11-21", 216);
    if name == "open, decide, sign" {
        let p95 = Figure::p95(format!("official: {name}, p95"), load)
            .on(engine)
            .target(Target::AtMost(30_000));
        let rate = rate
            .target(Target::OfPeer(5_000))
            .note("five requests: assessment, outcome, data fixed, data read, signature");
        vec![rate, p95]
    } else {
        vec![rate]
    }
}
