story         A sum counts once, and is overdue on the day after its day
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
   expect work due 2026-11-26 100000
   madina receives 100000 as bank-1 of 2026-11-12
   expect refused not-yours
   system receives 0 as bank-1 of 2026-11-12
   expect refused sum-needed
   system receives 100 as bank-1 of 2026-11-13
   expect refused day-outside: 2026-11-13
   system receives 60000 as bank-1 of 2026-11-12
   system receives 60000 as bank-1 of 2026-11-12
   expect refused answered-already
   expect work received 60000
2026-11-26 18:00  system finds the payment overdue
   expect refused not-overdue: 2026-11-26
2026-11-27 09:00  gulnar finds the payment overdue
   expect refused not-yours
   system finds the payment overdue
   expect events payments-overdue
   expect stage payment, executor
   gulnar finds overdue: The first sum is late
   expect deed refusal for head
   nurlan signs
   expect closed adverse, overdue
