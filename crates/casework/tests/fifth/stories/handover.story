story         An outside act counts with its number, day, file and everybody who signed and approved it
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
2026-11-12 10:00  nurlan records the act 7 of 2026-11-12, giving-side Петров, receiving-side Ахметова, approval akim rural-akim
   expect refused not-your-role: executor
   gulnar records the act 7 of 2026-11-13, giving-side Петров, receiving-side Ахметова, approval akim rural-akim
   expect refused day-outside: 2026-11-13
   gulnar records the act 7 of 2026-11-10, giving-side Петров, receiving-side Ахметова, approval akim rural-akim
   expect refused day-outside: 2026-11-10
   gulnar records the act nothing of 2026-11-12, giving-side Петров, receiving-side Ахметова, approval akim rural-akim
   expect refused number-needed
   gulnar records the act 7 of 2026-11-12, giving-side Петров, approval akim rural-akim
   expect refused signatory-missing: receiving-side
   gulnar records the act 7 of 2026-11-12, giving-side Петров, receiving-side Ахметова
   expect refused approval-missing: akim
   gulnar records the act 7 of 2026-11-12, giving-side Петров, receiving-side Ахметова, approval akim mayor
   expect refused approval-missing: akim
   gulnar records the act 7 of 2026-11-12, giving-side Петров, receiving-side Ахметова, approval akim rural-akim, without its file
   expect refused no-such-attachment
   gulnar declines the act
   expect refused note-needed
   gulnar records the act 7 of 2026-11-11, giving-side Петров, receiving-side Ахметова, approval akim rural-akim
   expect work handover-act 7 of 2026-11-11
   expect stage payment, recipient
