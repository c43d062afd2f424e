//! Changes as a report in words: one heading for each part, both sides with their paragraphs.

use super::{Aspect, Change, Difference, Rule, Said, Start, types, words};
use crate::{
    edition::{Source, TermAmount},
    term::amount_text,
    text::{Language, Text},
    words as vocabulary,
};

/// The report of the changes, Markdown; one sentence if there are none.
pub fn report(changes: &[Change], language: Language) -> String {
    if changes.is_empty() {
        return format!("{}\n", words::no_changes().get(language));
    }
    let mut text = String::new();
    let mut part = None;
    for change in changes {
        if part != Some(change.part()) {
            let gap = if part.is_some() { "\n" } else { "" };
            let heading = words::part(change.part());
            text.extend([
                gap,
                "## ",
                heading.get(language),
                "

",
            ]);
            part = Some(change.part());
        }
        text.push_str(&line(change, language));
    }
    text
}

fn line(change: &Change, language: Language) -> String {
    match change {
        Change::New(rule) => whole(rule, &words::is_new(), "+", language),
        Change::Gone(rule) => whole(rule, &words::is_gone(), "−", language),
        Change::Changed(difference) => {
            let Difference {
                before,
                after,
                aspect,
                was,
                is,
            } = difference.as_ref();
            let of = words::aspect(*aspect);
            let name = name(after, language);
            let name = if name.is_empty() {
                String::new()
            } else {
                format!("{name} — ")
            };
            let (was, is, note) = sides(was.as_ref(), is.as_ref(), language);
            let (old, new) = (cited(before.source.as_ref()), cited(after.source.as_ref()));
            let of = of.get(language);
            format!("- {name}{of}{note}\n  − {was}{old}\n  + {is}{new}\n")
        }
    }
}

/// A rule that only one edition has, with what it says.
fn whole(rule: &Rule, word: &Text, sign: &str, language: Language) -> String {
    let head = format!(
        "- {}: {}{}\n",
        name(rule, language),
        word.get(language),
        cited(rule.source.as_ref())
    );
    let named = rule.name.last();
    let lines = rule
        .says
        .iter()
        .filter(|(_, said)| !is_name(said, named))
        .map(|(aspect, said)| {
            let aspect = words::aspect(*aspect);
            format!(
                "  {sign} {}: {}\n",
                aspect.get(language),
                spoken(said, language)
            )
        });
    std::iter::once(head).chain(lines).collect()
}

/// The words of a rule stand in its name already.
fn is_name(said: &Said, name: Option<&Text>) -> bool {
    matches!((said, name), (Said::Words(words), Some(name)) if words == name)
}

fn name(rule: &Rule, language: Language) -> String {
    let names: Vec<&str> = rule.name.iter().map(|name| name.get(language)).collect();
    names.join(" / ")
}

fn cited(source: Option<&Source>) -> String {
    source.map_or_else(String::new, |source| format!("    [{}]", source.cite))
}

/// Both sides in the language of the report; if they differ in another language alone, in that one.
fn sides(was: Option<&Said>, is: Option<&Said>, language: Language) -> (String, String, String) {
    let nothing = words::nothing();
    let say = |said: Option<&Said>, language| {
        said.map_or_else(
            || nothing.get(language).to_owned(),
            |said| spoken(said, language),
        )
    };
    let (old, new) = match (was, is) {
        (Some(Said::Paragraphs(was)), Some(Said::Paragraphs(is))) => (
            paragraphs_beside(was, is, language),
            paragraphs_beside(is, was, language),
        ),
        (was, is) => (say(was, language), say(is, language)),
    };
    if old != new {
        return (old, new, String::new());
    }
    let other = Language::ALL
        .into_iter()
        .find(|other| say(was, *other) != say(is, *other));
    match other {
        Some(other) => {
            let note = format!(", {}", words::only_in(other).get(language));
            (say(was, other), say(is, other), note)
        }
        None => (old, new, String::new()),
    }
}

/// The paragraphs that the other side lacks; all of them if only their order differs.
fn paragraphs_beside(these: &[Text], others: &[Text], language: Language) -> String {
    let only: Vec<Text> = these
        .iter()
        .filter(|text| !others.contains(text))
        .cloned()
        .collect();
    match (only.is_empty(), these.len() == others.len()) {
        (false, _) => paragraphs(&only, language),
        (true, true) => paragraphs(these, language),
        (true, false) => words::nothing().get(language).to_owned(),
    }
}

fn paragraphs(texts: &[Text], language: Language) -> String {
    let lines: Vec<&str> = texts.iter().map(|text| text.get(language)).collect();
    if lines.is_empty() {
        "—".to_owned()
    } else {
        lines.join(" | ")
    }
}

fn spoken(said: &Said, language: Language) -> String {
    let pick = |text: Text| text.get(language).to_owned();
    match said {
        Said::Words(text) => pick(text.clone()),
        Said::Paragraphs(texts) => paragraphs(texts, language),
        Said::Day(day) => crate::text::days::date(*day, language),
        Said::Written(text) => format!("`{text}`"),
        Said::Codes(codes) => codes.join(", "),
        Said::Number(number) => number.to_string(),
        Said::Answer(is_so) => types::answer(*is_so, language),
        Said::Term { amount, unit, from } => {
            let amount = match amount {
                TermAmount::Days(amount) => amount_text(*amount, *unit, language),
                TermAmount::Figure(code) => {
                    let word =
                        words::choice(language, ["заңдағы мән", "значение закона", "figure"]);
                    format!("{word} `{code}`")
                }
            };
            started(&amount, from, language)
        }
        Said::Type(ty) => types::type_of(ty, language),
        Said::Bounds(bounds) => types::bounds(bounds, language),
        Said::Origins(origins) => types::origins(origins, language),
        Said::Asked {
            original,
            request,
            unless,
        } => types::asked(*original, *request, unless.as_deref(), language),
        Said::Rounding(rounding) => types::rounding(rounding, language),
        Said::Role(role) => pick(vocabulary::role(*role)),
        Said::Work(work) => pick(vocabulary::work(*work)),
        Said::Excluded(who) => pick(words::excluded(*who)),
        Said::Signing(means) => {
            let means: Vec<String> = means
                .iter()
                .map(|means| pick(vocabulary::signing(*means)))
                .collect();
            means.join(", ")
        }
        Said::Pending(it) => pick(words::pending(*it)),
        Said::Adverse(adverse) => pick(vocabulary::adverse(*adverse)),
        Said::Brought(trigger) => pick(words::trigger(*trigger)),
        Said::Next => pick(words::next()),
        Said::Closed => pick(words::closed()),
        Said::Event(on) => words::event(on, language),
    }
}

fn started(amount: &str, from: &Start, language: Language) -> String {
    let from = match from {
        Start::Filing => vocabulary::from_filing(),
        Start::Registration => vocabulary::from_registration(),
        Start::Previous => vocabulary::from_previous(),
        Start::Stage(title) => vocabulary::after(title),
    };
    vocabulary::since(amount, from.get(language), language)
}

impl Aspect {
    /// What a report calls it.
    pub fn text(self) -> Text {
        words::aspect(self)
    }
}
