story         Who was duly notified and does not come does not stop the decision; who was not, does
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
                  askar intends refused at room 12 on 2026-11-19 11:00
2026-11-19 12:00  askar holds the hearing on 2026-11-19 from 11:00 to 11:30, without the person: She did not come.
   expect refused not-received
                  askar notes the delivery of 2026-11-17: handed over at the dwelling
                  askar holds the hearing on 2026-11-19 from 11:00 to 11:30, without the person: She did not come.
   expect events hearing-held
2026-11-20 09:00  askar finds refused
   expect deed reasoned-refusal for head, number 2, ground not-compliant
