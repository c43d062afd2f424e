//! A small law of its own, made of texts, into which a test puts one fault.

/// The file of the edition.
pub(crate) const EDITION: &str = "services/lamp/2026-02-01-order-1.kdl";

const CALENDAR: &str = r#"calendar 2026 {
    day "2026-03-09" kind=substitute-day-off for="2026-03-08" act="Law 267-II" { name kk="Демалыс" ru="Выходной" en="Day off" }
    day "2026-03-10" kind=moved-day-off weeks=five from="2026-03-14" act="Order 1" { name kk="Демалыс" ru="Выходной" en="Moved day off" }
    withdrawn "2026-08-31" announced="2025-12-10" withdrawn="2026-03-18" act="Order 2" { name kk="Демалыс" ru="Выходной" en="Withdrawn" }
}
"#;

const PLACES: &str = r#"place "710000000" kind=city region=self {
    name kk="Астана" ru="Астана" en="Astana"
    offset "+06:00" to="2024-02-29T18:00:00Z"
    offset "+05:00" from="2024-02-29T18:00:00Z"
    online lamp cite="¶1"
}
"#;

const REGISTRIES: &str = r#"registry income cite="¶5" { text kk="Табыс" ru="Доходы" en="Income" }
registry rights cite="¶9" { text kk="Құқық" ru="Права" en="Rights" }
"#;

const CODE: &str = r#"code appc basis=found from="a copy of the Code" {
    act appc dated="2020-06-29" { title kk="Кодекс" ru="Кодекс" en="Code" }
    in-force "2021-07-01" cite="final"
    hearing cite="73" {
        notice working-days=3 cite="73(1)"
        objections working-days=2 cite="73(3)"
        protocol working-days=2 cite="74"
        remarks working-days=3 cite="74"
        not-needed short-term working-days=5 cite="73(2)(3)" { text kk="Қысқа" ru="Короткий" en="Short" }
    }
    withdrawal cite="70" { notify working-days=3 cite="70(3)"; text kk="Қ" ru="Р" en="E"; }
    extension cite="76(3)" { at-most months=2 cite="76(3)"; notify working-days=3 cite="76(3)"; text kk="Қ" ru="Р" en="E"; }
    correction cite="82" { consider working-days=3 cite="82"; send working-days=3 cite="82"; text kk="Қ" ru="Р" en="E"; }
    silence cite="91(2)" { text kk="Қ" ru="Р" en="E"; }
    appeal cite="91" { within months=3 cite="92(1)"; uninformed months=6 cite="92(1-1)"; forward working-days=3 cite="91(4)"; text kk="Қ" ru="Р" en="E"; }
    default-term working-days=15 cite="76(1)"
}
"#;

const FIGURES: &str = r#"figure share type=share by=place {
    label kk="Үлес" ru="Доля" en="Share"
    value "0.10" place="710000000" from="2026-01-01" act="Order 3" basis=inferred why="the ceiling"
}
figure lamp-term type=days {
    label kk="Мерзім" ru="Срок" en="Term"
    value "3" from="2026-01-01" act="Order 1"
}
"#;

const HEAD: &str = r#"edition lamp basis=source {
    act order-1 dated="2026-01-20" registered="1" { title kk="Бұйрық" ru="Приказ" en="Order" }
    in-force "2026-02-01" cite="order ¶4"
    pending stay
    name kk="Шам" ru="Лампа" en="Lamp"
    summary kk="Шам беріледі." ru="Выдают лампу." en="A lamp is given."
    signing eds cite="¶2"
    attachments limit-bytes=1048576 cite="¶2"
    term working-days=5 from=registration cite="¶3"
    rules hearing withdrawal extension correction silence appeal cite="¶3"
    standard {
"#;

const BODY: &str = r#"    }
    form {
        section home cite="app 1" {
            title kk="Үй" ru="Дом" en="Home"
            field rooms type=count required=#true cite="app 1" { label kk="Бөлме" ru="Комнат" en="Rooms" }
        }
    }
    fact income type=money per=month at-least="0" cite="¶4" {
        label kk="Табыс" ru="Доход" en="Income"
        from document:proof officer
    }
    fact share type=share cite="¶4" {
        label kk="Үлес" ru="Доля" en="Share"
        from figure:share
    }
    fact rooms type=count cite="¶4" {
        label kk="Бөлме" ru="Комнат" en="Rooms"
        from form:home.rooms officer
    }
    document proof cite="¶5" {
        text kk="Анықтама" ru="Справка" en="Proof"
        portal unless=registry:income
        counter original=#true
        when "rooms > 1" { text kk="Көп" ru="Если" en="If" }
    }
    party recipient cite="¶2" {
        text kk="Алушы" ru="Получатель" en="Recipient"
        by eds
    }
    assess amount cite="¶6" {
        label kk="Сома" ru="Сумма" en="Amount"
        let limit "share * income" cite="¶6" { label kk="Шек" ru="Предел" en="Limit" }
        give amount "max(0, income - limit)" round=half-up to="1" cite="¶6" { label kk="Сома" ru="Сумма" en="Amount" }
    }
    require has-room ground=no-room cite="¶7" "rooms >= 1" { text kk="Бөлме бар" ru="Есть комната" en="There is a room" }
    ground no-room number=1 cite="¶7" { text kk="Бөлме жоқ" ru="Нет комнаты" en="No room" }
    stage look actor=executor work=assess cite="¶8" {
        title kk="Қарау" ru="Проверка" en="Look"
        term working-days=figure:lamp-term from=registration cite="¶8"
        outcome good to=give cite="¶8" { text kk="Жарайды" ru="Годится" en="Good" }
    }
    stage give actor=head work=sign cite="¶9" {
        title kk="Беру" ru="Выдача" en="Give"
        term working-days=1 from=stage:look cite="¶9"
        outcome given to=closed deed=notice signed-by=head cite="¶9" { text kk="Берілді" ru="Выдано" en="Given" }
        outcome refused to=closed adverse=ground deed=refusal signed-by=head cite="¶9" { text kk="Бас тартылды" ru="Отказано" en="Refused" }
    }
    deed notice cite="¶9" {
        title kk="Хабарлама" ru="Уведомление" en="Notice"
        text kk="Сома {sum}." ru="Сумма {sum}." en="Sum {sum}."
        field sum from=assess.amount { label kk="Сома" ru="Сумма" en="Sum" }
    }
    deed refusal cite="¶9" appeal=#true {
        title kk="Бас тарту" ru="Отказ" en="Refusal"
        field appeal from=law.appeal { label kk="Шағым" ru="Жалоба" en="How to complain" }
    }
    may-sign head notice refusal cite="¶9"
    appeal cite="¶10" { text kk="Шағым" ru="Жалоба" en="Complain" }
}
"#;

/// The whole law as files.
pub(crate) fn files() -> Vec<(String, String)> {
    let texts = r#"kk="Қ" ru="Р" en="E""#;
    let rows: Vec<String> = (1..=10)
        .map(|row| {
            let names = match row {
                5 => " results=\"notice refusal\"",
                9 => " grounds=\"no-room\"",
                _ => "",
            };
            format!(
                "        row {row} cite=\"row {row}\"{names} {{ heading {texts}; text {texts}; }}\n"
            )
        })
        .collect();
    let edition = [HEAD, &rows.concat(), BODY].concat();
    [
        ("calendar/2026.kdl", CALENDAR),
        ("places.kdl", PLACES),
        ("registries.kdl", REGISTRIES),
        ("code/2021-07-01-appc.kdl", CODE),
        ("figures/all.kdl", FIGURES),
        (EDITION, edition.as_str()),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

/// The law with `from` replaced by `to` in one file. The text must be there exactly once.
pub(crate) fn with(file: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(path, _)| path == file).unwrap();
    assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
    *text = text.replace(from, to);
    files
}
