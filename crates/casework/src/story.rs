//! Stories: dated facts in, and events, due days and reasons out, in words that a lawyer could write.
//!
//! A story is a text ([`Story::parse`]); what it is told to is a [`Driver`]. The text never says how a case is
//! kept, so that the same story runs on the bare rulebook ([`Pure`]) and on an office over a store. The
//! format is described by example in `stories/README.md`.

use jiff::Timestamp;
use law::Law;

mod act;
mod application;
pub mod cast;
mod deed;
mod expectation;
mod pure;
mod rule;
mod said;
mod text;
mod view;
mod work;

pub use act::{Act, Given, Record, Who};
pub use application::{Filing, answers, declare, files};
pub use expectation::{DeedExpected, Expectation};
pub use pure::{Pure, act_of_work};
pub use rule::{RuleAct, act_of_rule};
pub use said::said;
pub use text::{Step, Story, StoryError};
pub use view::{View, WaitingDeed};
pub use work::WorkAct;

/// What a story is told to.
pub trait Driver {
    /// Does `act` in the name of `who` at `at`, later than everything before.
    ///
    /// # Errors
    /// The refusal as a story writes it: the code, and after a colon its facts; see [`said`].
    fn act(&mut self, at: Timestamp, who: &Who, act: &Act) -> Result<(), String>;

    /// The case as it is seen at the instant of the last act; none before it is filed.
    fn case(&self) -> Option<View>;
}

/// An expectation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected {expected}, found {found}")]
pub struct Failure {
    /// The line of the story, from 1.
    pub line: usize,
    /// What the story says.
    pub expected: String,
    /// What is.
    pub found: String,
}

/// What an expectation is held against.
#[derive(Debug)]
pub struct Situation<'a> {
    /// The refusal of the act, if it was refused.
    pub refused: Option<&'a str>,
    /// The kinds of the events that the act made.
    pub events: &'a [String],
    /// The case after the act.
    pub view: Option<&'a View>,
}

/// Tells `story` to `driver` and reports every expectation that does not hold, line by line.
///
/// Beyond what the story says, a refusal that it does not expect is a failure, and so is a refused act that
/// leaves events.
pub fn run(story: &Story, law: &Law, driver: &mut dyn Driver) -> Vec<Failure> {
    let mut failures = Vec::new();
    for step in &story.steps {
        let failure = |line: usize, expected: String, found: String| Failure {
            line,
            expected,
            found,
        };
        let Some(at) = law
            .places()
            .get(&story.organization.kato)
            .and_then(|place| place.clock.instant(step.at))
        else {
            let place = format!("a place `{}` with a clock", story.organization.kato);
            failures.push(failure(step.line, place, "none in the law".to_owned()));
            return failures;
        };
        let before = driver.case().map_or(0, |view| view.events.len());
        let refused = driver
            .act(at, &step.who, &step.act)
            .err()
            .map(|refusal| cast::ids_for_names(&refusal));
        let view = driver.case();
        let events = view
            .as_ref()
            .and_then(|view| view.events.get(before..))
            .unwrap_or_default();
        let situation = Situation {
            refused: refused.as_deref(),
            events,
            view: view.as_ref(),
        };
        if let Some(refusal) = &refused {
            let is_expected = step
                .expectations
                .iter()
                .any(|(_, expected)| matches!(expected, Expectation::Refused { .. }));
            if !is_expected {
                let expected = "the act to be carried out".to_owned();
                failures.push(failure(step.line, expected, format!("refused {refusal}")));
            }
            if !events.is_empty() {
                let expected = "no events of a refused act".to_owned();
                failures.push(failure(step.line, expected, events.join(", ")));
            }
        }
        for (line, expected) in &step.expectations {
            if let Err(found) = expected.holds(&situation) {
                failures.push(failure(*line, expected.to_string(), found));
            }
        }
    }
    failures
}
