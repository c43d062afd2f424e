//! What the works of stages, fetches and parties name is there and of its type.

use super::references::Whole;
use crate::{
    edition::{Per, Signer, Stage, Task, TermAmount, Type},
    figures::FigureType,
    problem::{Problem, suggest},
};

impl Whole<'_> {
    /// Parties, registers, figures, deeds and assessments that the work of a stage needs.
    pub(super) fn task(&self, stage: &Stage, problems: &mut Vec<Problem>) {
        let path = format!("stage/{}#", stage.code);
        match &stage.task {
            Task::Check
            | Task::Assess
            | Task::Sign
            | Task::Transfer { .. }
            | Task::Enrol { .. }
            | Task::Hear { .. }
            | Task::Forward { .. } => {}
            Task::Consent {
                parties, expires, ..
            } => {
                for (index, party) in parties.iter().enumerate() {
                    problems.extend(self.party_code(&format!("{path}party/{index}"), party));
                }
                if let Some(TermAmount::Figure(code)) = expires.as_ref().map(|it| &it.amount) {
                    let path = format!("{path}expires");
                    let days = |ty: &FigureType| *ty == FigureType::Days;
                    problems.extend(self.figure(&path, code, "number of days", days));
                }
            }
            Task::Registry { registries, .. } => {
                for (index, register) in registries.iter().enumerate() {
                    let path = format!("{path}registry/{index}");
                    problems.extend(self.register(&path, register));
                }
            }
            Task::Record { register, .. } => {
                problems.extend(self.register(&format!("{path}registry/0"), register));
            }
            Task::Vote {
                members,
                quorum,
                majority,
                tie,
                ..
            } => {
                self.vote(&path, [members, quorum, majority, tie], problems);
            }
            Task::Agree { deed, by, .. } => {
                let known = self.edition.deeds.iter().map(|deed| deed.code.as_str());
                problems.extend(self.unless_known(&format!("{path}deed"), "deed", deed, known));
                for (index, signatory) in by.iter().enumerate() {
                    if let Signer::Party(party) = &signatory.who {
                        problems.extend(self.party_code(&format!("{path}by/{index}"), party));
                    }
                }
            }
            Task::Pay {
                total, down, count, ..
            } => {
                let of = [
                    ("total", Some(total)),
                    ("down", down.as_ref()),
                    ("count", count.as_ref()),
                ];
                for (name, code) in of {
                    let known = self
                        .edition
                        .assessments
                        .iter()
                        .map(|known| known.code.as_str());
                    problems.extend(code.and_then(|code| {
                        self.unless_known(&format!("{path}{name}"), "assessment", code, known)
                    }));
                }
            }
        }
    }

    /// The figures of a vote.
    fn vote(&self, path: &str, codes: [&String; 4], problems: &mut Vec<Problem>) {
        let [members, quorum, majority, tie] = codes;
        let share: fn(&FigureType) -> bool = |ty| *ty == FigureType::Share;
        let count: fn(&FigureType) -> bool = |ty| *ty == FigureType::Count;
        let boolean: fn(&FigureType) -> bool = |ty| *ty == FigureType::Boolean;
        let figures = [
            ("members", members, "count", count),
            ("quorum", quorum, "share", share),
            ("majority", majority, "share", share),
            ("tie", tie, "yes or no", boolean),
        ];
        for (name, code, needed, fits) in figures {
            problems.extend(self.figure(&format!("{path}{name}"), code, needed, fits));
        }
    }

    fn party_code(&self, path: &str, party: &str) -> Option<Problem> {
        let known = self.edition.parties.iter().map(|known| known.code.as_str());
        self.unless_known(path, "party", party, known)
    }

    /// That `registries.kdl` has the register.
    pub(super) fn register(&self, path: &str, code: &str) -> Option<Problem> {
        let known = self.registers.iter().map(|register| register.code.as_str());
        if known.clone().any(|known| known == code) {
            return None;
        }
        let message = format!("there is no register `{code}` in registries.kdl");
        Some(self.problem(path, message, suggest(code, known)))
    }

    /// What parties, documents and fetches name.
    pub(super) fn asked(&self, problems: &mut Vec<Problem>) {
        let edition = self.edition;
        for document in &edition.documents {
            for channel in &document.channels {
                if let Some(register) = &channel.unless_registry {
                    let name = channel.channel.code();
                    let path = format!("document/{}/{name}/unless", document.code);
                    problems.extend(self.register(&path, register));
                }
            }
        }
        for (index, fetch) in edition.fetches.iter().enumerate() {
            let path = format!("fetch/{index}");
            problems.extend(self.register(&path, &fetch.registry));
            for (at, document) in fetch.documents.iter().enumerate() {
                let known = edition.documents.iter().map(|known| known.code.as_str());
                let path = format!("{path}/{at}");
                problems.extend(self.unless_known(&path, "document", document, known));
            }
        }
        for party in &edition.parties {
            if let Some(field) = &party.each {
                let path = format!("party/{}/each", party.code);
                problems.extend(self.roster(&path, field));
            }
            if let Some(field) = &party.iin {
                let path = format!("party/{}/iin", party.code);
                let is_iin = |ty: &Type| matches!(ty, Type::Iin);
                problems.extend(self.field(&path, field, "an IIN", is_iin));
            }
        }
    }

    /// The rows of a party have an IIN and a name each.
    fn roster(&self, path: &str, field: &str) -> Option<Problem> {
        self.field(path, field, "a list", |ty| matches!(ty, Type::List { .. }))
            .or_else(|| {
                let Some(Type::List { columns }) = self.field_type(field) else {
                    return None;
                };
                let has = |code: &str| columns.iter().any(|column| column.code == code);
                let lacking = ["iin", "name"].into_iter().find(|code| !has(code))?;
                let message = format!("the rows of `{field}` have no column `{lacking}`");
                let help = "a party by rows needs the columns `iin` and `name`".to_owned();
                Some(self.problem(path, message, Some(help)))
            })
    }

    fn field(
        &self,
        path: &str,
        field: &str,
        needed: &str,
        fits: impl Fn(&Type) -> bool,
    ) -> Option<Problem> {
        let Some(ty) = self.field_type(field) else {
            let known = self.fields();
            let known = known.iter().map(String::as_str);
            return self.unless_known(path, "field of the form", field, known);
        };
        if fits(ty) {
            return None;
        }
        let message = format!("the field `{field}` is not {needed}");
        Some(self.problem(path, message, None))
    }

    fn field_type(&self, field: &str) -> Option<&Type> {
        let (section, code) = field.split_once('.')?;
        let section = self.edition.form.iter().find(|it| it.code == section)?;
        let field = section.fields.iter().find(|it| it.code == code)?;
        Some(&field.ty)
    }

    /// Payments are money once, and their number is a count; told once the formulas have types.
    pub(super) fn payments(&self, compiled: &crate::compiled::Compiled) -> Vec<Problem> {
        use crate::formula::{Measure, Ty, Unit};
        let mut problems = Vec::new();
        for stage in &self.edition.stages {
            let Task::Pay {
                total, down, count, ..
            } = &stage.task
            else {
                continue;
            };
            let money = Ty::from(Measure::Money(Per::Once, Unit::default()));
            let number = Ty::from(Measure::Count);
            let of = [
                ("total", Some(total), money.clone()),
                ("down", down.as_ref(), money),
                ("count", count.as_ref(), number),
            ];
            for (name, code, needed) in of {
                let index = code.and_then(|code| {
                    let mut known = self.edition.assessments.iter();
                    known.position(|known| known.code == *code)
                });
                let Some(found) = index.and_then(|index| compiled.assessments.get(index)) else {
                    continue;
                };
                if *found.give.ty() != needed {
                    let path = format!("stage/{}#{name}", stage.code);
                    let message = format!("the assessment is {}, not {needed}", found.give.ty());
                    problems.push(self.problem(&path, message, None));
                }
            }
        }
        problems
    }
}
