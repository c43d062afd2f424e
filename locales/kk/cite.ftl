# Citations of the law. A number may be 93(2), 101-3 or 12–15, and several stand one after another.
cite-order = { $dated ->
    [yes] { $day }{ " " }
   *[no] { "" }
}№ { $number } бұйрық
cite-decree = { $dated ->
    [yes] { $day }{ " " }
   *[no] { "" }
}№ { $number } қаулы
cite-this-order = бұйрық
cite-portal = порталдағы қызмет беті
cite-code = ӘРПК
cite-law-housing = «Тұрғын үй қатынастары туралы» Заң
cite-law-services = «Мемлекеттік көрсетілетін қызметтер туралы» Заң
cite-law-data = «Дербес деректер және оларды қорғау туралы» Заң
cite-maslikhats = мәслихаттардың шешімдері, мәтіндері қолда жоқ
cite-decision = мәслихат шешімі ({ $place })
cite-decision-of = мәслихаттың { $day } шешімі ({ $place })
cite-decision-numbered = мәслихаттың { $day } № { $number } шешімі ({ $place })
cite-amended-order = { $day } № { $number } бұйрықпен өзгертілген
cite-amended-decision = { $day } № { $number } шешіммен өзгертілген
cite-amended-law = { $day } № { $number } Заңмен өзгертілген
cite-amended-on = { $day } өзгертілген{ $unknown ->
    [yes] { "" }, өзгерістің нөмірі табылмады
   *[no] { "" }
}
cite-no-number = нөмірі табылмады
cite-paragraph = { $count ->
    [1] { $n }-тармақ
   *[other] { $n }-тармақтар
}
cite-article = { $count ->
    [1] { $n }-бап
   *[other] { $n }-баптар
}
cite-appendix = { $count ->
    [1] { $n }-қосымша
   *[other] { $n }-қосымшалар
}
cite-row = { $count ->
    [1] { $n }-жол
   *[other] { $n }-жолдар
}
cite-document = { $count ->
    [1] { $n }-құжат
   *[other] { $n }-құжаттар
}
cite-chapter = { $count ->
    [1] { $n }-тарау
   *[other] { $n }-тараулар
}
cite-consent-form = келісім нысаны
cite-annex-form = 3-қосымшадағы нысан
cite-commencement = қолданысқа енгізілуі туралы
cite-state-systems = мемлекеттік жүйелердегі мәліметтер
cite-family-consent = отбасы мүшелерінің келісімі
cite-removed = алып тасталған
