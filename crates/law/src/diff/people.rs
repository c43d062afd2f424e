//! What people are asked and what is known of them, as rules: form, facts, documents, registers, parties.

use super::{
    Aspect, Part, Rule, Said,
    collect::{set, written},
};
use crate::{
    edition::{Bounds, Document, Edition, Fact, Party, Section, Type},
    text::Text,
};

pub(super) fn rules(edition: &Edition) -> Vec<Rule> {
    let fields = edition.form.iter().flat_map(section);
    let facts = edition.facts.values().flat_map(fact);
    let documents = edition.documents.iter().map(document);
    let fetches = edition.fetches.iter().map(|fetch| {
        let key = format!("fetch/{}", fetch.registry);
        Rule::new(
            Part::Registers,
            key,
            vec![fetch.text.clone()],
            Some(&fetch.source),
        )
        .says(Aspect::Words, Said::Words(fetch.text.clone()))
        .may_say(
            Aspect::Replaces,
            (!fetch.documents.is_empty()).then(|| set(&fetch.documents)),
        )
        .may_say(Aspect::After, fetch.after.map(Said::Day))
    });
    let parties = edition.parties.iter().map(party);
    fields
        .chain(facts)
        .chain(documents)
        .chain(fetches)
        .chain(parties)
        .collect()
}

fn section(section: &Section) -> Vec<Rule> {
    let fields = section.fields.iter().flat_map(|field| {
        let key = format!("field/{}.{}", section.code, field.code);
        let name = vec![section.title.clone(), field.label.clone()];
        let rule = Rule::new(Part::Form, key, name, Some(&field.source))
            .says(Aspect::Words, Said::Words(field.label.clone()))
            .may_say(Aspect::Hint, field.hint.clone().map(Said::Words))
            .says_if(Aspect::Required, field.required)
            .may_say(Aspect::Prefill, field.prefill.as_deref().map(written));
        typed(rule, &field.ty)
    });
    let whole = Rule::new(
        Part::Form,
        format!("section/{}", section.code),
        vec![section.title.clone()],
        Some(&section.source),
    )
    .says(Aspect::Words, Said::Words(section.title.clone()))
    .may_say(Aspect::Hint, section.hint.clone().map(Said::Words));
    std::iter::once(whole).chain(fields).collect()
}

/// The rule with its type; each column of a list is a rule of its own, and the answers of a choice stand alone.
fn typed(rule: Rule, ty: &Type) -> Vec<Rule> {
    let mut columns = Vec::new();
    let mut answers = None;
    let bare = match ty {
        Type::Choice { options } => {
            let labels = options.iter().map(|option| option.label.clone());
            answers = Some(Said::Paragraphs(labels.collect()));
            Type::Choice {
                options: Vec::new(),
            }
        }
        Type::List { columns: of_list } => {
            for column in of_list {
                let key = format!("{}/{}", rule.key, column.code);
                let name = rule.name.iter().chain([&column.label]).cloned().collect();
                let own = Rule::new(rule.part, key, name, rule.source.as_ref())
                    .says(Aspect::Words, Said::Words(column.label.clone()))
                    .says_if(Aspect::Required, column.required);
                columns.extend(typed(own, &column.ty));
            }
            Type::List {
                columns: Vec::new(),
            }
        }
        Type::Boolean
        | Type::Count
        | Type::Number { .. }
        | Type::Share
        | Type::Money { .. }
        | Type::Date
        | Type::Line
        | Type::PersonName
        | Type::Iin
        | Type::Iban
        | Type::Place => ty.clone(),
    };
    let whole = rule
        .says(Aspect::Type, Said::Type(bare))
        .may_say(Aspect::Options, answers);
    std::iter::once(whole).chain(columns).collect()
}

fn fact(fact: &Fact) -> Vec<Rule> {
    let bounds = (fact.bounds != Bounds::default()).then(|| Said::Bounds(fact.bounds.clone()));
    let key = format!("fact/{}", fact.code);
    let rule = Rule::new(
        Part::Facts,
        key,
        vec![fact.label.clone()],
        Some(&fact.source),
    )
    .says(Aspect::Words, Said::Words(fact.label.clone()))
    .may_say(Aspect::Bounds, bounds)
    .says(Aspect::Origins, Said::Origins(fact.origins.clone()));
    typed(rule, &fact.ty)
}

fn document(document: &Document) -> Rule {
    let key = format!("document/{}", document.code);
    let rule = Rule::new(
        Part::Documents,
        key,
        vec![document.text.clone()],
        Some(&document.source),
    )
    .says(Aspect::Words, Said::Words(document.text.clone()))
    .may_say(Aspect::Condition, document.when.as_deref().map(written))
    .may_say(
        Aspect::ConditionWords,
        document.when_text.clone().map(Said::Words),
    )
    .says_if(Aspect::Renewal, document.on_renewal)
    .says_if(Aspect::Unconditional, document.unconditional);
    document.channels.iter().fold(rule, |rule, asked| {
        let said = Said::Asked {
            original: asked.original_shown,
            request: asked.is_the_request,
            unless: asked.unless_registry.clone(),
        };
        rule.says(Aspect::On(asked.channel), said)
    })
}

fn party(party: &Party) -> Rule {
    let mut means = party.means.clone();
    means.sort_unstable();
    let name: Vec<Text> = vec![party.text.clone()];
    Rule::new(
        Part::Parties,
        format!("party/{}", party.code),
        name,
        Some(&party.source),
    )
    .says(Aspect::Words, Said::Words(party.text.clone()))
    .says(Aspect::Signing, Said::Signing(means))
    .may_say(Aspect::Each, party.each.as_deref().map(written))
    .may_say(Aspect::Condition, party.when.as_deref().map(written))
    .may_say(Aspect::Person, party.iin.as_deref().map(written))
}
