story         One who declines to sign ends it
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
2026-11-11 10:00  gulnar draws up the agreement
   madina signs the agreement
   bolat declines the agreement
   expect refused note-needed
   olga declines the agreement: No
   expect refused not-yours
   bolat declines the agreement: Too dear
   expect events agreement-declined
   nurlan signs the agreement
   expect refused work-done: declined
   gulnar finds not-signed: Too dear
   expect deed refusal for head, number 2
   nurlan signs
   expect closed adverse, not-signed
