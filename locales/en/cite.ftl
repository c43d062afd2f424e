# Citations of the law. A number may be 93(2), 101-3 or 12–15, and several stand one after another.
cite-order = order { $number }{ $dated ->
    [yes] { " " }of { $day }
   *[no] { "" }
}
cite-decree = decree { $number }{ $dated ->
    [yes] { " " }of { $day }
   *[no] { "" }
}
cite-this-order = the order
cite-portal = portal page of the service
cite-code = Administrative Procedural and Process Code
cite-law-housing = Law on housing relations
cite-law-services = Law on public services
cite-law-data = Law on personal data
cite-maslikhats = decisions of maslikhats, not at hand
cite-decision = decision of the maslikhat ({ $place })
cite-decision-of = decision of the maslikhat ({ $place }) of { $day }
cite-decision-numbered = decision of the maslikhat ({ $place }) { $number } of { $day }
cite-amended-order = as amended by order { $number } of { $day }
cite-amended-decision = as amended by decision { $number } of { $day }
cite-amended-law = as amended by Law { $number } of { $day }
cite-amended-on = as amended on { $day }{ $unknown ->
    [yes] { "" }, number of the amendment not found
   *[no] { "" }
}
cite-no-number = number not found
cite-paragraph = { $count ->
    [1] ¶{ $n }
   *[other] ¶¶{ $n }
}
cite-article = { $count ->
    [1] art. { $n }
   *[other] arts. { $n }
}
cite-appendix = { $count ->
    [1] appendix { $n }
   *[other] appendices { $n }
}
cite-row = { $count ->
    [1] row { $n }
   *[other] rows { $n }
}
cite-document = { $count ->
    [1] document { $n }
   *[other] documents { $n }
}
cite-chapter = { $count ->
    [1] chapter { $n }
   *[other] chapters { $n }
}
cite-consent-form = consent form
cite-annex-form = form of annex 3
cite-commencement = commencement clause
cite-state-systems = data of state systems
cite-family-consent = consent of family members
cite-removed = removed
