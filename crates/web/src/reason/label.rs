//! What a formula speaks of, in words: facts with their rows and columns, figures, earlier lines.

use law::edition::{Edition, Type};
use law::formula::Missing;

use crate::door::Visit;

/// The words for a fact (`family-income`), a field of the form (`dwelling.tenure`), a cell (`costs[2].billed`), a
/// figure, or a line of the assessment; the code itself where the edition knows none.
pub(crate) fn label(visit: &Visit, edition: &Edition, code: &str) -> String {
    let language = visit.law_language();
    let fact = edition.facts.get(fact_of(code));
    if let Some(fact) = fact {
        let name = fact.label.get(language);
        let row = code
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(']'));
        let Some((row, rest)) = row else {
            return name.to_owned();
        };
        let column = rest
            .strip_prefix('.')
            .and_then(|column| column_label(visit, &fact.ty, column));
        return match column {
            Some(column) => format!("{name}, {row}: {column}"),
            None => format!("{name}, {row}"),
        };
    }
    line_label(visit, edition, code)
        .or_else(|| field_label(visit, edition, code))
        .or_else(|| {
            let figure = visit.office().law.figures().figure(code);
            figure.map(|figure| figure.label.get(language).to_owned())
        })
        .unwrap_or_else(|| code.to_owned())
}

/// The fact of a code that may name a row and a column of it.
pub(crate) fn fact_of(code: &str) -> &str {
    code.split(['[', '.']).next().unwrap_or(code)
}

/// The words of a column of a list.
pub(super) fn column_label(visit: &Visit, ty: &Type, column: &str) -> Option<String> {
    let Type::List { columns } = ty else {
        return None;
    };
    let column = columns.iter().find(|it| it.code == column)?;
    Some(column.label.get(visit.law_language()).to_owned())
}

/// The words for an assessment or one of its lines.
fn line_label(visit: &Visit, edition: &Edition, code: &str) -> Option<String> {
    let language = visit.law_language();
    let last = code.rsplit('.').next().unwrap_or(code);
    let whole = edition.assessments.iter().find(|it| it.code == code);
    let lines = edition.assessments.iter().flat_map(|it| &it.lets);
    let line = lines.into_iter().find(|step| step.code == last);
    whole
        .map(|it| it.label.get(language))
        .or_else(|| line.map(|it| it.label.get(language)))
        .map(str::to_owned)
}

fn field_label(visit: &Visit, edition: &Edition, code: &str) -> Option<String> {
    let (section, field) = code.split_once('.')?;
    let section = edition.form.iter().find(|it| it.code == section)?;
    let field = section.fields.iter().find(|it| it.code == field)?;
    Some(field.label.get(visit.law_language()).to_owned())
}

/// What is missing, in words.
pub(crate) fn missing(visit: &Visit, edition: &Edition, missing: &Missing) -> String {
    match missing {
        Missing::Fact { code } | Missing::Unfit { code } => label(visit, edition, code),
        Missing::Figure { code, place, day } => {
            let places = visit.office().law.places();
            let place = place.as_deref().and_then(|place| places.get(place));
            let place = place.map(|it| it.name(*day).get(visit.law_language()).to_owned());
            let day = visit.words().day(*day);
            let parts = [Some(label(visit, edition, code)), place, Some(day)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        Missing::Undefined { formula, .. } => super::formula::formula(visit, edition, formula),
    }
}
