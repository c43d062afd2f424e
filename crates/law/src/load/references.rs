//! What an edition says of itself holds together: every name leads somewhere, every formula is typed.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    compiled::Compiled,
    edition::{Edition, Origin},
    figures::Figures,
    problem::{Problem, suggest},
    registries::Register,
    source_file::{SourceFile, Span},
    text::Language,
};

/// An edition with all that it may name.
pub(crate) struct Whole<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) figures: &'a Figures,
    pub(crate) registers: &'a [Register],
    pub(crate) file: &'a SourceFile,
    pub(crate) spans: Option<&'a BTreeMap<String, Span>>,
}

impl Whole<'_> {
    fn span(&self, path: &str) -> Span {
        self.spans
            .and_then(|spans| spans.get(path))
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn problem(&self, path: &str, message: String, help: Option<String>) -> Problem {
        Problem::at(self.file, self.span(path), message, help)
    }

    /// Says that `name` is not among `known`, on the word at `path`.
    pub(super) fn unless_known<'n>(
        &self,
        path: &str,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str, IntoIter: Clone>,
    ) -> Option<Problem> {
        let known = known.into_iter();
        if known.clone().any(|known| known == name) {
            return None;
        }
        let message = format!("there is no {what} `{name}` in this edition");
        Some(self.problem(path, message, suggest(name, known)))
    }

    /// The formulas, or their problems on their words.
    pub(crate) fn compile(&self) -> Result<Compiled, Vec<Problem>> {
        let compiled = Compiled::new(self.edition, self.figures).map_err(|problems| {
            let located = problems.into_iter().map(|(path, problem)| {
                let formula = self
                    .spans
                    .and_then(|spans| spans.get(&format!("{path}/formula")));
                let range = &problem.range;
                let span = match formula {
                    Some(span) => span.within(range.start, range.end.saturating_sub(range.start)),
                    None => self.figure_of(&path).unwrap_or_else(|| self.span(&path)),
                };
                Problem::at(self.file, span, problem.message, problem.help)
            });
            located.collect::<Vec<Problem>>()
        })?;
        let problems = self.payments(&compiled);
        if problems.is_empty() {
            Ok(compiled)
        } else {
            Err(problems)
        }
    }

    /// The place where a fact names its figure.
    fn figure_of(&self, path: &str) -> Option<Span> {
        let fact = self.edition.facts.get(path.strip_prefix("fact/")?)?;
        let is_figure = |origin: &Origin| matches!(origin, Origin::Figure(_));
        let index = fact.origins.iter().position(is_figure)?;
        self.spans?.get(&format!("{path}/from/{index}")).copied()
    }

    /// Every name that leads nowhere.
    pub(crate) fn references(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.facts(&mut problems);
        self.grounds(&mut problems);
        self.asked(&mut problems);
        self.procedure(&mut problems);
        self.deeds(&mut problems);
        problems
    }

    fn facts(&self, problems: &mut Vec<Problem>) {
        let edition = self.edition;
        let documents: Vec<&str> = edition.documents.iter().map(|d| d.code.as_str()).collect();
        let fields = self.fields();
        for fact in edition.facts.values() {
            for (index, origin) in fact.origins.iter().enumerate() {
                let path = format!("fact/{}/from/{index}", fact.code);
                let problem = match origin {
                    Origin::Document(code) => {
                        self.unless_known(&path, "document", code, documents.iter().copied())
                    }
                    Origin::Form(field) => {
                        let known = fields.iter().map(String::as_str);
                        self.unless_known(&path, "field of the form", field, known)
                    }
                    Origin::Registry(register) => self.register(&path, register),
                    Origin::Consent(party) => {
                        let known = edition.parties.iter().map(|party| party.code.as_str());
                        self.unless_known(&path, "party", party, known)
                    }
                    // A fact's figure is looked up where formulas are typed.
                    Origin::Figure(_) | Origin::Officer => None,
                };
                problems.extend(problem);
            }
        }
    }

    /// The fields of the form as `section.field`.
    pub(super) fn fields(&self) -> Vec<String> {
        let sections = self.edition.form.iter();
        sections
            .flat_map(|section| {
                let code = &section.code;
                section
                    .fields
                    .iter()
                    .map(move |field| format!("{code}.{}", field.code))
            })
            .collect()
    }

    fn grounds(&self, problems: &mut Vec<Problem>) {
        let known: Vec<&str> = self
            .edition
            .grounds
            .iter()
            .map(|g| g.code.as_str())
            .collect();
        for requirement in &self.edition.requirements {
            let path = format!("require/{}/ground", requirement.code);
            let known = known.iter().copied();
            problems.extend(self.unless_known(&path, "ground", &requirement.ground, known));
        }
    }

    fn deeds(&self, problems: &mut Vec<Problem>) {
        for deed in &self.edition.deeds {
            let path = format!("deed/{}", deed.code);
            let fields: Vec<&str> = deed
                .fields
                .iter()
                .map(|field| field.code.as_str())
                .collect();
            for field in &deed.fields {
                let path = format!("{path}/{}/from", field.code);
                problems.extend(self.deed_source(&path, &field.from));
            }
            for (index, paragraph) in deed.paragraphs.iter().enumerate() {
                let names =
                    |language| placeholders(paragraph.get(language)).collect::<BTreeSet<&str>>();
                if Language::ALL
                    .into_iter()
                    .any(|l| names(l) != names(Language::Kk))
                {
                    let message = "the three texts do not use the same fields".to_owned();
                    problems.push(self.problem(&format!("{path}/text/{index}"), message, None));
                }
                for language in Language::ALL {
                    for name in placeholders(paragraph.get(language)) {
                        let path = format!("{path}/text/{index}");
                        let known = fields.iter().copied();
                        let what = format!("field of the deed (text in {})", language.code());
                        problems.extend(self.unless_known(&path, &what, name, known));
                    }
                }
            }
        }
    }

    /// Where a field of a deed comes from.
    fn deed_source(&self, path: &str, from: &str) -> Option<Problem> {
        let edition = self.edition;
        let (kind, rest) = from.split_once('.').unwrap_or((from, ""));
        match kind {
            "form" => {
                let fields = self.fields();
                self.unless_known(
                    path,
                    "field of the form",
                    rest,
                    fields.iter().map(String::as_str),
                )
            }
            "fact" => {
                self.unless_known(path, "fact", rest, edition.facts.keys().map(String::as_str))
            }
            "assess" => {
                let lines: Vec<String> = edition
                    .assessments
                    .iter()
                    .flat_map(|assessment| {
                        let code = &assessment.code;
                        let lets = assessment.lets.iter();
                        let lets = lets.map(move |line| format!("{code}.{}", line.code));
                        std::iter::once(code.clone()).chain(lets)
                    })
                    .collect();
                self.unless_known(path, "assessment", rest, lines.iter().map(String::as_str))
            }
            _ if DEED_SOURCES.contains(&from) => None,
            _ => {
                let message = format!("`{from}` is not where a field of a deed comes from");
                let help = suggest(from, DEED_SOURCES.iter().copied()).unwrap_or_else(|| {
                    "write case.…, org.…, recipient.…, form.section.field, fact.…, assess.…, \
                     officer.…, deed.…, signer.name or law.…"
                        .to_owned()
                });
                Some(self.problem(path, message, Some(help)))
            }
        }
    }
}

/// What a deed may take from the case, the organisation and the officer.
pub(crate) const DEED_SOURCES: &[&str] = &[
    "case.number",
    "case.registration-number",
    "case.registration-day",
    "case.filed-day",
    "case.service",
    "case.due-day",
    "org.name",
    "org.address",
    "org.phone",
    "recipient.name",
    "recipient.iin",
    "officer.missing-documents",
    "officer.grounds",
    "officer.name",
    "officer.received-documents",
    "officer.department-number",
    "officer.executor-name",
    "officer.executor-telephone",
    "officer.answer",
    "officer.reason",
    "officer.hearing-place",
    "officer.hearing-time",
    "deed.number",
    "deed.day",
    "signer.name",
    "law.act",
    "law.appeal",
    "queue.number",
    "queue.day",
    "commission.members",
    "commission.for",
    "commission.against",
    "commission.day",
    "hearing.notice-day",
    "hearing.place",
    "hearing.time",
    "payment.schedule",
    "transfer.number",
    "transfer.day",
    "record.number",
    "record.day",
    "complaint.about",
    "consents.list",
];

/// The names in curly braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
