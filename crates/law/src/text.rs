//! A sentence in the three languages of the state body: Kazakh, Russian and English.

use serde::{Deserialize, Serialize};

pub mod days;

/// A language of the system. Kazakh and Russian are official; English is a courtesy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Kazakh, the state language.
    Kk,
    /// Russian, officially used on a par with Kazakh.
    Ru,
    /// English, never signed.
    En,
}

impl Language {
    /// All three, in the order in which a deed shows them.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language of an ISO 639-1 code, if it is one of ours.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }
}

/// The same words in kk, ru and en; none of them is empty once an edition has been loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The words in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }

    /// The words made for each language in turn.
    pub fn of(words: impl Fn(Language) -> String) -> Self {
        Self {
            kk: words(Language::Kk),
            ru: words(Language::Ru),
            en: words(Language::En),
        }
    }
}
