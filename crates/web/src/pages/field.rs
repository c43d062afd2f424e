//! One question of a form, with what was typed and what is wrong with it.

/// One question of a form.
#[derive(Clone)]
pub struct Field {
    /// The `id` of the control, and of its error message with `-error` after it.
    pub id: String,
    /// The name sent back; a date sends `NAME-day`, `NAME-month`, `NAME-year`.
    pub name: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: Option<String>,
    /// What is wrong and how to fix it; in the summary the question stands before it.
    pub error: Option<String>,
    /// How it is answered, with what was typed.
    pub kind: FieldKind,
}

/// How a question is answered, with what was typed, kept as it was typed.
#[derive(Clone)]
pub enum FieldKind {
    /// One line.
    Text {
        /// What was typed.
        value: String,
        /// What kind of line it is.
        line: Line,
    },
    /// Several lines.
    Area {
        /// What was typed.
        value: String,
    },
    /// A day.
    Date {
        /// The day of the month as typed.
        day: String,
        /// The month as typed.
        month: String,
        /// The year as typed.
        year: String,
    },
    /// An amount in tenge.
    Money {
        /// What was typed.
        value: String,
    },
    /// One of several.
    Choice {
        /// What can be chosen.
        options: Vec<Choice>,
    },
    /// Yes or no, as one box to tick; the label stands beside the box.
    Checkbox {
        /// Whether it is ticked.
        is_checked: bool,
    },
    /// A list of like things, such as the members of a family.
    Rows {
        /// The rows so far, each with its own fields.
        rows: Vec<FieldRow>,
        /// The words on the button that adds a row (`action` = `add-row`).
        add: String,
    },
}

/// What kind of line is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Any words.
    Words,
    /// Digits only, such as a number of an account.
    Digits,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A name of a person.
    Name,
}

impl Line {
    /// The type of the control.
    pub const fn input_type(self) -> &'static str {
        match self {
            Self::Words | Self::Digits | Self::Name => "text",
            Self::Phone => "tel",
            Self::Email => "email",
        }
    }

    /// Whether the line holds about twenty characters at most.
    pub const fn is_short(self) -> bool {
        match self {
            Self::Words | Self::Email | Self::Name => false,
            Self::Digits | Self::Phone => true,
        }
    }

    /// What the keyboard of a phone shows.
    pub const fn input_mode(self) -> &'static str {
        match self {
            Self::Words | Self::Name => "text",
            Self::Digits => "numeric",
            Self::Phone => "tel",
            Self::Email => "email",
        }
    }

    /// What the browser may fill in by itself.
    pub const fn autocomplete(self) -> &'static str {
        match self {
            Self::Words | Self::Digits | Self::Name => "off",
            Self::Phone => "tel",
            Self::Email => "email",
        }
    }
}

/// One answer that can be chosen.
#[derive(Clone)]
pub struct Choice {
    /// The value sent back.
    pub value: String,
    /// The words.
    pub text: String,
    /// What helps to choose.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// One row of a list.
#[derive(Clone)]
pub struct FieldRow {
    /// Its heading: `Family member 2`.
    pub heading: String,
    /// Its questions; rows do not hold rows.
    pub fields: Vec<Field>,
    /// The value of the button `action` that removes it, such as `remove-row-1`.
    pub remove: String,
}
