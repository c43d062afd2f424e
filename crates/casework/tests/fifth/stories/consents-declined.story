story         One who declines is enough
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
2026-11-03 11:00  bolat consents as adult
   viktor declines as owner: I need it myself
   expect events consent-declined, finding-recorded
   expect finding owner-agrees false
   expect stage consents, executor
   gulnar takes the case
   gulnar finds agreed
   expect refused work-not-done: given
   gulnar finds disagreed: The owner does not agree
   expect deed refusal for head
   nurlan signs
   expect closed adverse, disagreed
