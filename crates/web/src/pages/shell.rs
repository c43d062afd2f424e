//! What surrounds every page: the language, the person, the menu, the message after an act.

use std::borrow::Cow;
use std::fmt::Display;

use fluent_bundle::FluentArgs;

use crate::assets;
use crate::locale::{Language, Words, number};

/// What every page needs around it.
#[derive(Clone)]
pub struct Shell {
    /// The words of the language of the page.
    pub words: &'static Words,
    /// The address of the page without its language, with its query: `/services/housing-assistance`.
    pub path: String,
    /// The secret that every form sends back.
    pub csrf: String,
    /// The name of the person who is signed in.
    pub person: Option<String>,
    /// Which menu stands on top.
    pub nav: Nav,
    /// What just happened, said once after a redirect.
    pub flash: Option<Flash>,
    /// How many events the case had from which the page was drawn; its forms send it back as `events`.
    pub events: Option<u64>,
    /// In the sandbox, the day of the town as written in this language; `None` in production.
    pub town: Option<String>,
}

/// Which menu stands on top.
#[derive(Clone)]
pub enum Nav {
    /// Pages for citizens.
    Portal,
    /// Pages for officials of one organization.
    Office {
        /// The name of the organization.
        organization: String,
        /// The role of the official, in words.
        role: String,
        /// The address of the counter without its language, for operators.
        counter: Option<String>,
    },
}

/// A message after an act.
#[derive(Clone)]
pub struct Flash {
    /// Whether the act succeeded; otherwise the message is a warning.
    pub is_success: bool,
    /// The message.
    pub text: String,
    /// What stands below it, one line each.
    pub lines: Vec<String>,
}

/// One line of the menu.
pub struct MenuItem {
    /// The words.
    pub text: Cow<'static, str>,
    /// The address.
    pub href: String,
    /// Whether the page stands below it.
    pub is_current: bool,
}

impl Shell {
    /// A sentence without arguments.
    pub fn t(&self, key: &str) -> Cow<'static, str> {
        self.words.text(key)
    }

    /// A sentence with one argument.
    pub fn with(&self, key: &str, name: &'static str, value: impl Display) -> Cow<'static, str> {
        let mut args = FluentArgs::new();
        args.set(name, value.to_string());
        self.words.text_with(key, &args)
    }

    /// A sentence with two arguments.
    pub fn with2(
        &self,
        key: &str,
        first: &'static str,
        first_value: impl Display,
        second: &'static str,
        second_value: impl Display,
    ) -> Cow<'static, str> {
        let mut args = FluentArgs::new();
        args.set(first, first_value.to_string());
        args.set(second, second_value.to_string());
        self.words.text_with(key, &args)
    }

    /// A sentence whose `$count` chooses the plural form.
    pub fn count(&self, key: &str, count: impl Display) -> Cow<'static, str> {
        let text = count.to_string();
        let mut args = FluentArgs::new();
        args.set("count", number(&text));
        self.words.text_with(key, &args)
    }

    /// The code of the language.
    pub fn lang(&self) -> &'static str {
        self.words.language().code()
    }

    /// An address of ours in the language of the page.
    pub fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.lang())
    }

    /// The languages, each with its code, own name, this page's address, and whether it is this one.
    pub fn languages(&self) -> Vec<(&'static str, &'static str, String, bool)> {
        Language::all()
            .into_iter()
            .map(|it| {
                let href = format!("/{}{}", it.code(), self.path);
                (it.code(), it.own_name(), href, it == self.words.language())
            })
            .collect()
    }

    /// The menu on top.
    pub fn menu(&self) -> Vec<MenuItem> {
        let mut lines: Vec<(&str, &str)> = match (&self.nav, &self.person) {
            (Nav::Office { .. }, _) => vec![
                ("menu-worklist", "/office"),
                ("menu-verify", "/verify"),
                ("menu-services", "/"),
            ],
            (Nav::Portal, Some(_)) => vec![
                ("menu-services", "/"),
                ("menu-account", "/account"),
                ("menu-history", "/history"),
                ("menu-notices", "/notices"),
                ("menu-verify", "/verify"),
            ],
            (Nav::Portal, None) => vec![("menu-services", "/"), ("menu-verify", "/verify")],
        };
        if let Nav::Office {
            counter: Some(counter),
            ..
        } = &self.nav
        {
            lines.insert(1, ("menu-counter", counter));
        }
        lines
            .iter()
            .map(|(key, path)| MenuItem {
                text: self.t(key),
                href: self.to(path),
                is_current: self.stands_below(path),
            })
            .collect()
    }

    fn stands_below(&self, path: &str) -> bool {
        match path {
            "/" => self.path == "/" || self.path.starts_with("/services"),
            "/account" => self.path.starts_with("/account") || self.path.starts_with("/cases"),
            "/office" if self.stands_at_counter() => false,
            path => self.path.starts_with(path),
        }
    }

    fn stands_at_counter(&self) -> bool {
        match &self.nav {
            Nav::Office { counter, .. } => {
                let mut counter = counter.iter();
                counter.any(|path| self.path.starts_with(path))
            }
            Nav::Portal => false,
        }
    }

    /// Where the mark in the masthead leads.
    pub fn home(&self) -> String {
        match self.nav {
            Nav::Portal => self.to("/"),
            Nav::Office { .. } => self.to("/office"),
        }
    }

    /// The address of a built file by its plain name.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::path(name)
    }
}
