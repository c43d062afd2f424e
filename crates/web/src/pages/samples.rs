//! Invented pages, for looking at and for the tests: every state that a page can be in.

mod apply;
mod case;
mod confirm;
mod counter;
mod decision;
mod documents;
mod error;
mod estimate;
mod office;
mod portal;
mod refusal;
mod rule;
mod verify;
mod views;

use askama::Template;

use super::{Nav, Shell};
use crate::locale::{Language, Words};

/// One invented page, drawn.
pub struct Sample {
    /// The page and its state: `passport-1`.
    pub name: String,
    /// The HTML.
    pub html: Result<String, askama::Error>,
}

/// Every invented page in the language of these words.
pub fn all(words: &'static Words) -> Vec<Sample> {
    let shell = citizen(words);
    let mut samples = Vec::new();
    portal::draw(&shell, &mut samples);
    refusal::draw(&shell, &mut samples);
    apply::draw(&shell, &mut samples);
    confirm::draw(&shell, &mut samples);
    documents::draw(&shell, &mut samples);
    case::draw(&shell, &mut samples);
    views::draw(&shell, &mut samples);
    estimate::draw(&shell, &mut samples);
    office::draw(&shell, &mut samples);
    counter::draw(&shell, &mut samples);
    decision::draw(&shell, &mut samples);
    samples
}

/// Draws the samples of one page.
fn add<T: Template>(samples: &mut Vec<Sample>, page: &str, views: Vec<T>) {
    for (number, view) in views.into_iter().enumerate() {
        samples.push(Sample {
            name: format!("{page}-{}", number + 1),
            html: view.render(),
        });
    }
}

/// The surroundings of a page for a citizen who is signed in, in the sandbox.
pub fn citizen(words: &'static Words) -> Shell {
    Shell {
        words,
        path: "/".to_owned(),
        csrf: "c3JmLXNhbXBsZQ".to_owned(),
        person: Some(pick(
            words,
            [
                "Айгүл Серікқызы Нұрланова",
                "Айгуль Сериковна Нурланова",
                "Aigul Nurlanova",
            ],
        )),
        nav: Nav::Portal,
        flash: None,
        events: None,
        town: Some(words.day_with_weekday(jiff::civil::date(2021, 3, 19))),
    }
}

/// The same surroundings at another address.
fn at(shell: &Shell, path: &str) -> Shell {
    Shell {
        path: path.to_owned(),
        ..shell.clone()
    }
}

/// The words of the language: Kazakh, Russian, English.
fn pick(words: &Words, [kk, ru, en]: [&str; 3]) -> String {
    match words.language() {
        Language::Kk => kk,
        Language::Ru => ru,
        Language::En => en,
    }
    .to_owned()
}
