story         An extended term is not over: silence is no refusal before the extended day
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:00  madina files
                  system registers
2026-11-18 09:00  aigerim extends by 10 working-days: The register is silent.
   expect answer by 2026-12-02
2026-11-26 00:00  system looks
   expect not work deemed refusal from 2026-11-26
2026-12-03 09:00  system looks
   expect work deemed refusal from 2026-12-03
                  madina withdraws
   expect closed withdrawn
   expect not work deemed refusal from 2026-12-03
