story         From 1 July 2021 a refusal on a ground needs a hearing first
service       housing-assistance
organization  astana-social open 09:00-18:30

2021-06-30 19:40  madina files
   expect registration 2021-07-01 because filed after hours
2021-07-01 00:10  system registers
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
   expect refused hearing-needed
   expect not deed
   expect not closed
                  askar finds assigned
   expect refused assessment-differs: not-compliant
                  askar intends refused
   expect work earliest by 2021-07-08
   expect stage decision, objections
2021-07-03 12:00  madina opens the notice
# Saturday the 3rd works for Monday the 5th, and the 6th is the Day of the Capital.
   expect work objections by 2021-07-08
2021-07-08 18:00  askar finds the person silent
   expect refused objections-open: 2021-07-08
2021-07-09 09:00  askar finds the person silent
                  askar finds refused
   expect deed reasoned-refusal for head, number 2, ground not-compliant
                  aigerim signs
   expect closed adverse, refused
