story         A ground found after the hearing needs a hearing of its own
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
                  askar records from registry court-acts: court-ban true
                  askar finds refused
   expect refused new-grounds: court-ban
   expect not deed
                  askar intends refused
   expect events preliminary-decision-sent
   expect work hearing 2 on refused for not-compliant, court-ban: under way
                  madina waives the hearing
                  askar finds refused
   expect deed reasoned-refusal for head, number 3, ground court-ban, ground not-compliant
