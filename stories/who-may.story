story         Who may do what
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files
                  askar registers
   expect refused not-yours
                  askar takes the case
   expect refused not-registered
                  system registers
2026-11-18 09:00  ruslan takes the case     # of another organization: to him the case does not exist
   expect refused not-yours
                  madina takes the case
   expect refused not-yours
                  zarina takes the case
   expect refused not-your-role: executor
                  aigerim takes the case
   expect refused not-your-role: executor
                  elena finds complete
   expect refused not-taken
   expect executor nobody
                  askar takes the case
   expect events taken
                  askar takes the case       # twice is no harm
   expect no events
                  elena takes the case
   expect refused taken-by-another: askar
                  elena finds complete
   expect refused taken-by-another: askar
                  elena records from officer: lives-in-dwelling true
   expect refused taken-by-another: askar
                  aigerim finds complete
   expect refused not-your-role: executor
                  askar finds assigned
   expect refused no-such-outcome: assigned of completeness
                  askar finds complete
                  askar finds complete at completeness     # a page that was open all along
   expect refused another-stage: completeness, but verification
                  system looks
   expect stage verification
