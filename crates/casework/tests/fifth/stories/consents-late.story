story         Consents lapse at their instant and not before it
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
2026-11-05 23:59:59  system lapses the consents
   expect refused not-expired: 2026-11-05T19:00:00Z
2026-11-06 00:00  viktor consents as owner
   expect refused expired: 2026-11-05T19:00:00Z
   gulnar lapses the consents
   expect refused not-yours
   system lapses the consents
   expect events consents-lapsed
   system lapses the consents
   expect refused work-done: lapsed
   gulnar takes the case
   gulnar finds late: Nobody answered in time
   expect deed refusal for head
   nurlan signs
   expect closed adverse, late
