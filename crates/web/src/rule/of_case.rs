//! What is asked about a case beside its hearing: to withdraw it, to extend its term, to correct a slip in its deeds.

use casework::application::read::{check_line, check_text};
use casework::command::RuleCommand;
use casework::command::rule::{AskCorrection, Extend};
use casework::event::rule::TermExtension;
use casework::event::{Event, RuleEvent};
use casework::refusal::TextRefusal;
use law::edition::TermUnit;

use super::form::{Sent, Wrong, is_short, said};
use super::{Side, choice};
use crate::pages::key_of_text;

/// The command of such a form, or what is wrong with it; none where it is another form.
pub(super) fn command(sent: &Sent<'_>) -> Option<Result<RuleCommand, Wrong>> {
    let command = match sent.code {
        "withdraw" => Ok(RuleCommand::Withdraw {
            note: typed(sent, "text"),
        }),
        "extend" => extend(sent).map(RuleCommand::Extend),
        "ask-correction" => ask_correction(sent).map(RuleCommand::AskCorrection),
        "decline-correction" => decline_correction(sent),
        _ => return None,
    };
    Some(command)
}

fn typed(sent: &Sent<'_>, name: &str) -> String {
    sent.fields.get(name).trim().to_owned()
}

fn extend(sent: &Sent<'_>) -> Result<Extend, Wrong> {
    let amount = typed(sent, "amount").parse();
    let amount: u16 = amount.map_err(|_no_number| ("amount", "rule-problem-amount"))?;
    let ground = typed(sent, "ground");
    Ok(Extend {
        amount,
        unit: match sent.fields.get("unit") {
            "months" => TermUnit::Months,
            "calendar-days" => TermUnit::CalendarDays,
            "working-days" => TermUnit::WorkingDays,
            _ => return Err(("unit", "rule-problem-empty")),
        },
        ground: (!ground.is_empty()).then_some(ground),
        reason: said(sent, "reason")?,
    })
}

fn ask_correction(sent: &Sent<'_>) -> Result<AskCorrection, Wrong> {
    let (deed, field) = slip(sent)?;
    let (is, note) = (said(sent, "is")?, typed(sent, "words"));
    is_short(&note).map_err(|key| ("words", key))?;
    stands(check_line("is", &is))?;
    stands(check_text("words", &note))?;
    Ok(AskCorrection {
        deed,
        field,
        is,
        note,
    })
}

/// What cannot stand in a document, as the form says it.
fn stands(checked: Result<(), TextRefusal>) -> Result<(), Wrong> {
    checked.map_err(|refusal| (refusal.line().unwrap_or("is"), key_of_text(&refusal)))
}

fn decline_correction(sent: &Sent<'_>) -> Result<RuleCommand, Wrong> {
    let (deed, field) = slip(sent)?;
    let reason = said(sent, "reason")?;
    stands(check_text("reason", &reason))?;
    Ok(RuleCommand::DeclineCorrection {
        deed,
        field,
        reason,
    })
}

fn slip(sent: &Sent<'_>) -> Result<(String, String), Wrong> {
    choice::read(sent.fields.get("slip")).ok_or(("slip", "rule-problem-slip"))
}

/// How far a term may be extended, out of what an extension would bring; empty where nothing is extended.
pub(super) fn hint(side: &Side<'_>, would: &[Event]) -> String {
    let mut rules = would.iter().filter_map(Event::rule);
    let words = |it: &TermExtension| {
        let mut args = fluent_bundle::FluentArgs::new();
        args.set("before", side.visit.words().day(it.before.day));
        args.set("latest", side.visit.words().day(it.at_most.day));
        let said = side.visit.words().text_with("rule-extend-hint", &args);
        said.into_owned()
    };
    let extension = rules.find_map(RuleEvent::extension);
    extension.map(words).unwrap_or_default()
}
