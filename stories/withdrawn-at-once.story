story         She withdraws before the case is registered
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:00  madina files
2026-11-17 10:01  viktor withdraws
   expect refused not-yours
                  askar withdraws: Let us say she did.
   expect refused not-yours
                  madina withdraws: I have moved.
   expect events withdrawn
   expect closed withdrawn
   expect work tell-of-withdrawal by 2026-11-20
2026-11-18 00:10  system registers
   expect refused ended
