story         What is paid in full before the refusal is paid
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
   gulnar records from officer: price 1000000, months 3, complaint-right false
   gulnar finds weighed
2026-11-10 10:00  zhanar convenes timur, saule, arman, chair timur
   timur votes for
   saule votes for
   zhanar counts the votes
2026-11-11 10:00  gulnar draws up the agreement
   madina signs the agreement
   nurlan signs the agreement
2026-11-12 10:00  gulnar records the act 7-А of 2026-11-12, giving-side Петров, receiving-side Ахметова, approval akim rural-akim
2026-11-27 09:00  system finds the payment overdue
   system receives 1000000 as bank-1 of 2026-11-27
   expect events payment-received, stage-decided, entry-asked
