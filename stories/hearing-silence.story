story         HA-C17 after July 2021: the owner of two dwellings is refused only after the hearing; she keeps silent
service       housing-assistance
organization  astana-social open 09:00-18:30

2021-07-11 19:40  madina files
   expect registration 2021-07-12 because filed on day off
2021-07-12 00:10  system registers
2021-07-13 09:10  askar takes the case
                  askar finds complete
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 2, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true
                  askar finds verified
                  askar finds refused
   expect refused hearing-needed
                  askar intends refused: Two dwellings are in the register.
   expect events preliminary-decision-sent
   expect work hearing 1 on refused for not-compliant: under way
   expect work earliest by 2021-07-16
   expect stage decision, objections
   expect not deed
                  askar intends refused
   expect refused hearing-under-way: 1
                  askar finds refused
   expect refused hearing-under-way: 1
# She has not seen it: nobody may take that for silence.
2021-07-13 15:00  askar finds the person silent
   expect refused not-received
2021-07-14 08:00  madina opens the notice
   expect events notice-received
   expect work objections by 2021-07-16
                  viktor opens the notice
   expect refused not-yours
2021-07-16 18:00  askar finds the person silent
   expect refused objections-open: 2021-07-16
   expect stage decision, objections
2021-07-19 09:00  askar finds the person silent
   expect events silence-found
   expect stage decision, executor
                  madina objects: One of them is my brother's.
   expect refused hearing-over
                  askar finds assigned
   expect refused assessment-differs: not-compliant
                  askar finds refused
   expect deed reasoned-refusal for head, number 2, ground not-compliant
2021-07-19 17:00  aigerim signs
   expect closed adverse, refused
   expect signed reasoned-refusal number 2
   expect work complain by 2021-10-19
