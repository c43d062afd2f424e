//! Words in Kazakh, Russian and English: the sentences of the interface by key, and how each
//! language writes days, times, money and sizes.

mod numbers;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language a person may read the pages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// Kazakh, the state language.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order of the language switch.
    pub const fn all() -> [Self; 3] {
        [Self::Kk, Self::Ru, Self::En]
    }

    /// The ISO 639-1 code, as in addresses and in `<html lang>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language of an ISO 639-1 code, if it is one of ours.
    pub fn parse(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|it| it.code() == code)
    }

    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }
}

macro_rules! texts {
    ($code:literal) => {
        [
            include_str!(concat!("../../../locales/", $code, "/shared.ftl")),
            include_str!(concat!("../../../locales/", $code, "/portal.ftl")),
            include_str!(concat!("../../../locales/", $code, "/apply.ftl")),
            include_str!(concat!("../../../locales/", $code, "/estimate.ftl")),
            include_str!(concat!("../../../locales/", $code, "/account.ftl")),
            include_str!(concat!("../../../locales/", $code, "/signature.ftl")),
            include_str!(concat!("../../../locales/", $code, "/error.ftl")),
            include_str!(concat!("../../../locales/", $code, "/office.ftl")),
            include_str!(concat!("../../../locales/", $code, "/rule.ftl")),
            include_str!(concat!("../../../locales/", $code, "/cite.ftl")),
        ]
    };
}

/// What a strict set of words has seen: which keys were asked for, and what went wrong.
#[derive(Debug, Default)]
pub struct Audit {
    /// Keys that a page asked for and that exist.
    pub used: BTreeSet<String>,
    /// Missing keys and missing arguments, each a sentence for a developer.
    pub faults: BTreeSet<String>,
}

/// The sentences of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    audit: Option<Mutex<Audit>>,
}

static KK: LazyLock<Words> = LazyLock::new(|| Words::load(Language::Kk, None));
static RU: LazyLock<Words> = LazyLock::new(|| Words::load(Language::Ru, None));
static EN: LazyLock<Words> = LazyLock::new(|| Words::load(Language::En, None));

impl Words {
    /// The words of a language, loaded once.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Kk => &KK,
            Language::Ru => &RU,
            Language::En => &EN,
        }
    }

    /// Words that record every key asked for and everything that went wrong, for tests.
    pub fn strict(language: Language) -> Self {
        Self::load(language, Some(Mutex::default()))
    }

    fn load(language: Language, audit: Option<Mutex<Audit>>) -> Self {
        // The code of a language is a language identifier; a test reads the plural forms.
        let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut words = Self {
            language,
            bundle: FluentBundle::new_concurrent(vec![id]),
            audit,
        };
        // The marks would end up in attributes and in signed text.
        words.bundle.set_use_isolating(false);
        for text in sources(language) {
            let (resource, errors) = match FluentResource::try_new(text.to_owned()) {
                Ok(resource) => (resource, Vec::new()),
                Err((resource, errors)) => (resource, errors),
            };
            for error in errors {
                words.fault(&format!("a text does not parse: {error}"));
            }
            if let Err(errors) = words.bundle.add_resource(resource) {
                for error in errors {
                    words.fault(&format!("a text cannot be added: {error}"));
                }
            }
        }
        words
    }

    /// The language of these words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The sentence of a key that takes no arguments.
    pub fn text(&self, key: &str) -> Cow<'_, str> {
        self.format(key, None)
    }

    /// The sentence of a key with its arguments; a number argument chooses the plural form.
    pub fn text_with(&self, key: &str, args: &FluentArgs<'_>) -> Cow<'_, str> {
        self.format(key, Some(args))
    }

    /// Whether a key exists, for codes that may have no sentence of their own.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'_, str> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|it| it.value()) else {
            self.fault(&format!("no sentence for {key}"));
            return Cow::Owned(key.to_owned());
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        if let Some(audit) = &self.audit {
            let mut audit = audit.lock().unwrap_or_else(PoisonError::into_inner);
            audit.used.insert(key.to_owned());
        }
        for error in errors {
            self.fault(&format!("{key}: {error}"));
        }
        Cow::Owned(text.into_owned())
    }

    /// In strict mode a fault is recorded; otherwise it is logged, since a page must still appear.
    fn fault(&self, fault: &str) {
        if let Some(audit) = &self.audit {
            let mut audit = audit.lock().unwrap_or_else(PoisonError::into_inner);
            audit.faults.insert(fault.to_owned());
        } else {
            tracing::error!(language = self.language.code(), fault, "a word is missing");
        }
    }

    /// What a strict set of words has seen so far; nothing for words that are not strict.
    pub fn audit(&self) -> Audit {
        let Some(audit) = &self.audit else {
            return Audit::default();
        };
        let mut audit = audit.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut audit)
    }
}

/// Every text of a language, as it stands in `locales/`.
pub fn sources(language: Language) -> [&'static str; 10] {
    match language {
        Language::Kk => texts!("kk"),
        Language::Ru => texts!("ru"),
        Language::En => texts!("en"),
    }
}

/// An argument that counts: a number chooses the plural form of a sentence.
pub fn number(value: &str) -> FluentValue<'_> {
    FluentValue::try_number(value)
}
