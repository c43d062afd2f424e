//! First registration: the person's contacts, and that notices sent there are proper (APPC art. 66(4)).

use casework::application::{Problem, ProblemCode};
use jiff::Timestamp;
use law::Language;
use serde_json::json;
use store::{Batch, Body, Commit, CommitError, EventDraft, PersonRow, Row, StreamId};

use crate::error::Error;
use crate::office::Office;
use crate::session::Account;

/// What the person typed.
#[derive(Clone, Debug, Default)]
pub struct Contacts {
    /// A mobile number in any of the usual forms.
    pub phone: String,
    /// An e-mail address, or nothing.
    pub email: String,
    /// The language of notices.
    pub language: Option<Language>,
    /// Whether notices sent to these contacts are proper.
    pub is_acknowledged: bool,
}

/// Makes or changes the account of the person who is signed in.
pub async fn register_person(
    office: &Office,
    account: &Account,
    contacts: &Contacts,
    now: Timestamp,
) -> Result<(), Error> {
    let (phone, email) = check(contacts)?;
    let (id, expected_seq) = match &account.row {
        Some(row) => {
            let stream = StreamId::person(&row.id);
            (row.id.clone(), office.store.stream_seq(&stream).await?)
        }
        None => (office.random_id()?, 0),
    };
    let language = contacts.language.unwrap_or(Language::Kk).code().to_owned();
    let row = PersonRow {
        id: id.clone(),
        iin: account.person.iin.clone(),
        name: account.person.name.clone(),
        phone: Some(phone),
        email,
        language,
        acknowledged_at: Some(now),
    };
    let body = Body::of(&json!({
        "iin": row.iin, "name": row.name, "phone": row.phone, "email": row.email, "language": row.language,
    }));
    let event = EventDraft {
        at: now,
        actor: "recipient".to_owned(),
        edition: None,
        kind: "person-registered".to_owned(),
        body,
    };
    let commit: Commit<(), std::convert::Infallible> = Commit {
        stream: StreamId::person(&id),
        expected_seq,
        counters: Vec::new(),
        build: Box::new(move |_numbers| {
            let rows = vec![Row::Person(Box::new(row))];
            Ok((
                Batch {
                    events: vec![event],
                    rows,
                    ..Batch::default()
                },
                (),
            ))
        }),
    };
    match office.store.commit(commit).await {
        Ok(_committed) => Ok(()),
        Err(CommitError::Conflict { .. } | CommitError::Taken { .. }) => Err(Error::Conflict),
        Err(CommitError::Signing(error)) => Err(error.into()),
        Err(CommitError::Fault(fault)) => Err(fault.into()),
        Err(CommitError::Refused(never)) => match never {},
    }
}

/// The contacts in canonical form, or all that is wrong with them.
fn check(contacts: &Contacts) -> Result<(String, Option<String>), Error> {
    let mut problems = Vec::new();
    let mut problem = |field: &str, code| {
        problems.push(Problem {
            field: field.to_owned(),
            code,
        });
    };
    let phone = canonical_phone(&contacts.phone);
    if contacts.phone.trim().is_empty() {
        problem("phone", ProblemCode::Required);
    } else if phone.is_none() {
        problem("phone", ProblemCode::NotAPhone);
    }
    let email = contacts.email.trim();
    let is_address = email.chars().count() <= 254
        && !email.contains(char::is_whitespace)
        && email
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !email.is_empty() && !is_address {
        problem("email", ProblemCode::NotAnAddress);
    }
    if !contacts.is_acknowledged {
        problem("acknowledged", ProblemCode::MustAgree);
    }
    match phone {
        Some(phone) if problems.is_empty() => {
            Ok((phone, (!email.is_empty()).then(|| email.to_owned())))
        }
        Some(_) | None => Err(Error::Problems(problems)),
    }
}

/// `+77XXXXXXXXX` of a Kazakh mobile number written with 8, 7 or +7, blanks, hyphens or brackets.
fn canonical_phone(typed: &str) -> Option<String> {
    let is_sign = |c: &char| !matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}');
    let plain: String = typed.trim().chars().filter(is_sign).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let national = match digits.len() {
        11 => digits
            .strip_prefix('7')
            .or_else(|| digits.strip_prefix('8'))?,
        10 => digits,
        _ => return None,
    };
    national.starts_with('7').then(|| format!("+7{national}"))
}

#[cfg(test)]
mod tests {
    use super::canonical_phone;

    #[test]
    fn usual_ways_to_write_a_number_are_one() {
        for typed in [
            "+7 701 123 45 67",
            "8 (701) 123-45-67",
            "77011234567",
            "7011234567",
        ] {
            assert_eq!(
                canonical_phone(typed).as_deref(),
                Some("+77011234567"),
                "{typed}"
            );
        }
        for typed in ["", "12345", "+1 701 123 45 67", "8 701 123 45 6a"] {
            assert_eq!(canonical_phone(typed), None, "{typed}");
        }
    }
}
