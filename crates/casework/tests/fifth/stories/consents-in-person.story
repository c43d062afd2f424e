story         Consent is given by hand before an officer where the edition allows it
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
   gulnar notes the consent of bolat as adult
   expect refused not-taken
   gulnar takes the case
   gulnar notes the consent of viktor as owner
   expect refused means-not-allowed: in-person
   askar notes the consent of bolat as adult
   expect refused not-yours
   gulnar notes the consent of bolat as adult
   expect events consent-given
   expect stage consents, parties
