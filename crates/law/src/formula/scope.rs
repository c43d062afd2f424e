//! The names that a formula may use, with their types.

use std::collections::BTreeMap;

use super::types::{Shape, Ty};
use crate::{
    edition::{Column, Edition, Origin, Section},
    figures::Figures,
};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Fact,
    Step,
    Day,
    Channel,
    /// A step whose own formula has a problem: what uses it is not blamed for that.
    Broken,
}

/// The names in reach of a formula.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    names: BTreeMap<String, (Role, Ty)>,
    figures: BTreeMap<String, Ty>,
}

/// Names of days that are always in reach: the day of the decision and the day of the filing.
pub(crate) const DAYS: [&str; 2] = ["day", "filed-day"];

/// The name of the channel by which the application came, and its codes.
pub(crate) const CHANNEL: &str = "channel";
const CHANNELS: [&str; 2] = ["portal", "counter"];

impl Scope {
    /// The columns of a row, all figures and `day`: what tells whether a row belongs to a party.
    pub fn of_row(columns: &[Column], figures: &Figures) -> Self {
        let mut scope = Self::default().with_figures(figures);
        let day = (Role::Day, Shape::Date.into());
        scope.names.insert("day".to_owned(), day);
        for column in columns {
            scope = scope.with_fact(&column.code, &column.ty);
        }
        scope
    }

    fn with_figures(mut self, figures: &Figures) -> Self {
        for figure in figures.iter() {
            self.figures.insert(figure.code.clone(), figure.ty());
        }
        self
    }

    /// The facts of an edition, all figures, `day`, `filed-day` and `channel`.
    pub fn of(edition: &Edition, figures: &Figures) -> Self {
        let mut scope = Self::default();
        for day in DAYS {
            scope
                .names
                .insert(day.to_owned(), (Role::Day, Shape::Date.into()));
        }
        scope = scope.with_figures(figures);
        let channels = CHANNELS.map(str::to_owned).into();
        scope.names.insert(
            CHANNEL.to_owned(),
            (Role::Channel, Shape::Choice(channels).into()),
        );
        for fact in edition.facts.values() {
            // A fact that stands on a figure without a limit has none either.
            let optional = fact.origins.iter().any(|origin| match origin {
                Origin::Figure(code) => figures.figure(code).is_some_and(|f| f.ty().optional),
                Origin::Registry(_)
                | Origin::Document(_)
                | Origin::Form(_)
                | Origin::Consent(_)
                | Origin::Officer => false,
            });
            let ty = Ty::from(&fact.ty).or_none(optional);
            scope.names.insert(fact.code.clone(), (Role::Fact, ty));
        }
        scope
    }

    /// The same with the fields of a form as `section.field`, for the conditions of documents.
    #[must_use]
    pub fn with_form(mut self, form: &[Section]) -> Self {
        for section in form {
            for field in &section.fields {
                let name = format!("{}.{}", section.code, field.code);
                self.names.insert(name, (Role::Fact, (&field.ty).into()));
            }
        }
        self
    }

    /// The same with a fact.
    #[must_use]
    pub fn with_fact(mut self, name: &str, ty: impl Into<Ty>) -> Self {
        self.names.insert(name.to_owned(), (Role::Fact, ty.into()));
        self
    }

    /// The same with an earlier step: a let or an assessment.
    #[must_use]
    pub fn with_step(mut self, name: &str, ty: impl Into<Ty>) -> Self {
        self.names.insert(name.to_owned(), (Role::Step, ty.into()));
        self
    }

    /// The same with a step that could not be compiled.
    pub(crate) fn with_broken(mut self, name: &str) -> Self {
        let ty = Shape::Opaque.into();
        self.names.insert(name.to_owned(), (Role::Broken, ty));
        self
    }

    /// The same with a figure.
    #[must_use]
    pub fn with_figure(mut self, code: &str, ty: impl Into<Ty>) -> Self {
        self.figures.insert(code.to_owned(), ty.into());
        self
    }

    /// Whether `name` means something already.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&(Role, Ty)> {
        self.names.get(name)
    }

    pub(crate) fn figure(&self, code: &str) -> Option<&Ty> {
        self.figures.get(code)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    pub(crate) fn figures(&self) -> impl Iterator<Item = &str> {
        self.figures.keys().map(String::as_str)
    }
}
