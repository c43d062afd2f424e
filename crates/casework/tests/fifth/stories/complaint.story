story         A reviewer considers a complaint and signs the answer
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose complain
   with plot.complained-of Сейтқазина Гүлнар Болатқызы
   system registers
   expect stage consideration, reviewer
   raushan takes the case
   raushan records from form plot.purpose: purpose as declared
   raushan records from officer: price 0, months 0, complaint-right false
   raushan finds upheld
   expect refused assessment-differs: groundless
   raushan finds dismissed: It is not so
   expect deed refusal for reviewer, ground groundless
   nurlan signs
   expect refused not-your-role: reviewer
   raushan signs
   expect closed adverse, dismissed
