story         Written objections over 8 March 2026: two days to object, three before the refusal
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-03-04 10:00  madina files
2026-03-04 10:01  system registers
2026-03-05 09:10  askar takes the case
                  askar finds complete
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 2, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true, adults-consented true
                  askar finds verified
2026-03-05 15:00  askar intends refused
# 8 March is a Sunday, so that Monday the 9th is off: 6, 10 and 11 March are the three days.
   expect work earliest by 2026-03-11
2026-03-06 09:00  madina opens the notice
   expect work objections by 2026-03-11
2026-03-11 23:00  madina objects: I live in one of them only.
   expect events objection-filed
                  askar finds the person silent
   expect refused position-stated
                  askar considers the objections: Living elsewhere is not selling.
   expect refused objections-open: 2026-03-11
2026-03-12 09:00  askar considers the objections
   expect refused note-needed
                  askar considers the objections: Living elsewhere is not selling.
   expect events objections-considered
   expect work hearing 1 on refused for not-compliant: objections considered
                  askar finds refused
   expect deed reasoned-refusal for head, number 2, ground not-compliant
