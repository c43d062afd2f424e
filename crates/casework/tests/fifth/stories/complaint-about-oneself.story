story         Nobody considers a complaint about themselves
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose complain
   with plot.complained-of Қуанышева  раушан Ғабдоллақызы
   system registers
   raushan takes the case
   expect refused complained-of
   gulnar takes the case
   expect refused not-your-role: reviewer
