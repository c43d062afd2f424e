story         A favorable act in time makes forwarding needless
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose send
   system registers
   gulnar takes the case
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 0, months 0
2026-11-05 10:00  gulnar satisfies by 12-2
   expect refused note-needed
   gulnar satisfies by 12-2: All of it
   expect events satisfied-instead
   gulnar forwards as 12-1
   expect refused work-done: satisfied
   gulnar finds satisfied: All of it
   expect deed certificate for head
   nurlan signs
   expect closed favorable, satisfied
