story         Before 1 July 2021 none of the Code's rules is switched on
service       housing-assistance
organization  astana-social open 09:00-18:30

2021-03-01 10:00  madina files
2021-03-01 10:01  system registers
2021-03-02 09:10  askar takes the case
                  askar finds complete
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 2, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true
                  askar finds verified
                  askar intends refused
   expect refused rule-not-in-force: hearing
                  madina withdraws
   expect refused rule-not-in-force: withdrawal
                  aigerim extends by 1 months: To ask the register again.
   expect refused rule-not-in-force: extension
                  askar finds refused
   expect deed reasoned-refusal for head, number 1, ground not-compliant
2021-06-30 09:00  system looks
   expect not work deemed refusal from 2021-03-13
                  aigerim signs
                  madina asks to correct recipient of deed 1 to Akhmetova
   expect refused rule-not-in-force: correction
