story         Only those asked consent, by their means, once and in time
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
2026-11-03 11:00  olga consents as owner
   expect refused not-yours
   madina consents as owner
   expect refused not-asked
   viktor consents as adult
   expect refused not-asked
   bolat consents as adult by password
   expect refused means-not-allowed: one-time-password
   system lapses the consents
   expect refused not-expired: 2026-11-05T19:00:00Z
   viktor consents as owner
   expect events consent-given, finding-recorded
   viktor consents as owner
   expect refused answered-already
   viktor declines as owner
   expect refused answered-already
   gulnar takes the case
   gulnar finds agreed
   expect refused work-not-done: given
   gulnar finds disagreed
   expect refused work-not-done: declined
2026-11-05 23:59:59  bolat consents as adult
   expect events consent-given, stage-decided, registers-asked
   viktor consents as owner
   expect refused no-such-work: inquiry
