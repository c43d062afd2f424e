story         A place in the queue is by the day of registration and keeps its number
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-01 12:00  madina files
   with plot.purpose wait
2026-11-02 09:30  system registers
   system hears from residents
   system gives the place 17
   expect refused not-yours
   gulnar gives the place 17
   expect refused not-taken
   gulnar takes the case
   gulnar finds enrolled
   expect refused work-not-done: enrolled
   gulnar gives the place 0
   expect refused number-needed
   gulnar gives the place 17
   expect events enrolled
   expect work place 17 of 2026-11-02 in dacha-plots
   gulnar gives the place 18
   expect refused work-done: enrolled
   gulnar finds enrolled
   expect refused facts-missing: complaint-right, months, owned-plots, purpose
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 0, months 0
   gulnar finds enrolled
   expect deed certificate for head, place 17
   nurlan signs
   expect closed favorable, enrolled
