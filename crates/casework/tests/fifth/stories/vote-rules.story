story         Who sits, who votes, and who may not
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
2026-11-10 10:00  timur votes for
   expect refused no-such-work: voting
   zhanar counts the votes
   expect refused no-such-work: voting
   gulnar convenes timur, saule, arman, chair timur
   expect refused not-your-role: secretary
   zhanar convenes timur, saule, chair timur
   expect refused too-few-members: 2 of 3
   zhanar convenes timur, saule, saule, chair timur
   expect refused too-few-members: 2 of 3
   zhanar convenes timur, saule, zhanar, chair timur
   expect refused secretary-votes
   zhanar convenes timur, saule, arman, chair kulyash
   expect refused not-a-member
   zhanar finds carried
   expect refused work-not-done: carried
   zhanar convenes timur, saule, arman, chair timur
   kulyash votes for
   expect refused not-a-member
   zhanar votes for
   expect refused not-your-role: commission
   madina votes for
   expect refused not-yours
   zhanar recuses arman as relative: A brother
   expect events member-recused
   arman votes for
   expect refused recused
   zhanar recuses kulyash as interest
   expect refused not-a-member
   saule votes against
   saule votes for
   expect refused answered-already
   zhanar recuses saule as relative
   expect refused answered-already
   zhanar counts the votes
   expect refused no-quorum: 1 of 3, 0.6
   timur votes for
   saule counts the votes
   expect refused not-your-role: secretary
   zhanar counts the votes
   expect events votes-counted, stage-decided
   expect work 1 for, 1 against, 2 present of 3, the chair decided
   expect stage contract, executor
   timur votes for
   expect refused no-such-work: contract
