story         She withdraws while the executor checks the package; after the decision it is too late
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:00  madina files
                  system registers
2026-11-18 09:00  askar takes the case
                  madina withdraws
   expect closed withdrawn
                  askar finds complete
   expect refused ended
