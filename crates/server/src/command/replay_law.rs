//! `shanyraq law replay`: what another edition would change for the cases that run.

mod report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use casework::actor::{Actor, Organization};
use casework::event::Event;
use casework::identifier::CaseNumber;
use casework::replay::compare;
use casework::{Case, Moment};
use clap::Args;
use jiff::Timestamp;
use law::Law;
use law::edition::{Edition, EditionId};
use store::{Store, StreamId};

use super::{Setting, Verdict};
use crate::library;
use crate::plant;
use report::Fate;
pub use report::Report;

/// How many case numbers are read at a time; their journals are read one by one.
const PAGE: u32 = 200;

/// Lays every running case of a service under another edition and says what would change. Writes nothing.
///
/// The file need not be in the folder of the law: for its service it stands alone, beside the figures, places,
/// calendar and other services of the law. Facts count as far as they are established, days as far as they have
/// passed. Totals come first, then each case that would change, by its number only.
///
/// Exit 0 if no case would change, 1 if one would, 2 if the command could not look.
#[derive(Debug, Args)]
pub struct ReplayLaw {
    /// The other edition, a KDL file.
    #[arg(long, value_name = "FILE")]
    edition: PathBuf,
}

/// Runs the command.
pub fn replay_law(args: &ReplayLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    let folder = setting.law_folder()?;
    let law = library::load(&folder)?;
    let text = std::fs::read_to_string(&args.edition)
        .with_context(|| format!("cannot read {}", args.edition.display()))?;
    let other = Other::load(&folder, &args.edition, text)?;
    let now = plant::clock(&config).now();
    let report = super::runtime()?.block_on(async {
        let store = plant::store(&config)?;
        replay(&store, &law, &other, now).await
    })?;
    setting.output().print(&report.json(), || report.words())?;
    Ok(report.is_same().into())
}

/// A law in which one service has another edition.
pub struct Other {
    law: Law,
    id: EditionId,
}

impl Other {
    /// The law below `folder`, with the edition `text` alone for its service.
    pub fn load(folder: &Path, file: &Path, text: String) -> anyhow::Result<Self> {
        let Some(service) = service_of(&text) else {
            bail!(
                "{} does not begin with `edition service-code`",
                file.display()
            );
        };
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let name = name.context("the edition has no file name")?;
        let mut files = library::read(folder)?;
        let services = format!("services/{service}/");
        // A seal is of what is in force, and the other editions would hold on the same days.
        files.retain(|path, _| !path.starts_with(&services) && path != "sealed.txt");
        files.insert(format!("{services}{name}"), text);
        let law = match library::understand(folder, files) {
            Ok(law) => law,
            Err(library::LibraryError::Faulty { problems, .. }) => {
                let faults: Vec<String> = problems.iter().map(law::Problem::render).collect();
                bail!(
                    "the law with {} is wrong:\n{}",
                    file.display(),
                    faults.join("\n")
                );
            }
            Err(error @ library::LibraryError::Unreadable { .. }) => return Err(error.into()),
        };
        let edition = law.editions(&service).first();
        let id = edition.context("the edition was not read")?.id.clone();
        Ok(Self { law, id })
    }

    fn edition(&self) -> anyhow::Result<&Edition> {
        self.law
            .edition_by_id(&self.id)
            .context("the edition was not read")
    }
}

/// The code after `edition`.
fn service_of(text: &str) -> Option<String> {
    let line = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("edition "))?;
    let code = line.trim_start().trim_start_matches('"');
    let code: String = code
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    (!code.is_empty()).then_some(code)
}

/// Reads the running cases of the service and compares each; memory holds one journal and the answers.
pub async fn replay(
    store: &Store,
    law: &Law,
    other: &Other,
    now: Timestamp,
) -> anyhow::Result<Report> {
    let edition = other.edition()?;
    let mut organizations: BTreeMap<String, Organization> = BTreeMap::new();
    for row in store.organizations().await? {
        organizations.insert(row.code, serde_json::from_value(row.json)?);
    }
    let mut report = Report::new(edition.id.clone());
    let mut after: Option<CaseNumber> = None;
    loop {
        let page = store
            .running_cases(&edition.service, after.as_ref(), PAGE)
            .await?;
        let Some(last) = page.last().cloned() else {
            return Ok(report);
        };
        for number in page {
            let fate = fate(store, law, other, &organizations, (&number, now)).await?;
            report.add(&number, fate);
        }
        after = Some(last);
    }
}

async fn fate(
    store: &Store,
    law: &Law,
    other: &Other,
    organizations: &BTreeMap<String, Organization>,
    (number, now): (&CaseNumber, Timestamp),
) -> anyhow::Result<Fate> {
    let mut events: Vec<Event> = Vec::new();
    for stored in store.read_stream(&StreamId::case(number)).await? {
        let Some(body) = stored.body else {
            return Ok(Fate::Unreadable("an event of it was erased"));
        };
        events.push(serde_json::from_str(&body).with_context(|| format!("case {number}"))?);
    }
    let Some(Event::Filed(filed)) = events.first() else {
        return Ok(Fate::Unreadable("its journal does not begin with a filing"));
    };
    let Some(organization) = organizations.get(&filed.organization) else {
        return Ok(Fate::Unreadable("its organization is not known"));
    };
    let Some(edition) = law.edition_by_id(&filed.edition) else {
        return Ok(Fate::Unreadable("its edition is not in the law"));
    };
    let Ok(case) = Case::replay(&events, edition) else {
        return Ok(Fate::Unreadable("its journal does not tell a case"));
    };
    let moment = Moment {
        now,
        actor: &Actor::System,
        law,
        edition,
        organization,
    };
    Ok(Fate::Compared(Box::new(compare(
        &case,
        &moment,
        other.edition()?,
        &other.law,
    ))))
}
