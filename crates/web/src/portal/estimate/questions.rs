//! What is asked: the facts that the form of the edition asks, in its own words, then those that only an official
//! would establish, each of which may stay open.

use std::collections::BTreeMap;

use casework::application::{Problem, check_section};
use casework::event::Answers;
use casework::facts::json_of;
use law::Text;
use law::edition::{ChoiceOption, Edition, Fact, Field, Origin, Section, Type};
use serde_json::{Map, Value as Json, json};

use crate::fields;
use crate::form::Fields;
use crate::locale::{Language, Words};

/// The section that all questions stand in.
pub(super) const SECTION: &str = "fact";
/// The question for the place.
pub(super) const PLACE: &str = "place";

/// What was typed, kept as typed, with what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) answers: Answers,
    pub(super) problems: Vec<Problem>,
}

/// The facts of a facts file, and the place.
pub(super) struct Asked {
    pub(super) json: Json,
    pub(super) place: String,
}

impl Typed {
    /// Out of a form.
    pub(super) fn read(sections: &[Section], sent: &Fields) -> Self {
        let answers = sections
            .iter()
            .flat_map(|section| fields::typed(section, sent))
            .collect();
        Self {
            answers,
            problems: Vec::new(),
        }
    }

    /// The facts in the JSON form of a facts file, or all that is wrong with them.
    pub(super) fn facts(
        &self,
        sections: &[Section],
        edition: &Edition,
    ) -> Result<Asked, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut clean = Answers::new();
        for section in sections {
            match check_section(section, &self.answers) {
                Ok(answers) => clean.extend(answers),
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut object = Map::new();
        let mut place = String::new();
        for (name, answer) in &clean {
            let code = name.split_once('.').map_or("", |(_, code)| code);
            let value = json_of(answer);
            if code == PLACE {
                value.as_str().unwrap_or_default().clone_into(&mut place);
                continue;
            }
            let is_yes_or_no = edition
                .facts
                .get(code)
                .is_some_and(|it| it.ty == Type::Boolean);
            let value = if is_yes_or_no {
                json!(value == json!(YES))
            } else {
                value
            };
            object.insert(code.to_owned(), value);
        }
        Ok(Asked {
            json: Json::Object(object),
            place,
        })
    }
}

const YES: &str = "yes";
const NO: &str = "no";

/// The questions in two groups: what the form asks, and what an official would find out.
pub(super) fn questions(edition: &Edition) -> Vec<Section> {
    let mut declared = vec![place(edition)];
    let mut established = Vec::new();
    let mut by_field: BTreeMap<String, &Fact> = BTreeMap::new();
    for fact in edition.facts.values() {
        match form_field(fact) {
            Some(field) => {
                by_field.insert(field.to_owned(), fact);
            }
            None if is_of_the_case(fact) => established.push(question(fact, None)),
            None => {}
        }
    }
    for section in &edition.form {
        for field in &section.fields {
            let name = format!("{}.{}", section.code, field.code);
            if let Some(fact) = by_field.get(&name) {
                declared.push(question(fact, Some(field)));
            }
        }
    }
    vec![
        section("estimate-declared", None, declared, edition),
        section(
            "estimate-established",
            Some("estimate-established-lead"),
            established,
            edition,
        ),
    ]
}

fn form_field(fact: &Fact) -> Option<&str> {
    fact.origins.iter().find_map(|origin| match origin {
        Origin::Form(field) => Some(field.as_str()),
        Origin::Registry(_)
        | Origin::Document(_)
        | Origin::Figure(_)
        | Origin::Consent(_)
        | Origin::Officer => None,
    })
}

/// Whether a fact is one of the family and not of the law.
fn is_of_the_case(fact: &Fact) -> bool {
    !fact
        .origins
        .iter()
        .all(|origin| matches!(origin, Origin::Figure(_)))
}

/// The question for a fact: in the words of the form where it has it. A yes or no may stay open.
fn question(fact: &Fact, field: Option<&Field>) -> Field {
    let ty = if fact.ty == Type::Boolean {
        Type::Choice {
            options: vec![option(YES), option(NO)],
        }
    } else {
        fact.ty.clone()
    };
    Field {
        code: fact.code.clone(),
        ty,
        label: field.map_or_else(|| fact.label.clone(), |it| it.label.clone()),
        hint: field.and_then(|it| it.hint.clone()),
        required: field.is_some_and(|it| it.required && fact.ty != Type::Boolean),
        prefill: None,
        source: fact.source.clone(),
    }
}

fn option(code: &str) -> ChoiceOption {
    ChoiceOption {
        code: code.to_owned(),
        label: in_all(code),
    }
}

fn place(edition: &Edition) -> Field {
    Field {
        code: PLACE.to_owned(),
        ty: Type::Place,
        label: in_all("estimate-place"),
        hint: Some(in_all("estimate-place-hint")),
        required: true,
        prefill: None,
        source: edition.term.source.clone(),
    }
}

fn section(title: &str, hint: Option<&str>, fields: Vec<Field>, edition: &Edition) -> Section {
    Section {
        code: SECTION.to_owned(),
        title: in_all(title),
        hint: hint.map(in_all),
        fields,
        source: edition.term.source.clone(),
    }
}

/// Words of ours in the three languages, as a text of the law.
fn in_all(key: &str) -> Text {
    let say = |language| Words::of(language).text(key).into_owned();
    Text {
        kk: say(Language::Kk),
        ru: say(Language::Ru),
        en: say(Language::En),
    }
}
