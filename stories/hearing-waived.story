story         She asks to decide without a hearing: nobody waits
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
                  askar waives the hearing
   expect refused not-yours
                  askar intends refused
                  askar waives the hearing
   expect refused not-yours
2026-11-17 16:00  madina waives the hearing
   expect events notice-received, hearing-waived
                  askar finds refused
   expect deed reasoned-refusal for head, number 2, ground not-compliant
                  aigerim signs
   expect closed adverse, refused
