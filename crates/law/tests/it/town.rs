//! A small edition written in the test: housing assistance with the caps of August 2025.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use law::{
    Edition, Text,
    compiled::Compiled,
    edition::{
        Act, Assessment, At, Basis, Bounds, ChoiceOption, Column, Document, EditionId, Fact,
        Ground, LegalDay, Origin, Pending, Per, Requirement, Rounding, RoundingMode, Rules, Source,
        Step, Term, TermAmount, TermStart, TermUnit, Type,
    },
    facts::Facts,
    figures::{Figure, FigureType, FigureValue, Figures},
    formula::{Environment, Evaluation, Formula, FormulaProblem, Scope},
};
use serde_json::Value as Json;

/// The day of HA-C9.
pub(crate) const DAY: Date = date(2025, 9, 15);

/// A town whose share is set, in a region whose share is set otherwise.
pub(crate) const TOWN: &str = "551010000";

/// A place for which nothing is set.
pub(crate) const NOWHERE: &str = "990000000";

pub(crate) fn text(words: &str) -> Text {
    Text {
        kk: words.to_owned(),
        ru: words.to_owned(),
        en: words.to_owned(),
    }
}

pub(crate) fn source(cite: &str) -> Source {
    Source {
        cite: cite.to_owned(),
        basis: Basis::Source,
    }
}

fn choice(codes: &[&str]) -> Type {
    let option = |code: &&str| ChoiceOption {
        code: (*code).to_owned(),
        label: text(code),
    };
    Type::Choice {
        options: codes.iter().map(option).collect(),
    }
}

fn column(code: &str, ty: Type) -> Column {
    Column {
        code: code.to_owned(),
        ty,
        label: text(code),
        required: true,
    }
}

const MONTHLY: Type = Type::Money { per: Per::Month };

fn fact(code: &str, ty: Type) -> Fact {
    let mut fact = Fact {
        code: code.to_owned(),
        ty,
        label: text(code),
        origins: vec![Origin::Officer],
        bounds: Bounds::default(),
        source: source("¶6"),
    };
    if code == "share" {
        fact.bounds.above = Some(0.into());
        fact.bounds.at_most = Some("0.10".parse().unwrap());
        fact.origins = vec![Origin::Figure("housing-share".to_owned()), Origin::Officer];
    }
    fact
}

pub(crate) fn facts() -> BTreeMap<String, Fact> {
    let costs = Type::List {
        columns: vec![
            column(
                "kind",
                choice(&["lift", "telephone", "electricity", "rubbish"]),
            ),
            column("billed", MONTHLY),
            column("tariff", Type::Money { per: Per::Once }),
            column("payee", Type::Line),
        ],
    };
    let quarter = Type::Money { per: Per::Quarter };
    let area = Type::Number {
        unit: "m2".to_owned(),
    };
    let all = [
        fact("family-income", quarter),
        fact("share", Type::Share),
        fact("rent", MONTHLY),
        fact("costs", costs),
        fact("family-size", Type::Count),
        fact("owned-dwellings", Type::Count),
        fact("area", area),
        fact("tenure", choice(&["owner", "tenant", "other"])),
        fact("lives-there", Type::Boolean),
        fact("consents", Type::Boolean),
        fact("birth", Type::Date),
        fact("head-name", Type::PersonName),
    ];
    all.into_iter()
        .map(|fact| (fact.code.clone(), fact))
        .collect()
}

fn step(code: &str, formula: &str) -> Step {
    Step {
        code: code.to_owned(),
        label: text(code),
        formula: formula.to_owned(),
        source: source("¶1"),
    }
}

pub(crate) fn assessment(code: &str, lets: &[(&str, &str)], give: &str) -> Assessment {
    Assessment {
        code: code.to_owned(),
        label: text(code),
        lets: lets
            .iter()
            .map(|(code, formula)| step(code, formula))
            .collect(),
        give: step(code, give),
        rounding: None,
        source: source("¶1"),
    }
}

pub(crate) fn requirement(code: &str, ground: &str, formula: &str) -> Requirement {
    Requirement {
        code: code.to_owned(),
        text: text(code),
        formula: formula.to_owned(),
        ground: ground.to_owned(),
        source: source("¶12"),
    }
}

fn assessments() -> Vec<Assessment> {
    let counted = "sum(cost in costs: match cost.kind { 'lift': capped(cost.billed, figure:cap-lift), \
                   'telephone': capped(cost.billed, figure:cap-telephone), else: cost.billed })";
    let norm =
        "if family-size = 1 then figure:norm-area-alone else figure:norm-area-person * family-size";
    let lets = [
        ("limit", "share * monthly(family-income)"),
        ("counted", counted),
    ];
    let mut amount = assessment("amount", &lets, "max(0, counted - limit)");
    amount.rounding = Some(Rounding {
        mode: RoundingMode::HalfUp,
        to: 1.into(),
    });
    vec![
        assessment(
            "counted-area",
            &[("norm-area", norm)],
            "capped(area, norm-area)",
        ),
        amount,
        assessment("amount-quarter", &[], "quarterly(amount)"),
    ]
}

fn documents() -> Vec<Document> {
    vec![Document {
        code: "rent-contract".to_owned(),
        text: text("contract"),
        channels: Vec::new(),
        when: Some("tenure = 'tenant'".to_owned()),
        when_text: None,
        on_renewal: false,
        unconditional: false,
        source: source("¶6"),
    }]
}

fn grounds() -> Vec<Ground> {
    let ground = |number: u8, code: &str| Ground {
        code: code.to_owned(),
        number,
        text: text(code),
        source: source("¶12"),
    };
    vec![ground(1, "unreliable-data"), ground(2, "not-compliant")]
}

fn term() -> Term {
    Term {
        amount: TermAmount::Days(8),
        unit: TermUnit::WorkingDays,
        from: TermStart::Registration,
        stated: true,
        until: None,
        channel: None,
        otherwise: Vec::new(),
        source: source("¶8"),
    }
}

pub(crate) fn edition() -> Edition {
    let day = |day| LegalDay {
        day,
        source: source("¶4"),
    };
    Edition {
        id: EditionId("housing-assistance/2020-11-06-order-539".to_owned()),
        service: "housing-assistance".to_owned(),
        digest: "0".repeat(64),
        act: Act {
            code: "order-539".to_owned(),
            dated: date(2020, 10, 16),
            registered: None,
            title: text("order 539"),
        },
        in_force: day(date(2020, 11, 6)),
        repealed: None,
        repealed_by: None,
        gap: None,
        pending: Pending::Stay,
        name: text("housing assistance"),
        summary: text("help with the costs of a dwelling"),
        standard: Vec::new(),
        signing: Vec::new(),
        attachments_limit_bytes: 1_048_576,
        term: term(),
        terms: vec![term()],
        limits: Vec::new(),
        rules: Rules::default(),
        tracks: Vec::new(),
        form: Vec::new(),
        facts: facts(),
        documents: documents(),
        parties: Vec::new(),
        assessments: assessments(),
        requirements: vec![
            requirement("one-dwelling", "not-compliant", "owned-dwellings <= 1"),
            requirement("lives-there", "not-compliant", "lives-there"),
            requirement("costs-above-limit", "not-compliant", "amount > 0"),
        ],
        stages: Vec::new(),
        grounds: grounds(),
        deeds: Vec::new(),
        may_sign: Vec::new(),
        fetches: Vec::new(),
        marks: Vec::new(),
        appeal: Vec::new(),
    }
}

fn figure(code: &str, ty: &FigureType, values: &[(Option<&str>, Option<&str>, Date)]) -> Figure {
    let value = |(text, place, from): &(Option<&str>, Option<&str>, Date)| FigureValue {
        value: text.map(|text| ty.read(text).unwrap()),
        place: place.map(str::to_owned),
        from: *from,
        to: None,
        act: "order 279".to_owned(),
        source: source("¶3"),
        checked: None,
    };
    Figure {
        code: code.to_owned(),
        label: text(code),
        by_place: values.iter().any(|(_, place, _)| place.is_some()),
        values: values.iter().map(value).collect(),
        ty: ty.clone(),
    }
}

pub(crate) fn figures() -> Figures {
    let before = date(2023, 12, 24);
    let caps = date(2025, 8, 11);
    let capped = |code, ty: FigureType, value| {
        let mut figure = figure(
            code,
            &ty,
            &[(None, None, before), (Some(value), None, caps)],
        );
        figure.values[0].to = Some(caps);
        figure
    };
    let monthly = |per_unit: &str| FigureType::Money {
        per: Per::Month,
        per_unit: per_unit.to_owned(),
    };
    let area = || FigureType::Number {
        unit: "m2".to_owned(),
    };
    let shares = [
        (Some("7 %"), Some(TOWN), before),
        (Some("0.05"), Some("550000000"), before),
    ];
    Figures::from_iter([
        capped("cap-lift", monthly(""), "1300"),
        capped("cap-telephone", monthly(""), "1399"),
        capped("due-per-m2", monthly("m2"), "60"),
        capped("norm-area-person", area(), "18"),
        capped("norm-area-alone", area(), "30"),
        figure("index", &monthly(""), &[(Some("3932"), None, before)]),
        figure(
            "opening",
            &FigureType::Time,
            &[(Some("09:00-13:00 14:30-18:30"), None, before)],
        ),
        figure("housing-share", &FigureType::Share, &shares),
    ])
}

/// Towns lie in the region of their first two digits.
pub(crate) fn parents(place: &str) -> Option<String> {
    let region = format!("{}0000000", place.get(..2)?);
    (place != region && place != NOWHERE).then_some(region)
}

pub(crate) fn known(json: &Json) -> Facts {
    Facts::from_json(json, &edition()).unwrap()
}

pub(crate) fn compiled() -> Compiled {
    Compiled::new(&edition(), &figures()).unwrap()
}

pub(crate) fn compile(formula: &str) -> Result<Formula, Vec<FormulaProblem>> {
    Formula::compile(formula, &Scope::of(&edition(), &figures()))
}

/// Evaluates a formula on [`DAY`] in [`TOWN`].
pub(crate) fn evaluate(formula: &str, json: &Json) -> Evaluation {
    evaluate_at(formula, json, DAY, TOWN)
}

pub(crate) fn evaluate_at(formula: &str, json: &Json, day: Date, place: &str) -> Evaluation {
    let formula = compile(formula).unwrap_or_else(|problems| panic!("{formula}: {problems:?}"));
    let (edition, figures, facts) = (edition(), figures(), known(json));
    let at = At {
        day,
        place: Some(place),
    };
    formula.evaluate(&Environment::new(
        &edition.facts,
        &facts,
        &figures,
        &parents,
        &at,
    ))
}
