story         HA-C17 in March 2021: the owner of two dwellings is refused on ground 2
service       housing-assistance
organization  almaty-social open 09:00-18:00

2021-03-01 10:00  viktor files
2021-03-01 10:01  system registers
2021-03-02 09:10  ruslan takes the case
                  ruslan finds complete
                  ruslan records from registry income: family-income as declared
                  ruslan records from document utility-bills: costs as declared
                  ruslan records from registry residence: family-size as declared, registered-at-dwelling true
                  ruslan records from registry real-estate: owned-dwellings 2, tenure as declared, area as declared
                  ruslan records from registry court-acts: court-ban false, court-deprivation false
                  ruslan records from officer: lives-in-dwelling true, data-reliable true
                  ruslan finds verified
                  ruslan finds assigned
   expect refused assessment-differs: not-compliant
   expect not deed
                  ruslan finds refused
   expect deed reasoned-refusal for head, number 1, ground not-compliant
   expect not closed
2021-03-03 17:00  marat signs
   expect closed adverse, refused
   expect signed reasoned-refusal number 1
