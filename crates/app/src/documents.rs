//! Which documents of an edition are asked for on the portal, given the answers.

use casework::event::{Answer, Answers};
use law::Law;
use law::edition::{At, Channel, Document, Edition, Origin, Type};
use law::facts::Facts;
use law::formula::Environment;
use law::value::{Value, read_decimal};

/// The documents that the edition asks to attach on the portal. One whose condition fails is not asked for; one whose
/// condition cannot be told yet is, because not knowing is never a pass.
pub fn asked<'l>(law: &Law, edition: &'l Edition, answers: &Answers) -> Vec<&'l Document> {
    let facts = form_facts(edition, answers);
    edition
        .documents
        .iter()
        .filter(|document| {
            document.channels.iter().any(|channel| {
                channel.channel == Channel::Portal
                    && !channel.is_the_request
                    && !channel.original_shown
            })
        })
        .filter(|document| is_asked(law, edition, document, &facts) != Some(false))
        .collect()
}

/// Whether a document is asked for; none where its condition cannot be told yet.
fn is_asked(law: &Law, edition: &Edition, document: &Document, facts: &Facts) -> Option<bool> {
    if document.when.is_none() {
        return Some(true);
    }
    let condition = law.compiled(&edition.id)?.documents.get(&document.code)?;
    let at = At {
        day: edition.in_force.day,
        place: None,
    };
    let environment =
        Environment::new(&edition.facts, facts, law.figures(), &|_no_place| None, &at);
    condition.evaluate(&environment).value.truth()
}

/// The answers as facts under the names of their fields and of the facts that they declare, for the conditions of documents.
fn form_facts(edition: &Edition, answers: &Answers) -> Facts {
    let mut facts = Facts::default();
    for section in &edition.form {
        for field in &section.fields {
            let name = format!("{}.{}", section.code, field.code);
            if let Some(Answer::One(text)) = answers.get(&name)
                && let Some(value) = value(&field.ty, text)
            {
                let declared = Origin::Form(name.clone());
                for fact in edition
                    .facts
                    .values()
                    .filter(|it| it.origins.contains(&declared))
                {
                    facts.insert(&fact.code, value.clone(), Some(declared.clone()));
                }
                facts.insert(&name, value, None);
            }
        }
    }
    facts
}

fn value(ty: &Type, text: &str) -> Option<Value> {
    match ty {
        Type::Boolean => Some(Value::Boolean(text == "true")),
        Type::Count => text.parse().ok().map(Value::Count),
        Type::Choice { .. } => Some(Value::Choice(text.to_owned())),
        Type::Date => text.parse().ok().map(Value::Date),
        Type::Number { unit } => Some(Value::Number {
            number: read_decimal(text)?,
            unit: unit.clone(),
        }),
        Type::Money { per } => Some(Value::Money {
            amount: read_decimal(text)?,
            per: *per,
        }),
        Type::Share
        | Type::Line
        | Type::PersonName
        | Type::Iin
        | Type::Iban
        | Type::Place
        | Type::List { .. } => None,
    }
}
