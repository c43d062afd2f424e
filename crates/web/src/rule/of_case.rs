//! What is asked about a case beside its hearing: to withdraw it, to extend its term, to correct a slip in its deeds.

use casework::command::RuleCommand;
use casework::command::rule::{AskCorrection, Extend};
use casework::event::rule::TermExtension;
use casework::event::{Event, RuleEvent};
use law::edition::TermUnit;

use super::form::{Sent, Wrong, said};
use super::{Side, choice};

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
    Ok(AskCorrection {
        deed,
        field,
        is: said(sent, "is")?,
        note: typed(sent, "words"),
    })
}

fn decline_correction(sent: &Sent<'_>) -> Result<RuleCommand, Wrong> {
    let (deed, field) = slip(sent)?;
    Ok(RuleCommand::DeclineCorrection {
        deed,
        field,
        reason: said(sent, "reason")?,
    })
}

fn slip(sent: &Sent<'_>) -> Result<(String, String), Wrong> {
    choice::read(sent.fields.get("slip")).ok_or(("slip", "rule-problem-empty"))
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
