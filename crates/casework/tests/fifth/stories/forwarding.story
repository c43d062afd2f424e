story         The file goes to the other body, late if it must
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose send
   system registers
   gulnar takes the case
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 0, months 0
   gulnar forwards as nothing
   expect refused number-needed
   nurlan forwards as 12-1
   expect refused not-your-role: executor
   gulnar finds forwarded
   expect refused work-not-done: forwarded
2026-11-06 10:00  gulnar satisfies by 12-2: All of it
   expect refused term-over: 2026-11-05
   gulnar forwards as 12-1
   expect events forwarded, stage-decided
   expect work 12-1 to quality-authority of 2026-11-06, late
   expect closed favorable, forwarded
