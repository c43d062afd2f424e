//! The closed lists of words.

use super::{Names, Prefixed, Value};

pub(super) const BASES: &[&str] = &["source", "found", "inferred", "carried-over"];
const TRIGGERS: &[&str] = &[
    "given",
    "declined",
    "lapsed",
    "answered",
    "silent",
    "carried",
    "lost",
    "signed",
    "recorded",
    "enrolled",
    "paid",
    "overdue",
    "nothing-due",
    "heard",
    "satisfied",
    "forwarded",
    "acknowledged",
    "rejected",
];
const ROLES: &[&str] = &[
    "clerk",
    "executor",
    "head",
    "commission",
    "operator",
    "recipient",
    "chair",
    "secretary",
    "party",
    "reviewer",
    "registrar",
    "outside",
    "system",
];
const TYPES: &[&str] = &[
    "boolean",
    "count",
    "number",
    "share",
    "money",
    "date",
    "choice",
    "line",
    "person-name",
    "iin",
    "iban",
    "place",
    "list",
];
const FIGURE_TYPES: &[&str] = &[
    "boolean", "count", "days", "share", "number", "money", "time",
];
const DAYS: &[&str] = &[
    "public-holiday",
    "religious-day-off",
    "religious-day-off-estimated",
    "substitute-day-off",
    "moved-day-off",
    "moved-working-day",
];
const WORKS: &[&str] = &[
    "check", "consent", "registry", "assess", "vote", "sign", "agree", "transfer", "enrol", "pay",
    "hear", "forward", "record",
];

const FIGURE: Prefixed = ("figure:", Names::Figure);
const STAGE: Prefixed = ("stage:", Names::Stage);

pub(super) const ADVERSE: Value = Value::Words(&["incompleteness", "ground", "consent", "lapse"]);
pub(super) const ROLE: Value = Value::Words(ROLES);
pub(super) const WORK: Value = Value::Words(WORKS);
pub(super) const TRIGGER: Value = Value::Words(TRIGGERS);
pub(super) const TYPE: Value = Value::Words(TYPES);
pub(super) const FIGURE_TYPE: Value = Value::Words(FIGURE_TYPES);
pub(super) const KIND_OF_DAY: Value = Value::Words(DAYS);
pub(super) const WEEK: Value = Value::Words(&["five", "both"]);
pub(super) const PER: Value = Value::Words(&["once", "month", "quarter"]);
pub(super) const MEANS: Value = Value::Words(&["eds", "one-time-password", "in-person"]);
pub(super) const CHANNEL: Value = Value::Words(&["portal", "counter"]);
pub(super) const ROUNDING: Value = Value::Words(&["half-up", "down", "up"]);
pub(super) const BY: Value = Value::Words(&["place", "date"]);
pub(super) const EVERY: Value = Value::Words(&["month"]);
pub(super) const KIND_OF_PLACE: Value = Value::Words(&["region", "city", "district"]);
pub(super) const EXCLUDED: Value = Value::Words(&["complained-of"]);
pub(super) const PENDING: Value = Value::Words(&["stay", "move"]);
pub(super) const RULES: Value = Value::Words(&[
    "hearing",
    "withdrawal",
    "extension",
    "correction",
    "silence",
    "appeal",
]);
pub(super) const EXCEPTIONS: Value = Value::Words(&[
    "favorable",
    "short-term",
    "requested",
    "automated",
    "court-decision",
]);
pub(super) const MOMENTS: Value = Value::Words(&[
    "intake",
    "hearing",
    "extension",
    "withdrawal",
    "correction",
    "notice",
]);

pub(super) const TO: Value = Value::Named(&["closed", "next"], &[("", Names::Stage)]);
pub(super) const A_STAGE: Value = Value::Named(&[], &[("", Names::Stage)]);
pub(super) const A_DEED: Value = Value::Named(&[], &[("", Names::Deed)]);
pub(super) const A_GROUND: Value = Value::Named(&[], &[("", Names::Ground)]);
pub(super) const A_PARTY: Value = Value::Named(&[], &[("", Names::Party)]);
pub(super) const A_DOCUMENT: Value = Value::Named(&[], &[("", Names::Document)]);
pub(super) const A_REGISTER: Value = Value::Named(&[], &[("", Names::Register)]);
pub(super) const A_FIELD: Value = Value::Named(&[], &[("", Names::Field)]);
pub(super) const A_PLACE: Value = Value::Named(&[], &[("", Names::Place)]);
pub(super) const SIGNATORY: Value = Value::Named(ROLES, &[("", Names::Party)]);
pub(super) const REGISTRY: Value = Value::Named(&[], &[("registry:", Names::Register)]);
pub(super) const ASSESSED: Value = Value::Named(&[], &[("assess:", Names::Assessment)]);
pub(super) const A_FIGURE: Value = Value::Named(&[], &[FIGURE]);
pub(super) const LENGTH: Value = Value::Named(&[], &[FIGURE]);
pub(super) const START: Value = Value::Named(&["filing", "registration", "previous"], &[STAGE]);
pub(super) const EVENT: Value = Value::Named(
    &["filing", "registration"],
    &[STAGE, ("outcome:", Names::Outcome), ("deed:", Names::Deed)],
);
pub(super) const ORIGIN: Value = Value::Named(
    &["officer"],
    &[
        ("registry:", Names::Register),
        ("document:", Names::Document),
        ("form:", Names::Field),
        FIGURE,
        ("consent:", Names::Party),
    ],
);
pub(super) const DEED_SOURCE: Value = Value::Named(
    crate::load::DEED_SOURCES,
    &[
        ("form.", Names::Field),
        ("fact.", Names::Fact),
        ("assess.", Names::Assessment),
    ],
);
