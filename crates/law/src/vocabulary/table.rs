//! The table of nodes.

mod beside;
mod edition;
mod procedure;

use super::{
    Follows::{self, These},
    Kind, Property,
    Stands::{self, Cited, Plain},
    Value::{self, Code, Day, Flag, Text},
    words::{BASES, LENGTH, REGISTRY},
};

/// All nodes, by their files' order.
pub(super) const KINDS: [&[Kind]; 3] = [edition::KINDS, procedure::KINDS, beside::KINDS];

pub(super) const NONE: Follows = These(&[]);
pub(super) const A_CODE: Follows = These(&[Code]);
pub(super) const A_DAY: Follows = These(&[Day]);
pub(super) const LABELED: &[Property] = &[("kk", Text), ("ru", Text), ("en", Text)];
pub(super) const PERIOD: &[Property] = &[
    ("working-days", LENGTH),
    ("calendar-days", LENGTH),
    ("months", LENGTH),
    ("minutes", LENGTH),
];
pub(super) const TYPED: &[&str] = &["label", "option", "column"];

pub(super) type Within = &'static [&'static str];

pub(super) const fn node(
    name: &'static str,
    within: Within,
    words: Follows,
    stands: Stands,
    own: &'static [Property],
    nodes: &'static [&'static str],
) -> Kind {
    Kind {
        name,
        within,
        words,
        stands,
        own,
        nodes,
    }
}

/// A node with the three texts.
pub(super) const fn texts(name: &'static str, within: Within) -> Kind {
    node(name, within, NONE, Plain, LABELED, &[])
}

/// A rule of the Code that is only a length.
pub(super) const fn period(name: &'static str, within: Within) -> Kind {
    node(name, within, NONE, Cited, PERIOD, &[])
}

pub(super) const BASIS: Value = Value::Words(BASES);
pub(super) const PERIODIC: &[Property] = &[("from", Day), ("to", Day)];
pub(super) const CHANNELED: &[Property] =
    &[("unless", REGISTRY), ("original", Flag), ("request", Flag)];
