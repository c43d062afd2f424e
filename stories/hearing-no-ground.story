story         Nobody is told of an intended refusal that has no ground, and nobody before the Code is
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-16 10:00  madina files
2026-11-16 10:01  system registers
2026-11-17 09:10  askar takes the case
                  askar finds complete
                  askar records from registry income: family-income as declared
                  askar records from document utility-bills: costs as declared
                  askar records from registry residence: family-size as declared, registered-at-dwelling true
                  askar records from registry real-estate: owned-dwellings 1, tenure as declared, area as declared
                  askar records from registry court-acts: court-ban false, court-deprivation false
                  askar records from officer: lives-in-dwelling true, data-reliable true, adults-consented true
                  askar finds verified
                  askar intends refused
   expect refused assessment-differs
                  askar intends assigned
   expect refused no-such-outcome: assigned of decision
                  elena intends refused
   expect refused taken-by-another
                  zarina intends refused
   expect refused not-your-role: executor
                  madina intends refused
   expect refused not-yours
                  madina opens the notice
   expect refused no-such-notice
                  askar goes without a hearing for assigned on court-decision: Why not.
   expect refused no-such-outcome: assigned of decision
