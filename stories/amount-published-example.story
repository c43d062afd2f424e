story         The published example, HA-P1: one earner with 50,000 a month, bills of 15,000, the share of Astana
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files
   with income.family-income 150 000
   with costs.costs other 15000
2026-11-17 10:06  system registers
2026-11-18 09:30  askar takes the case
                  askar finds complete
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 1, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true
                  askar records from officer: adults-consented true
                  askar finds verified
                  askar finds assigned
   expect deed notice-of-assignment for head, amount-month 10 000 ₸, amount-quarter 30 000 ₸, counted-costs 15 000 ₸, limit 5 000 ₸
