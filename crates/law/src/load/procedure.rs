//! What the stages, tracks and terms of an edition name is there, on every path that a case may take.

use super::{
    references::Whole,
    track::{term_path, under},
};
use crate::{
    edition::{Destination, MarkOn, Outcome, Path, Reading, Stage, Term, TermAmount, TermStart},
    figures::FigureType,
    problem::{Problem, suggest},
};

impl Whole<'_> {
    /// Every stage, outcome, term and track that leads nowhere.
    pub(super) fn procedure(&self, problems: &mut Vec<Problem>) {
        let edition = self.edition;
        self.tracks(problems);
        let paths = edition.paths();
        for term in &edition.terms {
            problems.extend(self.whole_term(&term_path("", term), term));
        }
        for limit in &edition.limits {
            problems.extend(self.whole_term(&format!("limit/{}", limit.code), &limit.term));
        }
        for stage in &edition.stages {
            let of: Vec<&Path<'_>> = paths
                .iter()
                .filter(|path| path.stage(&stage.code).is_some())
                .collect();
            self.stage(stage, &of, problems);
            self.task(stage, problems);
        }
        self.signatures(problems);
        self.marks(problems);
    }

    fn stage_codes(&self) -> impl Iterator<Item = &str> + Clone {
        self.edition.stages.iter().map(|stage| stage.code.as_str())
    }

    fn deed_codes(&self) -> impl Iterator<Item = &str> + Clone {
        self.edition.deeds.iter().map(|deed| deed.code.as_str())
    }

    fn tracks(&self, problems: &mut Vec<Problem>) {
        let tracks = &self.edition.tracks;
        for (index, track) in tracks.iter().enumerate() {
            let path = format!("track/{}", track.code);
            for (index, stage) in track.stages.iter().enumerate() {
                let path = format!("{path}/stages/{index}");
                problems.extend(self.unless_known(&path, "stage", stage, self.stage_codes()));
            }
            for term in &track.terms {
                let path = term_path(&path, term);
                problems.extend(self.term_on_track(&path, term, &track.stages));
            }
            for limit in &track.limits {
                let path = under(&path, &format!("limit/{}", limit.code));
                problems.extend(self.term_on_track(&path, &limit.term, &track.stages));
            }
            if track.when.is_none() && index + 1 < tracks.len() {
                let message = "a track without a condition hides those below it".to_owned();
                let help = Some("add `when \"…\"`, or put the track last".to_owned());
                problems.push(self.problem(&path, message, help));
            }
        }
        if tracks.is_empty() {
            return;
        }
        for stage in &self.edition.stages {
            if tracks
                .iter()
                .all(|track| !track.stages.contains(&stage.code))
            {
                let message = format!("no track has the stage `{}`", stage.code);
                let help = Some("name it in the `stages` of a track, or take it out".to_owned());
                problems.push(self.problem(&format!("stage/{}", stage.code), message, help));
            }
        }
    }

    /// A whole term or a limit of the edition.
    fn whole_term(&self, path: &str, term: &Term) -> Vec<Problem> {
        let stages: Vec<&str> = self.stage_codes().collect();
        self.term(path, term, &stages)
    }

    /// A whole term or a limit of a track: its stages are those of the track.
    fn term_on_track(&self, path: &str, term: &Term, stages: &[String]) -> Vec<Problem> {
        let stages: Vec<&str> = stages.iter().map(String::as_str).collect();
        self.term(path, term, &stages)
    }

    fn term(&self, path: &str, term: &Term, stages: &[&str]) -> Vec<Problem> {
        let mut problems = self.length(path, &term.amount, &term.from, stages);
        for (index, Reading { amount, from, .. }) in term.otherwise.iter().enumerate() {
            let path = format!("{path}/otherwise/{index}");
            problems.extend(self.length(&path, amount, from, stages));
        }
        if let Some(until) = &term.until {
            let path = format!("{path}/until");
            problems.extend(self.unless_known(&path, "stage", until, stages.iter().copied()));
        }
        if term.from == TermStart::Previous {
            let message = "only the term of a stage runs from the stage before".to_owned();
            let help = Some("write `from=registration` or `from=stage:code`".to_owned());
            problems.push(self.problem(&format!("{path}/from"), message, help));
        }
        problems
    }

    fn length(
        &self,
        path: &str,
        amount: &TermAmount,
        from: &TermStart,
        stages: &[&str],
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let TermAmount::Figure(code) = amount {
            let path = format!("{path}/amount");
            problems
                .extend(self.figure(&path, code, "number of days", |ty| *ty == FigureType::Days));
        }
        if let TermStart::Stage(code) = from {
            let known = stages.iter().copied();
            let path = format!("{path}/from");
            problems.extend(self.unless_known(&path, "stage before this one", code, known));
        }
        problems
    }

    /// That a figure is there and of its type.
    pub(super) fn figure(
        &self,
        path: &str,
        code: &str,
        needed: &str,
        fits: impl Fn(&FigureType) -> bool,
    ) -> Option<Problem> {
        match self.figures.figure(code) {
            None => {
                let known: Vec<&str> = self
                    .figures
                    .iter()
                    .map(|figure| figure.code.as_str())
                    .collect();
                let message = format!("there is no figure `{code}`");
                Some(self.problem(path, message, suggest(code, known)))
            }
            Some(figure) if !fits(&figure.ty) => {
                let message = format!("the figure `{code}` is no {needed}");
                Some(self.problem(path, message, None))
            }
            Some(_) => None,
        }
    }

    fn stage(&self, stage: &Stage, of: &[&Path<'_>], problems: &mut Vec<Problem>) {
        let path = format!("stage/{}", stage.code);
        if stage.outcomes.is_empty() {
            let help = Some("add `outcome code to=… { text … }`".to_owned());
            problems.push(self.problem(&path, "the stage has no outcome".to_owned(), help));
        }
        if let Some(term) = &stage.term {
            problems.extend(self.stage_term(&format!("{path}/term"), stage, term, of));
        }
        for outcome in &stage.outcomes {
            let path = format!("{path}/{}", outcome.code);
            problems.extend(self.destination(&path, stage, outcome, of));
            for (index, ground) in outcome.grounds.iter().enumerate() {
                let path = format!("{path}/grounds/{index}");
                let known = self.edition.grounds.iter().map(|known| known.code.as_str());
                problems.extend(self.unless_known(&path, "ground", ground, known));
            }
            if let Some(deed) = &outcome.deed {
                let path = format!("{path}/deed");
                problems.extend(self.unless_known(&path, "deed", &deed.deed, self.deed_codes()));
            } else if outcome.adverse.is_some() {
                let message = "an adverse outcome without a deed".to_owned();
                let help = "add `deed=… signed-by=…`: who is refused must get it in writing";
                problems.push(self.problem(&path, message, Some(help.to_owned())));
            }
        }
    }

    /// A term runs from what has happened: a stage before it on every path.
    fn stage_term(&self, path: &str, stage: &Stage, term: &Term, of: &[&Path<'_>]) -> Vec<Problem> {
        let starts = std::iter::once((path.to_owned(), &term.amount, &term.from));
        let others = term.otherwise.iter().enumerate().map(|(index, other)| {
            let path = format!("{path}/otherwise/{index}");
            (path, &other.amount, &other.from)
        });
        let mut problems = Vec::new();
        for (path, amount, from) in starts.chain(others) {
            // The stages before this one on every path; those of the file if it is on none.
            let common: Vec<&str> = self
                .stage_codes()
                .filter(|code| {
                    of.iter().all(|path| {
                        let (at, here) = (path.position(code), path.position(&stage.code));
                        at.is_some() && at < here
                    })
                })
                .collect();
            problems.extend(self.length(&path, amount, from, &common));
            if *from != TermStart::Previous {
                continue;
            }
            let message = if self.edition.tracks.is_empty() {
                "without tracks a term names the stage that it runs from"
            } else if of.iter().any(|path| path.before(&stage.code).is_none()) {
                "there is no stage before this one on some track"
            } else {
                continue;
            };
            let help = Some("write `from=registration` or `from=stage:code`".to_owned());
            problems.push(self.problem(&format!("{path}/from"), message.to_owned(), help));
        }
        problems
    }

    fn destination(
        &self,
        path: &str,
        stage: &Stage,
        outcome: &Outcome,
        of: &[&Path<'_>],
    ) -> Option<Problem> {
        let path = format!("{path}/to");
        match &outcome.to {
            Destination::Closed => None,
            Destination::Next if self.edition.tracks.is_empty() => {
                let message = "without tracks an outcome names the stage that it leads to";
                let help = Some("write `to=stage-code`".to_owned());
                Some(self.problem(&path, message.to_owned(), help))
            }
            Destination::Next => {
                let last = of.iter().find(|path| path.after(&stage.code).is_none())?;
                let message = format!(
                    "`{}` is the last stage of the track `{}`: nothing is next",
                    stage.code,
                    last.code().unwrap_or_default()
                );
                let help = Some("write `to=closed`, or a stage".to_owned());
                Some(self.problem(&path, message, help))
            }
            Destination::Stage(to) => {
                let known = self.stage_codes().chain(["closed"]);
                if let Some(problem) = self.unless_known(&path, "stage", to, known) {
                    return Some(problem);
                }
                let without = of.iter().find(|path| path.stage(to).is_none())?;
                let message = format!(
                    "the track `{}` has no stage `{to}`",
                    without.code().unwrap_or_default()
                );
                let help = Some("write `to=next`, or put the stage on the track".to_owned());
                Some(self.problem(&path, message, help))
            }
        }
    }

    fn signatures(&self, problems: &mut Vec<Problem>) {
        for (index, may) in self.edition.may_sign.iter().enumerate() {
            for (at, deed) in may.deeds.iter().enumerate() {
                let path = format!("may-sign/{index}/{at}");
                problems.extend(self.unless_known(&path, "deed", deed, self.deed_codes()));
            }
        }
    }

    fn marks(&self, problems: &mut Vec<Problem>) {
        for mark in &self.edition.marks {
            let path = format!("mark/{}/on", mark.code);
            let problem = match &mark.on {
                MarkOn::Filing | MarkOn::Registration => None,
                MarkOn::Stage { stage } => {
                    self.unless_known(&path, "stage", stage, self.stage_codes())
                }
                MarkOn::Deed { deed } => self.unless_known(&path, "deed", deed, self.deed_codes()),
                MarkOn::Outcome { stage, outcome } => {
                    let found = self
                        .edition
                        .stages
                        .iter()
                        .find(|known| known.code == *stage);
                    match found {
                        None => self.unless_known(&path, "stage", stage, self.stage_codes()),
                        Some(found) => {
                            let known = found.outcomes.iter().map(|known| known.code.as_str());
                            let what = format!("outcome of the stage `{stage}`");
                            self.unless_known(&path, &what, outcome, known)
                        }
                    }
                }
            };
            problems.extend(problem);
        }
    }
}
