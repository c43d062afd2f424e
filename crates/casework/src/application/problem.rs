//! What is wrong with an answer: the field and the rule, never a sentence.

/// What is wrong with one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `section.field`, or `section.field.row.column` with rows counted from 0.
    pub field: String,
    /// The rule that is broken.
    pub code: ProblemCode,
}

/// The rules that an answer may break. The words for people are in the locales under `problem-…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemCode {
    /// It must be answered.
    Required,
    /// It must be agreed to.
    MustAgree,
    /// Not one of the choices.
    NotAChoice,
    /// Not a whole number of zero or more.
    NotACount,
    /// Not an amount.
    NotAnAmount,
    /// More decimal places than the unit has.
    TooManyPlaces {
        /// The places that the unit has.
        places: u32,
    },
    /// Not a day of the calendar.
    NotADay,
    /// Not twelve digits.
    NotTwelveDigits,
    /// The check digit does not fit.
    CheckDigit,
    /// Not a Kazakh bank account.
    NotAnAccount,
    /// Not a Kazakh mobile number.
    NotAPhone,
    /// Not an e-mail address.
    NotAnAddress,
    /// Longer than a field takes.
    TooLong,
    /// Characters that cannot stand in a document.
    NotText,
    /// More rows than a list takes.
    TooManyRows {
        /// The limit.
        rows_max: usize,
    },
    /// At least one row is needed.
    NoRows,
}

impl ProblemCode {
    /// The key of the words for it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::MustAgree => "must-agree",
            Self::NotAChoice => "not-a-choice",
            Self::NotACount => "not-a-count",
            Self::NotAnAmount => "not-an-amount",
            Self::TooManyPlaces { .. } => "too-many-places",
            Self::NotADay => "not-a-day",
            Self::NotTwelveDigits => "not-twelve-digits",
            Self::CheckDigit => "check-digit",
            Self::NotAnAccount => "not-an-account",
            Self::NotAPhone => "not-a-phone",
            Self::NotAnAddress => "not-an-address",
            Self::TooLong => "too-long",
            Self::NotText => "not-text",
            Self::TooManyRows { .. } => "too-many-rows",
            Self::NoRows => "no-rows",
        }
    }
}
