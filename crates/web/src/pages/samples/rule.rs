//! Invented hearings: a preliminary decision with its days and every form about it.

use jiff::civil::date;

use super::super::{
    DecisionNotice, GroundTold, ReasonedDay, Row, RuleField, RuleForm, RuleInput, RulePart, Shell,
};
use super::case::deadline;
use super::pick;
use crate::rule::fields;

/// A hearing that can be appointed.
pub(super) fn of_first_hearing(shell: &Shell) -> RulePart {
    let mut part = part(shell, &["appoint"]);
    for form in &mut part.forms {
        form.is_again = false;
    }
    part
}

/// A hearing with the forms of these codes.
pub(super) fn part(shell: &Shell, codes: &[&'static str]) -> RulePart {
    let say = |texts| pick(shell.words, texts);
    let day = |number| shell.words.day_with_weekday(date(2021, 3, number));
    let row = |key: &str, value: String| Row::new(shell.words.text(key), value);
    let form = |code: &'static str| RuleForm {
        code,
        action: shell.to(&format!("/cases/7KQ2-M4XA/rules/{code}")),
        hint: if code == "extend" {
            day(29)
        } else {
            String::new()
        },
        hidden: vec![("number", "HA-2021-118/1".to_owned())],
        fields: fields(code)
            .unwrap_or_default()
            .iter()
            .map(|(name, kind)| RuleField {
                name,
                kind: *kind,
                value: String::new(),
                choices: if *kind == RuleInput::Choice {
                    vec![("x".to_owned(), day(29)), ("y".to_owned(), day(24))]
                } else {
                    Vec::new()
                },
            })
            .collect(),
        is_warning: code == "withdraw",
        is_again: code == "appoint",
    };
    RulePart {
        notices: vec![DecisionNotice {
            rows: vec![
                row("hearing-number", "HA-2021-118/1".to_owned()),
                row("hearing-sent", day(24)),
                row("hearing-received", day(25)),
            ],
            grounds: vec![GroundTold {
                text: say([
                    "Талаптарға сәйкес келмеуі (9-тармақ)",
                    "Несоответствие требованиям (п. 9)",
                    "The requirements are not met (¶9)",
                ]),
                facts: vec![say([
                    "Меншіктегі тұрғынжай саны: 2",
                    "Жилищ в собственности: 2",
                    "Dwellings owned: 2",
                ])],
            }],
        }],
        said: Vec::new(),
        told: vec![row("rule-extended", day(29))],
        links: Vec::new(),
        days: vec![ReasonedDay {
            heading: format!("{}: {}", shell.words.text("term-earliest"), day(29)),
            deadline: deadline(shell),
        }],
        forms: codes.iter().map(|code| form(code)).collect(),
    }
}
