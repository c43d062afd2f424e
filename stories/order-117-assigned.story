story         A family of four in Astana gets assistance under order 117
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files
   expect edition order-117
   expect registration 2026-11-17 because filed during hours
   expect stage received, system, by 2026-11-17
   expect answer by 2026-11-25
   expect not registered
2026-11-17 10:06  system registers
   expect registered
   expect stage completeness, executor, by 2026-11-19
   expect plan verification by 2026-11-24
   expect plan decision by 2026-11-25
   expect executor nobody
2026-11-18 09:30  askar takes the case
   expect executor askar
2026-11-18 09:40  askar finds complete
   expect stage verification, executor, by 2026-11-23
   expect not deed
# What the family declared is no finding: until it is established, nothing follows from it.
2026-11-18 09:45  askar finds verified
   expect refused facts-missing
2026-11-19 11:00  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 1, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, adults-consented true
                  askar finds verified
   expect refused facts-missing: data-reliable
                  askar records from officer: data-reliable true
   expect finding data-reliable true
                  askar finds verified
   expect stage decision, executor, by 2026-11-20
# The law gives what the facts give: a refusal has no ground.
2026-11-20 10:00  askar finds refused
   expect refused assessment-differs
                  askar finds assigned
   expect events deed-proposed
   expect deed notice-of-assignment for head, number 1, amount-month 17 000 ₸, amount-quarter 51 000 ₸, counted-costs 38 000 ₸, limit 21 000 ₸, share 10 %
   expect stage decision, head, by 2026-11-20
   expect not closed
2026-11-20 16:20  aigerim signs
   expect events deed-signed
   expect closed favorable, assigned
   expect signed notice-of-assignment number 1
   expect not deed
2026-11-20 16:21  askar takes the case
   expect refused ended
