//! What is drawn of one path of an edition, in words: lanes, stages, outcomes and ends.

use jiff::civil::Date;

use super::words as said;
use crate::{
    edition::{
        Adverse, Channel, Edition, Limit, Next, Outcome, Path, Role, Stage, Term, TermAmount,
        TermStart, TermUnit, Work,
    },
    law::Law,
    procedure,
    text::Language,
    words,
};

/// One path of an edition in the words of one language.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    /// Unique among the drawings of a page: the edition and the track.
    pub(super) id: String,
    pub(super) language: Language,
    /// The name of the service.
    pub(super) name: String,
    pub(super) track: Option<TrackName>,
    /// The whole terms and the limits, one line each.
    pub(super) terms: Vec<String>,
    /// The actors in the order of their first stage.
    pub(super) lanes: Vec<Lane>,
    /// The stages in the order of their rows; the first is where a case begins.
    pub(super) stages: Vec<Card>,
}

#[derive(Clone, Debug)]
pub(super) struct TrackName {
    pub(super) code: String,
    pub(super) words: String,
}

#[derive(Clone, Debug)]
pub(super) struct Lane {
    pub(super) role: Role,
    pub(super) name: String,
}

/// A stage.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) cite: String,
    pub(super) work: Work,
    pub(super) work_name: String,
    pub(super) lane: usize,
    pub(super) term: Option<Length>,
    pub(super) exits: Vec<Exit>,
}

/// A term in words and, where it has a plain length, in numbers.
#[derive(Clone, Debug)]
pub(super) struct Length {
    pub(super) words: String,
    pub(super) amount: Option<u16>,
    pub(super) unit: TermUnit,
}

/// An outcome.
#[derive(Clone, Debug)]
pub(super) struct Exit {
    pub(super) code: String,
    pub(super) text: String,
    pub(super) adverse: Option<Adverse>,
    pub(super) deed: Option<Deed>,
    pub(super) goal: Goal,
}

#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub(super) title: String,
    pub(super) signed_by: String,
}

/// Where an outcome leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// To the stage in that row.
    Row(usize),
    /// The case is closed.
    End,
}

/// What is asked while words are looked up.
struct Asked<'l> {
    law: &'l Law,
    edition: &'l Edition,
    day: Date,
    language: Language,
}

impl Chart {
    pub(super) fn new(
        law: &Law,
        edition: &Edition,
        path: &Path<'_>,
        day: Date,
        language: Language,
    ) -> Self {
        let asked = Asked {
            law,
            edition,
            day,
            language,
        };
        let rows = rows(path);
        let mut lanes: Vec<Lane> = Vec::new();
        for stage in &rows {
            if !lanes.iter().any(|lane| lane.role == stage.actor) {
                let name = words::role(stage.actor).get(language).to_owned();
                lanes.push(Lane {
                    role: stage.actor,
                    name,
                });
            }
        }
        let stages = rows
            .iter()
            .map(|stage| asked.card(path, &rows, &lanes, stage))
            .collect();
        let track = path.track.map(|track| TrackName {
            code: track.code.clone(),
            words: track.text.get(language).to_owned(),
        });
        let name = edition.id.0.replace('/', "-");
        let id = [Some(name.as_str()), path.code(), Some(language.code())];
        let id: Vec<&str> = id.into_iter().flatten().collect();
        Self {
            id: id.join("-"),
            language,
            name: edition.name.get(language).to_owned(),
            track,
            terms: asked.terms(path),
            lanes,
            stages,
        }
    }

    /// The whole drawing in sentences.
    pub(super) fn description(&self) -> String {
        let mut sentences: Vec<String> = self.terms.iter().map(|term| format!("{term}.")).collect();
        for (number, card) in self.stages.iter().enumerate() {
            let lane = self
                .lanes
                .get(card.lane)
                .map_or("", |lane| lane.name.as_str());
            let term = card
                .term
                .as_ref()
                .map(|term| format!(", {}", term.words))
                .unwrap_or_default();
            sentences.push(format!("{}. {} ({lane}{term}).", number + 1, card.title));
            for exit in &card.exits {
                sentences.push(format!("— {}: {}.", exit.text, self.leads(exit)));
            }
        }
        sentences.join(" ")
    }

    fn leads(&self, exit: &Exit) -> String {
        let language = self.language;
        let kind = exit
            .adverse
            .map(|adverse| words::adverse(adverse).get(language).to_owned());
        let deed = exit.deed.as_ref().map(|deed| deed.title.clone());
        let to = match exit.goal {
            Goal::Row(row) => self
                .stages
                .get(row)
                .map(|card| format!("{} — {}", said::leads_to().get(language), card.title)),
            Goal::End if kind.is_none() && deed.is_none() => {
                Some(said::closed().get(language).to_owned())
            }
            Goal::End => None,
        };
        let parts: Vec<String> = [kind, deed, to].into_iter().flatten().collect();
        parts.join("; ")
    }
}

impl Asked<'_> {
    fn terms(&self, path: &Path<'_>) -> Vec<String> {
        let whole = said::whole_term();
        let whole = path.terms.iter().map(|term| {
            let channel = term
                .channel
                .map(|channel| self.channel(channel))
                .unwrap_or_default();
            let until = term.until.as_deref().map(|until| self.until(until));
            let until = until.map(|until| format!(", {until}")).unwrap_or_default();
            let whole = whole.get(self.language);
            format!("{whole}{channel}{until}: {}", self.term(term))
        });
        whole
            .chain(path.limits.iter().map(|limit| self.limit(limit)))
            .collect()
    }

    fn channel(&self, channel: Channel) -> String {
        format!(
            " ({})",
            words::channel(channel).get(self.language).to_lowercase()
        )
    }

    fn limit(&self, limit: &Limit) -> String {
        let until = self.until(&limit.until);
        let mut letters = until.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let until: String = first.chain(letters).collect();
        format!("{until}: {}", self.term(&limit.term))
    }

    /// Until the end of a stage, by its title.
    fn until(&self, code: &str) -> String {
        let stage = self.edition.stages.iter().find(|stage| stage.code == code);
        let title = stage.map_or_else(|| words::say(code, code, code), |stage| stage.title.clone());
        words::until(&title).get(self.language).to_owned()
    }

    fn term(&self, term: &Term) -> String {
        words::term(self.law, self.edition, term, self.day)
            .get(self.language)
            .to_owned()
    }

    /// The term of a stage; an earlier stage is named by its number.
    fn counted(&self, rows: &[&Stage], term: &Term) -> String {
        let start = match &term.from {
            TermStart::Stage(code) => rows.iter().position(|row| row.code == *code),
            TermStart::Filing | TermStart::Registration | TermStart::Previous => None,
        };
        let Some(row) = start else {
            return self.term(term);
        };
        let amount = words::amount(self.law, term, self.day);
        let amount = amount.get(self.language);
        let number = row + 1;
        match self.language {
            Language::Kk => format!("{number}-кезеңнен кейін {amount}"),
            Language::Ru => format!("{amount} после этапа {number}"),
            Language::En => format!("{amount} after stage {number}"),
        }
    }

    fn card(&self, path: &Path<'_>, rows: &[&Stage], lanes: &[Lane], stage: &Stage) -> Card {
        let lane = lanes.iter().position(|lane| lane.role == stage.actor);
        let term = stage.term.as_ref().map(|term| Length {
            words: self.counted(rows, term),
            amount: self
                .law
                .amount(&term.amount, self.day, None)
                .ok()
                .or(match term.amount {
                    TermAmount::Days(days) => Some(days),
                    TermAmount::Figure(_) => None,
                }),
            unit: term.unit,
        });
        Card {
            code: stage.code.clone(),
            title: stage.title.get(self.language).to_owned(),
            cite: stage.source.cite.clone(),
            work: stage.work(),
            work_name: words::work(stage.work()).get(self.language).to_owned(),
            lane: lane.unwrap_or_default(),
            term,
            exits: stage
                .outcomes
                .iter()
                .map(|outcome| self.exit(path, rows, stage, outcome))
                .collect(),
        }
    }

    fn exit(&self, path: &Path<'_>, rows: &[&Stage], stage: &Stage, outcome: &Outcome) -> Exit {
        let goal = match path.destination(&stage.code, outcome) {
            Some(Next::To(next)) => rows
                .iter()
                .position(|row| row.code == next.code)
                .map(Goal::Row),
            Some(Next::Close) | None => None,
        };
        let deed = outcome.deed.as_ref().map(|named| Deed {
            title: procedure::deed(self.edition, &named.deed).map_or(named.deed.clone(), |deed| {
                deed.title.get(self.language).to_owned()
            }),
            signed_by: words::role(named.signed_by)
                .get(self.language)
                .to_lowercase(),
        });
        Exit {
            code: outcome.code.clone(),
            text: outcome.text.get(self.language).to_owned(),
            adverse: outcome.adverse,
            deed,
            goal: goal.unwrap_or(Goal::End),
        }
    }
}

/// The stages in the order of their rows: by the longest way from the first one, returns left aside.
fn rows<'e>(path: &Path<'e>) -> Vec<&'e Stage> {
    let mut rank = vec![0_usize; path.stages.len()];
    // A way that visits no stage twice has fewer steps than there are stages: so many rounds suffice.
    for _ in 0..path.stages.len() {
        for (at, stage) in path.stages.iter().enumerate() {
            for outcome in &stage.outcomes {
                let Some(Next::To(next)) = path.destination(&stage.code, outcome) else {
                    continue;
                };
                let Some(to) = path.position(&next.code).filter(|to| *to > at) else {
                    continue;
                };
                let longest = rank.get(at).map_or(0, |rank| rank + 1);
                if let Some(rank) = rank.get_mut(to) {
                    *rank = longest.max(*rank);
                }
            }
        }
    }
    let mut rows: Vec<(usize, &Stage)> =
        rank.into_iter().zip(path.stages.iter().copied()).collect();
    rows.sort_by_key(|(rank, _)| *rank);
    rows.into_iter().map(|(_, stage)| stage).collect()
}
