//! Tracks: variants of a procedure, and the path that a case takes through its stages.

use serde::{Deserialize, Serialize};

use super::{Channel, Destination, Edition, Limit, Outcome, Role, Source, Stage, Term};
use crate::text::Text;

/// A variant of the procedure. The first whose condition holds is the case's, fixed at registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// `communal`.
    pub code: String,
    /// What a person reads.
    pub text: Text,
    /// A condition over facts that come from the form, over `channel`, `place` and `day`; none = always.
    pub when: Option<String>,
    /// The codes of its stages in order.
    pub stages: Vec<String>,
    /// Its own whole terms; empty = those of the edition.
    pub terms: Vec<Term>,
    /// Its own further terms; empty = those of the edition.
    pub limits: Vec<Limit>,
    /// An extension of the whole term that the act itself allows, where the Code's own does not apply.
    pub extension: Option<OwnExtension>,
    /// To whom a complaint is addressed on this track.
    pub addressee: Option<Role>,
    /// Its source.
    pub source: Source,
}

/// An extension that an act allows on grounds of its own (Law on public services, art. 25(4)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnExtension {
    /// By no more than this, working days.
    pub at_most_working_days: u16,
    /// The applicant is told within this of the extension, working days.
    pub notify_working_days: u16,
    /// On one of these grounds.
    pub grounds: Vec<ExtensionGround>,
    /// Its source.
    pub source: Source,
}

/// A ground on which a term may be extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionGround {
    /// `study`.
    pub code: String,
    /// Its words.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// The stages of a case in order, with its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path<'e> {
    /// The track; none if the edition has no variants.
    pub track: Option<&'e Track>,
    /// The stages in order; the first is where a registered case begins.
    pub stages: Vec<&'e Stage>,
    /// The whole terms, one for each channel or one for all.
    pub terms: &'e [Term],
    /// The further terms.
    pub limits: &'e [Limit],
    /// The channel of the application, which may have a whole term of its own; none = not known.
    pub channel: Option<Channel>,
    /// The main whole term of the edition.
    main: &'e Term,
}

/// Where a case goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<'e> {
    /// To this stage.
    To(&'e Stage),
    /// It is closed.
    Close,
}

impl Edition {
    /// The track of that code.
    pub fn track(&self, code: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.code == code)
    }

    /// The path of a case: of its track, or of all stages if the edition has no tracks. None if the
    /// edition has no such track, or has tracks and none is given.
    pub fn path(&self, track: Option<&str>) -> Option<Path<'_>> {
        let Some(code) = track else {
            return self.tracks.is_empty().then(|| Path {
                track: None,
                stages: self.stages.iter().collect(),
                terms: &self.terms,
                limits: &self.limits,
                channel: None,
                main: &self.term,
            });
        };
        self.track(code).map(|track| self.along(track))
    }

    /// Every path that a case of this edition may take.
    pub fn paths(&self) -> Vec<Path<'_>> {
        let whole = self.path(None);
        let tracks = self.tracks.iter().map(|track| self.along(track));
        whole.into_iter().chain(tracks).collect()
    }

    fn along<'e>(&'e self, track: &'e Track) -> Path<'e> {
        let stage = |code: &String| self.stages.iter().find(|stage| stage.code == *code);
        Path {
            track: Some(track),
            stages: track.stages.iter().filter_map(stage).collect(),
            terms: if track.terms.is_empty() {
                &self.terms
            } else {
                &track.terms
            },
            limits: if track.limits.is_empty() {
                &self.limits
            } else {
                &track.limits
            },
            channel: None,
            main: &self.term,
        }
    }
}

impl<'e> Path<'e> {
    /// The same path for an application that came by this channel.
    #[must_use]
    pub fn on(self, channel: Channel) -> Self {
        Self {
            channel: Some(channel),
            ..self
        }
    }

    /// The code of the track; none if the edition has no variants.
    pub fn code(&self) -> Option<&'e str> {
        self.track.map(|track| track.code.as_str())
    }

    /// The stage in which a registered case begins.
    pub fn first(&self) -> Option<&'e Stage> {
        self.stages.first().copied()
    }

    /// The stage of that code, if it is on this path.
    pub fn stage(&self, code: &str) -> Option<&'e Stage> {
        self.stages.iter().copied().find(|stage| stage.code == code)
    }

    /// The place of a stage on this path, from 0.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.code == code)
    }

    /// The stage after this one.
    pub fn after(&self, code: &str) -> Option<&'e Stage> {
        let next = self.position(code)?.checked_add(1)?;
        self.stages.get(next).copied()
    }

    /// The stage before this one.
    pub fn before(&self, code: &str) -> Option<&'e Stage> {
        let before = self.position(code)?.checked_sub(1)?;
        self.stages.get(before).copied()
    }

    /// Where the outcome of the stage `at` leads; none if that is no stage of this path.
    pub fn destination(&self, at: &str, outcome: &Outcome) -> Option<Next<'e>> {
        match &outcome.to {
            Destination::Closed => Some(Next::Close),
            Destination::Next => self.after(at).map(Next::To),
            Destination::Stage(code) => self.stage(code).map(Next::To),
        }
    }

    /// The whole term: that of the channel, else that of all channels, else the main one.
    pub fn term(&self) -> &'e Term {
        let of = |wanted: Option<Channel>| self.terms.iter().find(|term| term.channel == wanted);
        let of_channel = self.channel.and_then(|channel| of(Some(channel)));
        let portal = || of(Some(Channel::Portal));
        of_channel
            .or_else(|| of(None))
            .or_else(portal)
            .or(self.terms.first())
            .unwrap_or(self.main)
    }
}
