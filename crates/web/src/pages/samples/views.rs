//! Invented lists of who looked at a person's data.

use app::access::Seen;
use jiff::civil::date;

use super::super::{Pager, Shell, View, Views};
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
    let page = |lines, pager| Views {
        shell: at(shell, "/cases/7KQ2-M4XA/views"),
        number: NUMBER.to_owned(),
        lines,
        pager,
    };
    add(
        samples,
        "views",
        vec![page(of_every_kind(shell), pager), page(Vec::new(), none)],
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
