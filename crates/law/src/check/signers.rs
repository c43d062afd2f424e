//! Every deed is signed by a role entitled to sign it; nobody decides on a complaint against themselves.

use std::collections::BTreeSet;

use super::{Checked, Report, ends::signers};
use crate::edition::{Edition, Excluded, Role, Signer, Stage, Work};

/// The service by which people complain of the others.
const COMPLAINT: &str = "complaint";

pub(super) fn check(checked: &Checked<'_>, report: &mut Report) {
    let used = used(checked.edition);
    for (role, deed, node) in &used {
        if !may(checked.edition, *role, deed) {
            let message = format!(
                "the deed `{deed}` is signed by {}, whom the act does not entitle to it",
                role.code()
            );
            let help = format!(
                "add `may-sign {} {deed} cite=…`, or another `signed-by`",
                role.code()
            );
            report
                .problems
                .push(checked.problem(node, message, Some(help)));
        }
    }
    for may_sign in &checked.edition.may_sign {
        for deed in &may_sign.deeds {
            let is_used = used
                .iter()
                .any(|(role, known, _)| *role == may_sign.role && known == deed);
            let issued = checked.edition.deeds.iter().find(|it| it.code == *deed);
            if !is_used && issued.is_none_or(|it| it.at.is_none()) {
                let role = may_sign.role.code();
                let message = format!("{role} may sign `{deed}`, and no outcome lets them");
                let help = "take it out of `may-sign`, or add the outcome";
                let node = format!("may-sign/{role}");
                report
                    .problems
                    .push(checked.problem(&node, message, Some(help.to_owned())));
            }
        }
    }
    issued(checked, report);
    own_complaint(checked, report);
    tension(checked, report);
}

/// Deeds that no outcome draws up need somebody who may sign them too, and every case has a recipient.
fn issued(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    for deed in edition.deeds.iter().filter(|deed| deed.at.is_some()) {
        let is_signed = edition
            .may_sign
            .iter()
            .any(|it| it.deeds.contains(&deed.code));
        if !is_signed {
            let message = format!("nobody may sign the deed `{}`", deed.code);
            let help = format!("add `may-sign operator {} cite=…`", deed.code);
            let node = format!("deed/{}", deed.code);
            report
                .problems
                .push(checked.problem(&node, message, Some(help)));
        }
    }
    if edition.parties.iter().all(|party| party.code != RECIPIENT) {
        let help =
            "add `party recipient cite=… { text …; by eds }`: who asks, and how they may sign";
        let message = "the edition does not name the recipient among its parties";
        report
            .problems
            .push(checked.problem("in-force", message, Some(help.to_owned())));
    }
}

/// The party that every case has.
const RECIPIENT: &str = "recipient";

/// Which role signs which deed, and the word that says so.
fn used(edition: &Edition) -> BTreeSet<(Role, String, String)> {
    let mut used = BTreeSet::new();
    for stage in &edition.stages {
        for outcome in &stage.outcomes {
            if let Some(deed) = &outcome.deed {
                let node = format!("stage/{}/{}/signed-by", stage.code, outcome.code);
                used.insert((deed.signed_by, deed.deed.clone(), node));
            }
        }
        if let Some((deed, by)) = signers(stage) {
            for who in by {
                if let Signer::Role(role) = who
                    && !matches!(role, Role::Recipient | Role::Party)
                {
                    used.insert((*role, deed.to_owned(), format!("stage/{}", stage.code)));
                }
            }
        }
    }
    used
}

fn may(edition: &Edition, role: Role, deed: &str) -> bool {
    edition
        .may_sign
        .iter()
        .any(|it| it.role == role && it.deeds.iter().any(|known| known == deed))
}

fn decides(stage: &Stage) -> bool {
    match stage.work() {
        Work::Check | Work::Assess | Work::Sign | Work::Vote => {
            stage.outcomes.iter().any(|outcome| outcome.deed.is_some())
        }
        Work::Consent
        | Work::Registry
        | Work::Agree
        | Work::Transfer
        | Work::Enrol
        | Work::Pay
        | Work::Hear
        | Work::Forward
        | Work::Record => false,
    }
}

/// Source: Administrative Procedural and Process Code, art. 97(2).
fn own_complaint(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    let excludes = edition.stages.iter().any(|stage| stage.not.is_some());
    if edition.service != COMPLAINT && !excludes {
        return;
    }
    for stage in edition.stages.iter().filter(|stage| decides(stage)) {
        if stage.not != Some(Excluded::ComplainedOf) {
            let message = format!(
                "the official complained of may decide at the stage `{}` (APPC art. 97(2))",
                stage.code
            );
            let help = "add `not=complained-of` to the stage";
            let node = format!("stage/{}", stage.code);
            report
                .problems
                .push(checked.problem(&node, message, Some(help.to_owned())));
        }
    }
}

/// A complaint that is addressed to the very role that signs the results complained of.
fn tension(checked: &Checked<'_>, report: &mut Report) {
    for track in &checked.edition.tracks {
        let Some(addressee) = track.addressee else {
            continue;
        };
        let signs = |edition: &&Edition| {
            edition.service != COMPLAINT
                && overlaps(checked, edition)
                && used(edition).iter().any(|(role, ..)| *role == addressee)
        };
        let signing = checked.law.all_editions().filter(signs);
        let acts: BTreeSet<&str> = signing.map(|edition| edition.act.code.as_str()).collect();
        if acts.is_empty() {
            continue;
        }
        let acts: Vec<&str> = acts.into_iter().collect();
        let role = addressee.code();
        let message = format!(
            "`{}`: the complaint is addressed to the {role} ({}), who signs the results complained of ({})",
            track.code,
            track.source.cite,
            acts.join(", ")
        );
        let help = "a complaint about the addressee can only be decided by somebody else: `not=complained-of` keeps \
                    the official out (APPC art. 97(2))";
        let node = format!("track/{}", track.code);
        report
            .findings
            .push(checked.warning(&node, message, Some(help.to_owned())));
    }
}

/// Whether an edition applies on some day on which the checked one does.
fn overlaps(checked: &Checked<'_>, other: &Edition) -> bool {
    let ends_before = |end: Option<jiff::civil::Date>, begin| end.is_some_and(|end| end <= begin);
    let end = |edition: &Edition| edition.repealed.as_ref().map(|it| it.day);
    !ends_before(end(other), checked.edition.in_force.day)
        && !ends_before(end(checked.edition), other.in_force.day)
}
