//! The formulas of an edition, checked once when it is loaded.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    edition::{Assessment, Edition, Fact, Origin, Type},
    facts::INPUTS,
    figures::Figures,
    formula::{Formula, FormulaProblem, Scope, Shape, Ty, nearest::nearest},
};

/// Every formula of an edition, ready to be evaluated. Kept beside the edition.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The assessments in order.
    pub assessments: Vec<CompiledAssessment>,
    /// The conditions of the requirements, in order.
    pub requirements: Vec<Formula>,
    /// The conditions of documents, by the code of the document.
    pub documents: BTreeMap<String, Formula>,
    /// The conditions of tracks, by the code of the track.
    pub tracks: BTreeMap<String, Formula>,
    /// The conditions under which a row belongs to a party, by the code of the party.
    pub parties: BTreeMap<String, Formula>,
}

/// The formulas of an assessment.
#[derive(Clone, Debug)]
pub struct CompiledAssessment {
    /// The steps, in order.
    pub lets: Vec<Formula>,
    /// The result.
    pub give: Formula,
}

/// The range of a problem that is not about the text of a formula but about its node.
const WHOLE: Range<usize> = 0..0;

/// A problem of a formula, and the node that it stands in (an empty range: of the node itself): `assess/amount/let/limit`,
/// `assess/amount/give`, `require/one-dwelling`, `document/income-proof/when`, `track/communal/when`,
/// `party/owner/when`, `fact/share`.
pub type NodeProblem = (String, FormulaProblem);

struct Compiler {
    scope: Scope,
    problems: Vec<NodeProblem>,
}

impl Compiled {
    /// Every formula of the edition.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let assessments = self
            .assessments
            .iter()
            .flat_map(|it| it.lets.iter().chain(std::iter::once(&it.give)));
        assessments
            .chain(&self.requirements)
            .chain(self.documents.values())
            .chain(self.tracks.values())
            .chain(self.parties.values())
    }

    /// Compiles all formulas of `edition`.
    ///
    /// # Errors
    /// Every problem of every formula.
    pub fn new(edition: &Edition, figures: &Figures) -> Result<Self, Vec<NodeProblem>> {
        let mut compiler = Compiler {
            scope: Scope::of(edition, figures),
            problems: Vec::new(),
        };
        for fact in edition.facts.values() {
            compiler.fact(fact, figures);
        }
        let with_form = compiler.scope.clone().with_form(&edition.form);
        let mut documents = BTreeMap::new();
        for document in &edition.documents {
            let Some(when) = &document.when else { continue };
            let path = format!("document/{}/when", document.code);
            if let Some(formula) = compiler.condition(&path, when, &with_form) {
                documents.insert(document.code.clone(), formula);
            }
        }
        let tracks = compiler.tracks(edition);
        let parties = compiler.parties(edition, figures);
        let mut assessments = Vec::new();
        for assessment in &edition.assessments {
            assessments.extend(compiler.assessment(assessment));
        }
        let mut requirements = Vec::new();
        for requirement in &edition.requirements {
            let path = format!("require/{}", requirement.code);
            let scope = compiler.scope.clone();
            requirements.extend(compiler.condition(&path, &requirement.formula, &scope));
        }
        if compiler.problems.is_empty() {
            Ok(Self {
                assessments,
                requirements,
                documents,
                tracks,
                parties,
            })
        } else {
            Err(compiler.problems)
        }
    }
}

impl Compiler {
    fn say(&mut self, path: &str, problem: FormulaProblem) {
        self.problems.push((path.to_owned(), problem));
    }

    /// A fact that stands on a figure must be of its type, or it would never be known.
    fn fact(&mut self, fact: &Fact, figures: &Figures) {
        let path = format!("fact/{}", fact.code);
        if INPUTS.contains(&fact.code.as_str()) {
            let message = format!("`{}` has a meaning of its own", fact.code);
            self.say(&path, FormulaProblem::new(WHOLE, message));
        }
        for origin in &fact.origins {
            let Origin::Figure(code) = origin else {
                continue;
            };
            let Some(figure) = figures.figure(code) else {
                let known = figures.iter().map(|figure| figure.code.as_str());
                let problem = FormulaProblem::new(WHOLE, format!("there is no figure `{code}`"));
                self.say(&path, problem.meant(nearest(code, known)));
                continue;
            };
            if figure.ty.ty() != Ty::from(&fact.ty) || matches!(fact.ty, Type::List { .. }) {
                let message = format!(
                    "figure `{code}` is {}, not {}",
                    figure.ty.ty(),
                    Ty::from(&fact.ty)
                );
                self.say(&path, FormulaProblem::new(WHOLE, message));
            }
        }
    }

    /// The track of a case is fixed at registration: only what the form says is known then.
    fn tracks(&mut self, edition: &Edition) -> BTreeMap<String, Formula> {
        let mut tracks = BTreeMap::new();
        let scope = self.scope.clone();
        for track in &edition.tracks {
            let Some(when) = &track.when else { continue };
            let path = format!("track/{}/when", track.code);
            let Some(formula) = self.condition(&path, when, &scope) else {
                continue;
            };
            let later = formula.names().facts.iter().find(|code| {
                let origins = edition.facts.get(*code).map(|fact| &fact.origins);
                origins.is_some_and(|it| !it.iter().any(|o| matches!(o, Origin::Form(_))))
            });
            if let Some(fact) = later {
                let message = format!("`{fact}` is not known when the track is chosen");
                let problem = FormulaProblem::new(0..when.len(), message);
                self.say(
                    &path,
                    problem.help("use facts that come `from form:…`, or `channel`"),
                );
            }
            tracks.insert(track.code.clone(), formula);
        }
        tracks
    }

    fn parties(&mut self, edition: &Edition, figures: &Figures) -> BTreeMap<String, Formula> {
        let mut parties = BTreeMap::new();
        for party in &edition.parties {
            let (Some(each), Some(when)) = (&party.each, &party.when) else {
                continue;
            };
            let Some(columns) = edition.columns(each) else {
                continue;
            };
            let scope = Scope::of_row(columns, figures);
            let path = format!("party/{}/when", party.code);
            if let Some(formula) = self.condition(&path, when, &scope) {
                parties.insert(party.code.clone(), formula);
            }
        }
        parties
    }

    fn compile(&mut self, path: &str, text: &str, scope: &Scope) -> Option<Formula> {
        match Formula::compile(text, scope) {
            Ok(formula) => Some(formula),
            Err(problems) => {
                for problem in problems {
                    self.say(path, problem);
                }
                None
            }
        }
    }

    fn condition(&mut self, path: &str, text: &str, scope: &Scope) -> Option<Formula> {
        let formula = self.compile(path, text, scope)?;
        if formula.ty().shape == Shape::Boolean && !formula.ty().optional {
            return Some(formula);
        }
        let message = format!("this is {}, not a yes or no", formula.ty());
        self.say(path, FormulaProblem::new(0..text.len(), message));
        None
    }

    fn assessment(&mut self, assessment: &Assessment) -> Option<CompiledAssessment> {
        let mut scope = self.scope.clone();
        let mut lets = Vec::new();
        for step in &assessment.lets {
            let path = format!("assess/{}/let/{}", assessment.code, step.code);
            self.free(&path, &step.code, &scope);
            let formula = self.compile(&path, &step.formula, &scope);
            let qualified = format!("{}.{}", assessment.code, step.code);
            scope = known(scope, &step.code, formula.as_ref());
            self.scope = known(
                std::mem::take(&mut self.scope),
                &qualified,
                formula.as_ref(),
            );
            lets.extend(formula);
        }
        let path = format!("assess/{}/give", assessment.code);
        self.free(&path, &assessment.code, &self.scope.clone());
        let give = self.compile(&path, &assessment.give.formula, &scope);
        let outside = std::mem::take(&mut self.scope);
        let sound = give.as_ref().filter(|give| !give.ty().optional);
        self.scope = known(outside, &assessment.code, sound);
        let give = give?;
        let range = 0..assessment.give.formula.len();
        if give.ty().optional {
            let problem = FormulaProblem::new(range.clone(), "a result must have a value");
            self.say(
                &path,
                problem.help("use capped(x, limit), or ask is-set(limit)"),
            );
        }
        if let Some(rounding) = &assessment.rounding {
            if give.ty().measure().is_none() {
                let message = format!("{} cannot be rounded", give.ty());
                self.say(&path, FormulaProblem::new(range.clone(), message));
            }
            if rounding.to <= rust_decimal::Decimal::ZERO {
                self.say(
                    &path,
                    FormulaProblem::new(WHOLE, "rounding needs a unit above zero"),
                );
            }
        }
        (lets.len() == assessment.lets.len()).then_some(CompiledAssessment { lets, give })
    }

    /// A name means one thing.
    fn free(&mut self, path: &str, name: &str, scope: &Scope) {
        if scope.has(name) {
            let message = format!("`{name}` means something else already");
            self.say(path, FormulaProblem::new(WHOLE, message));
        }
    }
}

/// The scope with a step.
fn known(scope: Scope, name: &str, formula: Option<&Formula>) -> Scope {
    match formula {
        Some(formula) => scope.with_step(name, formula.ty().clone()),
        None => scope.with_broken(name),
    }
}
