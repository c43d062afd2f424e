story         Where the edition goes without the extension nobody extends
service       garden
organization  astana-housing open 09:00-18:30

2026-03-04 10:00  madina files
   with garden.purpose own
                  nurlan extends by 1 months: The garden must be seen.
   expect refused not-registered
                  system registers
                  nurlan extends by 1 months: The garden must be seen.
   expect refused rule-not-in-force: extension
                  madina withdraws
   expect closed withdrawn
