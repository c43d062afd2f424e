story         The term passes without an act: the law takes it for a refusal, and the office must still decide
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:00  madina files
                  system registers
   expect answer by 2026-11-25
2026-11-18 09:00  askar takes the case
2026-11-25 23:59  system looks
   expect not work deemed refusal from 2026-11-26
2026-11-26 00:00  system looks
   expect work deemed refusal from 2026-11-26
   expect stage completeness, executor
   expect not closed
                  aigerim extends by 1 months: We have not looked yet.
   expect refused term-passed: 2026-11-25
                  askar finds incomplete, missing bank-account
                  aigerim signs
   expect closed adverse, incomplete
   expect not work deemed refusal from 2026-11-26
