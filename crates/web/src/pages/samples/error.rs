//! Invented failures: one page of each fault.

use fluent_bundle::FluentArgs;

use super::super::{Again, ErrorPage, Fault, Shell};
use super::at;

impl ErrorPage {
    /// Every fault, and a form that was not taken: too many were sent, its secret is old, nobody is signed in.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let page = |fault| Self {
            shell: at(shell, "/nowhere"),
            fault,
            reference: (fault == Fault::Ours).then(|| "4F2A-91C7".to_owned()),
            wait: None,
            again: None,
        };
        let too_many = |(key, count, again): (&str, u64, Option<Again>)| {
            let mut args = FluentArgs::new();
            args.set("count", count);
            Self {
                wait: Some(shell.words.text_with(key, &args).into_owned()),
                again,
                ..page(Fault::TooMany)
            }
        };
        let fields = [
            ("csrf", shell.csrf.as_str()),
            ("applicant.full-name", "\"Нұрланова\" <b>"),
        ];
        let again = Again {
            action: shell.to("/drafts/1/section/applicant"),
            fields: fields
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        };
        let kept = [Fault::Forbidden, Fault::SignedOut].map(|fault| Self {
            again: Some(again.clone()),
            ..page(fault)
        });
        let mut pages: Vec<_> = Fault::all().into_iter().map(page).collect();
        pages.extend(kept);
        pages.extend(
            [
                ("error-429-seconds", 1, None),
                ("error-429-seconds", 22, Some(again.clone())),
                ("error-429-minutes", 5, None),
            ]
            .map(too_many),
        );
        pages
    }
}
