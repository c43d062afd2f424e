story         Order 539 in March 2021: assistance is assigned
service       housing-assistance
organization  astana-social open 09:00-18:30

2021-03-01 10:00  madina files
   with income.family-income 150000
   with costs.costs other 15000
   expect edition order-539
   expect registration 2021-03-01 because filed during hours
   expect answer by 2021-03-12    # 8 March is a holiday
2021-03-01 10:01  system registers
   expect stage completeness, executor, by 2021-03-03
2021-03-02 09:10  askar takes the case
                  askar finds complete
   expect stage verification, executor, by 2021-03-10
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 1, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true
# Order 539 knows no consent of the adults of the family.
                  askar records from officer: adults-consented true
   expect refused no-such-fact: adults-consented
                  askar finds verified
   expect stage decision, executor, by 2021-03-03
                  askar finds assigned
   expect deed notice-of-assignment for head, amount-month 10 000 ₸, amount-quarter 30 000 ₸, registration-day 1 марта 2021 года
2021-03-03 17:00  aigerim signs
   expect closed favorable, assigned
