story         The same bills before the limits of August 2025 count as billed
service       housing-assistance
organization  atyrau-social open 09:00-18:30

2025-08-08 10:00  bolat files
   with income.family-income 300000
   with costs.costs lift 1500; telephone 1800; other 10000
2025-08-08 10:01  system registers
2025-08-08 11:00  aslan takes the case
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
   expect deed notice-of-assignment for head, counted-costs 13 300 ₸, limit 5 000 ₸, amount-month 8 300 ₸
2025-08-08 12:00  gaukhar signs
   expect closed favorable, assigned
