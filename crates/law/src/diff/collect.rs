//! An edition laid out as rules: head, terms, formulas, deeds and what belongs to none of the others.

use std::collections::BTreeMap;

use super::{Aspect, Part, Rule, Said, Start, people, procedure};
use crate::{
    edition::{Assessment, Deed, Edition, Limit, Source, Step, Term, TermStart},
    text::Text,
    words,
};

/// All rules of an edition.
pub(super) fn rules(edition: &Edition) -> Vec<Rule> {
    let mut rules = vec![head(edition)];
    rules.extend(terms(edition, &edition.terms, "term"));
    rules.extend(
        edition
            .limits
            .iter()
            .map(|limit| self::limit(edition, limit, "limit")),
    );
    rules.extend(standard(edition));
    rules.extend(people::rules(edition));
    rules.extend(edition.assessments.iter().flat_map(assessment));
    rules.extend(conditions(edition));
    rules.extend(procedure::rules(edition));
    rules.extend(edition.deeds.iter().flat_map(deed));
    let appeal = Rule::new(Part::Appeal, "appeal", Vec::new(), None);
    rules.push(appeal.says(Aspect::Paragraphs, Said::Paragraphs(edition.appeal.clone())));
    rules
}

impl Rule {
    pub(super) fn new(
        part: Part,
        key: impl Into<String>,
        name: Vec<Text>,
        source: Option<&Source>,
    ) -> Self {
        Self {
            part,
            key: key.into(),
            name,
            source: source.cloned(),
            says: BTreeMap::new(),
        }
    }

    pub(super) fn says(mut self, aspect: Aspect, said: Said) -> Self {
        self.says.insert(aspect, said);
        self
    }

    pub(super) fn may_say(self, aspect: Aspect, said: Option<Said>) -> Self {
        match said {
            Some(said) => self.says(aspect, said),
            None => self,
        }
    }

    /// A plain "no" is not said.
    pub(super) fn says_if(self, aspect: Aspect, is_so: bool) -> Self {
        self.may_say(aspect, is_so.then_some(Said::Answer(true)))
    }
}

/// Codes as a set.
pub(super) fn set(codes: &[String]) -> Said {
    let mut codes = codes.to_vec();
    codes.sort_unstable();
    Said::Codes(codes)
}

pub(super) fn written(text: &str) -> Said {
    Said::Written(text.to_owned())
}

fn head(edition: &Edition) -> Rule {
    let mut signing = edition.signing.clone();
    signing.sort_unstable();
    let repealed = edition
        .repealed
        .as_ref()
        .map(|repealed| Said::Day(repealed.day));
    Rule::new(
        Part::Head,
        "head",
        Vec::new(),
        Some(&edition.in_force.source),
    )
    .says(Aspect::Words, Said::Words(edition.name.clone()))
    .says(Aspect::Act, Said::Words(edition.act.title.clone()))
    .says(Aspect::InForce, Said::Day(edition.in_force.day))
    .may_say(Aspect::Repealed, repealed)
    .says(Aspect::Pending, Said::Pending(edition.pending))
    .says(Aspect::Summary, Said::Words(edition.summary.clone()))
    .says(Aspect::Signing, Said::Signing(signing))
    .says(
        Aspect::FilesLimit,
        Said::Number(edition.attachments_limit_bytes),
    )
}

/// A term with its start in words.
pub(super) fn length(edition: &Edition, term: &Term) -> Said {
    Said::Term {
        amount: term.amount.clone(),
        unit: term.unit,
        from: start(edition, &term.from),
    }
}

fn start(edition: &Edition, from: &TermStart) -> Start {
    match from {
        TermStart::Filing => Start::Filing,
        TermStart::Registration => Start::Registration,
        TermStart::Previous => Start::Previous,
        TermStart::Stage(code) => Start::Stage(stage_title(edition, code)),
    }
}

/// The title of a stage; its code if the edition lacks it.
pub(super) fn stage_title(edition: &Edition, code: &str) -> Text {
    crate::procedure::stage(edition, code)
        .map_or_else(|| words::say(code, code, code), |stage| stage.title.clone())
}

/// Whole terms: one for all channels, or one for each.
pub(super) fn terms<'e>(
    edition: &'e Edition,
    terms: &'e [Term],
    key: &'e str,
) -> impl Iterator<Item = Rule> + 'e {
    terms.iter().map(move |term| {
        let channel = term.channel.map(words::channel);
        let place = term
            .channel
            .map_or_else(String::new, |channel| format!("/{channel:?}"));
        let rule = Rule::new(
            Part::Terms,
            format!("{key}{place}"),
            channel.into_iter().collect(),
            Some(&term.source),
        );
        timed(edition, rule, term, term.until.as_deref())
    })
}

pub(super) fn limit(edition: &Edition, limit: &Limit, key: &str) -> Rule {
    let name = vec![stage_title(edition, &limit.until)];
    let key = format!("{key}/{}", limit.code);
    let rule = Rule::new(Part::Terms, key, name, Some(&limit.term.source));
    timed(edition, rule, &limit.term, Some(&limit.until))
}

fn timed(edition: &Edition, rule: Rule, term: &Term, until: Option<&str>) -> Rule {
    let other = term
        .otherwise
        .first()
        .map(|reading| length(edition, &term.read_as(reading)));
    rule.says(Aspect::Term, length(edition, term))
        .may_say(
            Aspect::Until,
            until.map(|until| Said::Words(stage_title(edition, until))),
        )
        .says(Aspect::Stated, Said::Answer(term.stated))
        .may_say(Aspect::OtherTerm, other)
}

fn standard(edition: &Edition) -> impl Iterator<Item = Rule> + '_ {
    edition.standard.iter().map(|row| {
        let key = format!("row/{}", row.number);
        Rule::new(
            Part::Standard,
            key,
            vec![row.heading.clone()],
            Some(&row.source),
        )
        .says(Aspect::Paragraphs, Said::Paragraphs(row.paragraphs.clone()))
    })
}

fn assessment(assessment: &Assessment) -> Vec<Rule> {
    let key = format!("assess/{}", assessment.code);
    let line = |step: &Step, key: String| {
        let name = vec![assessment.label.clone(), step.label.clone()];
        Rule::new(Part::Formulas, key, name, Some(&step.source))
            .says(Aspect::Formula, written(&step.formula))
    };
    let lets = assessment
        .lets
        .iter()
        .map(|step| line(step, format!("{key}/{}", step.code)));
    let rounding = assessment.rounding.clone().map(Said::Rounding);
    let give = line(&assessment.give, format!("{key}/give")).may_say(Aspect::Rounding, rounding);
    lets.chain([give]).collect()
}

/// Requirements and grounds.
fn conditions(edition: &Edition) -> Vec<Rule> {
    let requirements = edition.requirements.iter().map(|requirement| {
        let key = format!("require/{}", requirement.code);
        Rule::new(
            Part::Requirements,
            key,
            vec![requirement.text.clone()],
            Some(&requirement.source),
        )
        .says(Aspect::Words, Said::Words(requirement.text.clone()))
        .says(Aspect::Formula, written(&requirement.formula))
        .says(Aspect::Grounds, written(&requirement.ground))
    });
    let grounds = edition.grounds.iter().map(|ground| {
        let key = format!("ground/{}", ground.code);
        Rule::new(
            Part::Grounds,
            key,
            vec![ground.text.clone()],
            Some(&ground.source),
        )
        .says(Aspect::Words, Said::Words(ground.text.clone()))
    });
    requirements.chain(grounds).collect()
}

fn deed(deed: &Deed) -> Vec<Rule> {
    let key = format!("deed/{}", deed.code);
    let name = vec![deed.title.clone()];
    let fields = deed.fields.iter().map(|field| {
        let name = vec![deed.title.clone(), field.label.clone()];
        Rule::new(
            Part::Deeds,
            format!("{key}/{}", field.code),
            name,
            Some(&deed.source),
        )
        .says(Aspect::Words, Said::Words(field.label.clone()))
        .says(Aspect::Origins, written(&field.from))
    });
    let whole = Rule::new(Part::Deeds, key.clone(), name, Some(&deed.source))
        .says(Aspect::Words, Said::Words(deed.title.clone()))
        .says(
            Aspect::Paragraphs,
            Said::Paragraphs(deed.paragraphs.clone()),
        )
        .says(Aspect::Copies, Said::Number(deed.copies.into()))
        .says(Aspect::SaysAppeal, Said::Answer(deed.appeal));
    std::iter::once(whole).chain(fields).collect()
}
