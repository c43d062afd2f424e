story         A chair who abstains decides no tie
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
   system hears from plots: owned-plots 1
   system hears from residents
2026-11-04 10:00  gulnar takes the case
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 1000000, months 3, complaint-right false
   gulnar finds weighed
2026-11-10 10:00  zhanar convenes timur, saule, arman, chair timur
   timur votes abstained
   saule votes for
   arman votes against
   zhanar counts the votes
   expect work 1 for, 1 against, 3 present of 3
   expect stage voting, secretary
   zhanar finds carried
   expect refused work-not-done: carried
