//! How a case goes, as rules: tracks, stages, outcomes, signatories, rules of the Code, marks.

use super::{
    Aspect, Part, Rule, Said,
    collect::{length, limit, set, stage_title, terms, written},
};
use crate::{
    edition::{Destination, Edition, Expiry, Outcome, Signer, Stage, Task, TermAmount, Track},
    text::Text,
    words,
};

pub(super) fn rules(edition: &Edition) -> Vec<Rule> {
    let mut rules: Vec<Rule> = edition
        .tracks
        .iter()
        .flat_map(|it| track(edition, it))
        .collect();
    rules.extend(edition.stages.iter().flat_map(|it| stage(edition, it)));
    rules.extend(edition.may_sign.iter().map(|may| {
        let key = format!("may-sign/{:?}", may.role);
        Rule::new(
            Part::Signatories,
            key,
            vec![words::role(may.role)],
            Some(&may.source),
        )
        .says(Aspect::Deeds, titles(edition, &may.deeds))
    }));
    rules.extend(code(edition));
    rules.extend(edition.marks.iter().map(|mark| {
        let key = format!("mark/{}", mark.code);
        Rule::new(
            Part::Marks,
            key,
            vec![mark.text.clone()],
            Some(&mark.source),
        )
        .says(Aspect::Words, Said::Words(mark.text.clone()))
        .says(Aspect::Event, Said::Event(mark.on.clone()))
    }));
    rules
}

/// The titles of deeds, in the order of their codes.
fn titles(edition: &Edition, deeds: &[String]) -> Said {
    let mut codes = deeds.to_vec();
    codes.sort_unstable();
    Said::Paragraphs(codes.iter().map(|code| deed_title(edition, code)).collect())
}

fn deed_title(edition: &Edition, code: &str) -> Text {
    crate::procedure::deed(edition, code)
        .map_or_else(|| words::say(code, code, code), |deed| deed.title.clone())
}

fn track(edition: &Edition, track: &Track) -> Vec<Rule> {
    let key = format!("track/{}", track.code);
    let stages = track.stages.iter().map(|stage| stage_title(edition, stage));
    let whole = Rule::new(
        Part::Tracks,
        key.clone(),
        vec![track.text.clone()],
        Some(&track.source),
    )
    .says(Aspect::Words, Said::Words(track.text.clone()))
    .may_say(Aspect::Condition, track.when.as_deref().map(written))
    .says(Aspect::Stages, Said::Paragraphs(stages.collect()));
    let own = terms(edition, &track.terms, &key);
    let limits = track.limits.iter().map(|it| limit(edition, it, &key));
    let named = own.chain(limits).map(|mut rule| {
        rule.name.insert(0, track.text.clone());
        rule
    });
    std::iter::once(whole)
        .chain(named.collect::<Vec<_>>())
        .collect()
}

fn stage(edition: &Edition, stage: &Stage) -> Vec<Rule> {
    let key = format!("stage/{}", stage.code);
    let whole = Rule::new(
        Part::Stages,
        key.clone(),
        vec![stage.title.clone()],
        Some(&stage.source),
    )
    .says(Aspect::Words, Said::Words(stage.title.clone()))
    .says(Aspect::Actor, Said::Role(stage.actor))
    .says(Aspect::Work, Said::Work(stage.work()))
    .may_say(Aspect::Needs, needs(&stage.task))
    .may_say(Aspect::Excluded, stage.not.map(Said::Excluded))
    .may_say(
        Aspect::Term,
        stage.term.as_ref().map(|term| length(edition, term)),
    );
    let outcomes = stage
        .outcomes
        .iter()
        .map(|it| outcome(edition, stage, &key, it));
    std::iter::once(whole).chain(outcomes).collect()
}

fn outcome(edition: &Edition, stage: &Stage, key: &str, outcome: &Outcome) -> Rule {
    let to = match &outcome.to {
        Destination::Stage(code) => Said::Words(stage_title(edition, code)),
        Destination::Next => Said::Next,
        Destination::Closed => Said::Closed,
    };
    let deed = outcome.deed.as_ref();
    let grounds = (!outcome.grounds.is_empty()).then(|| set(&outcome.grounds));
    let name = vec![stage.title.clone(), outcome.text.clone()];
    Rule::new(
        Part::Stages,
        format!("{key}/{}", outcome.code),
        name,
        Some(&outcome.source),
    )
    .says(Aspect::Words, Said::Words(outcome.text.clone()))
    .says(Aspect::LeadsTo, to)
    .may_say(Aspect::Brought, outcome.on.map(Said::Brought))
    .may_say(Aspect::Adverse, outcome.adverse.map(Said::Adverse))
    .may_say(Aspect::Grounds, grounds)
    .may_say(
        Aspect::Deed,
        deed.map(|deed| Said::Words(deed_title(edition, &deed.deed))),
    )
    .may_say(
        Aspect::SignedBy,
        deed.map(|deed| Said::Role(deed.signed_by)),
    )
}

/// What a work needs, as codes of the edition: parties, registers, figures, signatories.
fn needs(task: &Task) -> Option<Said> {
    let codes: Vec<String> = match task {
        Task::Check | Task::Assess | Task::Sign => return None,
        Task::Consent {
            parties, expires, ..
        } => parties
            .iter()
            .cloned()
            .chain(expires.as_ref().map(waited))
            .collect(),
        Task::Registry { registries, .. } => registries.clone(),
        Task::Vote {
            members,
            quorum,
            majority,
            tie,
            ..
        } => [members, quorum, majority, tie]
            .into_iter()
            .cloned()
            .collect(),
        Task::Agree { deed, by, .. } => {
            let signers = by.iter().map(|signatory| match &signatory.who {
                Signer::Role(role) => words::role(*role).en,
                Signer::Party(party) => party.clone(),
            });
            std::iter::once(deed.clone()).chain(signers).collect()
        }
        Task::Transfer {
            act,
            signatories,
            approvals,
            ..
        } => {
            let signers = signatories.iter().map(|signatory| signatory.code.clone());
            let approvals = approvals.iter().map(|approval| approval.code.clone());
            std::iter::once(act.clone())
                .chain(signers)
                .chain(approvals)
                .collect()
        }
        Task::Enrol { queue, .. } => vec![queue.clone()],
        Task::Pay {
            total, down, count, ..
        } => [Some(total), down.as_ref(), count.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
        Task::Hear {
            objections, notice, ..
        } => {
            let days = [objections, notice].into_iter().flatten();
            days.map(ToString::to_string).collect()
        }
        Task::Forward { to, .. } => vec![to.clone()],
        Task::Record { register, .. } => vec![register.clone()],
    };
    (!codes.is_empty()).then_some(Said::Codes(codes))
}

fn waited(expiry: &Expiry) -> String {
    let unit = expiry.unit;
    match &expiry.amount {
        TermAmount::Days(amount) => crate::term::amount_text(*amount, unit, crate::Language::En),
        TermAmount::Figure(code) => code.clone(),
    }
}

/// The rules of the Code, on or off.
fn code(edition: &Edition) -> Vec<Rule> {
    let on = edition.rules.on.iter().map(|(rule, source)| {
        let name = vec![super::words::code_rule(*rule)];
        Rule::new(
            Part::Code,
            format!("rule/{}", rule.code()),
            name,
            Some(source),
        )
        .says(Aspect::Applies, Said::Answer(true))
    });
    let without = edition.rules.without.iter().map(|(rule, without)| {
        let name = vec![super::words::code_rule(*rule)];
        Rule::new(
            Part::Code,
            format!("rule/{}", rule.code()),
            name,
            Some(&without.source),
        )
        .says(Aspect::Applies, Said::Answer(false))
        .says(Aspect::Why, written(&without.why))
    });
    on.chain(without).collect()
}
