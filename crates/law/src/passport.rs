//! The passport of a service: everything that a person should know before asking, as one edition says it.
//!
//! The portal's page and the printed passport are made of the same [`Passport`], so that they cannot differ.

use jiff::civil::Date;

use crate::{
    edition::{
        Basis, Channel, Document, Edition, EditionId, Ground, LegalDay, Limit, SigningMeans,
        Source, StandardRow, Term,
    },
    law::Law,
    text::Text,
    words,
};

mod markdown;

/// What one edition says of a service on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passport {
    /// The edition.
    pub edition: EditionId,
    /// The name of the service.
    pub name: Text,
    /// One plain sentence on what it gives.
    pub summary: Text,
    /// The act.
    pub act: Text,
    /// From this day.
    pub in_force: LegalDay,
    /// Until the day before this one.
    pub repealed: Option<LegalDay>,
    /// The ten rows of the standard.
    pub rows: Vec<StandardRow>,
    /// How the application may be signed.
    pub signing: Vec<SigningMeans>,
    /// What is asked for, by channel.
    pub documents: Vec<Asked>,
    /// What registers answer instead.
    pub fetched: Vec<Fetched>,
    /// How long it takes: in all, then by stages.
    pub terms: Vec<TermLine>,
    /// When it is refused, in the order of the act.
    pub grounds: Vec<Ground>,
    /// How to complain.
    pub appeal: Vec<Text>,
    /// What no text at hand says.
    pub doubts: Vec<Doubt>,
}

/// The documents of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The channel.
    pub channel: Channel,
    /// The documents in order.
    pub documents: Vec<AskedDocument>,
}

/// A document on a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedDocument {
    /// Its words.
    pub text: Text,
    /// When it is asked for; none = always.
    pub when: Option<Text>,
    /// The register, in words, whose answer makes it forbidden to ask.
    pub unless: Option<Text>,
    /// The original is shown and given back.
    pub is_original_shown: bool,
    /// The signed application is it.
    pub is_the_request: bool,
    /// It is asked for again on a re-application.
    pub is_renewed: bool,
    /// Its source.
    pub source: Source,
}

/// What is asked of a register and not of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The register in words.
    pub register: Text,
    /// What it answers.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// A term in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLine {
    /// Of what: the track, the channel or the stage; empty = of the whole service.
    pub of: Vec<Text>,
    /// How long and since when.
    pub words: Text,
    /// Whether the act itself gives it.
    pub is_stated: bool,
    /// Its source.
    pub source: Source,
}

/// A part of the edition that no text at hand says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The node as it stands in the edition: `stage verification`.
    pub node: String,
    /// Its paragraph, if it names one.
    pub cite: Option<String>,
    /// The act that it was carried over from; none = it was inferred.
    pub carried_from: Option<String>,
    /// Why it is believed, in the words of whoever entered the edition.
    pub why: String,
}

impl Passport {
    /// The passport of an edition. Terms that are figures have their length of `day`.
    pub fn new(law: &Law, edition: &Edition, day: Date) -> Self {
        let mut grounds = edition.grounds.clone();
        grounds.sort_by_key(|ground| ground.number);
        Self {
            edition: edition.id.clone(),
            name: edition.name.clone(),
            summary: edition.summary.clone(),
            act: edition.act.title.clone(),
            in_force: edition.in_force.clone(),
            repealed: edition.repealed.clone(),
            rows: edition.standard.clone(),
            signing: edition.signing.clone(),
            documents: documents(law, edition),
            fetched: fetched(law, edition),
            terms: terms(law, edition, day),
            grounds,
            appeal: edition.appeal.clone(),
            doubts: doubts(law, edition),
        }
    }
}

/// A register in words; its code if the law does not list it.
fn register(law: &Law, code: &str) -> Text {
    law.register(code).map_or_else(
        || words::say(code, code, code),
        |register| register.text.clone(),
    )
}

fn documents(law: &Law, edition: &Edition) -> Vec<Asked> {
    let on = |channel: Channel| {
        let asked = |document: &Document| {
            let how = document
                .channels
                .iter()
                .find(|asked| asked.channel == channel)?;
            Some(AskedDocument {
                text: document.text.clone(),
                when: document.when_text.clone(),
                unless: how
                    .unless_registry
                    .as_deref()
                    .map(|code| register(law, code)),
                is_original_shown: how.original_shown,
                is_the_request: how.is_the_request,
                is_renewed: document.on_renewal,
                source: document.source.clone(),
            })
        };
        Asked {
            channel,
            documents: edition.documents.iter().filter_map(asked).collect(),
        }
    };
    let all = [Channel::Portal, Channel::Counter].map(on);
    all.into_iter()
        .filter(|asked| !asked.documents.is_empty())
        .collect()
}

fn fetched(law: &Law, edition: &Edition) -> Vec<Fetched> {
    let answers = edition.fetches.iter().map(|fetch| Fetched {
        register: register(law, &fetch.registry),
        text: fetch.text.clone(),
        source: fetch.source.clone(),
    });
    answers.collect()
}

/// The whole terms, those of the tracks, and those of the stages.
fn terms(law: &Law, edition: &Edition, day: Date) -> Vec<TermLine> {
    let line = |of: Vec<Text>, term: &Term| TermLine {
        of,
        words: words::term(law, edition, term, day),
        is_stated: term.stated,
        source: term.source.clone(),
    };
    let title = |code: &str| {
        let stage = edition.stages.iter().find(|stage| stage.code == code);
        stage.map_or_else(|| words::say(code, code, code), |stage| stage.title.clone())
    };
    let whole = |of: Option<&Text>, term: &Term| {
        let channel = term.channel.map(words::channel);
        let until = term
            .until
            .as_deref()
            .map(|until| words::until(&title(until)));
        line(
            of.cloned()
                .into_iter()
                .chain(channel)
                .chain(until)
                .collect(),
            term,
        )
    };
    let limit = |of: Option<&Text>, limit: &Limit| {
        let until = words::until(&title(&limit.until));
        line(
            of.cloned().into_iter().chain([until]).collect(),
            &limit.term,
        )
    };
    let mut lines: Vec<TermLine> = edition.terms.iter().map(|term| whole(None, term)).collect();
    lines.extend(edition.limits.iter().map(|it| limit(None, it)));
    for track in &edition.tracks {
        lines.extend(
            track
                .terms
                .iter()
                .map(|term| whole(Some(&track.text), term)),
        );
        lines.extend(track.limits.iter().map(|it| limit(Some(&track.text), it)));
    }
    let stages = edition.stages.iter();
    let stages =
        stages.filter_map(|stage| Some(line(vec![stage.title.clone()], stage.term.as_ref()?)));
    lines.extend(stages);
    lines
}

/// What the edition's file says of its own basis, where that is no text.
fn doubts(law: &Law, edition: &Edition) -> Vec<Doubt> {
    let own = law
        .stands()
        .filter(|(file, _)| file.digest() == edition.digest);
    let doubt = |node: &str, cite: Option<&String>, from: Option<&String>, why: &str| Doubt {
        node: node.to_owned(),
        cite: cite.cloned(),
        carried_from: from.cloned(),
        why: why.to_owned(),
    };
    own.filter_map(|(_, stands)| match &stands.basis {
        Basis::Inferred { why } => Some(doubt(&stands.node, stands.cite.as_ref(), None, why)),
        Basis::CarriedOver { from, why } => {
            Some(doubt(&stands.node, stands.cite.as_ref(), Some(from), why))
        }
        Basis::Source | Basis::Found { .. } => None,
    })
    .collect()
}
