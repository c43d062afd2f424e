story         She withdraws while a refusal waits for the head: it is never signed
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
                  askar intends refused
                  madina waives the hearing
                  askar finds refused
   expect deed reasoned-refusal for head, number 2, ground not-compliant
2026-11-20 17:00  madina withdraws
   expect events withdrawn
   expect closed withdrawn
   expect not deed
# Three working days over the weekend.
   expect work tell-of-withdrawal by 2026-11-25
                  aigerim signs
   expect refused ended
                  askar finds assigned
   expect refused ended
                  madina withdraws
   expect refused ended
                  aigerim extends by 1 months: Never mind.
   expect refused ended
                  askar records from officer: lives-in-dwelling true
   expect refused ended
