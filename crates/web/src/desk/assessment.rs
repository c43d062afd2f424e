//! The assessment, line by line, and the outcomes that agree with it.

use app::access::Seen;
use app::view::case::CaseView;
use axum::extract::Path;
use law::assess::{Assessed, Conclusion};
use law::edition::{Adverse, Stage, Work};
use law::formula::{Leaf, Missing};

use super::case::{is_at_work, returned};
use super::completeness::buttons;
use super::head::{Page, head, stage};
use super::rule::{Before, before};
use super::{CaseAddress, Seat};
use crate::cite::cite;
use crate::door::Visit;
use crate::failure::Failure;
use crate::pages::office::{
    GroundLine, MissingLine, OfficeAssessment, Outcome, OutcomeButton, Propose, RequirementLine,
};
use crate::pages::{Color, Problems, Row, RulePart, Tag};
use crate::portal::case::number;
use crate::portal::{Answer, draw};
use crate::reason::derivation::{in_words, steps};
use crate::reason::label::{fact_of, missing};
use crate::rule::Sent;

/// The page of the assessment.
pub(crate) async fn assessment(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let view = seat.case(&number(&text)?, &Seen::Assessment).await?;
    let mut page = page(&seat, &view, "", (None, Problems::default()))?;
    page.shell = seat.shell_of(&view);
    draw(&page)
}

/// The page, with the note as typed and why the last proposal was declined.
pub(super) fn page(
    seat: &Seat,
    view: &CaseView<'_>,
    note: &str,
    (typed, problems): (Option<&Sent<'_>>, Problems),
) -> Result<OfficeAssessment, Failure> {
    let case = &view.loaded.case;
    if case.registration.is_none() {
        return Err(Failure::not_found());
    }
    let assessed = view.assessed(seat.visit.office(), seat.visit.now)?;
    let mut propose = propose(seat, view, &assessed, note);
    let (rule, waits) = heard_first(seat, view, propose.as_mut(), typed);
    Ok(OfficeAssessment {
        shell: seat.shell_at(view, Page::Assessment.path()),
        head: head(seat, view, Page::Assessment)?,
        problems,
        returned: returned(seat, view),
        outcome: outcome(seat, view, &assessed),
        steps: steps(&seat.visit, view.edition, &assessed),
        requirements: requirements(seat, view, &assessed),
        grounds: grounds(seat, view, &assessed),
        rule,
        waits,
        propose: propose.filter(|it| !it.outcomes.is_empty()),
    })
}

/// Takes the outcomes out of the form before which the person must be heard: the preliminary decision that comes
/// instead, and why one must wait.
fn heard_first(
    seat: &Seat,
    view: &CaseView<'_>,
    propose: Option<&mut Propose>,
    typed: Option<&Sent<'_>>,
) -> (RulePart, Option<String>) {
    let (mut part, mut waits) = (RulePart::default(), None);
    if let Some(propose) = propose {
        let stage = propose.stage.clone();
        propose.outcomes.retain(|button| {
            if !button.is_adverse {
                return true;
            }
            match before(seat, view, (&stage, &button.code), typed) {
                Before::Nothing => true,
                Before::Wait(why) => {
                    waits = Some(why);
                    false
                }
                Before::Preliminary(it) => {
                    part = *it;
                    false
                }
            }
        });
    }
    (part, waits)
}

/// The form of the outcomes that this officer may find now.
fn propose(seat: &Seat, view: &CaseView<'_>, assessed: &Assessed, note: &str) -> Option<Propose> {
    let stage = stage(view).filter(|_| is_at_work(seat, view))?;
    let outcomes = agreeing(seat, stage, &assessed.conclusion);
    let end = if stage.work() == Work::Assess {
        "/outcome"
    } else {
        "/assessment"
    };
    (!outcomes.is_empty()).then(|| Propose {
        action: seat.to_case(&view.loaded.case.filed.number, end),
        stage: stage.code.clone(),
        outcomes,
        note: note.to_owned(),
    })
}

/// The outcomes of a stage that the conclusion allows: of a stage of assessment all, once nothing is unknown; of a
/// decision those in favor or those on a ground.
fn agreeing(seat: &Seat, stage: &Stage, conclusion: &Conclusion) -> Vec<OutcomeButton> {
    let wanted = match (stage.work(), conclusion) {
        (Work::Assess, Conclusion::Favorable | Conclusion::Refused { .. }) => {
            return buttons(seat, stage);
        }
        (Work::Sign, Conclusion::Favorable) => None,
        (Work::Sign, Conclusion::Refused { .. }) => Some(Adverse::Ground),
        (_, _) => return Vec::new(),
    };
    let outcomes = stage.outcomes.iter();
    let agreeing: Vec<_> = outcomes
        .filter(|outcome| outcome.adverse == wanted)
        .map(|outcome| outcome.code.as_str())
        .collect();
    buttons(seat, stage)
        .into_iter()
        .filter(|button| agreeing.contains(&button.code.as_str()))
        .collect()
}

fn outcome(seat: &Seat, view: &CaseView<'_>, assessed: &Assessed) -> Outcome {
    match &assessed.conclusion {
        Conclusion::Favorable => Outcome::Give {
            results: results(seat, view, assessed),
        },
        Conclusion::Refused { grounds } => {
            let language = seat.visit.law_language();
            let all = view.edition.grounds.iter();
            let satisfied = all.filter(|ground| grounds.iter().any(|it| it.ground == ground.code));
            Outcome::Refuse {
                grounds: satisfied
                    .map(|ground| {
                        format!(
                            "{} ({})",
                            ground.text.get(language),
                            cite(&seat.visit, &ground.source.cite)
                        )
                    })
                    .collect(),
            }
        }
        Conclusion::Unknown { missing } => Outcome::Unknown {
            missing: missing
                .iter()
                .map(|it| missing_line(seat, view, it))
                .collect(),
        },
    }
}

/// The amounts that the favorable deed names, by their names in it.
fn results(seat: &Seat, view: &CaseView<'_>, assessed: &Assessed) -> Vec<Row> {
    let language = seat.visit.law_language();
    let stages = view.edition.stages.iter();
    let outcomes = stages
        .filter(|it| it.work() == Work::Sign)
        .flat_map(|it| &it.outcomes);
    let favorable = outcomes
        .filter(|it| it.adverse.is_none())
        .find_map(|it| it.deed.as_ref());
    let deed = favorable.and_then(|it| view.edition.deeds.iter().find(|deed| deed.code == it.deed));
    let fields = deed.into_iter().flat_map(|deed| &deed.fields);
    fields
        .filter_map(|field| {
            let code = field.from.strip_prefix("assess.")?;
            let known = assessed.assessments.get(code)?.result.known()?;
            let label = field.label.get(language);
            let label = label.split(',').next().unwrap_or(label);
            Some(Row::new(
                label,
                crate::reason::value::value(&seat.visit, None, known),
            ))
        })
        .collect()
}

fn missing_line(seat: &Seat, view: &CaseView<'_>, it: &Missing) -> MissingLine {
    let number = &view.loaded.case.filed.number;
    let href = match it {
        Missing::Fact { code } | Missing::Unfit { code } => {
            let fact = fact_of(code);
            let anchor = format!("{}#{fact}", Page::Verification.path());
            let is_fact = view.edition.facts.contains_key(fact);
            is_fact.then(|| seat.to_case(number, &anchor))
        }
        Missing::Figure { .. } | Missing::Undefined { .. } => None,
    };
    MissingLine {
        text: missing(&seat.visit, view.edition, it),
        href,
    }
}

fn requirements(seat: &Seat, view: &CaseView<'_>, assessed: &Assessed) -> Vec<RequirementLine> {
    let language = seat.visit.law_language();
    let results = assessed.requirements.iter().zip(&view.edition.requirements);
    results
        .map(|(result, requirement)| {
            let (key, color) = match result.met {
                Some(true) => ("requirement-met", Color::Green),
                Some(false) => ("requirement-failed", Color::Red),
                None => ("requirement-unknown", Color::Yellow),
            };
            let leaves = result.trace.leaves().into_iter();
            RequirementLine {
                text: requirement.text.get(language).to_owned(),
                cite: cite(&seat.visit, &requirement.source.cite),
                tag: Tag {
                    text: seat.say(key),
                    color,
                },
                facts: leaves
                    .filter(|leaf| !matches!(leaf.leaf, Some(Leaf::Day { .. })))
                    .map(|leaf| in_words(&seat.visit, view.edition, leaf))
                    .collect(),
            }
        })
        .collect()
}

fn grounds(seat: &Seat, view: &CaseView<'_>, assessed: &Assessed) -> Vec<GroundLine> {
    let language = seat.visit.law_language();
    let grounds = view.edition.grounds.iter();
    grounds
        .map(|ground| {
            let failed = assessed
                .requirements
                .iter()
                .filter(|it| it.met == Some(false));
            let failed = failed.filter(|it| it.ground == ground.code);
            GroundLine {
                text: ground.text.get(language).to_owned(),
                cite: cite(&seat.visit, &ground.source.cite),
                facts: failed
                    .filter_map(|it| {
                        let all = view.edition.requirements.iter();
                        let requirement = all.clone().find(|known| known.code == it.code)?;
                        let text = requirement.text.get(language);
                        Some(format!("{}: {}", seat.say("requirement-failed"), text))
                    })
                    .collect(),
            }
        })
        .collect()
}
