story         She asks to be heard in person; place and time are fixed, and what was said is kept
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-16 10:00  madina files
2026-11-16 10:01  system registers
2026-11-17 09:10  askar takes the case
                  askar finds complete
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 2, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true, adults-consented true
                  askar finds verified
                  askar intends refused, by letter
                  askar notes the delivery of 2026-11-16: RZ 123 456 789 KZ
   expect refused day-impossible: 2026-11-16
                  askar notes the delivery of 2026-11-17
   expect refused note-needed
   expect work waits for objections
2026-11-18 18:00  askar notes the delivery of 2026-11-18: RZ 123 456 789 KZ
   expect events notice-received
   expect work waits for objections until 2026-11-20
                  askar notes the delivery of 2026-11-18: RZ 123 456 789 KZ
   expect refused received-already: 2026-11-18
2026-11-19 10:00  askar holds the hearing on 2026-11-19 from 09:00 to 09:30: Nobody called it.
   expect refused not-appointed
                  askar considers the objections: There are none.
   expect refused no-objection
# The second working day is Friday; Monday is too late.
2026-11-20 23:50  madina asks to be heard
   expect events hearing-requested
   expect stage decision, executor
   expect not work waits for objections until 2026-11-20
                  madina asks to be heard
   expect refused oral-hearing-asked
2026-11-23 09:00  madina objects: Too late.
   expect refused objections-over: 2026-11-20
                  askar finds the person silent
   expect refused oral-hearing-asked
                  askar appoints the hearing at room 12 on 2026-11-23 08:00
   expect refused day-impossible: 2026-11-23
                  askar appoints the hearing at room 12 on 2026-11-24 11:00
   expect events hearing-appointed
   expect work waits for hearing until 2026-11-24
# The protocol is signed within two working days of the hearing.
   expect work protocol by 2026-11-26
2026-11-24 12:00  askar holds the hearing on 2026-11-24 from 11:00 to 11:40: She shows that the second dwelling is under arrest, not hers to sell.
   expect events hearing-held
   expect not work waits for hearing until 2026-11-24
   expect work remarks by 2026-11-27
                  askar finds refused
   expect deed reasoned-refusal for head, number 2, ground not-compliant
