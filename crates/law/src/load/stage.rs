//! `stage` with its outcomes, and `term` wherever it stands.

use kdl::KdlNode;

use super::{
    basis::{Inherited, source_by, source_of},
    reading::{Reading, Word, named},
};
use crate::edition::{
    Adverse, Destination, Outcome, OutcomeDeed, Role, Stage, Term, TermAmount, TermStart, TermUnit,
    Work,
};

const ROLES: &[(&str, Role)] = &[
    ("clerk", Role::Clerk),
    ("executor", Role::Executor),
    ("head", Role::Head),
    ("commission", Role::Commission),
    ("operator", Role::Operator),
    ("recipient", Role::Recipient),
];

const WORK: &[(&str, Work)] = &[
    ("check", Work::Check),
    ("consent", Work::Consent),
    ("registry", Work::Registry),
    ("assess", Work::Assess),
    ("vote", Work::Vote),
    ("sign", Work::Sign),
    ("agree", Work::Agree),
    ("transfer", Work::Transfer),
    ("enrol", Work::Enrol),
    ("pay", Work::Pay),
    ("hear", Work::Hear),
    ("forward", Work::Forward),
    ("record", Work::Record),
];

const ADVERSE: &[(&str, Adverse)] = &[
    ("incompleteness", Adverse::Incompleteness),
    ("ground", Adverse::Ground),
    ("consent", Adverse::Consent),
];

const UNITS: [(&str, TermUnit); 3] = [
    ("working-days", TermUnit::WorkingDays),
    ("calendar-days", TermUnit::CalendarDays),
    ("months", TermUnit::Months),
];

/// `stage completeness actor=executor work=check { title …; term …; outcome … }`.
pub(crate) fn read(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Stage> {
    reading.cited(node, 1, &["actor", "work"], &["title", "term", "outcome"]);
    let code = reading.code(node, "stage")?;
    let path = format!("stage/{code}");
    let (source, down) = source_of(reading, node, above);
    let actor = reading
        .needed(node, "actor")
        .and_then(|word| reading.choose(word, "a role", ROLES));
    let work = reading
        .needed(node, "work")
        .and_then(|word| reading.choose(word, "a kind of work", WORK));
    let title = reading.child_text(node, "title");
    let term = match reading.single(node, "term") {
        Some(child) => Some(term(reading, child, &down, &format!("{path}/term"))?),
        None => None,
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for child in named(node, "outcome") {
        outcomes.extend(outcome(reading, child, &down, &path));
    }
    Some(Stage {
        code,
        title: title?,
        actor: actor?,
        work: work?,
        term,
        outcomes,
        source: source?,
    })
}

fn outcome(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Option<Outcome> {
    reading.cited(node, 1, &["to", "adverse", "deed", "signed-by"], &["text"]);
    let code = reading.code(node, path)?;
    let path = format!("{path}/{code}");
    let (source, _) = source_of(reading, node, above);
    let text = reading.child_text(node, "text");
    let to = reading.needed(node, "to");
    if let Some(word) = to {
        reading.keep(format!("{path}/to"), word.span);
    }
    let adverse = match reading.prop(node, "adverse") {
        Some(word) => Some(reading.choose(word, "a kind of adverse outcome", ADVERSE)?),
        None => None,
    };
    let deed = match (reading.prop(node, "deed"), reading.prop(node, "signed-by")) {
        (None, None) => None,
        (Some(deed), None) => {
            let message = format!("nobody signs the deed `{}`", deed.text);
            reading.fault(deed.span, message, Some("add `signed-by=head`".to_owned()));
            None
        }
        (None, Some(signer)) => {
            let help = Some("add `deed=…`, or take `signed-by` out".to_owned());
            reading.fault(signer.span, "a signature without a deed", help);
            None
        }
        (Some(deed), Some(signer)) => {
            reading.keep(format!("{path}/deed"), deed.span);
            reading.keep(format!("{path}/signed-by"), signer.span);
            let signed_by = reading.choose(signer, "a role", ROLES)?;
            Some(OutcomeDeed {
                deed: deed.text.to_owned(),
                signed_by,
            })
        }
    };
    let to = match to?.text {
        "closed" => Destination::Closed,
        stage => Destination::Stage(stage.to_owned()),
    };
    Some(Outcome {
        code,
        text: text?,
        to,
        deed,
        adverse,
        source: source?,
    })
}

/// `term working-days=2 from=registration`. Its place is kept under `path`.
pub(crate) fn term(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Option<Term> {
    let props = ["working-days", "calendar-days", "months", "source"];
    reading.cited(node, 0, &props, &[]);
    reading.keep(path, super::reading::name_span(node));
    let (source, _) = source_by(reading, node, above, "source");
    let mut sizes: Vec<(Word<'_>, TermUnit)> = Vec::new();
    for (name, unit) in UNITS {
        sizes.extend(reading.prop(node, name).map(|word| (word, unit)));
    }
    let from = reading.needed(node, "from");
    if let Some(word) = from {
        reading.keep(format!("{path}/from"), word.span);
    }
    let mut sizes = sizes.into_iter();
    let Some((word, unit)) = sizes.next() else {
        let help = Some("add `working-days=…`, `calendar-days=…` or `months=…`".to_owned());
        reading.fault(
            super::reading::name_span(node),
            "the term has no length",
            help,
        );
        return None;
    };
    if let Some((second, _)) = sizes.next() {
        let help = Some("keep one of the two".to_owned());
        reading.fault(second.span, "the term has a second length", help);
    }
    reading.keep(format!("{path}/amount"), word.span);
    let amount = match word.text.strip_prefix("figure:") {
        Some(figure) => TermAmount::Figure(figure.to_owned()),
        None => TermAmount::Days(reading.whole(word)?),
    };
    if amount == TermAmount::Days(0) {
        let help = Some("leave `term` out of a stage that is done at once".to_owned());
        reading.fault(word.span, "a term of no days", help);
    }
    let from = match from?.text {
        "filing" => TermStart::Filing,
        "registration" => TermStart::Registration,
        other => {
            let Some(stage) = other.strip_prefix("stage:") else {
                let message = format!("`{other}` is not an event that a term runs from");
                let help = Some("write `filing`, `registration` or `stage:code`".to_owned());
                reading.fault(from?.span, message, help);
                return None;
            };
            TermStart::Stage(stage.to_owned())
        }
    };
    Some(Term {
        amount,
        unit,
        from,
        source: source?,
    })
}
