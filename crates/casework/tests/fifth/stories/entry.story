story         An entry is a result only when the register has acknowledged it
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose own
   system registers
2026-11-03 10:00  daniyar takes the case
   daniyar finds complete
   system hears from plots: owned-plots 0
   system hears from residents
2026-11-04 10:00  gulnar takes the case
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 0, months 3, complaint-right false
   gulnar finds weighed
2026-11-10 10:00  zhanar convenes timur, saule, arman, chair timur
   timur votes for
   saule votes for
   zhanar counts the votes
2026-11-11 10:00  gulnar draws up the agreement
   madina signs the agreement
   nurlan signs the agreement
2026-11-12 10:00  gulnar records the act 7-А of 2026-11-12, giving-side Петров, receiving-side Ахметова, approval akim rural-akim
   daniyar takes the case
   daniyar finds entered
   expect refused work-not-done: acknowledged
   gulnar acknowledges 5 of 2026-11-12
   expect refused not-your-role: registrar
   daniyar acknowledges nothing of 2026-11-12
   expect refused number-needed
   daniyar acknowledges 5 of 2026-11-13
   expect refused day-outside: 2026-11-13
   daniyar acknowledges 5 of 2026-11-11
   expect refused day-outside: 2026-11-11
   daniyar rejects the entry
   expect refused note-needed
   system acknowledges 5 of 2026-11-12
   expect events entry-acknowledged
   daniyar acknowledges 6 of 2026-11-12
   expect refused work-done: acknowledged
   expect work plots 5 of 2026-11-12
