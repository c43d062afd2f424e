//! What a story expects, and whether it holds.

use std::fmt;

use jiff::civil::Date;

mod read;

pub(super) use read::read;

use super::Situation;
use super::view::{View, WaitingDeed};

/// One expectation of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// `refused CODE[: FACTS]`
    Refused {
        /// The code.
        code: String,
        /// The facts; none = any.
        facts: Option<String>,
    },
    /// `registration DAY because REASON[, REASON]`
    Registration {
        /// The legal day.
        day: Date,
        /// All the reasons, in order.
        because: Vec<String>,
    },
    /// `registered`: the chancellery has given its number.
    Registered,
    /// `edition ACT`
    Edition(String),
    /// `answer by DAY`
    Answer(Date),
    /// `stage STAGE[, TURN][, by DAY]`
    Stage {
        /// The stage, `received` or `closed`.
        stage: String,
        /// Whose turn it is.
        turn: Option<String>,
        /// The day by which it must end.
        due: Option<Date>,
    },
    /// `plan STAGE by DAY`
    Plan {
        /// The stage.
        stage: String,
        /// The day by which it must end.
        due: Date,
    },
    /// `executor ID` or `executor nobody`
    Executor(Option<String>),
    /// `deed DEED for ROLE[, number ORDINAL][, missing DOCUMENT][, ground GROUND][, FIELD VALUE]`
    Deed(Option<DeedExpected>),
    /// `signed DEED number ORDINAL`
    Signed {
        /// The deed.
        deed: String,
        /// The ordinal.
        ordinal: String,
    },
    /// `sent back: NOTE`
    SentBack(Option<String>),
    /// `closed[ favorable|adverse|void[, OUTCOME]]`
    Closed(Option<(String, Option<String>)>),
    /// `events KIND, KIND`: those that the act made, in order.
    Events(Vec<String>),
    /// `finding FACT[ VALUE]`
    Finding {
        /// The fact.
        fact: String,
        /// Its value as text; none = any.
        value: Option<String>,
    },
    /// `track TRACK`
    Track(String),
    /// `work LINE`: what is known of the work of a stage.
    Work(String),
    /// `not …`
    Not(Box<Self>),
}

/// A deed that is expected to wait for its signatory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeedExpected {
    /// The code.
    pub deed: String,
    /// The role that signs.
    pub role: String,
    /// The last part of the number.
    pub ordinal: Option<String>,
    /// All that is said to be wrong with the package: `missing income-proof`.
    pub missing: Vec<String>,
    /// All the grounds.
    pub grounds: Vec<String>,
    /// Fields and their values in any language.
    pub fields: Vec<(String, String)>,
}

impl Expectation {
    /// Whether it holds; else what was found.
    pub fn holds(&self, situation: &Situation<'_>) -> Result<(), String> {
        match self {
            Self::Refused { code, facts } => match situation.refused {
                None => Err("the act was carried out".to_owned()),
                Some(refusal) => {
                    let (said, with) = refusal.split_once(": ").unwrap_or((refusal, ""));
                    let fits = said == code && facts.as_deref().is_none_or(|facts| facts == with);
                    holds(fits, || format!("refused {refusal}"))
                }
            },
            Self::Events(kinds) => holds(kinds == situation.events, || {
                format!("events {}", situation.events.join(", "))
            }),
            Self::Not(inner) => match inner.holds(situation) {
                Ok(()) => Err(inner.to_string()),
                Err(_found) => Ok(()),
            },
            Self::Registration { .. }
            | Self::Registered
            | Self::Edition(_)
            | Self::Answer(_)
            | Self::Stage { .. }
            | Self::Plan { .. }
            | Self::Executor(_)
            | Self::Deed(_)
            | Self::Signed { .. }
            | Self::SentBack(_)
            | Self::Closed(_)
            | Self::Finding { .. }
            | Self::Track(_)
            | Self::Work(_) => match situation.view {
                None => Err("no case".to_owned()),
                Some(view) => self.is_seen_in(view),
            },
        }
    }

    fn is_seen_in(&self, view: &View) -> Result<(), String> {
        match self {
            Self::Registration { day, because } => {
                let (found, reasons) = &view.registration;
                holds((day, because) == (found, reasons), || {
                    format!("registration {found} because {}", reasons.join(", "))
                })
            }
            Self::Registered => holds(view.number.is_some(), || "no number".to_owned()),
            Self::Edition(act) => holds(view.edition.ends_with(&format!("-{act}")), || {
                format!("edition {}", view.edition)
            }),
            Self::Answer(day) => {
                holds(view.answer == *day, || format!("answer by {}", view.answer))
            }
            Self::Stage { stage, turn, due } => {
                let fits = *stage == view.stage
                    && turn.as_ref().is_none_or(|turn| *turn == view.turn)
                    && due.is_none_or(|due| view.due == Some(due));
                holds(fits, || {
                    let due = view
                        .due
                        .map_or_else(String::new, |due| format!(", by {due}"));
                    format!("stage {}, {}{due}", view.stage, view.turn)
                })
            }
            Self::Plan { stage, due } => match view.plan.get(stage) {
                None => Err(format!("no stage {stage}")),
                Some(found) => holds(found == due, || format!("plan {stage} by {found}")),
            },
            Self::Executor(id) => holds(*id == view.executor, || {
                format!("executor {}", view.executor.as_deref().unwrap_or("nobody"))
            }),
            Self::Deed(expected) => match (&view.deed, expected) {
                (None, _) => Err("no deed waits".to_owned()),
                (Some(_), None) => Ok(()),
                (Some(found), Some(expected)) => expected.is(found),
            },
            Self::Signed { .. }
            | Self::SentBack(_)
            | Self::Closed(_)
            | Self::Finding { .. }
            | Self::Track(_)
            | Self::Work(_) => self.is_done_in(view),
            Self::Refused { .. } | Self::Events(_) | Self::Not(_) => {
                Err("an expectation of another kind".to_owned())
            }
        }
    }

    /// What has been established, sent back, signed or ended.
    fn is_done_in(&self, view: &View) -> Result<(), String> {
        match self {
            Self::Signed { deed, ordinal } => {
                let fits = |(number, code): &(String, String)| {
                    code == deed && number.ends_with(&format!("/{ordinal}"))
                };
                holds(view.signed.iter().any(fits), || {
                    let all = view
                        .signed
                        .iter()
                        .map(|(number, code)| format!("{code} {number}"));
                    format!("signed {}", all.collect::<Vec<_>>().join(", "))
                })
            }
            Self::SentBack(note) => match &view.returned {
                None => Err("no deed sent back".to_owned()),
                Some(found) => holds(note.as_ref().is_none_or(|note| note == found), || {
                    format!("sent back: {found}")
                }),
            },
            Self::Closed(expected) => match (&view.closed, expected) {
                (None, _) => Err(format!("stage {}", view.stage)),
                (Some(_), None) => Ok(()),
                (Some((how, outcome)), Some((expected, end))) => {
                    let fits = how == expected && end.as_ref().is_none_or(|end| end == outcome);
                    holds(fits, || format!("closed {how}, {outcome}"))
                }
            },
            Self::Finding { fact, value } => match view.findings.get(fact) {
                None => Err(format!("no finding {fact}")),
                Some(found) => {
                    let found = found
                        .as_str()
                        .map_or_else(|| found.to_string(), str::to_owned);
                    holds(value.as_ref().is_none_or(|value| *value == found), || {
                        format!("finding {fact} {found}")
                    })
                }
            },
            Self::Track(track) => {
                let found = view.track.as_deref().unwrap_or("none");
                holds(found == track, || format!("track {found}"))
            }
            Self::Work(line) => holds(view.work.contains(line), || {
                format!("work {}", view.work.join("; "))
            }),
            Self::Refused { .. }
            | Self::Registration { .. }
            | Self::Registered
            | Self::Edition(_)
            | Self::Answer(_)
            | Self::Stage { .. }
            | Self::Plan { .. }
            | Self::Executor(_)
            | Self::Deed(_)
            | Self::Events(_)
            | Self::Not(_) => Err("an expectation of another kind".to_owned()),
        }
    }
}

impl DeedExpected {
    fn is(&self, found: &WaitingDeed) -> Result<(), String> {
        let ordinal = found.number.rsplit('/').next().unwrap_or_default();
        let mut differs = Vec::new();
        if found.deed != self.deed || found.signed_by != self.role {
            differs.push(format!("deed {} for {}", found.deed, found.signed_by));
        }
        if self
            .ordinal
            .as_deref()
            .is_some_and(|expected| expected != ordinal)
        {
            differs.push(format!("number {ordinal}"));
        }
        if found.missing != self.missing {
            differs.push(format!("[{}]", found.missing.join(", ")));
        }
        if found.grounds != self.grounds {
            differs.push(format!("grounds [{}]", found.grounds.join(", ")));
        }
        for (field, expected) in &self.fields {
            match found.values.get(field) {
                None => differs.push(format!("no {field}")),
                Some(text) => {
                    let languages = [&text.kk, &text.ru, &text.en];
                    if !languages
                        .iter()
                        .any(|text| blanks(text) == blanks(expected))
                    {
                        differs.push(format!("{field} {}", blanks(&text.en)));
                    }
                }
            }
        }
        holds(differs.is_empty(), || differs.join(", "))
    }
}

fn holds(fits: bool, found: impl FnOnce() -> String) -> Result<(), String> {
    if fits { Ok(()) } else { Err(found()) }
}

/// The text with plain single blanks: a printed amount has blanks that do not break.
fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { code, facts: None } => write!(f, "refused {code}"),
            Self::Refused {
                code,
                facts: Some(facts),
            } => write!(f, "refused {code}: {facts}"),
            Self::Registration { day, because } => {
                write!(f, "registration {day} because {}", because.join(", "))
            }
            Self::Registered => f.write_str("registered"),
            Self::Edition(act) => write!(f, "edition {act}"),
            Self::Answer(day) => write!(f, "answer by {day}"),
            Self::Stage { stage, turn, due } => {
                write!(f, "stage {stage}")?;
                turn.iter().try_for_each(|turn| write!(f, ", {turn}"))?;
                due.iter().try_for_each(|due| write!(f, ", by {due}"))
            }
            Self::Plan { stage, due } => write!(f, "plan {stage} by {due}"),
            Self::Executor(id) => write!(f, "executor {}", id.as_deref().unwrap_or("nobody")),
            Self::Deed(None) => f.write_str("deed"),
            Self::Deed(Some(deed)) => {
                write!(f, "deed {} for {}", deed.deed, deed.role)?;
                let ordinal = deed
                    .ordinal
                    .iter()
                    .map(|ordinal| format!("number {ordinal}"));
                let grounds = deed.grounds.iter().map(|ground| format!("ground {ground}"));
                let fields = deed
                    .fields
                    .iter()
                    .map(|(field, value)| format!("{field} {value}"));
                let mut all = ordinal
                    .chain(deed.missing.iter().cloned())
                    .chain(grounds)
                    .chain(fields);
                all.try_for_each(|part| write!(f, ", {part}"))
            }
            Self::Signed { deed, ordinal } => write!(f, "signed {deed} number {ordinal}"),
            Self::SentBack(None) => f.write_str("sent back"),
            Self::SentBack(Some(note)) => write!(f, "sent back: {note}"),
            Self::Closed(None) => f.write_str("closed"),
            Self::Closed(Some((how, None))) => write!(f, "closed {how}"),
            Self::Closed(Some((how, Some(outcome)))) => write!(f, "closed {how}, {outcome}"),
            Self::Events(kinds) if kinds.is_empty() => f.write_str("no events"),
            Self::Events(kinds) => write!(f, "events {}", kinds.join(", ")),
            Self::Finding { fact, value } => {
                write!(f, "finding {fact}")?;
                value.iter().try_for_each(|value| write!(f, " {value}"))
            }
            Self::Track(track) => write!(f, "track {track}"),
            Self::Work(line) => write!(f, "work {line}"),
            Self::Not(inner) => write!(f, "not {inner}"),
        }
    }
}
