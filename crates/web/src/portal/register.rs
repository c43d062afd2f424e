//! The first visit: how the person can be reached; and the page where that is changed.

use app::register_person::{Contacts, register_person};
use axum::response::{IntoResponse as _, Redirect};
use casework::application::Problem;
use law::Language;

use crate::door::Visit;
use crate::fields;
use crate::form::{Fields, Posted};
use crate::pages::field::{Choice, Field, FieldKind, Line};
use crate::pages::{Problems, Profile, Register};
use crate::portal::home::query_of;
use crate::portal::log_in::safe_next;
use crate::portal::{Answer, draw};

/// The page of the first visit.
pub(crate) async fn page(visit: Visit) -> Answer {
    visit.signed_in()?;
    register(&visit, &known(&visit), &[])
}

/// Takes the contacts of the first visit.
pub(crate) async fn send(posted: Posted) -> Answer {
    let visit = posted.visit;
    let contacts = sent(&posted.fields);
    match register_person(visit.office(), visit.signed_in()?, &contacts, visit.now).await {
        Ok(()) => {
            let next = safe_next(&query_of(&visit.path, "next"));
            Ok(Redirect::to(&visit.to(&next)).into_response())
        }
        Err(app::Error::Problems(problems)) => register(&visit, &contacts, &problems),
        Err(error) => Err(error.into()),
    }
}

/// The person's own page.
pub(crate) async fn profile(visit: Visit) -> Answer {
    visit.registered()?;
    own(&visit, &known(&visit), &[])
}

/// Takes changed contacts.
pub(crate) async fn change(posted: Posted) -> Answer {
    let visit = posted.visit;
    let account = visit.registered()?;
    let contacts = Contacts {
        is_acknowledged: true,
        ..sent(&posted.fields)
    };
    match register_person(visit.office(), account, &contacts, visit.now).await {
        Ok(()) => Ok(Redirect::to(&visit.to("/profile?done=saved")).into_response()),
        Err(app::Error::Problems(problems)) => own(&visit, &contacts, &problems),
        Err(error) => Err(error.into()),
    }
}

fn register(visit: &Visit, contacts: &Contacts, problems: &[Problem]) -> Answer {
    let person = &visit.signed_in()?.person;
    let mut fields = questions(visit, contacts, problems);
    fields.push(Field {
        id: "acknowledged".to_owned(),
        name: "acknowledged".to_owned(),
        label: visit.words().text("register-acknowledge").into_owned(),
        hint: None,
        error: error(visit, "acknowledged", problems),
        kind: FieldKind::Checkbox {
            is_checked: contacts.is_acknowledged,
        },
    });
    draw(&Register {
        shell: visit.shell(),
        problems: summary(visit, problems).naming(&fields),
        name: person.name.clone(),
        iin: person.iin.as_str().to_owned(),
        fields,
        action: visit.to(&visit.path),
    })
}

fn own(visit: &Visit, contacts: &Contacts, problems: &[Problem]) -> Answer {
    let person = &visit.signed_in()?.person;
    let fields = questions(visit, contacts, problems);
    draw(&Profile {
        shell: visit.shell(),
        problems: summary(visit, problems).naming(&fields),
        name: person.name.clone(),
        iin: person.iin.as_str().to_owned(),
        fields,
        action: visit.to("/profile"),
    })
}

fn questions(visit: &Visit, contacts: &Contacts, problems: &[Problem]) -> Vec<Field> {
    let words = visit.words();
    let text = |name: &str, value: &str, line| Field {
        id: name.to_owned(),
        name: name.to_owned(),
        label: words.text(&format!("register-{name}")).into_owned(),
        hint: Some(words.text(&format!("register-{name}-hint")).into_owned()),
        error: error(visit, name, problems),
        kind: FieldKind::Text {
            value: value.to_owned(),
            line,
        },
    };
    let chosen = contacts.language.unwrap_or(visit.law_language());
    let languages = crate::locale::Language::all()
        .into_iter()
        .map(|language| Choice {
            value: language.code().to_owned(),
            text: language.own_name().to_owned(),
            hint: None,
            is_chosen: language.code() == chosen.code(),
        });
    vec![
        text("phone", &contacts.phone, Line::Phone),
        text("email", &contacts.email, Line::Email),
        Field {
            id: "language".to_owned(),
            name: "language".to_owned(),
            label: words.text("register-language").into_owned(),
            hint: None,
            error: None,
            kind: FieldKind::Choice {
                options: languages.collect(),
            },
        },
    ]
}

fn error(visit: &Visit, name: &str, problems: &[Problem]) -> Option<String> {
    let found = problems.iter().find(|problem| problem.field == name)?;
    Some(fields::words_for(visit, &found.code))
}

fn summary(visit: &Visit, problems: &[Problem]) -> Problems {
    fields::summary(visit, problems)
}

fn sent(fields: &Fields) -> Contacts {
    Contacts {
        phone: fields.get("phone").to_owned(),
        email: fields.get("email").to_owned(),
        language: Language::parse(fields.get("language")),
        is_acknowledged: !fields.get("acknowledged").is_empty(),
    }
}

fn known(visit: &Visit) -> Contacts {
    let row = visit
        .account
        .as_ref()
        .and_then(|account| account.row.as_ref());
    row.map_or_else(Contacts::default, |row| Contacts {
        phone: row.phone.clone().unwrap_or_default(),
        email: row.email.clone().unwrap_or_default(),
        language: Language::parse(&row.language),
        is_acknowledged: row.acknowledged_at.is_some(),
    })
}
