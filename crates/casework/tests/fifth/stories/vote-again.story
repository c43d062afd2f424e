story         A meeting without a quorum is followed by another
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
   zhanar counts the votes
   expect refused no-quorum: 1 of 3, 0.6
2026-11-11 10:00  zhanar convenes timur, saule, kulyash, chair timur
   timur votes for
   kulyash votes for
   zhanar counts the votes
   expect events votes-counted, stage-decided
