story         A court has prohibited it: the officer may go without a hearing, and says why
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
                  askar goes without a hearing for refused on court-decision: A court has spoken.
   expect refused not-on-court-act: not-compliant
                  askar records from registry real-estate: owned-dwellings 1
                  askar goes without a hearing for refused on court-decision: A court has spoken.
   expect refused assessment-differs
                  askar records from registry court-acts: court-ban true
                  askar finds refused
   expect refused hearing-needed
                  askar goes without a hearing for refused on automated: The computer says so.
   expect refused exception-not-allowed
                  askar goes without a hearing for refused on requested: She said so by telephone.
   expect refused exception-not-allowed
                  askar goes without a hearing for refused on court-decision
   expect refused note-needed
                  askar goes without a hearing for refused on court-decision: Verdict 2-1234 of 3 March 2026.
   expect events hearing-dispensed
   expect work no hearing on refused, art 73(2)(8): Verdict 2-1234 of 3 March 2026.
                  askar finds refused
   expect deed reasoned-refusal for head, number 1, ground court-ban
