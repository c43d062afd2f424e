//! Invented pages of the other ways: a code to type, typed wrong; a phone waited for, signing, done, too late.

use super::super::{ConfirmPage, PhoneState, QrPage, SecondFactorPage, Shell};
use super::{Sample, add, at, pick};
use crate::portal::qr::squares;

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    add(samples, "confirm", ConfirmPage::samples(shell));
    add(samples, "qr", QrPage::samples(shell));
    add(samples, "second-factor", SecondFactorPage::samples(shell));
}

fn text(shell: &Shell) -> String {
    pick(
        shell.words,
        [
            "Тұрғын үй көмегін тағайындау туралы өтініш",
            "Заявление о назначении жилищной помощи",
            "Application for housing assistance",
        ],
    )
}

impl ConfirmPage {
    /// A code to type; a wrong one.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let wrong = shell.with("confirm-wrong", "left", "3").into_owned();
        let page = |error| Self {
            shell: at(shell, "/drafts/7/confirm"),
            back: shell.to("/drafts/7/review"),
            service: text(shell),
            phone: "+7 ••• ••• •• 01".to_owned(),
            until: shell.words.day(jiff::civil::date(2021, 3, 19)),
            text: text(shell),
            digest: "3f7c4a1e0b9d5c8827f16ae0c4d1b2938e5f6a7b8c9d0e1f2a3b4c5d6e7f8091".to_owned(),
            action: shell.to("/drafts/7/confirm/code?record=1"),
            resend: shell.to("/drafts/7/confirm"),
            payload: "0KLQtdC60YHRgg==".to_owned(),
            error,
        };
        vec![page(None), page(Some(wrong))]
    }
}

impl SecondFactorPage {
    /// A code to type; a wrong one; none that counts.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let wrong = shell.with("confirm-wrong", "left", "3").into_owned();
        let until = shell.words.day(jiff::civil::date(2021, 3, 19));
        let sent = Some(("+7 ••• ••• •• 01".to_owned(), until));
        let page = |sent, error| Self {
            shell: at(shell, "/login/code"),
            sent,
            action: shell.to("/login/code?next=/account"),
            resend: shell.to("/login/code/again?next=/account"),
            leave: shell.to("/logout"),
            error,
        };
        vec![
            page(sent.clone(), None),
            page(sent, Some(wrong)),
            page(None, None),
        ]
    }
}

impl QrPage {
    /// Each state of a signing with a phone; one of them by an official.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let address = "mobileSign:https://shanyraq.example/mobile/1/2";
        let (code, side) = squares(address).unwrap_or_default();
        let page = |state, program| Self {
            shell: at(shell, "/drafts/7/qr"),
            back: shell.to("/drafts/7/review"),
            code: code.clone(),
            side,
            code_text: address.to_owned(),
            launch: "https://mgovsign.page.link/?link=1".to_owned(),
            program,
            until: shell.words.day(jiff::civil::date(2021, 3, 19)),
            state,
            status: shell.to("/drafts/7/qr/status?record=1"),
            done: shell.to("/drafts/7/qr/done?record=1"),
            again: shell.to("/drafts/7/qr?record=1"),
            text: text(shell),
            digest: "3f7c4a1e0b9d5c8827f16ae0c4d1b2938e5f6a7b8c9d0e1f2a3b4c5d6e7f8091".to_owned(),
            payload: "0KLQtdC60YHRgg==".to_owned(),
        };
        vec![
            page(PhoneState::Waiting, "eGov Mobile"),
            page(PhoneState::Fetched, "eGov Business"),
            page(PhoneState::Answered, "eGov Mobile"),
            page(PhoneState::Over, "eGov Mobile"),
        ]
    }
}
