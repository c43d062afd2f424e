//! Invented lists of who looked at a person's data.

use app::access::Seen;
use jiff::civil::date;

use super::super::{Link, Pager, Shell, View, Views};
use super::{Sample, add, at, pick};

const NUMBER: &str = "7KQ2-M4XA";

/// Draws them: a list with a look of every kind, and an empty one.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    let pager = Pager {
        page: 1,
        pages: 2,
        previous: None,
        next: Some(shell.to("/cases/7KQ2-M4XA/views?after=x")),
    };
    let none = Pager {
        pages: 1,
        next: None,
        ..pager.clone()
    };
    let say = |key: &str| shell.words.text(key).into_owned();
    let page = |lines, pager| Views {
        shell: at(shell, "/cases/7KQ2-M4XA/views"),
        back: Link {
            text: shell.with("case-number", "number", NUMBER).into_owned(),
            href: shell.to("/cases/7KQ2-M4XA"),
        },
        heading: say("case-views"),
        about: say("views-about"),
        none: say("views-none"),
        other: Some(Link {
            text: say("receipt-views"),
            href: shell.to("/views"),
        }),
        lines,
        pager,
    };
    let of_receipts = Views {
        shell: at(shell, "/views"),
        back: Link {
            text: say("menu-account"),
            href: shell.to("/account"),
        },
        heading: say("receipt-views"),
        about: say("receipt-views-about"),
        none: say("receipt-views-none"),
        other: None,
        ..page(Vec::new(), none.clone())
    };
    add(
        samples,
        "views",
        vec![
            page(of_every_kind(shell), pager),
            page(Vec::new(), none),
            of_receipts,
        ],
    );
}

/// A look of every kind.
pub(super) fn of_every_kind(shell: &Shell) -> Vec<View> {
    let role = shell.words.text("role-executor");
    let line = |(minute, code): (i8, &str)| {
        let mut args = fluent_bundle::FluentArgs::new();
        args.set("detail", "табыс-2021-1-тоқсан.pdf");
        View {
            at: shell.words.moment(date(2021, 3, 24).at(10, minute, 0, 0)),
            who: format!("Гүлнар Оспанова, {role}"),
            organization: pick(
                shell.words,
                [
                    "Астана қаласының жұмыспен қамту орталығы",
                    "Центр занятости города Астаны",
                    "Employment center of Astana",
                ],
            ),
            what: shell
                .words
                .text_with(&format!("view-{code}"), &args)
                .into_owned(),
        }
    };
    (10..60).zip(Seen::CODES).map(line).collect()
}
