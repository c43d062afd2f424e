story         A member whom the case concerns is recused when the commission meets
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose own
   with owner.full-name Кузнецов Виктор Петрович
   with owner.iin 561022390093
   with household.members Жұмабаев Арман Қайратұлы | 830630390063 | 1983-06-30
   system registers
2026-11-03 10:00  daniyar takes the case
   daniyar finds complete
   viktor consents as owner
   gulnar takes the case
   gulnar notes the consent of arman as adult
   system hears from plots: owned-plots 0
   system hears from residents
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 1000000, months 3, complaint-right false
   gulnar finds weighed
2026-11-10 10:00  zhanar convenes timur, saule, arman, chair timur
   expect events commission-convened, member-recused
   expect work 3 members, 1 recused
   arman votes for
   expect refused recused
