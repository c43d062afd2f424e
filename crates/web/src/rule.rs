//! The rules of the Code on a page: what they made of a case, and the forms of what the rulebook would allow now.
//!
//! A form stands on a page exactly when the rulebook, asked with nothing written, would take the command.

mod choice;
mod form;
mod late;
mod of_case;
mod told;

pub(crate) use choice::{corrigible, read as read_slip, requests};
pub(crate) use form::{FORMS_OF_OFFICER, FORMS_OF_RECIPIENT, Sent, drawn, fields, is_short, read};
pub(crate) use late::{declined, overtaken};
pub(crate) use told::{day, decision, grounds};

use app::view::case::CaseView;
use casework::actor::Actor;
use casework::command::{Command, RuleCommand};

use crate::door::Visit;
use crate::pages::RulePart;

/// Who looks at a case, and where their forms go.
pub(crate) struct Side<'a> {
    /// The visit.
    pub(crate) visit: &'a Visit,
    /// The case.
    pub(crate) view: &'a CaseView<'a>,
    /// In whose name.
    pub(crate) actor: Actor,
    /// The address of the forms without their code.
    pub(crate) to: String,
}

impl Side<'_> {
    /// What a command would bring, nothing being written.
    pub(crate) fn would(
        &self,
        command: RuleCommand,
    ) -> Result<Vec<casework::event::Event>, casework::Refusal> {
        let office = self.visit.office();
        let command = Command::Rule(command);
        self.view
            .would(office, &self.actor, command, self.visit.now)
    }

    fn is_recipient(&self) -> bool {
        matches!(self.actor, Actor::Recipient(_))
    }
}

/// The part of the page of a case; `sent` is the form that was not taken.
pub(crate) fn part(side: &Side<'_>, sent: Option<&Sent<'_>>) -> RulePart {
    let case = &side.view.loaded.case;
    let hearings = case.rules.hearings.iter().rev();
    let codes: &[_] = if side.is_recipient() {
        &FORMS_OF_RECIPIENT
    } else {
        &FORMS_OF_OFFICER
    };
    let silence = side.view.deadlines.silence.iter();
    let language = side.visit.law_language();
    RulePart {
        notices: hearings.map(|it| told::hearing(side, it)).collect(),
        told: told::told(side),
        links: Vec::new(),
        said: silence.map(|it| it.text.get(language).to_owned()).collect(),
        days: told::days(side),
        forms: codes
            .iter()
            .filter_map(|code| form::form(side, code, sent))
            .collect(),
    }
}
