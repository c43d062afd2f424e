story         A plot is bought through every kind of work
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose own
   with owner.full-name Кузнецов Виктор Петрович
   with owner.iin 561022390093
   with household.members Қуанышев Болат Тілеуұлы | 790502390136 | 1979-05-02; Ким Максим Олегович | 160612590186 | 2016-06-12
   expect plan examination by 2026-11-04
   expect answer by 2027-01-05
   system registers
   expect track purchase
   expect stage examination, clerk
2026-11-03 10:00  daniyar takes the case
   daniyar finds complete
   expect events stage-decided, consents-asked
   expect stage consents, parties
   expect work waits for viktor as owner
   expect work waits for bolat as adult
2026-11-03 12:00  viktor consents as owner by password
   expect events consent-given, finding-recorded
   expect finding owner-agrees true
   expect not work waits for viktor as owner
   bolat consents as adult
   expect events consent-given, stage-decided, registers-asked
   expect stage inquiry, system
   expect plan limit/giving by 2026-12-03
   system hears from plots: owned-plots 0
   expect events register-answered, finding-recorded
   system hears from residents
   expect events register-answered, stage-decided
   expect stage weighing, executor
2026-11-04 10:00  gulnar takes the case
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 1000000, months 3, complaint-right false
   gulnar finds weighed
   expect stage voting, secretary
2026-11-10 10:00  zhanar convenes timur, saule, arman, chair timur
   expect events commission-convened
   expect stage voting, commission
   timur votes for
   saule votes for
   arman votes against
   zhanar counts the votes
   expect events votes-counted, stage-decided
   expect work 2 for, 1 against, 3 present of 3
   expect stage contract, executor
2026-11-11 10:00  gulnar draws up the agreement
   expect events agreement-drawn-up
   expect stage contract, parties
   expect work waits for head
   expect work waits for madina as recipient
   bolat signs the agreement
   madina signs the agreement
   nurlan signs the agreement
   expect events agreement-signed, agreement-concluded, stage-decided
   expect signed contract number 1
   expect stage handover, executor
2026-11-12 10:00  gulnar records the act 7-А of 2026-11-12, giving-side Петров, receiving-side Ахметова, approval akim rural-akim
   expect events transfer-recorded, stage-decided, payments-scheduled
   expect stage payment, recipient
   expect work due 2026-11-26 100000
   expect work due 2026-12-12 300000
   expect work due 2027-02-12 300000
2026-11-20 10:00  system receives 100000 as bank-1 of 2026-11-20
   expect events payment-received
2026-12-10 10:00  system receives 900000 as bank-2 of 2026-12-10
   expect events payment-received, stage-decided, entry-asked
   expect stage entry, registrar
2026-12-14 10:00  daniyar takes the case
   daniyar acknowledges Р-55 of 2026-12-14
   expect events entry-acknowledged
   expect stage entry, registrar
   daniyar finds entered: Well done.
   expect deed certificate for head, act 7-А, act-day 12 November 2026, entry Р-55, entry-day 14 December 2026
   nurlan signs
   expect closed favorable, entered
