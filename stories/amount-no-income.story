story         HA-C6: no income, so that the whole of the bills is paid
service       housing-assistance
organization  atyrau-social open 09:00-18:30

2026-11-17 10:00  bolat files
   with income.family-income 0
   with costs.costs other 18000
2026-11-17 10:01  system registers
2026-11-17 11:00  aslan takes the case
                  aslan finds complete
                  aslan records from registry income: family-income as declared
                  aslan records from document utility-bills: costs as declared
                  aslan records from registry residence: family-size as declared, registered-at-dwelling true
                  aslan records from registry real-estate: owned-dwellings 1, tenure as declared, area as declared
                  aslan records from registry court-acts: court-ban false, court-deprivation false
                  aslan records from officer: lives-in-dwelling true, data-reliable true
                  aslan records from officer: adults-consented true
                  aslan finds verified
                  aslan finds assigned
   expect deed notice-of-assignment for head, amount-month 18 000 ₸, limit 0 ₸, family-income 0 ₸
2026-11-17 12:00  gaukhar signs
   expect closed favorable, assigned
