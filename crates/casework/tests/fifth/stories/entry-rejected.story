story         An entry that the register rejects is no result
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
   system rejects the entry: The plot is arrested
   expect events entry-rejected
   daniyar takes the case
   daniyar finds entered
   expect refused work-not-done: acknowledged
   daniyar finds rejected: The plot is arrested
   expect deed refusal for head
   nurlan signs
   expect closed adverse, rejected
