story         The objection is right: assistance is assigned instead
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
   expect work earliest by 2026-11-20
2026-11-18 10:00  madina objects: The second dwelling was sold in May, the register is behind.
   expect events notice-received, objection-filed
   expect work objections by 2026-11-20
                  askar finds refused
   expect refused hearing-under-way: 1
                  askar records from registry real-estate: owned-dwellings 1
                  askar finds refused
   expect refused assessment-differs
# What is favorable needs no hearing and waits for none.
                  askar finds assigned
   expect deed notice-of-assignment for head, number 2
                  aigerim signs
   expect closed favorable, assigned
   expect work hearing 1 on refused for not-compliant: overtaken
                  madina asks to be heard
   expect refused ended
