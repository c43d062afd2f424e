story         HA-C1: a share of five per cent in Atyrau
service       housing-assistance
organization  atyrau-social open 09:00-18:30

2026-11-17 10:00  bolat files
   with income.family-income 600000
   with costs.costs other 25000
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
   expect deed notice-of-assignment for head, amount-month 15 000 ₸, amount-quarter 45 000 ₸, limit 10 000 ₸, share 5 %
2026-11-17 12:00  gaukhar signs
   expect closed favorable, assigned
