story         The same data are signed by everybody named, and by nobody else
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose own
   with owner.full-name Кузнецов Виктор Петрович
   with owner.iin 561022390093
   with household.members Қуанышев Болат Тілеуұлы | 790502390136 | 1979-05-02
   system registers
2026-11-03 10:00  daniyar takes the case
   daniyar finds complete
   viktor consents as owner
   bolat consents as adult
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
2026-11-11 10:00  madina signs the agreement
   expect refused no-such-work: contract
   nurlan draws up the agreement
   expect refused not-your-role: executor
   gulnar draws up the agreement
   gulnar draws up the agreement
   expect refused answered-already
   olga signs the agreement
   expect refused not-yours
   viktor signs the agreement
   expect refused not-yours
   gulnar signs the agreement
   expect refused not-asked
   madina signs the agreement, other data
   expect refused other-data
   system signs the agreement
   expect refused not-yours
   madina signs the agreement
   expect events agreement-signed
   madina signs the agreement
   expect refused answered-already
   gulnar finds signed
   expect refused work-not-done: signed
   nurlan signs the agreement
   expect work waits for bolat as adult
   expect not work waits for head
   expect not signed contract number 1
   bolat signs the agreement
   expect signed contract number 1
   expect stage handover, executor
