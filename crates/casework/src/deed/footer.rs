//! The law of electronic documents on the day of signing, as it stands in a deed's footer.

use jiff::civil::{Date, date};
use law::Text;

/// From this day the Digital Code stands in the place of the law of 2003. Inferred: the Code is in force six months
/// after its publication; the day is that of the linked law 291-VIII.
const DIGITAL_CODE: Date = date(2026, 7, 12);

/// Why the electronic document equals a signed one on paper.
///
/// Sources: Law 370-II of 07.01.2003, art. 7(1); Digital Code 255-VIII of 09.01.2026, art. 62(2) and 106(2).
pub(super) fn electronic_document(day: Date) -> Text {
    let (kk, ru, en) = if day < DIGITAL_CODE {
        (
            "Осы құжат «Электрондық құжат және электрондық цифрлық қолтаңба туралы» 2003 жылғы 7 қаңтардағы № 370-II Заңның 7-бабының 1-тармағына сәйкес қағаз жеткізгіштегі құжатпен бірдей.",
            "Данный документ согласно пункту 1 статьи 7 Закона от 7 января 2003 года № 370-II «Об электронном документе и электронной цифровой подписи» равнозначен документу на бумажном носителе.",
            "Under article 7(1) of Law 370-II of 7 January 2003 this document equals a document on paper.",
        )
    } else {
        (
            "Осы құжат 2026 жылғы 9 қаңтардағы № 255-VIII Цифрлық кодекстің 62-бабының 2-тармағына сәйкес қағаз жеткізгіштегі қол қойылған құжатпен бірдей.",
            "Данный документ согласно пункту 2 статьи 62 Цифрового кодекса от 9 января 2026 года № 255-VIII равнозначен подписанному документу на бумажном носителе.",
            "Under article 62(2) of the Digital Code 255-VIII of 9 January 2026 this document equals a signed document on paper.",
        )
    };
    Text {
        kk: kk.to_owned(),
        ru: ru.to_owned(),
        en: en.to_owned(),
    }
}
