story         The refusal is made on the third working day after the notice, not on the second
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
2026-03-06 08:00  askar intends refused at room 12 on 2026-03-06 15:00
   expect work earliest by 2026-03-12
2026-03-06 09:00  madina opens the notice
2026-03-06 14:00  askar holds the hearing on 2026-03-06 from 15:00 to 15:20: Nothing yet.
   expect refused day-impossible: 2026-03-06
                  askar holds the hearing on 2026-03-06 from 13:00 to 13:20: Nothing yet.
   expect refused hearing-not-yet: 2026-03-06T15:00:00
2026-03-06 16:00  askar holds the hearing on 2026-03-06 from 15:00 to 15:20: She says that one of the two is a garage.
   expect events hearing-held
# Three working days for remarks: 10, 11 and 12 March.
   expect work remarks by 2026-03-12
                  askar finds refused
   expect refused too-soon-after-notice: 2026-03-12
2026-03-09 12:00  madina remarks: It is a garage with a number of its own.
   expect events protocol-remarked
2026-03-11 23:59  askar finds refused
   expect refused too-soon-after-notice: 2026-03-12
2026-03-12 00:00  askar finds refused
   expect deed reasoned-refusal for head, number 2, ground not-compliant
2026-03-13 09:00  madina remarks: And it is cold.
   expect refused remarks-over: 2026-03-12
