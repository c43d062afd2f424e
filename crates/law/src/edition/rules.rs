//! What an edition takes from the Code, who may sign, what is fetched and what is marked.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Role, Source};
use crate::text::Text;

/// A cross-cutting rule of the Administrative Procedural and Process Code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeRule {
    /// The person is heard before an adverse act (art. 73).
    Hearing,
    /// The applicant may withdraw the request (art. 70).
    Withdrawal,
    /// The term may be extended (art. 76(3)).
    Extension,
    /// Slips of an act are corrected (art. 82).
    Correction,
    /// No act in time is a refusal (art. 91(2)).
    Silence,
    /// The pre-trial appeal (art. 91, 92).
    Appeal,
}

impl CodeRule {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Hearing,
        Self::Withdrawal,
        Self::Extension,
        Self::Correction,
        Self::Silence,
        Self::Appeal,
    ];

    /// The word of an edition.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hearing => "hearing",
            Self::Withdrawal => "withdrawal",
            Self::Extension => "extension",
            Self::Correction => "correction",
            Self::Silence => "silence",
            Self::Appeal => "appeal",
        }
    }
}

/// Which rules of the Code an edition switches on, and why the others do not apply to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The rules that apply while the Code is in force.
    pub on: BTreeMap<CodeRule, Source>,
    /// The rules that do not, each with its reason.
    pub without: BTreeMap<CodeRule, Without>,
}

/// Why a rule of the Code does not apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Without {
    /// The reason.
    pub why: String,
    /// Its source.
    pub source: Source,
}

impl Rules {
    /// Whether the edition switches the rule on.
    pub fn has(&self, rule: CodeRule) -> bool {
        self.on.contains_key(&rule)
    }
}

/// Which deeds a role may sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaySign {
    /// The role.
    pub role: Role,
    /// The codes of the deeds.
    pub deeds: Vec<String>,
    /// Its source.
    pub source: Source,
}

/// What the act says is obtained from state systems and not asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetch {
    /// The code of the register.
    pub registry: String,
    /// The codes of the documents that it replaces.
    pub documents: Vec<String>,
    /// Only for what happened after this day.
    pub after: Option<Date>,
    /// What is fetched, in words.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// A mark that the personal account shows from an event on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// `registered`.
    pub code: String,
    /// The event.
    pub on: MarkOn,
    /// What a person reads.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// The event at which a mark appears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum MarkOn {
    /// The filing.
    Filing,
    /// The registration.
    Registration,
    /// The case enters a stage.
    Stage {
        /// The stage.
        stage: String,
    },
    /// A stage ends with an outcome.
    Outcome {
        /// The stage.
        stage: String,
        /// The outcome.
        outcome: String,
    },
    /// A deed is signed.
    Deed {
        /// The deed.
        deed: String,
    },
}
