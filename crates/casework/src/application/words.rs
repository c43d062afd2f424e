//! The few fixed words of an application's text, in three languages.

use law::Text;

/// A text of three literals.
fn text(kk: &str, ru: &str, en: &str) -> Text {
    Text {
        kk: kk.to_owned(),
        ru: ru.to_owned(),
        en: en.to_owned(),
    }
}

pub(super) struct Words {
    pub(super) application: Text,
    pub(super) to: Text,
    pub(super) under: Text,
    pub(super) attachments: Text,
    pub(super) no_attachments: Text,
    pub(super) bytes: Text,
    pub(super) yes: Text,
    pub(super) no: Text,
    pub(super) not_given: Text,
    pub(super) same_as_data: Text,
}

pub(super) fn words() -> Words {
    Words {
        application: text("Өтініш", "Заявление", "Application"),
        to: text("Кімге", "Кому", "To"),
        under: text("Негізі", "Основание", "Under"),
        attachments: text(
            "Қоса берілген құжаттар",
            "Приложенные документы",
            "Attached documents",
        ),
        no_attachments: text("жоқ", "нет", "none"),
        bytes: text("байт", "байт", "bytes"),
        yes: text("иә", "да", "yes"),
        no: text("жоқ", "нет", "no"),
        not_given: text("көрсетілмеген", "не указано", "not given"),
        same_as_data: text(
            "Төменде — осы мәліметтердің машина оқитын түрі",
            "Ниже — те же сведения в машиночитаемом виде",
            "Below: the same data in machine-readable form",
        ),
    }
}
