//! Invented pages of the counter: before and after receipts were given, the form in each state, a receipt.

use jiff::civil::date;

use super::super::field::{Choice, Field, FieldKind, Line};
use super::super::office::{
    CounterReceipt, CounterService, OfficeCounter, OfficeReceipt, OfficeRefuseIntake,
    OfficeRefuseIntakeReview,
};
use super::super::{Flash, Link, Nav, Problem, Problems, Row, Shell};
use super::portal::service_names;
use super::views::of_every_kind;
use super::{Sample, add, at, pick};

const COUNTER: &str = "/office/astana-branch/counter";
const NUMBER: &str = "ХҚО-ҚБТ-2026-000007";

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    let shell = operator(shell);
    add(samples, "office-counter", counters(&shell));
    add(samples, "office-refuse-intake", forms(&shell));
    add(samples, "office-refuse-intake-review", vec![review(&shell)]);
    add(samples, "office-receipt", vec![receipt(&shell)]);
}

fn operator(shell: &Shell) -> Shell {
    let say = |texts| pick(shell.words, texts);
    Shell {
        person: Some(say(["А. Жұмабаев", "А. Жумабаев", "A. Zhumabayev"])),
        nav: Nav::Office {
            organization: say([
                "Мемлекеттік корпорацияның филиалы",
                "Филиал Государственной корпорации",
                "Branch of the State Corporation",
            ]),
            role: shell.words.text("role-operator").into_owned(),
            counter: Some(COUNTER.to_owned()),
        },
        ..at(shell, COUNTER)
    }
}

fn act(shell: &Shell) -> String {
    pick(
        shell.words,
        [
            "Тұрғын үй көмегін беру қағидалары",
            "Правила предоставления жилищной помощи",
            "Rules on housing assistance",
        ],
    )
}

/// With a service of each kind and receipts; a place without either.
fn counters(shell: &Shell) -> Vec<OfficeCounter> {
    let [housing, other, ..] = service_names(shell);
    let service = |name: &str, refuse: Option<String>| CounterService {
        name: name.to_owned(),
        refuse,
        act: act(shell),
    };
    let form = shell.to(&format!("{COUNTER}/refuse/housing-assistance"));
    let receipt = CounterReceipt {
        link: Link {
            text: NUMBER.to_owned(),
            href: shell.to(&format!("{COUNTER}/receipts/8")),
        },
        recipient: "Қуанышев Болат Тілеуұлы".to_owned(),
        service: housing.clone(),
        at: shell.words.moment(date(2026, 11, 17).at(10, 5, 0, 0)),
    };
    vec![
        OfficeCounter {
            shell: shell.clone(),
            services: vec![service(&housing, Some(form)), service(&other, None)],
            receipts: vec![receipt],
            first: Some(shell.to(COUNTER)),
            next: Some(shell.to(&format!("{COUNTER}?before=8"))),
        },
        OfficeCounter {
            shell: shell.clone(),
            services: Vec::new(),
            receipts: Vec::new(),
            first: None,
            next: None,
        },
    ]
}

/// A fresh form, and one that comes back.
fn forms(shell: &Shell) -> Vec<OfficeRefuseIntake> {
    let form = |problems: Vec<Problem>, value: &str| {
        let [service, ..] = service_names(shell);
        let problems = Problems(problems);
        let text = |name: &str, line, is_hinted: bool| Field {
            id: name.to_owned(),
            name: name.to_owned(),
            label: shell.t(&format!("counter-{name}")).into_owned(),
            hint: is_hinted.then(|| shell.t(&format!("counter-{name}-hint")).into_owned()),
            error: problems.of(name).map(str::to_owned),
            kind: FieldKind::Text {
                value: value.to_owned(),
                line,
            },
        };
        let person = vec![
            text("iin", Line::Digits, false),
            text("name", Line::Name, true),
            text("address", Line::Words, false),
            choice(
                shell,
                "applies",
                ["applies-first", "applies-again"].as_slice(),
            ),
        ];
        let document = Field {
            label: act(shell),
            hint: Some(shell.t("counter-document-register").into_owned()),
            error: problems.of("document-income-proof").map(str::to_owned),
            ..choice(
                shell,
                "document-income-proof",
                ["in-order", "missing", "expired"].as_slice(),
            )
        };
        let branch = vec![
            text("department", Line::Words, false),
            text("executor", Line::Name, true),
            text("telephone", Line::Phone, true),
        ];
        let fields: Vec<_> = person.iter().chain([&document]).cloned().collect();
        OfficeRefuseIntake {
            shell: shell.clone(),
            counter: shell.to(COUNTER),
            service,
            problems: problems.naming(&fields),
            action: shell.to(&format!("{COUNTER}/refuse/housing-assistance")),
            form: "form".to_owned(),
            person,
            documents: vec![document],
            branch,
        }
    };
    let wrong = |field: &str, key: &str| Problem {
        field: field.to_owned(),
        text: shell.t(key).into_owned(),
    };
    vec![
        form(Vec::new(), ""),
        form(
            vec![
                wrong("iin", "problem-check-digit"),
                wrong("document-income-proof", "refusal-nothing-lacking"),
            ],
            "790502390137",
        ),
        form(vec![wrong("iin", "counter-old-form")], "790502390136"),
    ]
}

fn choice(shell: &Shell, name: &str, values: &[&str]) -> Field {
    let option = |(number, value): (usize, &&str)| Choice {
        value: (*value).to_owned(),
        text: shell.t(&format!("counter-{value}")).into_owned(),
        hint: None,
        is_chosen: number == 0,
    };
    Field {
        id: name.to_owned(),
        name: name.to_owned(),
        label: shell.t("counter-applies").into_owned(),
        hint: Some(shell.t("counter-applies-hint").into_owned()),
        error: None,
        kind: FieldKind::Choice {
            options: values.iter().enumerate().map(option).collect(),
        },
    }
}

fn rows(shell: &Shell) -> Vec<Row> {
    let row = |(key, value): (&str, &str)| Row::new(shell.t(key), value);
    let mut rows: Vec<_> = [
        ("counter-iin", "790502390136"),
        ("counter-name", "Қуанышев Болат Тілеуұлы"),
        ("counter-address", "Астана, Сарыарқа, 5"),
        ("counter-department", "3"),
    ]
    .map(row)
    .into();
    rows.push(Row {
        label: shell.t("counter-executor").into_owned(),
        value: Vec::new(),
        change: None,
    });
    rows
}

fn lacking(shell: &Shell) -> Vec<String> {
    ["counter-missing", "counter-expired"]
        .map(|key| format!("{}: {}", act(shell), shell.t(key)))
        .into()
}

fn review(shell: &Shell) -> OfficeRefuseIntakeReview {
    let [service, ..] = service_names(shell);
    let path = format!("{COUNTER}/refuse/housing-assistance");
    OfficeRefuseIntakeReview {
        shell: shell.clone(),
        service,
        rows: rows(shell),
        lacking: lacking(shell),
        fields: vec![("form".to_owned(), "form".to_owned())],
        issue: shell.to(&format!("{path}/issue")),
        change: shell.to(&path),
    }
}

fn receipt(shell: &Shell) -> OfficeReceipt {
    let mut rows = rows(shell);
    let own = ["counter-operator", "counter-issued", "counter-edition"];
    rows.extend(own.map(|key| Row::new(shell.t(key), act(shell))));
    OfficeReceipt {
        shell: Shell {
            flash: Some(Flash {
                is_success: true,
                text: shell.t("flash-refused").into_owned(),
                lines: Vec::new(),
            }),
            ..shell.clone()
        },
        counter: shell.to(COUNTER),
        number: NUMBER.to_owned(),
        rows,
        lacking: lacking(shell),
        file: shell.to(&format!("{COUNTER}/receipts/8/files/pdf")),
        views: of_every_kind(shell),
    }
}
