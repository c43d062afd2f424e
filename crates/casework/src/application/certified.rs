//! The applicant as the certificate names them, whatever was typed.

use law::edition::Edition;

use crate::event::{Answer, Answers, PersonRef};

/// The answers with the name and number of the certificate wherever the form takes them from there: nobody applies in
/// another person's name.
pub fn as_certified(edition: &Edition, person: &PersonRef, typed: &Answers) -> Answers {
    let mut answers = typed.clone();
    for section in &edition.form {
        for field in &section.fields {
            let value = match field.prefill.as_deref() {
                Some("person.name") => person.name.clone(),
                Some("person.iin") => person.iin.as_str().to_owned(),
                Some(_) | None => continue,
            };
            let name = format!("{}.{}", section.code, field.code);
            answers.insert(name, Answer::One(value));
        }
    }
    answers
}
