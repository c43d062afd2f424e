//! The invented fifth service, told to a whole office: a folder of law, and no Rust.

use std::sync::Arc;

use app::Error;
use app::case_command::{self, Extra};
use casework::actor::Actor;
use casework::case::{Case, Phase};
use casework::command::Command;
use casework::deed::{self, Signing};
use casework::story::{Act, Story, Who, act_of_rule, act_of_work, run};
use law::Law;
use store::Blob;

use super::{Told, actor, by_hand, waits};
use crate::folder::files_below;
use crate::office::{at_hand, root};

/// What stands for the container of an agreement.
const AGREED: &[u8] = b"container of the agreement";

impl Told {
    /// A command of people without keys: what they sign is kept, and taken as verified.
    pub(super) async fn taken_as_verified(
        &self,
        who: &Who,
        act: &Act,
        case: &Case,
    ) -> Result<(), Error> {
        let (app, actor) = (&self.office.app, actor(who));
        let edition = app.edition(&case.filed.edition)?;
        let mut extra = Extra::default();
        let command = match act {
            Act::Work(work) => {
                extra.blobs.push(Blob::new(AGREED.to_vec()));
                let said = (&actor, &self.organization);
                act_of_work(work, case, edition, said).unwrap()
            }
            Act::Sign { ordinal } => {
                let mut command = by_hand(act, case);
                if let (Command::SignDeed(signed), Some(data)) =
                    (&mut command, self.data(&actor, case, ordinal.as_deref()))
                {
                    let container = Blob::new(b"container of the deed".to_vec());
                    let data = Blob::new(data);
                    data.digest().clone_into(&mut signed.data_digest);
                    container.digest().clone_into(&mut signed.container_digest);
                    extra.blobs = vec![data, container];
                }
                command
            }
            Act::Rule(rule) => act_of_rule(rule, case, &self.organization).unwrap(),
            Act::File(_)
            | Act::Look
            | Act::ConfirmEvidence
            | Act::RejectEvidence { .. }
            | Act::Register
            | Act::Take
            | Act::Record(_)
            | Act::Find { .. }
            | Act::SendBack { .. } => act
                .command(case, edition)
                .unwrap_or_else(|| by_hand(act, case)),
        };
        let (number, now) = (&case.filed.number, self.office.now());
        let loaded = case_command::load(app, number).await?;
        let make = Box::new(move |_numbers: &store::Numbers| Ok(command));
        let done = case_command::act(app, loaded, actor, make, extra, now).await;
        done.map(drop)
    }

    /// The data of the deed that waits, as the actor signs them.
    fn data(&self, actor: &Actor, case: &Case, ordinal: Option<&str>) -> Option<Vec<u8>> {
        let (Phase::AwaitingSignature { proposal }, Actor::Officer(officer)) = (&case.phase, actor)
        else {
            return None;
        };
        if !waits(case, ordinal) {
            return None;
        }
        let place = self.office.app.law.places().get(&self.organization.kato)?;
        let signing = Signing {
            law: &self.office.app.law,
            edition: self.office.app.edition(&case.filed.edition).ok()?,
            organization: &self.organization,
            day: place.local(self.office.now()).date(),
            signatory: &officer.acting_as(proposal.signed_by),
        };
        let document = deed::write(case, proposal, &signing).ok()?;
        document.bytes().ok()
    }
}

/// The law of the invented service, with the Code and the calendar of the real one.
pub(super) fn law_of_the_fifth() -> Arc<Law> {
    let folder = root().join("crates/casework/tests/fifth");
    let mut files = files_below(&folder.join("law"));
    files.extend(
        files_below(&root().join("law"))
            .into_iter()
            .filter(|(path, _)| {
                path.starts_with("calendar/")
                    || path.starts_with("code/")
                    || path == "figures/conventions.kdl"
            }),
    );
    Arc::new(law::load(files).unwrap())
}

/// The invented fifth service: a folder of law, no Rust, and the whole office runs it.
#[test]
fn stories_of_the_fifth_service_hold_in_the_office() {
    let folder = root().join("crates/casework/tests/fifth");
    let law = law_of_the_fifth();
    let mut wrong = Vec::new();
    for (name, text) in files_below(&folder.join("stories")) {
        let story = Story::parse(&text).unwrap();
        for engine in at_hand() {
            let at = format!("{name} on {engine}");
            let mut told = Told::under(&law, engine, &story);
            let failures = run(&story, &law, &mut told);
            wrong.extend(failures.iter().map(|it| format!("{at}: {it}")));
            if failures.is_empty() {
                told.finish();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
