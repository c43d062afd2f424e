story         HA-C3 in March 2021: costs that are exactly the limit leave nothing to assign
service       housing-assistance
organization  astana-social open 09:00-18:30

2021-03-01 10:00  madina files
   with income.family-income 600000
   with costs.costs other 20000
2021-03-01 10:01  system registers
2021-03-02 09:10  askar takes the case
                  askar finds complete
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 1, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true
                  askar finds verified
                  askar finds assigned
   expect refused assessment-differs: not-compliant
                  askar finds refused
   expect deed reasoned-refusal for head, ground not-compliant
2021-03-03 17:00  aigerim signs
   expect closed adverse, refused
