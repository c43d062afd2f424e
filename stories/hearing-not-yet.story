story         Registered on 30 June 2021, the last day before the Code: no hearing
service       housing-assistance
organization  astana-social open 09:00-18:30

2021-06-30 18:29  madina files
   expect registration 2021-06-30 because filed during hours
2021-06-30 18:30  system registers
2021-07-02 09:10  askar takes the case
                  askar finds complete
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 2, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true
                  askar finds verified
                  askar finds refused
   expect deed reasoned-refusal for head, ground not-compliant
