# Citations of the law. A number may be 93(2), 101-3 or 12–15, and several stand one after another.
cite-order = приказ № { $number }{ $dated ->
    [yes] { " " }от { $day }
   *[no] { "" }
}
cite-decree = постановление № { $number }{ $dated ->
    [yes] { " " }от { $day }
   *[no] { "" }
}
cite-this-order = приказ
cite-portal = страница услуги на портале
cite-code = АППК
cite-law-housing = Закон «О жилищных отношениях»
cite-law-services = Закон «О государственных услугах»
cite-law-data = Закон «О персональных данных и их защите»
cite-maslikhats = решения маслихатов, которых нет под рукой
cite-decision = решение маслихата ({ $place })
cite-decision-of = решение маслихата ({ $place }) от { $day }
cite-decision-numbered = решение маслихата ({ $place }) № { $number } от { $day }
cite-amended-order = с изменениями по приказу № { $number } от { $day }
cite-amended-decision = с изменениями по решению № { $number } от { $day }
cite-amended-law = с изменениями по Закону № { $number } от { $day }
cite-amended-on = с изменениями от { $day }{ $unknown ->
    [yes] { "" }, номер изменения не найден
   *[no] { "" }
}
cite-no-number = номер не найден
cite-paragraph = { $count ->
    [1] пункт { $n }
   *[other] пункты { $n }
}
cite-article = { $count ->
    [1] статья { $n }
   *[other] статьи { $n }
}
cite-appendix = { $count ->
    [1] приложение { $n }
   *[other] приложения { $n }
}
cite-row = { $count ->
    [1] строка { $n }
   *[other] строки { $n }
}
cite-document = { $count ->
    [1] документ { $n }
   *[other] документы { $n }
}
cite-chapter = { $count ->
    [1] глава { $n }
   *[other] главы { $n }
}
cite-consent-form = форма согласия
cite-annex-form = форма в приложении 3
cite-commencement = о введении в действие
cite-state-systems = сведения из государственных систем
cite-family-consent = согласие членов семьи
cite-removed = исключено
